"""One of the two nodes that are measured, in a process of its own, doing as it is told.

Each has a process, so that neither remembers what only the other has read, and so that the
processor time of both can be told from that of whoever measures.
"""

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from jisr.core.act import Act, Digest, Kind, PartyId, Under, act_id
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.keys import KeyUse
from jisr.exchange.peer import Need
from jisr.ledger.base import READ_MAX, Entry, PartState
from jisr.node import compose, deliver, found, prove
from jisr.node.deliver import Asked
from jisr.node.space import tiles_of
from jisr.node.wish import Addition, Opening
from jisr.ops.bench.objects import INFORMATION, PROPOSALS, REQUEST
from jisr.ops.bench.page import pages_us
from jisr.ops.build import build, leave_alone_what_stays
from jisr.ops.settings import load_settings

PASSPHRASE: Final = "measured only, protects nothing"  # noqa: S105
_END: Final = "end"


class Seat:
    """A node, and what the measuring process may ask of it; see `Remote`."""

    def __init__(self, settings: Path, at: datetime) -> None:
        self._at = at
        self._built = build(load_settings(settings), passphrase=PASSPHRASE)
        self._node = self._built.node
        self._node.world = replace(self._node.world, now=lambda: self._at)
        self._space = Digest("")
        self._asked: Asked | None = None

    def join(self, founding: bytes, edition: bytes) -> None:
        """Enter the space."""
        self._space = found.join(self._node, founding, edition).id

    def wait(self, span: timedelta) -> None:
        """Move the clock on."""
        self._at += span

    def spent(self) -> float:
        """Return the processor time of this process so far, in seconds."""
        return time.process_time()

    def open(self, count: int) -> list[Digest]:
        """Open cases, all in one durable write; return them."""
        wish = Opening(procedure=INFORMATION, proposal=REQUEST)
        return compose.write(self._node, self._space, [wish] * count)

    def add(self, cases: Sequence[Digest], act: str) -> list[Digest]:
        """Add an act to each of some cases, all in one durable write; return the acts."""
        wishes = [Addition(case=case, proposal=PROPOSALS[act]) for case in cases]
        return compose.write(self._node, self._space, wishes)

    def ask(self) -> bytes:
        """Return the next request to the partner."""
        self._asked = deliver.ask(self._node, self._space, self._built.line(self._space))
        return self._asked.raw

    def answer(self, raw: bytes) -> bytes:
        """Answer the partner's request."""
        return deliver.answer(self._node, self._space, self._built.line(self._space), raw)

    def heard(self, raw: bytes) -> bool:
        """Take in the answer; return whether there is more to say at once."""
        assert self._asked is not None
        line = self._built.line(self._space)
        need = deliver.heard(self._node, self._space, line, raw, self._asked.message)
        return need is Need.NOW

    def ends(self) -> dict[PartyId, tuple[int, Digest]]:
        """Return how long each log is, and its last id, which speaks for all before it."""
        logs = self._node.space(self._space).logs
        return {party: (log.size, log.head) for party, log in logs.items()}

    def waiting(self) -> int:
        """Return how many acts of ours the partner has not acknowledged."""
        return len(self._node.work.outbox.waiting(self._space))

    def missing(self, author: PartyId) -> int:
        """Return how many parts of a party's acts are not held here."""
        return sum(
            part.state is not PartState.HELD
            for entry in self._all(author)
            for part in self._node.ledger.parts(entry.id)
        )

    def prove(self, act: Digest) -> bytes:
        """Return the proof of an act as a file."""
        return prove.prove(self._node, act)

    def export(self) -> bytes:
        """Return the whole space as a file."""
        return prove.export(self._node, self._space)

    def write_plain(self, count: int) -> list[tuple[bytes, bytes]]:
        """Make acts of ours without content, signed and chained, and put them into the ledger.

        This fills a ledger ten times as fast as officers could; they open a case each, and stand
        on no list.
        """
        space, keys = self._node.space(self._space), self._node.world.keys
        log, key = space.ours, keys.current(KeyUse.SIGN).fingerprint
        prev, made = log.head, []
        for seq in range(log.size, log.size + count):
            header = Act(
                space=space.id,
                author=space.me,
                epoch=log.epoch,
                seq=seq,
                prev=prev,
                at=self._at,
                key=key,
                kind=Kind.OPEN,
                under=Under(framework=space.edition(), procedure=INFORMATION),
                act=REQUEST.act,
                terms=REQUEST.terms,
            ).encode()
            made.append((header, keys.sign(KeyUse.SIGN, pae(ACT_TYPE, header))))
            prev = act_id(header)
        self.keep_plain(made)
        return made

    def keep_plain(self, made: Sequence[tuple[bytes, bytes]]) -> None:
        """Put acts that `write_plain` has made into the ledger."""
        entries = [_entry(header, signature) for header, signature in made]
        first, last = entries[0], entries[-1]

        def ids(author: PartyId, start: int, end: int) -> list[Digest]:
            new = [entry.id for entry in entries[max(0, start - first.seq) : end - first.seq]]
            if start >= first.seq:
                return new
            return [*self._node.ledger.ids(self._space, author, start=start, end=first.seq), *new]

        self._node.ledger.append(entries, tiles=tiles_of(entries, ids))
        cursor = self._node.work.views.cursor(self._space, last.author)
        self._node.work.views.apply(moved=[(cursor, last.seq + 1)], cases=[], acts=[])
        self._node.open_space(self._space)

    def page_us(self, author: PartyId, starts: Sequence[int], count: int) -> list[float]:
        """Return the processor time of reading a page of a log from each of these positions."""
        taken = []
        for start in starts:
            begun = time.process_time()
            page = self._node.ledger.after(self._space, author, start=start, limit=count)
            taken.append((time.process_time() - begun) * 1e6)
            assert len(page) == count
        return taken

    def read_pages(self, cases: Sequence[Digest], times: int) -> dict[str, float]:
        """Return the processor time of pages, and of one event in the access log: each a mean."""
        return pages_us(self._built, self._space, cases, times)

    def close(self) -> None:
        """Give the stores back."""
        self._built.close()

    def _all(self, author: PartyId) -> list[Entry]:
        found: list[Entry] = []
        while page := self._node.ledger.after(
            self._space, author, start=len(found), limit=READ_MAX
        ):
            found += page
        return found


def _entry(header: bytes, signature: bytes) -> Entry:
    act, id = Act.parse(header), act_id(header)
    return Entry(
        space=act.space,
        author=act.author,
        epoch=act.epoch,
        seq=act.seq,
        id=id,
        prev=act.prev,
        kind=act.kind,
        case=id,
        saw=0,
        header=header,
        signature=signature,
    )


class Remote:
    """A seat in another process: `remote.call("open", 10)` is its `open(10)`."""

    def __init__(self, settings: Path, at: datetime) -> None:
        """Start the process and open the node."""
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, settings, at), daemon=True)
        self._process.start()
        theirs.close()

    def call(self, name: str, *args: object) -> Any:  # noqa: ANN401 - what `Seat` returns
        """Let the seat do something; what it raises is raised here."""
        self._line.send((name, args))
        answer = self._line.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """Give the stores back and end the process."""
        self._line.send((_END, ()))
        self._process.join()
        self._line.close()


def _serve(line: Connection, settings: Path, at: datetime) -> None:
    seat = Seat(settings, at)
    leave_alone_what_stays()  # As a running node does.
    while True:
        name, args = line.recv()
        if name == _END:
            seat.close()
            return
        try:
            line.send(getattr(seat, name)(*args))
        except Exception as error:  # noqa: BLE001 - told to whoever asked, whatever it is
            line.send(error)
