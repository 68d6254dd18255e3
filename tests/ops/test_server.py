"""The node's doors: bounds, ports, stopping."""

import asyncio
import os
import signal
import socket
import ssl
import stat
from pathlib import Path
from typing import Any

import pytest

from jisr.core.act import PartyId
from jisr.core.errors import Conflict, Malformed, Refused, Unavailable
from jisr.exchange.envelope import parse_bare_fault
from jisr.ops import protocols, reasons
from jisr.ops.bounds import bounded
from jisr.ops.client import PeerClient
from jisr.ops.holders import CONNECTIONS_PER_SPACE
from jisr.ops.protocols import BoundedProtocol
from jisr.ops.server import (
    PEER_BYTES_MAX,
    Listener,
    close,
    control_listener,
    peer_listener,
    run,
    serve,
    site_listener,
)
from jisr.ops.tls import client_context, server_context
from tests.ops.kit import failing, free_port, keystore, present
from tests.ops.net import Pair, Recorder, pins_of, play, serving

HEAD = b"POST /x HTTP/1.1\r\nhost: x\r\n"


def small(app: Any, *, bytes_max: int = 100, seconds_max: float = 10.0) -> Listener:
    """Open a door with small bounds."""
    sock = socket.create_server(("127.0.0.1", 0))
    sock.setblocking(False)
    return Listener(
        app=bounded(app, bytes_max=bytes_max, seconds_max=seconds_max),
        sock=sock,
        protocol=BoundedProtocol,
        connections_max=4,
    )


async def say(port: int, *pieces: bytes, end: bool = False) -> bytes:
    """Send pieces and read until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        if end:
            writer.write_eof()
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def told(answer: bytes) -> str:
    """Return the code of the fault an answer carries."""
    return parse_bare_fault(answer.partition(b"\r\n\r\n")[2]).code


def test_a_body_within_bounds_passes_whole() -> None:
    app = Recorder()

    async def story() -> None:
        door = small(app)
        async with serving(door):
            closing = b"connection: close\r\n"
            body = b"x" * 100
            await say(
                door.port, HEAD, closing, b"content-length: 100\r\n\r\n", body[:40], body[40:]
            )

    play(story)
    assert app.bodies == [b"x" * 100]


def test_a_body_announced_as_too_large_is_refused_before_the_application_runs() -> None:
    app = Recorder()

    async def story() -> bytes:
        door = small(app)
        async with serving(door):
            return await say(door.port, HEAD, b"content-length: 101\r\n\r\n")

    answer = play(story)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert told(answer) == "ops.body-too-large"
    assert app.scopes == []


def test_a_body_of_unknown_length_is_cut_off_at_the_bound() -> None:
    app = Recorder()

    async def story() -> bytes:
        door = small(app)
        async with serving(door):
            chunk = b"40\r\n" + b"x" * 64 + b"\r\n"
            return await say(door.port, HEAD, b"transfer-encoding: chunked\r\n\r\n", chunk, chunk)

    answer = play(story)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert app.bodies == []


def test_a_slow_body_is_cut_off() -> None:
    app = Recorder()

    async def story() -> bytes:
        door = small(app, seconds_max=0.05)
        async with serving(door):
            return await say(door.port, HEAD, b"content-length: 10\r\n\r\nabc")

    answer = play(story)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert told(answer) == "ops.body-too-slow"
    assert app.bodies == []


def test_a_truncated_body_reaches_no_one_as_a_whole() -> None:
    app = Recorder()

    async def story() -> bytes:
        door = small(app)
        async with serving(door):
            return await say(door.port, HEAD, b"content-length: 10\r\n\r\nabc", end=True)

    assert play(story) == b""
    assert app.bodies == []


def test_a_head_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocols, "HEAD_SECONDS_MAX", 0.05)
    app = Recorder()

    async def story() -> list[bytes]:
        door = small(app)
        async with serving(door):
            return [await say(door.port), await say(door.port, HEAD)]

    assert play(story) == [b"", b""]
    assert app.scopes == []


def test_a_head_without_end_is_cut_off() -> None:
    app = Recorder()

    async def story() -> bytes:
        door = small(app)
        async with serving(door):
            field = b"x: " + b"y" * 8000 + b"\r\n"
            return await say(door.port, HEAD, *[field] * 200)

    assert play(story) == b""
    assert app.scopes == []


def test_a_second_request_on_a_connection_has_its_own_bounds() -> None:
    app = Recorder()
    request = HEAD + b"content-length: 3\r\n\r\nabc"
    last = HEAD + b"connection: close\r\ncontent-length: 3\r\n\r\nabc"

    async def story() -> bytes:
        door = small(app)
        async with serving(door):
            return await say(door.port, request, request + last)

    assert play(story).count(b"200 OK") == 3
    assert app.bodies == [b"abc"] * 3


def test_too_many_connections_are_told_to_come_back() -> None:
    app = Recorder()

    async def story() -> bytes:
        door = small(app)
        async with serving(door):
            held = [await asyncio.open_connection("127.0.0.1", door.port) for _ in range(4)]
            answer = await say(door.port, HEAD, b"content-length: 0\r\n\r\n")
            for _, writer in held:
                writer.close()
            return answer

    assert play(story).startswith(b"HTTP/1.1 503 ")


def test_a_taken_port_is_named_with_the_mend() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with failing(Conflict, "ops.port-taken") as caught:
            site_listener(Recorder(), host="127.0.0.1", port=port)
    assert str(port) in caught.value.text("ar")
    assert "jisr.toml" in caught.value.text("fr")


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    tls = server_context(pair.fr, pins_of(pair.ma))
    with failing(Unavailable, "ops.address-not-usable"):
        peer_listener(Recorder(), host="192.0.2.1", port=free_port(), tls=tls)


def test_two_doors_cannot_open_on_one_port() -> None:
    first = site_listener(Recorder(), host="127.0.0.1", port=0)
    with failing(Conflict, "ops.port-taken"):
        site_listener(Recorder(), host="127.0.0.1", port=first.port)
    port = first.port
    close([first])
    close([site_listener(Recorder(), host="127.0.0.1", port=port)])


def test_ipv6_loopback_is_served() -> None:
    door = site_listener(Recorder(), host="::1", port=0)
    assert door.sock.family == socket.AF_INET6
    close([door])


def test_the_control_socket_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    door = control_listener(Recorder(), path=path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with failing(Conflict, "ops.second-process"):
        control_listener(Recorder(), path=path)
    close([door])
    assert not path.exists()


def test_a_socket_left_by_a_killed_node_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "control.sock"
    door = control_listener(Recorder(), path=path)
    door.sock.close()
    assert path.exists()
    close([control_listener(Recorder(), path=path)])


def test_a_socket_path_too_long_for_the_system_is_named(tmp_path: Path) -> None:
    with failing(Unavailable, "ops.path-not-writable"):
        control_listener(Recorder(), path=tmp_path / ("x" * 120))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_node_after_what_is_under_way(
    tmp_path: Path, number: signal.Signals
) -> None:
    begun, finish, cancelled = asyncio.Event(), asyncio.Event(), asyncio.Event()
    bodies: list[bytes] = []

    async def slow(_scope: Any, _receive: Any, send: Any) -> None:
        begun.set()
        await finish.wait()
        bodies.append(b"done")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done", "more_body": False})

    async def job() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
            finish.set()

    async def story() -> bytes:
        door = small(slow)
        other = control_listener(Recorder(), path=tmp_path / "c.sock")
        ready = asyncio.Event()
        running = asyncio.create_task(serve([door, other], jobs=[job], on_ready=ready.set))
        await ready.wait()
        asking = asyncio.create_task(say(door.port, HEAD, b"content-length: 0\r\n\r\n"))
        await begun.wait()
        os.kill(os.getpid(), number)
        await running
        assert cancelled.is_set()
        return await asking

    assert play(story).endswith(b"done\r\n0\r\n\r\n")
    assert not (tmp_path / "c.sock").exists()


def test_a_job_that_fails_stops_the_node_with_its_reason() -> None:
    async def job() -> None:
        raise Unavailable(reasons.NO_KEY, use="sign")

    async def story() -> None:
        door = small(Recorder())
        with failing(Unavailable, "ops.no-key"):
            await serve([door], jobs=[job])
        assert door.sock.fileno() == -1

    play(story)


def test_the_node_runs_on_the_fast_loop() -> None:
    loops: list[str] = []

    async def story() -> None:
        loops.append(type(asyncio.get_running_loop()).__module__)

    run(story())
    assert loops == ["uvloop"]


def test_the_partners_door_bounds_a_message_in_front_of_the_endpoint(tmp_path: Path) -> None:
    pair = Pair(tmp_path)

    async def story() -> None:
        door = pair.listener()
        url = f"https://127.0.0.1:{door.port}/sync"
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            assert await client.post(url, bytes(PEER_BYTES_MAX)) == pair.app.answer
            with failing(Malformed, reasons.BODY_TOO_LARGE.code):
                await client.post(url, bytes(PEER_BYTES_MAX + 1))

    play(story)
    assert [len(body) for body in pair.app.bodies] == [PEER_BYTES_MAX]


async def connected(port: int, context: ssl.SSLContext) -> asyncio.StreamWriter | None:
    """Ask once and keep the connection; None when hung up on."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    try:
        writer.write(HEAD + b"content-length: 0\r\n\r\n")
        line = await reader.readline()
    except ConnectionError:
        line = b""
    if not line:
        writer.close()
        return None
    assert line.startswith(b"HTTP/1.1 200 ")
    return writer


