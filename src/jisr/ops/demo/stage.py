"""Three nodes as three processes on loopback, with stores of their own and three spaces."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.canonical import Json, encode
from jisr.core.errors import JisrError, Unavailable
from jisr.core.space import GENERAL, Founding
from jisr.framework.edition import Edition, parse_edition
from jisr.ledger.work.rows import Document
from jisr.node import found
from jisr.node.reading import reader, told
from jisr.node.reading.record import ALL
from jisr.ops import reasons
from jisr.ops.build import Built, build
from jisr.ops.control import ControlClient
from jisr.ops.demo.appointed import appoint
from jisr.ops.demo.place import held
from jisr.ops.keyfile import KdfCost
from jisr.ops.keystore import FileKeystore
from jisr.ops.records import import_record
from jisr.ops.settings import load_settings
from jisr.ops.setup import Plan, init

MA, FR, BE = PartyId("MA"), PartyId("FR"), PartyId("BE")
LANGUAGE: Final = {MA: "ar", FR: "fr", BE: "fr"}
# The pairs that share a space, and the pack each has signed.
SPACES: Final = {"ma-fr": (FR, MA), "ma-be": (BE, MA), "ma-be-victims": (BE, MA)}
HOST: Final = "127.0.0.1"
START_SECONDS_MAX: Final = 60.0
POLL_SECONDS: Final = 0.05
# The demonstration's keys protect invented data: a cheap derivation, so that it starts fast.
DEMO_COST: Final = KdfCost(iterations=1, lanes=1, memory_kib=8)
PASSPHRASE: Final = "demonstration only, protects nothing"  # noqa: S105


@dataclass(slots=True, kw_only=True)
class Actor:
    """One demonstration node: where it lives, and its process when it runs."""

    party: PartyId
    folder: Path
    peer_port: int
    site_port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Path:
        """Its settings file."""
        return self.folder / "jisr.toml"

    @property
    def site(self) -> str:
        """The address of its pages."""
        return f"http://{HOST}:{self.site_port}"

    def call(self, name: str, **args: Json) -> Json:
        """Ask the running node."""
        return ControlClient(self.folder / "control.sock").call(name, args)


@dataclass(slots=True, kw_only=True)
class Stage:
    """The demonstration's folder with its three nodes."""

    folder: Path
    root: Path  # The repository: packs and demonstration data.
    actors: dict[PartyId, Actor] = field(default_factory=dict)
    spaces: dict[str, Digest] = field(default_factory=dict)

    @property
    def all(self) -> list[Actor]:
        """The three nodes."""
        return list(self.actors.values())


@contextmanager
def staged(folder: Path, root: Path) -> Iterator[Stage]:
    """Hold the folder, make the nodes in it, and stop on leaving those that run.

    Args:
        folder: emptied first, unless something else than a demonstration made it.
        root: the repository.

    Raises:
        Refused: the folder holds something else.
        Conflict: another demonstration runs there.
    """
    with held(folder):
        stage = prepare(folder, root)
        try:
            yield stage
        finally:
            stop_all(stage)


def prepare(folder: Path, root: Path) -> Stage:
    """Make three nodes from nothing, found three spaces, and import the record.

    Args:
        folder: held and empty (see `jisr.ops.demo.place`).
        root: the repository.
    """
    stage = Stage(folder=folder, root=root)
    ports = _free_ports(2 * len(LANGUAGE))
    for party in LANGUAGE:
        stage.actors[party] = Actor(
            party=party,
            folder=folder / party.lower(),
            peer_port=ports.pop(),
            site_port=ports.pop(),
        )
    for actor in stage.all:
        _init(stage, actor)
    for pack, parties in SPACES.items():
        stage.spaces[pack] = _found(stage, pack, parties)
    for actor in stage.all:
        _import(stage, actor)
    return stage


def start(actor: Actor) -> None:
    """Start a node as a process of its own and wait until it answers.

    Raises:
        Unavailable: it stopped, or did not answer in time; its log says why.
    """
    path = actor.folder / "node.log"
    path.touch(mode=0o600)
    log = path.open("ab")
    command = [sys.executable, "-P", "-m", "jisr.ops.main", "--settings", str(actor.settings)]
    actor.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [*command, "node", "run"],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env={**os.environ, "JISR_PASSPHRASE": PASSPHRASE},
        start_new_session=True,
    )
    log.close()
    wait_for(lambda: _answers(actor), seconds=START_SECONDS_MAX, what=f"node {actor.party}")


def stop(actor: Actor, how: signal.Signals = signal.SIGTERM) -> None:
    """Stop a node that this demonstration started, by its process id."""
    if actor.process is None:
        return
    actor.process.send_signal(how)
    actor.process.wait(timeout=START_SECONDS_MAX)
    actor.process = None


