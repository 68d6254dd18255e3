"""Two nodes on a network and a clock that `detangle` plays with: real client, server and courier.

Only TLS is left out, whose handshakes draw bytes that no schedule can repeat; so the connection is
told from outside whose certificate it has.  Everything above is what a node runs: aiohttp's client
session and parser, uvicorn's, the bounds, the endpoint, the courier and its waiting.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import detangle
from aiohttp.client_proto import ResponseHandler
from uvicorn.server import ServerState

from jisr.core.act import Digest, Slug
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.node import compose, deliver, effects
from jisr.node.project import NOTIFY
from jisr.ops.bounds import bounded
from jisr.ops.client import CONNECTIONS_MAX, KEEPALIVE_SECONDS, PeerClient
from jisr.ops.courier import Courier
from jisr.ops.holders import each_key
from jisr.ops.keystore import FileKeystore
from jisr.ops.protocols import peer_protocol
from jisr.ops.running import EFFECTS_SECONDS
from jisr.ops.server import (
    PEER_BODY_SECONDS_MAX,
    PEER_BYTES_MAX,
    PEER_CONNECTIONS_MAX,
    Listener,
)
from jisr.ops.tls import Pins
from jisr.web.peer import build_peer
from tests.node import light
from tests.node.test_two_nodes import ANSWER, REQUEST
from tests.node.world import Pair
from tests.ops.kit import keystore

INFORMATION = Slug("information-request")
PORT = 443
REST_SECONDS_MAX = 900.0  # Of the simulation: longer than the longest waits one after another.
LOOK_SECONDS = 1.0
PARTNER = {"FR": "MA", "MA": "FR"}


class Carrier(aiohttp.BaseConnector):
    """Connects to a simulated host, where aiohttp's own connector would open a socket."""

    async def _create_connection(self, req: Any, traces: Any, timeout: Any) -> ResponseHandler:
        loop = asyncio.get_running_loop()
        _, protocol = await loop.create_connection(
            lambda: ResponseHandler(loop), req.url.host, PORT
        )
        return protocol


class Client(PeerClient):
    """The real client on a carrier; its failures are counted."""

    befallen: Counter[str]

    def _connector(self) -> aiohttp.BaseConnector:
        return Carrier(limit=CONNECTIONS_MAX, keepalive_timeout=KEEPALIVE_SECONDS)

    async def post(self, url: str, body: bytes) -> bytes:
        try:
            return await super().post(url, body)
        except JisrError as error:
            self.befallen[error.code] += 1
            raise


class Proven:
    """What a finished handshake says of the other side."""

    def __init__(self, certificate: bytes) -> None:
        self.certificate = certificate

    def getpeercert(self, *, binary_form: bool) -> bytes:
        return self.certificate


def protocol(certificate: bytes) -> type:
    """Return the partners' protocol, told whose certificate each connection has."""
    real = peer_protocol(each_key)

    class Told(real):  # type: ignore[misc,valid-type]
        def connection_made(self, transport: Any) -> None:
            transport._extra["ssl_object"] = Proven(certificate)
            super().connection_made(transport)

    return Told


class Door:
    """Answers in the one space there is."""

    def __init__(self, schedule: "Schedule", party: str) -> None:
        self.schedule, self.party = schedule, party

    def answer(self, raw: bytes, certificate: bytes) -> bytes:
        pair = self.schedule.pair
        return deliver.answer(pair.nodes[self.party], pair.id, pair.lines[self.party], raw)


