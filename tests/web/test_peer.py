"""The peer endpoint: one address, one method, typed refusals."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from jisr.core.errors import Conflict, Malformed, Reason, Refused, Unavailable, Unproven
from jisr.web.peer import ANSWERED_AT_A_TIME, EXTENSION, build_peer
from tests.web.client import ask, ask_in_chunks

WHY = Reason("test.why", ar="سبب {n}", fr="raison {n}", en="reason {n}")
CERTIFIED = {"extensions": {EXTENSION: {"certificate": b"DER"}}}


class Echo:
    """Answers with what it got; raises when it is given an error."""

    def __init__(self, error=None):
        self.error = error
        self.heard = []

    def answer(self, raw, certificate):
        self.heard.append((raw, certificate))
        if self.error is not None:
            raise self.error
        return b"answer to " + raw


def post(node, body=b"hello", *, more=CERTIFIED, path="/sync", method="POST"):
    app = build_peer(node)
    return ask(app, path, method=method, body=body, scheme="https", **more)


def test_a_message_reaches_the_node_with_the_certificate_of_its_connection():
    node = Echo()
    answer = post(node)
    assert (answer.status, answer.body) == (200, b"answer to hello")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["cache-control"] == "no-store"
    assert node.heard == [(b"hello", b"DER")]


@pytest.mark.parametrize(
    ("error", "status"),
    [(Malformed, 400), (Unproven, 401), (Refused, 422), (Conflict, 409), (Unavailable, 503)],
)
def test_each_error_has_its_status_and_says_kind_code_and_facts(error, status):
    answer = post(Echo(error(WHY, n=3)))
    assert answer.status == status
    fault = {"code": "test.why", "facts": {"n": 3}, "kind": error.kind}
    assert json.loads(answer.body) == {"fault": fault, "v": 1}
    assert ("retry-after" in answer.headers) is error.retry


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"extensions": {}},
        {"extensions": {EXTENSION: {}}},
        {"extensions": {EXTENSION: {"certificate": b""}}},
    ],
)
def test_without_a_client_certificate_the_node_is_not_asked(more):
    node = Echo()
    answer = post(node, more=more)
    assert answer.status == 401
    assert json.loads(answer.body)["fault"]["code"] == "web.no-certificate"
    assert node.heard == []


def test_what_partners_ask_waits_for_none_of_the_other_work_of_the_node_nor_holds_it_up():
    finish = threading.Event()

    class Slow(Echo):
        def answer(self, raw, certificate):
            assert finish.wait(10)
            return b"late"

    async def story():
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(1))
        slow, quick = build_peer(Slow()), build_peer(Echo())
        waiting = [asyncio.create_task(asked(slow)) for _ in range(ANSWERED_AT_A_TIME + 1)]
        assert await asyncio.to_thread(lambda: "done") == "done"
        busy = asyncio.create_task(asyncio.to_thread(finish.wait, 10))
        assert await asked(quick) == b"answer to hello"
        finish.set()
        assert await busy
        assert await asyncio.gather(*waiting) == [b"late"] * len(waiting)

    asyncio.run(story())


async def asked(app):
    said = []

    async def receive():
        return {"type": "http.request", "body": b"hello", "more_body": False}

    async def send(event):
        said.append(event)

    scope = {"type": "http", "path": "/sync", "method": "POST", "headers": [], **CERTIFIED}
    await app(scope, receive, send)
    return b"".join(event.get("body", b"") for event in said)


def test_a_body_in_pieces_is_read_whole():
    app = build_peer(Echo())
    answer = ask_in_chunks(app, "/sync", [b"12345", b"67890"], **CERTIFIED)
    assert answer.body == b"answer to 1234567890"


def test_there_is_one_address_and_one_method():
    assert post(Echo(), path="/").status == 404
    answer = post(Echo(), method="GET")
    assert answer.status == 405
    assert answer.headers["allow"] == "POST"


def _speak(app, messages, scope):
    sent = []

    async def receive():
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


SCOPE = {"type": "http", "path": "/sync", "method": "POST", "headers": [], **CERTIFIED}


def test_a_body_that_stops_on_the_way_is_given_up():
    node = Echo()
    half = {"type": "http.request", "body": b"half", "more_body": True}
    assert _speak(build_peer(node), [half, {"type": "http.disconnect"}], dict(SCOPE)) == []
    assert node.heard == []


def test_start_and_end_of_the_server_are_acknowledged():
    app = build_peer(Echo())
    said = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    answers = _speak(app, said, {"type": "lifespan"})
    assert [message["type"] for message in answers] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
