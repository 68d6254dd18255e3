"""Real nodes' doors on loopback, for tests: applications that record what reached them."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import uvloop

from jisr.core.keys import KeyUse
from jisr.ops.keystore import FileKeystore
from jisr.ops.server import Job, Listener, peer_listener, serve
from jisr.ops.tls import Pins, server_context
from tests.ops.kit import FR, MA, keystore, present

T = TypeVar("T")
SECONDS_MAX = 20.0  # A test that hangs fails.


def play(story: Callable[[], Awaitable[T]], *, fast: bool = True) -> T:
    """Run a coroutine function on uvloop, as a node does, or on asyncio's own loop."""

    async def bounded() -> T:
        async with asyncio.timeout(SECONDS_MAX):
            return await story()

    factory = uvloop.new_event_loop if fast else asyncio.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(bounded())


@dataclass
class Recorder:
    """An ASGI application that keeps what it was told and answers as it is set."""

    status: int = 200
    answer: bytes = b"answer"
    scopes: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scopes.append(dict(scope))
        body = b""
        while True:
            event = await receive()
            if event["type"] == "http.disconnect":
                return
            body += event["body"]
            if not event["more_body"]:
                break
        self.bodies.append(body)
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": self.answer, "more_body": False})


@dataclass
class Pair:
    """Morocco calls, France answers; each knows the other's key unless a test says otherwise."""

    folder: Path
    app: Recorder = field(default_factory=Recorder)
    ma: FileKeystore = field(init=False)
    fr: FileKeystore = field(init=False)

    def __post_init__(self) -> None:
        self.ma = keystore(self.folder, party=MA, at=present())
        self.fr = keystore(self.folder, party=FR, at=present())

    def listener(self, *, pins: Pins | None = None, app: Any = None) -> Listener:
        trusted = pins or pins_of(self.ma)
        return peer_listener(
            app or self.app, host="127.0.0.1", port=0, tls=server_context(self.fr, trusted)
        )


def pins_of(*holders: FileKeystore) -> Pins:
    """Trust these holders' TLS keys."""
    return Pins(holder.current(KeyUse.TLS).public for holder in holders)


@asynccontextmanager
async def serving(*listeners: Listener, jobs: Sequence[Job] = ()) -> AsyncIterator[None]:
    """Serve doors while the block runs, then stop in good order."""
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(serve(listeners, jobs=jobs, on_ready=ready.set, stop=stop))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    try:
        yield
    finally:
        stop.set()
        await running


async def raw_tls(port: int, context: ssl.SSLContext, data: bytes) -> bytes:
    """Send bytes without our client's care; return what comes back, nothing if refused."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    except (ssl.SSLError, ConnectionError):
        return b""
    try:
        writer.write(data)
        return await reader.read()
    except (ssl.SSLError, ConnectionError):
        return b""
    finally:
        writer.close()


def careless_context() -> ssl.SSLContext:
    """Return a client context that trusts anyone and shows no certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
