"""A case that a party fills up (CAS-17): it ends by the signed rules all the same."""

from dataclasses import replace

import pytest

from jisr.core import reasons
from jisr.core.act import Digest, Kind, Slug
from jisr.core.case import Standing, Verdict
from jisr.core.errors import Refused
from jisr.core.fold import CASE_ACTS_MAX
from jisr.core.table import ACCEPT_MIGRATION, CONTENT_REFUSED, OPENED
from jisr.exchange.limits import ACTS_MAX
from jisr.exchange.values import SentPart
from jisr.ledger.base import PartState
from jisr.node import compose, project
from jisr.node.batch import Batch, Content
from jisr.node.receive import REFUSALS_MAX
from jisr.node.space import Space
from jisr.node.wish import Proposal
from tests.node.forger import INFORMATION, Forger, Signed
from tests.node.test_bad_input import form
from tests.node.test_two_nodes import ANSWER, REQUEST, act, case_at, opened
from tests.node.world import Pair

DAYS = {"year": 2026, "days": ("2026-05-01",)}


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def fill(pair: Pair, party: str, case: Digest, count: int) -> None:
    """Let a party say `count` times that it has opened the case."""
    node, space = pair.nodes[party], pair.space(party)
    batch = Batch(space, node.world)
    terms = {"entry": case, "desk": "registry"}
    said = Content(kind=Kind.NOTE, at=pair.clock(), case=case, act=OPENED, terms=terms)
    for _ in range(count):
        batch.write(said)
    batch.commit(node.ledger, node.keys)
    project.project(node, space, batch.entries)
    pair.clock.wait(seconds=5)


def voids(pair: Pair, case: Digest) -> list[str | None]:
    """Return why each act of FR in the case is void, as MA's list has it."""
    entries = pair.nodes["MA"].ledger.of_case(pair.id, "FR", case)
    rows = [pair.nodes["MA"].work.views.act(pair.id, entry.id) for entry in entries]
    assert all(rows)
    return [row.void for row in rows if row]


def test_what_a_partner_writes_over_the_limit_is_kept_and_void(pair: Pair):
    case = opened(pair)
    forger = Forger(pair)
    count = CASE_ACTS_MAX + 3
    while count:
        page = [note(forger, case) for _ in range(min(count, ACTS_MAX))]
        assert forger.fault(*page) is None
        count -= len(page)
    expected = [None] * (CASE_ACTS_MAX + 1) + [reasons.CASE_FULL.code] * 3
    assert voids(pair, case) == expected
    project.rebuild(pair.nodes["MA"], pair.space("MA"))
    assert voids(pair, case) == expected
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    assert case_at(pair, "MA", case).tip.state == "answered"


def note(forger: Forger, case: Digest) -> Signed:
    terms = {"entry": case, "desk": "registry"}
    return forger.add(forger.act(case=case, act=OPENED, terms=terms))


def test_a_node_writes_no_act_of_its_own_over_the_limit(pair: Pair):
    case = opened(pair)
    fill(pair, "FR", case, CASE_ACTS_MAX)
    with pytest.raises(Refused) as refused:
        compose.opened(pair.nodes["FR"], pair.id, case, case, "registry")
    assert refused.value.code == reasons.CASE_FULL.code
    pair.sync()
    compose.opened(pair.nodes["MA"], pair.id, case, case, "registry")
    pair.sync()
    standings = [v.standing for v in case_at(pair, "FR", case).verdicts.values()]
    assert standings == [Standing.SETTLED] * (CASE_ACTS_MAX + 2)


