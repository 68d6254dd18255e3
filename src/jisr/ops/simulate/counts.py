"""What is counted of stories: that everything they aim at has happened in them."""

from collections import Counter
from dataclasses import dataclass, fields
from typing import Final, Self

from jisr.core.act import Kind
from jisr.core.case import Standing
from jisr.core.table import ACCEPT_MIGRATION
from jisr.ledger.base import Part, PartState
from jisr.ops.simulate.compare import accused_of, files_of, folded_by
from jisr.ops.simulate.month import PARTIES, Month
from jisr.ops.simulate.said import Said

PLANTED: Final = "of the partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often what the stories aim at has happened in them."""

    crossings: int = 0
    overtaken: int = 0
    void: int = 0
    restores: int = 0
    fences: int = 0  # Epochs opened at a fence.
    forks_proved: int = 0
    erasures: int = 0  # Parts gone on both sides.
    attachments: int = 0  # Files whole on both sides.
    crashes: int = 0
    cuts: int = 0  # Of the line, for a while.
    editions: int = 0  # Adopted.
    failed_writes: int = 0
    forged: int = 0
    late: int = 0  # Messages that arrive after younger ones.
    lost_messages: int = 0
    migrations: int = 0
    planted: int = 0  # Forged in the name of the partner.
    pruned: int = 0  # Acts that both have let go.
    repeated: int = 0  # Messages that arrive twice.
    restored_again: int = 0  # Stories in which one party is restored more than once.
    restored_both: int = 0  # Stories in which both are restored.
    skews: int = 0  # Clocks that go wrong, or right again.
    stolen: int = 0  # Acts that a thief has signed.
    thefts: int = 0
    withheld: int = 0

    def plus(self, other: Self) -> Self:
        """Return the sum."""
        return type(self)(
            **{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        )


def count(month: Month) -> Counts:
    """Count what happened."""
    home = PARTIES[0]
    cases = folded_by(month, home)
    verdicts = [verdict for case in cases for verdict in case.verdicts.values()]
    standings = [verdict.standing for verdict in verdicts]
    logs = {author: month.log(home, author) for author in PARTIES}
    acts = [entry for log in logs.values() for entry in log]
    parts = [part for entry in acts for part in month.bare[home].ledger.parts(entry.id)]
    told = Counter(line.said for line in month.told)
    restored = Counter(line.facts["party"] for line in month.told if line.said is Said.RESTORES)
    forged = [line.facts["how"] for line in month.told if line.said is Said.FORGES]
    files = [files_of(month, party, logs).values() for party in PARTIES]
    whole = [{file.digest for file in of if file.complete} for of in files]
    return Counts(
        crossings=sum(len(case.crossings) for case in cases),
        overtaken=standings.count(Standing.OVERTAKEN),
        void=standings.count(Standing.VOID),
        restores=month.restores,
        fences=sum(entry.kind is Kind.RESTART for entry in acts),
        forks_proved=len(accused_of(month)),
        erasures=sum(_is_erased(month, part) for part in parts),
        attachments=len(whole[0] & whole[1]),
        crashes=told[Said.DIES],
        cuts=told[Said.CUT],
        editions=len(month.space(home).zero.adoptions),
        failed_writes=told[Said.FAILS],
        forged=len(forged),
        late=told[Said.ARRIVES],
        lost_messages=told[Said.REQUEST_LOST] + told[Said.ANSWER_LOST],
        migrations=sum(
            v.held.act.act == ACCEPT_MIGRATION and v.standing is Standing.SETTLED for v in verdicts
        ),
        planted=forged.count(PLANTED),
        pruned=len(month.pruned(PARTIES[0]) & month.pruned(PARTIES[1])),
        repeated=told[Said.TWICE],
        restored_again=any(times > 1 for times in restored.values()),
        restored_both=len(restored) > 1,
        skews=told[Said.SKEWED],
        stolen=told[Said.USED],
        thefts=told[Said.STOLEN],
        withheld=told[Said.WITHHOLDS],
    )


def _is_erased(month: Month, part: Part) -> bool:
    held = [month.bare[party].ledger.part(part.entry, part.name) for party in PARTIES]
    return all(one is not None and one.state is PartState.ERASED for one in held)
