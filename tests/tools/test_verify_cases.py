"""The second reader folds the cases of a ledger: from its editions, or not at all."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.canonical import decode, encode
from jisr.core.dsse import to_base64
from jisr.ops import crypto
from tests.tools.differ import by_core, by_verifier, real
from tests.tools.judge import Judge, pruned
from tests.tools.reader import verify
from tools.vectors import cases
from tools.vectors.cases import FIRST, LETTER, SECOND, Story
from tools.vectors.keys import FR, MA

LANGS = ("ar", "fr", "en")


def raw(told, *editions, **changed):
    names = {made.digest: to_base64(made.signed) for made in editions or (FIRST, *told.adopted)}
    return encode(told.ledger(names) | changed)


def why(raw):
    with pytest.raises(verify.Fails) as failed:
        verify.check(raw)
    return failed.value.clause, failed.value.reason


def told(tell=cases.received):
    story = Story()
    tell(story)
    return story


def test_what_a_node_exports_says_what_every_case_came_to(story):
    proved = verify.check(story.ledger)
    node = story.pair.space("MA")
    for case in proved["cases"]:
        folded = node.case(case["case"])
        shown = [verdict.standing.value for verdict in folded.verdicts.values()]
        assert [act["standing"] for act in case["acts"]] == shown
        assert (case["state"], case["turn"]) == (folded.tip.state, folded.turn)
    assert len(proved["cases"]) == 2


def test_a_ledger_without_editions_holds_and_says_nothing_of_cases(story):
    wire = json.loads(story.ledger)
    del wire["editions"]
    proved = verify.check(encode(wire))
    assert proved["cases"] is None
    assert verify.sentences(proved, "en")[-1] == verify.SAY["en"]["ledger-not"]


def test_a_node_that_lacks_an_edition_exports_none(monkeypatch, story):
    from jisr.node.prove import export

    node = story.pair.nodes["MA"]
    monkeypatch.setattr(node.editions, "get", lambda digest: None)
    assert "editions" not in json.loads(export(node, story.pair.id))


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ([FIRST, SECOND], ("PRF-10", "wrong-editions")),  # The second was never adopted.
        ([SECOND], ("PRF-10", "wrong-editions")),
    ],
)
def test_the_editions_are_those_that_were_in_force(editions, expected):
    assert why(raw(told(), *editions)) == expected


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ([], "wrong-field"),
        (["e30="], "wrong-field"),
        (["A"], "wrong-field"),
        ([""], "wrong-field"),
        ([base64.b64encode(b"{ }").decode()], "not-canonical"),
        ([to_base64(FIRST.signed), to_base64(FIRST.signed)], "wrong-editions"),
    ],
)
def test_a_list_of_editions_out_of_form_is_refused(listed, reason):
    assert why(raw(told(), editions=listed))[1] == reason


def test_an_edition_that_was_adopted_must_be_in_the_file():
    story = told(cases.not_migrated)
    assert why(raw(story, FIRST)) == ("PRF-10", "wrong-editions")
    assert verify.check(raw(story))["cases"]


def founded_on(signed):
    """A ledger of a space that was founded on whatever bytes."""
    story = Story.__new__(Story)
    digest = verify.hashlib.sha256(signed).hexdigest()
    super(Story, story).__init__(digest)
    wire = story.ledger({digest: to_base64(signed)})
    return encode(wire)


def changed_edition(change):
    wire = json.loads(FIRST.signed)
    change(wire["files"])
    return encode(wire)


REVISION = "ma-fr/procedures/framework-revision.yaml"
EXERCISE = "ma-fr/procedures/exercise.yaml"


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.pop(REVISION),
        lambda files: files.__setitem__(EXERCISE, "text"),
        lambda files: files.__setitem__(EXERCISE, ["map", "procedure", "exercise"]),
        lambda files: files.__setitem__("ma-fr/calendars/MA.yaml", ["map"]),
        lambda files: files[EXERCISE].__setitem__(files[EXERCISE].index("opens") + 1, "who knows"),
        lambda files: files[EXERCISE].__setitem__(files[EXERCISE].index("roles") + 1, ["list"]),
    ],
)
def test_an_edition_that_cannot_be_read_is_named_so(change):
    assert why(founded_on(changed_edition(change)))[1] == "wrong-edition"


def answer(raw):
    try:
        verify.check(raw)
    except verify.Fails as fault:
        return fault.reason
    return "holds"


LEAVES = st.one_of(st.text(max_size=5), st.integers(-3, 3), st.none(), st.just(["map"]))


@pytest.mark.full
@settings(max_examples=40, deadline=None)
@given(value=LEAVES, data=st.data())
def test_whatever_stands_in_an_edition_is_answered_and_never_by_a_crash(value, data):
    wire = json.loads(FIRST.signed)
    path = data.draw(st.sampled_from(sorted(wire["files"])))
    tree = wire["files"][path]
    while data.draw(st.booleans()) and any(isinstance(it, list) for it in tree):
        tree = data.draw(st.sampled_from([it for it in tree if isinstance(it, list)]))
    tree[data.draw(st.integers(0, len(tree) - 1))] = value
    assert answer(founded_on(encode(wire))) in ("holds", "wrong-edition", "malformed")


@pytest.mark.full
def test_the_thousand_and_first_act_of_a_party_in_a_case_is_void():
    story = told(cases.opened)
    for number in range(1001):
        standing = "settled" if number < 1000 else "void core.case-full"
        story.notes(standing, FR, "remark", body=LETTER, see=0)
    core, _ = by_core(raw(story), verify=crypto.verify)
    assert core == by_verifier(raw(story), real)
    acts = next(acts for acts in (case["acts"] for case in core[1].values()) if acts)
    assert {id: " ".join(it).strip() for id, it in acts.items()} == story.expected


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("tell", "sentences"),
    [
        (cases.opened, ["case", "case-turn"]),
        (cases.received, ["case", "case-due"]),
        (cases.overdue, ["case", "case-ended", "act-void"]),
        (cases.migrated, ["case", "case-rests", "act-void"]),
        (cases.no_opening, ["case-void", "act-void"]),
    ],
)
def test_what_became_of_a_case_is_said_in_sentences(tell, sentences, lang):
    proved = verify.check(raw(told(tell)))
    said = "\n".join(verify.sentences(proved, lang))
    for name in sentences:
        before = verify.SAY[lang][name].partition("{")[0]
        assert before in said
    assert said.endswith(verify.SAY[lang]["cases-not"])


def test_a_pruned_ledger_says_under_which_edition_a_later_case_was_opened():
    """The receipt of the receipt of an adoption tells who knew that it was adopted."""
    story = Story()
    story.write(FR, "erase", detail={"ground": "retention-expired", "parts": ["a" * 64]})
    story.adopts(SECOND)
    upto = [story.ref(FR), story.ref(MA)]
    under = {"framework": SECOND.digest, "procedure": "exercise"}
    story.opens("settled", MA, see=0, under=under)  # It says nothing of what it has seen.
    for party in (FR, MA):
        story.write(party, "prune", detail={"upto": upto})
    story.ack(FR)
    story.ack(MA)
    whole = raw(story)
    judge = Judge(whole, verify=crypto.verify)
    _, cases_then = judge.verdict()
    left, gone = pruned(judge, decode(whole, bytes_max=2**22))
    proved = verify.check(left)
    assert proved["logs"][MA]["pruned"] + proved["logs"][FR]["pruned"] > 0
    assert by_verifier(left, real)[1] == {id: it for id, it in cases_then.items() if id not in gone}


def test_an_act_that_stays_as_a_receipt_is_of_no_case_though_its_own_log_lost_nothing():
    story = Story()
    story.write(FR, "erase", detail={"ground": "retention-expired", "parts": ["a" * 64]})
    closure = {"days": ["2026-03-04"], "year": 2026}
    fields = {"act": "announce-closure", "body": {"remark": "4" * 64}, "case": story.founding.id}
    story.does("closure", "settled", FR, "note", terms=closure, **fields)
    story.opens("void core.not-your-clause", MA, act="reply")
    story.ack(FR)
    upto = [story.ref(FR), story.ref(MA)]
    for party in (FR, MA):
        story.write(party, "prune", detail={"upto": upto})
    story.ack(FR)
    story.ack(MA)
    whole = raw(story)
    judge = Judge(whole, verify=crypto.verify)
    judge.verdict()
    left, gone = pruned(judge, decode(whole, bytes_max=2**22))
    assert gone == {story.refs["open"]["id"]}
    proved = verify.check(left)
    assert (proved["logs"][FR]["pruned"], proved["logs"][MA]["pruned"]) == (1, 0)
    assert [case["case"] for case in proved["cases"]] == [story.founding.id]
