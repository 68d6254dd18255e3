"""Every state of an edition is explored, in this process or in several."""

import pytest

from jisr.framework.explore import Explored, explore
from jisr.framework.tables import tables_of
from jisr.ops import exploring
from jisr.ops.exploring import explored, states_of, together
from tests.framework.packs import edition_of, sound


def test_what_is_found_state_by_state_is_what_is_found_of_the_whole() -> None:
    edition = sound()
    states = states_of(edition)
    found = list(explored(edition, states, acts=1))
    for name, table in tables_of(edition).items():
        assert together([one for of, one in found if of == name]) == explore(table, acts=1)


def test_the_first_trouble_is_that_of_all() -> None:
    good = Explored(situations=2, crossings=1, trouble=None)
    bad = Explored(situations=3, crossings=1, trouble=("from here", "AA ask"))
    assert together([good, bad]) == Explored(situations=5, crossings=2, trouble=bad.trouble)


@pytest.mark.full
def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of("ma-fr")
    states = states_of(edition)
    assert len(states) >= 2 * exploring.STATES_ALONE
    several = list(explored(edition, states, acts=1))
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0})
    assert list(explored(edition, states, acts=1)) == several
