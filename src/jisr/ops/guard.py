"""What must hold of the interpreter before a node may start."""

import sys
from typing import Final

from jisr.core.errors import Refused
from jisr.ops import reasons

PYTHON_MIN: Final = (3, 11)


def refuse_optimised(*, optimise: int = sys.flags.optimize) -> None:
    """Refuse to run under `python -O`, which removes the assertions that stop a broken node.

    Args:
        optimise: the interpreter's level, 0 without `-O` and PYTHONOPTIMIZE.

    Raises:
        Refused: assertions are off.
    """
    if optimise:
        raise Refused(reasons.OPTIMISED)


def require_python(*, version: tuple[int, int] = sys.version_info[:2]) -> None:
    """Refuse an interpreter older than the one the node is tested on.

    Raises:
        Refused: it is older than `PYTHON_MIN`.
    """
    if version < PYTHON_MIN:
        raise Refused(reasons.PYTHON_TOO_OLD, found=_dotted(version), least=_dotted(PYTHON_MIN))


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(str(number) for number in version)
