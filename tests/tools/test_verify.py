"""The second reader holds what nodes write, as a command and in sentences."""

import ast
import json
import subprocess
import sys
import time

import pytest

from jisr.core.errors import JisrError
from jisr.node.prove import prove
from jisr.ops import crypto
from tests.tools.reader import FILE, node_agrees, verify


def run(path, *options):
    return subprocess.run(
        [sys.executable, "-I", str(FILE), str(path), *options],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


# What nodes write holds, and the answer says what it proves.


def test_the_proof_of_an_act_holds_and_says_who_signed_and_who_countersigned(story):
    proved = verify.check(story.proof)
    assert proved["file"] == "act"
    assert (proved["author"], proved["act"], proved["id"]) == ("MA", "answer", story.answer)
    assert proved["countersigned"]["author"] == "FR"
    assert proved["countersigned"]["size"] > proved["seq"]
    assert proved["parts"] == ["answer"]
    assert node_agrees(story.proof)


def test_every_act_of_both_nodes_can_be_proved_and_the_node_agrees(story):
    node, proved = story.pair.nodes["MA"], 0
    for party in ("FR", "MA"):
        for entry in node.ledger.after(story.pair.id, party, start=0):
            try:
                raw = prove(node, entry.id)
            except JisrError:
                continue  # The last acts have no countersignature yet.
            assert verify.check(raw)["place"] == f"{party} {entry.epoch}/{entry.seq}"
            assert node_agrees(raw)
            proved += 1
    assert proved > 8


def test_a_whole_ledger_holds_with_its_sizes_roots_epochs_and_kinds(story):
    proved = verify.check(story.ledger)
    for party, log in proved["logs"].items():
        held = story.pair.space("MA").logs[party]
        assert log["size"] == held.size == sum(log["kinds"].values())
        assert log["countersigned"] == log["kinds"]["ack"]
    assert proved["logs"]["FR"]["epochs"] == [0, 1000]
    assert proved["logs"]["MA"]["kinds"]["key"] == 2
    assert proved["forks"] == []


def test_a_fork_proof_holds_and_names_the_place(story):
    proved = verify.check(story.fork)
    assert (proved["file"], proved["author"]) == ("fork", "MA")
    assert proved["held"]["id"] != proved["rival"]["id"]


def test_a_ledger_with_a_fork_proof_in_it_says_so(story):
    proved = verify.check(story.forked_ledger)
    assert [fork["place"] for fork in proved["forks"]] == [verify.check(story.fork)["place"]]


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("kind", ["proof", "ledger", "fork", "forked_ledger"])
def test_what_is_proved_is_said_in_sentences_of_three_languages(story, kind, lang):
    proved = verify.check(getattr(story, kind))
    told = verify.sentences(proved, lang)
    text = " ".join(told)
    assert proved["space"] in text
    assert "{" not in text
    assert all(sentence.endswith(".") for sentence in told)
    if lang == "ar":
        assert text.count("\u2068") == text.count("\u2069") > 0


def test_every_reason_is_given_in_three_languages_and_somewhere(story):
    codes = {lang: set(texts) for lang, texts in verify.WHY.items()}
    assert codes["ar"] == codes["fr"] == codes["en"]
    body = FILE.read_text().split("# The sentences")[0] + '"unreadable"'
    assert [code for code in codes["en"] if f'"{code}"' not in body] == []
    said = {lang: set(texts) for lang, texts in verify.SAY.items()}
    assert said["ar"] == said["fr"] == said["en"]


# As a command.


@pytest.mark.parametrize("kind", ["proof", "ledger", "fork"])
def test_the_command_ends_with_0_and_says_what_is_proved(story, kind, tmp_path):
    file = tmp_path / "it.json"
    file.write_bytes(getattr(story, kind))
    done = run(file, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["holds"] is True
    assert found["sentences"] == done.stdout.splitlines()[:-1]


def test_the_command_ends_with_1_and_says_on_standard_error_the_first_thing_that_fails(
    story, tmp_path
):
    file = tmp_path / "it.json"
    file.write_bytes(story.proof.replace(b'"index":1', b'"index":2'))
    done = run(file, "--json", "--lang", "fr")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "[PRF-4]" in done.stderr
    found = json.loads(done.stdout)
    assert (found["holds"], found["where"]) == (False, "inclusion")
    assert found["reason"] == "wrong-inclusion"


def test_a_file_that_is_not_there_or_empty_or_a_folder_is_answered(tmp_path):
    empty = tmp_path / "empty"
    empty.touch()
    for path in (empty, tmp_path, tmp_path / "none"):
        done = run(path)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("Does not hold: ")


def test_a_terminal_without_arabic_letters_gets_an_answer_all_the_same(story, tmp_path):
    file = tmp_path / "it.json"
    file.write_bytes(story.proof)
    done = subprocess.run(
        [sys.executable, str(FILE), str(file), "--lang", "ar"],
        check=False,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0


def test_the_verifier_needs_nothing_but_the_standard_library_and_cryptography():
    roots = set()
    for node in ast.walk(ast.parse(FILE.read_text())):
        if isinstance(node, ast.Import):
            roots |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add(node.module.split(".")[0])
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}
    assert not roots & {"os", "socket", "subprocess", "urllib", "importlib"}


def test_one_act_takes_no_more_than_2_milliseconds(story):
    best = min(_cpu(lambda: verify.check(story.proof)) for _ in range(30))
    one = min(_cpu(signature) for _ in range(30))
    signature_checks = 2 + 2 + 3  # Founding; key acts; act, receipt, cosignature.
    # A slow machine is allowed for by what its own signatures cost.
    assert best < max(0.002, 3 * signature_checks * one)


def _cpu(call):
    begin = time.process_time()
    call()
    return time.process_time() - begin


SECRET = crypto.new_signing_secret()
SIGNED = crypto.sign(SECRET, b"message")


def signature():
    assert crypto.verify(crypto.signing_public(SECRET), b"message", SIGNED)


def test_reading_a_ledger_costs_little_more_than_checking_its_signatures(forge):
    for _ in range(60):
        forge.open("FR")
        forge.ack("MA")
        forge.ack("FR", detail={"checkpoint": forge.stamp("FR", "FR", len(forge.ids["FR"]))})
    raw = forge.ledger()
    signatures = 60 * (1 + 3 + 2)
    best = min(_cpu(lambda: verify.check(raw)) for _ in range(3))
    one = min(_cpu(signature) for _ in range(50))
    assert best < 3 * signatures * one


def test_without_cryptography_the_command_says_what_to_install_in_three_languages(tmp_path):
    (tmp_path / "cryptography.py").write_text("raise ImportError\n")
    done = subprocess.run(
        [sys.executable, str(FILE), "any"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 1
    assert done.stderr.count("python3-cryptography") == 3
    assert "Traceback" not in done.stderr
