"""Import the public record: read strictly, check that its facts fit, then keep it whole."""

from jisr.core.act import Slug
from jisr.core.errors import Refused
from jisr.ledger.work.rows import Document
from jisr.node.node import Node
from jisr.node.reading.record import ACCOUNTS, ALL, RECORD, register_of
from jisr.ops import reasons_cli
from jisr.record import check, check_accounts, parse_accounts, parse_register
from jisr.record.reading import FILE_BYTES_MAX, read_json
from jisr.record.texts import Fault

__all__ = ["FILE_BYTES_MAX", "import_record"]


def import_record(node: Node, raw: bytes) -> Slug:
    """Keep a register, or the table of what its accounts describe, in place of the one before.

    Returns:
        Which of the two it was.

    Raises:
        Malformed: it is neither.
        Refused: its facts do not fit together, and which first; nothing was kept.
    """
    wire = read_json(raw)
    if isinstance(wire, dict) and "rows" in wire:
        kind, faults = ACCOUNTS, _accounts(node, raw)
    else:
        kind, faults = RECORD, check(parse_register(raw))
    for fault in faults:
        raise Refused(fault.reason, **fault.facts)
    node.work.register.put(Document(kind=kind, id=ALL, content=raw, updated=node.world.now()))
    return kind


def _accounts(node: Node, raw: bytes) -> tuple[Fault, ...]:
    rows = parse_accounts(raw)
    register = register_of(node)
    if register is None:
        raise Refused(reasons_cli.REGISTER_FIRST)
    return check_accounts(rows, articles=len(register.articles))
