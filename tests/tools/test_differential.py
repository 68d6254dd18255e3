"""The second reader and the real core give one verdict on every ledger, honest or not."""

from collections import Counter

import pytest

from tests.counts import count_from
from tests.tools.differ import compare

LEDGERS = count_from("PROOF_LEDGERS", 300)
MET = (
    "cases",
    "due",
    "ended",
    "holds",
    "overtaken",
    "provisional",
    "pruned",
    "real",
    "restarted",
    "settled",
)


@pytest.mark.full
def test_core_and_verifier_give_one_verdict_on_every_ledger():
    met = Counter()
    for seed in range(LEDGERS):
        compare(seed, met)
    print(f"{LEDGERS} ledgers, of one verdict: {dict(sorted(met.items()))}")
    assert all(met[name] for name in MET)
