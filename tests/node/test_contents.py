"""Parts and files between two nodes: what is missing, wrong, late, strange or too large."""

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache

import pytest

from jisr.core.act import Digest, Kind, PartyId, Slug
from jisr.core.case import Standing, ref_of
from jisr.core.errors import JisrError, Refused
from jisr.core.parts import PART_BYTES_MAX, OpenPart
from jisr.exchange.limits import CHUNK_BYTES_MAX, WANTS_MAX
from jisr.exchange.values import Chunk, SentPart, Want
from jisr.framework.edition import Edition, parse_edition
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.keys import PartKey
from jisr.ledger.memory import MemoryLedger
from jisr.ledger.work.memory.store import MemoryWorkStore
from jisr.ledger.work.rows import Transfer
from jisr.node import attachments, compose, content, deliver, erase, found, offers, owed, receive
from jisr.node.line import Line
from jisr.node.node import EDITION, Node, Stores
from jisr.node.space import Space
from jisr.node.wish import File, Proposal
from tests.framework.packs import REQUEST as REQUEST_FILE
from tests.framework.packs import edited
from tests.node.forger import Forger, Signed, state
from tests.node.test_bad_input import form, remark
from tests.node.test_two_nodes import ANSWER, REQUEST, act, case_at, opened
from tests.node.world import Pair, edition

DATA = bytes(range(256)) * 4500  # A little over two chunks.


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


@pytest.fixture
def forger(pair: Pair) -> Forger:
    opened(pair)
    return Forger(pair)


def held(forger: Forger, signed: Signed, name: str = "remark") -> PartState:
    part = forger.victim.ledger.part(signed.id, name)
    assert part is not None
    return part.state


def bare(signed: Signed) -> Signed:
    return replace(signed, parts=())


def sent(entry: Digest, part: OpenPart, name: str | None = None) -> SentPart:
    return SentPart(entry=entry, name=name or part.name, salt=part.salt, content=part.content)


def wanted(pair: Pair, party: str = "MA") -> set[Digest]:
    asked = deliver.ask(pair.nodes[party], pair.id, pair.lines[party])
    return {want.digest for want in asked.message.wants}


# --- Parts --------------------------------------------------------------------------------------


def test_a_part_that_is_missing_is_asked_for_until_it_comes(forger: Forger):
    note = remark(forger)
    forger.send(bare(note))
    assert held(forger, note) is PartState.AWAITED
    assert wanted(forger.pair) == {note.parts[0].commitment}
    forger.pair.start("MA")
    assert wanted(forger.pair) == {note.parts[0].commitment}
    forger.send(parts=(sent(note.id, note.parts[0]),))
    assert held(forger, note) is PartState.HELD
    assert wanted(forger.pair) == set()


def test_a_case_is_read_no_oftener_for_more_parts(forger: Forger, monkeypatch: pytest.MonkeyPatch):
    reads: list[Digest] = []
    read = MemoryLedger.of_case

    def counted(
        ledger: MemoryLedger, space: Digest, author: PartyId, case: Digest, **more: int | None
    ) -> Sequence[Entry]:
        reads.append(case)
        return read(ledger, space, author, case, **more)

    monkeypatch.setattr(MemoryLedger, "of_case", counted)
    counts = []
    for many in (2, 20):
        notes = [remark(forger, f"Remark {number}.") for number in range(many)]
        forger.pair.start("MA")  # It remembers nothing of the case.
        reads.clear()
        forger.send(*notes)
        assert {held(forger, note) for note in notes} == {PartState.HELD}
        counts.append(len(reads))
    assert counts[0] == counts[1] > 0


def test_what_the_partner_owes_is_remembered_at_once(
    forger: Forger, monkeypatch: pytest.MonkeyPatch
):
    begun: list[int] = []
    together = MemoryWorkStore.together

    def counted(work: MemoryWorkStore) -> AbstractContextManager[None]:
        begun.append(work.register.count(owed.kind_of(forger.pair.id)))
        return together(work)

    monkeypatch.setattr(MemoryWorkStore, "together", counted)
    notes = [remark(forger, f"Remark {number}.") for number in range(20)]
    forger.send(*(bare(note) for note in notes))
    assert wanted(forger.pair) == {note.parts[0].commitment for note in notes}
    assert set(begun) == {0, 20}  # A block begins with none remembered, and ends with all.
    assert begun.count(0) == 1


