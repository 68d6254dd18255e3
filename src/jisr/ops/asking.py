"""Ask a node: the one that runs, or, when none does, its stores opened for the moment.

Only one process may write a ledger.  So a command first tries the control socket; only when
nobody answers does it open the stores itself, which the store's own lock allows to one.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from jisr.core.canonical import Json
from jisr.ops.build import build
from jisr.ops.calls import calls_of
from jisr.ops.control import ControlClient, node_runs
from jisr.ops.settings import Settings

Ask = Callable[[str, Mapping[str, Json]], Json]


@contextmanager
def asking(settings: Settings, *, passphrase: Callable[[], str]) -> Iterator[Ask]:
    """Yield a function that asks the node.

    Args:
        settings: of the node.
        passphrase: asked for only when the stores have to be opened.

    Raises:
        Unavailable: another process has the stores but does not answer.
        Unproven: the passphrase is wrong.
    """
    if node_runs(settings.control_path):
        yield ControlClient(settings.control_path).call
        return
    built = build(settings, passphrase=passphrase())
    try:
        calls = calls_of(built)
        yield lambda name, args: calls[name](args)
    finally:
        built.close()
