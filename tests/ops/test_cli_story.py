"""Two operators and their two nodes, from nothing to a proof, with commands alone.

The how-to pages tell these same steps; what they say is rehearsed here.
"""

import base64
import json
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.ops.cli_kit import (
    MA_FR,
    SMALL,
    Home,
    at_terminal,
    found,
    homes,
    jisr,
    pack_of_revision,
    running,
    until,
)

OPENING = (
    "information-request", "send",
    "--term", "urgency=ordinary", "--term", "purpose=prevention", "--term", "domain=forgery",
    "--field", "reason=Seen at two places at once.",
)  # fmt: skip


class Pair(NamedTuple):
    """Two nodes that run, and the space between them."""

    ma: Home
    fr: Home
    space: str


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("story")
    nodes = homes(folder, "MA", "FR")
    space = found(nodes["MA"], nodes["FR"], folder)
    with ExitStack() as stack:
        for home in nodes.values():
            stack.enter_context(running(home))
        yield Pair(nodes["MA"], nodes["FR"], space)


_NUMBERS = count(1)


def opened(pair: Pair, question: str | None = None) -> str:
    """Open a case at MA and wait until FR has it; each asks something else."""
    question = question or f"Is the vehicle {next(_NUMBERS)} registered?"
    case = str(pair.ma.ask("case", "open", *OPENING, "--field", f"question={question}")["case"])
    until(lambda: has(pair.fr, case), "the case at FR")
    until(lambda: settled(pair.ma, case) == 1, "the receipt at MA")
    return case


def has(home: Home, case: str) -> bool:
    return any(row["case"] == case for row in home.ask("case", "list")["cases"])


def settled(home: Home, case: str) -> int:
    return int(home.ask("case", "show", case)["settled"])


def checks(home: Home) -> None:
    """Let the one officer of a node protect persons, too."""
    roles = ("desk-officer", "protection-officer", "supervisor", "administrator")
    home.ask("officer", "roles", "operator", *(word for one in roles for word in ("--role", one)))


def test_a_request_travels_is_answered_and_settles(pair: Pair) -> None:
    case = opened(pair)
    inbox = pair.fr.ask("inbox")["cases"]
    assert case in [row["case"] for row in inbox]
    assert case not in [row["case"] for row in pair.ma.ask("inbox")["cases"]]
    due = {row["case"]: row for row in pair.ma.ask("due")["cases"]}
    assert due[case]["overdue"] is False
    pair.fr.ask("case", "act", case[:10], "answer", "--field", "answer=It is.")
    until(lambda: settled(pair.ma, case) == 2, "the answer at MA")
    shown = pair.ma.ask("case", "show", case)
    assert shown["state"] == "answered"
    assert {act["act"] for act in shown["acts"].values()} == {"send", "answer"}


def test_a_list_is_said_in_the_readers_language(pair: Pair) -> None:
    opened(pair)
    said = {lang: pair.fr("inbox", "--lang", lang).stdout for lang in ("ar", "fr", "en")}
    assert "Information request" in said["en"]
    assert "Due " in said["en"]
    assert "Demande de renseignements" in said["fr"]
    assert "طلب معلومات" in said["ar"]
    assert "\u2068" in said["ar"]  # Every fact stands in a bidi isolate.


def test_a_number_in_the_terms_is_typed_as_the_procedure_declares_it(pair: Pair) -> None:
    case = opened(pair)
    late = ("announce-delay", "--term", "delay-reason=technical", "--field", "explanation=Flood.")
    refused = pair.fr.fails("case", "act", case, *late, "--term", "delay=soon")
    assert refused["code"] == "ops.option-form"
    pair.fr.ask("case", "act", case, *late, "--term", "delay=3")


def test_what_is_shown_of_an_act_is_what_it_takes(pair: Pair) -> None:
    shown = jisr("framework", "show", MA_FR, "--json")
    procedures = json.loads(shown.stdout)["procedures"]
    acts = {
        (told["procedure"], act["act"]): act["takes"] for told in procedures for act in told["acts"]
    }
    line: list[str] = []
    for one in acts["information-request", "send"]:
        if one["required"]:
            value = next(iter(one["codes"]), "Something.")
            line += [one["option"], f"{one['name']}={value}"]
    assert pair.ma.ask("case", "open", "information-request", "send", *line)["case"]
    wrong = [word.replace("urgency=", "urgency=un") for word in line]
    refused = pair.ma.fails("case", "open", "information-request", "send", *wrong)
    assert refused["code"] == "ops.wrong-term"
    assert refused["facts"]["accepted"].startswith("urgency=urgent-direct|")
    assert "announce-delay" in {act for _, act in acts}


