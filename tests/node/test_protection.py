"""A person whom a node protects: no adverse step is taken there, and nobody learns why (SAF-17)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json
from jisr.core.errors import Refused, Unavailable
from jisr.core.parts import OpenPart
from jisr.ledger.keys import MemoryKeyStore
from jisr.node import compose, content, erase, found, project, protection, receive
from jisr.node import reasons as node_reasons
from jisr.node.authority import Action
from jisr.node.batch import Batch
from jisr.node.wish import Proposal
from jisr.ops.simulate.faults import DiedError
from jisr.safeguards import reasons
from tests.node import officers
from tests.node.officers import may
from tests.node.test_two_nodes import act
from tests.node.world import Pair, edition

READMISSION, MINORS = Slug("readmission"), Slug("unaccompanied-minors")
VICTIMS = Slug("victims-referral")
NAMED: Mapping[str, Json] = {
    "names": [{"script": "Latn", "use": "legal", "text": "Invented Person"}],
    "birth": "2000-05-01",
}
OTHER: Mapping[str, Json] = {**NAMED, "birth": "1980-01-01"}
CARD: Json = [{"type": "passport", "issuer": "MA", "number": "AB 12345"}]


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def submitted(pair: Pair, person: Mapping[str, Json], party: str = "FR") -> Digest:
    proposal = Proposal(
        act=Slug("submit"),
        terms={
            "purpose": "identification-and-return",
            "track": "documents",
            "evidence": "prima-facie",
            "useful-until": "2026-12-31",
        },
        fields={"service": "Invented desk", "evidence-list": "A copy.", "person": dict(person)},
    )
    case = officers.open_case(pair.nodes[party], pair.id, READMISSION, proposal)
    pair.sync()
    return case


def identified(pair: Pair, case: Digest, person: Mapping[str, Json], party: str = "MA") -> Digest:
    fields = {"person": dict(person), "reference": "Invented 7"}
    return act(pair, party, case, "identify", terms={"basis": ("passport",)}, fields=fields)


def sheltered(pair: Pair, child: Mapping[str, Json], party: str = "MA") -> Digest:
    proposal = Proposal(
        act=Slug("ask-family"),
        terms={"purpose": "protection-of-the-child", "office": "juvenile-court"},
        fields={"question": "Who are the parents?", "child": dict(child)},
    )
    return compose.open_case(pair.nodes[party], pair.id, MINORS, proposal)


def stopped(pair: Pair, case: Digest, person: Mapping[str, Json]) -> None:
    before = pair.space("MA").ours.size
    with pytest.raises(Refused) as caught:
        identified(pair, case, person)
    assert caught.value.reason is reasons.NOT_HERE
    assert pair.space("MA").ours.size == before


def test_who_is_named_in_a_case_that_protects_is_returned_by_neither_node(pair: Pair):
    case = submitted(pair, NAMED)
    sheltered(pair, NAMED)
    stopped(pair, case, NAMED)
    pair.sync()
    with pytest.raises(Refused) as caught:
        submitted(pair, NAMED)
    assert caught.value.reason is reasons.NOT_HERE
    act(pair, "FR", case, "hold")  # What brings nobody nearer stays open, and needs no reason.


def test_somebody_else_is_not_concerned(pair: Pair):
    case = submitted(pair, OTHER)
    sheltered(pair, NAMED)
    identified(pair, case, OTHER)


def test_a_document_is_enough_to_be_known_by(pair: Pair):
    case = submitted(pair, {**OTHER, "documents": CARD})
    sheltered(pair, {**NAMED, "documents": CARD})
    stopped(pair, case, OTHER)


def test_relatives_of_a_child_are_not_protected_with_it(pair: Pair):
    minors = sheltered(pair, NAMED, "FR")
    pair.sync()
    fields: dict[str, Json] = {"relatives": [dict(OTHER)], "contact": "Invented."}
    terms = {"office": "central-authority"}
    act(pair, "MA", minors, "report-family", terms=terms, fields=fields)
    pair.sync()
    identified(pair, submitted(pair, OTHER), OTHER)


def test_a_part_that_comes_late_protects_too(pair: Pair):
    case = submitted(pair, NAMED)
    minors = sheltered(pair, NAMED, "FR")
    [child] = [part for part in pair.nodes["FR"].ledger.parts(minors) if part.name == "child"]
    opened = content.unseal(pair.nodes["FR"], child)
    assert opened is not None
    start = pair.space("MA").theirs.size
    new = pair.nodes["FR"].ledger.after(pair.id, pair.nodes["FR"].party, start=start)
    acts = [(entry.header, entry.signature) for entry in new]
    receive.receive(pair.nodes["MA"], pair.id, receive.Delivered(acts=acts))
    late = OpenPart(name="child", salt=opened.salt, content=opened.content)
    assert protection.protections(pair.nodes["MA"]) == []
    receive.take_late_parts(pair.nodes["MA"], pair.id, [(minors, late)])
    stopped(pair, case, NAMED)


def test_a_late_part_protects_before_it_is_here(pair: Pair, monkeypatch: pytest.MonkeyPatch):
    """A crash in between leaves a row too many, never a person without."""
    case = submitted(pair, NAMED)
    minors = sheltered(pair, NAMED, "FR")
    content.withhold(pair.nodes["FR"], minors, kind=content.SEALED)
    pair.sync()
    [child] = [part for part in pair.nodes["FR"].ledger.parts(minors) if part.name == "child"]
    late = content.unseal(pair.nodes["FR"], child)
    assert late is not None

    def crash(*_: object) -> None:
        raise DiedError(case)

    monkeypatch.setattr(Batch, "replace_parts", crash)
    with pytest.raises(DiedError):
        receive.take_late_parts(pair.nodes["MA"], pair.id, [(minors, late)])
    stopped(pair, case, NAMED)


@pytest.mark.parametrize("birth", ["2000", "2000-05"])
def test_who_may_be_the_same_by_a_birth_less_exact_is_somebody_nobody_can_know(
    pair: Pair, birth: str
):
    less = {**NAMED, "birth": birth}
    node = pair.nodes["MA"]
    for protected, named in ((NAMED, less), (less, NAMED)):
        case = submitted(pair, named)
        source = protection.protect(node, may(node, Action.PROTECT), protected)
        stopped(pair, case, named)
        protection.lift(node, may(node, Action.LIFT), source)
    protection.protect(node, may(node, Action.PROTECT), NAMED)
    for other in ("2001", "2000-06", "2000-05-02"):
        person = {**NAMED, "birth": other}
        identified(pair, submitted(pair, person), person)


def test_a_document_alone_names_whom_it_was_made_out_to(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, OTHER)
    identified(pair, case, OTHER)
    protection.protect(node, may(node, Action.PROTECT), {"documents": CARD})
    with pytest.raises(Refused) as caught:
        act(pair, "MA", case, "issue", terms={"expires-on": "2026-12-01", "office": "consulate"},
            fields={"document": CARD[0]})  # fmt: skip
    assert caught.value.reason is reasons.NOT_HERE


def test_without_the_key_of_the_digests_nobody_is_taken_for_unprotected(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, OTHER)
    source = protection.protect(node, may(node, Action.PROTECT), NAMED)
    assert isinstance(node.keys, MemoryKeyStore)
    del node.keys._keys[protection._KEY]  # The stores are not of one backup.
    with pytest.raises(Unavailable) as caught:
        identified(pair, case, OTHER)
    assert caught.value.reason is node_reasons.PROTECTION_KEY_LOST
    pair.sync()
    sheltered(pair, OTHER, "FR")
    pair.sync()  # What comes is still taken in.
    assert node_reasons.PROTECTION_KEY_LOST.code in {
        alarm.reason.code for alarm in node.work.partners.alarms()
    }
    protection.lift(node, may(node, Action.LIFT), source)
    identified(pair, case, OTHER)


def test_when_it_cannot_be_known_who_it_is_the_step_is_not_taken(pair: Pair):
    case = submitted(pair, OTHER)
    [part] = [part for part in pair.nodes["MA"].ledger.parts(case) if part.name == "person"]
    erase.erase(pair.nodes["MA"], pair.id, [part.commitment], Slug("retention-expired"))
    with pytest.raises(Refused) as caught:
        act(pair, "MA", case, "summon", terms={"interview-on": "2026-04-01", "office": "consulate"},
            fields={"place": "Rabat"})  # fmt: skip
    assert caught.value.reason is reasons.NOT_HERE


# --- A space apart --------------------------------------------------------------------------------


def apart(pair: Pair) -> Digest:
    founders, framework = pair.space("FR").founding.founders, edition("ma-fr-victims")
    payload = found.draft(founders, framework=framework.digest, channel=VICTIMS, at=pair.clock())
    raw = found.sign(payload, pair.keys["MA"], found.sign(payload, pair.keys["FR"])).encode()
    for node in pair.nodes.values():
        id = found.join(node, raw, framework.signed).id
    return id


ASK = Proposal(
    act=Slug("ask-capacity"),
    terms={
        "services": ("shelter",),
        "purpose": "assistance-to-victims",
        "office": "national-coordinator",
    },
    fields={"needs": "A place."},
)


def test_opening_a_referral_protects_a_person_whom_it_does_not_name(pair: Pair):
    case, space = submitted(pair, NAMED), apart(pair)
    node = pair.nodes["MA"]
    with pytest.raises(Refused) as caught:
        compose.open_case(node, space, VICTIMS, ASK)
    assert caught.value.reason is reasons.PROTECTS_NOBODY
    referral = compose.open_case(node, space, VICTIMS, ASK, about=NAMED)
    stopped(pair, case, NAMED)
    [one] = protection.protections(node)
    assert (one.space, one.case) == (space, referral)
    # Nothing of it leaves: the same opening about somebody else has the same content.
    other = compose.open_case(node, space, VICTIMS, ASK, about=OTHER)
    parts = [[part.name for part in node.ledger.parts(id)] for id in (referral, other)]
    assert parts == [["services"], ["services"]]


def test_a_person_is_named_to_the_node_alone_only_where_a_procedure_protects(pair: Pair):
    proposal = Proposal(act=Slug("propose"), fields={"text": "Meet every spring."})
    with pytest.raises(Refused) as caught:
        compose.open_case(pair.nodes["MA"], pair.id, Slug("undertaking"), proposal, about=NAMED)
    assert caught.value.reason is node_reasons.PROTECTS_NONE


# --- Said and lifted by an officer ----------------------------------------------------------------


def test_an_officer_protects_and_lifts(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, NAMED)
    one = protection.protect(
        node, may(node, Action.PROTECT), protection.read_person(node, dict(NAMED))
    )
    two = protection.protect(
        node, may(node, Action.PROTECT), protection.read_person(node, dict(NAMED))
    )
    protection.lift(node, may(node, Action.LIFT), one)
    stopped(pair, case, NAMED)
    protection.lift(node, may(node, Action.LIFT), two)
    identified(pair, case, NAMED)
    with pytest.raises(Refused) as caught:
        protection.lift(node, may(node, Action.LIFT), two)
    assert caught.value.reason is node_reasons.NOT_PROTECTED


def test_a_document_typed_by_an_officer_is_read(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, {**OTHER, "documents": CARD})
    protection.protect(
        node, may(node, Action.PROTECT), protection.read_person(node, {"documents": CARD})
    )
    stopped(pair, case, OTHER)
    with pytest.raises(Refused):
        protection.read_person(node, {"documents": [{"type": "library-card", "number": "7"}]})


def test_what_was_lifted_does_not_come_back_with_the_lists(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, NAMED)
    minors = sheltered(pair, NAMED)
    project.rebuild(node, pair.space("MA"))
    stopped(pair, case, NAMED)
    protection.lift(node, may(node, Action.LIFT), f"{minors}/child")
    project.rebuild(node, pair.space("MA"))
    identified(pair, case, NAMED)


def test_lists_made_again_from_the_ledger_protect_again(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, NAMED)
    sheltered(pair, NAMED)
    for kind in (protection._BY_MARK, protection._BY_SOURCE):
        node.work.register.remove_all(kind, [row.id for row in node.work.register.all(kind)])
    project.rebuild(node, pair.space("MA"))
    stopped(pair, case, NAMED)


def test_a_protection_that_nobody_renews_ends(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, NAMED)
    protection.protect(node, may(node, Action.PROTECT), NAMED)
    pair.clock.wait(days=protection.DAYS, seconds=-30)
    stopped(pair, case, NAMED)
    pair.clock.wait(seconds=60)
    assert protection.protections(node) == []
    identified(pair, case, NAMED)


def test_nobody_is_protected_of_whom_it_is_not_said_who_it_is(pair: Pair):
    node = pair.nodes["MA"]
    with pytest.raises(Refused) as caught:
        protection.read_person(node, {"names": NAMED["names"]})
    assert caught.value.reason is node_reasons.NOBODY_KNOWN


def test_nothing_kept_says_who_it_is_or_why(pair: Pair):
    node = pair.nodes["MA"]
    protection.protect(node, may(node, Action.PROTECT), NAMED)
    rows = [row for kind in (protection._BY_MARK, protection._BY_SOURCE)
            for row in node.work.register.all(kind)]  # fmt: skip
    kept = b"".join(row.id.encode() + row.content for row in rows).lower()
    assert rows
    for word in (b"invented", b"person", b"2000"):
        assert word not in kept
    # Nor does the same person have the same digest at another node.
    protection.protect(pair.nodes["FR"], may(pair.nodes["FR"], Action.PROTECT), NAMED)
    here, there = (
        {row.id.split("/")[0] for row in one.work.register.all(protection._BY_MARK)}
        for one in (node, pair.nodes["FR"])
    )
    assert here
    assert here.isdisjoint(there)


def test_many_protections_of_one_person_are_all_looked_at(pair: Pair):
    node, case = pair.nodes["MA"], submitted(pair, NAMED)
    for _ in range(3):
        protection.protect(node, may(node, Action.PROTECT), NAMED)
    old = node.world.now()
    rows = node.work.register.all(protection._BY_MARK)
    pair.clock.wait(days=protection.DAYS + 1)
    now = node.world.now()
    last = rows[-1].id.partition("/")[2]
    renewed = [replace(row, updated=now) for row in rows if row.id.endswith(f"/{last}")]
    node.work.register.put_all(renewed)
    assert now > old
    stopped(pair, case, NAMED)
