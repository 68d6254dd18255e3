"""Inputs that are nearly right: trees with one thing wrong, and texts with a line out of place.

Bytes changed at random are hardly ever JSON, let alone in the one byte form; so a tree is read,
changed in one place and written again, down into what stands in base64 inside it.
"""

import base64
import binascii
import copy
import re
from random import Random
from typing import Any

import orjson

STRANGE: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**53 - 1, 2**53, 2**63, 1.5, 1e300),
    *("", " ", "x", "X" * 65, "x" * 257, "a" * 64, "A" * 64, "é", "e\u0301", "\u202e", "\x00"),
    *("2026-02-29T00:00:00Z", "2026-03-02T24:00:00Z", "٢٠٢٦-٠٣-٠٢", "AAA", "AB==", "0", "-0"),
    *([], {}, [[]], [None], {"": 1}, {"é": 1}, {"x": {}}),
]
PIECES = [
    *(
        "\t",
        "\u00a0",
        "\u202e",
        "\ufeff",
        "\x85",
        "\r",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "&a ",
        "*a",
    ),
    *("!!int ", "? ", ": ", "- ", "{", "}", "[", "]", ",", "|\n", ">\n", "'", '"', "#", "\\u202e"),
    *(
        "0",
        "-1",
        "99999999999999999999",
        "1e9",
        "٣",
        "null",
        "yes",
        "on",
        "2026-02-30",
        "once overdue",
    ),
    *(", prevailing", " using ", " → ", "any", "forever", "after", "nobody", "x" * 300),
]
DEEPER = 3
HEX = re.compile(r"[0-9a-f]{32,64}\Z")


def mutated(raw: bytes, dice: Random, depth: int = DEEPER) -> bytes:
    """Return `raw` with something wrong in it; what it is decides how."""
    try:
        tree = orjson.loads(raw)
    except ValueError:
        return lines(raw, dice)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        tree = changed(tree, dice, depth)
    try:
        return orjson.dumps(tree, option=orjson.OPT_SORT_KEYS if dice.random() < 0.95 else None)
    except (TypeError, ValueError):  # A number too large, half of a surrogate: not for orjson.
        return raw


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of a tree."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        keys = (
            list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        )
        found += [(one, key) for key in keys]
        waiting += [one[key] for key in keys]
    return found


def changed(tree: Any, dice: Random, depth: int) -> Any:
    found = places(tree)
    if not found:
        return copy.deepcopy(dice.choice(STRANGE))
    container, key = dice.choice(found)
    value = container[key]
    match dice.randrange(8):
        case 0:
            del container[key]
        case 1 if isinstance(container, dict):
            container[dice.choice([str(key) + "x", "", "é", *map(str, container)])] = copy.deepcopy(
                value
            )
        case 1 | 2 if isinstance(container, list):
            container.insert(dice.randrange(len(container) + 1), copy.deepcopy(value))
        case 3 if isinstance(container, list):
            dice.shuffle(container)
        case 4:
            other, there = dice.choice(found)
            container[key] = other[there] if not isinstance(other[there], dict | list) else "x"
        case _ if isinstance(value, str) and value and dice.random() < 0.7:
            container[key] = string(value, dice, depth)
        case _ if isinstance(value, int) and dice.random() < 0.5:
            container[key] = value + dice.choice((-1, 1, 2**31))
        case _:
            container[key] = copy.deepcopy(dice.choice(STRANGE))
    return tree


def string(value: str, dice: Random, depth: int) -> str:
    if value.endswith("=") and dice.random() < 0.3:  # Bits that mean nothing, and may be set.
        bare = value.rstrip("=")
        return bare[:-1] + dice.choice("ABCDefgh0189+/") + value[len(bare) :]
    if HEX.match(value) and dice.random() < 0.7:  # Another digest, of the right form.
        at = dice.randrange(len(value))
        return value[:at] + dice.choice("0123456789abcdef") + value[at + 1 :]
    if depth and len(value) % 4 == 0 and dice.random() < 0.6:
        try:
            inner = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            pass
        else:
            within = (
                flipped(inner, dice) if dice.random() < 0.3 else mutated(inner, dice, depth - 1)
            )
            return base64.b64encode(within).decode()
    at = dice.randrange(len(value))
    piece = dice.choice(("", value[at] * 2, "0", "=", "Z", "-", ".", " ", "é", value[::-1][:3]))
    return value[:at] + piece + value[at + 1 :]


def flipped(raw: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]


def lines(raw: bytes, dice: Random) -> bytes:
    text = raw.decode("utf-8", "replace").split("\n")
    for _ in range(dice.choice((1, 1, 2, 3))):
        at, other = dice.randrange(len(text)), dice.randrange(len(text))
        match dice.randrange(7):
            case 0 if len(text) > 1:
                del text[at]
            case 1:
                text.insert(at, text[other])
            case 2:
                text[at], text[other] = text[other], text[at]
            case 3:
                text[at] = "  " + text[at] if dice.random() < 0.5 else text[at][2:]
            case 4:  # One line’s value under another’s key.
                text[at] = text[at].partition(":")[0] + ":" + text[other].partition(":")[2]
            case 5:
                words = text[at].split(" ")
                words[dice.randrange(len(words))] = dice.choice(text[other].split(" "))
                text[at] = " ".join(words)
            case _:
                where = dice.randrange(len(text[at]) + 1)
                text[at] = text[at][:where] + dice.choice(PIECES) + text[at][where:]
    return "\n".join(text).encode("utf-8", "replace")
