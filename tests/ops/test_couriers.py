"""Two running nodes on real sockets: couriers, doors, spaces, from start to stop."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import LANGS, JisrError, Unavailable, Unproven
from jisr.core.keys import KeyRecord, KeyUse
from jisr.core.service import KeyChange
from jisr.exchange.peer import Heard
from jisr.ledger import reasons as ledger_reasons
from jisr.node import compose, deliver, found, guards
from jisr.node.known import KNOWN
from jisr.node.line import Line
from jisr.node.reading.reader import NodeReader
from jisr.node.views import LinkState, NodeView
from jisr.node.wish import Proposal
from jisr.ops import reasons, running
from jisr.ops.build import Built, Door, build
from jisr.ops.certificates import certificate_spki
from jisr.ops.faults import known_reasons
from jisr.ops.holders import CONNECTIONS_PER_SPACE, partners_of
from jisr.ops.keystore import FileKeystore
from jisr.ops.log import Libraries, configure_log
from jisr.ops.running import Couriers
from jisr.ops.server import peer_listener
from jisr.ops.settings import load_settings
from jisr.ops.tls import server_context
from jisr.web.peer import build_peer
from tests.node.test_two_nodes import ANSWER, REQUEST
from tests.node.world import change_key, edition
from tests.ops.cli_kit import PASSPHRASE, ROOT_PASSPHRASE, homes
from tests.ops.kit import present
from tests.ops.net import play, serving

INFORMATION = Slug("information-request")
TICK = 0.01  # The loop runs the nodes between two looks at what they hold.


@dataclass(frozen=True)
class Nodes:
    """MA and FR, built on folders of their own, in one space or more."""

    built: dict[str, Built]
    roots: dict[str, FileKeystore]

    def space(self, channel: str) -> Digest:
        """Found a space between the two, with their keys of now."""
        founders = [
            found.founder_of(PartyId(party), self.built[party].holder, self.roots[party])
            for party in ("FR", "MA")
        ]
        payload = found.draft(
            (founders[0], founders[1]),
            framework=edition().digest,
            channel=Slug(channel),
            at=present(),
        )
        envelope = found.sign(payload, self.roots["FR"])
        raw = found.sign(payload, self.roots["MA"], envelope).encode()
        for built in self.built.values():
            id = found.join(built.node, raw, edition().signed).id
        return id

    def open(self, party: str, space: Digest) -> Digest:
        return compose.open_case(self.built[party].node, space, INFORMATION, REQUEST)

    def has(self, party: str, space: Digest, case: Digest, state: str) -> bool:
        row = self.built[party].node.work.views.case(space, case)
        return row is not None and row.state == state and not self.waits(party, space)

    def waits(self, party: str, space: Digest) -> bool:
        return bool(self.built[party].node.work.outbox.waiting(space))


@pytest.fixture
def nodes(tmp_path: Path):
    made = homes(tmp_path, "FR", "MA")
    built = {
        party: build(load_settings(home.folder / "jisr.toml"), passphrase=PASSPHRASE)
        for party, home in made.items()
    }
    roots = {
        party: FileKeystore.unlock(home.folder / "root.keys", passphrase=ROOT_PASSPHRASE)
        for party, home in made.items()
    }
    yield Nodes(built, roots)
    for one in built.values():
        one.close()


@asynccontextmanager
async def run(built: Built) -> AsyncIterator[None]:
    """Run a node's door for partners and its couriers; one process can serve but one site."""
    couriers = Couriers(built)
    tls = server_context(built.holder, built.partners)
    door = build_peer(Door(built))
    peer = built.settings.peer
    async with serving(
        peer_listener(door, host=peer.host, port=peer.port, tls=tls), jobs=[couriers.run]
    ):
        yield


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(TICK)


def test_acts_and_receipts_travel_both_ways_without_being_asked(nodes: Nodes):
    space = nodes.space("general")

    async def story() -> None:
        async with run(nodes.built["FR"]), run(nodes.built["MA"]):
            case = await asyncio.to_thread(nodes.open, "FR", space)
            await until(lambda: nodes.has("MA", space, case, "received"))
            answer = Proposal(act=Slug("answer"), fields=ANSWER.fields)
            await asyncio.to_thread(compose.act, nodes.built["MA"].node, space, case, answer)
            await until(lambda: nodes.has("FR", space, case, "answered"))
            await until(lambda: not nodes.waits("FR", space) and not nodes.waits("MA", space))
            assert nodes.built["FR"].line(space).state.reachable

    play(story)


