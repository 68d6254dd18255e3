"""A proof, made and checked again step by step, and what each step establishes."""

from collections.abc import Callable, Mapping
from typing import Final

from jisr.core import merkle
from jisr.core.act import Act, Digest, act_id, read_object
from jisr.core.canonical import Json, decode, encode
from jisr.core.checkpoint import checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, Envelope
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse, KnownKey, Verify
from jisr.core.log import changed_keys, new_log
from jisr.core.proofs import ENVELOPE_BYTES_MAX
from jisr.core.service import read_ack, read_key_change
from jisr.core.space import Founding, read_founding
from jisr.node.views import Claim, ClaimKind

PROOF_BYTES_MAX: Final = 16 * 1024 * 1024


class Checked:
    """A proof file, checked from its bytes alone.

    The stand-alone verifier does the same in other words; that both agree is tested.
    """

    def __init__(self, raw: bytes, *, verify: Verify) -> None:
        self._wire = read_object(decode(raw, bytes_max=PROOF_BYTES_MAX), "proof")
        self._verify = verify
        self._founding: Founding = read_founding(encode(self._wire["founding"]), verify=verify)
        self._act = self._envelope(self._wire["act"])
        self._header = Act.parse(self._act.payload)
        self._receipt = self._envelope(self._wire["receipt"])

    def claims(self) -> tuple[Claim, ...]:
        """Return every step, each with whether it held."""
        header = self._header
        other = self._founding.other(header.author)
        ack = read_ack(Act.parse(self._receipt.payload).detail).cosigned
        size = ack.size if ack else 0
        steps: list[tuple[ClaimKind, Mapping[str, str | int], Callable[[], bool]]] = [
            (ClaimKind.FOUNDING, {"space": self._founding.id}, self._in_space),
            (ClaimKind.BYTES, {"id": act_id(self._act.payload)}, lambda: True),
            (ClaimKind.KEY, {"party": header.author, "key": header.key}, self._key_known),
            (
                ClaimKind.SIGNATURE,
                {"party": header.author, "key": header.key},
                lambda: self._signed(self._act),
            ),
            (ClaimKind.PLACE, {"seq": header.seq, "size": size}, self._included),
            (ClaimKind.COSIGNED, {"party": other, "size": size}, self._cosigned),
        ]
        return tuple(
            Claim(kind=kind, facts=facts, holds=_holds(check)) for kind, facts, check in steps
        )

    def _in_space(self) -> bool:
        return self._header.space == self._founding.id

    def _keys(self, author: str) -> Mapping[Digest, KnownKey]:
        party = next(p for p in self._founding.parties if p == author)
        keys = new_log(self._founding, party).keys
        root = self._founding.founder(party).root
        listed = self._wire["keys"]
        assert isinstance(listed, list)
        for item in listed:
            envelope = self._envelope(item)
            act = Act.parse(envelope.payload)
            signature = envelope.signatures[0].sig
            if act.author == party and self._verify(
                root.public, envelope.signed_bytes(), signature
            ):
                keys = changed_keys(keys, read_key_change(act.detail))
        return keys

    def _key_known(self) -> bool:
        return self._header.key in self._keys(self._header.author)

    def _signed(self, envelope: Envelope) -> bool:
        act = Act.parse(envelope.payload)
        known = self._keys(act.author)[act.key]
        signature = envelope.signatures[0]
        return signature.keyid == act.key and self._verify(
            known.record.public, envelope.signed_bytes(), signature.sig
        )

    def _included(self) -> bool:
        inclusion = read_object(self._wire["inclusion"], "inclusion")
        ack = read_ack(Act.parse(self._receipt.payload).detail).cosigned
        hashes, index, size = inclusion["hashes"], inclusion["index"], inclusion["size"]
        assert isinstance(hashes, list)
        assert isinstance(index, int)
        assert isinstance(size, int)
        return (
            ack is not None
            and ack.size == size
            and index == self._header.seq
            and merkle.is_included(
                merkle.leaf_hash(act_id(self._act.payload)),
                index=index,
                size=size,
                proof=[bytes.fromhex(str(item)) for item in hashes],
                root=bytes.fromhex(ack.root),
            )
        )

    def _cosigned(self) -> bool:
        receipt = Act.parse(self._receipt.payload)
        ack = read_ack(receipt.detail).cosigned
        if ack is None or receipt.author != self._founding.other(self._header.author):
            return False
        text = checkpoint_text(
            space=self._founding.id, author=self._header.author, size=ack.size, root=ack.root
        )
        known = self._keys(receipt.author)[ack.key].record
        return (
            known.use is KeyUse.CHECKPOINT
            and self._signed(self._receipt)
            and self._verify(known.public, cosignature_text(text, time=ack.time), ack.signature)
        )

    def _envelope(self, wire: Json) -> Envelope:
        return Envelope.parse(encode(wire), payload_type=ACT_TYPE, bytes_max=ENVELOPE_BYTES_MAX)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (JisrError, KeyError, ValueError, IndexError):
        return False
