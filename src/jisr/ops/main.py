"""`jisr`: the one command line, put together from its groups, in the reader's language."""

import sys

import typer

from jisr.core.errors import Lang
from jisr.ops.cli import (
    approvals,
    audit,
    bench,
    cases,
    demo,
    doctor,
    effects,
    framework,
    keys,
    node,
    officers,
    proofs,
    protection,
    pruning,
    reading,
    retention,
    revision,
    simulate,
    spaces,
    stores,
    subject,
    words_framework,
    words_help,
)
from jisr.ops.cli.base import Answer, Run, outermost
from jisr.ops.cli.common import language


def explain_test(run: Run) -> Answer:
    """Say who runs the checks: they need more packages than a node."""
    run.note(words_help.TEST)
    raise typer.Exit(2)


def build_app(lang: Lang) -> typer.Typer:
    """Return the whole command line, for a reader of `lang`."""
    whole = outermost(lang)
    reading.register(cases.register(whole))
    packs = whole.group("framework", words_framework.FRAMEWORK_GROUP)
    framework.register(packs)
    revision.register(packs)
    keys.register(whole)
    node.register(whole)
    proofs.register(whole)
    officers.register(whole)
    approvals.register(whole)
    protection.register(whole)
    subject.register(whole)
    audit.register(whole)
    retention.register(whole)
    stores.register(whole)
    pruning.register(spaces.register(whole))
    doctor.register(whole)
    effects.register(whole)
    demo.register(whole)
    bench.register(whole)
    simulate.register(whole)
    whole.add("test", words_help.TEST, explain_test)
    return whole.app


def main() -> None:
    """Run one command."""
    line = sys.argv[1:]
    build_app(language(line))(line, prog_name="jisr")


if __name__ == "__main__":
    main()