def test_a_partner_that_is_down_is_told_and_gets_everything_when_it_is_back(nodes: Nodes):
    space = nodes.space("general")
    line = nodes.built["FR"].line(space)

    async def story() -> None:
        async with run(nodes.built["FR"]):
            cases = [await asyncio.to_thread(nodes.open, "FR", space) for _ in range(3)]
            await until(lambda: line.state.failures > 0)
            reason = KNOWN[line.state.reason.code]
            assert reason.code == "exchange.unreachable"
            assert len({getattr(reason, lang) for lang in LANGS}) == len(LANGS)
            assert line.state.reachable is False
            assert nodes.waits("FR", space)
            async with run(nodes.built["MA"]):
                await until(lambda: all(nodes.has("MA", space, c, "received") for c in cases))
                await until(lambda: not nodes.waits("FR", space))
        assert not nodes.built["MA"].node.ledger.proofs(space)

    play(story)


def test_a_space_joined_while_the_node_runs_gets_its_courier(nodes: Nodes):
    first = nodes.space("general")

    async def story() -> None:
        async with run(nodes.built["FR"]), run(nodes.built["MA"]):
            second = await asyncio.to_thread(nodes.space, "victims-referral")
            for built in nodes.built.values():
                built.node.on_keys()  # As the control socket does after each call.
            cases = {
                space: await asyncio.to_thread(nodes.open, "MA", space) for space in (first, second)
            }
            for space, case in cases.items():
                await until(lambda s=space, c=case: nodes.has("FR", s, c, "received"))

    play(story)


class Breaking(Line):
    """A line on which an invariant does not hold, until it is mended."""

    mended = False

    @property
    def heard(self) -> Heard:  # type: ignore[override]
        if self.mended:
            return self._heard
        raise AssertionError(PRIVATE)

    @heard.setter
    def heard(self, value: Heard) -> None:
        self._heard = value


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The node's log, written as a running node writes it."""
    stream = io.StringIO()
    configure_log(stream)
    yield stream
    structlog.reset_defaults()
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, Libraries)]:
        root.removeHandler(handler)


PRIVATE = "what Nora Exemple wrote"
BROKE = reasons.LINE_BROKE.code


def alarms(built: Built) -> list[tuple[str, str]]:
    return [(alarm.reason.code, alarm.subject) for alarm in built.node.work.partners.alarms()]


@pytest.mark.full
def test_a_line_that_breaks_halts_alone_and_loudly_until_it_works_again(
    nodes: Nodes, log: io.StringIO
):
    broken, whole = nodes.space("general"), nodes.space("victims-referral")
    built = nodes.built["FR"]
    line = built.lines[broken] = Breaking()

    async def story() -> None:
        async with run(built), run(nodes.built["MA"]):
            held = await asyncio.to_thread(nodes.open, "FR", broken)
            await until(lambda: line.state.failures >= 2)
            case = await asyncio.to_thread(nodes.open, "FR", whole)
            await until(lambda: nodes.has("MA", whole, case, "received"))
            assert not nodes.has("MA", broken, held, "received")
            assert alarms(built) == [(BROKE, broken)]
            [row] = [one for one in page_of(built).spaces if one.id == broken]
            assert row.link is LinkState.WAITING
            assert row.reason is not None
            assert "AssertionError" in row.reason.en
            line.mended = True
            await until(lambda: nodes.has("MA", broken, held, "received"))
            await until(lambda: alarms(built) == [])

    play(story)
    said = [one for one in log.getvalue().splitlines() if "courier.broke" in one]
    assert len(said) >= 2
    assert all("AssertionError" in one and "peer_of:" in one for one in said)
    assert PRIVATE not in log.getvalue()


def page_of(built: Built) -> NodeView:
    return NodeReader(built.node, built.lines, known=known_reasons()).node()


