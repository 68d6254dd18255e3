"""`jisr approve`: read what somebody else wants to write, and sign for it with one's own key."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import orjson
import typer

from jisr.core.act import Digest, PartyId, Slug, read_time
from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.node import approving, reasons, wishes
from jisr.node.approving import Statement
from jisr.ops.arguments import base64_of
from jisr.ops.asking import Ask
from jisr.ops.cli import words_officers as words
from jisr.ops.cli.asked import ID_CHARS, PREFIX_CHARS_MIN, asked
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import PassphraseFile, given_passphrase
from jisr.ops.cli.officers import OFFICER_VARIABLE, KeyOption, OfficerPassphraseFile, key_path
from jisr.ops.cli.told import object_of, objects
from jisr.ops.keystore import FileKeystore
from jisr.web.language import moment_text

_Wish = Annotated[str, typer.Argument(metavar="HASH"), words.WISH]


def register(whole: Commands) -> None:
    """Add `approve`, and the group `approval`."""
    whole.add("approve", words.APPROVE_HELP, approve)
    approval = whole.group("approval", words.APPROVAL_GROUP)
    approval.add("list", words.APPROVALS_HELP, list_command)
    approval.add("show", words.SHOW_HELP, show)
    approval.add("give-up", words.DISCARD_HELP, give_up)


def approve(
    run: Run,
    wish: _Wish,
    reason: Annotated[str, typer.Option(metavar="TEXT"), words.REASON],
    key: KeyOption = None,
    officer_passphrase_file: OfficerPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Approve a text after reading it."""
    said = approving.read_reason(reason)
    with asked(run, passphrase_file) as ask:
        id = _find(ask, wish)
        told = object_of(ask("approval.show", {"wish": id}))
        shown, gives = object_of(told["shown"]), told["gives"]
        _say_shown(run, id, shown)
        assert isinstance(gives, list)
        if not gives:
            raise Refused(reasons.NOTHING_TO_GIVE)
        officer = str(told["officer"])
        path = key_path(run, officer, key)
        passphrase = given_passphrase(
            run, officer_passphrase_file, variable=OFFICER_VARIABLE, path=path
        )
        statement = Statement(
            party=PartyId(run.settings.party),
            approves=id,
            kinds=frozenset(Slug(str(kind)) for kind in gives),
            officer=officer,
            reason=said,
            at=read_time(told["now"], "now"),
        )
        signed = approving.sign(statement, FileKeystore.unlock(path, passphrase=passphrase))
        sent = {"wish": id, "approval": base64_of(signed)}
        outcome = object_of(ask("approval.approve", sent))
    say_outcome(run, outcome)
    return outcome


def list_command(run: Run, passphrase_file: PassphraseFile = None) -> Answer:
    """List what waits for approval."""
    with asked(run, passphrase_file) as ask:
        found = objects(ask("approval.list", {}))
    for one in found:
        since = moment_text(read_time(one["since"], "since"), run.lang)
        told = {name: str(one[name]) for name in ("wish", "act", "by")}
        run.say(words.WAITS, **told, since=since)
    if not found:
        run.say(words.NONE_WAITS)
    return {"approvals": list(found)}


def show(run: Run, wish: _Wish, passphrase_file: PassphraseFile = None) -> Answer:
    """Show all that a waiting text says."""
    with asked(run, passphrase_file) as ask:
        id = _find(ask, wish)
        told = object_of(ask("approval.show", {"wish": id}))
    _say_shown(run, id, object_of(told["shown"]))
    return {"gives": told["gives"], "shown": told["shown"], "wish": id}


def give_up(run: Run, wish: _Wish, passphrase_file: PassphraseFile = None) -> Answer:
    """Give up a waiting text of one's own."""
    with asked(run, passphrase_file) as ask:
        id = _find(ask, wish)
        ask("approval.discard", {"wish": id})
    run.say(words.DISCARDED)
    return {"wish": id}


def say_outcome(run: Run, outcome: Mapping[str, Json]) -> None:
    """Say what became of a wish that had to be approved."""
    if outcome["wish"] is not None:
        say_needs(run, outcome)
    elif outcome["at"] is not None:
        run.say(words.TICK, at=moment_text(read_time(outcome["at"], "at"), run.lang))
    else:
        run.say(words.WRITTEN, act=str(outcome["act"]))


def say_needs(run: Run, outcome: Mapping[str, Json]) -> None:
    """Say which approvals a wish lacks, and the hash to approve it by."""
    needs = outcome["needs"]
    assert isinstance(needs, Sequence)
    stop = "، " if run.lang == "ar" else ", "
    told = stop.join(run.text(words.KINDS[str(kind)]) for kind in needs)
    run.say(words.NEEDS, needs=told, wish=str(outcome["wish"]))


def _say_shown(run: Run, wish: Digest, shown: dict[str, Json]) -> None:
    """Print what is approved, once it is known to be what the hash covers.

    Raises:
        Refused: it is not.
    """
    if wishes.digest_of(shown) != wish:
        raise Refused(reasons.APPROVAL_WRONG)
    run.line(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())


def _find(ask: Ask, given: str) -> Digest:
    """Return the text that is meant; it may be named by its first characters.

    Raises:
        Refused: none is, or more than one.
    """
    if len(given) == ID_CHARS:
        return Digest(given)
    rows = objects(ask("approval.list", {})) if len(given) >= PREFIX_CHARS_MIN else []
    found = [str(row["wish"]) for row in rows if str(row["wish"]).startswith(given)]
    if len(found) != 1:
        raise Refused(reasons.NO_SUCH_WISH)
    return Digest(found[0])
