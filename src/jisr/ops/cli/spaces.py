"""Commands on spaces: found one with a partner, enter it, list and export.

The founding document travels by hand as a file.  Each party signs it with its root key, and two
people who know each other compare its digest on the telephone.
"""

from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.act import Digest, PartyId, read_slug
from jisr.core.dsse import FOUNDING_TYPE, Envelope
from jisr.core.errors import Conflict, Malformed, Refused, Unproven
from jisr.core.space import FOUNDING_BYTES_MAX, GENERAL, PARTIES, Founding
from jisr.framework.edition import Edition
from jisr.node import found
from jisr.node import reasons as node_reasons
from jisr.ops import crypto, reasons, reasons_cli
from jisr.ops.arguments import base64_of, bytes_of
from jisr.ops.cli import words_spaces as words
from jisr.ops.cli.asked import SpaceOption, asked, find_space
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.framework import also, check_explored
from jisr.ops.cli.inputs import (
    ForceFlag,
    PassphraseFile,
    RootPassphraseFile,
    check_new,
    read_file,
    root_passphrase,
    typed,
    write_file,
)
from jisr.ops.cli.told import SHOWN, object_of, space_lines
from jisr.ops.clock import present
from jisr.ops.keystore import FileKeystore
from jisr.ops.packs import sound_pack
from jisr.ops.setup import ROOT_FILE, founder_now

DOCUMENT_BYTES_MAX: Final = 2 * FOUNDING_BYTES_MAX
DIGEST_CHARS_MIN: Final = 16  # Of a digest read on the telephone: 64 bits.

RootOption = Annotated[
    Path | None,
    typer.Option("--root", metavar="FILE"),
    words.ROOT,
]
_PackOption = Annotated[Path, typer.Option(metavar="FOLDER"), words.PACK]
_Unexplored = Annotated[bool, typer.Option("--unexplored"), words.UNEXPLORED]


def register(whole: Commands) -> Commands:
    """Add the group `space`, and return it."""
    space = whole.group("space", words.SPACE_GROUP)
    space.add("found", words.FOUND_HELP, found_command)
    space.add("join", words.JOIN_HELP, join)
    space.add("list", words.LIST_HELP, list_command)
    space.add("export", words.EXPORT_HELP, export)
    return space


def root_path(run: Run, root: Path | None) -> Path:
    """Return where the root keystore is: as said, else in the node's folder."""
    return root or run.settings.data_dir / ROOT_FILE


