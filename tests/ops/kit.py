"""What the tests of `ops` share: cheap keystores, instants, free ports."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jisr.core.act import PartyId
from jisr.core.errors import LANGS, JisrError
from jisr.core.keys import KeyUse
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


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
