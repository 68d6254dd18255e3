"""The book: a signed edition as the document that two ministries read and sign.

What it says is here, as values; how it looks is in `jisr.ops.book`.
"""

from jisr.framework.book.book import book_of
from jisr.framework.book.document import Book

__all__ = ["Book", "book_of"]
