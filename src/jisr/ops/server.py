"""The node's three doors in one loop: partners over mutual TLS, the site, the control socket."""

import asyncio
import contextlib
import errno
import ipaddress
import os
import signal
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
import uvloop

from jisr.core.errors import Conflict, Refused, Unavailable
from jisr.exchange.limits import WIRE_BYTES_MAX
from jisr.ops import reasons, why
from jisr.ops.bounds import Application, bounded
from jisr.ops.holders import Holders, each_key
from jisr.ops.protocols import BoundedProtocol, ControlProtocol, peer_protocol

BACKLOG: Final = 128
PEER_CONNECTIONS_MAX: Final = 256  # Of all partners; each has its own share (`holders`).
SITE_CONNECTIONS_MAX: Final = 512
CONTROL_CONNECTIONS_MAX: Final = 16
PEER_BYTES_MAX: Final = WIRE_BYTES_MAX
SITE_BYTES_MAX: Final = 64 * 1024 * 1024  # An attachment of 50 MiB with its form around it.
CONTROL_BYTES_MAX: Final = 64 * 1024 * 1024  # `jisr` hands attachments to the node this way.
PEER_BODY_SECONDS_MAX: Final = 120.0  # A full message at 1 Mbit/s takes about 90 s.
SITE_BODY_SECONDS_MAX: Final = 300.0
CONTROL_BODY_SECONDS_MAX: Final = 60.0
KEEPALIVE_SECONDS: Final = 75  # Longer than our client's, so that the client hangs up first.
STOP_SECONDS_MAX: Final = 10  # What is under way may finish; the ledger loses nothing anyway.
SOCKET_MODE_MASK: Final = 0o177

Job = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """One open door: a bound socket and the application behind it."""

    app: Application
    sock: socket.socket
    protocol: type[BoundedProtocol]
    connections_max: int
    tls: ssl.SSLContext | None = None
    path: Path | None = None  # Of a Unix socket, which is removed on closing.

    @property
    def port(self) -> int:
        """The TCP port it is bound to."""
        number: int = self.sock.getsockname()[1]
        return number

    def config(self) -> uvicorn.Config:
        """Return uvicorn's configuration for this door."""
        tls = self.tls
        return uvicorn.Config(
            self.app,
            http=self.protocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            # The caller's address is what the socket says, never what a header says.
            proxy_headers=False,
            server_header=False,
            backlog=BACKLOG,
            limit_concurrency=self.connections_max,
            timeout_keep_alive=KEEPALIVE_SECONDS,
            timeout_graceful_shutdown=STOP_SECONDS_MAX,
            ssl_context_factory=None if tls is None else lambda _config, _default: tls,
        )


def peer_listener(
    app: Application, *, host: str, port: int, tls: ssl.SSLContext, holders: Holders = each_key
) -> Listener:
    """Open the partners' door: mutual TLS only.

    The application finds the proven certificate, in DER, in
    `scope["extensions"]["jisr.peer"]["certificate"]`.

    Args:
        app: what answers.
        host: the address.
        port: the port; 0 for any.
        tls: lets partners alone pass.
        holders: who holds a certificate, and how many connections it may keep.

    Raises:
        Conflict: the port is taken.
        Unavailable: the address cannot be used on this machine.
    """
    return Listener(
        app=bounded(app, bytes_max=PEER_BYTES_MAX, seconds_max=PEER_BODY_SECONDS_MAX),
        sock=_bind(host, port),
        protocol=peer_protocol(holders),
        connections_max=PEER_CONNECTIONS_MAX,
        tls=tls,
    )


def site_listener(app: Application, *, host: str, port: int) -> Listener:
    """Open the site's door, plain HTTP on loopback: its pages have no login.

    Raises:
        Refused: others could reach the address.
        Conflict, Unavailable: as `peer_listener`.
    """
    if not _is_loopback(host):
        raise Refused(reasons.SITE_NOT_LOOPBACK, host=host)
    return Listener(
        app=bounded(app, bytes_max=SITE_BYTES_MAX, seconds_max=SITE_BODY_SECONDS_MAX),
        sock=_bind(host, port),
        protocol=BoundedProtocol,
        connections_max=SITE_CONNECTIONS_MAX,
    )


