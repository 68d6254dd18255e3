"""The form of a keystore file: public records in clear, secrets under a passphrase.

Source: docs/spec/keys.md, clauses KEY-13 to KEY-17.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from jisr.core import reasons as core_reasons
from jisr.core.act import (
    TIME_FORMAT,
    Digest,
    PartyId,
    read_count,
    read_object,
    read_party,
    read_time,
)
from jisr.core.canonical import Json, decode, encode
from jisr.core.dsse import read_base64, to_base64
from jisr.core.errors import Malformed, Refused, Unproven
from jisr.core.keys import KeyRecord, read_key
from jisr.ops import reasons
from jisr.ops.crypto import NONCE_BYTES, random_bytes

KEYFILE_VERSION: Final = 1
KEYFILE_BYTES_MAX: Final = 1024 * 1024  # Thousands of keys: more than a node ever has.
PASSPHRASE_CHARS_MIN: Final = 12
SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32
_CHECK_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfCost:
    """What one guess at the passphrase costs; kept in the file, so it can be raised later."""

    iterations: int
    lanes: int
    memory_kib: int


# RFC 9106, section 4, second recommended option: about 0.1 s and 64 MiB for each guess.
KDF_COST: Final = KdfCost(iterations=3, lanes=4, memory_kib=64 * 1024)
# A file asking for more is refused: it would stop the node rather than open.
KDF_COST_MAX: Final = KdfCost(iterations=64, lanes=64, memory_kib=1024 * 1024)
_MEMORY_PER_LANE: Final = 8  # Argon2 takes no less (RFC 9106, section 3.1).


class KeyState(StrEnum):
    """Where a key is in its life."""

    PREPARED = "prepared"  # Made, but no key act has put it on record yet.
    ACTIVE = "active"  # On record and used.
    RETIRED = "retired"  # Used no more; a sealing key may still open what is on its way.


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldKey:
    """A key record as a keystore holds it."""

    record: KeyRecord
    state: KeyState
    at: datetime  # When it was made.
    certificate: bytes = b""  # DER, for TLS keys.


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyfile:
    """The content of a keystore file with its secrets open."""

    party: PartyId
    keys: tuple[HeldKey, ...]
    secrets: Mapping[Digest, bytes] = field(repr=False)


def lock(content: Keyfile, *, passphrase: str, cost: KdfCost) -> bytes:
    """Return the file's bytes, its secrets encrypted under the passphrase.

    Salt and nonce are new each time, so no pair of key and nonce is used twice.
    """
    salt = random_bytes(SALT_BYTES)
    key, check = _derive(passphrase, salt, cost)
    nonce = random_bytes(NONCE_BYTES)
    wire: dict[str, Json] = {
        "check": to_base64(check),
        "kdf": {
            "alg": "argon2id",
            "iterations": cost.iterations,
            "lanes": cost.lanes,
            "memory": cost.memory_kib,
            "salt": to_base64(salt),
        },
        "keys": [_held_to_wire(held) for held in content.keys],
        "nonce": to_base64(nonce),
        "party": content.party,
        "v": KEYFILE_VERSION,
    }
    secrets = encode({name: to_base64(secret) for name, secret in content.secrets.items()})
    sealed = AESGCM(key).encrypt(nonce, secrets, encode(wire))
    return encode({**wire, "sealed": to_base64(sealed)})


def unlock(raw: bytes, *, passphrase: str, path: Path) -> tuple[Keyfile, KdfCost]:
    """Open a keystore file; `path` only names it in errors.

    Raises:
        Malformed: not a keystore file.
        Unproven: the passphrase is wrong, or the file was changed.
    """
    wire, party, keys = _parse(raw, path)
    try:
        kdf = read_object(wire["kdf"], "kdf")
        cost = _read_cost(kdf)
        salt = read_base64(kdf["salt"], "salt")
        check = read_base64(wire["check"], "check")
        nonce = read_base64(wire["nonce"], "nonce")
        sealed = read_base64(wire["sealed"], "sealed")
    except (Malformed, KeyError) as error:
        raise Malformed(reasons.KEYSTORE_FORM, path=str(path)) from error
    if cost is None or len(salt) != SALT_BYTES or len(nonce) != NONCE_BYTES:
        raise Malformed(reasons.KEYSTORE_FORM, path=str(path))
    key, expected = _derive(passphrase, salt, cost)
    if not bytes_eq(check, expected):
        raise Unproven(reasons.PASSPHRASE_WRONG, path=str(path))
    clear = {name: item for name, item in wire.items() if name != "sealed"}
    try:
        opened = AESGCM(key).decrypt(nonce, sealed, encode(clear))
    except InvalidTag as error:
        raise Unproven(reasons.KEYSTORE_CHANGED, path=str(path)) from error
    # From here on the bytes are our own: they were encrypted under the passphrase.
    secrets = read_object(decode(opened, bytes_max=KEYFILE_BYTES_MAX), "sealed")
    return Keyfile(
        party=party,
        keys=keys,
        secrets={Digest(name): read_base64(item, "sealed") for name, item in secrets.items()},
    ), cost


def public_part(raw: bytes, *, path: Path) -> tuple[PartyId, tuple[HeldKey, ...]]:
    """Read party and key records without the passphrase; nothing vouches for them yet.

    Raises:
        Malformed: not a keystore file.
    """
    _, party, keys = _parse(raw, path)
    return party, keys


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to protect a node's keys."""
    if len(passphrase) < PASSPHRASE_CHARS_MIN:
        raise Refused(reasons.PASSPHRASE_SHORT, least=PASSPHRASE_CHARS_MIN)


