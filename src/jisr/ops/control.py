"""How the command line talks to the running node: one call, one answer, over a Unix socket.

    POST /call  {"args": {...}, "call": NAME}  ->  {"ok": ...} or {"error": {code, facts, kind}}

The node alone writes the ledger; `jisr` asks it.  Who may ask: the user who runs the node.
"""

import http.client
import socket
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeAlias

import orjson
import structlog
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from jisr.core.canonical import Json
from jisr.core.errors import JisrError, Malformed, Refused, Unavailable
from jisr.ops import reasons
from jisr.ops.bounds import Application
from jisr.ops.faults import KINDS, error_of

Call: TypeAlias = Callable[[Mapping[str, Json]], Json]
# How calls are run: in the loop, one after the other, or where the node's work is done.
RunCall: TypeAlias = Callable[[Callable[[], Json]], Awaitable[Json]]

CALL_SECONDS_MAX: Final = 600.0  # A backup or an export of a large ledger.
ANSWER_BYTES_MAX: Final = 64 * 1024 * 1024
_PATH: Final = "/call"

_log: Final = structlog.get_logger(__name__)


async def run_in_loop(call: Callable[[], Json]) -> Json:
    """Run a call here and now: while it runs nothing else of the node does."""
    return call()


def build_control(calls: Mapping[str, Call], *, run: RunCall = run_in_loop) -> Application:
    """Return the application behind the control socket.

    Args:
        calls: what may be asked, by name; each takes the arguments and returns plain JSON.
        run: how a call is run.
    """

    async def control(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        assert scope["type"] == "http"
        asked = ""
        try:
            _check_address(scope["method"], scope["path"])
            asked, args = _read_request(await _body(receive))
            call = _known(calls, asked)
            answer: Json = {"ok": await run(lambda: call(args))}
            status = HTTPStatus.OK
        except JisrError as error:
            answer, status = _fault(error), HTTPStatus.UNPROCESSABLE_ENTITY
        except Exception:  # noqa: BLE001 - a fault of ours must reach the one who asked.
            _log.exception("control.call-broke", call=asked)
            answer = _fault(Unavailable(reasons.CONTROL_BROKE, call=asked))
            status = HTTPStatus.INTERNAL_SERVER_ERROR
        await _answer(send, status, orjson.dumps(answer))

    return control


class ControlClient:
    """Asks the node that runs behind a control socket."""

    def __init__(self, path: Path, *, seconds_max: float = CALL_SECONDS_MAX) -> None:
        """Name the socket; nothing is connected until a call."""
        self._path = path
        self._seconds_max = seconds_max

    def call(self, name: str, args: Mapping[str, Json] | None = None) -> Json:
        """Return what the node answers.

        Raises:
            Unavailable: no node runs there, or it broke off.
            JisrError: what the node raised, of the same class, with the same code and facts.
        """
        body = orjson.dumps({"args": args or {}, "call": name})
        connection = _UnixConnection(self._path, seconds_max=self._seconds_max)
        try:
            connection.connect()
        except OSError as error:
            raise Unavailable(reasons.NODE_NOT_RUNNING, path=str(self._path)) from error
        try:
            connection.request("POST", _PATH, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            raw = response.read(ANSWER_BYTES_MAX)
            unread = response.length
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable(reasons.CONTROL_BROKE, call=name) from error
        finally:
            connection.close()
        if unread:  # `read` says nothing of an answer that was cut short.
            raise Unavailable(reasons.CONTROL_BROKE, call=name)
        return _read_answer(raw)


def node_runs(path: Path) -> bool:
    """Say whether a node answers at a control socket, or somebody else is in its place."""
    try:
        ControlClient(path).call("status")
    except JisrError as error:
        return error.code != reasons.NODE_NOT_RUNNING.code
    return True


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path, *, seconds_max: float) -> None:
        super().__init__("localhost", timeout=seconds_max)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        try:
            self.sock.connect(str(self._path))
        except OSError:
            self.sock.close()
            raise


def _check_address(method: str, path: str) -> None:
    if method != "POST" or path != _PATH:
        raise Malformed(reasons.CONTROL_FORM)


def _known(calls: Mapping[str, Call], name: str) -> Call:
    if name not in calls:
        raise Refused(reasons.CONTROL_UNKNOWN_CALL, call=name)
    return calls[name]


def _read_request(raw: bytes) -> tuple[str, Mapping[str, Json]]:
    try:
        wire = orjson.loads(raw)
    except ValueError as error:
        raise Malformed(reasons.CONTROL_FORM) from error
    if not isinstance(wire, dict) or wire.keys() != {"args", "call"}:
        raise Malformed(reasons.CONTROL_FORM)
    name, args = wire["call"], wire["args"]
    if not isinstance(name, str) or not isinstance(args, dict):
        raise Malformed(reasons.CONTROL_FORM)
    return name, args


def _read_answer(raw: bytes) -> Json:
    try:
        wire = orjson.loads(raw)
    except ValueError as error:
        raise Malformed(reasons.CONTROL_FORM) from error
    match wire:
        case {"ok": answer, **rest} if not rest:
            result: Json = answer
            return result
        case {"error": fault, **rest} if not rest:
            raise _told(fault)
        case {"fault": fault, "v": 1}:  # From the bounds before the application.
            raise _told(fault)
        case _:
            raise Malformed(reasons.CONTROL_FORM)


def _told(fault: Json) -> JisrError:
    match fault:
        case {"kind": str(kind), "code": str(code), "facts": dict(facts)} if kind in KINDS:
            return error_of(kind=kind, code=code, facts=facts)
        case _:
            return Malformed(reasons.CONTROL_FORM)


def _fault(error: JisrError) -> Json:
    return {"error": {"code": error.code, "facts": dict(error.facts), "kind": error.kind}}


async def _body(receive: ASGIReceiveCallable) -> bytes:
    pieces: list[bytes] = []
    while True:
        event = await receive()
        if event["type"] != "http.request":
            raise Malformed(reasons.CONTROL_FORM)
        pieces.append(event["body"])
        if not event["more_body"]:
            return b"".join(pieces)


async def _answer(send: ASGISendCallable, status: int, body: bytes) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode("ascii")),
            ],
            "trailers": False,
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