def stop_all(stage: Stage) -> None:
    """Stop every node that still runs, all at a time."""
    running = [a for a in stage.all if a.process is not None and a.process.poll() is None]
    for actor in running:
        assert actor.process is not None, "it runs"
        actor.process.terminate()
    for actor in running:
        stop(actor)


def opened(actor: Actor) -> Built:
    """Open the stores of a node that does not run; the caller closes them."""
    return build(load_settings(actor.settings), passphrase=PASSPHRASE)


def root_keys(actor: Actor) -> FileKeystore:
    """Open a node's root keystore, as its keeper would bring it for one act."""
    return FileKeystore.unlock(actor.folder / "root.keys", passphrase=PASSPHRASE)


def wait_for(
    ready: Callable[[], bool], *, seconds: float = START_SECONDS_MAX, what: str = ""
) -> None:
    """Wait until something holds.

    Raises:
        Unavailable: it does not in time.
    """
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise Unavailable(reasons.DEMO_WAITED, what=what, seconds=int(seconds))
        time.sleep(POLL_SECONDS)


def edition_of(root: Path, pack: str, *, changes: Sequence[Mapping[str, str]] = ()) -> Edition:
    """Read one pack of the repository as an edition, or what a story makes of it.

    Args:
        root: the repository.
        pack: its folder under `packs/`.
        changes: for each, in which `file` the text `old`, which stands there once, becomes `new`.
    """
    packs = root / "packs"
    files = {str(p.relative_to(packs)): p.read_text("utf-8") for p in packs.rglob("*.yaml")}
    for change in changes:
        text = files[change["file"]]
        assert text.count(change["old"]) == 1, "a change names the place it means"
        files[change["file"]] = text.replace(change["old"], change["new"])
    return parse_edition({name: text.encode() for name, text in files.items()}, pack=pack)


def _answers(actor: Actor) -> bool:
    if actor.process is not None and actor.process.poll() is not None:
        raise Unavailable(reasons.DEMO_NODE_STOPPED, party=actor.party, log=str(actor.folder))
    try:
        actor.call("status")
    except JisrError:
        return False
    return True


def _init(stage: Stage, actor: Actor) -> None:
    partners = {
        other.party: f"https://{HOST}:{other.peer_port}"
        for other in stage.all
        if any({actor.party, other.party} == set(pair) for pair in SPACES.values())
    }
    plan = Plan(
        party=actor.party,
        folder=actor.folder,
        language=LANGUAGE[actor.party],  # type: ignore[arg-type]
        peer_port=actor.peer_port,
        site_port=actor.site_port,
        partners=partners,
        reply_minutes=0,  # Nobody is to wait in a demonstration.
    )
    init(
        plan,
        passphrase=PASSPHRASE,
        root_passphrase=PASSPHRASE,
        at=datetime.now(UTC).replace(microsecond=0),
        cost=DEMO_COST,
    )


def _found(stage: Stage, pack: str, parties: tuple[PartyId, PartyId]) -> Digest:
    """Let two parties sign a founding document, and both record it."""
    edition = edition_of(stage.root, pack)
    first, second = (stage.actors[party] for party in parties)
    cards = [found.read_card((a.folder / "card.json").read_bytes()) for a in (first, second)]
    payload = found.draft(
        (cards[0], cards[1]),
        framework=edition.digest,
        channel=Slug("victims") if pack.endswith("-victims") else GENERAL,
        at=datetime.now(UTC).replace(microsecond=0),
    )
    envelope = found.sign(payload, root_keys(second), found.sign(payload, root_keys(first)))
    for actor in (first, second):
        built = opened(actor)
        try:
            found.join(built.node, envelope.encode(), edition.signed)
        finally:
            built.close()
    return Founding.parse(payload).id


def _import(stage: Stage, actor: Actor) -> None:
    """Appoint officers, import the sourced record and its accounts, the mark, the other sites."""
    demo = stage.root / "demo"
    sites: Mapping[str, Json] = {other.party: other.site for other in stage.all}
    documents = {
        told.MARK: encode(json.loads((demo / "mark.json").read_bytes())),
        reader.SITES: encode(sites),
    }
    built = opened(actor)
    try:
        appoint(built, actor.folder, stage.root, passphrase=PASSPHRASE, cost=DEMO_COST)
        for name in ("record.json", "accounts.json"):  # The accounts refer to the record.
            import_record(built.node, (demo / name).read_bytes())
        for kind, content in documents.items():
            built.node.work.register.put(
                Document(kind=kind, id=ALL, content=content, updated=built.node.world.now())
            )
    finally:
        built.close()


def _free_ports(count: int) -> list[int]:
    """Return free loopback ports; held until all are found, so that none is given twice."""
    held = [socket.socket() for _ in range(count)]
    try:
        for sock in held:
            sock.bind((HOST, 0))
        return [sock.getsockname()[1] for sock in held]
    finally:
        for sock in held:
            sock.close()
