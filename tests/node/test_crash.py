"""Whatever write of whichever node is the last: the story goes on, and ends the same.

The order of commits makes it so (keys, ledger, work store, effects), and `node.resume` does
what a crash left undone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

import pytest

from jisr.core.act import Act, Digest, Kind, Slug
from jisr.core.case import Case
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.core.service import KeyChange
from jisr.framework.edition import parse_edition
from jisr.ledger.work.rows import EffectKey
from jisr.node import (
    attachments,
    compose,
    content,
    destroy,
    effects,
    erase,
    guards,
    owed,
    project,
    restart,
)
from jisr.node.project import NOTIFY
from jisr.node.wish import File, Proposal
from jisr.ops.simulate.faults import DiedError, How, Trip
from tests.counts import count_from
from tests.framework.packs import REQUEST as REQUEST_FILE
from tests.framework.packs import edited
from tests.node.test_two_nodes import ANSWER, REQUEST
from tests.node.world import Pair, change_key, edition

STEP = count_from("PROOF_STEP", 1)  # Every single write before a release, fewer in CI.
STRIDE = 31  # Of all writes, how many are passed over by default; prime, to meet all kinds.
ROUNDS = 24
FILE = File(
    field=Slug("attachments"), name="a.pdf", media="application/pdf", data=bytes(range(256)) * 3000
)
INFORMATION = Slug("information-request")


@cache
def framework():
    """The framework, with an answer whose parts leave only once it has settled."""
    clause = "requested may answer → answered using answer"
    files = edited(REQUEST_FILE, clause, f"{clause}, release when settled")
    return parse_edition(files, pack="ma-fr")


@dataclass(slots=True)
class Played:
    """A story under way: each step is taken again until it has happened, once."""

    trip: Trip
    pair: Pair = field(init=False)
    cases: list[Digest] = field(default_factory=list)
    performed: set[EffectKey] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pair = Pair(light=True, framework=framework(), wrap=self.trip.wrap)
        self.trip.armed = True

    def attempt(self, step: Callable[[], None]) -> bool:
        """Take one step; a process that dies is started again, on its stores alone."""
        try:
            step()
        except DiedError as died:
            self.pair.start(died.party)
        except JisrError:
            return False
        else:
            return True
        return False

    def say(self, party: str, name: str, **more: object) -> Digest:
        """Add an act to the latest case, or open the first."""
        self.pair.clock.wait(seconds=5)
        proposal = Proposal(act=Slug(name), **more)  # type: ignore[arg-type]
        case = self.cases[-1] if self.cases else None
        return self.write(party, name, lambda node: compose.act(node, self.pair.id, case, proposal))

    def open(self, party: str, proposal: Proposal) -> None:
        self.pair.clock.wait(seconds=5)
        self.cases.append(
            self.write(
                party,
                proposal.act,
                lambda node: compose.open_case(node, self.pair.id, INFORMATION, proposal),
            )
        )

    def write(self, party: str, name: str, write: Callable) -> Digest:
        """Write an act once: one that is in the ledger is not said again."""
        ledger = self.pair.stores[party].ledger
        before = ledger.size(self.pair.id, party)
        for _ in range(ROUNDS):
            self.attempt(lambda: write(self.pair.nodes[party]))
            for entry in ledger.after(self.pair.id, party, start=before):
                if name in (entry.kind.value, Act.parse(entry.header).act):
                    return entry.id
        raise AssertionError(name)

    def sync(self) -> None:
        """Round trips until both rest, as the two couriers would make them."""
        one, two = sorted(self.pair.nodes)
        quiet = 0
        for _ in range(ROUNDS):
            made = [
                self.attempt(lambda: self.pair.trip(one, two)),
                self.attempt(lambda: self.pair.trip(two, one)),
            ]
            quiet = quiet + 1 if all(made) and self.pair.agreed() and self.pair.quiet() else 0
            if quiet == 3:  # Wants and files come after the acts.
                return
        msg = "the two nodes do not come to rest"
        raise AssertionError(msg)

    def settle(self) -> None:
        """Carry out effects, under keys by which the outside knows a repetition."""
        for party in self.pair.nodes:
            while not self.attempt(
                lambda party=party: effects.settle(
                    self.pair.nodes[party], {NOTIFY: self.performed.add}
                )
            ):
                self.pair.clock.wait(minutes=6)  # A claim runs out.


def request(play: Played) -> None:
    """A request with a file, asked back, crossed, answered, erased, accepted."""
    play.open("FR", replace(REQUEST, files=[FILE]))
    play.sync()
    play.say("MA", "ask-more", fields={"question": "Which plate?"})
    play.sync()
    play.say("FR", "clarify", fields={"clarification": "The one in the annex."})
    play.say("MA", "drop-the-question")
    play.sync()
    play.say("MA", "answer", fields=ANSWER.fields)
    play.sync()
    ledger = play.pair.nodes["FR"].ledger
    gone = [part.commitment for part in ledger.parts(play.cases[0])]
    play.write(
        "FR",
        "erase",
        lambda node: erase.erase(node, play.pair.id, gone, Slug("retention-expired")),
    )
    play.sync()
    play.settle()
    play.say("FR", "accept")
    play.sync()
    play.settle()


def revision(play: Played) -> None:
    """A new edition proposed with its text, accepted, and a case opened under it."""
    new = edition("ma-be")
    play.cases.append(play.pair.id)
    play.say(
        "MA",
        "propose",
        terms={"edition": new.digest},
        fields={"reason": "It serves the test."},
        edition=new.signed,
    )
    play.sync()
    play.say("FR", "accept")
    play.sync()
    play.open("MA", REQUEST)
    play.sync()
    play.settle()


def new_key(play: Played) -> None:
    """A signing key added and the old one revoked, with acts in between."""
    play.open("FR", REQUEST)
    play.sync()
    old = play.pair.keys["FR"].current(KeyUse.SIGN).fingerprint
    new = play.pair.keys["FR"].renew(KeyUse.SIGN)
    changes = [
        KeyChange(add=new, ground=Slug("theft")),
        KeyChange(revoke=old, ground=Slug("theft")),
    ]
    for change in changes:
        play.write(
            "FR",
            "key",
            lambda node, change=change: change_key(
                node, play.pair.id, play.pair.keys["FR"], change
            ),
        )
        play.sync()
    play.say("FR", "withdraw")
    play.sync()
    play.settle()


def back_from_a_backup(play: Played) -> None:
    """Both write on, one is cut back to a backup, meets an erasure, and comes back."""
    play.open("FR", REQUEST)
    play.sync()
    gone = [part.commitment for part in play.pair.nodes["FR"].ledger.parts(play.cases[0])]
    node = play.pair.nodes["MA"]
    while guards.asked_epoch(node, play.pair.id) is None:
        play.attempt(lambda: restart.begin(play.pair.nodes["MA"], play.pair.id, epoch=1_000))
        node = play.pair.nodes["MA"]
    play.write(
        "FR",
        "erase",
        lambda node: erase.erase(node, play.pair.id, gone, Slug("retention-expired")),
    )
    for _ in range(6):
        play.attempt(lambda: play.pair.trip("FR", "MA"))
        play.attempt(lambda: play.pair.trip("MA", "FR"))
    play.write(
        "MA",
        "restart",
        lambda node: restart.restart(node, play.pair.id, play.pair.keys["MA"]),
    )
    play.sync()
    play.say("MA", "answer", fields=ANSWER.fields)
    play.sync()
    play.settle()


STORIES = (request, revision, new_key, back_from_a_backup)


def picture(play: Played, party: str) -> list[object]:
    """What one side holds in the end, without what depends on how often it was tried."""
    node, space = play.pair.nodes[party], play.pair.space(party)
    seen: list[object] = []
    for case in play.cases:
        folded = space.case(case)
        assert isinstance(folded, Case)
        seen.append((folded.tip.state, folded.settled, len(folded.crossings), folded.turn))
        for verdict in sorted(
            folded.verdicts.values(), key=lambda v: (v.held.act.author, v.held.act.seq)
        ):
            act = verdict.held.act
            parts = [
                (part.name, part.state, contents(node, space, part))
                for part in node.ledger.parts(verdict.held.id)
            ]
            seen.append((act.author, act.act, verdict.standing, parts))
    return [*seen, len(node.editions._editions), space.ours.epoch, space.theirs.epoch]


def contents(node, space, part) -> object:
    opened = content.open_part(node, space, part)
    if opened is None:
        return None
    files = [attachments.content_of(node, space, one) for one in attachments.read(opened.content)]
    return files or opened.content


def kinds(play: Played) -> dict[str, list[Kind]]:
    """The service acts of both sides but the acks, whose number depends on the tries."""
    ledger = play.pair.nodes["FR"].ledger
    return {
        party: [
            e.kind for e in ledger.after(play.pair.id, party, start=0)
            if e.kind in (Kind.KEY, Kind.RESTART, Kind.ERASE)
        ]
        for party in sorted(play.pair.nodes)
    }  # fmt: skip


def check(play: Played, clean: Played) -> None:
    for party, node in play.pair.nodes.items():
        assert picture(play, party) == picture(clean, party)
        space = play.pair.space(party)
        register, ledger = node.work.register, node.ledger
        assert not register.all(owed.kind_of(space.id))
        assert not register.all(destroy.OWED)
        # Of an act that was not written after all it may stay: it means nothing.
        assert not [d for d in register.all(content.WITHHELD) if ledger.find(Digest(d.id))]
        assert not attachments.unfinished(node, space)
        lists = (
            list(node.work.views.cases()),
            [list(node.work.views.acts(space.id, case)) for case in play.cases],
        )
        project.rebuild(node, space)
        assert lists == (
            list(node.work.views.cases()),
            [list(node.work.views.acts(space.id, case)) for case in play.cases],
        )
    assert kinds(play) == kinds(clean)
    assert moves_of(play) == moves_of(clean)


def moves_of(play: Played) -> list[tuple[str, str]]:
    """The moves whose effects were carried out, by author and name."""
    find = play.pair.nodes["FR"].ledger.find
    acts = [Act.parse(find(key.move).header) for key in play.performed]
    return sorted((act.author, str(act.act)) for act in acts)


@cache
def played_clean(story: Callable[[Played], None]) -> Played:
    play = Played(Trip(at=-1, how=How.DIES))
    story(play)
    return play


def play_with(story: Callable[[Played], None], at: int, how: How) -> bool:
    """Play a story with one fault, and check its end; False when there are not so many writes."""
    play = Played(Trip(at=at, how=how))
    story(play)
    play.trip.armed = False
    check(play, played_clean(story))
    return play.trip.tripped


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("story", STORIES)
def test_a_story_ends_the_same_whichever_write_is_lost(story, how: How):
    start = STORIES.index(story) * 2 + (how is How.FAILS)
    at = start
    while play_with(story, at, how):
        at += STRIDE
    assert at > 3 * STRIDE


@pytest.mark.full
@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("story", STORIES)
def test_a_story_ends_the_same_at_every_single_write(story, how: How):
    at = 0
    while play_with(story, at, how):
        at += STEP
    print(f"{story.__name__}, {how.name}: a fault at every {STEP}. of {at} writes")
    assert at > STRIDE
