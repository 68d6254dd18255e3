"""What is secret stands in no file, log, list or error, whatever a node is asked (class 14)."""

import json
from pathlib import Path

import pytest

from jisr.core.errors import LANGS
from tests.ops.cli_kit import PASSPHRASE, ROOT_PASSPHRASE, Home, found, homes
from tests.ops.test_cli_story import OPENING

# Found nowhere else, in a sentence, a name, a document, a file and its name.
CANARY = "zqxjkv"
NAME = {"script": "Latn", "use": "legal", "text": f"{CANARY} Person"}
CARD = {"type": "passport", "issuer": "FR", "number": CANARY.upper()}
PERSON = {"names": [NAME], "birth": "1990-05-01", "documents": [CARD]}
SECRETS = (CANARY, PASSPHRASE, ROOT_PASSPHRASE)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    folder = tmp_path_factory.mktemp("secrets")
    nodes = homes(folder, "MA", "FR")
    found(nodes["MA"], nodes["FR"], folder)
    fields, plan = folder / "fields.json", folder / f"{CANARY}.pdf"
    fields.write_text(
        json.dumps(
            {"question": f"Who is {CANARY}?", "subjects": [{**PERSON, "category": "witness"}]}
        )
    )
    plan.write_bytes(CANARY.encode())
    said = (*OPENING, "--fields", fields, "--attach", f"attachments={plan}")
    return nodes["MA"], str(nodes["MA"].ask("case", "open", *said)["case"])


def secrets_in(text: str | bytes) -> set[str]:
    raw = text.encode() if isinstance(text, str) else text
    return {one for one in SECRETS if one.encode().lower() in raw.lower()}


def test_no_file_of_a_node_holds_a_secret(told: tuple[Home, str]) -> None:
    home, case = told
    read = home("case", "read", case, "--purpose", "prevention", "--lang", "en").stdout
    assert secrets_in(read) == {CANARY}, "it is there, for who may read it"
    assert len(home.files) > 3
    assert {name: secrets_in(raw) for name, raw in home.files.items() if secrets_in(raw)} == {}


@pytest.mark.full
def test_nothing_that_is_listed_shown_or_exported_holds_a_secret(
    told: tuple[Home, str], tmp_path: Path
) -> None:
    home, case = told
    person, log, ledger = (tmp_path / f"{no}" for no in range(3))
    person.write_text(json.dumps(PERSON))
    assert home("protection", "set", person).exit_code == 0
    asked = [
        ("case", "list"),
        ("case", "show", case),
        ("space", "list"),
        ("protection", "list"),
        ("retention", "list"),
        ("keys", "list"),
        ("doctor",),
        ("audit", "export", "--out", log),
        ("space", "export", "--out", ledger),
    ]
    for command in asked:
        for lang in LANGS:
            done = home(*command, "--lang", lang, *(["--force"] if "--out" in command else []))
            assert secrets_in(done.output) == set(), command
            assert done.exit_code == 0 or command == ("doctor",), done.output
    for file in (log, ledger):
        assert secrets_in(file.read_bytes()) == set()


def test_no_error_repeats_what_was_typed_into_a_field(
    told: tuple[Home, str], tmp_path: Path
) -> None:
    home, case = told
    fields = tmp_path / "fields.json"
    for wrong in (
        {"question": {"text": CANARY}, "subjects": [PERSON]},
        {"question": "Who?", "subjects": [{**PERSON, "birth": CANARY}]},
        {"question": "Who?", "subjects": [{**PERSON, "category": CANARY}]},
        {"question": "Who?", "subjects": [{**PERSON, "documents": [{"type": CANARY}]}]},
        {"question": f"\u202e{CANARY}"},
    ):
        fields.write_text(json.dumps(wrong))
        done = home("case", "open", *OPENING, "--fields", fields, "--json")
        assert done.exit_code == 1
        assert secrets_in(done.output) == set(), wrong
    denied = home("case", "show", case, env={"JISR_PASSPHRASE": f"{CANARY} not the one"})
    assert denied.exit_code == 1
    assert secrets_in(denied.output) == set()
