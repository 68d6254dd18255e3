"""The endpoint that a partner's node speaks to: plain ASGI, apart from the screens.

It reads one message, asks the node, and sends the node's answer.  It decides nothing: who the
partner is, and what may be said to it, is the node's affair; how long a message may be, and how
long it may take to arrive, is the door's in front of it (`jisr.ops.server`).

A refusal carries its kind, its code and its facts, and no text: the partner has the texts.

Source: docs/spec/exchange.md.
"""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from jisr.core.canonical import Json, encode
from jisr.core.errors import (
    Conflict,
    JisrError,
    Malformed,
    Refused,
    Unavailable,
    Unproven,
)
from jisr.web import reasons
from jisr.web.asgi import Application, Headers, Receive, Scope, Send, lived, send_bytes

PATH: Final = "/sync"
EXTENSION: Final = "jisr.peer"  # Where the server puts the client certificate: `certificate`.
RETRY_SECONDS: Final = b"5"
ANSWERED_AT_A_TIME: Final = 8  # The rest wait for a thread.

STATUS: Final[Mapping[type[JisrError], int]] = {
    Malformed: 400,
    Unproven: 401,
    Refused: 422,
    Conflict: 409,
    Unavailable: 503,
}
_NOT_FOUND: Final = 404
_NOT_ALLOWED: Final = 405


class Answering(Protocol):
    """The part of a node that a partner may reach."""

    def answer(self, raw: bytes, certificate: bytes) -> bytes:
        """Return the answer to one message; any of the five errors otherwise.

        Args:
            raw: the message as received; nothing about it is checked yet.
            certificate: the client certificate of the connection, DER.
        """


def build_peer(node: Answering) -> Application:
    """Return the ASGI application that carries a partner's messages to `node`.

    The node works in a thread of its own for each message: it may wait for its store, and the
    loop that serves the other connections may not.  The threads are this door's alone: however
    much partners ask, the node's own work and its operator find theirs free.

    Args:
        node: answers one message at a time or many; it keeps its own order.
    """

    threads = ThreadPoolExecutor(ANSWERED_AT_A_TIME, thread_name_prefix="peer")

    async def peer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await lived(receive, send)
            return
        try:
            _check_address(scope)
            certificate = _certificate(scope)
            raw = await _body(receive)
            if raw is None:
                return
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(threads, node.answer, raw, certificate)
        except JisrError as error:
            await _send_error(send, error)
        else:
            await send_bytes(send, 200, [*_HEADERS, _OCTETS], answer)

    return peer


_HEADERS: Final[Headers] = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
_OCTETS: Final = (b"content-type", b"application/octet-stream")
_JSON: Final = (b"content-type", b"application/json")


def _check_address(scope: Scope) -> None:
    if scope["type"] != "http" or scope["path"] != PATH:
        raise Refused(reasons.NO_SUCH_ADDRESS, path=PATH)
    if scope["method"] != "POST":
        raise Refused(reasons.ONLY_POST)


def _certificate(scope: Scope) -> bytes:
    extension = scope.get("extensions", {}).get(EXTENSION, {})
    certificate = extension.get("certificate")
    if not isinstance(certificate, bytes) or not certificate:
        raise Unproven(reasons.NO_CERTIFICATE)
    return certificate


async def _body(receive: Receive) -> bytes | None:
    """Return the whole body; None when the partner has hung up before its end."""
    chunks: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


# Where HTTP has a plainer word than the class of the error.
_STATUS_OF_CODE: Final[Mapping[str, int]] = {
    reasons.NO_SUCH_ADDRESS.code: _NOT_FOUND,
    reasons.ONLY_POST.code: _NOT_ALLOWED,
}


async def _send_error(send: Send, error: JisrError) -> None:
    status = _STATUS_OF_CODE.get(error.code, STATUS[type(error)])
    headers = [*_HEADERS, _JSON]
    if error.retry:
        headers.append((b"retry-after", RETRY_SECONDS))
    if error.code == reasons.ONLY_POST.code:
        headers.append((b"allow", b"POST"))
    fault: Json = {"code": error.code, "facts": dict(error.facts), "kind": error.kind}
    body = encode({"fault": fault, "v": 1})  # EXC-7: neither sealed nor signed.
    await send_bytes(send, status, headers, body)
