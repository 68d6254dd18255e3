"""What every work store promises (docs/spec/ledger.md, LED-28 to LED-45)."""

from dataclasses import replace
from datetime import datetime

import apsw
import pytest

from jisr.core.case import Standing
from jisr.core.errors import Conflict, Reason
from jisr.ledger.base import READ_MAX
from jisr.ledger.database import Database
from jisr.ledger.postgres import Postgres, PostgresWorkStore
from jisr.ledger.work.base import WorkStore
from jisr.ledger.work.memory.store import MemoryWorkStore
from jisr.ledger.work.relational import access
from jisr.ledger.work.relational.chain import START, check, columns_of, link, said, verify
from jisr.ledger.work.relational.store import LAYOUT, RelationalWorkStore
from jisr.ledger.work.rows import (
    Access,
    AccessEvent,
    ActRow,
    Alarm,
    Approval,
    ApprovalRequest,
    Assignment,
    CaseRow,
    Cursor,
    Desk,
    Document,
    Draft,
    DueIn,
    Effect,
    EffectKey,
    EffectState,
    Flag,
    Frame,
    Grade,
    InternalNote,
    Linked,
    Load,
    Membership,
    Officer,
    Outgoing,
    Partner,
    Receipt,
    Transfer,
)
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from tests.ledger.given import FR, HOSTILE, HOUR, MA, NOW, OTHER_SPACE, SPACE, digest, slug

CASE, OTHER_CASE = digest("case"), digest("other case")
MIGRATION = Desk(id="migration", ar="الهجرة", fr="Migrations", en="Migration")
SECURITY = Desk(id="security", ar="الأمن", fr="Sûreté", en="Security")
AMAL = Officer(
    id="amal",
    name="Amal Invented",
    lang="ar",
    memberships=(
        Membership(desk="migration", role=slug("desk-officer")),
        Membership(desk="security", role=slug("reader")),
    ),
)
BRUNO = Officer(id="bruno", name="Bruno Invented", lang="fr")


KINDS = {
    "file": lambda request: SqliteWorkStore(request.getfixturevalue("tmp_path") / "work.db"),
    "postgres": lambda request: PostgresWorkStore(request.getfixturevalue("database")()),
}


@pytest.fixture(params=KINDS)
def in_tables(request) -> RelationalWorkStore:
    """A store in a database: what it holds can be changed behind its back."""
    with KINDS[request.param](request) as store:
        store.quick_check()
        yield store


@pytest.fixture(params=[*KINDS, "memory"])
def work(request) -> WorkStore:
    if request.param == "memory":
        yield MemoryWorkStore()
        return
    with KINDS[request.param](request) as store:
        store.quick_check()
        yield store


def refused(code, change, *args, **kwargs):
    with pytest.raises(Conflict) as caught:
        change(*args, **kwargs)
    assert caught.value.code == code


# --- The whole


def test_changes_made_together_are_undone_together(work):
    def fail():
        with work.together():
            work.people.put_desk(MIGRATION)
            work.outbox.queue([Outgoing(space=SPACE, seq=1)])
            work.people.put_officer(AMAL)

    refused("ledger.recorded-already", fail)
    assert list(work.people.desks()) == []
    assert list(work.outbox.waiting(SPACE)) == []


def test_a_block_inside_another_is_undone_by_itself_and_with_it(work):
    astray = replace(AMAL, memberships=(Membership(desk="nowhere", role=slug("reader")),))

    def fail_inside():
        with work.together():
            work.outbox.queue([Outgoing(space=SPACE, seq=1)])
            work.people.put_officer(astray)

    def fail():
        with work.together():
            work.people.put_desk(MIGRATION)
            with work.together():
                work.people.put_desk(SECURITY)
            refused("ledger.recorded-already", fail_inside)
            assert list(work.people.desks()) == [MIGRATION, SECURITY]
            assert list(work.outbox.waiting(SPACE)) == []
            work.people.put_officer(astray)

    refused("ledger.recorded-already", fail)
    assert list(work.people.desks()) == []


def test_what_is_not_there_is_not_changed(work):
    work.partners.reached(FR, at=NOW, skew=0)
    work.partners.failed(FR, at=NOW)
    work.outbox.release(SPACE, 3)
    work.effects.release([effect()])
    work.effects.plan([effect()])
    work.effects.close([effect()])
    assert list(work.partners.all()) == list(work.outbox.waiting(SPACE)) == []
    assert [one.state for one in work.effects.unfinished(SPACE)] == [EffectState.PLANNED]


def test_a_copy_in_memory_holds_the_same_and_goes_its_own_way():
    work = MemoryWorkStore()
    work.people.put_desk(MIGRATION)
    copy = work.copy()
    work.people.put_desk(SECURITY)
    assert list(copy.people.desks()) == [MIGRATION]


def test_changes_made_together_are_all_there(work):
    with work.together():
        work.people.put_desk(MIGRATION)
        work.outbox.queue([Outgoing(space=SPACE, seq=1)])
    assert list(work.people.desks()) == [MIGRATION]
    assert list(work.outbox.waiting(SPACE)) == [Outgoing(space=SPACE, seq=1)]