def test_strange_parts_are_passed_over_and_leave_no_trace(forger: Forger):
    note, other = remark(forger), remark(forger, "Another.")
    forger.send(note, bare(other))
    unknown = form("remark", {"remark": "Nobody asked."})
    before = state(forger.pair, "MA")
    for strange in (
        sent(Digest("ab" * 32), note.parts[0]),  # Of an act that is not here.
        sent(note.id, unknown),  # Held already, and not this.
        sent(note.id, unknown, "second"),  # Announced by nobody.
        sent(other.id, unknown),  # Not what was signed.
        sent(other.id, replace(other.parts[0], salt=b"\1" * 16 + other.parts[0].salt[16:])),
    ):
        assert forger.fault(parts=(strange,)) is None
        assert state(forger.pair, "MA") == before


def test_a_part_told_twice_in_one_message_is_malformed(forger: Forger):
    note = remark(forger)
    forger.send(bare(note))
    before = state(forger.pair, "MA")
    part = sent(note.id, note.parts[0])
    with pytest.raises(JisrError) as refused:
        forger.send(parts=(part, replace(part, content=b"{}")))
    assert refused.value.code == "core.wrong-field"
    assert state(forger.pair, "MA") == before


def test_a_part_over_the_limit_is_malformed(forger: Forger):
    note = remark(forger)
    before = state(forger.pair, "MA")
    with pytest.raises(JisrError) as refused:
        forger.send(
            note, parts=(replace(sent(note.id, note.parts[0]), content=bytes(PART_BYTES_MAX + 1)),)
        )
    assert refused.value.code == "core.wrong-field"
    assert state(forger.pair, "MA") == before


def test_an_erased_part_never_comes_back(forger: Forger):
    note = remark(forger)
    forger.send(note)
    erase.erase(
        forger.victim, forger.pair.id, [note.parts[0].commitment], Slug("retention-expired")
    )
    for _ in range(2):
        forger.send(parts=(sent(note.id, note.parts[0]),))
        assert held(forger, note) is PartState.ERASED
        forger.pair.start("MA")
    assert wanted(forger.pair) == set()


def test_a_part_erased_before_it_came_is_not_asked_for(forger: Forger):
    note = remark(forger)
    forger.send(bare(note))
    erase.erase(
        forger.victim, forger.pair.id, [note.parts[0].commitment], Slug("retention-expired")
    )
    assert wanted(forger.pair) == set()
    forger.send(parts=(sent(note.id, note.parts[0]),))
    assert held(forger, note) is PartState.ERASED


def test_all_parts_of_one_erasure_go_in_one_transaction(
    forger: Forger, monkeypatch: pytest.MonkeyPatch
):
    notes = [remark(forger, "The same.") for _ in range(5)]
    forger.send(*notes)
    [digest] = {note.parts[0].commitment for note in notes}
    put: list[int] = []
    put_part = MemoryLedger.put_part

    def counted(ledger: MemoryLedger, *parts: Part) -> None:
        put.append(len(parts))
        put_part(ledger, *parts)

    monkeypatch.setattr(MemoryLedger, "put_part", counted)
    erase.erase(forger.victim, forger.pair.id, [digest], Slug("retention-expired"))
    assert put == [5]
    assert {held(forger, note) for note in notes} == {PartState.ERASED}


def test_an_erasure_makes_up_first_for_lists_that_fell_behind(forger: Forger):
    note = remark(forger)
    forger.send(note)
    work, ledger = forger.victim.work, forger.victim.ledger
    case = ledger.find(note.id).case
    work.views.clear(forger.pair.id)  # As if the store had not written.
    said = erase.erase(
        forger.victim, forger.pair.id, [note.parts[0].commitment], Slug("retention-expired")
    )
    assert work.views.cursor(forger.pair.id, "MA").position == ledger.find(said).seq + 1
    assert work.views.case(forger.pair.id, case) is not None


def test_an_act_that_repeats_a_commitment_is_refused(forger: Forger):
    part = form("remark", {"remark": "Twice."})
    note = forger.sign(
        forger.act(case=forger.pair.id, body=dict.fromkeys(("a", "b"), part.commitment))
    )
    assert forger.fault(note) == "core.wrong-field"


