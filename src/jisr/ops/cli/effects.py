"""Commands on effects that a restore has held: they may have happened before the disk was lost."""

from pathlib import Path

from jisr.ops.cli import words_proofs as words
from jisr.ops.cli.asked import SpaceOption, asked, find_space
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import PassphraseFile
from jisr.ops.cli.told import SHOWN, object_of, objects


def register(whole: Commands) -> None:
    """Add the group `effects`."""
    effects = whole.group("effects", words.EFFECTS_GROUP)
    effects.add("list", words.HELD_HELP, list_command)
    effects.add("release", words.RELEASE_HELP, release)
    effects.add("close", words.CLOSE_HELP, close)


def list_command(
    run: Run, space: SpaceOption = None, passphrase_file: PassphraseFile = None
) -> Answer:
    """List the effects of a space that a restore has held."""
    with asked(run, passphrase_file) as ask:
        held = objects(ask("effects.held", {"space": find_space(ask, space)}))
    for one in held:
        case, move = str(one["case"])[:SHOWN], str(one["move"])[:SHOWN]
        run.say(words.HELD, effect=str(one["effect"]), case=case, move=move)
    run.say(words.HELD_COUNT, count=len(held))
    return {"held": list(held)}


def release(run: Run, space: SpaceOption = None, passphrase_file: PassphraseFile = None) -> Answer:
    """Carry the held effects out now: they had not happened."""
    return _decide(run, "release", space, passphrase_file)


def close(run: Run, space: SpaceOption = None, passphrase_file: PassphraseFile = None) -> Answer:
    """Take the held effects as done: they had happened before."""
    return _decide(run, "close", space, passphrase_file)


def _decide(run: Run, decision: str, space: str | None, passphrase_file: Path | None) -> Answer:
    with asked(run, passphrase_file) as ask:
        args = {"decision": decision, "space": find_space(ask, space)}
        count = object_of(ask("effects.decide", args))["count"]
    run.say(words.DECIDED, count=str(count))
    return {"count": count, "decision": decision}
