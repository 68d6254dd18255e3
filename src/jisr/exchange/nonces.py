"""Which requests were answered lately: the same bytes again are refused while remembered."""

from dataclasses import dataclass
from typing import Self

from jisr.core.errors import Refused
from jisr.exchange import reasons
from jisr.exchange.limits import NONCES_KEPT
from jisr.exchange.values import Nonce


@dataclass(frozen=True, slots=True, kw_only=True)
class NonceWindow:
    """The last requests of a link, in two generations of half the size each.

    Forgetting is harmless: a request whose nonce is forgotten finds every act known, and the
    partner's receipt, an act itself, is the same bytes as before (EXC-21).
    """

    young: frozenset[Nonce] = frozenset()
    old: frozenset[Nonce] = frozenset()

    def admit(self, nonce: Nonce) -> Self:
        """Return the window with this request in it.

        Raises:
            Refused: it is there already.
        """
        if nonce in self.young or nonce in self.old:
            raise Refused(reasons.REPLAYED)
        if len(self.young) < NONCES_KEPT // 2:
            return type(self)(young=self.young | {nonce}, old=self.old)
        return type(self)(young=frozenset({nonce}), old=self.young)
