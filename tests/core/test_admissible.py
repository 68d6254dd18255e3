"""Whether an act was its author's to make: truth tables (docs/spec/case.md, CAS-3 to CAS-8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jisr.core.act import Digest, Kind, Slug
from jisr.core.admissible import open_root
from jisr.core.case import Root, ref_of
from jisr.core.table import OPENED, PROPOSE_MIGRATION, NoteRule, TermSpec, TermType
from tests.core.kit import (
    EDITION,
    FR,
    MA,
    NOWHERE,
    OPENER,
    OTHER,
    REMARK,
    REQUEST,
    SECOND,
    SPACE,
    START,
    TABLES,
    THIRD,
    Node,
    clause,
    deliver,
    pair,
    state,
    sync,
    table,
    tables_with,
    under,
    within_ten_days,
)

NUMBER = TermSpec(type=TermType.NUMBER, required=True)
OFFICE = TermSpec(type=TermType.CODE, required=True, codes=frozenset({"desk", "cabinet"}))
LATE = START + timedelta(days=11)


def with_case(tables=TABLES):
    """FR has asked, MA has it, and both have said so."""
    fr, ma = pair(tables)
    case = fr.open()
    sync(fr, ma)
    return fr, ma, case


# --- Openings, CAS-3

STRICT = table(
    "request",
    [clause(OPENER, "ask", "asked", terms={"days": NUMBER, "office": OFFICE},
            office=Slug("desk"), form=Slug("request"))],
    state("asked", OTHER, clause(OTHER, "answer", "closed")),
)  # fmt: skip
GOOD_OPENING = {
    "under": under(),
    "act": Slug("ask"),
    "terms": {"days": 3, "office": "desk"},
    "body": {"request": NOWHERE},
}
# Each row breaks one demand more than the row below it; the reason is of the first broken.
OPENINGS = [
    ("core.edition-not-in-force", {"under": under(SECOND)}),
    ("core.unknown-procedure", {"under": under(EDITION, "unheard-of")}),
    ("core.not-your-clause", {"act": Slug("answer")}),
    ("core.wrong-terms", {"terms": {}}),
    ("core.wrong-office", {"terms": {"days": 3, "office": "cabinet"}}),
    ("core.form-missing", {"body": {}}),
]


def opened(strict=STRICT, **content):
    fr = Node(FR, tables_with(strict))
    held = fr.write(Kind.OPEN, **{**GOOD_OPENING, **content})
    root = open_root(held, fr.context())
    return "opened" if isinstance(root, Root) else root.code


def test_an_opening_that_meets_every_demand_opens():
    assert opened() == "opened"


@pytest.mark.parametrize(("code", "fault"), OPENINGS)
def test_an_opening_that_misses_one_demand_is_void(code, fault):
    assert opened(**fault) == code


def test_an_opening_is_void_for_the_first_demand_it_misses():
    for at, (code, _) in enumerate(OPENINGS):
        faults = {}
        for _, fault in reversed(OPENINGS[at:]):
            faults |= fault
        assert opened(**faults) == code


def test_where_a_clause_asks_for_no_office_any_that_its_terms_allow_may_be_named():
    asked = replace(STRICT.opens["ask"], office=None)
    free = replace(STRICT, opens={"ask": asked})
    assert opened(free, terms={"days": 3, "office": "cabinet"}) == "opened"


def test_both_nodes_name_the_same_reason_whether_they_know_the_edition_or_not():
    knows = Node(FR, {**TABLES, under(THIRD): REQUEST})
    knows_not = Node(FR)
    codes = set()
    for node in (knows, knows_not):
        held = node.write(Kind.OPEN, under=under(THIRD))
        codes.add(open_root(held, node.context()).code)
    assert codes == {"core.edition-not-in-force"}


def test_whoever_opens_is_the_opener_and_the_opening_is_the_root():
    ma = Node(MA)
    root = ma.root(ma.open())
    assert root.ref == ref_of(ma.acts[MA][0])
    assert (root.opener, root.other) == (MA, FR)
    assert (root.side(MA), root.side(FR)) == (OPENER, OTHER)


# --- Moves, CAS-5, CAS-6, CAS-7

DEMANDING = table(
    "request",
    [clause(OPENER, "ask", "offered")],
    state(
        "offered",
        OTHER,
        clause(
            OTHER,
            "agree",
            "closed",
            terms={"days": NUMBER, "office": OFFICE},
            office=Slug("desk"),
            form=Slug("answer"),
            accepting=Slug("text"),
            late=True,
        ),
        clause(OPENER, "withdraw", "closed"),
        due=within_ten_days,
    ),
)
TEXT, OTHER_TEXT = Digest("7" * 64), Digest("8" * 64)
GOOD_MOVE = {
    "act": Slug("agree"),
    "terms": {"days": 3, "office": "desk"},
    "body": {"text": TEXT},
    "at": LATE,
}
MOVES = [
    ("core.not-on-tip", {"on": "elsewhere"}),
    ("core.not-your-turn", {"act": Slug("withdraw")}),
    ("core.not-your-clause", {"act": Slug("unheard-of")}),
    ("core.wrong-terms", {"terms": {"office": "desk"}}),
    ("core.wrong-office", {"terms": {"days": 3, "office": "cabinet"}}),
    ("core.form-missing", {"body": {}}),
    ("core.not-the-same-text", {"body": {"text": NOWHERE}}),
    ("core.not-yet-overdue", {"at": START}),
]


def moved(**content):
    """What becomes of MA's move on FR's opening, which offers a text."""
    fr, ma = pair(tables_with(DEMANDING))
    case = fr.open(body={"text": TEXT})
    deliver(fr, ma)
    ma.ack()
    deliver(ma, fr)
    fr.ack()
    deliver(fr, ma)
    content = {**GOOD_MOVE, **content}
    tip = ma.tip(case)
    content["on"] = replace(tip, id=NOWHERE) if "on" in content else tip
    name = content.pop("act")
    return ma.standing(ma.move(case, name, **content))


def test_a_move_that_meets_every_demand_leads():
    # Not yet received by FR: it leads, and may still be crossed.
    assert moved() == "provisional"


@pytest.mark.parametrize(("code", "fault"), MOVES)
def test_a_move_that_misses_one_demand_is_void(code, fault):
    assert moved(**fault) == code


def test_a_move_is_void_for_the_first_demand_it_misses():
    for at, (code, _) in enumerate(MOVES):
        faults = {}
        for _, fault in reversed(MOVES[at:]):
            faults |= fault
        assert moved(**faults) == code


@pytest.mark.parametrize("field", ["author", "epoch", "seq", "id"])
def test_on_is_the_whole_reference_of_the_tip(field):
    _fr, ma, case = with_case()
    wrong = {"author": MA, "epoch": 9, "seq": 9, "id": NOWHERE}
    held = ma.move(case, "answer", on=replace(ma.tip(case), **{field: wrong[field]}))
    assert ma.standing(held) == "core.not-on-tip"


def test_a_move_of_a_case_its_author_had_not_seen_is_void():
    fr, ma = pair()
    case = fr.open()
    on = fr.tip(case)
    held = ma.move(case, "answer", on=on)
    deliver(fr, ma)
    assert ma.standing(held) == "core.not-on-tip"
    unaware = Node(MA)
    note = unaware.note(case)
    deliver(fr, unaware)
    assert unaware.standing(note) == "core.not-on-tip"


def test_nothing_follows_an_end():
    fr, ma, case = with_case()
    ma.move(case, "refuse")
    sync(fr, ma)
    assert fr.standing(fr.move(case, "withdraw")) == "core.case-ended"


def test_a_second_move_on_the_same_move_is_void():
    _fr, ma, case = with_case()
    on = ma.tip(case)
    ma.move(case, "answer")
    assert ma.standing(ma.move(case, "refuse", on=on)) == "core.not-on-tip"


def test_a_move_that_follows_a_void_one_is_void():
    _fr, ma, case = with_case()
    void = ma.move(case, "withdraw")
    assert ma.standing(void) == "core.not-your-turn"
    assert ma.standing(ma.move(case, "answer", on=ref_of(void))) == "core.not-on-tip"


def test_a_move_is_judged_by_what_its_author_had_seen_not_by_what_the_reader_holds():
    fr, ma, case = with_case()
    withdrawn = fr.move(case, "withdraw")
    answered = ma.move(case, "answer")  # It had not seen the withdrawal.
    sync(fr, ma)
    for node in (fr, ma):
        assert node.standing(answered) == "settled"
        assert node.standing(withdrawn) == "overtaken"
        assert node.case(case).verdicts[withdrawn.id].reason is None


def test_an_accepted_text_must_have_been_offered():
    assert moved(body={"answer": TEXT}) == "core.not-the-same-text"
    offers_nothing = table(
        "request",
        [clause(OPENER, "ask", "offered")],
        state("offered", OTHER, clause(OTHER, "agree", "closed", accepting=Slug("text"))),
    )
    _fr, ma, case = with_case(tables_with(offers_nothing))
    for body in ({"text": TEXT}, {"other": TEXT}, {}):  # Nothing is not the same text as nothing.
        held = ma.move(case, "agree", body=body)
        assert ma.standing(held) == "core.not-the-same-text"


def test_an_accepted_text_is_that_of_the_move_it_follows_not_of_one_before():
    offers = table(
        "request",
        [clause(OPENER, "ask", "offered")],
        state("offered", OTHER, clause(OTHER, "offer", "answered")),
        state("answered", OPENER, clause(OPENER, "agree", "closed", accepting=Slug("text"))),
    )
    fr, ma = pair(tables_with(offers))
    case = fr.open(body={"text": TEXT})
    deliver(fr, ma)
    ma.move(case, "offer", body={"text": OTHER_TEXT})
    deliver(ma, fr)
    assert fr.standing(fr.move(case, "agree", body={"text": TEXT})) == "core.not-the-same-text"
    assert fr.standing(fr.move(case, "agree", body={"text": OTHER_TEXT})) == "provisional"


def test_an_opening_accepts_nothing():
    accepting = replace(STRICT.opens["ask"], accepting=Slug("request"))
    strict = replace(STRICT, opens={"ask": accepting})
    assert opened(strict) == "core.not-the-same-text"


def test_in_case_zero_nothing_was_offered_before_the_first_move():
    accepts = clause(OPENER, "propose", "closed", accepting=Slug("text"))
    zero = table("framework-revision", [], state("in-force", OPENER, accepts))
    fr = Node(FR, {under(EDITION, "framework-revision"): zero})
    held = fr.move(SPACE, "propose", body={"text": TEXT})
    assert fr.standing(held) == "core.not-the-same-text"


# --- Sealed and revealed, CAS-6 and PAR-8


SEAL = {"release_when_revealed": True, "form": Slug("figures")}
SEALING = table(
    "request",
    [clause(OPENER, "ask", "open")],
    state("open", OPENER, clause(OPENER, "seal", "sealed", **SEAL)),
    state(
        "sealed",
        OTHER,
        clause(OTHER, "seal", "both", **SEAL),
        clause(OPENER, "seal", "sealed", **SEAL),
    ),
    state("both", OPENER, clause(OPENER, "reveal", "half", revealing=Slug("figures"))),
    state("half", OTHER, clause(OTHER, "reveal", "closed", revealing=Slug("figures"))),
)
OURS, MENDED, THEIRS = (Digest(digit * 64) for digit in "678")


def test_a_reveal_is_what_its_author_sealed_last():
    fr, ma, case = with_case(tables_with(SEALING))
    for sealed in (OURS, MENDED):
        fr.move(case, "seal", body={"figures": sealed})
    deliver(fr, ma)
    ma.move(case, "seal", body={"figures": THEIRS})
    deliver(ma, fr)
    wrong = ({"figures": OURS}, {"figures": THEIRS}, {"other": MENDED}, {})
    for body in wrong:
        held = fr.move(case, "reveal", body=body)
        assert fr.standing(held) == "core.not-what-was-sealed"
    assert fr.standing(fr.move(case, "reveal", body={"figures": MENDED})) == "provisional"
    deliver(fr, ma)
    held = ma.move(case, "reveal", body={"figures": MENDED})
    assert ma.standing(held) == "core.not-what-was-sealed"
    assert ma.standing(ma.move(case, "reveal", body={"figures": THEIRS})) == "provisional"


def test_a_reveal_is_of_the_last_move_that_sealed_though_others_came_after():
    between = table(
        "request",
        [clause(OPENER, "ask", "open")],
        state("open", OPENER, clause(OPENER, "seal", "sealed", **SEAL)),
        state("sealed", OPENER, clause(OPENER, "add", "both", form=Slug("remark"))),
        state("both", OPENER, clause(OPENER, "reveal", "closed", revealing=Slug("figures"))),
    )
    fr, _ma, case = with_case(tables_with(between))
    fr.move(case, "seal", body={"figures": OURS})
    fr.move(case, "add", body={"remark": THEIRS})
    assert fr.standing(fr.move(case, "reveal", body={"figures": OURS})) == "provisional"


def test_a_seal_that_copies_one_is_void():
    fr, ma, case = with_case(tables_with(SEALING))
    fr.move(case, "seal", body={"figures": OURS})
    deliver(fr, ma)
    for name in ("figures", "other"):
        held = ma.move(case, "seal", body={name: OURS})
        assert ma.standing(held) == "core.seal-copied"
    assert ma.standing(ma.move(case, "seal", body={"figures": THEIRS})) == "provisional"


def test_what_nobody_sealed_is_not_revealed():
    reveals = clause(OPENER, "reveal", "closed", revealing=Slug("figures"))
    plain = table("request", [clause(OPENER, "ask", "open")], state("open", OPENER, reveals))
    fr, _ma, case = with_case(tables_with(plain))
    held = fr.move(case, "reveal", body={"figures": OURS})
    assert fr.standing(held) == "core.not-what-was-sealed"


# --- Once overdue, CAS-7


@pytest.mark.parametrize(
    ("at", "standing"),
    [
        (START, "core.not-yet-overdue"),
        (START + timedelta(days=10), "core.not-yet-overdue"),  # The last instant in time.
        (START + timedelta(days=10, seconds=1), "provisional"),
    ],
)
def test_a_clause_once_overdue_opens_after_the_due_instant_by_the_authors_clock(at, standing):
    fr, _ma, case = with_case()
    assert fr.standing(fr.move(case, "lapse", at=at)) == standing


def test_without_a_receipt_in_its_past_nothing_is_overdue():
    fr, ma = pair()
    case = fr.open()
    deliver(fr, ma)
    ma.ack()  # MA has it, and FR does not know.
    early = fr.move(case, "lapse", at=LATE)
    assert fr.standing(early) == "core.not-yet-overdue"
    sync(fr, ma)
    assert fr.standing(early) == "core.not-yet-overdue"


def test_closed_days_count_as_they_were_announced_in_the_acts_past():
    def a_day_more_for_each_closed(steps, closures):
        more = len(closures.get((MA, 2026), ()))
        return START + timedelta(days=10 + more)

    closing = table(
        "request",
        [clause(OPENER, "ask", "asked")],
        state(
            "asked",
            OTHER,
            clause(OPENER, "lapse", "closed", late=True),
            due=a_day_more_for_each_closed,
        ),
    )
    fr, ma, case = with_case(tables_with(closing))
    terms = {"year": 2026, "days": ("2026-03-10", "2026-03-11")}
    ma.note(SPACE, "announce-closure", terms=terms)
    assert ma.case(case).due == START + timedelta(days=12)
    unaware = fr.move(case, "lapse", at=LATE)
    sync(fr, ma)
    assert fr.standing(unaware) == "settled"  # It had not heard of the closed days.
    second = fr.open()
    sync(fr, ma)
    early = fr.move(second, "lapse", at=LATE)
    assert fr.standing(early) == "core.not-yet-overdue"


def test_where_no_deadline_runs_nothing_is_overdue():
    timeless = table(
        "request",
        [clause(OPENER, "ask", "asked")],
        state("asked", OTHER, clause(OPENER, "lapse", "closed", late=True)),
    )
    fr, _ma, case = with_case(tables_with(timeless))
    assert fr.standing(fr.move(case, "lapse", at=LATE)) == "core.not-yet-overdue"


def test_the_term_runs_from_the_receivers_own_clock():
    fr, ma = pair()
    case = fr.open()
    deliver(fr, ma)
    ma.ack(at=START + timedelta(days=5))
    deliver(ma, fr)
    assert fr.case(case).due == START + timedelta(days=15)
    assert fr.standing(fr.move(case, "lapse", at=LATE)) == "core.not-yet-overdue"


# --- Notes, CAS-8

FORMAL = replace(
    REQUEST,
    notes={
        REMARK.act: REMARK,
        Slug("report"): NoteRule(
            act=Slug("report"),
            by=frozenset({OTHER}),
            form=Slug("report"),
            terms={"days": NUMBER},
        ),
    },
)
# author, note, content, what becomes of it
NOTES = [
    (FR, "remark", {}, "settled"),
    (MA, "remark", {}, "settled"),
    (FR, "remark", {"terms": {"days": 1}}, "core.wrong-terms"),
    (FR, "remark", {"under": under()}, "core.not-your-clause"),
    (FR, "unheard-of", {}, "core.not-your-clause"),
    (FR, "answer", {}, "core.not-your-clause"),
    (FR, "report", {"terms": {"days": 1}, "body": {"report": TEXT}}, "core.not-your-clause"),
    (MA, "report", {"terms": {"days": 1}, "body": {"report": TEXT}}, "settled"),
    (MA, "report", {"body": {"report": TEXT}}, "core.wrong-terms"),
    (MA, "report", {"terms": {"days": 1}}, "core.form-missing"),
    (MA, "report", {}, "core.wrong-terms"),
    (FR, "opened", {"terms": {"entry": TEXT, "desk": "sirene"}}, "settled"),
    (FR, "opened", {"terms": {"entry": TEXT}}, "core.wrong-terms"),
    (FR, "opened", {"terms": {"desk": "sirene"}}, "core.wrong-terms"),
    (MA, "content-refused",
     {"terms": {"entry": TEXT, "part": "person.1", "rule": "purpose"}}, "settled"),
    (MA, "content-refused", {}, "core.wrong-terms"),
    (FR, "propose-migration", {"under": under(SECOND)}, "settled"),
    (FR, "propose-migration", {}, "core.unknown-procedure"),
    (FR, "propose-migration", {"under": under(SECOND), "terms": {"a": 1}}, "core.wrong-terms"),
    (FR, "accept-migration", {"under": under(SECOND)}, "core.not-your-clause"),
]  # fmt: skip


@pytest.mark.parametrize(("author", "name", "content", "expected"), NOTES)
def test_a_note_stands_at_once_or_is_void(author, name, content, expected):
    fr, ma, case = with_case(tables_with(FORMAL))
    node = {FR: fr, MA: ma}[author]
    assert node.standing(node.note(case, name, **content)) == expected


def test_a_built_in_note_cannot_be_redefined():
    lax = replace(REQUEST, notes={OPENED: NoteRule(act=OPENED, by=frozenset({OPENER}))})
    fr, _ma, case = with_case(tables_with(lax))
    assert fr.standing(fr.note(case, "opened")) == "core.wrong-terms"


def test_a_note_may_follow_the_end_of_a_case():
    fr, ma, case = with_case()
    ma.move(case, "refuse")
    sync(fr, ma)
    assert fr.standing(fr.note(case)) == "settled"


def test_a_note_changes_no_state():
    fr, _ma, case = with_case()
    before = fr.case(case)
    fr.note(case)
    assert fr.case(case).path == before.path


# --- Migration, CAS-12


def adopted(edition=SECOND, tables=TABLES):
    """A case under the first edition, and another edition in force since."""
    fr, ma, case = with_case(tables)
    fr.move(SPACE, "propose", terms={"edition": edition})
    sync(fr, ma)
    ma.move(SPACE, "accept")
    sync(fr, ma)
    assert fr.zero().in_force(fr.view()) == edition
    return fr, ma, case


def accept(node, case, **content):
    content = {"under": under(SECOND), **content}
    return node.standing(node.move(case, "accept-migration", **content))


def proposed(node, case, **content):
    return node.note(case, PROPOSE_MIGRATION, **{"under": under(SECOND), **content})


def test_a_case_moves_to_a_new_edition_when_one_proposes_and_the_other_accepts():
    fr, ma, case = adopted()
    proposed(ma, case)
    sync(fr, ma)
    assert accept(fr, case) == "provisional"
    sync(fr, ma)
    for node in (fr, ma):
        tip = node.case(case).tip
        assert (tip.under, tip.state) == (under(SECOND), "answered")
        assert node.case(case).settled == 2
    assert fr.standing(fr.move(case, "accept")) == "provisional"


def test_a_migration_that_nobody_accepts_changes_nothing():
    fr, ma, case = adopted()
    proposed(ma, case)
    sync(fr, ma)
    assert fr.case(case).tip.under == under()
    assert ma.standing(ma.move(case, "answer")) == "provisional"


def test_nobody_accepts_its_own_proposal():
    fr, _ma, case = adopted()
    proposed(fr, case)
    assert accept(fr, case) == "core.not-proposed"


@pytest.mark.parametrize("wrong", [{"under": under(THIRD)}, {"terms": {"a": 1}}])
def test_another_proposal_or_a_void_one_is_none(wrong):
    fr, ma, case = adopted()
    proposed(ma, case, **wrong)
    sync(fr, ma)
    assert accept(fr, case) == "core.not-proposed"


def test_a_proposal_not_yet_seen_is_none():
    fr, ma, case = adopted()
    proposed(ma, case)
    for _ in range(5):
        fr.note(case)  # So that its own past is longer than that of the proposal.
    held = fr.move(case, "accept-migration", under=under(SECOND))
    sync(fr, ma)
    assert fr.standing(held) == "core.not-proposed"


def test_an_edition_is_not_in_force_in_the_very_act_that_first_hears_of_it():
    fr, ma, case = with_case()
    fr.move(SPACE, "propose", terms={"edition": SECOND})
    sync(fr, ma)
    ma.move(SPACE, "accept")
    proposed(ma, case)
    deliver(ma, fr)
    early = fr.move(case, "accept-migration", under=under(SECOND))
    assert fr.standing(early) == "core.edition-not-in-force"
    sync(fr, ma)
    assert fr.standing(early) == "core.edition-not-in-force"
    assert accept(fr, case) == "provisional"


def test_a_running_case_stays_under_its_edition():
    _fr, ma, case = adopted()
    assert ma.standing(ma.move(case, "answer")) == "provisional"
    assert ma.case(case).tip.under == under()


MIGRATIONS = [
    ("core.not-your-clause", {"act": Slug("answer")}),
    ("core.edition-not-in-force", {"under": under(THIRD)}),
    ("core.unknown-procedure", {"under": under(SECOND, "unheard-of")}),
    ("core.unknown-procedure", {"under": under(SECOND, "other")}),
    ("core.wrong-terms", {"terms": {"a": 1}}),
]


@pytest.mark.parametrize(("code", "fault"), MIGRATIONS)
def test_a_migration_that_misses_one_demand_is_void(code, fault):
    fr, ma, case = adopted(tables={**TABLES, under(SECOND, "other"): REQUEST})
    proposed(ma, case)
    sync(fr, ma)
    content = {"under": under(SECOND), "act": Slug("accept-migration"), **fault}
    name = content.pop("act")
    assert fr.standing(fr.move(case, name, **content)) == code


def test_a_case_does_not_move_to_an_edition_that_nobody_here_has_read():
    fr, ma, case = adopted(THIRD)
    proposed(ma, case, under=under(THIRD))
    sync(fr, ma)
    assert accept(fr, case, under=under(THIRD)) == "core.unknown-procedure"


def test_a_state_the_new_edition_does_not_map_cannot_move():
    fr, ma, case = adopted()
    ma.move(case, "answer")
    proposed(ma, case)
    sync(fr, ma)
    assert accept(fr, case) == "core.no-migration"


def test_a_case_that_ended_cannot_move():
    fr, ma, case = adopted()
    proposed(ma, case)
    ma.move(case, "refuse")
    sync(fr, ma)
    assert accept(fr, case) == "core.case-ended"


def test_the_framework_itself_cannot_migrate():
    fr, ma, _ = adopted()
    revision = under(SECOND, "framework-revision")
    proposed(ma, SPACE, under=revision)
    sync(fr, ma)
    assert accept(fr, SPACE, under=revision) == "core.edition-not-in-force"
