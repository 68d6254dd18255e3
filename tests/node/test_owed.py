"""What a partner owes: any number of parts and files announced, and never brought."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import pytest

from jisr.core.act import PARTS_MAX as ACT_PARTS_MAX
from jisr.core.act import Digest, Kind, Slug
from jisr.core.errors import Conflict
from jisr.core.parts import PART_BYTES_MAX, OpenPart
from jisr.exchange.limits import (
    ACTS_MAX,
    ATTACHMENT_BYTES_DEFAULT,
    FIXED_BYTES,
    MESSAGE_BYTES_MAX,
    PARTS_MAX,
    WANTS_MAX,
)
from jisr.exchange.peer import Need
from jisr.exchange.values import Head, Want
from jisr.ledger.base import PartState
from jisr.ledger.work.memory.lists import MemoryRegister
from jisr.ledger.work.rows import Document, Load
from jisr.node import (
    attachments,
    compose,
    content,
    deliver,
    erase,
    guards,
    offers,
    owed,
    safeguard,
    wants,
)
from jisr.node.batch import Batch, Content
from jisr.node.line import Line
from jisr.node.wish import File
from tests.node.forger import Forger, Signed
from tests.node.test_bad_input import remark
from tests.node.test_contents import (
    DATA,
    bare,
    chunks,
    held,
    offered,
    second_space,
    send,
    sent,
    transfer,
    wanted,
)
from tests.node.test_two_nodes import REQUEST, opened
from tests.node.world import Pair

LONGEST = b'"' + b"x" * (PART_BYTES_MAX - 2) + b'"'
ROOM = MESSAGE_BYTES_MAX - FIXED_BYTES


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


@pytest.fixture
def forger(pair: Pair) -> Forger:
    opened(pair)
    return Forger(pair)


def listed(forger: Forger) -> int:
    return forger.victim.work.register.count(owed.kind_of(forger.pair.id))


def alarms(forger: Forger) -> list[str]:
    return [alarm.reason.code for alarm in forger.victim.work.partners.alarms()]


def announced(forger: Forger, acts: int) -> list[Signed]:
    """Notes that announce as many parts as an act may, and bring none."""
    return [
        forger.add(
            forger.act(
                case=forger.pair.id,
                body={
                    f"p-{part}": Digest(hashlib.sha256(b"%d %d" % (act, part)).hexdigest())
                    for part in range(ACT_PARTS_MAX)
                },
            )
        )
        for act in range(acts)
    ]


# --- Parts --------------------------------------------------------------------------------------


def test_of_any_number_of_parts_announced_only_so_many_are_listed(forger: Forger):
    acts = owed.PARTS_OWED_MAX // ACT_PARTS_MAX + 2
    assert acts < ACTS_MAX
    forger.send(*announced(forger, acts))
    assert listed(forger) == owed.PARTS_OWED_MAX
    assert alarms(forger) == ["node.too-many-parts-owed"]
    first = wanted(forger.pair)
    assert len(first) == WANTS_MAX
    assert not first & wanted(forger.pair)  # The next message asks for others.


def test_a_message_reads_no_more_of_the_list_than_it_may_ask_for(
    forger: Forger, monkeypatch: pytest.MonkeyPatch
):
    read: list[int] = []
    after = MemoryRegister.after

    def counted(
        register: MemoryRegister, kind: Slug, id: str = "", *, limit: int
    ) -> Sequence[Document]:
        rows = after(register, kind, id, limit=limit)
        assert kind == owed.kind_of(forger.pair.id)
        read.append(len(rows))
        return rows

    forger.send(*announced(forger, 5))
    monkeypatch.setattr(MemoryRegister, "after", counted)
    for _ in range(9):
        read.clear()
        assert len(wanted(forger.pair)) == WANTS_MAX == sum(read)


def test_what_is_owed_in_one_space_is_not_asked_for_in_another(forger: Forger):
    forger.send(*announced(forger, 1))
    other = second_space(forger.pair)
    asked = deliver.ask(forger.victim, other, Line())
    assert asked.message.wants == ()
    assert forger.victim.work.register.count(owed.kind_of(other)) == 0


def test_parts_beyond_the_limit_are_asked_for_once_there_is_room(
    forger: Forger, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(owed, "PARTS_OWED_MAX", ACT_PARTS_MAX + 6)
    monkeypatch.setattr(owed, "LOOKED_AT", 1)
    notes = [remark(forger, f"Remark {number}.") for number in range(ACT_PARTS_MAX + 10)]
    forger.send(*(bare(note) for note in notes))
    assert listed(forger) == ACT_PARTS_MAX + 6
    assert alarms(forger) == ["node.too-many-parts-owed"]
    forger.pair.start("MA")  # What waits is not forgotten with the process.
    missing = dict.fromkeys(note.parts[0].commitment for note in notes)
    by_part = {note.parts[0].commitment: note for note in notes}
    for _ in range(30):
        for part in wanted(forger.pair) & missing.keys():
            note = by_part[part]
            forger.send(parts=(sent(note.id, note.parts[0]),))
            del missing[part]
    assert not missing
    assert {held(forger, note) for note in notes} == {PartState.HELD}
    assert listed(forger) == 0
    assert owed.beyond(forger.victim, forger.space, forger.space.partner) is None
    assert alarms(forger) == []


def test_a_part_beyond_the_limit_that_comes_unasked_is_kept(
    forger: Forger, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(owed, "PARTS_OWED_MAX", 1)
    first, second = remark(forger, "One."), remark(forger, "Two.")
    forger.send(bare(first), bare(second))
    assert wanted(forger.pair) == {first.parts[0].commitment}
    forger.send(parts=(sent(second.id, second.parts[0]),))
    assert held(forger, second) is PartState.HELD
    assert listed(forger) == 1


def test_the_mark_stays_at_the_first_act_put_off(forger: Forger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(owed, "PARTS_OWED_MAX", 0)
    first = bare(remark(forger, "One."))
    forger.send(first)
    seq = forger.victim.ledger.find(first.id).seq
    forger.send(bare(remark(forger, "Two.")))
    assert owed.beyond(forger.victim, forger.space, forger.space.partner) == seq
    assert wanted(forger.pair) == set()


def test_parts_that_were_told_are_no_reason_to_hurry_and_new_ones_are(forger: Forger):
    pair, line = forger.pair, forger.pair.lines["MA"]
    pair.sync()
    forger = Forger(pair)
    forger.send(*announced(forger, 2))
    chosen = wants.choose(forger.victim, forger.space, line)
    assert chosen.waits
    for _ in range(2):
        wanted(pair)
    chosen = wants.choose(forger.victim, forger.space, line)
    assert not chosen.waits
    assert len(chosen.wants) == WANTS_MAX
    forger.send(*announced(forger, 1))
    assert wants.choose(forger.victim, forger.space, line).waits


def test_asking_for_what_never_comes_is_no_failure_of_the_line(pair: Pair):
    """A partner that holds back many parts by right must not slow down what it does send."""
    opened(pair)
    pair.sync()
    forger = Forger(pair)
    notes = announced(forger, 3)
    forger.send(*notes)
    needs = []
    for _ in range(6):
        asked = deliver.ask(pair.nodes["MA"], pair.id, pair.lines["MA"])
        message = asked.message
        own = forger.message()
        answer = replace(own, nonce=None, reply_to=message.nonce, yours=message.ours)
        raw = forger.seal(answer)
        needs.append(deliver.heard(pair.nodes["MA"], pair.id, pair.lines["MA"], raw, message))
    assert Need.NOW in needs
    assert needs[-1] is Need.NOTHING


def test_parts_and_files_leave_each_other_room(forger: Forger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wants, "FILES_ASKED_MAX", 2)
    files = set()
    for number in range(5):
        offered(forger, b"%d" % number)
        files.add(Digest(hashlib.sha256(b"%d" % number).hexdigest()))
    forger.send(*announced(forger, 2))
    asked: set[Digest] = set()
    for _ in range(6):
        some = wanted(forger.pair)
        assert len(some) == WANTS_MAX
        assert len(some & files) == 2
        asked |= some
    assert asked >= files
    assert len(asked) == 2 * ACT_PARTS_MAX + len(files)


def test_files_that_stand_still_hide_no_others(forger: Forger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wants, "FILES_ASKED_MAX", 4)
    some = [b"%d" % number * 40 for number in range(11)]
    for data in some:
        offered(forger, data)
    for data in some[:5]:
        send(forger, chunks(data, cut=10)[0])
    asked: list[set[Digest]] = [wanted(forger.pair) for _ in range(9)]
    assert {len(one) for one in asked} == {4}
    assert set.union(*asked[:6]) == {Digest(hashlib.sha256(data).hexdigest()) for data in some}
    begun = {Digest(hashlib.sha256(data).hexdigest()) for data in some[:5]}
    always = set.intersection(*asked)  # What goes on goes on.
    assert len(always) == 2
    assert always <= begun
    assert len(forger.pair.lines["MA"].asked) == len(some)
    for data in some:
        send(forger, *chunks(data))
    wanted(forger.pair)
    assert forger.pair.lines["MA"].asked == frozenset()  # It does not grow for ever.


def test_a_part_and_a_file_of_one_digest_are_asked_for_once(forger: Forger):
    note = bare(remark(forger))
    forger.send(note)
    offered(forger, DATA, sha256=note_part(forger, note))
    digest = note_part(forger, note)
    assert [want.digest for want in attachments.wants(forger.victim, forger.space)] == [digest]
    rows = owed.after(forger.victim, forger.space, "", WANTS_MAX)
    assert [owed.want(row).digest for row in rows] == [digest]
    asked = deliver.ask(forger.victim, forger.pair.id, forger.pair.lines["MA"]).message
    assert [want.digest for want in asked.wants].count(digest) == 1


def note_part(forger: Forger, note: Signed) -> Digest:
    [part] = forger.victim.ledger.parts(note.id)
    return part.commitment


# --- Files --------------------------------------------------------------------------------------


def data_of(number: int) -> bytes:
    return b"%d" % number * 40


def test_of_any_number_of_files_announced_only_so_many_are_fetched_at_a_time(
    forger: Forger, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(owed, "FILES_OPEN_MAX", 3)
    for number in range(8):
        offered(forger, data_of(number))
    load = forger.victim.work.transfers.load(forger.pair.id)
    assert load == Load(unfinished=3, size=3 * 40)
    assert alarms(forger) == ["node.too-many-files-owed"]
    forger.pair.start("MA")
    for _ in range(4):
        for number in range(8):
            if transfer(forger, data_of(number)) is not None:
                send(forger, *chunks(data_of(number)))
        wanted(forger.pair)
    assert all(transfer(forger, data_of(number)).complete for number in range(8))
    assert alarms(forger) == []


def test_files_take_no_more_bytes_than_a_space_has(forger: Forger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(owed, "FILES_BYTES_MAX", ATTACHMENT_BYTES_DEFAULT + 80)
    largest = offered(forger, DATA, size=ATTACHMENT_BYTES_DEFAULT)
    for number in range(3):
        offered(forger, data_of(number))
    assert transfer(forger, data_of(1)) is not None
    assert transfer(forger, data_of(2)) is None
    assert alarms(forger) == ["node.too-many-files-owed"]
    wanted(forger.pair)
    assert transfer(forger, data_of(2)) is None
    named = forger.victim.ledger.part(largest.id, "attachments.1")
    erase.erase(forger.victim, forger.pair.id, [named.commitment], Slug("retention-expired"))
    wanted(forger.pair)
    assert transfer(forger, data_of(2)) is not None
    assert alarms(forger) == []


def test_a_file_put_off_is_forgotten_with_its_part(forger: Forger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(owed, "FILES_OPEN_MAX", 0)
    late = offered(forger, DATA)
    named = forger.victim.ledger.part(late.id, "attachments.1")
    erase.erase(forger.victim, forger.pair.id, [named.commitment], Slug("retention-expired"))
    monkeypatch.setattr(owed, "FILES_OPEN_MAX", 1)
    wanted(forger.pair)
    assert transfer(forger, DATA) is None
    assert owed.beyond(forger.victim, forger.space, forger.space.partner) is None


def test_a_digest_announced_in_one_space_says_nothing_of_it_in_another(forger: Forger):
    """A hostile partner learns of a file, and announces it first where it is not."""
    pair = forger.pair
    other = second_space(pair)
    fr, ma = pair.nodes["FR"], pair.nodes["MA"]
    file = File(field=Slug("attachments"), name="a.pdf", media="application/pdf", data=DATA)
    request = Slug("information-request")
    case = compose.open_case(fr, other, request, replace(REQUEST, files=[file]))
    opened_part = content.open_part(fr, fr.space(other), fr.ledger.part(case, "attachments.1"))
    [attached] = attachments.read(opened_part.content)
    hostile = offered(forger, DATA, sha256=attached.digest, size=7)
    first = pair.id
    assert ma.work.transfers.get(first, attached.digest).size == 7
    pair.id, pair.lines = other, {party: Line() for party in pair.nodes}
    pair.sync()
    for _ in range(3):
        pair.trip("MA", "FR")
    assert attachments.content_of(ma, ma.space(other), attached) == DATA
    assert attachments.content_of(ma, ma.space(first), attached) is None
    assert attachments.chunks(ma, ma.space(first), [Want(digest=attached.digest)]) == ()
    # Nor does the end of one take the other along.
    named = ma.ledger.part(hostile.id, "attachments.1")
    erase.erase(ma, first, [named.commitment], Slug("retention-expired"))
    assert ma.work.transfers.get(first, attached.digest) is None
    assert attachments.content_of(ma, ma.space(other), attached) == DATA
    rows = ma.work.register.all(attachments._named(other, attached.digest))
    assert [row.id for row in rows] == [f"{case}/attachments.1"]


# --- What one message holds ---------------------------------------------------------------------


def long_notes(pair: Pair, party: str, acts: int, parts: int = 1) -> list[Digest]:
    """Write acts with the longest parts there are, whatever they say."""
    node, space = pair.nodes[party], pair.space(party)
    batch = Batch(space, node.world)
    for _ in range(acts):
        batch.write(
            Content(
                kind=Kind.NOTE,
                at=pair.clock(),
                case=space.id,
                act=Slug("remark"),
                parts=[
                    OpenPart(name=f"p-{n:02}", salt=node.world.random(32), content=LONGEST)
                    for n in range(parts)
                ],
            )
        )
    batch.commit(node.ledger, node.keys)
    return [entry.id for entry in batch.entries]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are opened to be sent."""
    names: list[str] = []
    sent_part = offers._sent_part

    def counted(node, space, part, key):
        names.append(part.name)
        return sent_part(node, space, part, key)

    monkeypatch.setattr(offers, "_sent_part", counted)
    return names


