"""The jobs of a running node live on when a store fails for a while."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from jisr.core.errors import Unavailable
from jisr.ledger import reasons
from jisr.node import effects
from jisr.ops import running


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
