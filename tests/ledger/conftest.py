"""One fixture per store, run on every implementation."""

import pytest

from tests.ledger.given import KINDS, OTHER_SPACE, SPACE


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__.lower())
def home(request, tmp_path):
    """Where the stores of one node live; `home.leave()` ends the process."""
    place = request.param(tmp_path)
    yield place
    place.leave()


@pytest.fixture
def ledger(home):
    ledger = home.ledger()
    ledger.found(SPACE, b"founding MA FR")
    ledger.found(OTHER_SPACE, b"founding MA BE")
    return ledger


@pytest.fixture
def keys(home):
    return home.keys()
