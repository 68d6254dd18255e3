"""From a message to the bytes on the wire and back: signed, then sealed.

    jisr/1 <suite> <fingerprint of the receiver's seal key>\\n<ciphertext>

The seal hides and binds to one space and direction; the signature inside says who speaks.
Keys stay outside: sealing, opening, signing and verifying are arguments.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Protocol

from jisr.core import reasons as core_reasons
from jisr.core.act import Digest, PartyId
from jisr.core.canonical import decode, encode
from jisr.core.dsse import SYNC_TYPE, Envelope
from jisr.core.errors import JisrError, Malformed, Refused, Unproven
from jisr.exchange import reasons
from jisr.exchange.limits import SIGNED_BYTES_MAX, WIRE_BYTES_MAX
from jisr.exchange.message import VERSION, Message, is_version
from jisr.exchange.values import Fault, Nonce

PROTOCOL: Final = "jisr/1"
# The one suite so far: HPKE (RFC 9180) base mode with the hybrid KEM of ML-KEM-768 and X25519.
SUITE: Final = "mlkem768x25519-hkdfsha256-aes256gcm"
FIRST_LINE_MAX: Final = 256
BARE_FAULT_BYTES_MAX: Final = 16 * 1024

_FIRST_LINE: Final = re.compile(rb"(jisr/[0-9]{1,4}) ([a-z0-9-]{1,64}) ([0-9a-f]{64})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One space shared with one partner, seen from one side."""

    space: Digest
    me: PartyId
    partner: PartyId


class Proof(Enum):
    """What a check of a message's signature found."""

    HOLDS = auto()
    UNKNOWN_KEY = auto()  # Not one of the partner's signing keys.
    REVOKED_KEY = auto()  # Once the partner's, no longer.
    BROKEN = auto()  # The partner's key, but not its signature.


_NOT_PROVEN: Final = {
    Proof.UNKNOWN_KEY: reasons.WRONG_SIGNER,
    Proof.REVOKED_KEY: reasons.REVOKED_SIGNER,
    Proof.BROKEN: reasons.BAD_SIGNATURE,
}


class Seal(Protocol):
    """HPKE single-shot sealing to one key (SUITE)."""

    def __call__(self, plaintext: bytes, /, *, info: bytes) -> bytes:
        """Return encapsulated key and ciphertext, one after the other."""


class Open(Protocol):
    """HPKE single-shot opening with the key of this fingerprint (SUITE)."""

    def __call__(self, ciphertext: bytes, /, *, key: Digest, info: bytes) -> bytes | None:
        """Return the plaintext; None when the seal does not open."""


class Sign(Protocol):
    """Signing with the node's own signing key."""

    def __call__(self, signed: bytes, /) -> bytes:
        """Return the signature over `signed`."""


class Verify(Protocol):
    """Checking against what is known of the partner's signing keys."""

    def __call__(self, signed: bytes, /, *, key: Digest, sig: bytes) -> Proof:
        """Return whether `sig` is the partner's over `signed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealer:
    """What it takes to send: our signing key, and the partner's seal key."""

    sign: Sign
    sign_key: Digest
    seal: Seal
    seal_key: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """What it takes to receive: our seal keys (more than one while one is replaced)."""

    open: Open
    seal_keys: frozenset[Digest]
    verify: Verify


def info(*, space: Digest, sender: PartyId, receiver: PartyId) -> bytes:
    """Return what the seal binds: the space and who speaks to whom (EXC-3).

    Every field is of an alphabet without line ends, so two contexts never give the same bytes.
    """
    return f"{PROTOCOL} sync\n{space}\n{sender}\n{receiver}\n".encode("ascii")


def seal_message(message: Message, sealer: Sealer) -> bytes:
    """Return the bytes to send (EXC-2 to EXC-5)."""
    unsigned = Envelope(payload=message.encode(), payload_type=SYNC_TYPE, signatures=())
    sig = sealer.sign(unsigned.signed_bytes())
    plaintext = unsigned.adding(sealer.sign_key, sig).encode()
    bound = info(space=message.space, sender=message.sender, receiver=message.receiver)
    first_line = f"{PROTOCOL} {SUITE} {sealer.seal_key}\n".encode("ascii")
    return first_line + sealer.seal(plaintext, info=bound)


