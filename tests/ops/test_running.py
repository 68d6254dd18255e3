"""The jobs of a running node live on when a store fails for a while."""

import asyncio
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from jisr.core.errors import Unavailable
from jisr.ledger import reasons
from jisr.ledger.base import PartState
from jisr.node import effects, retention
from jisr.ops import running
from tests.node.test_retention import ended, live, states
from tests.node.world import Pair


def test_effects_are_tried_again_after_a_store_has_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = 0
    done = asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    def settle(_node: Any, _handlers: Any) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise Unavailable(reasons.DISK_FULL, store="work.db")
        loops[0].call_soon_threadsafe(done.set)

    async def story() -> None:
        loops.append(asyncio.get_running_loop())
        job = asyncio.create_task(running.carry_out(built))
        await asyncio.wait_for(done.wait(), timeout=30)
        job.cancel()

    built: Any = SimpleNamespace(node=None)
    monkeypatch.setattr(effects, "settle", settle)
    monkeypatch.setattr(running, "EFFECTS_SECONDS", 0)
    asyncio.run(story())
    assert tries >= 2


def test_what_is_due_is_erased_by_the_timer_also_after_a_store_has_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair = Pair(light=True)
    case = ended(pair)
    live(pair, date(2028, 3, 2))
    pair.clock.wait(days=1)
    look, tries = retention.look, 0
    done = asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    def looks(*args: Any, **named: Any) -> list[retention.Erased]:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise Unavailable(reasons.DISK_FULL, store="work.db")
        if tries > 2:
            loops[0].call_soon_threadsafe(done.set)
        return look(*args, **named)

    async def story() -> None:
        loops.append(asyncio.get_running_loop())
        job = asyncio.create_task(running.let_go(built))
        await asyncio.wait_for(done.wait(), timeout=30)
        job.cancel()

    built: Any = SimpleNamespace(node=pair.nodes["MA"], serves=lambda _: True)
    monkeypatch.setattr(retention, "look", looks)
    monkeypatch.setattr(running, "RETENTION_AFTER_SECONDS", 0)
    monkeypatch.setattr(running, "RETENTION_SECONDS", 0)
    asyncio.run(story())
    assert states(pair, "MA", case) == {PartState.ERASED}
