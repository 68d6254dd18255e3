"""`jisr`: the one command line, put together from its groups."""

import typer

from jisr.ops.cli import (
    cases,
    demo,
    doctor,
    effects,
    framework,
    keys,
    node,
    proofs,
    revision,
    spaces,
    stores,
)
from jisr.ops.cli.base import common_options, group

HELP = """Two interior ministries run their cooperation on two nodes: signed acts, proof on both
sides. Each command has its own --help."""


TEST_HELP = "Run the checks; --full runs everything. The launcher ./jisr does it itself."


def explain_test() -> None:
    """Say who runs the checks: they need more packages than a node."""
    typer.echo(TEST_HELP)
    raise typer.Exit(2)


def build_app() -> typer.Typer:
    """Return the whole command line."""
    app = typer.Typer(
        name="jisr",
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(common_options)
    cases.register(app, group(app, "case", "Cases with a partner: open, act, list, show."))
    packs = group(app, "framework", "Packs: the procedures, forms and deadlines two parties sign.")
    framework.register(packs)
    revision.register(packs)
    keys.register(group(app, "keys", "The node’s keys: list, replace, revoke."))
    node.register(app, group(app, "node", "Run the node, and ask how it is."))
    proofs.register(app)
    record = group(app, "record", "The public record: meetings, undertakings, accounts.")
    stores.register(app, record)
    spaces.register(group(app, "space", "Spaces: found one with a partner, enter it, export it."))
    doctor.register(app)
    effects.register(group(app, "effects", "What a restore has held: decide, once all is well."))
    demo.register(app)
    app.command("test", help=TEST_HELP, add_help_option=True)(explain_test)
    return app


def main() -> None:
    """Run one command."""
    build_app()(prog_name="jisr")


if __name__ == "__main__":
    main()
