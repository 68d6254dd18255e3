"""Run a node: its three doors and a courier for each space, until it is told to stop."""

import asyncio
import secrets
from collections.abc import Callable
from functools import partial
from typing import Final

import structlog

from jisr.core.act import Digest, PartyId
from jisr.core.canonical import Json
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.ledger.work.rows import EffectKey
from jisr.node import approvals, effects, guards, replies, retention
from jisr.node.node import Node
from jisr.node.project import NOTIFY
from jisr.node.reading.reader import NodeReader, file_prefix, sites_of
from jisr.node.reading.record import party_of
from jisr.node.reading.told import mark_of
from jisr.node.space import Space
from jisr.ops import reasons
from jisr.ops.build import (
    Built,
    Door,
    leave_alone_what_stays,
    tls_keys,
    unusable_tls_keys,
)
from jisr.ops.calls import calls_of
from jisr.ops.calls_keys import retire_heard
from jisr.ops.certificates import is_renewal_due
from jisr.ops.client import PeerClient
from jisr.ops.control import build_control
from jisr.ops.courier import Courier
from jisr.ops.faults import known_reasons
from jisr.ops.holders import partners_of
from jisr.ops.server import (
    Listener,
    close,
    control_listener,
    peer_listener,
    serve,
    site_listener,
)
from jisr.ops.tls import Pins, server_context
from jisr.web.app import build_site
from jisr.web.peer import build_peer

REFRESH_SECONDS: Final = 30.0  # Between two looks at our certificate's dates.
SECRET_BYTES: Final = 48
SHOWN: Final = 12
EFFECTS_SECONDS: Final = 2.0  # A notification may be that late.
RETENTION_AFTER_SECONDS: Final = 60.0  # The first minute belongs to partners and officers.
RETENTION_SECONDS: Final = 3600.0  # What is counted in days may be an hour late.
WATCH_SECONDS: Final = 1.0  # How late this process may notice what another one wrote.

_log: Final = structlog.get_logger(__name__)


async def run_node(
    built: Built, *, on_ready: Callable[[], None] = lambda: None, stop: asyncio.Event | None = None
) -> None:
    """Serve partners, officers and the command line until SIGTERM, SIGINT or `stop`.

    Raises:
        Conflict: a port is taken, or another process serves this node.
        Unavailable: an address or a store cannot be used.
    """
    settings = built.settings
    leave_alone_what_stays()
    couriers = Couriers(built)
    renew_certificate(built)
    tls = server_context(built.holder, built.partners)
    built.identity_changed.append(lambda: built.holder.load_tls(tls))
    peer = build_peer(Door(built))
    site = build_site(
        NodeReader(built.node, built.lines, known=known_reasons()),
        secret=secrets.token_urlsafe(SECRET_BYTES),
        allowed_hosts=[settings.site.host, "localhost"],
        mark=mark_of(built.node),
        party=party_of(built.node.party),
        others=sites_of(built.node),
        file_prefix=file_prefix(built.node),
    )
    control = build_control(calls_of(built), run=couriers.in_thread)
    others = [partial(watch, built)] if built.shared else []
    doors: list[Listener] = []
    try:
        peers, pages = settings.peer, settings.site
        holders = partners_of(built.node)
        doors.append(
            peer_listener(peer, host=peers.host, port=peers.port, tls=tls, holders=holders)
        )
        doors.append(site_listener(site, host=pages.host, port=pages.port))
        doors.append(control_listener(control, path=settings.control_path))
    except JisrError:
        close(doors)  # Those before the one that could not be opened.
        raise
    await serve(
        doors,
        jobs=[couriers.run, partial(carry_out, built), partial(let_go, built), *others],
        on_ready=on_ready,
        stop=stop,
    )


def renew_certificate(built: Built) -> None:
    """Renew our certificate when it is time; partners pin the key, so none need be told.

    One that cannot be renewed now is tried again soon: there are weeks for it.
    """
    try:
        now = built.node.world.now()
        current = built.holder.current(KeyUse.TLS)
        [held] = [held for held in built.holder.held() if held.record == current]
        if is_renewal_due(held.certificate, at=now):
            built.holder.renew_certificate(at=now)
            built.on_identity()
    except JisrError as error:
        _log.warning("certificate.not-renewed", code=error.code)


def retire_keys(built: Built) -> None:
    """Destroy the secrets of revoked keys once the partners know; tried again at the next look."""
    try:
        retire_heard(built)
    except JisrError as error:
        _log.warning("keys.not-retired", code=error.code)


async def carry_out(built: Built) -> None:
    """Carry out effects of settled moves as they come, and write replies at their tick, for ever.

    A store that fails, as on a full disk, is tried again: what was not done is still to do.
    """
    while True:
        try:
            await asyncio.to_thread(effects.settle, built.node, {NOTIFY: _notify})
            await asyncio.to_thread(replies.write_due, built.node, serves=built.serves)
        except JisrError as error:
            _log.warning("effects.not-carried-out", code=error.code)
        await asyncio.sleep(EFFECTS_SECONDS)


