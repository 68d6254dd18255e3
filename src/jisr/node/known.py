"""Every reason a partner's node can give, by code: its faults are told to our people in words."""

from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Final

from jisr.core import reasons as core_reasons
from jisr.core.errors import Reason
from jisr.exchange import reasons as exchange_reasons
from jisr.ledger import reasons as ledger_reasons
from jisr.node import reasons as node_reasons

_MODULES: Final = (core_reasons, exchange_reasons, ledger_reasons, node_reasons)


def _of(module: ModuleType) -> list[Reason]:
    return [value for value in vars(module).values() if isinstance(value, Reason)]


KNOWN: Final[Mapping[str, Reason]] = MappingProxyType(
    {reason.code: reason for module in _MODULES for reason in _of(module)}
)