def test_everything_is_there_for_the_next_process_and_in_a_copy(tmp_path):
    with SqliteWorkStore(tmp_path / "work.db") as work:
        saved = work.drafts.save(DRAFT)
        work.backup_to(tmp_path / "copy.db")
    for name in ("work.db", "copy.db"):
        with SqliteWorkStore(tmp_path / name) as after:
            assert after.drafts.get("amal", "draft") == saved


def test_another_program_may_read_the_lists(tmp_path):
    with SqliteWorkStore(tmp_path / "work.db") as work:
        work.views.apply(moved=[], cases=[ROW], acts=[])
        reader = apsw.Connection(str(tmp_path / "work.db"), flags=apsw.SQLITE_OPEN_READONLY)
        assert reader.execute("select case_id, due from case_row").fetchall() == [
            (CASE, "2026-11-21 10:00:00")
        ]
        reader.close()


def test_an_instant_is_aware_and_in_whole_seconds(work):
    for wrong in (datetime(2026, 11, 21), NOW.replace(microsecond=1)):  # noqa: DTZ001 - the point
        with pytest.raises(AssertionError):
            work.outbox.limit(SPACE, wrong)


# --- People


def test_desks_are_added_and_replaced(work):
    work.people.put_desk(SECURITY)
    work.people.put_desk(MIGRATION)
    closed = replace(SECURITY, active=False)
    work.people.put_desk(closed)
    assert list(work.people.desks()) == [MIGRATION, closed]


def test_officers_are_added_and_replaced_with_their_roles(work):
    work.people.put_desk(MIGRATION)
    work.people.put_desk(SECURITY)
    work.people.put_officer(BRUNO)
    work.people.put_officer(AMAL)
    assert work.people.officer("amal") == AMAL
    assert work.people.officer("nobody") is None
    moved = replace(AMAL, lang="en", active=False, memberships=AMAL.memberships[1:])
    work.people.put_officer(moved)
    assert list(work.people.officers()) == [moved, BRUNO]


def test_an_officer_of_an_unknown_desk_is_refused(work):
    refused("ledger.recorded-already", work.people.put_officer, AMAL)
    assert work.people.officer("amal") is None


def assignment(desk="migration", officer=None, case=CASE, at=NOW):
    return Assignment(space=SPACE, case=case, desk=desk, officer=officer, by="amal", at=at)


def test_the_latest_assignment_holds_and_the_others_stay_on_record(work):
    work.people.put_desk(MIGRATION)
    work.people.put_desk(SECURITY)
    work.people.put_officer(AMAL)
    first, second = assignment(), assignment(officer="amal", at=NOW + HOUR)
    elsewhere = assignment(desk="security", officer="amal", case=OTHER_CASE)
    for each in (first, second, elsewhere):
        work.people.assign(each)
    assert list(work.people.assignments(SPACE, CASE)) == [first, second]
    assert list(work.people.assigned_to("amal")) == [second, elsewhere]
    assert list(work.people.assigned_at("migration")) == [second]
    work.people.assign(assignment(desk="security", at=NOW + 2 * HOUR))
    assert list(work.people.assigned_to("amal")) == [elsewhere]
    assert list(work.people.assigned_at("migration")) == []


# --- Margin


def test_internal_notes_are_kept_and_removed(work):
    notes = [
        InternalNote(id=str(n), space=SPACE, case=CASE, officer="amal", at=NOW, text=f"ملاحظة {n}")
        for n in range(3)
    ]
    for note in notes:
        work.margin.add_note(note)
    refused("ledger.recorded-already", work.margin.add_note, notes[0])
    work.margin.remove_note("1")
    work.margin.remove_note("unknown")
    assert list(work.margin.notes(SPACE, CASE)) == [notes[0], notes[2]]
    assert list(work.margin.notes(SPACE, OTHER_CASE)) == []


def test_a_flag_keeps_who_set_it_first(work):
    asylum = Flag(subject="person:7", code=slug("asylum"), by="amal", at=NOW)
    minor = replace(asylum, code=slug("minor"))
    work.margin.flag(minor)
    work.margin.flag(asylum)
    work.margin.flag(replace(asylum, by="bruno", at=NOW + HOUR))
    assert list(work.margin.flags("person:7")) == [asylum, minor]
    assert list(work.margin.flagged(slug("asylum"))) == [asylum]
    work.margin.unflag("person:7", slug("asylum"))
    work.margin.unflag("person:7", slug("asylum"))
    assert list(work.margin.flags("person:7")) == [minor]


# --- Drafts and approvals

DRAFT = Draft(
    officer="amal",
    id="draft",
    space=SPACE,
    case=CASE,
    procedure=slug("information-request"),
    act=slug("answer"),
    lang="fr",
    content='{"text":"À compléter"}'.encode(),
    saved=NOW,
)


def test_a_draft_is_saved_over_the_version_it_was_opened_at(work):
    first = work.drafts.save(DRAFT)
    assert first == replace(DRAFT, version=1)
    second = work.drafts.save(replace(first, content=b"{}", saved=NOW + HOUR))
    assert second.version == 2
    assert work.drafts.get("amal", "draft") == second
    assert work.drafts.get("bruno", "draft") is None