def test_of_parts_of_one_commitment_only_those_held_are_opened_for_a_want(
    forger: Forger, monkeypatch: pytest.MonkeyPatch
):
    notes = [remark(forger, "The same.") for _ in range(5)]
    forger.send(*[bare(note) for note in notes[:4]], notes[4])
    digest = notes[0].parts[0].commitment
    opened: list[Digest] = []
    sent_part = offers._sent_part

    def counted(node: Node, space: Space, part: Part, key: PartKey | None) -> SentPart | None:
        opened.append(part.entry)
        return sent_part(node, space, part, key)

    monkeypatch.setattr(offers, "_sent_part", counted)
    answer = forger.send(wants=(Want(digest=digest),))
    assert opened == [notes[4].id]
    assert [part.entry for part in answer.parts] == opened


def test_parts_that_never_come_do_not_hide_those_that_would(forger: Forger):
    notes = [bare(remark(forger, f"{n}.")) for n in range(WANTS_MAX + 20)]
    forger.send(*notes)
    asked: set[Digest] = set()
    for _ in range(4):
        asked |= wanted(forger.pair)
    assert len(asked) == len(notes)


def test_a_damaged_part_is_told_and_does_not_stop_the_line(pair: Pair):
    case = compose.open_case(pair.nodes["FR"], pair.id, Slug("information-request"), REQUEST)
    parts = pair.stores["FR"].ledger._parts[case]
    parts["request"] = replace(parts["request"], sealed=b"damaged" * 20)
    pair.sync()
    assert pair.nodes["MA"].ledger.part(case, "request").state is PartState.AWAITED
    alarms = [alarm.reason.code for alarm in pair.nodes["FR"].work.partners.alarms()]
    assert alarms == ["ops.part-does-not-open"]
    pair.start("FR")
    erase.erase(pair.nodes["FR"], pair.id, [parts["request"].commitment], Slug("retention-expired"))
    assert pair.nodes["FR"].ledger.part(case, "request").state is PartState.ERASED


# --- Parts that leave only when their move has settled ------------------------------------------


@cache
def with_release(clause: str) -> Edition:
    return parse_edition(
        edited(REQUEST_FILE, clause, f"{clause}, release when settled"), pack="ma-fr"
    )


def test_parts_to_be_released_when_settled_leave_only_then():
    pair = Pair(light=True, framework=with_release("requested may answer → answered using answer"))
    case = opened(pair)
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    asked = deliver.ask(pair.nodes["MA"], pair.id, pair.lines["MA"])
    assert asked.message.batch is not None
    assert asked.message.parts == ()
    pair.trip("MA", "FR")
    part = pair.nodes["FR"].ledger.part(answered, "answer")
    assert part.state is PartState.AWAITED
    pair.sync()
    pair.trip("FR", "MA")
    assert case_at(pair, "MA", case).verdicts[answered].standing is Standing.SETTLED
    assert pair.nodes["FR"].ledger.part(answered, "answer").state is PartState.HELD
    assert wanted(pair, "FR") == set()


def test_parts_of_an_overtaken_move_never_leave():
    clause = "requesting may contest → received using question"
    pair = Pair(light=True, framework=with_release(clause))
    case = opened(pair)
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    contested = act(pair, "FR", case, "contest", fields={"question": "Are you sure?"})
    act(pair, "MA", case, "recall-the-answer", fields={"reason": "A mistake."})
    pair.sync()
    for _ in range(3):
        pair.trip("MA", "FR")
        pair.trip("FR", "MA")
    assert case_at(pair, "MA", case).verdicts[contested].standing is Standing.OVERTAKEN
    assert pair.nodes["MA"].ledger.part(contested, "question").state is PartState.AWAITED
    asked = Want(digest=pair.nodes["FR"].ledger.part(contested, "question").commitment)
    answer = Forger(pair, me="MA", to="FR").send(wants=(asked,))
    assert answer.parts == ()


# --- Files --------------------------------------------------------------------------------------


