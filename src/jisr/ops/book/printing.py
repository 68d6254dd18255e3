"""Prints a book: the style sheet with its fonts inside, the HTML, and the PDF."""

import base64
from contextlib import redirect_stdout
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Final

from jisr.core.errors import Unavailable
from jisr.framework.book import Book
from jisr.ops import reasons_cli
from jisr.ops.book.html import html_of

_HERE: Final = files("jisr.ops.book")
_PAGES: Final = files("jisr.web") / "static" / "fonts"
# Family, weight and file of each.
_FONTS: Final[tuple[tuple[str, int, Traversable], ...]] = (
    ("Amiri", 400, _HERE / "fonts" / "amiri-400.woff2"),
    ("Amiri", 700, _HERE / "fonts" / "amiri-700.woff2"),
    ("Plex", 400, _PAGES / "plex-mono-400.woff2"),
)


def html_bytes(book: Book) -> bytes:
    """Return a book as one HTML file; the same book gives the same bytes."""
    return html_of(book, style=_style()).encode()


def require_pdf() -> None:
    """Import what sets a PDF: it is asked for before anything that takes long is begun.

    Raises:
        Unavailable: the program that sets it, or a library of the system under it, is missing.
    """
    try:
        # It prints advice of its own where a library is missing; ours is in three languages.
        with redirect_stdout(StringIO()):
            # Here, not at the top: it belongs to the extra `pdf`, which a node runs without.
            import_module("weasyprint")
    except ImportError as error:
        raise Unavailable(reasons_cli.PDF_MISSING) from error
    except OSError as error:
        raise Unavailable(reasons_cli.PDF_LIBRARIES_MISSING) from error


def pdf_bytes(book: Book) -> bytes:
    """Return a book as PDF.

    Raises:
        Unavailable: as `require_pdf`.
    """
    require_pdf()
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # Whatever a pack holds, printing it opens no file and no connection.
    fetcher = URLFetcher(allowed_protocols=["data"])
    page = html_bytes(book).decode()
    printed: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    return printed


def _style() -> str:
    faces = "".join(_face(*font) for font in _FONTS)
    return faces + (_HERE / "book.css").read_text("utf-8")


def _face(family: str, weight: int, file: Traversable) -> str:
    data = base64.b64encode(file.read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2") }}\n'
    )