def test_the_same_request_is_told_of_before_it_is_sent_again(pair: Pair) -> None:
    case = opened(pair, "Who owns the blue van?")
    again = ("case", "open", *OPENING, "--field", "question=who owns the BLUE van")
    refused = pair.ma.fails(*again)
    assert refused["code"] == "node.asked-before"
    assert refused["facts"]["case"] == case
    said = {lang: pair.ma(*again, "--lang", lang).stderr for lang in ("ar", "fr", "en")}
    assert f"(information asked for); cases: {case}. Nothing" in said["en"]
    assert f"(renseignements demandés)\u202f; dossiers\u00a0: {case}. Rien" in said["fr"]
    assert "المعلومات المطلوبة" in said["ar"]
    assert "الملفات" in said["ar"]
    assert all("--although" in text for text in said.values())
    assert "--" not in refused["text"]
    other = pair.ma.ask(*again, "--although", "The first one names the wrong town.")["case"]
    [note] = pair.ma.ask("case", "show", other)["notes"]
    assert note["text"] == "The first one names the wrong town."
    shown = pair.ma("case", "show", other, "--lang", "fr").stdout
    assert re.search(r"Pour nous seuls, [^,Z]*20\d\d, .*UTC, operator\u00a0: The first one", shown)
    until(lambda: has(pair.fr, other), "the case at FR")
    assert pair.fr.ask("case", "show", other)["notes"] == []


def test_a_person_is_protected_and_who_it_is_never_comes_out_again(
    pair: Pair, tmp_path: Path
) -> None:
    person = tmp_path / "person.json"
    person.write_text(json.dumps({"names": [], "birth": "1990"}))
    assert pair.ma.fails("protection", "set", person)["code"].startswith(("framework.", "node."))
    name = {"script": "Latn", "use": "legal", "text": "Invented Protegee"}
    person.write_text(json.dumps({"names": [name], "birth": "1990"}))
    id = pair.ma.ask("protection", "set", person)["id"]
    [one] = pair.ma.ask("protection", "list")["protections"]
    assert (one["id"], one["case"], one["space"]) == (id, None, None)
    for lang in ("ar", "fr", "en"):
        shown = pair.ma("protection", "list", "--lang", lang).stdout
        assert id in shown
        assert "Protegee" not in shown
    assert pair.fr.ask("protection", "list")["protections"] == []
    asked = ("undertaking", "propose", "--field", "text=Meet every spring.", "--about", person)
    assert pair.ma.fails("case", "open", *asked)["code"] == "node.protects-none"
    assert pair.ma.fails("protection", "lift", id)["code"] == "node.not-permitted"
    checks(pair.ma)
    pair.ma.ask("protection", "lift", id)
    assert pair.ma.ask("protection", "list")["protections"] == []
    assert pair.ma.fails("protection", "lift", id)["code"] == "node.not-protected"


def test_nothing_is_told_of_a_person_about_whom_a_node_keeps_silence(pair: Pair, tmp_path: Path):
    name = {"script": "Latn", "use": "legal", "text": "Invented Unnamed"}
    person, form = tmp_path / "person.json", tmp_path / "form.json"
    person.write_text(json.dumps({"names": [name], "birth": "1991"}))
    subjects = [{"category": "suspect", "names": [name], "birth": "1991"}]
    form.write_text(json.dumps({"question": "What is known?", "subjects": subjects}))
    case = pair.ma.ask("case", "open", *OPENING, "--fields", form)["case"]
    until(lambda: has(pair.fr, case), "the case at FR")
    id = pair.fr.ask("protection", "set", person, "--silent")["id"]
    told = pair.fr.ask("protection", "list")["protections"]
    assert [sorted(one) for one in told] == [["case", "id", "since", "space"]]
    answer = ("case", "act", case, "answer", "--field", "answer=Invented Street 1.")
    assert pair.fr.fails(*answer)["code"] == "safeguards.p23-not-here"
    said = pair.fr(*answer, "--or-nothing-known", "--lang", "fr")
    assert "rien n’est donné" in said.stdout.replace("\u00a0", " ")
    until(lambda: pair.ma.ask("case", "show", case)["state"] == "refused", "the refusal at MA")
    acts = pair.ma.ask("case", "show", case)["acts"].values()
    assert [one["act"] for one in acts] == ["send", "refuse"]
    asked = ("case", "open", *OPENING, "--fields", form, "--about", person)
    assert pair.fr.fails(*asked)["code"] == "safeguards.p23-not-here"
    checks(pair.fr)
    pair.fr.ask("protection", "lift", id)


