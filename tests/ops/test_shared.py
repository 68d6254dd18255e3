"""Several processes of one node on one database: one is killed while it writes, others go on."""

import base64
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from jisr.core.act import Digest
from jisr.core.errors import JisrError, Unavailable
from jisr.core.keys import KeyUse
from jisr.ledger.postgres import PostgresLedger
from jisr.ledger.server import Presence
from jisr.ledger.work.rows import EffectKey
from jisr.node import effects, restart
from jisr.node.project import NOTIFY
from jisr.ops.build import Built, build
from jisr.ops.calls import calls_of
from jisr.ops.control import ControlClient
from jisr.ops.keystore import FileKeystore
from jisr.ops.move import move
from jisr.ops.settings import load_settings
from tests.counts import count_from
from tests.ledger.conftest import cluster, database  # noqa: F401 - fixtures
from tests.ledger.given import digest
from tests.node.world import edition
from tests.ops.cli_kit import PASSPHRASE, ROOT_PASSPHRASE, Home, found, homes, running, until
from tests.ops.kit import MA, failing, free_port
from tests.ops.test_cli_story import Pair
from tests.ops.test_move import set_to

pytestmark = pytest.mark.full  # Each makes two nodes and moves one.

ROUNDS = count_from("PROOF_TAKEOVERS", 1)
BEFORE_THE_KILL = 4  # Cases each process opens before one is killed in the middle of the next.

_questions = count(1)


def asked() -> dict[str, Any]:
    """Return a request like no other: who asks the same again must say why."""
    return {
        "procedure": "information-request",
        "act": "send",
        "terms": {"urgency": "ordinary", "purpose": "prevention", "domain": "organised-crime"},
        "fields": {
            "reason": "Seen at two places.",
            "question": f"Is number {next(_questions)} registered?",
        },
    }


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    nodes = homes(tmp_path, "MA", "FR")
    return Pair(nodes["MA"], nodes["FR"], found(nodes["MA"], nodes["FR"], tmp_path))


@pytest.fixture
def dsn(pair: Pair, database) -> str:  # noqa: F811
    """Move MA's node into a database, and return where it is."""
    dsn = str(database())
    move(load_settings(pair.ma.folder / "jisr.toml"), dsn=dsn, keys_dsn=dsn)
    set_to(pair.ma, 'store = "postgresql"', f'dsn = "{dsn}"', f'keys_dsn = "{dsn}"')
    return dsn


def second(home: Home) -> Home:
    """Give a node a second process: the same settings and keys, in a folder of its own."""
    other = Home(home.party, home.folder.with_name("second"), free_port(), free_port())
    shutil.copytree(home.folder, other.folder)
    path = other.folder / "jisr.toml"
    text = path.read_text().replace(f"port = {home.peer_port}", f"port = {other.peer_port}")
    path.write_text(text.replace(f"port = {home.site_port}", f"port = {other.site_port}"))
    return other


class Writer(threading.Thread):
    """Opens case after case at one process, and notes those that were acknowledged."""

    def __init__(self, home: Home, opened: list[str], enough: threading.Semaphore) -> None:
        super().__init__()
        self._client = ControlClient(home.folder / "control.sock")
        self._opened, self._enough = opened, enough
        self.stop = False

    def run(self) -> None:
        while not self.stop:
            try:
                answer = self._client.call("case.open", asked())
            except JisrError as error:
                if error.code in {"ops.control-broke", "ops.node-not-running"}:
                    return  # Killed; what it was doing was not acknowledged.
                continue  # Its connection broke: nothing was acknowledged, and it goes on.
            assert isinstance(answer, dict)
            self._opened.append(str(answer["case"]))
            self._enough.release()


def test_a_process_killed_while_it_writes_loses_and_doubles_nothing(
    pair: Pair,
    dsn: str,
    cluster,  # noqa: F811
) -> None:
    opened: list[str] = []
    one, two = pair.ma, second(pair.ma)
    for _ in range(ROUNDS):
        with running(pair.fr), running(two) as stays, running(one) as dies:
            enough = threading.Semaphore(0)
            writers = [Writer(one, opened, enough), Writer(two, opened, enough)]
            for writer in writers:
                writer.start()
            for _ in range(2 * BEFORE_THE_KILL):
                assert enough.acquire(timeout=60)
            break_connections(cluster, dsn)
            for _ in range(2 * BEFORE_THE_KILL):
                assert enough.acquire(timeout=60)
            dies.kill()
            dies.wait()
            for _ in range(BEFORE_THE_KILL):
                assert enough.acquire(timeout=60)
            for writer in writers:
                writer.stop = True
                writer.join()
            cases = {row["case"] for row in two.ask("case", "list")["cases"]}
            assert cases >= set(opened), "what was acknowledged is there"
            until(lambda: known(pair.fr) == known(two), "all of it at the partner")
            assert stays.poll() is None
    with PostgresLedger(dsn) as ledger:
        ledger.quick_check()
        size = ledger.size(pair.space, MA)
        ids = [e.case for e in ledger.after(pair.space, MA, start=0) if e.case]
    assert max(Counter(ids).values()) == 1, "no case was opened twice"
    assert size >= len(ids) >= len(opened)
    print(f"{ROUNDS} takeovers, {len(opened)} cases acknowledged, {len(ids)} there")