def test_a_line_that_breaks_can_still_be_stopped(nodes: Nodes, log: io.StringIO):
    space = nodes.space("general")
    line = nodes.built["FR"].lines[space] = Breaking()

    async def story() -> None:
        async with run(nodes.built["FR"]):
            await until(lambda: line.state.failures > 0)

    play(story)  # Leaving the block cancels the courier; one that went on would never let it end.
    assert line.state.reason.code == BROKE
    assert "courier.broke" in log.getvalue()


def test_an_alarm_of_an_earlier_run_ends_when_the_line_works(nodes: Nodes):
    space = nodes.space("general")
    node = nodes.built["FR"].node
    guards.alarm(node, node.space(space), reasons.LINE_BROKE, error="AssertionError")

    async def story() -> None:
        async with run(nodes.built["FR"]), run(nodes.built["MA"]):
            await until(lambda: alarms(nodes.built["FR"]) == [])

    play(story)


def asked(nodes: Nodes, space: Digest) -> tuple[bytes, bytes]:
    """A request of FR's, and the certificate it comes with."""
    built = nodes.built["FR"]
    request = deliver.ask(built.node, space, built.line(space))
    current = built.holder.current(KeyUse.TLS)
    [held] = [key for key in built.holder.held() if key.record == current]
    assert held.certificate is not None
    return request.raw, held.certificate


def test_a_message_is_answered_in_the_space_it_is_for(nodes: Nodes):
    spaces = [nodes.space("general"), nodes.space("victims-referral")]
    door = Door(nodes.built["MA"])
    for space in spaces:
        case = nodes.open("FR", space)
        raw, certificate = asked(nodes, space)
        door.answer(raw, certificate)
        raw, certificate = asked(nodes, space)
        door.answer(raw, certificate)
        del case


def test_a_held_line_holds_its_own_space_only(nodes: Nodes):
    held, free = nodes.space("general"), nodes.space("victims-referral")
    built = nodes.built["MA"]
    built.line(held).held = True
    door = Door(built)
    raw, certificate = asked(nodes, free)
    assert door.answer(raw, certificate)
    raw, certificate = asked(nodes, held)
    with pytest.raises(Unavailable) as refused:
        door.answer(raw, certificate)
    assert refused.value.code == "ops.line-held"


def test_a_space_founded_with_newer_keys_is_answered_beside_an_older_one(nodes: Nodes):
    old = nodes.space("general")
    for use in (KeyUse.SEAL, KeyUse.SIGN):
        holder = nodes.built["MA"].holder
        holder.activate(holder.prepare(use, at=present()).fingerprint)
    new = nodes.space("victims-referral")
    door = Door(nodes.built["MA"])
    for space in (old, new):
        raw, certificate = asked(nodes, space)
        assert door.answer(raw, certificate)


def test_a_stranger_is_told_that_there_is_no_space_for_it(nodes: Nodes):
    space = nodes.space("general")
    raw, _ = asked(nodes, space)
    [own] = [k for k in nodes.built["MA"].holder.held() if k.record.use is KeyUse.TLS]
    assert certificate_spki(own.certificate)
    with pytest.raises(JisrError) as refused:
        Door(nodes.built["MA"]).answer(raw, own.certificate)
    assert refused.value.code == "ops.no-space-for-sender"


def test_a_message_for_no_space_of_the_two_is_unproven(nodes: Nodes):
    space = nodes.space("general")
    raw, certificate = asked(nodes, space)
    with pytest.raises(Unproven) as refused:
        Door(nodes.built["MA"]).answer(raw[:-1], certificate)
    assert refused.value.code == "exchange.wrong-seal"


def put_on_record(nodes: Nodes, space: Digest, change: KeyChange) -> None:
    change_key(nodes.built["FR"].node, space, nodes.roots["FR"], change)


def tell(nodes: Nodes, space: Digest) -> None:
    """Bring to MA what FR has written, with no courier running."""
    fr, ma = nodes.built["FR"], nodes.built["MA"]
    _, certificate = asked(nodes, space)
    while ma.node.space(space).theirs.size < fr.node.space(space).ours.size:
        said = deliver.ask(fr.node, space, fr.line(space))
        answer = Door(ma).answer(said.raw, certificate)
        deliver.heard(fr.node, space, fr.line(space), answer, said.message)