def test_a_draft_is_never_overwritten_unseen(work):
    opened = work.drafts.save(DRAFT)
    saved = work.drafts.save(replace(opened, content=b"first window"))
    refused("ledger.draft-newer", work.drafts.save, replace(opened, content=b"second window"))
    refused("ledger.draft-newer", work.drafts.save, DRAFT)
    assert work.drafts.get("amal", "draft") == saved


def test_text_still_open_survives_a_discarded_draft(work):
    opened = work.drafts.save(DRAFT)
    work.drafts.discard("amal", "draft")
    work.drafts.discard("amal", "draft")
    assert work.drafts.get("amal", "draft") is None
    assert work.drafts.save(opened).version == 2


def test_drafts_are_listed_by_officer_and_by_case(work):
    old = work.drafts.save(DRAFT)
    new = work.drafts.save(replace(DRAFT, id="opening", case=None, saved=NOW + HOUR))
    other = work.drafts.save(replace(DRAFT, officer="bruno"))
    assert list(work.drafts.of("amal")) == [new, old]
    assert list(work.drafts.on_case(SPACE, CASE)) == [old, other]
    assert list(work.drafts.on_case(OTHER_SPACE, CASE)) == []


REQUEST = ApprovalRequest(
    digest=digest("exact text"),
    space=SPACE,
    case=None,
    asked_by="amal",
    asked_at=NOW,
    rule="P6",
    draft="draft",
)


def test_an_approval_is_bound_to_one_exact_text(work):
    yes = Approval(digest=REQUEST.digest, officer="bruno", approved=True, reason="oui", at=NOW)
    work.approvals.ask(REQUEST)
    work.approvals.ask(replace(REQUEST, asked_by="bruno"))
    assert work.approvals.request(REQUEST.digest) == REQUEST
    assert work.approvals.request(digest("changed text")) is None
    changed = replace(yes, digest=digest("changed text"))
    refused("ledger.not-asked", work.approvals.decide, changed)
    assert list(work.approvals.undecided()) == [REQUEST]
    work.approvals.decide(yes)
    refused("ledger.decided-already", work.approvals.decide, replace(yes, approved=False))
    no = replace(yes, officer="chafik", approved=False)
    work.approvals.decide(no)
    assert list(work.approvals.decisions(REQUEST.digest)) == [yes, no]
    assert list(work.approvals.undecided()) == []


# --- Access log

READING = AccessEvent(
    at=NOW,
    officer="أمل",
    access=Access.READ,
    purpose=slug("case-work"),
    space=SPACE,
    case=CASE,
    act=digest("act"),
    part="subject",
)
SEARCHING = AccessEvent(at=NOW, officer="bruno", access=Access.SEARCHED, purpose=slug("audit"))
SENDING = replace(READING, access=Access.DISCLOSED, officer="node", part=None, recipient=FR)
ASKED = replace(
    SEARCHING, purpose=slug("subject-access"), reason="طلب كتابي", subject=digest("who")
)


def test_every_access_extends_one_chain(work):
    start = work.access.head()
    first = work.access.append([READING, SEARCHING])
    second = work.access.append([SENDING])
    assert (start.length, first.length, second.length) == (0, 2, 3)
    assert len({start.digest, first.digest, second.digest}) == 3
    assert work.access.head() == second
    assert work.access.append([]) == second
    assert verify(work.access).astray is None
    assert list(work.access.after(0)) == [READING, SEARCHING, SENDING]
    assert list(work.access.after(1, limit=1)) == [SEARCHING]
    assert list(work.access.of_act(digest("act"))) == [READING, SENDING]
    assert list(work.access.of_case(SPACE, CASE)) == [READING, SENDING]
    with pytest.raises(AssertionError):
        work.access.after(0, READ_MAX + 1)


def test_who_was_searched_for_and_why_is_found_by_the_digest_alone(work):
    events = [
        replace(ASKED, access=kind) for kind in (Access.SEARCHED, Access.COMBINED, Access.ERASED)
    ]
    work.access.append([READING, *events, replace(ASKED, subject=None), SEARCHING])
    assert list(work.access.of_subject(digest("who"))) == events
    assert list(work.access.after(0))[1:4] == events
    assert verify(work.access).astray is None


def test_each_event_is_read_with_the_hash_that_is_kept_for_it(work):
    heads = [work.access.append([event]) for event in (READING, ASKED, SENDING)]
    [first, second, third] = work.access.chained(0)
    assert [one.digest for one in (first, second, third)] == [head.digest for head in heads]
    assert link(bytes.fromhex(first.digest), second.said).hex() == second.digest
    assert list(work.access.chained(1, limit=1)) == [second]
    with pytest.raises(AssertionError):
        work.access.chained(0, READ_MAX + 1)


def test_a_head_kept_elsewhere_was_passed_through_or_never_was(work):
    heads = [work.access.head(), *(work.access.append([e]) for e in (READING, ASKED, SENDING))]
    for length, head in enumerate(heads):
        assert verify(work.access, through=head.digest).passes == length
    found = verify(work.access, through=digest("elsewhere"))
    assert (found.astray, found.passes, found.length) == (None, None, 3)
    assert found.digest == heads[-1].digest


