"""What nodes wrote in a year, and a forger's empty ledger."""

import pytest

from tests.tools.forge import Forge
from tests.tools.story import Story


@pytest.fixture(scope="session")
def story():
    return Story()


@pytest.fixture
def forge():
    return Forge()