def open_request(raw: bytes, link: Link, opener: Opener) -> Message:
    """Open what arrived at our endpoint.

    Raises:
        Malformed: over a limit, or not of the specified form.
        Unproven: the seal does not open, or the signature is not the partner's.
        Refused: another protocol, suite, key, space or party; or an answer, not a request.

    Source: docs/spec/exchange.md, EXC-20: the order of the checks is part of it.
    """
    message = _open(raw, link, opener)
    if message.nonce is None:
        raise Refused(reasons.NOT_A_REQUEST)
    return message


def open_answer(raw: bytes, link: Link, opener: Opener, *, asked: Nonce) -> Message:
    """Open the answer to our request `asked`; raises as `open_request` (EXC-20)."""
    message = _open(raw, link, opener)
    if message.reply_to != asked:
        raise Refused(reasons.NOT_OUR_QUESTION)
    return message


def encode_bare_fault(error: JisrError) -> bytes:
    """Return the answer to a request that could not be opened or proven (EXC-7).

    It is neither sealed nor signed, since nothing is known that it could answer: whoever gets
    it may show it, and changes nothing by it.
    """
    return encode({"fault": Fault.of(error).to_wire(), "v": VERSION})


def parse_bare_fault(raw: bytes) -> Fault:
    """Read a bare fault (EXC-7); Malformed if it is none."""
    wire = decode(raw, bytes_max=BARE_FAULT_BYTES_MAX)
    if not isinstance(wire, dict) or wire.keys() != {"fault", "v"} or not is_version(wire["v"]):
        raise Malformed(core_reasons.WRONG_FIELD, field="fault")
    return Fault.read(wire["fault"])


def _open(raw: bytes, link: Link, opener: Opener) -> Message:
    key, ciphertext = _first_line(raw)
    if key not in opener.seal_keys:
        raise Refused(reasons.WRONG_SEAL_KEY, key=key)
    bound = info(space=link.space, sender=link.partner, receiver=link.me)
    plaintext = opener.open(ciphertext, key=key, info=bound)
    if plaintext is None:
        raise Unproven(reasons.WRONG_SEAL)
    envelope = Envelope.parse(plaintext, payload_type=SYNC_TYPE, bytes_max=SIGNED_BYTES_MAX)
    _check_signer(envelope, opener.verify)
    message = Message.parse(envelope.payload)
    if message.space != link.space:
        raise Refused(reasons.WRONG_SPACE)
    if message.sender != link.partner:
        raise Refused(reasons.WRONG_SENDER, sender=message.sender)
    if message.receiver != link.me:
        raise Refused(reasons.WRONG_RECEIVER, receiver=message.receiver)
    return message


def _first_line(raw: bytes) -> tuple[Digest, bytes]:
    """Return the seal key's fingerprint and the ciphertext; one suite, so none is returned."""
    if len(raw) > WIRE_BYTES_MAX:
        raise Malformed(core_reasons.TOO_LARGE, size=len(raw), limit=WIRE_BYTES_MAX)
    line, end, _ = raw[:FIRST_LINE_MAX].partition(b"\n")
    found = _FIRST_LINE.match(line)
    if not end or found is None:
        raise Malformed(reasons.NO_FIRST_LINE)
    protocol, suite, key = (group.decode("ascii") for group in found.groups())
    if protocol != PROTOCOL:
        raise Refused(reasons.UNKNOWN_VERSION)
    if suite != SUITE:
        raise Refused(reasons.UNKNOWN_SUITE)
    return Digest(key), raw[len(line) + 1 :]


def _check_signer(envelope: Envelope, verify: Verify) -> None:
    if len(envelope.signatures) != 1:
        raise Unproven(reasons.ONE_SIGNATURE, count=len(envelope.signatures))
    keyid, sig = envelope.signatures[0]
    proof = verify(envelope.signed_bytes(), key=keyid, sig=sig)
    if proof is not Proof.HOLDS:
        raise Unproven(_NOT_PROVEN[proof], key=keyid)
