"""When to try again, and what the screens say meanwhile.

The figures keep one promise: whatever keeps an act from being delivered, its reason can be
read within a minute of its cause (EXC-90).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self

from jisr.core.errors import Conflict, Reason
from jisr.exchange import reasons
from jisr.exchange.peer import Need, Peer
from jisr.exchange.values import Fault

CONNECT_SECONDS: Final = 10  # To open a connection.
SILENCE_SECONDS: Final = 15  # Without a byte moving, on a connection.
BACK_OFF_FIRST: Final = 1.0  # Seconds before the second try.
BACK_OFF_MAX: Final = 40.0  # With SILENCE_SECONDS, less than a minute between two verdicts.
POLL_SECONDS: Final = 30.0  # Between two idle round trips: an unreachable partner is noticed.
LINGER_SECONDS: Final = 2.0  # For the partner's next request to confirm what an answer carried.

REASON_SECONDS: Final = 60  # The promise above.

_PAUSES: Final = {Need.NOW: 0.0, Need.LATER: LINGER_SECONDS, Need.NOTHING: POLL_SECONDS}

assert BACK_OFF_MAX + SILENCE_SECONDS < REASON_SECONDS
assert POLL_SECONDS + CONNECT_SECONDS + SILENCE_SECONDS < REASON_SECONDS


def back_off(failures: int, *, jitter: float) -> float:
    """Return how long to wait after so many failures in a row, in seconds.

    Args:
        failures: at least 1.
        jitter: a fresh random number, 0 to 1: nodes that failed together return apart.

    Returns:
        Between half of the doubled delay and all of it; at most BACK_OFF_MAX.
    """
    assert failures >= 1
    assert 0 <= jitter <= 1
    doubled = BACK_OFF_FIRST * (1 << min(failures - 1, 16))  # 2**16 s is far past the limit.
    return min(BACK_OFF_MAX, doubled) * (1 + jitter) / 2


def pause(need: Need) -> float:
    """Return how long to wait before the next request after a success, in seconds."""
    return _PAUSES[need]


def no_progress(peer: Peer) -> Conflict:
    """Return why a round trip counts as failed that was needed and moved nothing (EXC-34).

    Args:
        peer: the view after it.
    """
    claimed, offered = peer.heard.claimed, peer.heard.offered
    ours = 0 if claimed is None else max(0, peer.released.size - claimed.size)
    theirs = 0 if offered is None else max(0, offered.size - peer.held.size)
    return Conflict(reasons.NO_PROGRESS, waiting=ours + theirs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """How the link to one partner stands: what the screens show."""

    reachable: bool | None = None  # None: not tried since this node started.
    last_ok: datetime | None = None  # The last round trip that succeeded, in UTC.
    failures: int = 0  # In a row, since then.
    failing_since: datetime | None = None
    reason: Fault | None = None  # Why the last try failed.

    def succeeded(self, now: datetime) -> Self:
        """Return the state after a round trip without fault."""
        return type(self)(reachable=True, last_ok=now)

    def failed(self, now: datetime, reason: Fault, *, reachable: bool) -> Self:
        """Return the state after a failure.

        Args:
            now: the present, in UTC.
            reason: why.
            reachable: whether the partner's node answered at all.
        """
        return replace(
            self,
            reachable=reachable,
            failures=self.failures + 1,
            failing_since=self.failing_since or now,
            reason=reason,
        )


def explain(fault: Fault, known: Mapping[str, Reason]) -> tuple[Reason, dict[str, str | int]]:
    """Return the reason and facts that tell people here about a partner's fault.

    Args:
        fault: as it came, or our own.
        known: the reasons of this node, by code.

    Returns:
        The reason of that code, if its sentence can be filled with the facts that came;
        otherwise that the partner refused for a reason unknown here.
    """
    reason, facts = known.get(fault.code), dict(fault.facts)
    if reason is not None:
        try:
            reason.text("en", facts)
        except KeyError:  # The partner's version names other facts.
            pass
        else:
            return reason, facts
    return reasons.UNKNOWN_FAULT, {"code": fault.code}
