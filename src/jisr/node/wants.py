"""What to ask the partner for in the next message: a few of the files and parts it owes us.

What is new goes first, and is worth a message of its own.  What was asked for before and has
not come is asked for again in turn, so that what never comes does not hide what would.
"""

from dataclasses import dataclass
from typing import Final

from jisr.core.act import Digest
from jisr.exchange.limits import CHUNKS_MAX, WANTS_MAX
from jisr.exchange.values import Want
from jisr.node import attachments, owed
from jisr.node.line import Line
from jisr.node.node import Node
from jisr.node.space import Space

FILES_ASKED_MAX: Final = WANTS_MAX // 2  # Of a message's wants; the rest is for parts.
assert FILES_ASKED_MAX >= CHUNKS_MAX, "an answer can be filled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the next message asks for, and what the line remembers once it does."""

    wants: tuple[Want, ...] = ()
    new_files: bool = False  # Some file goes on, or was not asked for yet.
    new_parts: bool = False  # Some part was not asked for yet.
    told: str = ""
    turn: str = ""
    asked: frozenset[Digest] = frozenset()
    files_turn: int = 0

    @property
    def waits(self) -> bool:
        """Whether the wants are worth a message of their own."""
        return self.new_files or self.new_parts


def choose(node: Node, space: Space, line: Line) -> Wanted:
    """Choose what to ask for next; nothing is remembered before `remember`."""
    open_files = attachments.wants(node, space)
    begun = [want for want in open_files if want.offset > 0]
    going = begun[: FILES_ASKED_MAX // 2]  # The oldest: a file that stands still hides no other.
    new = [want for want in open_files if want.digest not in line.asked and want not in going]
    old = [want for want in open_files if want.digest in line.asked and want not in going]
    turn = line.files_turn % len(old) if old else 0
    files = [*going, *new, *old[turn:], *old[:turn]][:FILES_ASKED_MAX]
    room = WANTS_MAX - len(files)
    newer = owed.after(node, space, line.told, room)
    again = list(owed.after(node, space, line.turn, room - len(newer)))
    again += owed.after(node, space, "", room - len(newer) - len(again))
    parts = {owed.want(row).digest: owed.want(row) for row in (*newer, *again)}
    wants = {want.digest: want for want in files} | parts
    asked = line.asked | {want.digest for want in files}
    return Wanted(
        wants=tuple(wants.values()),
        new_files=bool(begun or new),
        new_parts=bool(newer),
        told=newer[-1].id if newer else line.told,
        turn=again[-1].id if again else line.turn,
        asked=asked & {want.digest for want in open_files},
        files_turn=turn + max(0, len(files) - len(going) - len(new)),
    )


def remember(line: Line, wanted: Wanted) -> None:
    """Remember what a message that is about to leave asks for."""
    line.told, line.turn = wanted.told, wanted.turn
    line.asked, line.files_turn = wanted.asked, wanted.files_turn
