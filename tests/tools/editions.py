"""Three editions of a framework in which every kind of deadline, term and clause occurs."""

from functools import cache

from jisr.framework import check
from jisr.framework.tables import tables_of
from tools.vectors.cases import STATES
from tools.vectors.editions import edition


@cache
def editions():
    """The editions in the order in which they came, each with its tables."""
    found = []
    for number in range(3):
        mapped = {state: state for state in STATES} | (
            {"planned": "waiting"} if number == 1 else {}
        )
        made = edition(
            other=f"{3 + number} working days", migrates={old.digest: mapped for old, _ in found}
        )
        faults = check(made, previous={old.digest: old for old, _ in found})
        assert not faults, [fault.text("en") for fault in faults]
        found.append((made, tables_of(made)))
    return found