def test_without_a_head_the_end_is_taken_to_be_missing():
    event = said(columns_of(READING))
    one = Linked(no=0, said=event, digest=link(START, event).hex())
    assert check([one], lambda: None, None).astray == 1


def test_the_same_accesses_give_the_same_head_however_they_are_batched(work):
    with SqliteWorkStore(None) as other:
        at_once = other.access.append([READING, SEARCHING])
    work.access.append([READING])
    assert work.access.append([SEARCHING]) == at_once


def test_the_head_covers_the_order_of_all_accesses(work):
    with SqliteWorkStore(None) as other:
        turned = other.access.append([SEARCHING, READING, SENDING])
    assert work.access.append([READING, SEARCHING, SENDING]) != turned


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("update access set officer = 'nobody' where no = 1", 1),
        ("update access set at = '2026-11-20 09:00:00' where no = 0", 0),
        ("update access set recipient = null where no = 2", 2),
        ("update access set digest = (select digest from access where no = 2) where no = 1", 1),
        ("delete from access where no = 1", 1),
        ("delete from access where no = 2", 2),
        ("delete from access", 0),
        ("update access_head set length = 2", 3),
        ("delete from access_head", 3),
    ],
)
def test_a_change_to_the_log_is_found_where_it_was_made(in_tables, change, found):
    in_tables.access.append([READING, SEARCHING, SENDING])
    in_tables.tables.write(change)
    assert verify(in_tables.access).astray == found


def test_a_long_log_is_verified_page_by_page(in_tables):
    in_tables.access.append([READING] * (READ_MAX + 3))
    assert verify(in_tables.access).astray is None
    in_tables.tables.write(f"update access set officer = 'x' where no = {READ_MAX + 1}")
    assert verify(in_tables.access).astray == READ_MAX + 1


# The table as it was before version 4.
BEFORE = replace(
    LAYOUT,
    version=3,
    upgrades={},
    schema=LAYOUT.schema.replace(
        access.SCHEMA,
        """
create table access (
    no integer primary key, at text not null, officer text not null,
    access text not null check (access in ('read', 'searched', 'exported', 'disclosed')),
    purpose text not null, space text, case_id text, act text, part text, recipient text,
    digest blob not null
) strict;
create index access_by_act on access (act, no) where act is not null;
create index access_by_case on access (case_id, no) where case_id is not null;
create table access_head (
    one integer primary key check (one = 1), length integer not null, digest blob not null
) strict;
""",
    ),
)


def fill_before(tables):
    """Log what could be logged before version 4, as it was logged."""
    hash = START
    with tables.writing():
        for no, event in enumerate([READING, SEARCHING, SENDING]):
            hash = link(hash, said(columns_of(event)))
            row = (no, *columns_of(event)[:-2], hash)
            tables.change(f"insert into access values ({', '.join('?' * len(row))})", *row)
        tables.change("insert into access_head values (1, ?, ?)", 3, hash)
    tables.close()


@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_log_from_before_more_was_logged_goes_on_unbroken(kind, request, tmp_path):
    if kind == "file":
        where = tmp_path / "work.db"
        fill_before(Database(where, BEFORE))
        store = SqliteWorkStore
    else:
        where = request.getfixturevalue("database")()
        fill_before(Postgres(where, BEFORE))
        store = PostgresWorkStore
    for length in (3, 4):
        with store(where) as opened:
            assert verify(opened.access).astray is None
            assert list(opened.access.after(0))[:3] == [READING, SEARCHING, SENDING]
            assert opened.access.append([ASKED]).length == length + 1
            assert list(opened.access.of_case(SPACE, CASE)) == [READING, SENDING]
    with store(where) as opened:
        assert list(opened.access.of_subject(digest("who"))) == [ASKED, ASKED]
        opened.quick_check()


# --- Effects


def effect(name="notify", case=CASE, space=SPACE):
    return EffectKey(space=space, case=case, move=digest("move"), effect=slug(name))


def claim(work, *, now=NOW, limit=10):
    return list(work.effects.claim(now=now, until=now + HOUR, limit=limit))


def test_an_effect_is_planned_and_carried_out_once(work):
    work.effects.plan([effect(), effect("count")])
    work.effects.plan([effect()])
    assert claim(work, limit=1) == [effect()]
    assert claim(work) == [effect("count")]
    assert claim(work) == []
    work.effects.done(effect())
    work.effects.plan([effect()])
    assert claim(work, now=NOW + 2 * HOUR) == [effect("count")]
    refused("ledger.effect-not-claimed", work.effects.done, effect())
    left = Effect(key=effect("count"), state=EffectState.CLAIMED, tries=2, until=NOW + 3 * HOUR)
    assert list(work.effects.unfinished(SPACE)) == [left]
    over = Effect(key=effect(), state=EffectState.DONE, tries=1, until=None)
    assert list(work.effects.of_case(SPACE, CASE)) == [over, left]