def known(home: Home) -> set[str]:
    return {row["case"] for row in home.ask("case", "list")["cases"]}


def break_connections(cluster, dsn: str) -> None:  # noqa: F811
    """Break every connection to the database, as a server that fails over does."""
    name = dsn.rpartition("=")[2]
    cluster.execute(
        f"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{name}'"
    )


@pytest.fixture
def both(pair: Pair, dsn: str) -> Iterator[tuple[Built, Built]]:
    """Two processes of MA's node, as this one sees them."""
    with ExitStack() as opened:
        built = []
        for home in (pair.ma, second(pair.ma)):
            settings = load_settings(home.folder / "jisr.toml")
            built.append(build(settings, passphrase=PASSPHRASE))
            opened.callback(built[-1].close)
        yield built[0], built[1]


def call(built: Built, name: str, **args: object) -> dict[str, Any]:
    answer = calls_of(built)[name](args)  # type: ignore[arg-type]
    assert isinstance(answer, dict)
    return answer


def test_what_one_process_writes_the_other_goes_on_from(
    both: tuple[Built, Built], pair: Pair
) -> None:
    one, two = both
    case = call(one, "case.open", **asked())["case"]
    assert call(two, "case.show", case=case)["state"] == "received"
    call(two, "case.act", case=case, act="withdraw")
    assert call(one, "case.show", case=case)["state"] == "withdrawn"
    again = call(one, "case.open", **asked())["case"]
    assert call(two, "case.show", case=again)["state"] == "received"
    heads = {built.node.space(Digest(pair.space)).ours.head for built in both}
    assert len(heads) == 1


def test_an_edition_kept_by_one_process_is_read_by_the_other(both: tuple[Built, Built]) -> None:
    one, two = both
    new = edition("ma-be")
    assert two.node.editions.get(new.digest) is None
    one.node.keep_edition(one.node.read_edition(new.signed))
    assert two.node.editions.get(new.digest) is not None


def test_one_process_serves_a_space_until_it_ends(both: tuple[Built, Built], pair: Pair) -> None:
    one, two = both
    space = Digest(pair.space)
    assert [one.serves(space), two.serves(space)] == [True, False]
    one.close()
    until(lambda: two.serves(space), "the server to have noticed")


def test_an_effect_is_carried_out_by_one_process(both: tuple[Built, Built], pair: Pair) -> None:
    keys = [
        EffectKey(space=Digest(pair.space), case=digest("a"), move=digest(str(n)), effect=NOTIFY)
        for n in range(40)
    ]
    both[0].work.effects.plan(keys)
    done: list[EffectKey] = []

    def work(built: Built) -> None:
        while effects.settle(built.node, {NOTIFY: done.append}, limit=3):
            """There is more to do."""

    threads = [threading.Thread(target=work, args=(built,)) for built in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=repr) == sorted(keys, key=repr)


def test_nobody_may_have_a_database_alone_that_a_node_works_on(
    both: tuple[Built, Built], dsn: str
) -> None:
    with failing(Unavailable, "ledger.second-process"):
        PostgresLedger(dsn, presence=Presence.ALONE)
    for built in both:
        built.close()
    PostgresLedger(dsn, presence=Presence.ALONE).close()


def test_a_process_whose_keystore_is_old_writes_nothing_with_a_revoked_key(
    both: tuple[Built, Built], pair: Pair
) -> None:
    one, two = both
    root = FileKeystore.unlock(pair.ma.folder / "root.keys", passphrase=ROOT_PASSPHRASE)
    old = one.holder.current(KeyUse.SIGN).fingerprint

    def change(**named: str) -> None:
        asked = {"ground": "rotation", "space": pair.space, "use": "sign"} | named
        header = base64.b64decode(call(one, "key.header", **asked)["header"])
        signature = base64.b64encode(restart.sign_header(header, root)).decode()
        raw = base64.b64encode(header).decode()
        call(one, "root.place", header=raw, signature=signature, space=pair.space)

    new = call(one, "key.prepare", use="sign")["key"]
    change(add=new)
    call(one, "key.activate", key=new)
    assert call(two, "case.open", **asked())["case"], "the old key holds until it is revoked"
    change(revoke=old)
    size = one.ledger.size(Digest(pair.space), MA)
    with pytest.raises(JisrError) as refused:
        call(two, "case.open", **asked())
    assert refused.value.code == "core.revoked-key"
    assert one.ledger.size(Digest(pair.space), MA) == size
    assert call(one, "case.open", **asked())["case"]
