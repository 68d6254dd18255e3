"""What a command is given wrong: a typed answer in three languages, and nothing half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jisr.core.errors import LANGS
from jisr.ops.server import site_listener
from tests.ops.cli_kit import (
    PASSPHRASE,
    ROOT,
    ROOT_PASSPHRASE,
    SMALL,
    SMALL_FR,
    Home,
    at_terminal,
    found,
    homes,
    jisr,
    running,
    trouble,
)
from tests.ops.test_cli_story import OPENING

PACK = ("--pack", SMALL_FR, "--unexplored")
GIVEN = (*OPENING, "--field", "question=Who?")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return homes(tmp_path, "MA")["MA"]


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A node in a space, which does not run."""
    folder = tmp_path_factory.mktemp("joined")
    nodes = homes(folder, "MA", "FR")
    found(nodes["MA"], nodes["FR"], folder)
    return nodes["MA"]


def refused(
    home: Home, code: str, *args: object, env: dict[str, str] | None = None, logged: bool = False
) -> None:
    """Expect this code, a sentence in each language, and the same files before and after.

    `logged`: the access log alone says that it was tried.
    """
    before = home.files
    errors = [home.fails(*args, "--lang", lang, env=env) for lang in LANGS]
    assert {error["code"] for error in errors} == {code}
    assert len({error["text"] for error in errors}) == len(LANGS)
    assert home(*args, env=env).stdout == ""
    changed = {name for name, raw in home.files.items() if raw != before.pop(name)}
    assert (changed, before) == ({"work.db"} if logged else set(), {})