def test_a_claim_that_ran_out_is_taken_again(work):
    work.effects.plan([effect()])
    claim(work)
    assert claim(work, now=NOW + HOUR - HOUR / 60) == []
    assert claim(work, now=NOW + HOUR) == [effect()]


def test_a_failed_effect_waits_for_its_next_try(work):
    work.effects.plan([effect()])
    refused("ledger.effect-not-claimed", work.effects.retry, effect(), at=NOW)
    claim(work)
    work.effects.retry(effect(), at=NOW + 2 * HOUR)
    assert claim(work, now=NOW + HOUR) == []
    assert claim(work, now=NOW + 2 * HOUR) == [effect()]


def test_after_a_restore_effects_wait_for_an_operator(work):
    keys = [effect(), effect("count"), effect("mail")]
    work.effects.plan([*keys, effect(space=OTHER_SPACE)])
    assert claim(work, limit=1) == [effect()]
    work.effects.hold(SPACE)
    assert claim(work, now=NOW + 2 * HOUR) == [effect(space=OTHER_SPACE)]
    refused("ledger.effect-not-claimed", work.effects.done, effect())
    assert {e.state for e in work.effects.unfinished(SPACE)} == {EffectState.HELD}
    work.effects.release(keys[:1])
    work.effects.close(keys[1:2])
    assert claim(work, now=NOW + 2 * HOUR) == [effect()]
    assert [e.key for e in work.effects.unfinished(SPACE)] == [effect(), effect("mail")]


# --- Outbox and receipts


def test_acts_leave_in_order_and_not_before_their_release(work):
    held = Outgoing(space=SPACE, seq=4, release_at=NOW + HOUR)
    later = Outgoing(space=SPACE, seq=6, release_at=NOW + 2 * HOUR)
    work.outbox.queue([Outgoing(space=SPACE, seq=3), held, later])
    work.outbox.queue([replace(held, release_at=None)])
    assert work.outbox.limit(SPACE, NOW) == 4
    assert work.outbox.limit(SPACE, NOW + HOUR) == 6
    assert work.outbox.limit(SPACE, NOW + 2 * HOUR) is None
    assert work.outbox.limit(OTHER_SPACE, NOW) is None
    assert work.outbox.next_release(NOW) == NOW + HOUR
    assert work.outbox.next_release(NOW + 2 * HOUR) is None
    work.outbox.release(SPACE, 4)
    assert work.outbox.limit(SPACE, NOW) == 6
    work.outbox.sent(SPACE, below=4)
    assert list(work.outbox.waiting(SPACE)) == [replace(held, release_at=None), later]


def test_the_first_receipt_of_a_grade_holds(work):
    delivered = Receipt(
        space=SPACE, act=digest("act"), grade=Grade.DELIVERED, at=NOW, by=digest("ack")
    )
    opened = replace(delivered, grade=Grade.OPENED, at=NOW + HOUR)
    work.receipts.record([opened, delivered])
    work.receipts.record([replace(delivered, at=NOW + 2 * HOUR)])
    assert list(work.receipts.of(digest("act"))) == [delivered, opened]
    assert list(work.receipts.of(digest("other"))) == []


# --- Partners


def test_contacts_and_failures_of_a_partner_are_remembered(work):
    partner = Partner(party=FR, address="https://fr.example:8443")
    work.partners.put(Partner(party=MA, address="https://ma.example"))
    work.partners.put(partner)
    assert work.partners.get(FR) == partner
    work.partners.failed(FR, at=NOW)
    work.partners.failed(FR, at=NOW + HOUR)
    assert work.partners.get(FR) == replace(partner, last_try=NOW + HOUR, failures=2)
    work.partners.reached(FR, at=NOW + 2 * HOUR, skew=-3)
    at = NOW + 2 * HOUR
    assert work.partners.get(FR) == replace(partner, last_try=at, last_contact=at, skew=-3)
    moved = Partner(party=FR, address="https://new.example", last_contact=NOW, failures=1)
    work.partners.put(moved)
    assert [p.party for p in work.partners.all()] == [FR, MA]
    assert work.partners.get(FR) == moved


def test_an_alarm_lasts_until_it_is_cleared(work):
    unreachable = Reason("exchange.unreachable", ar="تعذّر {n}", fr="injoignable {n}", en="no {n}")
    work.partners.alarm(unreachable, facts={"n": 1, "party": "FR"}, subject="FR", at=NOW)
    work.partners.alarm(unreachable, facts={"n": 2}, subject="FR", at=NOW + HOUR)
    work.partners.alarm(unreachable, facts={}, subject="BE", at=NOW + HOUR)
    lasting = Alarm(
        reason=unreachable, facts={"n": 2}, subject="FR", since=NOW, last=NOW + HOUR, count=2
    )
    alarms = list(work.partners.alarms())
    assert alarms[0] == lasting
    assert [alarm.subject for alarm in alarms] == ["FR", "BE"]
    work.partners.clear("exchange.unreachable", "FR")
    work.partners.clear("exchange.unreachable", "FR")
    assert [alarm.subject for alarm in work.partners.alarms()] == ["BE"]


