"""What the safeguards do in a node: nothing unlawful is signed, nothing unlawful is kept.

The partner here skips its own safeguards: it signs whatever a test gives it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from jisr.core.act import Digest, Kind, Ref, Slug, Under
from jisr.core.canonical import decode, encode
from jisr.core.case import Case, Standing, ref_of
from jisr.core.errors import Refused
from jisr.core.parts import SALT_BYTES, OpenPart
from jisr.core.table import CONTENT_REFUSED
from jisr.framework.edition import parse_edition
from jisr.ledger.base import PartState
from jisr.ledger.keys import PartName
from jisr.node import compose, found, project, prove, receive
from jisr.node.batch import Batch, Content
from jisr.node.editions import check_safeguards
from jisr.node.receive import Delivered
from jisr.node.space import Space
from jisr.node.wish import Proposal
from tests.framework.packs import REQUEST as REQUEST_FILE
from tests.framework.packs import edited, edition_of
from tests.node.world import Pair

INFORMATION = Slug("information-request")
TERMS = {"urgency": "ordinary", "purpose": "prevention", "domain": "forgery"}
ABOUT = {"question": "Is the vehicle registered?", "reason": "Seen at two places at once."}
ALI = {"category": "witness", "names": [{"script": "Latn", "text": "Ali Invented"}]}


@pytest.fixture
def pair() -> Pair:
    return Pair()


def content(form: str, fields: dict[str, object], **more: object) -> bytes:
    return encode({"fields": fields, "form": form, "kind": "form", **more})


def part(name: str, raw: bytes) -> OpenPart:
    return OpenPart(name=name, salt=name.encode().ljust(SALT_BYTES), content=raw)


def smuggle(
    pair: Pair, parts: Sequence[OpenPart], *, act: str = "send", case: Digest | None = None
) -> Digest:
    """Sign and send an act of FR whose parts no safeguard of its own has seen."""
    node, space = pair.nodes["FR"], pair.space("FR")
    batch = Batch(space, node.world)
    opens = case is None
    entry = batch.write(
        Content(
            kind=Kind.OPEN if opens else Kind.MOVE,
            at=pair.clock(),
            case=case,
            under=Under(framework=space.edition(), procedure=INFORMATION) if opens else None,
            act=Slug(act),
            on=None if case is None else last_move(space, case),
            terms=TERMS if opens else {},
            parts=parts,
        )
    )
    batch.commit(node.ledger, node.keys)
    project.project(node, space, batch.entries)
    pair.clock.wait(seconds=5)
    return entry.id


def last_move(space: Space, case: Digest) -> Ref:
    folded = space.case(case)
    assert isinstance(folded, Case)
    return folded.root.ref if folded.tip.held is None else ref_of(folded.tip.held)


def case_at(pair: Pair, party: str, case: Digest) -> Case:
    folded = pair.space(party).case(case)
    assert isinstance(folded, Case)
    return folded


def refusals(pair: Pair, party: str, case: Digest) -> list[dict[str, object]]:
    """Return the terms of the notes by which MA said in this case that it destroyed a part."""
    return [
        dict(held.act.terms)
        for held in pair.space(party).held(case)
        if held.act.act == CONTENT_REFUSED and held.act.author == "MA"
    ]


DOUBTFUL = {
    "another form of the procedure": ("request", content("answer", {"answer": "It is."})),
    "a form that nobody signed": ("request", content("dossier", ABOUT)),
    "a field that the form does not have": ("request", content("request", {**ABOUT, "creed": "x"})),
    "a required field left out": ("request", content("request", {"question": "Who?"})),
    "a part that the form does not have": ("file", content("request", ABOUT)),
    "more than content": ("request", content("request", ABOUT, note="unsigned")),
    "not in its one form": ("request", content("request", ABOUT).replace(b",", b", ", 1)),
    "no JSON": ("request", b"\xff\xfe\x00"),
    "next to nothing": ("request", b"0"),
}


@pytest.mark.parametrize(("name", "raw"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_doubtful_content_is_destroyed_unopened_and_the_case_stands(
    pair: Pair, name: str, raw: bytes
):
    case = smuggle(pair, [part(name, raw)])
    pair.sync()
    us = pair.nodes["MA"]
    held = us.ledger.part(case, name)
    assert held.state is PartState.REFUSED
    assert held.sealed is None
    assert us.keys.get(PartName(space=pair.id, entry=case, name=name)) is None
    for party in ("FR", "MA"):
        folded = case_at(pair, party, case)
        assert folded.settled == len(folded.path) == 1
        assert folded.turn == "MA"
        assert refusals(pair, party, case) == [{"entry": case, "part": name, "rule": "P2"}]


def test_a_case_whose_content_was_refused_goes_on(pair: Pair):
    case = smuggle(pair, [part("request", b"{}")])
    pair.sync()
    asked = Proposal(act=Slug("ask-more"), fields={"question": "What do you ask?"})
    compose.act(pair.nodes["MA"], pair.id, case, asked)
    pair.sync()
    clear = Proposal(act=Slug("clarify"), fields={"clarification": "Whose vehicle it is."})
    compose.act(pair.nodes["FR"], pair.id, case, clear)
    pair.sync()
    for party in ("FR", "MA"):
        assert case_at(pair, party, case).settled == 3


def test_only_the_denied_part_is_destroyed(pair: Pair):
    case = smuggle(
        pair,
        [part("request", content("request", ABOUT)), part("subjects.1", content("request", ABOUT))],
    )
    pair.sync()
    ledger = pair.nodes["MA"].ledger
    assert ledger.part(case, "request").state is PartState.HELD
    assert ledger.part(case, "subjects.1").state is PartState.REFUSED
    assert [note["part"] for note in refusals(pair, "FR", case)] == ["subjects.1"]


def test_a_part_is_refused_once_however_often_it_comes(pair: Pair):
    doubtful = part("request", b"{}")
    case = smuggle(pair, [doubtful])
    pair.sync()
    before = pair.space("MA").ours.size
    receive.take_late_parts(pair.nodes["MA"], pair.id, [(case, doubtful)])
    pair.sync()
    assert pair.nodes["MA"].ledger.part(case, "request").state is PartState.REFUSED
    assert pair.space("MA").ours.size == before


def deliver_alone(pair: Pair, case: Digest, parts: Sequence[OpenPart]) -> None:
    """Hand MA the opening of a case, with these parts instead of those that were signed."""
    entry = pair.nodes["FR"].ledger.find(case)
    delivered = Delivered(
        acts=[(entry.header, entry.signature)], parts=[(case, one) for one in parts]
    )
    receive.receive(pair.nodes["MA"], pair.id, delivered)


def test_bytes_that_are_not_what_was_signed_are_awaited_and_never_kept(pair: Pair):
    good = part("request", content("request", ABOUT))
    case = smuggle(pair, [good])
    tampered = part("request", content("request", {**ABOUT, "question": "Who else?"}))
    deliver_alone(pair, case, [tampered])
    node = pair.nodes["MA"]
    assert node.ledger.part(case, "request").state is PartState.AWAITED
    assert refusals(pair, "MA", case) == []
    receive.take_late_parts(node, pair.id, [(case, tampered)])
    held = node.ledger.part(case, "request")
    assert held.state is PartState.AWAITED
    assert held.sealed is None
    receive.take_late_parts(node, pair.id, [(case, good)])
    assert node.ledger.part(case, "request").state is PartState.HELD


def test_doubtful_content_that_comes_late_is_refused_and_told(pair: Pair):
    doubtful = part("request", content("dossier", ABOUT))
    case = smuggle(pair, [doubtful])
    deliver_alone(pair, case, [])
    node = pair.nodes["MA"]
    assert node.ledger.part(case, "request").state is PartState.AWAITED
    receive.take_late_parts(node, pair.id, [(case, doubtful)])
    assert node.ledger.part(case, "request").state is PartState.REFUSED
    pair.sync()
    for party in ("FR", "MA"):
        assert [note["rule"] for note in refusals(pair, party, case)] == ["P2"]


def test_the_first_acts_of_a_case_may_come_together(pair: Pair):
    node = pair.nodes["FR"]
    case = compose.open_case(node, pair.id, INFORMATION, proposal())
    remark = Proposal(act=Slug("remark"), fields={"remark": "The plate is foreign."})
    noted = compose.act(node, pair.id, case, remark)
    pair.sync()
    assert pair.nodes["MA"].ledger.part(noted, "remark").state is PartState.HELD
    assert refusals(pair, "MA", case) == []


def test_a_list_of_persons_is_refused_whoever_sends_it(pair: Pair):
    subjects = [
        part(f"subjects.{number}", content("request", {"subjects": [ALI]})) for number in range(12)
    ]
    case = smuggle(pair, [part("request", content("request", ABOUT)), *subjects])
    pair.sync()
    parts = pair.nodes["MA"].ledger.parts(case)
    assert {one.state for one in parts} == {PartState.REFUSED}
    assert "P30" in {note["rule"] for note in refusals(pair, "FR", case)}
    assert case_at(pair, "MA", case).turn == "MA"


def statement(originator: str) -> dict[str, object]:
    said = {"information": 4, "nature": "fact", "originator": originator, "source": "X"}
    return {"answer": "See the statement.", "findings": [{**said, "text": "It is."}]}


def test_what_a_third_party_said_is_not_sent(pair: Pair):
    case = compose.open_case(pair.nodes["MA"], pair.id, INFORMATION, proposal())
    pair.sync()
    answer = Proposal(act=Slug("answer"), fields=statement("BE"))
    with pytest.raises(Refused) as refused:
        compose.act(pair.nodes["FR"], pair.id, case, answer)
    assert refused.value.code == "safeguards.p6-third-party"
    assert refused.value.facts["rule"] == "P6"
    own = Proposal(act=Slug("answer"), fields=statement("FR"))
    compose.act(pair.nodes["FR"], pair.id, case, own)


def test_what_a_third_party_said_is_not_kept(pair: Pair):
    case = compose.open_case(pair.nodes["MA"], pair.id, INFORMATION, proposal())
    pair.sync()
    doubtful = part("answer", content("answer", statement("BE")))
    answer = smuggle(pair, [doubtful], act="answer", case=case)
    pair.sync()
    assert pair.nodes["MA"].ledger.part(answer, "answer").state is PartState.REFUSED
    for party in ("FR", "MA"):
        folded = case_at(pair, party, case)
        assert folded.verdicts[answer].standing is Standing.SETTLED
        assert folded.tip.state == "answered"
        told = refusals(pair, party, case)
        assert told == [{"entry": answer, "part": "answer", "rule": "P6"}]


def proposal(**more: object) -> Proposal:
    return Proposal(act=Slug("send"), **{"terms": TERMS, "fields": ABOUT, **more})


REFUSED_HERE = {
    "no purpose": (
        proposal(terms={"urgency": "ordinary", "domain": "forgery"}),
        "safeguards.p1-no-purpose",
    ),
    "a purpose not signed": (
        proposal(terms={**TERMS, "purpose": "curiosity"}),
        "safeguards.p1-no-purpose",
    ),
    "nothing in the form": (proposal(fields={}), "safeguards.p12-incomplete"),
    "a word for asylum": (
        proposal(terms={**TERMS, "desk": "asylum"}),
        "safeguards.p22-asylum",
    ),
}


@pytest.mark.parametrize(("ours", "code"), REFUSED_HERE.values(), ids=REFUSED_HERE)
def test_what_the_safeguards_deny_is_not_signed(pair: Pair, ours: Proposal, code: str):
    before = pair.space("FR").ours.size
    with pytest.raises(Refused) as refused:
        compose.open_case(pair.nodes["FR"], pair.id, INFORMATION, ours)
    assert refused.value.code == code
    assert pair.space("FR").ours.size == before
    assert not pair.nodes["FR"].work.outbox.waiting(pair.id)


def test_a_desk_that_gives_asylum_away_is_named_to_nobody(pair: Pair):
    case = compose.open_case(pair.nodes["FR"], pair.id, INFORMATION, proposal())
    pair.sync()
    with pytest.raises(Refused) as refused:
        compose.opened(pair.nodes["MA"], pair.id, case, case, "asylum-unit")
    assert refused.value.code == "safeguards.p22-asylum"
    compose.opened(pair.nodes["MA"], pair.id, case, case, "desk-4")


def test_the_partners_content_is_proved_to_others_only_with_its_permission(pair: Pair):
    case = compose.open_case(pair.nodes["FR"], pair.id, INFORMATION, proposal())
    pair.sync()
    assert b'"parts"' in prove.prove(pair.nodes["FR"], case, with_content=True)
    with pytest.raises(Refused) as refused:
        prove.prove(pair.nodes["MA"], case, with_content=True)
    assert refused.value.code == "safeguards.p26-no-permission"
    proof = decode(prove.prove(pair.nodes["MA"], case), bytes_max=1 << 20)
    assert "parts" not in proof


EDITIONS = {
    "a field for asylum": ("urgency-reason:", "asylum-file:", "safeguards.p22-asylum"),
    "a form for eleven persons": ("many: 5", "many: 11", "safeguards.p30-list"),
    "a purpose nobody must state": (
        "codes: request-purpose\n      required: yes",
        "codes: request-purpose",
        "safeguards.p1-purpose-not-asked",
    ),
}


@pytest.mark.parametrize(("old", "new", "code"), EDITIONS.values(), ids=EDITIONS)
def test_an_edition_that_the_safeguards_deny_is_neither_joined_nor_proposed(
    pair: Pair, old: str, new: str, code: str
):
    changed = parse_edition(edited(REQUEST_FILE, old, new), pack="ma-fr")
    node = pair.nodes["FR"]
    with pytest.raises(Refused) as refused:
        found.join(node, pair.founding, changed.signed)
    assert refused.value.code == code
    proposed = Proposal(
        act=Slug("propose"),
        terms={"edition": changed.digest},
        fields={"reason": "It serves the test."},
        edition=changed.signed,
    )
    with pytest.raises(Refused) as refused:
        compose.act(node, pair.id, pair.id, proposed)
    assert refused.value.code == code
    assert node.editions.get(changed.digest) is None


@pytest.mark.parametrize("pack", ["ma-be", "ma-be-victims", "ma-fr", "ma-fr-victims"])
def test_the_safeguards_let_every_shipped_pack_be_signed(pack: str) -> None:
    edition = edition_of(pack)
    for party in edition.parties:
        check_safeguards(edition, party)


def test_nobody_is_named_once_the_ground_of_transfer_has_ended():
    pair = Pair(light=True)
    fields = {**ABOUT, "subjects": [{**ALI, "birth": "1990"}]}
    proposal = Proposal(act=Slug("send"), terms=TERMS, fields=fields)
    later = replace(proposal, release_at=pair.clock() + timedelta(days=365 * 11))
    with pytest.raises(Refused) as caught:  # Written today, it would leave without a ground.
        compose.open_case(pair.nodes["FR"], pair.id, INFORMATION, later)
    assert caught.value.facts["rule"] == "P3"
    pair.clock.wait(days=365 * 11)
    with pytest.raises(Refused) as caught:
        compose.open_case(pair.nodes["FR"], pair.id, INFORMATION, proposal)
    assert caught.value.facts["rule"] == "P3"
    about_nobody = Proposal(act=Slug("send"), terms=TERMS, fields=ABOUT)
    compose.open_case(pair.nodes["FR"], pair.id, INFORMATION, about_nobody)
    compose.open_case(pair.nodes["MA"], pair.id, INFORMATION, proposal)  # Not listed.