def _parse(raw: bytes, path: Path) -> tuple[dict[str, Json], PartyId, tuple[HeldKey, ...]]:
    try:
        return _read_clear(raw)
    except Malformed as error:
        raise Malformed(reasons.KEYSTORE_FORM, path=str(path)) from error


def _read_clear(raw: bytes) -> tuple[dict[str, Json], PartyId, tuple[HeldKey, ...]]:
    wire = read_object(decode(raw, bytes_max=KEYFILE_BYTES_MAX), "keystore")
    if wire.keys() != {"check", "kdf", "keys", "nonce", "party", "sealed", "v"}:
        raise Malformed(core_reasons.WRONG_FIELD, field="keystore")
    items = wire["keys"]
    if read_count(wire["v"], "v") != KEYFILE_VERSION or not isinstance(items, list):
        raise Malformed(core_reasons.WRONG_FIELD, field="keystore")
    return wire, read_party(wire["party"], "party"), tuple(_read_held(item) for item in items)


def _held_to_wire(held: HeldKey) -> dict[str, Json]:
    return {
        "at": held.at.strftime(TIME_FORMAT),
        "certificate": to_base64(held.certificate),
        "key": held.record.to_wire(),
        "state": held.state.value,
    }


def _read_held(value: Json) -> HeldKey:
    wire = read_object(value, "keys")
    state = wire.get("state")
    known = state in KeyState.__members__.values()
    if wire.keys() != {"at", "certificate", "key", "state"} or not known:
        raise Malformed(core_reasons.WRONG_FIELD, field="keys")
    return HeldKey(
        record=read_key(wire["key"], "key"),
        state=KeyState(str(state)),
        at=read_time(wire["at"], "at"),
        certificate=read_base64(wire["certificate"], "certificate"),
    )


def _read_cost(kdf: Mapping[str, Json]) -> KdfCost | None:
    """Read the cost; None when it is of another algorithm or out of bounds."""
    if kdf.keys() != {"alg", "iterations", "lanes", "memory", "salt"} or kdf["alg"] != "argon2id":
        return None
    cost = KdfCost(
        iterations=read_count(kdf["iterations"], "iterations"),
        lanes=read_count(kdf["lanes"], "lanes"),
        memory_kib=read_count(kdf["memory"], "memory"),
    )
    least = KdfCost(iterations=1, lanes=1, memory_kib=_MEMORY_PER_LANE * cost.lanes)
    inside = all(
        low <= value <= high
        for low, value, high in (
            (least.iterations, cost.iterations, KDF_COST_MAX.iterations),
            (least.lanes, cost.lanes, KDF_COST_MAX.lanes),
            (least.memory_kib, cost.memory_kib, KDF_COST_MAX.memory_kib),
        )
    )
    return cost if inside else None


def _derive(passphrase: str, salt: bytes, cost: KdfCost) -> tuple[bytes, bytes]:
    """Return the file's key, and the value that tells a wrong passphrase from a changed file.

    The passphrase is taken in NFC: the same Arabic or French phrase typed on another keyboard
    must open the file.
    """
    derived = Argon2id(
        salt=salt,
        length=_KEY_BYTES + _CHECK_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(unicodedata.normalize("NFC", passphrase).encode())
    return derived[:_KEY_BYTES], derived[_KEY_BYTES:]