# --- Frames and transfers


def frame(number, *, author=MA, session="session", expires=NOW + HOUR):
    return Frame(
        space=SPACE,
        session=digest(session),
        author=author,
        number=number,
        sealed=f"sealed {number}".encode(),
        expires=expires,
    )


def test_frames_of_a_session_are_read_in_order_and_forgotten(work):
    for each in (frame(1), frame(0), frame(0, author=FR), frame(0, session="other")):
        work.frames.put(each)
    work.frames.put(replace(frame(0), sealed=b"again"))
    assert list(work.frames.of(SPACE, digest("session"))) == [
        frame(0, author=FR),
        frame(0),
        frame(1),
    ]
    work.frames.forget(SPACE, digest("session"))
    assert list(work.frames.of(SPACE, digest("session"))) == []
    assert list(work.frames.of(SPACE, digest("other"))) == [frame(0, session="other")]


def test_frames_that_expired_are_purged(work):
    work.frames.put(frame(0))
    work.frames.put(frame(1, expires=NOW + 2 * HOUR))
    assert work.frames.purge(NOW + HOUR) == 1
    assert work.frames.purge(NOW + HOUR) == 0
    assert list(work.frames.of(SPACE, digest("session"))) == [frame(1, expires=NOW + 2 * HOUR)]


ANNEX = Transfer(digest=digest("annex"), space=SPACE, size=10, held=0, started=NOW)


ANNEX_KEY = ANNEX.space, ANNEX.digest


def test_an_attachment_arrives_chunk_by_chunk_and_resumes(work):
    assert work.transfers.begin(ANNEX) == ANNEX
    assert work.transfers.write(*ANNEX_KEY, 0, b"0123") == replace(ANNEX, held=4)
    assert work.transfers.begin(replace(ANNEX, started=NOW + HOUR)) == replace(ANNEX, held=4)
    assert list(work.transfers.unfinished(SPACE)) == [replace(ANNEX, held=4)]
    assert work.transfers.write(*ANNEX_KEY, 0, b"0123") == replace(ANNEX, held=4)
    whole = work.transfers.write(*ANNEX_KEY, 4, b"456789")
    assert whole.complete
    assert work.transfers.get(*ANNEX_KEY) == whole
    assert list(work.transfers.unfinished(SPACE)) == []


@pytest.mark.parametrize(("offset", "chunk"), [(5, b"5"), (3, b"34"), (0, b"x"), (4, b"4567890")])
def test_a_chunk_out_of_place_is_refused(work, offset, chunk):
    work.transfers.begin(ANNEX)
    work.transfers.write(*ANNEX_KEY, 0, b"0123")
    refused("ledger.chunk-astray", work.transfers.write, *ANNEX_KEY, offset, chunk)
    assert work.transfers.get(*ANNEX_KEY) == replace(ANNEX, held=4)


def test_a_chunk_of_an_unknown_transfer_is_refused(work):
    refused("ledger.chunk-astray", work.transfers.write, *ANNEX_KEY, 0, b"0")
    assert work.transfers.get(*ANNEX_KEY) is None


def test_any_range_of_what_is_here_can_be_read(work):
    work.transfers.begin(ANNEX)
    for offset, chunk in ((0, b"012"), (3, b"345"), (6, b"678")):
        work.transfers.write(*ANNEX_KEY, offset, chunk)
    content = b"012345678"
    for offset in range(11):
        for length in range(11):
            read = work.transfers.read(*ANNEX_KEY, offset, length)
            assert read == content[offset : offset + length]


def test_two_spaces_have_nothing_of_an_attachment_in_common(work):
    theirs = replace(ANNEX, space=OTHER_SPACE, size=6)
    work.transfers.begin(ANNEX)
    assert work.transfers.get(OTHER_SPACE, ANNEX.digest) is None
    assert work.transfers.begin(theirs) == theirs
    work.transfers.write(*ANNEX_KEY, 0, b"0123")
    assert work.transfers.read(OTHER_SPACE, ANNEX.digest, 0, 9) == b""
    work.transfers.write(OTHER_SPACE, ANNEX.digest, 0, b"abcdef")
    assert list(work.transfers.unfinished(OTHER_SPACE)) == []
    assert list(work.transfers.unfinished(SPACE)) == [replace(ANNEX, held=4)]
    work.transfers.drop(OTHER_SPACE, ANNEX.digest)
    assert work.transfers.get(OTHER_SPACE, ANNEX.digest) is None
    assert work.transfers.read(*ANNEX_KEY, 0, 9) == b"0123"


def test_what_attachments_take_is_told_by_space(work):
    assert work.transfers.load(SPACE) == Load(unfinished=0, size=0)
    work.transfers.begin(ANNEX)
    work.transfers.begin(replace(ANNEX, digest=digest("plan"), size=3))
    work.transfers.begin(replace(ANNEX, space=OTHER_SPACE, size=50))
    assert work.transfers.load(SPACE) == Load(unfinished=2, size=13)
    work.transfers.write(SPACE, digest("plan"), 0, b"abc")
    assert work.transfers.load(SPACE) == Load(unfinished=1, size=13)
    work.transfers.drop(SPACE, digest("plan"))
    assert work.transfers.load(SPACE) == Load(unfinished=1, size=10)


