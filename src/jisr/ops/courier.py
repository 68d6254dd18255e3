"""Carry messages to the partners: one courier for each space, forever.

What to say and what an answer means is the node's (`jisr.node.deliver`); here are only the
loop, the waiting and the line's state for the screens.

A fault of ours on one line halts that line alone: it raises an alarm, begins again from the
ledger, and is tried again ever more slowly, while the other lines go on.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from jisr.core.act import Digest
from jisr.core.errors import JisrError, Unavailable
from jisr.exchange.peer import Need
from jisr.exchange.values import Fault
from jisr.exchange.waiting import POLL_SECONDS, back_off, pause
from jisr.node import deliver, guards
from jisr.node.line import Line
from jisr.node.node import Node
from jisr.ops import reasons
from jisr.ops.client import PeerClient

TAKE_OVER_SECONDS: Final = 5.0  # How soon a line is served again whose process has died.

_log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Courier:
    """Serves one line until it is cancelled."""

    node: Node
    space: Digest
    line: Line
    client: PeerClient
    url: str
    now: Callable[[], datetime]
    jitter: Callable[[], float]
    news: asyncio.Event
    serves: Callable[[Digest], bool]  # Whether this process is the one that serves a space.
    # Whether an alarm of ours may last: one of an earlier run ends when the line works again.
    _alarmed: bool = field(default=True, init=False)

    async def run(self) -> None:
        """Ask the partner, take in its answer, wait, ask again; hang up when cancelled."""
        async with self.client:
            while True:
                await self._pause(await self.once())

    async def _pause(self, seconds: float) -> None:
        """Wait until it is time to ask again, or there is news to tell."""
        try:
            async with asyncio.timeout(seconds):
                await self.news.wait()
        except TimeoutError:
            return
        self.news.clear()

    async def once(self) -> float:
        """Make one round trip; return how long to wait before the next, in seconds."""
        if self.line.held:
            return POLL_SECONDS
        if not await asyncio.to_thread(self.serves, self.space):
            return TAKE_OVER_SECONDS
        try:
            need = await self._round()
        except JisrError as error:
            self._failed(error)
            return back_off(self.line.state.failures, jitter=self.jitter())
        except Exception as error:  # noqa: BLE001 - a fault of one line must not end the others.
            _log.exception("courier.broke", space=self.space[:12])
            await self._broke(error)
            return back_off(self.line.state.failures, jitter=self.jitter())
        self.line.state = self.line.state.succeeded(self.now())
        return pause(need)

    async def _round(self) -> Need:
        asked = await asyncio.to_thread(deliver.ask, self.node, self.space, self.line)
        raw = await self.client.post(self.url, asked.raw)
        need = await asyncio.to_thread(
            deliver.heard, self.node, self.space, self.line, raw, asked.message
        )
        if self._alarmed:
            await asyncio.to_thread(
                self.node.work.partners.clear, reasons.LINE_BROKE.code, self.space
            )
            self._alarmed = False
        return need

    def _failed(self, error: JisrError) -> None:
        if self.line.state.failures == 0:
            _log.warning("courier.failed", space=self.space[:12], code=error.code)
        self.line.state = self.line.state.failed(
            self.now(), Fault.of(error), reachable=not isinstance(error, Unavailable)
        )

    async def _broke(self, error: Exception) -> None:
        """Take note of a fault of ours, told by its kind alone: its message may hold values."""
        fault = Unavailable(reasons.LINE_BROKE, error=type(error).__qualname__)
        self.line.state = self.line.state.failed(self.now(), Fault.of(fault), reachable=False)
        self._alarmed = True
        try:
            await asyncio.to_thread(self._begin_again, fault)
        except Exception:  # noqa: BLE001 - the store may be what is broken; there is a next try.
            _log.exception("courier.broke-again", space=self.space[:12])

    def _begin_again(self, fault: JisrError) -> None:
        """Raise the alarm, and rebuild the space: in memory it may be half changed."""
        with self.node.lock:
            guards.alarm(self.node, self.node.space(self.space), fault.reason, **dict(fault.facts))
            self.node.open_space(self.space)