def offered(forger: Forger, data: bytes, **changes: object) -> Signed:
    """An opening that announces a file; nothing of it is sent."""
    value = {
        "key": "ab" * 32,
        "media": "application/pdf",
        "name": "plan.pdf",
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
    }
    request = form("request", dict(REQUEST.fields))
    file = form("request", {"attachments": [value | changes]}, name="attachments.1")
    signed = forger.add(forger.opening(request, file), request, file)
    forger.send(signed)
    return signed


def chunks(data: bytes, *, total: int | None = None, cut: int = CHUNK_BYTES_MAX) -> list[Chunk]:
    digest = Digest(hashlib.sha256(data).hexdigest())
    return [
        Chunk(digest=digest, offset=at, total=total or len(data), data=data[at : at + cut])
        for at in range(0, len(data), cut)
    ]


def transfer(forger: Forger, data: bytes) -> Transfer | None:
    return forger.victim.work.transfers.get(
        forger.pair.id, Digest(hashlib.sha256(data).hexdigest())
    )


def send(forger: Forger, *some: Chunk) -> str | None:
    return forger.fault(chunks=tuple(some))


def test_a_file_comes_in_pieces_in_any_order_also_across_a_restart(forger: Forger):
    offered(forger, DATA)
    first, second, third = chunks(DATA)
    assert send(forger, third) is None
    assert transfer(forger, DATA).held == 0
    assert send(forger, first) is None
    forger.pair.start("MA")
    assert wanted(forger.pair) == {Digest(hashlib.sha256(DATA).hexdigest())}
    assert send(forger, third, first, second) is None
    assert transfer(forger, DATA).held == CHUNK_BYTES_MAX * 2
    assert send(forger, third) is None
    assert transfer(forger, DATA).complete
    assert wanted(forger.pair) == set()


def test_a_file_with_another_digest_is_told_and_begun_again(forger: Forger):
    offered(forger, DATA)
    first, second, third = chunks(DATA)
    wrong = replace(second, data=bytes(len(second.data)))
    assert send(forger, first, wrong, third) == "exchange.attachment-damaged"
    assert transfer(forger, DATA).held == 0
    assert send(forger, first, second, third) is None
    assert transfer(forger, DATA).complete


def test_a_file_that_changes_its_size_is_refused_and_goes_on(forger: Forger):
    offered(forger, DATA)
    first, *rest = chunks(DATA)
    send(forger, first)
    assert send(forger, chunks(DATA, total=len(DATA) + 1)[1]) == "exchange.total-changed"
    assert transfer(forger, DATA).held == len(first.data)
    assert send(forger, *rest) is None


def test_a_piece_that_goes_past_the_end_is_refused(forger: Forger):
    offered(forger, DATA)
    *most, last = chunks(DATA)
    send(forger, *most)
    before = state(forger.pair, "MA")
    with pytest.raises(JisrError) as refused:
        send(forger, replace(last, data=last.data + b"more"))
    assert refused.value.code == "core.wrong-field"
    assert state(forger.pair, "MA") == before
    assert send(forger, last) is None


def test_bytes_of_a_file_nobody_announced_are_dropped(forger: Forger):
    before = state(forger.pair, "MA")
    assert send(forger, *chunks(DATA)) is None
    assert state(forger.pair, "MA") == before


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 51 * 1024 * 1024},
        {"size": 0},
        {"size": -1},
        {"media": "application/x-anything"},
        {"key": "zz" * 32},
        {"key": "ab"},
        {"sha256": "../../etc/passwd"},
        {"name": "../escape.pdf"},
        {"name": "a\nb.pdf"},
        {"more": "fields"},
    ],
)
def test_a_file_that_is_announced_wrongly_is_refused_unopened(forger: Forger, changes):
    signed = offered(forger, DATA, **changes)
    assert held(forger, signed, "attachments.1") is PartState.REFUSED
    assert held(forger, signed, "request") is PartState.HELD
    assert transfer(forger, DATA) is None


