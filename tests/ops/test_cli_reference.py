"""The page on the command line is what the commands say of themselves."""

import re
from pathlib import Path

from typer.main import get_command

from tests.ops.cli_kit import APPS
from tools import make_cli_reference

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def test_the_page_is_written_from_the_help_of_the_commands() -> None:
    assert make_cli_reference.PAGE.read_text() == make_cli_reference.page()


def test_every_command_says_what_it_does() -> None:
    for name, command in make_cli_reference._commands(get_command(APPS["en"]), "jisr"):
        assert command.help, name
        for param in command.params:
            assert param.help, f"{name} {param.opts}"


def test_the_how_to_pages_name_commands_and_options_that_exist() -> None:
    commands = dict(make_cli_reference._commands(get_command(APPS["en"]), "jisr"))
    named = 0
    for page in sorted(HOW_TO.glob("*.md")):
        for block in re.findall(r"^ *```\n(.*?)^ *```", page.read_text(), re.MULTILINE | re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                words = line.split()
                if not words or words[0] not in {"./jisr", "jisr"} or words[1] == "setup":
                    continue  # `./jisr setup` is the launcher's own.
                two, one = f"jisr {' '.join(words[1:3])}", f"jisr {words[1]}"
                command = commands.get(two) or commands.get(one)
                assert command is not None, f"{page.name}: {line}"
                options = {option for param in command.params for option in param.opts}
                for word in words:
                    if word.startswith("--"):
                        assert word.partition("=")[0] in options, f"{page.name}: {word} in {line}"
                named += 1
    assert named
