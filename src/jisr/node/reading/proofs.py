"""A proof, made and checked again step by step, and what each step establishes."""

from collections.abc import Callable, Mapping
from typing import Final

from jisr.core import merkle, reasons
from jisr.core.act import Act, Digest, Kind, PartyId, act_id, read_count, read_digest, read_object
from jisr.core.canonical import Json, decode, encode
from jisr.core.checkpoint import Cosignature, checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, Envelope, read_base64
from jisr.core.errors import JisrError, Malformed
from jisr.core.keys import KeyUse, KnownKey, Verify
from jisr.core.log import key_use
from jisr.core.parts import PART_BYTES_MAX, SALT_BYTES, OpenPart
from jisr.core.proofs import ENVELOPE_BYTES_MAX, keys_of
from jisr.core.service import read_ack
from jisr.core.space import Founding, read_founding
from jisr.node.views import Claim, ClaimKind

PROOF_BYTES_MAX: Final = 32 * 1024 * 1024  # Every part an act can have, opened (PRF-1).
HASHES_MAX: Final = 64  # No log has more than 2**64 acts.
_FIELDS: Final = frozenset({"act", "founding", "inclusion", "keys", "kind", "receipt", "v"})


class Checked:
    """A proof file, checked from its bytes alone.

    The stand-alone verifier does the same in other words; that both agree is tested.

    Raises:
        Malformed: not of the form of PRF-1 and PRF-3, or an envelope holds no act.
        Unproven: the founding document is not signed.
    """

    def __init__(self, raw: bytes, *, verify: Verify) -> None:
        wire = read_object(decode(raw, bytes_max=PROOF_BYTES_MAX), "proof")
        if not _FIELDS <= wire.keys() <= _FIELDS | {"parts"} or wire["kind"] != "act":
            raise Malformed(reasons.WRONG_FIELD, field="proof")
        if wire["v"] != 1 or isinstance(wire["v"], bool):
            raise Malformed(reasons.UNKNOWN_VERSION)
        self._verify = verify
        self._founding: Founding = read_founding(encode(wire["founding"]), verify=verify)
        self._act, self._header = _act(wire["act"])
        self._receipt, self._answer = _act(wire["receipt"])
        self._cosigned = self._read_cosigned()
        self._keys = [_act(item) for item in _list(wire["keys"], "keys")]
        place = read_object(wire["inclusion"], "inclusion")
        if place.keys() != {"hashes", "index", "size"}:
            raise Malformed(reasons.WRONG_FIELD, field="inclusion")
        hashes = _list(place["hashes"], "inclusion", most=HASHES_MAX)
        self._path = [bytes.fromhex(read_digest(item, "inclusion")) for item in hashes]
        self._index = read_count(place["index"], "inclusion")
        self._size = read_count(place["size"], "inclusion")
        listed = _list(wire["parts"], "parts", most=HASHES_MAX) if "parts" in wire else []
        self._parts = [_part(item) for item in listed]

    def claims(self) -> tuple[Claim, ...]:
        """Return every step, each with whether it held."""
        header, cosigner = self._header, self._answer.author
        size = self._cosigned.size if self._cosigned else 0
        signed = {"party": header.author, "key": header.key}
        number = f"{header.author} {header.epoch}/{header.seq}"  # As a verifier cites it (PRF-9).
        place: Mapping[str, str | int] = {"number": number, "seq": header.seq + 1, "size": size}
        steps: list[tuple[ClaimKind, Mapping[str, str | int], Callable[[], bool]]] = [
            (ClaimKind.FOUNDING, {"space": self._founding.id}, self._in_space),
            (ClaimKind.BYTES, {"id": act_id(self._act.payload)}, lambda: True),
            (ClaimKind.KEY, signed, lambda: self._key_stood(header)),
            (ClaimKind.SIGNATURE, signed, lambda: self._signed(self._act, header)),
            (ClaimKind.PLACE, place, self._included),
            (ClaimKind.COSIGNED, {"party": cosigner, "size": size}, self._countersigned),
        ]
        if self._parts:
            facts = {"parts": len(self._parts)}
            steps.append((ClaimKind.CONTENT, facts, self._committed))
        return tuple(
            Claim(kind=kind, facts=facts, holds=_holds(check)) for kind, facts, check in steps
        )

    def _in_space(self) -> bool:
        """Say whether act and key acts are of this space, the key acts in their order (PRF-2)."""
        parties = self._founding.parties
        order = [parties.index(act.author) for _, act in self._keys if act.author in parties]
        for party in parties:
            self._keys_of(party, before=None)
        header = self._header
        known = header.space == self._founding.id and header.author in parties
        return known and len(order) == len(self._keys) and order == sorted(order)

    def _keys_of(self, party: PartyId, *, before: int | None) -> Mapping[Digest, KnownKey]:
        """Return a party's keys before a position of its log, or after everything in the file."""
        acts = [
            envelope
            for envelope, act in self._keys
            if act.author == party and (before is None or act.seq < before)
        ]
        return keys_of(self._founding, party, acts, verify=self._verify)

    def _stood(self, act: Act, key: Digest, use: KeyUse) -> KnownKey | None:
        """Return a key of an act's author, if it stood with this use where the act stands."""
        if act.author not in self._founding.parties:
            return None
        known = self._keys_of(act.author, before=act.seq).get(key)
        stood = known is not None and not known.revoked and known.record.use is use
        return known if stood else None

    def _key_stood(self, act: Act) -> bool:
        return self._stood(act, act.key, key_use(act.kind)) is not None

    def _signed(self, envelope: Envelope, act: Act) -> bool:
        known = self._stood(act, act.key, key_use(act.kind))
        (keyid, sig), *others = envelope.signatures
        return (
            known is not None
            and not others
            and keyid == act.key
            and self._verify(known.record.public, envelope.signed_bytes(), sig)
        )

    def _included(self) -> bool:
        cosigned = self._cosigned
        return (
            cosigned is not None
            and cosigned.size == self._size
            and self._index == self._header.seq
            and merkle.is_included(
                merkle.leaf_hash(act_id(self._act.payload)),
                index=self._index,
                size=self._size,
                proof=self._path,
                root=bytes.fromhex(cosigned.root),
            )
        )

    def _countersigned(self) -> bool:
        answer, cosigned, author = self._answer, self._cosigned, self._header.author
        both = {author, answer.author} == set(self._founding.parties)
        if cosigned is None or answer.space != self._founding.id or not both:
            return False
        known = self._stood(answer, cosigned.key, KeyUse.CHECKPOINT)
        text = checkpoint_text(
            space=self._founding.id, author=author, size=cosigned.size, root=cosigned.root
        )
        message = cosignature_text(text, time=cosigned.time)
        return (
            known is not None
            and self._signed(self._receipt, answer)
            and self._verify(known.record.public, message, cosigned.signature)
        )

    def _committed(self) -> bool:
        names = [part.name for part in self._parts]
        for part in self._parts:
            decode(part.content, bytes_max=PART_BYTES_MAX)
        return names == sorted(set(names)) and all(
            self._header.body.get(part.name) == part.commitment for part in self._parts
        )

    def _read_cosigned(self) -> Cosignature | None:
        is_ack = self._answer.kind is Kind.ACK
        return read_ack(self._answer.detail).cosigned if is_ack and self._answer.detail else None


def _act(wire: Json) -> tuple[Envelope, Act]:
    raw = encode(wire)
    envelope = Envelope.parse(raw, payload_type=ACT_TYPE, bytes_max=ENVELOPE_BYTES_MAX)
    return envelope, Act.parse(envelope.payload)


def _list(value: Json, name: str, *, most: int = PROOF_BYTES_MAX) -> list[Json]:
    if not isinstance(value, list) or len(value) > most:
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return value


def _part(value: Json) -> OpenPart:
    wire = read_object(value, "parts")
    if wire.keys() != {"content", "name", "salt"} or not isinstance(wire["name"], str):
        raise Malformed(reasons.WRONG_FIELD, field="parts")
    salt, content = read_base64(wire["salt"], "salt"), read_base64(wire["content"], "content")
    if len(salt) != SALT_BYTES:
        raise Malformed(reasons.WRONG_FIELD, field="salt")
    return OpenPart(name=wire["name"], salt=salt, content=content)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except JisrError:
        return False