def test_a_dropped_attachment_is_gone_with_its_bytes(tmp_path):
    secret = b"sealed bytes of an attachment" * 400
    with SqliteWorkStore(tmp_path / "work.db") as work:
        transfer = replace(ANNEX, size=len(secret))
        work.transfers.begin(transfer)
        work.transfers.write(*ANNEX_KEY, 0, secret)
        work.transfers.drop(*ANNEX_KEY)
        assert work.transfers.get(*ANNEX_KEY) is None
        assert work.transfers.read(*ANNEX_KEY, 0, 10) == b""
    assert secret[:40] not in (tmp_path / "work.db").read_bytes()


# --- Views

ROW = CaseRow(
    space=SPACE,
    case=CASE,
    procedure=slug("information-request"),
    opener=MA,
    state=slug("received"),
    turn=FR,
    tip=digest("tip"),
    standing=Standing.PROVISIONAL,
    due=NOW + HOUR,
    opened_at=NOW,
    updated=NOW,
    title="طلب معلومات",
)
OTHER_ROW = replace(
    ROW, space=OTHER_SPACE, case=OTHER_CASE, turn=None, due=None, updated=NOW + HOUR
)
ACT = ActRow(
    space=SPACE, id=digest("act"), case=CASE, author=MA, seq=0, standing=Standing.PROVISIONAL
)
VOID = replace(ACT, id=digest("void"), author=FR, standing=Standing.VOID, void="core.not-your-turn")
SERVICE = replace(ACT, id=digest("key"), case=None, seq=1, standing=None)


def test_rows_and_cursors_move_together(work):
    start = work.views.cursor(SPACE, MA)
    assert start == Cursor(space=SPACE, author=MA, position=0)
    work.views.apply(moved=[(start, 2)], cases=[ROW, OTHER_ROW], acts=[ACT, VOID, SERVICE])
    assert work.views.cursor(SPACE, MA).position == 2
    assert work.views.case(SPACE, CASE) == ROW
    assert work.views.case(SPACE, OTHER_CASE) is None
    assert work.views.act(SPACE, ACT.id) == ACT
    assert work.views.act(SPACE, SERVICE.id) == SERVICE
    assert work.views.act(OTHER_SPACE, ACT.id) is None
    assert list(work.views.acts(SPACE, CASE)) == [VOID, ACT]
    settled = replace(ROW, standing=Standing.SETTLED, state=slug("answered"), due=None)
    work.views.apply(
        moved=[(work.views.cursor(SPACE, MA), 3)],
        cases=[settled],
        acts=[replace(ACT, standing=Standing.SETTLED)],
    )
    assert work.views.case(SPACE, CASE) == settled
    assert work.views.act(SPACE, ACT.id) == replace(ACT, standing=Standing.SETTLED)


def test_a_cursor_that_moved_meanwhile_takes_the_rows_with_it(work):
    start = work.views.cursor(SPACE, MA)
    work.views.apply(moved=[(start, 2)], cases=[ROW], acts=[])
    changed = replace(ROW, title="changed")
    refused("ledger.cursor-moved", work.views.apply, moved=[(start, 1)], cases=[changed], acts=[])
    assert work.views.case(SPACE, CASE) == ROW
    assert work.views.cursor(SPACE, MA).position == 2


def test_views_are_dropped_by_space_and_made_again(work):
    cursor = work.views.cursor(SPACE, MA)
    elsewhere = Cursor(space=OTHER_SPACE, author=MA, position=0)
    moved = [(cursor, 2), (elsewhere, 5)]
    work.views.apply(moved=moved, cases=[ROW, OTHER_ROW], acts=[ACT])
    read = work.views.cursor(SPACE, MA)
    work.views.clear(SPACE)
    refused("ledger.cursor-moved", work.views.apply, moved=[(read, 3)], cases=[], acts=[])
    assert list(work.views.cases()) == [OTHER_ROW]
    assert list(work.views.acts(SPACE, CASE)) == []
    assert work.views.cursor(OTHER_SPACE, MA).position == 5
    work.views.apply(moved=[(cursor, 2)], cases=[ROW], acts=[ACT])
    assert work.views.case(SPACE, CASE) == ROW


def test_cases_are_listed_latest_first_and_in_pages(work):
    rows = [replace(ROW, case=digest(str(n)), updated=NOW + n * HOUR) for n in range(4)]
    work.views.apply(moved=[], cases=[*rows, OTHER_ROW], acts=[])
    assert list(work.views.cases(space=SPACE)) == rows[::-1]
    assert list(work.views.cases(space=SPACE, start=1, limit=2)) == [rows[2], rows[1]]
    assert len(work.views.cases()) == 5
    with pytest.raises(AssertionError):
        work.views.cases(limit=READ_MAX + 1)


