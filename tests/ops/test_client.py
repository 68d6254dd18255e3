"""Calls to a partner's node, and what each failure becomes."""

import gc
from pathlib import Path
from typing import Any

import pytest

from jisr.core.errors import (
    Conflict,
    JisrError,
    Malformed,
    Refused,
    Unavailable,
    Unproven,
)
from jisr.exchange import reasons as exchange_reasons
from jisr.exchange.envelope import encode_bare_fault
from jisr.ops import reasons
from jisr.ops.client import PeerClient
from jisr.ops.faults import error_of, known_reasons
from tests.ops.kit import failing
from tests.ops.net import Pair, Recorder, pins_of, play, serving

BODY = b"a sealed message"


def post(pair: Pair, app: Any, **options: Any) -> bytes:
    """Call an application once over real mutual TLS."""

    async def story() -> bytes:
        door = pair.listener(app=app)
        async with (
            serving(door),
            PeerClient(pair.ma, pins_of(pair.fr), **options) as client,
        ):
            return await client.post(f"https://127.0.0.1:{door.port}/sync", BODY)

    return play(story)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


@pytest.mark.parametrize(
    "error",
    [
        Malformed(exchange_reasons.NO_FIRST_LINE),
        Unproven(exchange_reasons.WRONG_SEAL),
        Refused(exchange_reasons.NOT_OUR_QUESTION),
        Conflict(reasons.PORT_TAKEN, host="x", port=1),
        Unavailable(reasons.BODY_TOO_SLOW, seconds=3),
    ],
)
def test_a_fault_comes_back_as_the_same_error(pair: Pair, error: JisrError) -> None:
    with failing(type(error), error.code) as caught:
        post(pair, Recorder(status=422, answer=encode_bare_fault(error)))
    assert caught.value.facts == error.facts


def test_a_fault_of_an_unknown_code_keeps_its_kind_and_names_the_code(pair: Pair) -> None:
    answer = b'{"fault":{"code":"later.new-rule","facts":{},"kind":"refused"},"v":1}'
    with failing(Refused, "exchange.unknown-fault") as caught:
        post(pair, Recorder(status=422, answer=answer))
    assert caught.value.facts == {"code": "later.new-rule"}


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (502, b"<html>Bad gateway</html>"),
        (302, b""),
        (500, b""),
        (204, b""),
        (403, b'{"fault":1,"v":1}'),
        (422, b"x" * 10_000),
    ],
)
def test_an_answer_that_is_no_nodes_is_unavailable(pair: Pair, status: int, answer: bytes) -> None:
    with failing(Unavailable, "ops.unexpected-status") as caught:
        post(pair, Recorder(status=status, answer=answer))
    assert caught.value.facts == {"status": status}


def test_an_answer_over_the_limit_is_cut_off(pair: Pair) -> None:
    with failing(Malformed, "ops.answer-too-large"):
        post(pair, Recorder(answer=b"x" * 1001), answer_bytes_max=1000)
    assert post(pair, Recorder(answer=b"x" * 1000), answer_bytes_max=1000) == b"x" * 1000


def test_a_partner_that_stays_silent_is_left(pair: Pair) -> None:
    async def silent(_scope: Any, receive: Any, _send: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    async def story() -> None:
        door = pair.listener(app=silent)
        async with serving(door):
            client = PeerClient(pair.ma, pins_of(pair.fr), call_seconds_max=0.5)
            with failing(Unavailable, "exchange.timed-out"):
                await client.post(f"https://127.0.0.1:{door.port}/", BODY)
            await client.close()

    play(story)


def test_a_partner_that_dies_in_mid_answer_is_unavailable(pair: Pair) -> None:
    async def dying(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    with failing(Unavailable, "exchange.unreachable"):
        post(pair, dying)


def test_a_compressed_answer_is_not_unpacked(pair: Pair) -> None:
    """A few kilobytes of gzip can hold gigabytes."""

    async def packed(scope: Any, _receive: Any, send: Any) -> None:
        assert (b"accept-encoding", b"identity") in scope["headers"]
        headers = [(b"content-encoding", b"gzip")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"\x1f\x8b", "more_body": False})

    assert post(pair, packed) == b"\x1f\x8b"


def test_a_name_that_does_not_resolve_is_unavailable(pair: Pair) -> None:
    async def story() -> None:
        async with PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with failing(Unavailable, "exchange.unreachable"):
                await client.post("https://partner.invalid/", BODY)

    play(story)


def test_plain_http_is_never_spoken(pair: Pair) -> None:
    async def story() -> None:
        async with PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with pytest.raises(AssertionError):
                await client.post("http://127.0.0.1/", BODY)

    play(story)


def test_every_reason_has_one_code() -> None:
    assert known_reasons()["ops.port-taken"] is reasons.PORT_TAKEN
    assert "exchange.unreachable" in known_reasons()
    assert "core.not-json" in known_reasons()


def test_a_fault_that_lacks_a_fact_is_told_without_its_sentence() -> None:
    error = error_of(kind="conflict", code="ops.port-taken", facts={"port": 1})
    assert type(error) is Conflict
    assert error.code == "exchange.unknown-fault"


def test_a_client_that_never_called_has_nothing_to_close(pair: Pair) -> None:
    async def story() -> None:
        client = PeerClient(pair.ma, pins_of(pair.fr))
        del client  # A courier that is cancelled before its first step leaves it so.
        gc.collect()  # An open session would warn here, and a warning fails the test.

    play(story)
