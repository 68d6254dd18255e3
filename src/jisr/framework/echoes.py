"""One mistake, one fault: what only follows from another fault is left out (FRA-3).

A clause that cannot be read leaves its act unused and its state unreached; telling all three
would hide the one line to mend.  Nothing is lost: mended, the checker speaks of the rest.
"""

from collections.abc import Iterator
from typing import Final

from jisr.framework import reasons_edition, reasons_procedure
from jisr.framework.edition import Edition
from jisr.framework.faults import Fault
from jisr.framework.source import Block, Items, Node

# In a file of which something could not be read, these may be about what is missing.
_OF_READING: Final = frozenset(
    reason.code
    for reason in (
        reasons_procedure.UNUSED,
        reasons_procedure.ACCEPTS_NOTHING,
        reasons_procedure.ALIKE_IDLE,
        reasons_procedure.FORM_EMPTY,
        reasons_procedure.RETENTION_TERM,
        reasons_edition.CALENDAR_STRANGE,
        reasons_edition.CALENDAR_MISSING,  # At the manifest.
        reasons_edition.REVISION_UNFIT,
    )
)


def without_echoes(edition: Edition, faults: list[Fault]) -> list[Fault]:
    """Return the faults without those that another one explains."""
    broken = {fault.file for fault in edition.faults}
    unknown = {
        (fault.file, fault.facts["section"])
        for fault in faults
        if fault.reason is reasons_procedure.UNKNOWN_NAME
    }
    names = {path: set(_names(tree)) for path, tree in edition.trees.items()}
    return [
        fault
        for fault in faults
        if fault in edition.faults
        or not (
            (fault.file in broken and fault.code in _OF_READING)
            or _is_of_a_name(fault, broken, names, unknown)
            or _is_of_a_file(edition, fault, broken, names)
        )
    ]


def _is_of_a_name(
    fault: Fault,
    broken: set[str],
    names: dict[str, set[str]],
    unknown: set[tuple[str, str | int]],
) -> bool:
    """Say whether a name is unknown because its definition is faulty, or unused for a typo."""
    if fault.reason is reasons_procedure.UNUSED:
        of_procedures = any("/procedures/" in path for path in broken)
        return (fault.file, fault.facts["section"]) in unknown or (
            of_procedures and ("/codes/" in fault.file or fault.file.endswith("/lengths.yaml"))
        )
    if fault.reason is not reasons_procedure.UNKNOWN_NAME:
        return False
    name = str(fault.facts["name"])
    defined = fault.file in broken and name.lower() in names[fault.file]
    return defined or any(path.endswith(f"/codes/{name}.yaml") for path in broken)


def _is_of_a_file(
    edition: Edition, fault: Fault, broken: set[str], names: dict[str, set[str]]
) -> bool:
    """Say whether something is missing because the file that has it is faulty."""
    if fault.reason is reasons_edition.NO_REVISION:
        return any(path.endswith("/procedures/framework-revision.yaml") for path in broken)
    if fault.reason is reasons_edition.CALENDAR_MISSING:
        return any(path.endswith(f"/calendars/{fault.facts['party']}.yaml") for path in broken)
    if fault.reason is reasons_edition.CALENDAR_STRANGE:
        return edition.manifest.at.file in broken
    if fault.reason is reasons_edition.UNKNOWN_SOURCE:
        return any(
            path.endswith("/instruments.yaml")
            and (path not in names or fault.facts["source"] in names[path])
            for path in broken
        )
    return False


def _names(node: Node) -> Iterator[str]:
    """Yield every key of a tree, in lower case: a name misspelt only so is meant."""
    if isinstance(node, Block):
        for key, value in node.entries:
            yield key.text.lower()
            yield from _names(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _names(item)