def test_an_agenda_is_written_as_fields_of_its_form(pair: Pair, tmp_path: Path) -> None:
    out = tmp_path / "agenda.json"
    answer = pair.ma.ask("case", "agenda", "--out", out)
    assert answer["agenda"] == []
    assert (
        json.loads(out.read_bytes()) == answer["fields"] == {"item": [], "origin": [], "cases": []}
    )
    assert pair.ma.fails("case", "agenda", "--out", out)["code"].startswith("ops.")
    assert "ordre du jour" in pair.ma("case", "agenda", "--lang", "fr").stdout


def test_what_falls_due_is_listed_with_day_and_reason_and_no_content(pair: Pair) -> None:
    assert pair.ma.ask("retention", "list") == {"count": 0, "due": []}
    case = opened(pair)
    pair.ma.ask("case", "act", case, "withdraw")
    until(lambda: settled(pair.fr, case) == 2, "the end at FR")
    found = pair.fr.ask("retention", "list", "--days", "735")
    [one] = [row for row in found["due"] if row["case"] == case]
    assert (one["name"], one["bound"], one["state"]) == ("request", "framework", "held")
    assert one["keep"]["en"] == "2 years from the end of the case"
    for lang, why in {"ar": "الإطار الموقَّع", "fr": "cadre signé", "en": "signed framework"}.items():
        shown = pair.fr("retention", "list", "--days", "735", "--lang", lang).stdout
        assert one["reference"] in shown
        assert why in shown
        assert "vehicle" not in shown
    line = ("erase", one["commitment"], "--ground", "no-longer-needed", "--yes")
    pair.fr.ask(*line)
    left = pair.fr.ask("retention", "list", "--days", "735")["due"]
    assert [row for row in left if row["case"] == case] == []


def test_what_the_procedure_does_not_allow_is_refused_with_its_reason(pair: Pair) -> None:
    case = opened(pair)
    refused = pair.ma.fails("case", "act", case, "answer", "--field", "answer=It is.")
    assert refused["code"] == "core.not-your-turn"
    said = pair.ma("case", "act", case, "answer", "--field", "answer=It is.", "--lang", "ar").stderr
    assert "core.not-your-turn" in said
    assert said.startswith("\u2068")


def test_a_value_that_the_form_does_not_take_is_named_through_the_running_node(pair: Pair) -> None:
    refused = pair.ma.fails("case", "open", *OPENING, "--field", "question= ")
    assert refused["code"] == "framework.field-malformed"
    assert refused["facts"]["field"] == "question"
    refused = pair.ma.fails("case", "open", *OPENING, "--field", "nonsense=1")
    assert refused["code"].startswith("framework.")


def test_fields_come_from_a_file_too(pair: Pair, tmp_path: Path) -> None:
    fields = tmp_path / "fields.json"
    fields.write_text(json.dumps({"question": "Who?", "subjects": []}))
    refused = pair.ma.fails("case", "open", *OPENING, "--fields", fields)
    assert refused["code"].startswith("framework.")
    fields.write_text(json.dumps({"question": "Who?"}))
    assert pair.ma.ask("case", "open", *OPENING, "--fields", fields)["case"]


