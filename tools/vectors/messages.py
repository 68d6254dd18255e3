"""Messages of the exchange: bytes that are read, and bytes that are refused with their code."""

from typing import Final

from jisr.core.act import Digest
from jisr.core.canonical import Json, encode
from jisr.core.dsse import to_base64
from jisr.core.errors import JisrError
from jisr.exchange.message import Message
from tools.vectors.scribe import Header

ABOUT: Final = (
    "Payloads of the exchange’s one message (EXC-5, EXC-10 to EXC-19), in base64.  Those under"
    " `accepted` are read, and written again in the same bytes; those under `refused` are refused"
    " with `code`.  `sync-message.json` shows how one is signed and sealed."
)
SPACE: Final = Digest("5" * 64)
ACT: Final[Header] = {"header": "e30=", "sig": to_base64(bytes(64))}
HEAD: Final[Header] = {"epoch": 0, "id": "a" * 64, "size": 3}
EMPTY: Final[Header] = {"epoch": 0, "id": SPACE, "size": 0}
FENCE: Final[Header] = {"epoch": 9, "seq": 4}
NONCE: Final = "0" * 31 + "a"
PLAIN: Final[Header] = {
    "at": "2026-11-02T09:00:00Z",
    "from": "MA",
    "have": {"ours": HEAD, "yours": EMPTY},
    "nonce": NONCE,
    "space": SPACE,
    "to": "FR",
    "v": 1,
}
ANSWER: Final[Header] = {n: v for n, v in PLAIN.items() if n != "nonce"} | {"reply_to": NONCE}
WANT: Final[Header] = {"digest": "b" * 64, "offset": 0}
PART: Final[Header] = {
    "content": "e30=",
    "entry": "c" * 64,
    "name": "body.fr",
    "salt": to_base64(bytes(32)),
}
ACCEPTED: Final[tuple[tuple[str, Header], ...]] = (
    ("says only how far both logs go", PLAIN),
    ("answers with nothing new", ANSWER),
    ("brings two acts", PLAIN | {"acts": [ACT, ACT], "first": 1}),
    ("brings a part, and wants another", PLAIN | {"parts": [PART], "want": [WANT]}),
    ("asks for a fence", PLAIN | {"restart": {"ask": 9}}),
    ("grants a fence", ANSWER | {"restart": {"fence": FENCE}}),
)
REFUSED: Final[tuple[tuple[str, Json, str], ...]] = (
    ("is no object", [], "core.wrong-field"),
    ("has another version", PLAIN | {"v": 2}, "exchange.unknown-version"),
    ("has true for its version", PLAIN | {"v": True}, "exchange.unknown-version"),
    ("has a field too many", PLAIN | {"extra": 1}, "core.wrong-field"),
    ("has no space", {n: v for n, v in PLAIN.items() if n != "space"}, "core.wrong-field"),
    ("is a request and an answer", PLAIN | {"reply_to": NONCE}, "core.wrong-field"),
    ("has a nonce too short", PLAIN | {"nonce": "0a"}, "core.wrong-field"),
    ("brings acts from nowhere", PLAIN | {"acts": [ACT]}, "core.wrong-field"),
    ("brings acts past its head", PLAIN | {"acts": [ACT], "first": 3}, "core.wrong-field"),
    ("brings an empty list", PLAIN | {"acts": [], "first": 0}, "core.wrong-field"),
    ("brings a part twice", PLAIN | {"parts": [PART, PART]}, "core.wrong-field"),
    ("wants a thing twice", PLAIN | {"want": [WANT, WANT]}, "core.wrong-field"),
    (
        "has an empty log with a head of its own",
        PLAIN | {"have": {"ours": HEAD, "yours": EMPTY | {"id": "a" * 64}}},
        "core.wrong-field",
    ),
    ("grants without being asked", PLAIN | {"restart": {"fence": FENCE}}, "core.wrong-field"),
    (
        "asks for a fence and brings acts",
        PLAIN | {"acts": [ACT], "first": 0, "restart": {"ask": 9}},
        "core.wrong-field",
    ),
    ("restarts without a word", PLAIN | {"restart": {}}, "core.wrong-field"),
    ("is of a party that cannot be", PLAIN | {"from": "Morocco"}, "core.wrong-field"),
)


def vector() -> Header:
    """Return the file; what is refused must be so for the reason that stands above."""
    accepted: list[Json] = []
    refused: list[Json] = []
    for what, wire in ACCEPTED:
        raw = encode(wire)
        assert Message.parse(raw).encode() == raw, what
        accepted.append({"bytes": to_base64(raw), "what": what})
    for what, strange, code in REFUSED:
        raw = encode(strange)
        assert refusal(raw) == code, (what, refusal(raw))
        refused.append({"bytes": to_base64(raw), "code": code, "what": what})
    return {
        "about": ABOUT,
        "accepted": accepted,
        "refused": refused,
        "spec": "docs/spec/exchange.md",
    }


def refusal(raw: bytes) -> str | None:
    """Return why bytes are no message; None if they are one."""
    try:
        Message.parse(raw)
    except JisrError as error:
        return error.code
    return None