UNUSABLE = KeyRecord(use=KeyUse.TLS, public=b"x")
NOT_USABLE = reasons.TLS_KEY_NOT_USABLE.code


def test_a_tls_key_of_no_use_is_passed_over_while_the_node_runs(nodes: Nodes):
    space = nodes.space("general")
    built = nodes.built["MA"]

    async def story() -> None:
        async with run(built), run(nodes.built["FR"]):
            add = KeyChange(ground=Slug("renewal"), add=UNUSABLE)
            await asyncio.to_thread(put_on_record, nodes, space, add)
            await until(lambda: alarms(built) == [(NOT_USABLE, space)])
            case = await asyncio.to_thread(nodes.open, "FR", space)
            await until(lambda: nodes.has("MA", space, case, "received"))
            [alarm] = built.node.work.partners.alarms()
            assert alarm.count == 1
            assert alarm.facts == {"key": UNUSABLE.fingerprint[:12]}
            revoke = KeyChange(ground=Slug("mistake"), revoke=UNUSABLE.fingerprint)
            await asyncio.to_thread(put_on_record, nodes, space, revoke)
            await until(lambda: alarms(built) == [])

    play(story)


def test_a_node_starts_with_a_tls_key_of_no_use_on_record(nodes: Nodes):
    space = nodes.space("general")
    put_on_record(nodes, space, KeyChange(ground=Slug("renewal"), add=UNUSABLE))
    tell(nodes, space)
    before = nodes.built["MA"]
    before.close()
    nodes.built["MA"] = built = build(before.settings, passphrase=PASSPHRASE)
    assert UNUSABLE.fingerprint in built.node.space(space).theirs.keys

    async def story() -> None:
        async with run(built), run(nodes.built["FR"]):
            case = await asyncio.to_thread(nodes.open, "FR", space)
            await until(lambda: nodes.has("MA", space, case, "received"))
            await until(lambda: alarms(built) == [(NOT_USABLE, space)])

    play(story)


def test_a_tls_key_of_no_use_is_told_once_the_store_takes_it(
    nodes: Nodes, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
):
    space = nodes.space("general")
    built = nodes.built["MA"]
    put_on_record(nodes, space, KeyChange(ground=Slug("renewal"), add=UNUSABLE))
    tell(nodes, space)
    alarm = guards.alarm
    tries = 0

    def failing_once(*args: Any, **facts: Any) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise Unavailable(ledger_reasons.DISK_FULL, store="work.db")
        alarm(*args, **facts)

    monkeypatch.setattr(guards, "alarm", failing_once)
    monkeypatch.setattr(running, "REFRESH_SECONDS", TICK)

    async def story() -> None:
        async with run(built):
            await until(lambda: alarms(built) == [(NOT_USABLE, space)])

    play(story)
    assert "tls-keys.not-told" in log.getvalue()


def test_a_connection_is_its_partners_whatever_key_it_shows(nodes: Nodes):
    space = nodes.space("general")
    _, certificate = asked(nodes, space)
    holders = partners_of(nodes.built["MA"].node)
    assert holders(certificate) == ({"FR"}, CONNECTIONS_PER_SPACE)
    nodes.space("victims-referral")
    assert holders(certificate) == ({"FR"}, 2 * CONNECTIONS_PER_SPACE)
    holder = nodes.built["FR"].holder
    fresh = holder.prepare(KeyUse.TLS, at=present())
    [held] = [key for key in holder.held() if key.record == fresh]
    assert holders(held.certificate) == (frozenset(), 0)
    put_on_record(nodes, space, KeyChange(ground=Slug("renewal"), add=fresh))
    tell(nodes, space)
    assert holders(held.certificate) == ({"FR"}, 2 * CONNECTIONS_PER_SPACE)
    revoke = KeyChange(ground=Slug("mistake"), revoke=fresh.fingerprint)
    put_on_record(nodes, space, revoke)
    tell(nodes, space)
    assert holders(held.certificate) == (frozenset(), 0)
