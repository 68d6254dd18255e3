"""`jisr`: the one command line, put together from its groups."""

import typer

from jisr.ops.cli import framework, node
from jisr.ops.cli.base import common_options, group

HELP = """Two interior ministries run their cooperation on two nodes: signed acts, proof on both
sides. Each group below has its own --help."""


def build_app() -> typer.Typer:
    """Return the whole command line."""
    app = typer.Typer(
        name="jisr", help=HELP, no_args_is_help=True, add_completion=False,
        pretty_exceptions_enable=False,
    )  # fmt: skip
    app.callback()(common_options)
    node.register(app, group(app, "node", "Run the node, and ask how it is."))
    framework.register(
        group(app, "framework", "Packs: the procedures, forms and deadlines two parties sign.")
    )
    return app


def main() -> None:
    """Run one command."""
    build_app()(prog_name="jisr")


if __name__ == "__main__":
    main()