def test_a_file_over_our_limit_is_not_fetched_and_people_are_told(forger: Forger):
    node, space = forger.victim, forger.space
    value = attachments.Attached(
        name="a.pdf", media="application/pdf", digest=Digest("ab" * 32), size=200, key=bytes(32)
    )
    part = form("request", {"attachments": [value.to_field()]})
    opening = forger.add(forger.opening(part), part)
    forger.send(opening)
    node.work.transfers.drop(space.id, value.digest)
    attachments.expect(node, space, [(opening.id, part)], limit=199)
    assert attachments.unfinished(node, space) == []
    [alarm] = node.work.partners.alarms()
    assert alarm.reason.code == "exchange.attachment-too-large"
    assert alarm.facts == {"size": 200, "limit": 199}
    attachments.expect(node, space, [(opening.id, part)], limit=200)
    assert [one.size for one in attachments.unfinished(node, space)] == [200]


def test_a_file_of_ours_over_the_limit_is_refused_and_not_kept(pair: Pair):
    before = state(pair, "FR")
    with pytest.raises(Refused) as refused:
        attachments.seal(pair.nodes["FR"], DATA, name="a", media="application/pdf", limit=9)
    assert refused.value.code == "node.attachment-too-large"
    assert state(pair, "FR") == before


def test_a_proposal_that_is_refused_leaves_neither_file_nor_edition(pair: Pair):
    case = opened(pair)
    before = state(pair, "FR")
    file = File(field=Slug("attachments"), name="a.pdf", media="application/pdf", data=DATA)
    with pytest.raises(Refused) as refused:
        act(pair, "FR", case, "answer", fields=ANSWER.fields, files=[file])
    assert refused.value.code == "core.not-your-turn"
    new = edition("ma-be")
    proposal = Proposal(
        act=Slug("propose"),
        terms={"edition": "a" * 63},
        fields={"reason": "It serves."},
        edition=new.signed,
    )
    with pytest.raises(Refused) as refused:
        compose.act(pair.nodes["FR"], pair.id, pair.id, proposal)
    assert refused.value.code == "core.wrong-terms"
    assert pair.nodes["FR"].editions.get(new.digest) is None
    assert state(pair, "FR") == before


def test_a_file_is_gone_with_its_part(pair: Pair):
    file = File(field=Slug("attachments"), name="a.pdf", media="application/pdf", data=DATA)
    case = compose.open_case(
        pair.nodes["FR"], pair.id, Slug("information-request"), replace(REQUEST, files=[file])
    )
    pair.sync()
    for _ in range(3):
        pair.trip("MA", "FR")
    part = pair.nodes["MA"].ledger.part(case, "attachments.1")
    opened_part = content.open_part(pair.nodes["MA"], pair.space("MA"), part)
    [attached] = attachments.read(opened_part.content)
    assert attachments.content_of(pair.nodes["MA"], pair.space("MA"), attached) == DATA
    erase.erase(pair.nodes["MA"], pair.id, [part.commitment], Slug("retention-expired"))
    pair.sync()
    for node in pair.nodes.values():
        assert node.work.transfers.get(pair.id, attached.digest) is None


def test_a_file_stays_while_a_part_that_stays_names_it(pair: Pair):
    file = File(field=Slug("attachments"), name="a.pdf", media="application/pdf", data=DATA)
    request = Slug("information-request")
    case = compose.open_case(pair.nodes["MA"], pair.id, request, replace(REQUEST, files=[file]))
    pair.sync()
    for _ in range(3):
        pair.trip("FR", "MA")
    fr = pair.nodes["FR"]
    part = fr.ledger.part(case, "attachments.1")
    opened_part = content.open_part(fr, pair.space("FR"), part)
    [attached] = attachments.read(opened_part.content)
    # The partner repeats what the part says in one of its own, and erases that.
    fields = {**REQUEST.fields, "attachments": [attached.to_field()]}
    copied = compose.open_case(fr, pair.id, request, replace(REQUEST, fields=fields))
    pair.sync()
    copy = fr.ledger.part(copied, "attachments.1")
    erase.erase(fr, pair.id, [copy.commitment], Slug("retention-expired"))
    pair.sync()
    for node in pair.nodes.values():
        assert node.ledger.part(copied, "attachments.1").state is PartState.ERASED
        assert attachments.content_of(node, node.space(pair.id), attached) == DATA
    erase.erase(pair.nodes["MA"], pair.id, [part.commitment], Slug("retention-expired"))
    pair.sync()
    for node in pair.nodes.values():
        assert node.work.transfers.get(pair.id, attached.digest) is None


