"""Ten years of two nodes: what is past its date can be read nowhere, and the cases stand.

The day on which each part must be gone is reckoned here anew, from what the story did, by plain
calendar arithmetic: what the nodes reckon is not asked.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from jisr.core.act import Act, Digest, Kind, Slug
from jisr.core.service import read_erase
from jisr.ledger.base import READ_MAX, Part, PartState, Tile
from jisr.ledger.keys import MemoryKeyStore, PartName
from jisr.ledger.memory import MemoryLedger
from jisr.ledger.work.memory.store import MemoryWorkStore
from jisr.node import asked, compose, content, destroy, restart, retention
from jisr.node.node import Stores
from jisr.node.wish import File, Opening, Proposal
from tests.counts import count_from
from tests.node.officers import may_write
from tests.node.test_retention import ALERT, BOTH
from tests.node.test_two_nodes import REQUEST, case_at
from tests.node.world import START, Pair

WEEKS = 522
CASES = count_from("PROOF_TEN_YEAR_CASES", 80)
OPENED = WEEKS - 8  # The last weeks only end what was opened before.


@dataclass
class Story:
    """One case, as those who told it know it."""

    case: Digest
    kind: str
    opener: str
    mark: str  # Stands in each of its texts, and nowhere else.
    ends: date | None = None
    standing: object = None
    plan: list[tuple[int, str, str]] = field(default_factory=list)  # (week, party, act)

    def gone_after(self) -> date | None:
        """Return the last day of its parts: two years after a request, 90 days after an alert."""
        if self.ends is None:
            return None
        if self.kind == "alert":
            return self.ends + timedelta(days=90)
        leap = (self.ends.month, self.ends.day) == (2, 29)
        return self.ends.replace(year=self.ends.year + 2, day=28 if leap else self.ends.day)


@dataclass(frozen=True)
class Backup:
    """What a backup of one day holds, the keys of parts included."""

    ledger: MemoryLedger
    keys: MemoryKeyStore
    work: MemoryWorkStore


class TenYears:
    def __init__(self) -> None:
        self.pair = Pair(light=True)
        self.chance = random.Random(10)
        self.stories: list[Story] = []
        self.backups: list[Backup] = []

    def tell(self) -> None:
        for week in range(WEEKS):
            while week < OPENED and len(self.stories) * OPENED < CASES * (week + 1):
                self._open(week)
            for story in self.stories:
                for at, party, name in story.plan:
                    if at == week and story.ends is None:
                        self._say(story, party, name)
            if week % 104 == 60:
                self.backups.append(self._back_up("MA"))
            self.pair.clock.wait(days=7)
            for party in self.chance.sample(BOTH, 2):
                retention.look(self.pair.nodes[party])
                if self.chance.random() < 0.5:  # Else both erase before they hear.
                    self.pair.sync()
            self.pair.sync()

    def _open(self, week: int) -> None:
        opener = self.chance.choice(BOTH)
        other = "MA" if opener == "FR" else "FR"
        mark = f"mark-{len(self.stories):06}-{self.chance.getrandbits(40):010x}"
        kind = self.chance.choice(["information-request", "alert"])
        # Some are asked about again and again: why is kept beside the case, and goes with it.
        known = f"Asked About {len(self.stories) % 5}"
        name = {"names": [{"script": "Latn", "use": "legal", "text": known}], "birth": "1980"}
        paper = File(
            field=Slug("attachments"), name="a.txt", media="text/plain", data=mark.encode()
        )
        if kind == "alert":
            until = (self.pair.clock.at.date() + timedelta(days=180)).isoformat()
            said = replace(ALERT, terms={**ALERT.terms, "expires-on": until})
            said = replace(said, fields={**ALERT.fields, "conduct": mark}, files=[paper])
        else:
            question = {
                "question": f"Who is {mark}?",
                "reason": mark,
                "subjects": [{**name, "category": "contact"}],
            }
            said = replace(REQUEST, fields=question)
        node, wish = self.pair.nodes[opener], Opening(procedure=Slug(kind), proposal=said)
        leave = may_write(node, self.pair.id)
        case = asked.open_case(node, leave, wish, although=mark)
        story = Story(case=case, kind=kind, opener=opener, mark=mark)
        soon = week + self.chance.randint(1, 6)
        ways = {
            "alert": [
                [(soon, other, "reject")],
                [(soon, other, "note"), (week + 40, opener, "expire")],
                [(soon, opener, "withdraw"), (soon + 1, other, "acknowledge-withdrawal")],
            ],
            "information-request": [
                [(soon, other, "answer"), (soon + self.chance.randint(0, 40), opener, "accept")],
                [(soon, opener, "withdraw")],
                [(soon, other, "refuse"), (soon + 1, opener, "accept")],
                [(soon, other, "answer")],  # Never ended: such a case keeps what it says.
            ],
        }
        story.plan = [*self.chance.choice(ways[kind]), (soon, other, "remark")]
        self.stories.append(story)
        self.pair.sync()

    def _say(self, story: Story, party: str, name: str) -> None:
        fields = {
            "answer": {"answer": story.mark},
            "note": {"assessment": story.mark},
            "withdraw": {"reasons": story.mark} if story.kind == "alert" else {},
            "remark": {"remark": story.mark},
        }
        terms = {
            "reject": {"ground": "insufficient"},
            "refuse": {"ground": "not-provided"},
            "withdraw": {"cause": "no-longer-needed"} if story.kind == "alert" else {},
        }
        said = Proposal(act=Slug(name), fields=fields.get(name, {}), terms=terms.get(name, {}))
        node = self.pair.nodes[party]
        compose.act(node, self.pair.id, story.case, said)
        self.pair.sync()
        folded = case_at(self.pair, party, story.case)
        if folded.ended:
            story.ends = self.pair.clock.at.date()
        story.standing = folded.verdicts

    def parts(self, party: str, story: Story) -> Iterator[Part]:
        ledger = self.pair.nodes[party].ledger
        for author in BOTH:
            for entry in ledger.of_case(self.pair.id, author, story.case):
                yield from ledger.parts(entry.id)

    def _back_up(self, party: str) -> Backup:
        old, kept, keys = self.pair.stores[party], MemoryLedger(), MemoryKeyStore()
        kept.found(self.pair.id, self.pair.founding)
        for author in BOTH:
            start = 0
            while entries := old.ledger.after(self.pair.id, author, start=start, limit=READ_MAX):
                parts = [part for entry in entries for part in old.ledger.parts(entry.id)]
                kept.append(entries, parts=parts)
                names = [content.name_of(part) for part in parts]
                keys.put([*old.keys.held(names).values()])
                keys.destroy([*old.keys.destroyed(names)])
                start += len(entries)
            for index, root in enumerate(old.ledger.tiles(self.pair.id, author)):
                kept.append((), tiles=[Tile(
                    space=self.pair.id, author=author, index=index, root=root
                )])  # fmt: skip
        own = [PartName(space=self.pair.id, entry=self.pair.id, name="alike")]
        keys.put([*old.keys.held(own).values()])
        return Backup(ledger=kept, keys=keys, work=old.work.copy())

    def restore(self, party: str, backup: Backup, epoch: int) -> None:
        self.pair.stores[party] = Stores(ledger=backup.ledger, keys=backup.keys, work=backup.work)
        self.pair.start(party)
        restart.begin(self.pair.nodes[party], self.pair.id, epoch=epoch)

    def come_back(self, party: str) -> None:
        other = "MA" if party == "FR" else "FR"
        for _ in range(20):
            self.pair.trip(party, other)
        restart.restart(self.pair.nodes[party], self.pair.id, self.pair.keys[party])
        self.pair.sync()
        for _ in range(10):
            self.pair.trip(party, other)

    # --- what must hold ---------------------------------------------------------------------------

    def check(self, party: str) -> tuple[int, int]:
        """Check every part of every story; return how many are gone, and how many here."""
        node, space, today = (
            self.pair.nodes[party],
            self.pair.space(party),
            self.pair.clock.at.date(),
        )
        gone = here = 0
        held = everything(self.pair.stores[party])
        for story in self.stories:
            last = story.gone_after()
            over = last is not None and last < today
            for part in self.parts(party, story):
                assert (part.state is PartState.ERASED) == over, (story, part.name, last)
                opened = content.open_part(node, space, part)
                assert (opened is None) == over
                gone, here = gone + over, here + (not over)
            assert (story.mark in held) == (not over), story
            assert case_at(self.pair, party, story.case).verdicts == story.standing
        return gone, here

    def erased(self, author: str) -> set[Digest]:
        """Return what the erase acts of a party name, by the other party's ledger."""
        other = self.pair.nodes["MA" if author == "FR" else "FR"]
        acts = other.ledger.of_kind(self.pair.id, author, Kind.ERASE)
        said = [read_erase(Act.parse(entry.header).detail) for entry in acts]
        assert {one.ground for one in said} <= {"retention-expired", destroy.CONFIRMED}
        return {part for one in said for part in one.parts}


