"""The editions of the vectors: a small pack that meets every rule, and what may change in it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from jisr.framework import Edition, parse_edition

PACK: Final = Path(__file__).parent / "pack"
EXERCISE: Final = "ma-fr/procedures/exercise.yaml"
OTHER: Final = "3 working days"


def edition(
    *, other: str = OTHER, migrates: Mapping[str, Mapping[str, str]] | None = None
) -> Edition:
    """Return an edition of the pack.

    Args:
        other: within how long a request of no urgency is answered.
        migrates: by the digest of an older edition, what becomes of a case in each state.
    """
    files = dict(_files())
    text = files[EXERCISE].decode()
    assert f"other: {OTHER}" in text
    text = text.replace(f"other: {OTHER}", f"other: {other}")
    if migrates:
        lines = (
            f"  {digest}: {{{', '.join(f'{old}: {new}' for old, new in states.items())}}}\n"
            for digest, states in migrates.items()
        )
        text += "migrates:\n" + "".join(lines)
    return parse_edition({**files, EXERCISE: text.encode()}, pack="ma-fr")


@cache
def _files() -> Mapping[str, bytes]:
    return {str(path.relative_to(PACK)): path.read_bytes() for path in sorted(PACK.rglob("*.yaml"))}
