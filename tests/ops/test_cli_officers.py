"""Officers on the command line: appointed, and an adverse step that two of them sign for."""

import json
from pathlib import Path

import pytest

from tests.framework.packs import REQUEST, good
from tests.ops.cli_kit import Home, homes

KEYS = {"JISR_OFFICER_PASSPHRASE": "عبارة سر الموظف"}
ROLES, SUBJECTS = b"roles:\n  requesting:", b"      subjects:\n        type: person\n"
PERSON = {
    "category": "suspect",
    "names": [{"script": "Latn", "use": "legal", "text": "Invented Person"}],
    "birth": "1980-01-01",
}


def appointed(home: Home, id: str, desk: str, *roles: str) -> None:
    words = [word for role in roles for word in ("--role", role)]
    done = home("officer", "add", id, "--desk", desk, *words, env=KEYS)
    assert done.exit_code == 0, done.output


def founded(ma: Home, fr: Home, folder: Path) -> None:
    """Found a space under a small framework, in which to ask about a person can harm them."""
    document, pack = folder / "founding.json", folder / "packs" / "ma-fr"
    for path, raw in good().items():
        (folder / "packs" / path).parent.mkdir(parents=True, exist_ok=True)
        burdens = raw.replace(ROLES, b"adverse: [send]\n" + ROLES, 1)
        required = burdens.replace(SUBJECTS, SUBJECTS + b"        required: yes\n", 1)
        (folder / "packs" / path).write_bytes(required if path == REQUEST else raw)
    drafted = ma.ask(
        "space",
        "found",
        "--with",
        fr.folder / "card.json",
        "--pack",
        pack,
        "--unexplored",
        "--out",
        document,
    )
    for home in (fr, ma):
        home.ask(
            "space", "join", document, "--pack", pack, "--unexplored", "--digest", drafted["space"]
        )


def test_an_adverse_step_is_written_by_two_officers_with_keys_of_their_own(tmp_path: Path):
    pair = homes(tmp_path, "MA", "FR")
    fr = pair["FR"]
    founded(pair["MA"], fr, tmp_path)
    appointed(fr, "claire", "migration", "desk-officer")
    appointed(fr, "jeanne", "protection", "protection-officer", "supervisor")
    assert (fr.folder / "officers" / "claire.keys").stat().st_mode & 0o077 == 0
    fields = tmp_path / "fields.json"
    said = {"question": "Is it hers?", "reason": "Seen at two places.", "subjects": [PERSON]}
    fields.write_text(json.dumps(said))
    terms = ("purpose=detection", "urgency=ordinary", "domain=forgery")
    kept = fr.ask(
        "--as", "claire", "case", "open", "information-request", "send", "--fields", fields,
        *(word for term in terms for word in ("--term", term)),
    )  # fmt: skip
    assert (kept["case"], set(kept["needs"])) == (
        None, {"own-step-up", "second-officer", "non-refoulement-check"}
    )  # fmt: skip
    wish = kept["wish"]
    [row] = fr.ask("approval", "list", "--as", "jeanne")["approvals"]
    assert (row["wish"], row["by"]) == (wish, "claire")
    shown = fr.ask("approval", "show", wish[:8], "--as", "jeanne")["shown"]
    assert shown["fields"] == said
    # Not with another officer's passphrase or key, nor without a reason.
    sign = ("approve", wish, "--reason", "Read, and weighed.")
    wrong = fr.fails(*sign, "--as", "claire", env={"JISR_OFFICER_PASSPHRASE": "something else"})
    assert wrong["code"] == "ops.passphrase-wrong"
    stolen = ("--key", fr.folder / "officers" / "claire.keys")
    assert fr.fails(*sign, *stolen, "--as", "jeanne", env=KEYS)["code"] == "node.approval-wrong"
    assert fr.fails(*sign, "--as", "operator", env=KEYS)["code"] == "ops.path-not-readable"
    half = fr("--json", "--as", "claire", *sign, env=KEYS)
    assert set(json.loads(half.stdout)["needs"]) == {"second-officer", "non-refoulement-check"}
    done = fr("--as", "jeanne", *sign, env=KEYS)
    assert done.exit_code == 0, done.output
    assert "Invented Person" in done.output
    [case] = fr.ask("case", "list", "--as", "jeanne")["cases"]
    assert case["procedure"] == "information-request"
    assert fr.ask("approval", "list")["approvals"] == []
    # Suspended, she does nothing more; and roles are for what they are for.
    fr.ask("officer", "suspend", "jeanne")
    assert fr.fails("case", "list", "--as", "jeanne")["code"] == "node.not-permitted"
    assert fr.fails("--as", "claire", "officer", "resume", "jeanne")["code"] == "node.not-permitted"
    listed = {one["id"]: one for one in fr.ask("officer", "list")["officers"]}
    assert not listed["jeanne"]["active"]
    assert listed["operator"]["key"] is None


def test_what_waits_is_given_up_and_officers_get_other_keys_and_roles(tmp_path: Path):
    home = homes(tmp_path, "MA")["MA"]
    appointed(home, "samira", "registry", "auditor")
    first = home.ask("officer", "list")["officers"][1]["key"]
    given = home("officer", "key", "samira", "--json", env=KEYS)
    assert json.loads(given.stdout)["key"] != first
    changed = home.ask("officer", "roles", "samira", "--role", "supervisor", "--desk", "other")
    assert (changed["roles"], changed["desks"]) == (["supervisor"], ["other"])
    assert home.ask("officer", "resume", "samira")["active"] is True
    assert home.fails("officer", "suspend", "operator")["code"] == "node.last-administrator"
    assert home.fails("approval", "give-up", "a" * 64)["code"] == "node.no-such-wish"
    assert home.fails("approval", "show", "ab")["code"] == "node.no-such-wish"
    assert home.fails("approval", "list", "--as", "nobody")["code"] == "node.unknown-officer"
    before = home.files
    again = home("officer", "add", "samira", "--desk", "x", "--role", "auditor", env=KEYS)
    assert again.exit_code == 1
    assert {path: raw for path, raw in home.files.items() if path.startswith("officers")} == {
        path: raw for path, raw in before.items() if path.startswith("officers")
    }
    assert "samira" in home("officer", "list").output
    found = {one["code"]: one for one in home.ask("doctor")["findings"]}
    assert found["holds-both"]["level"] == "warn"


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_list_of_officers_speaks_the_readers_language(tmp_path: Path, lang: str):
    home = homes(tmp_path, "MA")["MA"]
    words = {"ar": "دون مفتاح", "fr": "sans clé", "en": "without a key"}
    assert words[lang] in home("officer", "list", "--lang", lang).output
