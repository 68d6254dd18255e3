"""Functions of values that never change, computed once for each."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

REMEMBERED_MAX: Final = 4096  # More than the forms and acts of all editions a node knows.

P = ParamSpec("P")
R = TypeVar("R")


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Remember what a function returned, by which very values it was asked about.

    For frozen values as large as the forms of an edition: to hash or to compare one would cost
    more than the function.  Texts count by what they say.  A value that is remembered is kept, so
    that no other can take its identity; past a limit everything is forgotten.
    """
    known: dict[tuple[int | str, ...], tuple[tuple[object, ...], R]] = {}

    @wraps(function)
    def remembering(*args: P.args, **named: P.kwargs) -> R:
        assert not named
        key = tuple([arg if isinstance(arg, str) else id(arg) for arg in args])
        found = known.get(key)
        if found is None:
            if len(known) >= REMEMBERED_MAX:
                known.clear()
            found = known[key] = args, function(*args, **named)
        return found[1]

    return remembering