def alone(*args: str, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own: a process serves the site of one node only."""
    return subprocess.run(
        [sys.executable, *flags, "-P", "-m", "jisr.ops.main", *args],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "JISR_PASSPHRASE": PASSPHRASE},
    )


def test_a_wrong_passphrase(home: Home) -> None:
    refused(home, "ops.passphrase-wrong", "space", "list", env={"JISR_PASSPHRASE": "not this one"})
    wrong = {"JISR_PASSPHRASE": "not this one at all"}
    assert home("node", "run", env=wrong).exit_code == 1
    assert "ops.passphrase-wrong" in home("node", "run", env=wrong).stderr


def test_no_passphrase_and_nobody_to_type_it(home: Home) -> None:
    refused(home, "ops.no-passphrase", "space", "list", env={"JISR_PASSPHRASE": ""})


def test_a_passphrase_file_that_others_can_read(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    file.chmod(0o644)
    refused(home, "ops.file-too-open", "space", "list", "--passphrase-file", file)
    file.chmod(0o600)
    assert home.ask("space", "list", "--passphrase-file", file) == {"spaces": []}
    file.write_bytes(b"\xff" * 20)
    refused(home, "ops.path-not-readable", "space", "list", "--passphrase-file", file)


def test_no_node_runs(home: Home) -> None:
    refused(home, "ops.node-not-running", "node", "status")


def test_a_second_process_on_the_ledger(joined: Home) -> None:
    with running(joined):
        (joined.folder / "control.sock").rename(joined.folder / "hidden.sock")
        refused(joined, "ledger.second-process", "space", "list")
        again = joined("node", "run")
        assert again.exit_code == 1
        assert "ledger.second-process" in again.stderr
        (joined.folder / "hidden.sock").rename(joined.folder / "control.sock")


def test_a_port_that_is_taken(home: Home) -> None:
    async def nothing(*_: object) -> None:
        raise AssertionError

    held = site_listener(nothing, host="127.0.0.1", port=home.site_port)  # type: ignore[arg-type]
    try:
        taken = alone("node", "run", "--settings", str(home.folder))
        assert taken.returncode == 1
        assert "ops.port-taken" in taken.stderr
        findings = {f["code"] for f in json.loads(home("doctor", "--json").stdout)["findings"]}
        assert "port-taken" in findings
    finally:
        held.sock.close()
    assert not (home.folder / "control.sock").exists()


def test_python_without_assertions(home: Home) -> None:
    done = alone("node", "run", "--json", "--settings", str(home.folder), flags=("-O",))
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "ops.optimised"
    assert "ops.optimised" in done.stderr


def test_settings_that_are_not_there_or_not_toml(home: Home, tmp_path: Path) -> None:
    assert trouble(jisr("space", "list", "--json", "--settings", tmp_path / "none"))["code"] == (
        "ops.no-settings"
    )
    settings = home.folder / "jisr.toml"
    settings.write_text("party = ")
    refused(home, "ops.settings-form", "space", "list")
    settings.write_text('party = "MA"\ndata_dir = "."\nprot = 1\n')
    refused(home, "ops.setting-wrong", "space", "list")


def test_a_language_nobody_wrote(home: Home) -> None:
    assert home("space", "list", "--lang", "nl").exit_code == 2


def test_an_unknown_space(joined: Home) -> None:
    refused(joined, "ops.space-not-found", "case", "open", *GIVEN, "--space", "BE")
    refused(joined, "ops.space-not-found", "case", "open", *GIVEN, "--space", "00" * 32)


def test_a_node_without_a_space(home: Home) -> None:
    home.ask("space", "list")  # The stores are made on first use.
    refused(home, "ops.no-space", "case", "open", *GIVEN)


def test_an_unknown_case(joined: Home) -> None:
    refused(joined, "ops.case-not-found", "case", "show", "abcdef")
    refused(joined, "ops.case-not-found", "case", "act", "ab", "answer")
    refused(joined, "node.unknown-case", "case", "show", "ab" * 32, "--space", "FR")


def test_an_unknown_act(joined: Home, tmp_path: Path) -> None:
    out = tmp_path / "proof.json"
    refused(joined, "node.unknown-act", "prove", "ab" * 32, "--out", out)
    refused(joined, "node.unknown-act", "prove", "ab" * 32, "--with-content", "--out", out)
    refused(joined, "ops.act-not-found", "prove", "nonsense", "--out", out)
    assert not out.exists()


def test_an_unknown_procedure_or_act(joined: Home) -> None:
    refused(joined, "ops.unknown-procedure", "case", "open", "no-such-thing", "send")
    refused(joined, "core.wrong-field", "case", "open", "No Such Thing", "send")
    sing = ("case", "open", "information-request", "sing", *OPENING[2:6])
    refused(joined, "ops.unknown-act", *sing)
    known = joined.fails(*sing)["facts"]["known"].split(", ")
    assert {"send", "answer", "refuse"} <= set(known)
    assert "Did you mean" not in joined(*sing, "--lang", "en").stderr
    # A name that is misspelt is answered with the one that is meant, and with no list.
    for said, code, near in (
        (("informaton-request", "send"), "ops.misspelt-procedure", "information-request"),
        (("information-request", "sends"), "ops.misspelt-act", "send"),
    ):
        refused(joined, code, "case", "open", *said)
        for lang, word in (
            ("ar", "هل المقصود"),
            ("fr", "Vouliez-vous dire"),
            ("en", "Did you mean"),
        ):
            told = joined("case", "open", *said, "--lang", lang).stderr
            assert word in told
            assert near in told
    # An act there is, but not to open with, is another matter.
    late = joined.fails("case", "open", "information-request", "answer", "--field", "answer=x")
    assert late["code"] != "ops.unknown-act"


def test_terms_that_the_procedure_does_not_declare(joined: Home) -> None:
    before = joined.files
    urgent = ("--term", "purpose=prevention", "--term", "urgency=whenever")
    urgencies = "urgency=urgent-direct|urgent-indirect|ordinary"
    for terms, code, term in (
        ((*GIVEN[2:], "--term", "colour=red"), "ops.unknown-term", "colour"),
        ((*GIVEN[6:], *urgent), "ops.wrong-term", "urgency"),
        ((*GIVEN[6:], *urgent[:2]), "ops.missing-term", "urgency"),
    ):
        error = joined.fails("case", "open", *GIVEN[:2], *terms)
        assert error["code"] == code
        assert error["facts"]["term"] == term
        assert urgencies in error["facts"]["accepted"]
    for purpose in ((), ("--term", "purpose=banana")):
        said = joined("case", "open", *GIVEN[:4], *purpose, "--term", "domain=forgery")
        assert "safeguards.p1-no-purpose" in said.stderr
        assert "one of these: prevention, detection" in said.stderr
    refused(joined, "ops.option-form", "case", "open", *GIVEN, "--term", "urgency")
    refused(joined, "ops.option-form", "case", "open", *GIVEN, "--field", "=x")
    assert joined.files == before


@pytest.mark.parametrize(
    "raw",
    [b"{", b"[]", b"\xff\xfe", b'{"question": Infinity}', b'{"a": 1e999}', b"", b"null"],
)
def test_fields_that_are_no_json_object(joined: Home, tmp_path: Path, raw: bytes) -> None:
    fields = tmp_path / "fields.json"
    fields.write_bytes(raw)
    refused(joined, "ops.json-form", "case", "open", *OPENING, "--fields", fields)


def test_fields_nested_without_end(joined: Home, tmp_path: Path) -> None:
    fields = tmp_path / "fields.json"
    fields.write_bytes(b'{"question": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    refused(joined, "ops.json-form", "case", "open", *OPENING, "--fields", fields)


def test_a_file_that_is_not_there(joined: Home, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    refused(joined, "ops.path-not-readable", "case", "open", *OPENING, "--fields", missing)
    refused(joined, "ops.path-not-readable", "record", "import", missing)
    refused(joined, "ops.path-not-readable", "verify", missing)
    refused(joined, "ops.path-not-readable", "space", "join", missing, "--pack", SMALL_FR)
    refused(joined, "ops.backup-not-whole", "restore", "--from", missing)


def test_a_text_that_nobody_adopted_is_not_kept(joined: Home) -> None:
    refused(joined, "node.edition-not-adopted", "framework", "keep", SMALL_FR)


def test_a_place_that_cannot_be_written(joined: Home) -> None:
    line = ("space", "export", "--out", "/proc/none/space.json")
    refused(joined, "ops.path-not-writable", *line, logged=True)


class TestFounding:
    """A founding document that is not what it should be."""

    @pytest.fixture
    def document(self, tmp_path: Path) -> tuple[dict[str, Home], Path]:
        nodes = homes(tmp_path, "MA", "FR", "BE")
        out = tmp_path / "founding.json"
        card = nodes["FR"].folder / "card.json"
        nodes["MA"].ask("space", "found", "--with", card, *PACK, "--out", out)
        return nodes, out

    def test_with_ourselves_or_with_a_stranger(self, document: Any, tmp_path: Path) -> None:
        nodes, _ = document
        out = tmp_path / "other.json"
        found_with = ("space", "found", *PACK, "--out", out, "--with")
        own, be = nodes["MA"].folder / "card.json", nodes["BE"].folder / "card.json"
        refused(nodes["MA"], "ops.same-party", *found_with, own)
        refused(nodes["MA"], "ops.not-of-the-pack", *found_with, be)
        assert not out.exists()

    def test_over_another_document(self, document: Any) -> None:
        nodes, out = document
        card = nodes["FR"].folder / "card.json"
        over = ("space", "found", "--with", card, *PACK, "--out", out)
        refused(nodes["MA"], "ops.folder-exists", *over)

    def test_with_another_digest_than_the_one_heard(self, document: Any) -> None:
        nodes, out = document
        join = ("space", "join", out, *PACK)
        before = out.read_bytes()
        refused(nodes["FR"], "ops.digest-differs", *join, "--digest", "0000 1111 2222 3333")
        refused(nodes["FR"], "ops.option-form", *join, "--digest", "00")
        assert out.read_bytes() == before

    def test_that_nobody_has_compared(self, document: Any) -> None:
        nodes, out = document
        before = out.read_bytes()
        join = ("space", "join", out, *PACK)
        refused(nodes["FR"], "ops.digest-not-heard", *join)
        digest = nodes["FR"].fails(*join)["facts"]["found"]
        assert digest in nodes["FR"](*join).stderr
        assert out.read_bytes() == before
        # Who has signed already has nothing left to compare.
        assert nodes["MA"].ask(*join)["joined"] is False

    def test_that_is_compared_at_a_terminal(self, document: Any) -> None:
        nodes, out = document
        before = out.read_bytes()
        fr = nodes["FR"]
        line = ("space", "join", out, *PACK, "--settings", fr.folder, "--lang", "fr")
        digest = fr.fails(*line[:6])["facts"]["found"]
        root = {"JISR_PASSPHRASE": PASSPHRASE, "JISR_ROOT_PASSPHRASE": ROOT_PASSPHRASE}
        asked = "votre partenaire : "
        status, seen = at_terminal(*line, dialogue=[(asked, "0123 4567 89ab cdef")], **root)
        assert status == 1
        assert seen.index(digest) < seen.index(asked) < seen.index("ops.digest-differs")
        assert out.read_bytes() == before
        heard = f"{digest[:4]} {digest[4:8].upper()} {digest[8:16]}"
        assert at_terminal(*line, dialogue=[(asked, heard)], **root)[0] == 0
        assert out.read_bytes() != before

    def test_of_another_framework(self, document: Any) -> None:
        nodes, out = document
        join = ("space", "join", out, "--pack", SMALL / "ma-be")
        refused(nodes["FR"], "ops.other-framework", *join)

    def test_for_somebody_else(self, document: Any) -> None:
        nodes, out = document
        refused(nodes["BE"], "node.not-for-us", "space", "join", out, "--pack", SMALL_FR)

    def test_with_a_signature_that_does_not_hold(self, document: Any) -> None:
        nodes, out = document
        wire = json.loads(out.read_bytes())
        wire["signatures"][0]["sig"] = "A" * 86 + "=="
        out.write_bytes(json.dumps(wire, separators=(",", ":"), sort_keys=True).encode())
        join = ("space", "join", out, *PACK)
        refused(nodes["FR"], "ops.strange-signature", *join)

    def test_with_a_wrong_root_passphrase(self, document: Any) -> None:
        nodes, out = document
        before = out.read_bytes()
        wrong = {"JISR_ROOT_PASSPHRASE": f"not {ROOT_PASSPHRASE}"}
        join = ("space", "join", out, *PACK)
        digest = nodes["FR"].fails(*join)["facts"]["found"]
        join = (*join, "--digest", digest)
        refused(nodes["FR"], "ops.passphrase-wrong", *join, env=wrong)
        assert out.read_bytes() == before

    def test_that_is_nonsense(self, document: Any) -> None:
        nodes, out = document
        out.write_bytes(b'{"payload": NaN}')
        error = nodes["FR"].fails("space", "join", out, "--pack", SMALL_FR)
        assert error["kind"] == "malformed"


def test_a_restart_that_nothing_calls_for(joined: Home) -> None:
    refused(joined, "node.not-yet-heard", "restart")


def test_nothing_is_pruned_where_nothing_was_written(joined: Home) -> None:
    refused(joined, "core.prune-other-log", "space", "prune", "--yes")


def test_a_new_passphrase_that_nobody_types(home: Home, tmp_path: Path) -> None:
    refused(home, "ops.no-new-passphrase", "keys", "change-passphrase")
    wrong = {"JISR_PASSPHRASE": "not this one at all"}
    refused(home, "ops.passphrase-wrong", "keys", "change-passphrase", env=wrong)
    short = tmp_path / "short"
    short.write_text("short\n")
    short.chmod(0o600)
    change = ("keys", "change-passphrase", "--new-passphrase-file", short)
    refused(home, "ops.passphrase-short", *change)


def test_a_passphrase_is_not_changed_under_a_running_node(joined: Home) -> None:
    with running(joined):
        error = joined.fails("keys", "change-passphrase")
    assert error["code"] == "ops.node-runs"


def test_keys_that_are_not_ours(joined: Home) -> None:
    refused(joined, "ops.option-form", "keys", "rotate", "root")
    refused(joined, "ops.key-absent", "keys", "revoke", "ab" * 32, "--ground", "theft")


def test_a_new_tls_key_waits_for_the_partner(tmp_path: Path) -> None:
    nodes = homes(tmp_path, "MA", "FR")
    found(nodes["MA"], nodes["FR"], tmp_path)
    ma = nodes["MA"]
    before = [key["key"] for key in ma.ask("keys", "list")["keys"] if key["use"] == "tls"]
    first = ma.fails("keys", "rotate", "tls", "--wait", 0)
    again = ma.fails("keys", "rotate", "tls", "--wait", 0)
    assert first["code"] == again["code"] == "ops.key-not-seen"
    assert first["facts"] == again["facts"], "the second try goes on with the same key"
    keys = [key for key in ma.ask("keys", "list")["keys"] if key["use"] == "tls"]
    assert [key["state"] for key in keys] == ["active", "prepared"]
    assert keys[0]["key"] == before[0]


def test_which_of_several_spaces(tmp_path: Path) -> None:
    nodes = homes(tmp_path, "BE", "FR", "MA")
    found(nodes["MA"], nodes["FR"], tmp_path)
    (tmp_path / "founding.json").unlink()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.ops.cli_kit.SMALL_FR", SMALL / "ma-be")
        found(nodes["BE"], nodes["MA"], tmp_path)
    told = nodes["MA"].fails("case", "open", *GIVEN)
    assert told["code"] == "ops.which-space"
    listed = nodes["MA"].ask("space", "list")["spaces"]
    for space in listed:
        name = f"{space['space'][:12]} ({space['partner']}, general, {space['title']['en']})"
        assert name in told["text"]
        assert space["title"]["fr"] in nodes["MA"]("space", "list", "--lang", "fr").stdout
    doctor = json.loads(nodes["MA"]("doctor", "--json", "--lang", "fr").stdout)["findings"]
    lines = [found["text"] for found in doctor if found["code"] in {"space", "partner-silent"}]
    assert len(set(lines)) == len(lines) == 4
    assert all(any(one["title"]["fr"] in line for one in listed) for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        ("space", "list", "--json", "--nowhere"),
        ("--json", "nothing"),
        ("space", "--json", "nothing"),
        ("space", "list", "too", "much", "--json"),
        ("case", "show", "--json"),
        ("--json",),
        ("space", "--json"),
        ("space", "list", "--lang", "nl", "--json"),
    ],
    ids=" ".join,
)
def test_a_line_not_understood_is_told_as_an_object_too(line: tuple[str, ...]) -> None:
    texts = set()
    for lang in LANGS:
        result = jisr("--lang", lang, *line)
        assert result.exit_code == 2
        [told] = result.stdout.splitlines()
        error = json.loads(told)["error"]
        assert (error["code"], error["kind"], error["facts"]) == ("ops.usage", "malformed", {})
        assert error["text"]
        assert result.stderr
        texts.add(error["text"])
    assert len(texts) == (1 if "nl" in line else len(LANGS))


def test_json_that_is_no_option_asks_for_nothing() -> None:
    result = jisr("space", "list", "--", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
