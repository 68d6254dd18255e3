"""An approval: a statement over the hash of what was shown, signed by an officer's own key.

Source: docs/spec/safeguards.md, SAF-43 to SAF-45.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from jisr.core.act import (
    TIME_FORMAT,
    Digest,
    PartyId,
    Slug,
    read_digest,
    read_object,
    read_party,
    read_slug,
    read_time,
)
from jisr.core.canonical import Json, decode, encode
from jisr.core.dsse import Envelope, Signature
from jisr.core.errors import JisrError, Malformed, Refused, Unproven
from jisr.core.keys import KeyUse
from jisr.framework.values import Context, text
from jisr.ledger.work.rows import Document
from jisr.node import officers, reasons
from jisr.node.node import Node
from jisr.node.ports import Keys
from jisr.safeguards.approvals import Given, kinds_of

APPROVAL_TYPE: Final = "application/vnd.jisr.approval+json"
APPROVAL_BYTES_MAX: Final = 16 * 1024
# What was true of a person a week ago need not be true today; and a colleague is away for days.
VALID: Final = timedelta(days=7)
# The officer has signed just now, and two clocks differ by less.
STEP_UP: Final = timedelta(minutes=10)
REASON_CHARS_MAX: Final = 2000
KINDS_MAX: Final = 8

_APPROVAL: Final = Slug("approval")  # Kinds of documents: id is HASH/OFFICER,
_SPENT: Final = Slug("approval-of-act")  # and ACT/OFFICER.
_REASON: Final = text(REASON_CHARS_MAX, lines=True)
_FIELDS: Final = frozenset({"approves", "at", "kinds", "officer", "party", "reason", "v"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an officer signs: that they approve one text, as what, and why."""

    party: PartyId
    approves: Digest
    kinds: frozenset[Slug]
    officer: str
    reason: str
    at: datetime

    def encode(self) -> bytes:
        """Return the one byte form."""
        return encode(
            {
                "approves": self.approves,
                "at": self.at.strftime(TIME_FORMAT),
                "kinds": sorted(self.kinds),
                "officer": self.officer,
                "party": self.party,
                "reason": self.reason,
                "v": 1,
            }
        )

    @classmethod
    def parse(cls, raw: bytes) -> "Statement":
        """Read a statement; Malformed when it is none."""
        wire = read_object(decode(raw, bytes_max=APPROVAL_BYTES_MAX), "approval")
        kinds = wire.get("kinds")
        if wire.keys() != _FIELDS or not isinstance(kinds, list):
            raise Malformed(reasons.APPROVAL_WRONG)
        if not 1 <= len(kinds) <= KINDS_MAX:
            raise Malformed(reasons.APPROVAL_WRONG)
        read = cls(
            party=read_party(wire["party"], "party"),
            approves=read_digest(wire["approves"], "approves"),
            kinds=frozenset(read_slug(kind, "kinds") for kind in kinds),
            officer=str(wire["officer"]),
            reason=read_reason(wire["reason"]),
            at=read_time(wire["at"], "at"),
        )
        if read.encode() != raw:
            raise Malformed(reasons.APPROVAL_WRONG)
        return read


def read_reason(value: Json) -> str:
    """Read why somebody approves; Malformed when it says nothing."""
    return str(_REASON(value, Context(field="reason", type="text", codes={})))


def sign(statement: Statement, keys: Keys) -> bytes:
    """Return a statement signed with the officer's own key: this is the step-up (SAF-44)."""
    unsigned = Envelope(payload=statement.encode(), payload_type=APPROVAL_TYPE, signatures=())
    key = keys.current(KeyUse.SIGN).fingerprint
    return unsigned.adding(key, keys.sign(KeyUse.SIGN, unsigned.signed_bytes(), key=key)).encode()