def test_an_act_is_proved_and_the_proof_checked_without_a_node(pair: Pair, tmp_path: Path) -> None:
    case = opened(pair)
    proof = tmp_path / "proof.json"
    until(
        lambda: pair.ma("prove", case, "--out", proof, "--json").exit_code == 0,
        "the partner's countersignature",
    )
    held = jisr("verify", proof, "--json")
    assert held.exit_code == 0, held.output
    proof.write_bytes(proof.read_bytes().replace(b"ordinary", b"ordinarz"))
    wire = json.loads(proof.read_bytes())
    payload = base64.b64decode(wire["act"]["payload"]).replace(b"ordinary", b"ordinarz")
    wire["act"]["payload"] = base64.b64encode(payload).decode()
    proof.write_text(json.dumps(wire, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    broken = jisr("verify", proof, "--json")
    assert broken.exit_code == 1
    assert json.loads(broken.stdout.splitlines()[-1])["holds"] is False


def test_a_proof_with_content_is_its_owners_alone_and_in_the_access_log(
    pair: Pair, tmp_path: Path
) -> None:
    case = opened(pair, "What does the log say?")
    proof = tmp_path / "proof.json"
    until(
        lambda: pair.ma("prove", case, "--out", proof, "--with-content").exit_code == 0,
        "the partner's countersignature",
    )
    assert stat.S_IMODE(proof.stat().st_mode) == 0o600
    [opened_part] = json.loads(proof.read_bytes())["parts"]
    assert exported(pair.ma, case) == [opened_part["name"]]
    assert pair.ma.ask("doctor")["well"] is True


def exported(home: Home, case: str) -> list[str]:
    """The parts of an act that left in a proof, by the access log."""
    with sqlite3.connect(f"file:{home.folder / 'work.db'}?mode=ro", uri=True) as work:
        said = "select part from access where act = ? and access = 'exported' order by no"
        return [part for (part,) in work.execute(said, (case,))]


def test_what_was_erased_is_not_given_in_a_proof_nor_logged_as_given(
    pair: Pair, tmp_path: Path
) -> None:
    case = opened(pair, "What is left of it?")
    proof = tmp_path / "proof.json"
    until(
        lambda: pair.ma("prove", case, "--out", proof, "--json").exit_code == 0,
        "the partner's countersignature",
    )
    [part] = pair.ma.ask("case", "show", case)["acts"][case]["parts"]
    pair.ma.ask("erase", part["commitment"], "--ground", "retention-expired", "--yes")
    refused = pair.ma.fails("prove", case, "--out", tmp_path / "clear.json", "--with-content")
    assert refused["code"] == "node.no-content"
    assert exported(pair.ma, case) == []
    assert pair.ma("prove", case, "--out", tmp_path / "later.json", "--json").exit_code == 0


def test_a_space_is_exported_whole(pair: Pair, tmp_path: Path) -> None:
    opened(pair)
    out = tmp_path / "space.json"
    assert pair.fr.ask("space", "export", "--out", out)["space"] == pair.space
    assert json.loads(out.read_bytes())["kind"] == "ledger"
    held = jisr("verify", out, "--json")
    assert held.exit_code == 0, held.output


def test_a_part_is_erased_on_both_sides(pair: Pair) -> None:
    case = opened(pair)
    [part] = pair.ma.ask("case", "show", case)["acts"][case]["parts"]
    pair.ma.ask("erase", part["commitment"], "--ground", "retention-expired", "--yes")

    def erased(home: Home) -> bool:
        [now] = home.ask("case", "show", case)["acts"][case]["parts"]
        return bool(now["state"] == "erased")

    assert erased(pair.ma)
    until(lambda: erased(pair.fr), "the erasure at FR")
    unknown = pair.ma.fails("erase", "00" * 32, "--ground", "retention-expired", "--yes")
    assert unknown["code"] == "node.unknown-part"


def test_what_is_erased_is_named_and_confirmed_before(pair: Pair) -> None:
    case = opened(pair, "Is this to be kept?")
    [part] = pair.ma.ask("case", "show", case)["acts"][case]["parts"]
    line = ("erase", part["commitment"], "--ground", "retention-expired")
    for lang in ("ar", "fr", "en"):
        alone = pair.ma(*line, "--lang", lang)
        assert alone.exit_code == 1
        assert "ops.not-confirmed" in alone.stderr
        assert case[:12] in alone.stderr
        assert part["name"] in alone.stderr
    at = (*line, "--settings", pair.ma.folder, "--lang", "fr")
    assert at_terminal(*at, dialogue=[("tapez « oui » : ", "non")])[0] == 1
    assert pair.ma.ask("case", "show", case)["acts"][case]["parts"] == [part]
    assert at_terminal(*at, dialogue=[("tapez « oui » : ", "oui")])[0] == 0
    [now] = pair.ma.ask("case", "show", case)["acts"][case]["parts"]
    assert now["state"] == "erased"


def test_an_act_is_named_by_its_first_characters_and_no_file_overwritten(
    pair: Pair, tmp_path: Path
) -> None:
    case = opened(pair, "Which one?")
    proof = tmp_path / "proof.json"
    until(
        lambda: pair.ma("prove", case[:10], "--out", proof, "--json").exit_code == 0,
        "the partner's countersignature",
    )
    held = {lang: jisr("verify", proof, "--lang", lang).stdout for lang in ("ar", "fr", "en")}
    assert len(set(held.values())) == len(held)
    assert case in held["ar"]
    proof.write_text("Something else.")
    assert pair.ma.fails("prove", case, "--out", proof)["code"] == "ops.file-exists"
    assert pair.ma.fails("space", "export", "--out", proof)["code"] == "ops.file-exists"
    assert proof.read_text() == "Something else."
    assert pair.ma.ask("prove", case, "--out", proof, "--force")["act"] == case
    assert jisr("verify", proof).exit_code == 0
    for given in (case[:5], "abcdefabcdef", "nonsense"):
        error = pair.ma.fails("prove", given, "--out", tmp_path / "other.json")
        assert error["code"] == "ops.act-not-found"


def test_the_node_says_how_it_is(pair: Pair) -> None:
    status = pair.ma.ask("node", "status")
    assert status["party"] == "MA"
    [space] = status["spaces"]
    assert space["space"] == pair.space
    assert "FR" in pair.ma("node", "status").stdout
    assert pair.ma.ask("space", "list")["spaces"][0]["channel"] == "general"


def test_doctor_finds_a_running_node_well(pair: Pair) -> None:
    until(lambda: "partner" in {f["code"] for f in pair.ma.ask("doctor")["findings"]}, "the line")
    findings = {found["code"]: found["level"] for found in pair.ma.ask("doctor")["findings"]}
    assert findings["runs"] == findings["store"] == findings["space"] == "ok"
    assert findings["port-ours"] == "ok"
    assert findings["root-here"] == "warn"


@pytest.mark.parametrize("use", ["sign", "checkpoint", "seal", "tls"])
def test_a_key_is_replaced_and_the_old_one_revoked(pair: Pair, use: str) -> None:
    before = pair.fr.ask("keys", "list")["keys"]
    rotated = pair.fr.ask("keys", "rotate", use)
    assert rotated["key"] not in {key["key"] for key in before}
    listed = pair.fr("keys", "list").stdout
    assert listed.count(f"{use}: in use") == listed.count(f"{use}: replaced, still valid") == 1
    current = pair.fr.fails("keys", "revoke", rotated["key"], "--ground", "rotation")
    assert current["code"] == "ops.key-still-current"
    case = opened(pair, f"Does the new {use} key work?")
    pair.fr.ask("case", "act", case, "answer", "--field", "answer=It does.")
    until(lambda: settled(pair.ma, case) == 2, "an answer under the new key")
    pair.fr.ask("keys", "revoke", rotated["old"], "--ground", "rotation")
    case = opened(pair, f"And without the old {use} key?")
    pair.fr.ask("case", "act", case, "answer", "--field", "answer=It does.")
    until(lambda: settled(pair.ma, case) == 2, "an answer without the old key")
    held = [key for key in pair.fr.ask("keys", "list")["keys"] if key["use"] == use]
    assert [key["key"] for key in held if key["in_use"]] == [rotated["key"]]
    again = pair.fr.fails("keys", "revoke", rotated["old"], "--ground", "rotation")
    assert again["code"] == "ops.key-absent"


def signed(pair: Pair, pack: Path) -> str:
    """Propose an edition at MA and accept it at FR; return its digest once it is in force."""
    digest = jisr("framework", "digest", pack).stdout.strip()
    sign = ("framework", "sign", pack, "--reason", "The number of the edition.")
    proposed = pair.ma.ask(*sign)
    assert (proposed["did"], proposed["edition"]) == ("propose", digest)

    # The framework's own case has the space's id.
    until(lambda: pair.fr.ask("case", "show", pair.space)["turn"] == "FR", "the proposal at FR")
    # The text comes after the act that names it: until then there is nothing to accept.
    until(lambda: pair.fr(*sign).exit_code == 0, "the text of the edition at FR")
    until(lambda: in_force(pair.ma) == in_force(pair.fr) == digest, "the new edition")
    return digest


def in_force(home: Home) -> str:
    return str(home.ask("space", "list")["spaces"][0]["edition"])


@pytest.mark.full  # What is explored before it is signed takes its time.
def test_a_running_case_keeps_its_edition_until_both_move_it(pair: Pair, tmp_path: Path) -> None:
    case = opened(pair)
    old = in_force(pair.ma)
    packs = Path(shutil.copytree(SMALL, tmp_path / "packs"))
    manifest = packs / "ma-fr/pack.yaml"
    text = manifest.read_text().replace("edition: 1", "edition: 3")
    manifest.write_text(text.replace("    - procedures/undertaking\n", ""))
    request = packs / "common/procedures/information-request.yaml"
    states = ("received", "clarifying", "answered", "consent-asked")
    mapped = ", ".join(f"{state}: {state}" for state in states)
    before, forms = request.read_text().split("forms:\n", 1)
    request.write_text(f"{before}migrates:\n  {old}: {{{mapped}}}\nforms:\n{forms}")
    new = signed(pair, packs / "ma-fr")

    assert pair.fr.ask("case", "show", case)["edition"] == old
    early = pair.fr.fails("case", "act", case, "accept-migration")
    assert early["code"] == "core.not-proposed"
    note = pair.ma.ask("case", "act", case, "propose-migration")["act"]
    until(lambda: note in pair.fr.ask("case", "show", case)["acts"], "the proposal at FR")
    pair.fr.ask("case", "act", case, "accept-migration")
    until(lambda: pair.ma.ask("case", "show", case)["edition"] == new, "the move at MA")
    assert pair.ma.ask("case", "show", case)["state"] == "received"


def test_a_new_edition_is_proposed_and_accepted(pair: Pair, tmp_path: Path) -> None:
    signed(pair, pack_of_revision(tmp_path, edition=2))


def test_the_record_is_imported_register_first(pair: Pair, tmp_path: Path) -> None:
    demo = Path(__file__).parents[2] / "demo"
    early = pair.ma.fails("record", "import", demo / "accounts.json")
    assert early["code"] == "ops.register-first"
    assert pair.ma.ask("record", "import", demo / "record.json")["kind"] == "record"
    assert pair.ma.ask("record", "import", demo / "accounts.json")["kind"] == "accounts"
    broken = tmp_path / "record.json"
    broken.write_text((demo / "record.json").read_text().replace('"number": 1,', '"number": 7,', 1))
    assert pair.ma.fails("record", "import", broken)["code"].startswith("record.")
    broken.write_text("{")
    assert pair.ma.fails("record", "import", broken)["code"] == "record.not-json"


@pytest.mark.full
def test_a_stolen_key_is_revoked_while_the_partner_is_away_and_the_line_lives_on(
    tmp_path: Path,
) -> None:
    nodes = homes(tmp_path, "MA", "FR")
    pair = Pair(nodes["MA"], nodes["FR"], found(nodes["MA"], nodes["FR"], tmp_path))
    with running(pair.ma):
        rotated = pair.ma.ask("keys", "rotate", "sign")
        pair.ma.ask("keys", "revoke", rotated["old"], "--ground", "theft")
        states = {key["key"]: key["state"] for key in pair.ma.ask("keys", "list")["keys"]}
        assert states[rotated["old"]] == "active"  # The only key that FR knows.
        with running(pair.fr):
            opened(pair, "Does the line live?")
    with running(pair.ma):  # Now FR has heard; the first look destroys the secret.
        until(
            lambda: (
                {k["key"]: k["state"] for k in pair.ma.ask("keys", "list")["keys"]}[rotated["old"]]
                == "retired"
            ),
            "the secret to be destroyed",
        )
