"""`jisr doctor`: what is wrong with this node, each with its mend."""

import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from jisr.core.canonical import Json
from jisr.core.errors import JisrError, facts_in
from jisr.ops import doctor as checks
from jisr.ops.cli import words_doctor as words
from jisr.ops.cli import words_node
from jisr.ops.cli.asked import asked
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import PassphraseFile
from jisr.ops.cli.phrase import isolated
from jisr.ops.cli.told import in_lang, object_of, objects
from jisr.ops.clock import present
from jisr.ops.control import node_runs
from jisr.ops.doctor import Finding, Level, fail, ok, warn


def register(whole: Commands) -> None:
    """Add the command to the whole."""
    whole.add("doctor", words_node.DOCTOR_HELP, doctor)


def doctor(run: Run, passphrase_file: PassphraseFile = None) -> Answer:
    """Look the node over: one line for each check, with the mend where it is not well."""
    found: list[Json] = []
    for finding, text, mend in _all(run, passphrase_file):
        level = run.text(words.LEVELS[finding.level])
        run.line(isolated(f"{level}  {text}", run.lang))
        if mend is not None:
            run.line(f"    → {mend}")
        if finding.level is Level.FAIL:
            run.fail()
        found.append({"code": finding.code, "level": finding.level.value, "text": text})
    return {"findings": found, "well": not run.failed}


def _all(run: Run, passphrase_file: Path | None) -> Iterator[tuple[Finding, str, str | None]]:
    yield _told(run, ok("python", version=platform.python_version()))
    try:
        settings = run.settings
    except JisrError as error:
        yield fail("settings", path=str(run.settings_path)), error.text(run.lang), None
        return
    yield _told(run, ok("settings-read", path=str(run.settings_path)))
    now = present()
    runs = node_runs(settings.control_path)
    for finding in (
        *checks.check_files(settings),
        *checks.check_keys(settings, now),
        *checks.check_clock(settings, now),
        *checks.check_ports(settings, runs=runs),
        *checks.check_disk(settings),
        ok("runs") if runs else ok("stopped"),
    ):
        yield _told(run, finding)
    yield from _inside(run, passphrase_file)


def _inside(run: Run, passphrase_file: Path | None) -> Iterator[tuple[Finding, str, str | None]]:
    """Ask the process with the stores open, or open them."""
    try:
        with asked(run, passphrase_file) as ask:
            status = object_of(ask("status", {}))
            inside = object_of(ask("check", {}))
    except JisrError as error:
        yield fail("stores"), error.text(run.lang), None
        return
    spaces: Sequence[dict[str, Json]] = objects(status["spaces"])
    for finding in (
        *checks.check_inside(inside),
        *checks.check_spaces(spaces),
        *checks.check_partners(run.settings, spaces),
    ):
        yield _told(run, finding)
    for alarm in objects(status["alarms"]):
        text = run.text(words.ALARM, since=str(alarm["since"]), text=in_lang(run, alarm["text"]))
        yield warn("alarm", reason=str(alarm["code"])), text, None


def _told(run: Run, finding: Finding) -> tuple[Finding, str, str | None]:
    text, mend = words.FINDINGS[finding.code]
    facts = facts_in(run.lang, finding.facts)
    return finding, run.text(text, **facts), run.text(mend, **facts) if mend else None
