"""Bounds on what a request's body may take, in bytes and in time, around any ASGI application."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from uvicorn._types import (
    ASGIReceiveCallable,
    ASGIReceiveEvent,
    ASGISendCallable,
    ASGISendEvent,
    Scope,
)

from jisr.core.errors import JisrError, Malformed, Unavailable
from jisr.exchange.envelope import encode_bare_fault
from jisr.ops import reasons

# Any ASGI application: each framework has its own types for the same three arguments.
Application: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]

_TOO_LARGE: Final = 413
_TOO_SLOW: Final = 408


def bounded(app: Application, *, bytes_max: int, seconds_max: float) -> Application:
    """Return `app` behind bounds: a body past them is answered 413 or 408 and cut off.

    Args:
        app: the application; it must let exceptions of `receive` pass.
        bytes_max: the longest body, in bytes.
        seconds_max: the longest time from the head of a request to the end of its body.
    """

    async def guarded(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        if scope["type"] != "http":
            return
        request = _Request(receive, send, bytes_max=bytes_max, seconds_max=seconds_max)
        try:
            request.check_length(scope["headers"])
            await app(scope, request.receive, request.send)
        except _PastBounds as past:
            await request.refuse(past)

    return guarded


class _PastBounds(Exception):
    def __init__(self, status: int, error: JisrError) -> None:
        super().__init__(status)
        self.status = status
        self.error = error


@dataclass(slots=True)
class _Request:
    """One request on its way through the bounds."""

    _receive: ASGIReceiveCallable
    _send: ASGISendCallable
    bytes_max: int = field(kw_only=True)
    seconds_max: float = field(kw_only=True)
    _taken: int = 0
    _whole: bool = False
    _answered: bool = False
    _deadline: float = 0.0

    def __post_init__(self) -> None:
        self._deadline = asyncio.get_running_loop().time() + self.seconds_max

    def check_length(self, headers: object) -> None:
        """Refuse by the length a client announces, before a byte of it is read."""
        assert isinstance(headers, list)
        for name, value in headers:
            # llhttp has checked that it is a number and that there is one.
            if name == b"content-length" and int(value) > self.bytes_max:
                raise self._too_large()

    async def receive(self) -> ASGIReceiveEvent:
        """Return the next event, unless the body is past its bounds."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._deadline):
                event = await self._receive()
        except TimeoutError as error:
            slow = Unavailable(reasons.BODY_TOO_SLOW, seconds=int(self.seconds_max))
            raise _PastBounds(_TOO_SLOW, slow) from error
        if event["type"] == "http.request":
            self._taken += len(event["body"])
            self._whole = not event["more_body"]
            if self._taken > self.bytes_max:
                raise self._too_large()
        return event

    async def send(self, event: ASGISendEvent) -> None:
        """Pass an event on, and remember that the application has begun to answer."""
        self._answered = True
        await self._send(event)

    async def refuse(self, past: _PastBounds) -> None:
        """Answer in the application's place, and hang up: the rest of the body is not read."""
        if self._answered:
            raise past
        body = encode_bare_fault(past.error)
        await self._send(
            {
                "type": "http.response.start",
                "status": past.status,
                "headers": [
                    (b"content-type", b"application/json"),
                    (b"content-length", str(len(body)).encode("ascii")),
                    (b"connection", b"close"),
                ],
                "trailers": False,
            }
        )
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    def _too_large(self) -> _PastBounds:
        return _PastBounds(_TOO_LARGE, Malformed(reasons.BODY_TOO_LARGE, limit=self.bytes_max))
