"""One fixture per store, run on every implementation."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.ledger.cluster import started
from tests.ledger.given import KINDS, OTHER_SPACE, SPACE, Postgres

SHARED_MEMORY = Path("/dev/shm")


@pytest.fixture
def memory(tmp_path):
    """A folder in memory, where there is one: the platter is the test's, no disk need turn."""
    if not SHARED_MEMORY.is_dir():
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="jisr-cuts-", dir=SHARED_MEMORY))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def cluster():
    server = started()
    yield server
    server.remove()


@pytest.fixture
def database(cluster):
    """Return a function that says where an empty database is."""
    given = []

    def give():
        given.append(cluster.database())
        return given[-1]

    yield give
    for dsn in given:
        cluster.give_back(dsn)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__.lower())
def another_home(request, tmp_path_factory):
    """Return a function that gives a new node a home for its stores."""

    def make():
        if request.param is Postgres:
            return Postgres(request.getfixturevalue("database")())
        return request.param(tmp_path_factory.mktemp("home"))

    return make


@pytest.fixture
def home(another_home):
    """Where the stores of one node live; `home.leave()` ends the process."""
    place = another_home()
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
