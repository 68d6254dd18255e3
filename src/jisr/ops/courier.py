"""Carry messages to the partners: one courier for each space, forever.

What to say and what an answer means is the node's (`jisr.node.deliver`); here are only the
loop, the waiting and the line's state for the screens.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from jisr.core.act import Digest
from jisr.core.errors import JisrError, Unavailable
from jisr.exchange.values import Fault
from jisr.exchange.waiting import POLL_SECONDS, back_off, pause
from jisr.node import deliver
from jisr.node.line import Line
from jisr.node.node import Node
from jisr.ops.client import PeerClient

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
        try:
            asked = await asyncio.to_thread(deliver.ask, self.node, self.space, self.line)
            raw = await self.client.post(self.url, asked.raw)
            need = await asyncio.to_thread(
                deliver.heard, self.node, self.space, self.line, raw, asked.message
            )
        except JisrError as error:
            self._failed(error)
            return back_off(self.line.state.failures, jitter=self.jitter())
        self.line.state = self.line.state.succeeded(self.now())
        return pause(need)

    def _failed(self, error: JisrError) -> None:
        if self.line.state.failures == 0:
            _log.warning("courier.failed", space=self.space[:12], code=error.code)
        self.line.state = self.line.state.failed(
            self.now(), Fault.of(error), reachable=not isinstance(error, Unavailable)
        )
