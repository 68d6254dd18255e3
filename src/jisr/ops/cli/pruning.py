"""`jisr space prune`: let old headers go, once the partner has said the same."""

from jisr.core.canonical import Json
from jisr.ops.arguments import bytes_of
from jisr.ops.cli import words_spaces as words
from jisr.ops.cli.asked import SpaceOption, asked, find_space
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import (
    PassphraseFile,
    RootPassphraseFile,
    YesFlag,
    confirm,
    root_passphrase,
)
from jisr.ops.cli.spaces import RootOption, root_path
from jisr.ops.cli.stores import place
from jisr.ops.cli.told import SHOWN, object_of, objects
from jisr.ops.keystore import FileKeystore


def register(space: Commands) -> None:
    """Add the command to the group `space`."""
    space.add("prune", words.PRUNE_HELP, prune)


def prune(
    run: Run,
    space: SpaceOption = None,
    root: RootOption = None,
    yes: YesFlag = False,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Agree to let the headers of ended cases go; signed by the root key."""
    path = root_path(run, root)
    with asked(run, passphrase_file) as ask:
        found = find_space(ask, space)
        answer = object_of(ask("prune.header", {"space": found}))
        upto = objects(answer["upto"])
        _name_ends(run, upto)
        confirm(run, yes=yes)
        passphrase = root_passphrase(run, root_passphrase_file, path=path)
        keeper = FileKeystore.unlock(path, passphrase=passphrase)
        act = place(ask, found, bytes_of(answer, "header"), keeper)
    run.say(words.PRUNED, act=act)
    return {"act": act, "space": found, "upto": list[Json](upto)}


def _name_ends(run: Run, upto: list[dict[str, Json]]) -> None:
    """Say beside the answer what is about to go."""
    run.note(words.TO_PRUNE)
    for end in upto:
        run.note(
            words.PRUNE_END,
            author=str(end["author"]),
            seq=str(end["seq"]),
            act=str(end["act"])[:SHOWN],
        )
