"""A memory of what cases come to, so many acts large: the ones used last stay."""

from typing import Generic, TypeVar

from jisr.core.act import Digest

V = TypeVar("V")


class Recent(Generic[V]):
    """What the cases read last come to, while it is of so many acts: each is folded several times.

    Used under the node's lock, as everything that writes is.
    """

    def __init__(self, acts_max: int) -> None:
        self._acts_max = acts_max
        self._kept: dict[Digest, tuple[V, int]] = {}  # The one used longest ago first.
        self._acts = 0

    def get(self, case: Digest) -> V | None:
        """Return what is kept of a case."""
        kept = self._kept.get(case)
        if kept is None:
            return None
        del self._kept[case]
        self._kept[case] = kept
        return kept[0]

    def put(self, case: Digest, value: V, *, acts: int) -> None:
        """Keep what a case of so many acts comes to, and let go what was used longest ago."""
        self.forget(case)
        self._kept[case] = value, acts
        self._acts += acts
        while self._acts > self._acts_max:
            self.forget(next(iter(self._kept)))

    def forget(self, case: Digest) -> None:
        """Let go what is kept of a case."""
        kept = self._kept.pop(case, None)
        if kept is not None:
            self._acts -= kept[1]

    def clear(self) -> None:
        """Let everything go."""
        self._kept.clear()
        self._acts = 0
