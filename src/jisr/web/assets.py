"""Style sheet, fonts and pictures, served from memory.

The set is closed when the site is built: a name that is not in the table does not exist, so
no path can lead out of the folder.  Names carry a digest of the content and may be kept by
browsers for ever.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from jisr.web.asgi import Application, Receive, Scope, Send, send_bytes

PREFIX: Final = "/static/"
DIGEST_CHARS: Final = 12
TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_URL: Final = re.compile(r'url\("([^"#:]+)"\)')
_PRESSED: Final = frozenset({".css", ".svg", ".txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it is sent."""

    type: str
    content: bytes
    pressed: bytes | None  # The same, gzip; None where it would gain nothing.


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Every asset by the name in its address, and the address of each by its file name."""

    served: Mapping[str, Asset]
    addresses: Mapping[str, str]

    @classmethod
    def load(cls) -> "Assets":
        """Read the package's `static` folder once, style sheets last: they name the others."""
        found = dict(_walk(files("jisr.web").joinpath("static"), ""))
        served: dict[str, Asset] = {}
        addresses: dict[str, str] = {}
        for name in sorted(found, key=lambda name: (name.endswith(".css"), name)):
            stem, dot, ending = name.rpartition(".")
            content = found[name]
            if ending == "css":
                content = _with_addresses(content, addresses)
            digest = hashlib.sha256(content).hexdigest()[:DIGEST_CHARS]
            public = f"{stem}.{digest}{dot}{ending}"
            addresses[name] = PREFIX + public
            served[public] = Asset(
                type=TYPES[dot + ending],
                content=content,
                pressed=gzip.compress(content, mtime=0) if dot + ending in _PRESSED else None,
            )
        return cls(served=served, addresses=addresses)


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _walk(item, f"{prefix}{item.name}/")
        else:
            found.append((prefix + item.name, item.read_bytes()))
    return found


def _with_addresses(sheet: bytes, addresses: Mapping[str, str]) -> bytes:
    """Put the addresses of fonts and pictures into a style sheet."""
    return _URL.sub(lambda found: f'url("{addresses[found[1]]}")', sheet.decode()).encode()


def with_assets(site: Application, assets: Assets) -> Application:
    """Answer requests for assets, and pass every other one on."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await site(scope, receive, send)
            return
        asset = assets.served.get(scope["path"].removeprefix(PREFIX))
        if asset is None or scope["method"] not in {"GET", "HEAD"}:
            await site(scope, receive, send)
            return
        wanted = dict(scope["headers"]).get(b"accept-encoding", b"")
        pressed = asset.pressed if b"gzip" in wanted else None
        headers = [
            (b"content-type", asset.type.encode()),
            (b"cache-control", b"public, max-age=31536000, immutable"),
            (b"x-content-type-options", b"nosniff"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"vary", b"accept-encoding"),
        ]
        if pressed is not None:
            headers.append((b"content-encoding", b"gzip"))
        content = asset.content if pressed is None else pressed
        await send_bytes(send, 200, headers, content, head=scope["method"] == "HEAD")

    return answer
