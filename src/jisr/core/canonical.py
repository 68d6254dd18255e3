"""The one byte form of every value that is signed, hashed or sent.

JSON under a profile of RFC 8785: UTF-8, keys sorted and ASCII, no floats, whole numbers below
2**53 in size, no spaces, no escapes but those JSON demands.  `decode(raw)` accepts only bytes
that `encode` would have written (spec clauses CAN-1 to CAN-6).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import orjson

from jisr.core import reasons
from jisr.core.errors import Malformed

Json: TypeAlias = bool | int | str | Sequence["Json"] | Mapping[str, "Json"] | None

INTEGER_MAX: Final = 2**53 - 1  # The largest every JSON reader keeps (RFC 8259, section 6).
DEPTH_MAX: Final = 16  # Deeper than anything we define; bounds the work of a hostile document.


def encode(value: Json) -> bytes:
    """Return the one byte form of `value`.

    The caller owns the value: a float, a non-ASCII key or a number out of range is a mistake
    of ours, hence an assertion.
    """
    assert _in_profile(value, DEPTH_MAX)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def decode(raw: bytes, *, bytes_max: int) -> Json:
    """Read untrusted bytes.

    Args:
        raw: UTF-8 JSON from anywhere.
        bytes_max: the largest length accepted, in bytes.

    Raises:
        Malformed: too long, not JSON, outside the profile, or not in the one byte form.

    Source: docs/spec/canonical.md, clauses CAN-1 to CAN-6; RFC 8785.
    """
    if len(raw) > bytes_max:
        raise Malformed(reasons.TOO_LARGE, size=len(raw), limit=bytes_max)
    try:
        value: Json = orjson.loads(raw)
    except ValueError as error:  # orjson refuses NaN, Infinity, bad UTF-8 and its own depth.
        raise Malformed(reasons.NOT_JSON) from error
    if not _in_profile(value, DEPTH_MAX):
        raise Malformed(reasons.OUTSIDE_PROFILE)
    if orjson.dumps(value, option=orjson.OPT_SORT_KEYS) != raw:
        raise Malformed(reasons.NOT_CANONICAL)
    return value


def _in_profile(value: object, depth: int) -> bool:
    if value is None or isinstance(value, (str, bool)):
        return True
    if isinstance(value, int):
        return -INTEGER_MAX <= value <= INTEGER_MAX
    if depth == 0:
        return False
    if isinstance(value, dict):
        for key in value:
            if not (isinstance(key, str) and key.isascii()):
                return False
        return _all_in_profile(value.values(), depth - 1)
    return isinstance(value, (list, tuple)) and _all_in_profile(value, depth - 1)


def _all_in_profile(values: Iterable[object], depth: int) -> bool:
    # Loops, not generators, and no call for a text: this runs for every value read or written.
    for value in values:  # noqa: SIM110
        if not (isinstance(value, str) or _in_profile(value, depth)):
            return False
    return True
