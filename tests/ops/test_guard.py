"""What must hold of the interpreter."""

import os
import subprocess
import sys

import pytest

from jisr.core.errors import Refused
from jisr.ops.guard import refuse_optimised, require_python
from tests.ops.kit import failing

PROGRAM = """
from jisr.core.errors import Refused
from jisr.ops.guard import refuse_optimised
try:
    refuse_optimised()
except Refused as refused:
    print(refused.code)
else:
    print("started")
"""


@pytest.mark.parametrize(
    ("flags", "answer"), [([], "started"), (["-O"], "ops.optimised"), (["-OO"], "ops.optimised")]
)
def test_a_node_does_not_start_without_its_assertions(flags: list[str], answer: str) -> None:
    done = subprocess.run(
        [sys.executable, *flags, "-c", PROGRAM],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert done.stdout.strip() == answer


def test_an_old_python_is_refused() -> None:
    require_python()
    require_python(version=(3, 11))
    with failing(Refused, "ops.python-too-old") as caught:
        require_python(version=(3, 9))
    assert caught.value.facts == {"found": "3.9", "least": "3.11"}


def test_this_run_has_its_assertions() -> None:
    refuse_optimised()
    with failing(Refused, "ops.optimised"):
        refuse_optimised(optimise=1)
