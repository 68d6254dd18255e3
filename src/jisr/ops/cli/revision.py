"""Commands that revise the framework of a space: propose another edition, accept it, or both."""

from typing import Annotated

import typer

from jisr.core.act import Digest, PartyId
from jisr.core.canonical import Json
from jisr.framework.edition import Edition
from jisr.ops.arguments import base64_of
from jisr.ops.asking import Ask
from jisr.ops.cli import words_framework
from jisr.ops.cli import words_spaces as words
from jisr.ops.cli.asked import SpaceOption, asked, find_space, text_of
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.framework import PackArgument, also, check_explored
from jisr.ops.cli.inputs import PassphraseFile
from jisr.ops.cli.told import SHOWN, object_of, objects
from jisr.ops.packs import sound_pack

PROPOSE, ACCEPT, EDITION = "propose", "accept", "edition"

_ReasonOption = Annotated[str, typer.Option("--reason"), words_framework.REASON]


def register(framework: Commands) -> None:
    """Add the commands to the group `framework`."""
    framework.add("propose", words_framework.PROPOSE_HELP, propose)
    framework.add("accept", words_framework.ACCEPT_HELP, accept)
    framework.add("sign", words_framework.SIGN_HELP, sign)
    framework.add("keep", words_framework.KEEP_HELP, keep)


def propose(
    run: Run,
    pack: PackArgument,
    reason: _ReasonOption,
    space: SpaceOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Propose a new edition of a space’s framework to the partner."""
    edition = sound_pack(pack, also=also(run))
    check_explored(run, edition)
    with asked(run, passphrase_file) as ask:
        return _propose(run, ask, find_space(ask, space), edition, reason)


def accept(run: Run, space: SpaceOption = None, passphrase_file: PassphraseFile = None) -> Answer:
    """Accept the edition that the partner has proposed."""
    with asked(run, passphrase_file) as ask:
        return _accept(run, ask, find_space(ask, space))


def sign(
    run: Run,
    pack: PackArgument,
    reason: _ReasonOption,
    space: SpaceOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Sign an edition: accept it if the partner has proposed exactly this one, else propose it."""
    edition = sound_pack(pack, also=also(run))
    check_explored(run, edition)
    with asked(run, passphrase_file) as ask:
        found = find_space(ask, space)
        if _proposed_to_us(ask, found, PartyId(run.settings.party)) == edition.digest:
            return _accept(run, ask, found)
        return _propose(run, ask, found, edition, reason)


def keep(
    run: Run,
    pack: PackArgument,
    space: SpaceOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Give the node the text of an adopted edition that was lost with a disk."""
    edition = sound_pack(pack, also=also(run))
    with asked(run, passphrase_file) as ask:
        found = find_space(ask, space)
        ask("edition.keep", {"edition": base64_of(edition.signed), "space": found})
    run.say(words_framework.KEPT, digest=edition.digest[:SHOWN])
    return {"edition": edition.digest, "space": found}


def _propose(run: Run, ask: Ask, space: Digest, edition: Edition, reason: str) -> Answer:
    act = text_of(
        ask(
            "case.act",
            {
                "act": PROPOSE,
                "case": space,
                "edition": base64_of(edition.signed),
                "fields": {"reason": reason},
                "space": space,
                "terms": {EDITION: edition.digest},
            },
        ),
        "act",
    )
    run.say(words.PROPOSED, digest=edition.digest, partner=_partner(ask, space))
    return {"act": act, "did": PROPOSE, "edition": edition.digest, "space": space}


def _accept(run: Run, ask: Ask, space: Digest) -> Answer:
    proposed = _proposed(ask, space)
    act = text_of(ask("case.act", {"act": ACCEPT, "case": space, "space": space}), "act")
    run.say(words.ACCEPTED, digest=str(proposed))
    return {"act": act, "did": ACCEPT, "edition": proposed, "space": space}


def _proposed_to_us(ask: Ask, space: Digest, me: PartyId) -> Json:
    zero = object_of(ask("case.show", {"case": space, "space": space}))
    return _proposed(ask, space) if zero["turn"] == me else None


def _proposed(ask: Ask, space: Digest) -> Json:
    """Return the edition of the latest proposal on the path of case zero."""
    zero = object_of(ask("case.show", {"case": space, "space": space}))
    acts, path = object_of(zero["acts"]), zero["path"]
    assert isinstance(path, list)
    for id in reversed(path):
        act = object_of(acts[str(id)]) if str(id) in acts else {}
        if act.get("act") == PROPOSE:
            return object_of(act["terms"])[EDITION]
    return None


def _partner(ask: Ask, space: Digest) -> str:
    rows = objects(ask("space.list", {}))
    return next(str(row["partner"]) for row in rows if row["space"] == space)