def everything(stores: Stores) -> str:
    """Return all that a node's stores hold, as text; light cryptography hides nothing."""
    tables = [table.rows for table in stores.work._journal.tables]
    return repr((stores.ledger._parts, stores.keys._keys, tables))


@pytest.mark.full
def test_after_ten_years_nothing_past_its_date_is_readable_anywhere(capsys):
    years = TenYears()
    years.tell()
    assert years.pair.clock.at >= START + timedelta(days=3_650)
    gone, here = years.check("FR")
    assert years.check("MA") == (gone, here)
    assert gone > here > 0
    named = {
        part.commitment
        for story in years.stories
        for part in years.parts("FR", story)
        if part.state is PartState.ERASED
    }
    assert years.erased("FR") == years.erased("MA") == named  # Each side has said so, signed.
    for number, backup in enumerate(years.backups):
        years.restore("MA", backup, epoch=1_000 + number)
        node, space = years.pair.nodes["MA"], years.pair.space("MA")
        for story in years.stories:  # Nothing at all before the partner is heard.
            for part in years.parts("MA", story):
                assert content.open_part(node, space, part) is None
        years.come_back("MA")
        assert years.check("MA") == (gone, here)
    with capsys.disabled():
        print(f"\nten years: {len(years.stories)} cases, {gone} parts gone, {here} here, "
              f"{len(years.backups)} backups restored")  # fmt: skip