def control_listener(app: Application, *, path: Path) -> Listener:
    """Open the control socket, for the user who runs the node alone.

    Raises:
        Conflict: another process answers there.
        Unavailable: the socket cannot be made there.
    """
    return Listener(
        app=bounded(app, bytes_max=CONTROL_BYTES_MAX, seconds_max=CONTROL_BODY_SECONDS_MAX),
        sock=_bind_unix(path),
        protocol=ControlProtocol,
        connections_max=CONTROL_CONNECTIONS_MAX,
        path=path,
    )


class _Server(uvicorn.Server):
    """One of several servers in a loop: signals are `serve`'s affair."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:  # type: ignore[override]
        return contextlib.nullcontext()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


async def serve(
    listeners: Sequence[Listener],
    *,
    jobs: Sequence[Job] = (),
    on_ready: Callable[[], None] = lambda: None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve every door until SIGTERM, SIGINT or `stop`, then finish what is under way.

    Args:
        listeners: open doors; they are closed on return, however it ends.
        jobs: what runs beside them, such as delivery; cancelled on stopping.  A job that
            fails stops the node: a node that looks well and delivers nothing is worse.
        on_ready: called once every door answers.
        stop: set it to stop from inside the loop.
    """
    stopping = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    servers = [_Server(listener.config()) for listener in listeners]
    tasks = [
        loop.create_task(server.serve(sockets=[listener.sock]))
        for server, listener in zip(servers, listeners, strict=True)
    ]
    working: list[asyncio.Task[None]] = []
    try:
        for server in servers:
            await server.ready.wait()
        working = [loop.create_task(_stopping_on_failure(job, stopping)) for job in jobs]
        on_ready()
        await stopping.wait()
    finally:
        for task in working:
            task.cancel()
        for server in servers:
            server.should_exit = True
        ends = await asyncio.gather(*working, *tasks, return_exceptions=True)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
        close(listeners)
    for end in ends:
        if isinstance(end, Exception):
            raise end


def close(listeners: Sequence[Listener]) -> None:
    """Close doors that were opened and not served, or were served to the end."""
    for listener in listeners:
        listener.sock.close()
        if listener.path is not None:
            listener.path.unlink(missing_ok=True)


def run(main: Awaitable[None]) -> None:
    """Run the node's main coroutine on the fast loop, to its end."""

    async def started() -> None:
        await main

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(started())


async def _stopping_on_failure(job: Job, stopping: asyncio.Event) -> None:
    try:
        await job()
    except Exception:
        stopping.set()
        raise


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A node that restarts must not wait for the old connections to time out.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(BACKLOG)  # Until then another process could take the port too.
        sock.setblocking(False)
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise Conflict(reasons.PORT_TAKEN, host=host, port=port) from error
        raise Unavailable(
            reasons.ADDRESS_NOT_USABLE, host=host, port=port, **why.system_said(error)
        ) from error
    return sock


def _bind_unix(path: Path) -> socket.socket:
    if _answers(path):
        raise Conflict(reasons.SECOND_PROCESS, path=str(path.parent))
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(SOCKET_MODE_MASK)  # The socket is never open to others, not even at first.
    try:
        path.unlink(missing_ok=True)  # Left by a node that was killed.
        sock.bind(str(path))
        sock.listen(BACKLOG)
        sock.setblocking(False)
    except OSError as error:
        sock.close()
        raise Unavailable(
            reasons.PATH_NOT_WRITABLE, path=str(path), **why.system_said(error)
        ) from error
    finally:
        os.umask(before)
    return sock


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:  # Nothing there, or nobody behind it; binding says what is wrong.
            return False
        return True