def test_the_file_of_a_part_kept_before_files_were_noted_by_part_goes_with_it(pair: Pair):
    file = File(field=Slug("attachments"), name="a.pdf", media="application/pdf", data=DATA)
    request = Slug("information-request")
    case = compose.open_case(pair.nodes["MA"], pair.id, request, replace(REQUEST, files=[file]))
    pair.sync()
    for _ in range(3):
        pair.trip("FR", "MA")
    for node in pair.nodes.values():
        part = node.ledger.part(case, "attachments.1")
        opened_part = content.open_part(node, node.space(pair.id), part)
        [attached] = attachments.read(opened_part.content)
        digest = attached.digest
        node.work.register.remove(attachments._naming(pair.id), f"{case}/{part.name}")
    erase.erase(pair.nodes["MA"], pair.id, [part.commitment], Slug("retention-expired"))
    pair.sync()
    for node in pair.nodes.values():
        assert node.work.transfers.get(pair.id, digest) is None


# --- Two spaces of one pair ---------------------------------------------------------------------


def second_space(pair: Pair) -> Digest:
    founders = pair.space("FR").founding.founders
    payload = found.draft(
        founders, framework=edition().digest, channel=Slug("victims-referral"), at=pair.clock()
    )
    envelope = found.sign(payload, pair.keys["FR"])
    raw = found.sign(payload, pair.keys["MA"], envelope).encode()
    for node in pair.nodes.values():
        id = found.join(node, raw, edition().signed).id
    return id


def test_a_part_that_comes_late_in_another_space_is_passed_over(forger: Forger):
    note = remark(forger)
    forger.send(bare(note))
    node, late = forger.victim, [(note.id, note.parts[0])]
    receive.take_late_parts(node, second_space(forger.pair), late)
    assert held(forger, note) is PartState.AWAITED
    receive.take_late_parts(node, forger.pair.id, late)
    assert held(forger, note) is PartState.HELD


def test_a_part_of_one_space_is_not_given_out_in_another(pair: Pair):
    case = opened(pair)
    node, other = pair.nodes["FR"], second_space(pair)
    asked = [Want(digest=part.commitment) for part in node.ledger.parts(case)]
    assert len(offers.wanted(node, node.space(pair.id), asked)) == len(asked) > 0
    assert offers.wanted(node, node.space(other), asked) == ()


def test_nothing_of_a_file_crosses_from_one_space_to_another(forger: Forger):
    pair = forger.pair
    offered(forger, DATA)
    digest = Digest(hashlib.sha256(DATA).hexdigest())
    other = second_space(pair)
    line = Line()
    asked = deliver.ask(pair.nodes["MA"], other, line)
    assert asked.message.wants == ()
    # Announced, fetched and erased in the other space, it stays what it is in its own.
    node, space = pair.nodes["MA"], pair.nodes["MA"].space(other)
    assert attachments.take(node, space, chunks(DATA)) is False
    assert transfer(forger, DATA).held == 0
    send(forger, *chunks(DATA))
    named = form("request", {"attachments": [
        {"key": "ab" * 32, "media": "application/pdf", "name": "a", "sha256": digest, "size": 9}
    ]})  # fmt: skip
    entry = Digest("cd" * 32)
    attachments.note(node, space, [(entry, named)])
    gone = Part(
        space=other,
        entry=entry,
        name=named.name,
        commitment=named.commitment,
        state=PartState.ERASED,
        sealed=None,
    )
    attachments.drop(node, gone)
    assert transfer(forger, DATA).complete
    assert attachments.chunks(node, space, [Want(digest=digest)]) == ()


# --- Proposed editions --------------------------------------------------------------------------


def proposed(
    forger: Forger, text: bytes, *, named: str | None = None, key: bytes = b"k" * 32
) -> Sequence[Chunk]:
    """A proposal to revise the framework; returns its text in pieces."""
    sealed = forger.victim.world.encrypt(b"k" * 32, text, attachments.CONTEXT)
    value = {
        "key": key.hex(),
        "media": "application/json",
        "name": "edition.json",
        "sha256": hashlib.sha256(sealed).hexdigest(),
        "size": len(sealed),
    }
    reason = form("proposal", {"reason": "It serves the test."})
    file = form("proposal", {"edition": value}, name="edition")
    zero = forger.space.zero.case
    tip = zero.tip.held
    made = forger.act(
        kind=Kind.MOVE,
        case=forger.pair.id,
        act=Slug("propose"),
        on=zero.root.ref if tip is None else ref_of(tip),
        terms={} if named is None else {"edition": named},
        body={"proposal": reason.commitment, "edition": file.commitment},
    )
    forger.send(forger.add(made, reason, file))
    return chunks(sealed)


