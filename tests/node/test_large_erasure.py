"""A case of many parts and files goes from both nodes at once, in real stores, and is timed."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from jisr.core.act import Slug
from jisr.core.service import ERASED_MAX
from jisr.framework.expiry import Limits
from jisr.ledger.base import PartState
from jisr.ledger.keys import SqliteKeyStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.node import compose, retention
from jisr.node.node import Stores
from jisr.node.wish import File
from tests.counts import count_from
from tests.node.test_retention import ALERT, BOTH, look, said, states
from tests.node.world import Pair

PARTS = count_from("PROOF_ERASED_PARTS", 33)
FILES = PERSONS = 5  # Of each act, beside one part of its own.
PERSON: Final = {"birth": "1980", "category": "other"}


@pytest.mark.full
def test_a_case_of_many_parts_goes_from_both_nodes(tmp_path: Path, capsys):
    def on_disk(party: str, _: Stores) -> Stores:
        home = tmp_path / party
        home.mkdir()
        return Stores(
            ledger=SqliteLedger(home / "ledger.db"),
            keys=SqliteKeyStore(home / "keys.db"),
            work=SqliteWorkStore(home / "work.db"),
        )

    pair = Pair(wrap=on_disk)
    node = pair.nodes["FR"]
    case = None
    acts = -(-PARTS // (1 + FILES + PERSONS))
    for number in range(acts):
        names = [{"script": "Latn", "use": "legal", "text": f"Invented {number} {n}"}
                 for n in range(PERSONS)]  # fmt: skip
        alert = replace(
            ALERT,
            fields={**ALERT.fields, "subjects": [{**PERSON, "names": [n]} for n in names]},
            files=[
                File(field=Slug("attachments"), name="a.txt", media="text/plain",
                     data=f"{number} {n}".encode()) for n in range(FILES)
            ],
        )  # fmt: skip
        if case is None:
            case = compose.open_case(node, pair.id, Slug("alert"), alert)
        else:
            terms = {name: term for name, term in alert.terms.items() if name != "purpose"}
            compose.act(node, pair.id, case, replace(alert, act=Slug("update"), terms=terms))
        for _ in range(2):
            pair.sync()
    parts = acts * (1 + FILES + PERSONS)
    pair.nodes["MA"].limits = Limits(days={Slug("alert"): 5})
    look(pair)
    pair.clock.wait(days=6)
    began = time.perf_counter()
    [done] = retention.look(pair.nodes["MA"])
    pair.sync()
    seconds = time.perf_counter() - began
    assert (done.parts, len(done.acts)) == (parts, -(-parts // ERASED_MAX))
    for party in BOTH:
        assert states(pair, party, case) == {PartState.ERASED}
        assert pair.nodes[party].work.transfers.load(pair.id).size == 0
        assert sum(len(erased.parts) for erased in said(pair, party)) == parts
    with capsys.disabled():
        print(
            f"\n{parts} parts, {acts * FILES} of them files, erased on both nodes: {seconds:.2f} s"
        )