def found_command(
    run: Run,
    card: Annotated[Path, typer.Option("--with", metavar="FILE"), words.CARD],
    pack: _PackOption,
    out: Annotated[Path, typer.Option(metavar="FILE"), words.DOCUMENT_OUT],
    channel: Annotated[str, typer.Option(), words.CHANNEL] = GENERAL,
    unexplored: _Unexplored = False,
    root: RootOption = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Draft the founding document of a new space, and sign it first."""
    edition = sound_pack(pack, also=also(run))
    theirs = found.read_card(read_file(card, bytes_max=FOUNDING_BYTES_MAX))
    path = root_path(run, root)
    mine = founder_now(PartyId(run.settings.party), run.settings.keystore_path, path)
    if theirs.party == mine.party:
        raise Refused(reasons_cli.SAME_PARTY, party=mine.party)
    _check_parties(edition, frozenset({theirs.party, mine.party}))
    if out.exists():
        raise Conflict(reasons.FOLDER_EXISTS, path=str(out))
    if not unexplored:
        check_explored(run, edition)
    payload = found.draft(
        (mine, theirs),
        framework=edition.digest,
        channel=read_slug(channel, "channel"),
        at=present(),
    )
    envelope = found.sign(payload, _root(run, path, root_passphrase_file))
    write_file(out, envelope.encode())
    space = Founding.parse(payload).id
    run.say(words.DRAFTED, path=str(out), partner=theirs.party)
    run.say(words.DIGEST, digest=space)
    return {"out": str(out), "partner": theirs.party, "space": space}


def join(
    run: Run,
    file: Annotated[Path, typer.Argument(), words.DOCUMENT],
    pack: _PackOption,
    digest: Annotated[str | None, typer.Option(), words.HEARD] = None,
    unexplored: _Unexplored = False,
    root: RootOption = None,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Sign a founding document, if we have not, and enter its space, if both have signed."""
    edition = sound_pack(pack, also=also(run))
    raw = read_file(file, bytes_max=DOCUMENT_BYTES_MAX)
    envelope = Envelope.parse(raw, payload_type=FOUNDING_TYPE, bytes_max=DOCUMENT_BYTES_MAX)
    founding = Founding.parse(envelope.payload)
    me = PartyId(run.settings.party)
    if me not in founding.parties:
        raise Refused(node_reasons.NOT_FOR_US)
    partner = founding.other(me)
    _check_document(edition, founding, envelope, digest)
    signed = {one.keyid for one in envelope.signatures}
    if founding.founder(me).root.fingerprint not in signed:
        run.note(words.DIGEST, digest=founding.id)
        if digest is None:
            _compare(run, founding.id)
        path = root_path(run, root)
        if founder_now(me, run.settings.keystore_path, path) != founding.founder(me):
            raise Refused(node_reasons.NOT_FOR_US)
        if not unexplored:
            check_explored(run, edition)
        envelope = found.sign(envelope.payload, _root(run, path, root_passphrase_file), envelope)
        write_file(file, envelope.encode())
        run.say(words.COUNTERSIGNED, path=str(file), partner=partner)
    joined = len(envelope.signatures) == PARTIES
    if joined:
        with asked(run, passphrase_file) as ask:
            ask(
                "space.join",
                {
                    "edition": base64_of(edition.signed),
                    "founding": base64_of(envelope.encode()),
                },
            )
        run.say(words.JOINED, space=founding.id[:SHOWN], partner=partner)
        _what_remains(run, partner)
    else:
        run.say(words.ONE_SIGNATURE, partner=partner)
    return {
        "joined": joined,
        "partner": partner,
        "signatures": len(envelope.signatures),
        "space": founding.id,
    }


def list_command(run: Run, passphrase_file: PassphraseFile = None) -> Answer:
    """List the spaces of this node."""
    with asked(run, passphrase_file) as ask:
        spaces = ask("space.list", {})
    for line in space_lines(run, spaces):
        run.line(line)
    return {"spaces": spaces}


def export(
    run: Run,
    out: Annotated[Path, typer.Option(metavar="FILE"), words.EXPORT_OUT],
    force: ForceFlag = False,
    space: SpaceOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Export a whole space for an auditor: both logs and all that was signed, no content."""
    check_new(out, force=force)
    with asked(run, passphrase_file) as ask:
        found_space = find_space(ask, space)
        raw = bytes_of(object_of(ask("export", {"space": found_space})), "ledger")
    write_file(out, raw)
    run.say(words.EXPORTED, space=found_space[:SHOWN], path=str(out), size=len(raw))
    return {"bytes": len(raw), "out": str(out), "space": found_space}


def _check_document(
    edition: Edition, founding: Founding, envelope: Envelope, heard: str | None
) -> None:
    """Check what we are about to sign or enter.

    Raises:
        Unproven: a signature on it is wrong, or its digest is not the one heard.
        Refused: it names another framework, or other parties than the pack.
    """
    if heard is not None and not _same(founding.id, heard):
        raise Unproven(reasons_cli.DIGEST_DIFFERS, found=founding.id, heard=heard[:64])
    if founding.framework != edition.digest:
        raise Refused(reasons_cli.OTHER_FRAMEWORK, wanted=founding.framework, found=edition.digest)
    _check_parties(edition, frozenset(founding.parties))
    roots = {one.root.fingerprint: one.root.public for one in founding.founders}
    for keyid, signature in envelope.signatures:
        public = roots.get(keyid)
        if public is None or not crypto.verify(public, envelope.signed_bytes(), signature):
            raise Unproven(reasons_cli.STRANGE_SIGNATURE)


def _compare(run: Run, digest: Digest) -> None:
    """Have the digest typed as it was heard, before anything is signed.

    Raises:
        Refused: nobody is there to type it.
        Unproven: it is another.
    """
    missing = Refused(reasons_cli.DIGEST_NOT_HEARD, found=digest)
    heard = typed(run, words.TYPE_DIGEST, missing)
    if not _same(digest, heard):
        raise Unproven(reasons_cli.DIGEST_DIFFERS, found=digest, heard=heard[:64])


def _same(digest: str, heard: str) -> bool:
    """Compare a digest with what somebody took down: spaces do not count, nor its end."""
    taken = "".join(heard.split()).lower()
    if len(taken) < DIGEST_CHARS_MIN:
        raise Malformed(reasons_cli.OPTION_FORM, option="--digest", form="0123 4567 89ab cdef …")
    return digest.startswith(taken)


def _check_parties(edition: Edition, given: frozenset[PartyId]) -> None:
    if edition.parties != given:
        raise Refused(
            reasons_cli.NOT_OF_THE_PACK,
            parties=", ".join(sorted(edition.parties)) or "0",
            given=", ".join(sorted(given)),
        )


def _root(run: Run, path: Path, passphrase_file: Path | None) -> FileKeystore:
    passphrase = root_passphrase(run, passphrase_file, path=path)
    return FileKeystore.unlock(path, passphrase=passphrase)


def _what_remains(run: Run, partner: PartyId) -> None:
    if partner not in run.settings.partners:
        run.say(words.NO_ADDRESS, partner=partner, settings=str(run.settings_path))
    run.say(words.START)