def test_a_proposal_that_names_no_edition_is_void_and_its_text_is_not_kept(forger: Forger):
    pieces = proposed(forger, edition("ma-be").signed)
    assert send(forger, *pieces) is None
    assert forger.victim.editions.get(edition("ma-be").digest) is None


def test_a_text_of_another_edition_than_its_proposal_names_is_not_kept(forger: Forger):
    brought = edition("ma-be")
    assert send(forger, *proposed(forger, brought.signed, named="ab" * 32)) is None
    assert forger.victim.editions.get(brought.digest) is None


def test_a_text_under_a_key_that_does_not_open_it_holds_nothing_up(forger: Forger):
    new = edition("ma-be")
    pieces = proposed(forger, new.signed, named=new.digest, key=b"x" * 32)
    assert send(forger, *pieces) is None
    assert forger.victim.editions.get(new.digest) is None
    with pytest.raises(Refused) as refused:
        compose.act(forger.victim, forger.pair.id, forger.pair.id, Proposal(act=Slug("accept")))
    assert refused.value.code == "node.unknown-edition"
    offered(forger, DATA)
    assert send(forger, *chunks(DATA)) is None
    assert transfer(forger, DATA).complete


def faulty() -> Edition:
    files = edited(
        REQUEST_FILE, "requested may answer → answered using answer", "requested may nod → nowhere"
    )
    return parse_edition(files, pack="ma-fr")


def test_a_faulty_edition_can_be_declined_and_never_accepted(forger: Forger):
    for text, named in (
        (faulty().signed, faulty().digest),
        (b"{}", hashlib.sha256(b"{}").hexdigest()),
        (edition("ma-be").signed, faulty().digest),
    ):
        pieces = proposed(forger, text, named=named)
        assert send(forger, *pieces) is None
        with pytest.raises(Refused) as refused:
            compose.act(forger.victim, forger.pair.id, forger.pair.id, Proposal(act=Slug("accept")))
        assert refused.value.code == "node.unknown-edition"
        decline = Proposal(act=Slug("decline"), fields={"reason": "It is faulty."})
        compose.act(forger.victim, forger.pair.id, forger.pair.id, decline)
    with pytest.raises(Refused) as refused:
        forger.victim.read_edition(faulty().signed)
    assert refused.value.code == "node.edition-faulty"


def test_an_edition_learned_late_gives_its_cases_their_standing(pair: Pair):
    new = edition("ma-be")
    proposal = Proposal(
        act=Slug("propose"),
        terms={"edition": new.digest},
        fields={"reason": "It serves the test."},
        edition=new.signed,
    )
    compose.act(pair.nodes["MA"], pair.id, pair.id, proposal)
    pair.sync()
    pair.trip("FR", "MA")
    compose.act(pair.nodes["FR"], pair.id, pair.id, Proposal(act=Slug("accept")))
    pair.sync()
    # The work store is lost: all but the founding edition has to come again.
    old = pair.stores["FR"]
    work = MemoryWorkStore()
    founding = old.work.register.get(EDITION, edition().digest)
    assert founding is not None
    work.register.put(founding)
    pair.stores["FR"] = Stores(ledger=old.ledger, keys=old.keys, work=work)
    node = pair.start("FR")
    case = compose.open_case(pair.nodes["MA"], pair.id, Slug("information-request"), REQUEST)
    pair.trip("MA", "FR")
    assert node.ledger.part(case, "request").state is PartState.AWAITED
    assert node.editions.get(new.digest) is None
    for _ in range(3):
        pair.trip("FR", "MA")
    assert node.editions.get(new.digest) is not None
    assert node.ledger.part(case, "request").state is PartState.HELD
    assert node.work.views.case(pair.id, case) is not None
    assert node.work.views.act(pair.id, case).void is None
