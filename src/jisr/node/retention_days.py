"""On which day a node looks at which case again: for what falls due to be erased.

It is kept in the work store, so that an hour's work is that of an hour's acts.  Nothing there says
more than the ledger does; lost, it is made again.

Source: docs/spec/safeguards.md, SAF-20.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.canonical import encode
from jisr.ledger.base import READ_MAX
from jisr.ledger.work.rows import Document
from jisr.node.node import Node
from jisr.node.space import Space

# Kinds of documents in the work store.
AGENDA: Final = Slug("retention-agenda")  # By "DAY/space/case": look at the case then.
READ: Final = Slug("retention-read")  # By "space/author": how much of a log is on the agenda.
OWN: Final = Slug("retention-own")  # The own limits for which the agenda was made.
NODE: Final = "node"  # The id of what there is one of.


def note_cases(node: Node, space: Space, today: date) -> None:
    """Put on the agenda of today every case of which an act has come since the last time."""
    with node.lock:
        _begin_again_where_limits_changed(node)
    for author in space.founding.parties:
        more = True
        while more:
            with node.lock:
                more = _note_page(node, space, author, today)


def _note_page(node: Node, space: Space, author: PartyId, today: date) -> bool:
    """Go through one page of a log; say whether there was one."""
    id = f"{space.id}/{author}"
    row = node.work.register.get(READ, id)
    start = 0 if row is None else int(row.content)
    if start > node.ledger.size(space.id, author):  # A ledger of an earlier day: a restore.
        start = 0
    entries = node.ledger.after(space.id, author, start=start, limit=READ_MAX)
    if not entries:
        return False
    now = node.world.now()
    noted = Document(kind=READ, id=id, content=str(entries[-1].seq + 1).encode(), updated=now)
    with node.work.together():
        for case in dict.fromkeys(entry.case for entry in entries):
            if case is not None:
                put(node, space, case, today)
        node.work.register.put(noted)
    return True


def _begin_again_where_limits_changed(node: Node) -> None:
    own = encode(dict(node.limits.days.items()))
    known = node.work.register.get(OWN, NODE)
    if known is not None and known.content == own:
        return
    now = node.world.now()
    with node.work.together():
        ids = [row.id for row in node.work.register.all(READ)]
        node.work.register.remove_all(READ, ids)
        node.work.register.put(Document(kind=OWN, id=NODE, content=own, updated=now))


def put(node: Node, space: Space, case: Digest, day: date) -> None:
    """Put a case on the agenda of a day."""
    id, now = f"{day.isoformat()}/{space.id}/{case}", node.world.now()
    node.work.register.put(Document(kind=AGENDA, id=id, content=b"", updated=now))


def agenda(node: Node, upto: date) -> Iterator[Document]:
    """Yield what is on the agenda up to a day, that day included."""
    start = ""
    while rows := node.work.register.after(AGENDA, start):
        for row in rows:
            if read(row)[0] > upto:
                return
            yield row
        start = rows[-1].id


def read(row: Document) -> tuple[date, Digest, Digest]:
    """Return the day, the space and the case of a row of the agenda."""
    day, space, case = row.id.split("/")
    return date.fromisoformat(day), Digest(space), Digest(case)
