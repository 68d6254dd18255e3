"""Found a space: one party drafts the document, both sign it, both record it.

The document travels by hand, as a file: two people who know each other compare its digest.
"""

import hashlib
from datetime import datetime
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.canonical import Json, decode, encode
from jisr.core.dsse import FOUNDING_TYPE, Envelope
from jisr.core.errors import Refused, Unavailable
from jisr.core.keys import KeyUse
from jisr.core.space import FOUNDING_BYTES_MAX, Founder, Founding, read_founding
from jisr.node import project, reasons, resume
from jisr.node.node import Node
from jisr.node.ports import Keys
from jisr.node.space import Space

SHOWN: Final = 12  # Characters of a digest that people read.
WORKING_USES: Final = (KeyUse.SIGN, KeyUse.CHECKPOINT, KeyUse.SEAL, KeyUse.TLS)


def founder_of(party: PartyId, keys: Keys, root: Keys) -> Founder:
    """Return how a party enters a space: its root key and its present working keys."""
    return Founder(
        party=party,
        root=root.current(KeyUse.ROOT),
        keys=tuple(keys.current(use) for use in WORKING_USES),
    )


def write_card(founder: Founder) -> bytes:
    """Return a party's public keys as the file it gives a partner."""
    return encode(founder.to_wire())


def read_card(raw: bytes) -> Founder:
    """Read a partner's public keys.

    Raises:
        Malformed: not such a file.
    """
    wire: Json = decode(raw, bytes_max=FOUNDING_BYTES_MAX)
    return Founder.read(wire)


def draft(
    founders: tuple[Founder, Founder], *, framework: Digest, channel: Slug, at: datetime
) -> bytes:
    """Return the unsigned document of a new space, in its one byte form."""
    first, second = sorted(founders, key=lambda founder: founder.party)
    founding = Founding(founders=(first, second), framework=framework, channel=channel, at=at)
    return founding.encode()


def sign(payload: bytes, root: Keys, envelope: Envelope | None = None) -> Envelope:
    """Add a root signature to a founding document."""
    unsigned = envelope or Envelope(payload=payload, payload_type=FOUNDING_TYPE, signatures=())
    signature = root.sign(KeyUse.ROOT, unsigned.signed_bytes())
    return unsigned.adding(root.current(KeyUse.ROOT).fingerprint, signature)


def join(node: Node, raw: bytes, edition: bytes) -> Space:
    """Record a founding document both parties have signed, and enter its space.

    Args:
        node: ours.
        raw: the signed document.
        edition: the signed bytes of the edition it names.

    Raises:
        Malformed, Unproven: it is no founding document, or not signed by both.
        Refused: it is not for us, or names another edition.
        Unavailable: the stores could not write.
    """
    with node.lock:
        founding = read_founding(raw, verify=node.world.verify)
        if node.party not in founding.parties:
            raise Refused(reasons.NOT_FOR_US)
        mine = founding.founder(node.party)
        if node.world.keys.current(KeyUse.SIGN) not in mine.keys:
            raise Refused(reasons.NOT_FOR_US)
        read = node.read_edition(edition)
        if read.digest != founding.framework:
            raise Unavailable(reasons.UNKNOWN_EDITION, digest=founding.framework[:SHOWN])
        node.keep_edition(read)
        node.ledger.found(founding.id, raw)
        space = node.open_space(founding.id)
        project.catch_up(node, space)
        return space


def give_edition(node: Node, space_id: Digest, raw: bytes) -> Digest:
    """Keep the text of an edition that both parties signed, from people who still have it.

    A disk may have taken with it the only copy that travelled.

    Args:
        node: ours.
        space_id: where the edition was adopted.
        raw: its signed bytes.

    Returns:
        The edition's digest.

    Raises:
        Refused: it is none that the parties of the space have adopted.
    """
    with node.lock:
        space = resume.ready(node, space_id)
        digest = Digest(hashlib.sha256(raw).hexdigest())
        if digest not in {adoption.edition for adoption in space.zero.adoptions}:
            raise Refused(reasons.EDITION_NOT_ADOPTED, digest=digest[:SHOWN])
        if node.editions.get(digest) is None:
            node.keep_edition(node.editions.restore(raw))
            project.rebuild(node, space)  # Cases under it could not be folded until now.
            node.on_news(space.id)  # What was awaited under it can be kept, so it is asked for.
        return digest