@pytest.mark.parametrize("room", [0, 1])
@pytest.mark.parametrize("opener", ["FR", "MA"])
def test_content_is_destroyed_whether_or_not_there_is_room_to_say_so(
    pair: Pair, opener: str, room: int
):
    case = compose.open_case(pair.nodes[opener], pair.id, INFORMATION, REQUEST)
    pair.sync()
    fill(pair, "MA", case, CASE_ACTS_MAX - room)
    pair.sync()
    forger = Forger(pair)
    made = [strange(forger, case) for _ in range(2)]
    assert forger.fault(*made) is None
    for signed in made:
        part = forger.victim.ledger.part(signed.id, "remark.0")
        assert part is not None
        assert part.state is PartState.REFUSED
    assert [v.standing for v in refusals(pair, case)] == [Standing.SETTLED] * room


@pytest.mark.parametrize("where", ["case", "zero"])
def test_content_that_we_refuse_does_not_use_up_our_room(pair: Pair, where: str):
    case = opened(pair)
    target = case if where == "case" else pair.id
    forger = Forger(pair)
    made = [strange(forger, target, parts=60) for _ in range(17)]
    assert forger.fault(*made) is None
    assert len(refusals(pair, target)) == REFUSALS_MAX
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    closed = Proposal(act=Slug("announce-closure"), terms=DAYS, fields={"remark": "A feast."})
    compose.act(pair.nodes["MA"], pair.id, pair.id, closed)


def test_a_refusal_is_said_once_however_often_a_crash_comes_before_the_part_is_gone(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    case = opened(pair)
    forger = Forger(pair)
    signed = strange(forger, case)
    forger.send(replace(signed, parts=()))
    [part] = signed.parts
    late = SentPart(entry=signed.id, name=part.name, salt=part.salt, content=part.content)
    with monkeypatch.context() as patched:
        patched.setattr(Batch, "replace_parts", died)
        for _ in range(3):
            with pytest.raises(DiedError):
                forger.send(parts=(late,))
            pair.start("MA")
    forger.send(parts=(late,))
    assert len(refusals(pair, case)) == 1


class DiedError(Exception):
    """The process is gone."""


def died(*_: object) -> None:
    raise DiedError


def test_only_closed_days_that_count_move_the_dates_of_cases(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    cases = [opened(pair) for _ in range(3)]
    forger = Forger(pair)
    folded: list[Digest] = []
    fold = Space.case

    def counted(space: Space, case: Digest) -> object:
        folded.append(case)
        return fold(space, case)

    monkeypatch.setattr(Space, "case", counted)
    announce = {"case": pair.id, "act": Slug("announce-closure")}
    forger.send(forger.add(forger.act(**announce)))
    assert not set(folded) & set(cases)
    feast = form("remark", {"remark": "A feast."})
    body = {feast.name: feast.commitment}
    forger.send(forger.add(forger.act(**announce, terms=DAYS, body=body), feast))
    assert set(cases) <= set(folded)


def test_the_name_of_a_migration_alone_makes_no_part_dearer(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    case = opened(pair)
    forger = Forger(pair)
    forger.send(forger.add(forger.act(case=case, act=ACCEPT_MIGRATION)))
    folds: list[object] = []
    fold = Space.fold

    def counted(space: Space, *given: object, **more: object) -> object:
        folds.append(given)
        return fold(space, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Space, "fold", counted)
    counts = []
    for parts in (2, 60):
        folds.clear()
        forger.send(strange(forger, case, parts=parts))
        counts.append(len(folds))
    assert counts[0] == counts[1]


def strange(forger: Forger, case: Digest, parts: int = 1) -> Signed:
    """A remark whose content no form knows."""
    made = [
        form("request", {"question": f"{len(forger.made)}.{i}?"}, name=f"remark.{i}")
        for i in range(parts)
    ]
    body = {part.name: part.commitment for part in made}
    return forger.add(forger.act(case=case, act=Slug("remark"), body=body), *made)


def refusals(pair: Pair, case: Digest) -> list[Verdict]:
    """The notes by which MA said in a case that it destroyed content."""
    folded = case_at(pair, "MA", case)
    return [v for v in folded.verdicts.values() if v.held.act.act == CONTENT_REFUSED]
