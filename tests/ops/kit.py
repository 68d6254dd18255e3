"""What the tests of `ops` share: cheap keystores, instants, free ports."""

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jisr.core.act import PartyId
from jisr.core.errors import LANGS, JisrError
from jisr.core.keys import KeyUse
from jisr.ops import calls
from jisr.ops.keyfile import KdfCost
from jisr.ops.keystore import NODE_USES, FileKeystore

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSPHRASE = "مفتاح الجسر 2026"
CHEAP = KdfCost(iterations=1, lanes=1, memory_kib=8)
MA = PartyId("MA")
FR = PartyId("FR")


@contextmanager
def failing(kind: type[JisrError], code: str) -> Iterator[pytest.ExceptionInfo[JisrError]]:
    """Expect exactly this class and code, with a sentence in every language."""
    with pytest.raises(JisrError) as caught:
        yield caught
    assert type(caught.value) is kind
    assert caught.value.code == code
    assert len({caught.value.text(lang) for lang in LANGS}) == len(LANGS)


def keystore(
    folder: Path,
    *,
    party: PartyId = MA,
    uses: tuple[KeyUse, ...] = NODE_USES,
    at: datetime = AT,
) -> FileKeystore:
    """Make a keystore that opens at once."""
    return FileKeystore.create(
        folder / f"{party}-{uses[0]}.keys",
        party=party,
        passphrase=PASSPHRASE,
        uses=uses,
        at=at,
        cost=CHEAP,
    )


def present() -> datetime:
    """Return the real time: TLS libraries read the machine's clock themselves."""
    return datetime.now(UTC).replace(microsecond=0)


def days(count: int) -> timedelta:
    """Return a number of days."""
    return timedelta(days=count)


# Below the ports that the system hands out by itself; each worker of a test run has its own.
_PORTS_MIN, _PORTS_OF_A_WORKER = 12_000, 4_000
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_ports = cycle(
    _PORTS_MIN + _PORTS_OF_A_WORKER * _worker + (os.getpid() + place) % _PORTS_OF_A_WORKER
    for place in range(_PORTS_OF_A_WORKER)
)


def free_port() -> int:
    """Return a loopback port that nobody listens on, another each time."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


def called(built: Any, name: str, args: Mapping[str, Any]) -> Any:
    """Make a call on a node of a test, as one of its officers."""
    here: Any = SimpleNamespace(node=built.node, look=lambda: None)
    return calls.calls_of(here)[name]({**args, "as": "one"})