@pytest.mark.parametrize("fast", [True, False])
def test_one_partners_idle_connections_leave_the_others_theirs(tmp_path: Path, fast: bool) -> None:
    pair = Pair(tmp_path)
    (tmp_path / "be").mkdir()
    other = keystore(tmp_path / "be", party=PartyId("BE"), at=present())
    greedy, modest = (client_context(one, pins_of(pair.fr)) for one in (pair.ma, other))

    async def story() -> None:
        door = pair.listener(pins=pins_of(pair.ma, other))
        async with serving(door):
            kept = [await connected(door.port, greedy) for _ in range(CONNECTIONS_PER_SPACE)]
            assert None not in kept
            assert [await connected(door.port, greedy) for _ in range(3)] == [None] * 3
            also = await connected(door.port, modest)
            assert also is not None
            assert kept[0] is not None
            kept[0].transport.abort()
            while (again := await connected(door.port, greedy)) is None:
                continue  # The door has not seen yet that one place is free.
            for writer in (*kept, also, again):
                if writer is not None:
                    writer.close()

    play(story, fast=fast)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "2001:db8::1", "gate.example"])
def test_the_site_is_never_opened_where_others_reach_it(host: str) -> None:
    with failing(Refused, "ops.site-not-loopback"):
        site_listener(Recorder(), host=host, port=0)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost"])
def test_the_site_is_opened_on_loopback(host: str) -> None:
    door = site_listener(Recorder(), host=host, port=0)
    assert door.sock.getsockname()[0].startswith("127.")
    close([door])