FITTING = ROOM // (-(-PART_BYTES_MAX // 3) * 4 + 256)  # Of the longest parts, in a message.


@pytest.mark.parametrize("over", [0, 1, 9])
def test_no_more_acts_are_read_than_a_message_holds(pair: Pair, reads: list[str], over: int):
    opened(pair)
    pair.sync()
    ids = long_notes(pair, "FR", FITTING + over)
    reads.clear()
    asked = deliver.ask(pair.nodes["FR"], pair.id, pair.lines["FR"])
    assert len(reads) <= FITTING + 1
    assert 0 < len(asked.message.parts) == len(asked.message.batch.acts) <= FITTING
    pair.lines = {party: Line() for party in pair.nodes}
    pair.sync()
    assert pair.nodes["MA"].ledger.find(ids[-1]) is not None


def test_of_an_act_too_large_for_a_message_the_partner_asks_for_the_rest(
    pair: Pair, reads: list[str]
):
    opened(pair)
    pair.sync()
    [id] = long_notes(pair, "FR", 1, ACT_PARTS_MAX)
    reads.clear()
    asked = deliver.ask(pair.nodes["FR"], pair.id, pair.lines["FR"])
    assert FITTING <= len(reads) <= FITTING + 1
    assert len(asked.message.parts) >= FITTING - 1
    for _ in range(2 * ACT_PARTS_MAX // FITTING):
        pair.trip("FR", "MA")
        reads.clear()
        pair.trip("MA", "FR")
        assert len(reads) <= 2 * (FITTING + 1)
    states = [part.state for part in pair.nodes["MA"].ledger.parts(id)]
    assert PartState.AWAITED not in states


def test_of_the_parts_wanted_no_more_are_opened_than_a_message_holds(pair: Pair, reads: list[str]):
    opened(pair)
    long_notes(pair, "FR", WANTS_MAX // 8, 8)
    fr = pair.nodes["FR"]
    some = [
        Want(digest=part.commitment)
        for entry in fr.ledger.of_kind(pair.id, pair.space("FR").me, Kind.NOTE)
        for part in fr.ledger.parts(entry.id)
    ]
    assert len(some) == WANTS_MAX
    reads.clear()
    answer = Forger(pair, me="MA", to="FR").send(wants=tuple(some))
    assert 0 < len(answer.parts) <= FITTING
    assert len(reads) <= 2 * (FITTING + 1)  # Once for the acts that go with it, once for these.


def test_many_small_parts_are_read_up_to_the_number_a_message_holds(pair: Pair, reads: list[str]):
    opened(pair)
    pair.sync()
    node, space = pair.nodes["FR"], pair.space("FR")
    batch = Batch(space, node.world)
    for number in range(PARTS_MAX // ACT_PARTS_MAX + 2):
        parts = [
            OpenPart(name=f"p-{n:02}", salt=bytes(31) + bytes([n]), content=b"%d" % number)
            for n in range(ACT_PARTS_MAX)
        ]
        batch.write(
            Content(kind=Kind.NOTE, at=pair.clock(), case=space.id, act=Slug("remark"), parts=parts)
        )
    batch.commit(node.ledger, node.keys)
    reads.clear()
    asked = deliver.ask(node, pair.id, pair.lines["FR"])
    assert len(reads) == PARTS_MAX + 1
    assert len(asked.message.parts) == PARTS_MAX // ACT_PARTS_MAX * ACT_PARTS_MAX


def test_a_partner_that_lost_everything_gets_back_what_a_message_holds(
    pair: Pair, reads: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(safeguard, "denied", lambda *_: None)  # Content of no form is kept.
    opened(pair)
    pair.sync()
    long_notes(pair, "FR", FITTING + 9)
    for _ in range(3):
        pair.trip("FR", "MA")
    forger = Forger(pair)
    reads.clear()
    message = replace(forger.message(), ask=7, ours=Head.empty(pair.id), batch=None)
    answer = forger.answer(message)
    assert answer.grant is not None
    assert answer.grant.returned is not None
    assert answer.grant.returned.first == 0
    assert 0 < len(answer.grant.returned.acts) < FITTING
    assert len(reads) <= 2 * (FITTING + 1)


def test_nothing_is_asked_for_while_a_return_is_asked_for(forger: Forger):
    forger.send(*announced(forger, 1))
    guards.must_hear(forger.victim, forger.space, epoch=3)
    assert wanted(forger.pair) == set()


def test_parts_that_nobody_asked_for_are_no_progress(pair: Pair):
    """Else a partner that speaks of acts and brings none would keep this node busy for ever."""
    opened(pair)
    pair.sync()
    forger = Forger(pair)
    note = remark(forger)
    forger.send(note)
    ma, theirs = pair.nodes["MA"], pair.space("MA").theirs
    more = Head(epoch=0, size=theirs.size + 1, id=Digest("ab" * 32))
    junk = (sent(note.id, note.parts[0]),)

    def trip() -> Need:
        asked = deliver.ask(ma, pair.id, pair.lines["MA"]).message
        answer = replace(forger.message(parts=junk, ours=more), nonce=None, reply_to=asked.nonce)
        return deliver.heard(ma, pair.id, pair.lines["MA"], forger.seal(answer), asked)

    def trips() -> None:
        for _ in range(3):
            assert trip() is Need.NOW

    with pytest.raises(Conflict) as failed:
        trips()
    assert failed.value.code == "exchange.no-progress"
