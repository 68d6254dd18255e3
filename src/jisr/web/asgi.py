"""The few words of ASGI that the site and the peer endpoint share."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

# ASGI's own types: what a server passes is checked where it is read.
Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers: TypeAlias = list[tuple[bytes, bytes]]


async def send_bytes(
    send: Send, status: int, headers: Headers, content: bytes, *, head: bool = False
) -> None:
    """Send one whole answer; with `head`, its headers alone."""
    length = (b"content-length", str(len(content)).encode())
    start = {"type": "http.response.start", "status": status, "headers": [*headers, length]}
    await send(start)
    await send({"type": "http.response.body", "body": b"" if head else content})


async def lived(receive: Receive, send: Send) -> None:
    """Answer a server that announces its start and its end; nothing of ours depends on it."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