def check(node: Node, raw: bytes, *, officer: str) -> Statement:
    """Read an approval and check whose it is, by the credential that the officer has now.

    Raises:
        Malformed, Refused: it is none, of another party, or of another officer.
        Unproven: the key that the officer has now has not signed it.
    """
    envelope = Envelope.parse(raw, payload_type=APPROVAL_TYPE, bytes_max=2 * APPROVAL_BYTES_MAX)
    statement = Statement.parse(envelope.payload)
    if (statement.party, statement.officer) != (node.party, officer):
        raise Refused(reasons.APPROVAL_WRONG)
    credential = officers.credential_of(node, officer)
    if credential is None or not _signed(node, envelope, credential):
        raise Unproven(reasons.APPROVAL_WRONG)
    return statement


def _signed(node: Node, envelope: Envelope, credential: officers.Credential) -> bool:
    match envelope.signatures:
        case (Signature(keyid=keyid, sig=sig),) if keyid == credential.record.fingerprint:
            return node.world.verify(credential.public, envelope.signed_bytes(), sig)
    return False


def keep(node: Node, statement: Statement, raw: bytes) -> None:
    """Keep an approval, in place of an earlier one of this officer's of the same text."""
    id = f"{statement.approves}/{statement.officer}"
    node.work.register.put(Document(kind=_APPROVAL, id=id, content=raw, updated=node.world.now()))


def given(node: Node, wish: Digest, *, author: str) -> frozenset[Given]:
    """Return the approvals of a text that count now, each checked again.

    It counts while its officer is active, has the role for it and the key that signed it, and for
    `VALID`; an author's own is never anything but their step-up.

    Args:
        node: ours.
        wish: the hash of what was shown.
        author: whose wish it is.

    Source: docs/spec/safeguards.md, SAF-45.
    """
    found: set[Given] = set()
    desks = officers.desks_of(officers.find(node, author))
    for officer, raw in _of(node, wish):
        try:
            statement = check(node, raw, officer=officer)
            who = officers.find(node, officer)
        except JisrError:  # It does not count, whatever is wrong with it.
            continue
        if statement.approves != wish or not who.active:
            continue
        if not statement.at - STEP_UP <= node.world.now() < statement.at + VALID:
            continue
        own = officer == author
        for kind in statement.kinds & kinds_of(officers.roles_of(who), by_author=own):
            same = own or not desks or bool(desks & officers.desks_of(who))
            found.add(Given(kind=kind, by_author=own, same_desk=same))
    return frozenset(found)


def forget(node: Node, wish: Digest) -> None:
    """Destroy the approvals of a wish that was given up: the same words again are another wish."""
    rows = [f"{wish}/{officer}" for officer, _ in _of(node, wish)]
    node.work.register.remove_all(_APPROVAL, rows)


def spend(node: Node, wish: Digest, act: Digest) -> None:
    """Keep the approvals of a wish with the act they were for: for no other do they count.

    Done before the act is written: after a crash between the two they have to be given again.
    """
    rows = [(officer, raw) for officer, raw in _of(node, wish)]
    now = node.world.now()
    with node.work.together():
        node.work.register.put_all(
            [
                Document(kind=_SPENT, id=f"{act}/{officer}", content=raw, updated=now)
                for officer, raw in rows
            ]
        )
        node.work.register.remove_all(_APPROVAL, [f"{wish}/{officer}" for officer, _ in rows])


def of_act(node: Node, act: Digest) -> list[bytes]:
    """Return the approvals, each signed, with which an act was written."""
    return [raw for _, raw in _rows(node, _SPENT, act)]


def _of(node: Node, wish: Digest) -> Iterator[tuple[str, bytes]]:
    yield from _rows(node, _APPROVAL, wish)


def _rows(node: Node, kind: Slug, of: Digest) -> Iterator[tuple[str, bytes]]:
    start = f"{of}/"
    for row in node.work.register.after(kind, start):
        if not row.id.startswith(start):
            return
        yield row.id.removeprefix(start), row.content
