"""The stand-alone verifier, loaded from its file as whoever was handed it would load it."""

import importlib.util
import sys
from pathlib import Path

import pytest

from jisr.core.errors import JisrError
from jisr.node.reading.proofs import Checked
from jisr.ops import crypto

FILE = Path(__file__).parents[2] / "tools/verify.py"


def loaded(name="stand_alone_verify"):
    spec = importlib.util.spec_from_file_location(name, FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


verify = loaded()


def fault(raw):
    """Clause, reason and place of what does not hold in a file."""
    with pytest.raises(verify.Fails) as failed:
        verify.check(raw)
    assert not node_agrees(raw)
    return failed.value.clause, failed.value.reason, "".join(failed.value.where)


def why(raw):
    return fault(raw)[:2]


def node_agrees(raw):
    """What the screens of a node say of the same file."""
    try:
        return all(claim.holds for claim in Checked(raw, verify=crypto.verify).claims())
    except JisrError:
        return False
