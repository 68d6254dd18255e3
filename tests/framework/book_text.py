"""What a book says, gathered: its runs, its text, its tables."""

from collections.abc import Iterator

from jisr.framework.book.document import Block, Book, Figure, Line, Paragraph, Run, Table, plain


def lines(book: Book) -> Iterator[Line]:
    """Yield every line of a book, in order."""
    yield from (book.mark, book.title, book.subtitle, *book.parties, book.edition, book.signed)
    for chapter in book.chapters:
        yield from (chapter.title, chapter.lead)
        for article in chapter.articles:
            yield article.title
            for block in article.blocks:
                yield from of_block(block)


def of_block(block: Block) -> Iterator[Line]:
    """Yield the lines of a block."""
    match block:
        case Paragraph():
            yield block.line
        case Table():
            yield block.caption
            yield from block.head
            yield from (line for row in block.rows for cell in row for line in cell.lines)
        case Figure():
            yield block.caption
            yield from (line for _, line in block.roles)
            yield from block.marks


def runs(book: Book) -> Iterator[Run]:
    """Yield every run of a book."""
    yield from (run for line in lines(book) for run in line)


def text(book: Book) -> str:
    """Return the whole book as text, a line a line."""
    return "\n".join(plain(line) for line in lines(book))