class Schedule:
    """One run: two running nodes, what their officers do, and what befalls them."""

    def __init__(self, holders: dict[str, FileKeystore], befallen: Counter[str]) -> None:
        light.again()  # The same names and salts in every run.
        self.pair = Pair(light=True)
        self.holders = holders
        self.befallen = befallen  # How often what went wrong, in all runs.
        self.told: dict[str, Counter[tuple[Digest, Digest]]] = {"FR": Counter(), "MA": Counter()}
        self.made: list[Digest] = []
        for party in ("FR", "MA"):
            self.boot(party)

    def boot(self, party: str) -> None:
        detangle.spawn(self._serve(party), host=party.lower())
        detangle.spawn(self._call(party), host=party.lower())
        detangle.spawn(self._carry_out(party), host=party.lower())

    def die(self, party: str) -> None:
        """Kill a node, its connections vanishing with it, and start it again on its stores."""
        self.befallen["killed"] += 1
        detangle.network().crash(party.lower())
        detangle.network().restart(party.lower())
        self.pair.start(party)
        self.boot(party)

    async def _serve(self, party: str) -> None:
        certificate = self.holders[PARTNER[party]].held()[-1].certificate
        assert certificate is not None
        with socket.socket() as unused:
            config = Listener(
                app=bounded(
                    build_peer(Door(self, party)),
                    bytes_max=PEER_BYTES_MAX,
                    seconds_max=PEER_BODY_SECONDS_MAX,
                ),
                sock=unused,
                protocol=protocol(certificate),
                connections_max=PEER_CONNECTIONS_MAX,
            ).config()
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: config.http_protocol_class(config=config, server_state=state, app_state={}),
            party.lower(),
            PORT,
        )
        async with server:
            await server.serve_forever()

    async def _call(self, party: str) -> None:
        pair, news = self.pair, asyncio.Event()
        client = Client(self.holders[party], Pins([]))
        client.befallen = self.befallen
        pair.nodes[party].on_news = lambda space: news.set()
        await Courier(
            node=pair.nodes[party],
            space=pair.id,
            line=pair.lines[party],
            client=client,
            url=f"https://{PARTNER[party].lower()}/sync",
            now=pair.clock,
            serves=lambda space: True,
            jitter=lambda: detangle.uniform(0, 1, steps=3),
            news=news,
        ).run()

    async def _carry_out(self, party: str) -> None:
        while True:
            await asyncio.to_thread(
                effects.settle,
                self.pair.nodes[party],
                {NOTIFY: lambda key: self.told[party].update([(key.case, key.move)])},
            )
            await asyncio.sleep(EFFECTS_SECONDS)

    def ask(self) -> None:
        case = compose.open_case(self.pair.nodes["FR"], self.pair.id, INFORMATION, REQUEST)
        self.made.append(case)

    def reply(self) -> None:
        """Answer, as MA, what has come and is not answered."""
        node = self.pair.nodes["MA"]
        for case in self.made:
            row = node.work.views.case(self.pair.id, case)
            if row is not None and row.state == "received":
                compose.act(node, self.pair.id, case, ANSWER)

    def rests(self) -> bool:
        return (
            self.pair.agreed()
            and self.pair.quiet()
            and all(sum(told.values()) >= len(self.made) for told in self.told.values())
        )

    async def come_to_rest(self) -> None:
        async with asyncio.timeout(REST_SECONDS_MAX):
            while not self.rests():
                self.reply()
                await asyncio.sleep(LOOK_SECONDS)


async def befall(schedule: Schedule, times: int) -> None:
    """Let as many things happen as asked for, each when the schedule says."""
    happenings: list[Callable[[], None]] = [
        lambda: None,
        lambda: detangle.network().partition("fr", "ma"),
        lambda: detangle.network().heal(),
        lambda: schedule.die("MA"),
        lambda: schedule.die("FR"),
    ]
    for _ in range(times):
        await asyncio.sleep(detangle.choice([0.0, 0.001, 0.004, 0.02, 3.0, 40.0]))
        detangle.choice(happenings)()
    detangle.network().heal()


async def story(holders: dict[str, FileKeystore], befallen: Counter[str]) -> Schedule:
    """Two requests and their answers, whatever befalls; return when all is at rest."""
    schedule = Schedule(holders, befallen)
    trouble = detangle.spawn(befall(schedule, 4), host="world")
    for _ in range(2):
        schedule.ask()
        await asyncio.sleep(detangle.choice([0.0, 0.002, 1.0, 20.0]))
        schedule.reply()
    await trouble
    await schedule.come_to_rest()
    return schedule


def holders_in(folder: Path) -> dict[str, FileKeystore]:
    """Keep one TLS key for each party: its certificate is all that the door asks for."""
    at = datetime.now(UTC).replace(microsecond=0)
    with suppress(FileExistsError):
        folder.mkdir()
    return {
        party: keystore(folder, party=party, uses=(KeyUse.TLS,), at=at)  # type: ignore[arg-type]
        for party in ("FR", "MA")
    }