def test_what_is_due_is_listed_most_urgent_first(work):
    rows = [replace(ROW, case=digest(str(n)), due=NOW + n * HOUR) for n in (3, 1, 2)]
    work.views.apply(moved=[], cases=[*rows, OTHER_ROW], acts=[])
    assert list(work.views.due(NOW + 3 * HOUR)) == [rows[1], rows[2]]
    assert list(work.views.due(NOW + 9 * HOUR, limit=1)) == [rows[1]]
    with pytest.raises(AssertionError):
        work.views.due(NOW, limit=0)


def test_what_waits_for_a_party_is_listed_and_counted_by_the_date_due(work):
    def row(name: str, hours: int | None, **more: object) -> CaseRow:
        due = None if hours is None else NOW + hours * HOUR
        return replace(ROW, case=digest(name), due=due, turn=FR, **more)

    late, soon, later = row("a", -1), row("b", 0), row("c", 5)
    old, new = row("d", None, opened_at=NOW - HOUR), row("e", None, opened_at=NOW)
    theirs, ended = replace(row("f", -1), turn=MA), replace(row("g", -1), turn=None)
    work.views.apply(
        moved=[], cases=[new, later, ended, OTHER_ROW, soon, old, theirs, late], acts=[]
    )
    past, today, rest = DueIn(end=NOW), DueIn(start=NOW, end=NOW + 5 * HOUR), DueIn(start=NOW)
    assert list(work.views.waiting(FR, past)) == [late]
    assert list(work.views.waiting(FR, today)) == [soon]
    assert list(work.views.waiting(FR, rest)) == [soon, later, old, new]
    assert list(work.views.waiting(FR, DueIn(), limit=3)) == [late, soon, later]
    assert [work.views.waiting_count(FR, due) for due in (past, today, rest)] == [1, 1, 4]
    assert work.views.waiting_count(FR, DueIn()) == 5
    assert work.views.turns()[FR] == 5
    with pytest.raises(AssertionError):
        work.views.waiting(FR, past, limit=0)


# --- Public record


def test_documents_of_the_public_record_are_kept_by_kind_and_id(work):
    meeting = Document(kind=slug("meeting"), id="m2", content=b'{"place":"Rabat"}', updated=NOW)
    earlier = replace(meeting, id="m1")
    text = replace(meeting, kind=slug("communique"))
    for document in (meeting, earlier, text):
        work.register.put(document)
    corrected = replace(meeting, content=b"{}", updated=NOW + HOUR)
    work.register.put(corrected)
    assert work.register.get(slug("meeting"), "m2") == corrected
    assert work.register.get(slug("meeting"), "m9") is None
    assert list(work.register.all(slug("meeting"))) == [earlier, corrected]
    assert list(work.register.some(slug("meeting"), ["m2", "m9", "m1"])) == [corrected, earlier]
    work.register.remove(slug("meeting"), "m1")
    assert list(work.register.all(slug("meeting"))) == [corrected]
    assert list(work.register.all(slug("communique"))) == [text]


def test_a_text_that_would_be_a_statement_or_a_pattern_is_a_text(work):
    plain = Document(kind=slug("meeting"), id="m1", content=b"{}", updated=NOW)
    odd = [replace(plain, kind=kind, id=id) for kind in HOSTILE for id in HOSTILE]
    work.register.put_all([plain, *odd])
    for kind in HOSTILE:
        assert {one.id for one in work.register.all(kind)} == set(HOSTILE)
        assert work.register.get(plain.kind, kind) is None
        assert work.register.get(kind, kind) == replace(plain, kind=kind, id=kind)
        work.register.remove(kind, kind)
        assert work.register.count(kind) == len(HOSTILE) - 1
        work.margin.flag(Flag(subject=kind, code=slug("minor"), by=kind, at=NOW))
        assert [one.by for one in work.margin.flags(kind)] == [kind]
        assert list(work.access.of_subject(kind)) == []
        assert list(work.outbox.waiting(kind)) == []
    assert list(work.register.all(plain.kind)) == [plain]


def test_many_documents_are_put_at_once_and_read_in_pages(work):
    kind = slug("meeting")
    some = [Document(kind=kind, id=f"m{n}", content=b"{}", updated=NOW) for n in range(5)]
    work.register.put(replace(some[3], content=b'{"place":"Rabat"}'))
    work.register.put(replace(some[0], kind=slug("communique")))
    work.register.put_all(some)
    work.register.put_all([])
    assert list(work.register.all(kind)) == some
    assert list(work.register.after(kind, limit=2)) == some[:2]
    assert list(work.register.after(kind, "m1", limit=2)) == some[2:4]
    assert list(work.register.after(kind, "m10")) == some[2:]
    assert list(work.register.after(kind, "m4")) == []
    assert work.register.count(kind) == len(some)
    assert work.register.count(slug("undertaking")) == 0
    work.register.remove_all(kind, ["m0", "m9", "m3"])
    assert list(work.register.all(kind)) == [some[1], some[2], some[4]]


def test_of_many_documents_all_are_put_or_none(in_tables):
    kind = slug("meeting")
    good = Document(kind=kind, id="m1", content=b"{}", updated=NOW)
    refused(
        "ledger.recorded-already", in_tables.register.put_all, [good, replace(good, content=None)]
    )
    assert in_tables.register.count(kind) == 0
