"""Each fault the checker knows, made by one edit of a good pack (FRA-3, FRA-16 to FRA-28)."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from jisr.core.errors import LANGS, Malformed, Reason
from jisr.framework import (
    check,
    load_edition,
    parse_edition,
    reasons,
    reasons_check,
    reasons_edition,
    reasons_procedure,
)
from jisr.framework.check import NO_EDITIONS
from tests.framework.packs import (
    REQUEST,
    UNDERTAKING,
    codes_of,
    edited,
    faults_of,
    good,
    sound,
)

TABLE = Path(__file__).with_name("faulty_packs.txt")
ONE_LABEL = "{ar: س, fr: s, en: s}"


class Edit(NamedTuple):
    codes: tuple[str, ...]
    path: str
    at: str
    old: str
    new: str


def edits() -> Iterator[Edit]:
    """Read the table: blocks between empty lines, the first and the titles left out."""
    for block in TABLE.read_text("utf-8").split("\n\n"):
        head, *rows = block.strip("\n").split("\n")
        if not rows or not rows[0].startswith("- "):
            continue
        codes, path, at = head.split(" | ")
        old = [row.removeprefix("- ") for row in rows if row.startswith("- ")]
        new = [row.removeprefix("+ ") for row in rows if row.startswith("+ ")]
        assert len(old) + len(new) == len(rows), head
        end = "" if new else "\n"
        yield Edit(
            tuple(codes.split(" + ")), f"{path}.yaml", at, "\n".join(old) + end, "\n".join(new)
        )


EDITS = tuple(edits())


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.codes[0]}: {edit.new[:40]}")
def test_a_faulty_pack_is_told_where_and_why(edit: Edit) -> None:
    files = edited(edit.path, edit.old, edit.new)
    if "term-reserved" in edit.codes:
        files = _with_office(files)
    assert codes_of(files) == {f"framework.{code}" for code in edit.codes}
    found = [f for f in faults_of(files) if f.code == f"framework.{edit.codes[0]}"]
    places = [_line(files, fault.file, fault.line) for fault in found]
    assert any(edit.at in place for place in places), places
    for fault in found:
        for lang in LANGS:
            text = fault.text(lang)
            assert text.endswith(fault.message(lang))
            assert len(fault.message(lang)) < len(text)  # Without the place.
            assert fault.file in text
            assert str(fault.line) in text


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("    turn: requested", "    trun: requested", "turn"),
        ("may refuse → refused", "may refuse → refusedd", "refused"),
        ("requested may refuse", "reqested may refuse", "requested"),
        ("may refuse → refused", "may refuse → elsewhere", None),
        ("      then: close-for-silence\n", "", None),
    ],
)
def test_a_word_that_is_nearly_right_is_asked_for(old: str, new: str, meant: str | None) -> None:
    path = "common/procedures/information-request.yaml"
    count = good()[path].decode().count(old)
    told = faults_of(edited(path, old, new, count=count))
    asked = [text for fault in told if "Did you mean" in (text := fault.text("en"))]
    assert bool(asked) == (meant is not None)
    if meant is not None:
        assert asked[0].endswith(f"Did you mean “{meant}”?")
        assert f"Vouliez-vous dire «\u00a0{meant}\u00a0»" in "".join(f.text("fr") for f in told)
        assert f"هل المقصود «\u2068{meant}\u2069»" in "".join(f.text("ar") for f in told)


def _line(files: dict[str, bytes], file: str, line: int) -> str:
    return files[file].decode().split("\n")[line - 1]


def _with_office(files: dict[str, bytes]) -> dict[str, bytes]:
    text = files[REQUEST].decode()
    text = text.replace("opens:", f"offices:\n  port: {ONE_LABEL}\nopens:", 1)
    term = f"    office: {{type: reference, label: {ONE_LABEL}}}\n"
    return {
        **files,
        REQUEST: text.replace("  refuse:\n    ground:", f"  refuse:\n{term}    ground:").encode(),
    }


def test_a_dead_state_is_a_fault() -> None:
    states = "states:\n" + "".join(
        f"  {one}:\n    label: {ONE_LABEL}\n    turn: requested\n"
        f"    clauses: requested may wait → {other}\n"
        for one, other in (("stuck", "mired"), ("mired", "stuck"))
    )
    text = good()[REQUEST].decode().replace("states:\n", states, 1)
    text = text.replace("acts:\n", f"acts:\n  wait: {ONE_LABEL}\n", 1)
    clause = "      - requesting may withdraw → withdrawn\n"
    text = text.replace(clause, clause + "      - requesting may wait → stuck\n", 1)
    found = faults_of({**good(), REQUEST: text.encode()})
    assert [fault.code for fault in found] == ["framework.dead-state"] * 2


def test_a_label_too_long_is_a_fault() -> None:
    files = edited(REQUEST, "en: Information request", f"en: {'x' * 2001}")
    assert codes_of(files) >= {"framework.label-too-long"}


def test_every_reason_of_the_checker_has_a_test() -> None:
    modules = (reasons, reasons_check, reasons_edition, reasons_procedure)
    known = {
        reason.code.removeprefix("framework.")
        for module in modules
        for reason in vars(module).values()
        if isinstance(reason, Reason)
    }
    tested_elsewhere = {
        # tests/framework/test_source.py
        *("file-too-large", "not-utf8", "not-yaml", "character", "not-nfc", "yaml-feature"),
        *("too-deep", "key-twice", "empty-value", "comma-in-braces", "not-a-tree"),
        # tests/framework/test_edition.py
        *("no-manifest", "unknown-file", "too-many-files", "not-an-edition"),
        # tests/framework/test_alike.py
        "alike-idle",
        # tests/framework/test_seals.py
        *("never-revealed", "reveals-nothing"),
        # below
        *("dead-state", "label-too-long", "migration-partial", "migration-strange"),
    }
    assert known <= {code for edit in EDITS for code in edit.codes} | tested_elsewhere
    assert tested_elsewhere <= known


def test_several_faults_are_all_told_in_order_of_file_and_line() -> None:
    text = good()[REQUEST].decode()
    text = text.replace("may refuse → refused", "may say-no → denied")
    faults = faults_of({**good(), REQUEST: text.encode()})
    assert [fault.code for fault in faults].count("framework.unknown-name") == 4
    assert [(f.file, f.line) for f in faults] == sorted((f.file, f.line) for f in faults)


def test_a_file_that_cannot_be_read_does_not_hide_the_others() -> None:
    files = edited(REQUEST, "title:", "title: [", count=1)
    files[UNDERTAKING] = good()[UNDERTAKING].replace(b"may decline", b"can decline")
    found = {(fault.file, fault.code) for fault in faults_of(files)}
    assert (REQUEST, "framework.not-yaml") in found
    assert (UNDERTAKING, "framework.clause-unreadable") in found


def test_the_first_fault_is_raised_when_a_sound_pack_is_wanted() -> None:
    files = edited(REQUEST, "may refuse → refused", "may refuse → denied")
    with pytest.raises(Malformed) as caught:
        load_edition(files, pack="ma-fr")
    assert caught.value.code == "framework.unknown-name"
    assert caught.value.facts["file"] == REQUEST


def test_a_sound_pack_is_loaded() -> None:
    assert load_edition(good(), pack="ma-be", previous=NO_EDITIONS).manifest.pack == "ma-be"


def migrating(states: str) -> dict[str, bytes]:
    older = sound().digest
    return edited(REQUEST, "forms:\n", f"migrates:\n  {older}: {{{states}}}\nforms:\n")


@pytest.mark.parametrize(
    ("states", "code"),
    [
        (
            "received: received, clarifying: received, answered: answered, consent-asked: answered",
            None,
        ),
        (
            "received: received, clarifying: received, answered: closed, consent-asked: answered",
            None,
        ),
        (
            "received: received, answered: answered, consent-asked: answered",
            "framework.migration-partial",
        ),
        (
            "received: received, clarifying: received, answered: answered, consent-asked: answered"
            ", closed: closed",
            "framework.migration-strange",
        ),
    ],
)
def test_a_migration_from_a_known_edition_is_total(states: str, code: str | None) -> None:
    edition = parse_edition(migrating(states), pack="ma-fr")
    faults = check(edition, previous={sound().digest: sound()})
    assert [fault.code for fault in faults] == ([] if code is None else [code])


def test_a_migration_from_an_unknown_edition_is_judged_by_its_targets_only() -> None:
    assert codes_of(migrating("received: received")) == set()
