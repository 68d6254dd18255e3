"""Two nodes on real files and with real keys, and the line between them.

What a courier does is done here by hand, without the socket: as long as a node says that there
is more to say, it is said.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from jisr.core.act import Digest, PartyId
from jisr.core.space import GENERAL
from jisr.node import found
from jisr.ops.bench.seat import PASSPHRASE, Remote
from jisr.ops.clock import present
from jisr.ops.keyfile import KdfCost
from jisr.ops.keystore import FileKeystore
from jisr.ops.packs import SHIPPED, check_pack
from jisr.ops.setup import CARD_FILE, ROOT_FILE, Plan, init

ASKING, ASKED = PartyId("FR"), PartyId("MA")
PACK: Final = SHIPPED / "ma-fr"
_COST: Final = KdfCost(iterations=1, lanes=1, memory_kib=8)  # For minutes.


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The two nodes, in one space."""

    seats: dict[PartyId, Remote]

    def open(self, count: int) -> list[Digest]:
        """Let the asking party open cases; return them."""
        cases: list[Digest] = self.seats[ASKING].call("open", count)
        return cases

    def add(self, party: PartyId, cases: list[Digest], act: str) -> None:
        """Let a party add an act to each of these cases."""
        self.seats[party].call("add", cases, act)

    def talk(self, caller: PartyId) -> int:
        """Let a party's courier call until there is nothing more to say; return the round trips."""
        theirs = self.seats[ASKED if caller == ASKING else ASKING]
        trips, more = 0, True
        while more:
            answer = theirs.call("answer", self.seats[caller].call("ask"))
            more = self.seats[caller].call("heard", answer)
            trips += 1
        return trips

    def wait(self, span: timedelta) -> None:
        """Move both clocks on."""
        for seat in self.seats.values():
            seat.call("wait", span)

    @property
    def spent(self) -> float:
        """The processor time of both nodes so far, in seconds."""
        return float(sum(seat.call("spent") for seat in self.seats.values()))

    @property
    def agreed(self) -> bool:
        """Whether both hold the same two logs, and nothing waits to be acknowledged."""
        one, two = (seat.call("ends") for seat in self.seats.values())
        return bool(one == two) and not any(s.call("waiting") for s in self.seats.values())


@contextmanager
def paired(folder: Path) -> Iterator[Pair]:
    """Make two nodes in an empty folder, found a space, and end both processes at the end."""
    at = present()
    settings = {party: _init(folder, party, at) for party in (ASKING, ASKED)}
    founding, edition = _found(folder, at)
    with ExitStack() as opened:
        seats = {}
        for party, path in settings.items():
            seats[party] = Remote(path, at)
            opened.callback(seats[party].close)
            seats[party].call("join", founding, edition)
        yield Pair(seats=seats)


def _init(folder: Path, party: PartyId, at: datetime) -> Path:
    plan = Plan(
        party=party,
        folder=folder / party.lower(),
        language="en",
        peer_port=1,  # No door is opened.
        site_port=1,
        partners={},
    )
    return init(plan, passphrase=PASSPHRASE, root_passphrase=PASSPHRASE, at=at, cost=_COST)


def _found(folder: Path, at: datetime) -> tuple[bytes, bytes]:
    """Return a founding document that both have signed, and the edition it names."""
    edition = check_pack(PACK).edition
    assert edition is not None, "the packs that come with Jisr are sound"
    homes = [folder / party.lower() for party in (ASKING, ASKED)]
    first, second = (found.read_card((home / CARD_FILE).read_bytes()) for home in homes)
    payload = found.draft((first, second), framework=edition.digest, channel=GENERAL, at=at)
    signed = None
    for home in homes:
        root = FileKeystore.unlock(home / ROOT_FILE, passphrase=PASSPHRASE)
        signed = found.sign(payload, root, signed)
    assert signed is not None
    return signed.encode(), edition.signed
