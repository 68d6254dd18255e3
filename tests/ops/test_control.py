"""The control socket: one call, one answer, and the node's errors as they were."""

import asyncio
import os
import socket
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from jisr.core.canonical import Json
from jisr.core.errors import Malformed, Refused, Unavailable
from jisr.ops import protocols, reasons
from jisr.ops.control import ControlClient, build_control
from jisr.ops.server import control_listener
from tests.ops.kit import failing
from tests.ops.net import Recorder, play, serving


def echo(args: Mapping[str, Json]) -> Json:
    return {"args": dict(args), "text": "جسر"}


def refuse(args: Mapping[str, Json]) -> Json:
    raise Refused(reasons.KEY_RETIRED, key=str(args["key"]))


def break_off(_args: Mapping[str, Json]) -> Json:
    message = "a fault of ours"
    raise RuntimeError(message)


CALLS = {"echo": echo, "refuse": refuse, "break-off": break_off}


def ask(path: Path, name: str, args: Mapping[str, Json] | None = None) -> Json:
    """Ask a running control application once."""
    return serve_and(path, build_control(CALLS), lambda: ControlClient(path).call(name, args))


def serve_and(path: Path, app: Any, question: Any) -> Any:
    """Serve an application on a control socket while a blocking question runs elsewhere."""

    async def story() -> Any:
        async with serving(control_listener(app, path=path)):
            return await asyncio.to_thread(question)

    return play(story)


def raw(path: Path, request: bytes) -> bytes:
    """Speak to the socket without our client's care."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(str(path))
        try:
            sock.sendall(request)
            return sock.makefile("rb").read()
        except ConnectionError:
            return b""


def test_a_call_is_answered(tmp_path: Path) -> None:
    answer = ask(tmp_path / "c", "echo", {"case": "x", "n": [1, None, True]})
    assert answer == {"args": {"case": "x", "n": [1, None, True]}, "text": "جسر"}
    assert ask(tmp_path / "c", "echo") == {"args": {}, "text": "جسر"}


def test_an_error_comes_back_with_its_class_code_and_facts(tmp_path: Path) -> None:
    with failing(Refused, "ops.key-retired") as caught:
        ask(tmp_path / "c", "refuse", {"key": "abc"})
    assert caught.value.facts == {"key": "abc"}


def test_an_unknown_call_is_refused(tmp_path: Path) -> None:
    with failing(Refused, "ops.control-unknown-call"):
        ask(tmp_path / "c", "nothing")


def test_a_fault_of_ours_is_told_without_its_detail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with failing(Unavailable, "ops.control-broke") as caught:
        ask(tmp_path / "c", "break-off")
    assert "a fault of ours" not in str(caught.value)
    assert "a fault of ours" in capsys.readouterr().out


def test_no_running_node_is_named_with_the_mend(tmp_path: Path) -> None:
    with failing(Unavailable, "ops.node-not-running") as caught:
        ControlClient(tmp_path / "none").call("echo")
    assert "jisr node run" in caught.value.text("ar")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"call":"echo"}', b'{"args":[],"call":"echo"}', b'{"args":{},"call":1}'],
)
def test_a_request_of_another_form_is_refused(tmp_path: Path, body: bytes) -> None:
    head = (
        b"POST /call HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: %d\r\n\r\n"
        % len(body)
    )
    path = tmp_path / "c"
    answer = serve_and(path, build_control(CALLS), lambda: raw(path, head + body))
    assert b"ops.control-form" in answer


@pytest.mark.parametrize("line", [b"GET /call", b"POST /other"])
def test_only_one_address_is_known(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "c"
    request = line + b" HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    answer = serve_and(path, build_control(CALLS), lambda: raw(path, request))
    assert b"ops.control-form" in answer


@pytest.mark.parametrize(
    "answer",
    [b"", b"junk", b"[]", b'{"ok":1,"x":2}', b'{"error":1}', b'{"error":{"kind":"odd"}}'],
)
def test_an_answer_of_another_form_is_refused(tmp_path: Path, answer: bytes) -> None:
    path = tmp_path / "c"
    with failing(Malformed, "ops.control-form"):
        serve_and(path, Recorder(answer=answer), lambda: ControlClient(path).call("echo"))


def test_a_node_that_hangs_up_is_told_apart_from_one_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "c"

    async def dying(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})

    with failing(Unavailable, "ops.control-broke"):
        serve_and(path, dying, lambda: ControlClient(path).call("echo"))


def test_a_body_past_the_bounds_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "c"
    answer = b'{"fault":{"code":"ops.body-too-large","facts":{"limit":9},"kind":"malformed"},"v":1}'
    with failing(Malformed, "ops.body-too-large"):
        serve_and(path, Recorder(answer=answer), lambda: ControlClient(path).call("echo"))


def test_another_local_user_is_hung_up_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel says who called; here the node is taken to run as somebody else."""
    uid = os.getuid()
    monkeypatch.setattr(protocols.os, "geteuid", lambda: uid + 1)
    monkeypatch.setattr(protocols, "_CREDENTIALS", _Caller(uid + 2))
    path = tmp_path / "c"
    request = b"POST /call HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"
    app = Recorder()
    assert serve_and(path, app, lambda: raw(path, request)) == b""
    assert app.scopes == []


class _Caller:
    """Reads the kernel's answer as if a given user had called."""

    size = struct.calcsize("3i")

    def __init__(self, user: int) -> None:
        self._user = user

    def unpack(self, raw: bytes) -> tuple[int, int, int]:
        pid, _, group = struct.unpack("3i", raw)
        return pid, self._user, group
