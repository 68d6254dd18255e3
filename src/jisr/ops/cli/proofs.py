"""Commands on proofs: prove one act to somebody who trusts neither node, and check a proof."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

import jisr
from jisr.core.errors import Unavailable
from jisr.ops import reasons, reasons_cli, why
from jisr.ops.arguments import bytes_of
from jisr.ops.cli import words_cases as cases
from jisr.ops.cli import words_proofs as words
from jisr.ops.cli.asked import asked, find_act
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import ForceFlag, PassphraseFile, check_new, write_file, write_private
from jisr.ops.cli.told import object_of

# One file that needs nothing of ours: a court may run it without this repository.
VERIFIER: Final = Path(jisr.__file__).parents[2] / "tools" / "verify.py"


def register(whole: Commands) -> None:
    """Add the commands to the whole."""
    whole.add("prove", words.PROVE_HELP, prove)
    whole.add("verify", words.VERIFY_HELP, verify)


def prove(
    run: Run,
    act: Annotated[str, typer.Argument(metavar="ACT"), words.ACT_ID],
    out: Annotated[Path, typer.Option(metavar="FILE"), words.PROOF_OUT],
    force: ForceFlag = False,
    with_content: Annotated[bool, typer.Option("--with-content"), words.CONTENT] = False,
    purpose: Annotated[str, typer.Option(), cases.PURPOSE] = "court-order",
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Write the proof of one act: for a court or an auditor, checked without any node."""
    check_new(out, force=force)
    with asked(run, passphrase_file) as ask:
        found = find_act(ask, act)
        answer = object_of(
            ask("prove", {"act": found, "content": with_content, "purpose": purpose})
        )
    raw = bytes_of(answer, "proof")
    (write_private if with_content else write_file)(out, raw)
    run.say(words.PROVED, path=shlex.quote(str(out)), size=len(raw))
    if with_content:
        run.say(words.WITH_CONTENT)
    return {"act": found, "bytes": len(raw), "content": with_content, "out": str(out)}


def verify(run: Run, file: Annotated[Path, typer.Argument(), words.PROOF]) -> Answer:
    """Check a proof or an exported space with the stand-alone verifier."""
    if not VERIFIER.exists():
        raise Unavailable(reasons_cli.VERIFIER_MISSING, path=str(VERIFIER))
    if not file.is_file():
        raise Unavailable(reasons.PATH_NOT_READABLE, path=str(file), **why.missing())
    with run.busy(words.VERIFYING):
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own file
            [sys.executable, "-I", str(VERIFIER), str(file), "--lang", run.lang],
            check=False,
            capture_output=True,
            text=True,
        )
    said = (done.stdout or done.stderr).strip()
    run.line(said)
    if done.returncode != 0:
        run.fail()
    return {"file": str(file), "holds": done.returncode == 0, "said": said}