async def let_go(built: Built) -> None:
    """Erase what its time is over for, hour by hour, for ever (SAF-20)."""
    await asyncio.sleep(RETENTION_AFTER_SECONDS)
    while True:
        try:
            done = await asyncio.to_thread(
                retention.look, built.node, serves=built.serves, failed=_not_erased
            )
        except JisrError as error:
            _log.warning("retention.not-looked", code=error.code)
        else:
            for one in done:
                acts = [act[:SHOWN] for act in one.acts]
                case, space = one.case[:SHOWN], one.space[:SHOWN]
                _log.info("retention.erased", space=space, case=case, parts=one.parts, acts=acts)
        try:
            await asyncio.to_thread(approvals.expire, built.node)
        except JisrError as error:
            _log.warning("approvals.not-expired", code=error.code)
        await asyncio.sleep(RETENTION_SECONDS)


def _not_erased(space: Digest, error: JisrError) -> None:
    _log.warning("retention.not-erased", space=space[:SHOWN], code=error.code)


async def watch(built: Built) -> None:
    """Notice what other processes have written, for ever: whom to trust, and what is to be sent."""
    said = ""
    while True:
        try:
            await asyncio.to_thread(built.look)
        except JisrError as error:
            if error.code != said:  # Once, not every second.
                _log.warning("others.not-seen", code=error.code)
            said = error.code
        else:
            said = ""
        await asyncio.sleep(WATCH_SECONDS)


def _notify(key: EffectKey) -> None:
    """Tell that something has settled: ids alone, nothing of the content."""
    _log.info("case.settled", space=key.space[:12], case=key.case[:12], move=key.move[:12])


def _tell_unusable(node: Node, space: Space, keys: frozenset[Digest]) -> None:
    if keys:
        guards.alarm(node, space, reasons.TLS_KEY_NOT_USABLE, key=min(keys)[:SHOWN])
    else:
        node.work.partners.clear(reasons.TLS_KEY_NOT_USABLE.code, space.id)


class Couriers:
    """One courier for each space, from the moment the space is joined.

    A line that breaks halts alone and is tried again (see `Courier`).  What breaks here stops the
    node: one that looks well and delivers nothing is worse.
    """

    def __init__(self, built: Built) -> None:
        """Listen for news; call inside the running loop."""
        self._built = built
        self._loop = asyncio.get_running_loop()
        self._news: dict[Digest, asyncio.Event] = {}
        self._pins: dict[PartyId, Pins] = {}
        self._passed_over: dict[Digest, frozenset[Digest]] = {}  # What was told of each space.
        self._changed = asyncio.Event()
        built.node.on_news = self.tell
        built.node.on_keys = self.trust_again

    def tell(self, space: Digest) -> None:
        """Wake a space's courier; called from whatever thread has just written."""
        if space in self._news:
            self._loop.call_soon_threadsafe(self._news[space].set)

    def trust_again(self) -> None:
        """Read again soon which TLS keys are trusted; called from whatever thread."""
        self._loop.call_soon_threadsafe(self._changed.set)

    async def in_thread(self, call: Callable[[], Json]) -> Json:
        """Run a call of the command line beside the loop; it may have joined a space."""
        try:
            return await asyncio.to_thread(call)
        finally:
            self._changed.set()

    async def run(self) -> None:
        """Start a courier for every space there is, and for each that comes."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._trust()
                await self._tell_passed_over()
                renew_certificate(self._built)
                await asyncio.to_thread(retire_keys, self._built)
                for space in list(self._built.node.spaces):
                    if space not in self._news and (courier := self._courier(space)) is not None:
                        group.create_task(courier.run())
                self._changed.clear()
                try:
                    async with asyncio.timeout(REFRESH_SECONDS):
                        await self._changed.wait()
                except TimeoutError:
                    continue

    def _trust(self) -> None:
        """Trust the TLS keys that are on record now, and no others."""
        self._built.partners.replace(tls_keys(self._built.node))
        for partner, pins in self._pins.items():
            pins.replace(tls_keys(self._built.node, partner))

    async def _tell_passed_over(self) -> None:
        """Tell of TLS keys that partners have put on record and that TLS cannot use."""
        for space in list(self._built.node.spaces.values()):
            keys = unusable_tls_keys(space)
            if keys == self._passed_over.get(space.id):
                continue
            try:
                await asyncio.to_thread(_tell_unusable, self._built.node, space, keys)
            except JisrError as error:  # Tried again at the next look.
                _log.warning("tls-keys.not-told", space=space.id[:SHOWN], code=error.code)
            else:
                self._passed_over[space.id] = keys

    def _courier(self, space: Digest) -> Courier | None:
        """Return a new courier; None while no address of the partner is set."""
        node = self._built.node
        partner = node.space(space).partner
        address = self._built.settings.partners.get(partner)
        if address is None:
            return None
        self._news[space] = asyncio.Event()
        pins = self._pins.setdefault(partner, Pins(tls_keys(node, partner)))
        client = PeerClient(self._built.holder, pins)
        self._built.identity_changed.append(lambda: client.renew(self._built.holder))
        return Courier(
            node=node,
            space=space,
            line=self._built.line(space),
            client=client,
            url=f"{address.url}/sync",
            now=node.world.now,
            jitter=secrets.SystemRandom().random,
            news=self._news[space],
            serves=self._built.serves,
        )
