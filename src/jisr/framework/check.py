"""The checker: everything that keeps an edition from being signed, as one flat list.

Three rungs: what could not be read; names; then, for a procedure whose names all exist, the
properties that make it sound and fair.  Deterministic: sorted by file and line (FRA-3).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from jisr.core.act import Digest
from jisr.framework.check_deadlines import check_deadlines
from jisr.framework.check_edition import check_edition
from jisr.framework.check_fairness import check_fairness
from jisr.framework.check_names import check_names
from jisr.framework.check_seals import check_seals
from jisr.framework.echoes import without_echoes
from jisr.framework.edition import Edition, parse_edition
from jisr.framework.faults import Fault

NO_EDITIONS: Final[Mapping[Digest, Edition]] = MappingProxyType({})


def check(edition: Edition, *, previous: Mapping[Digest, Edition] = NO_EDITIONS) -> list[Fault]:
    """Return every fault of an edition; none means that it may be signed.

    Args:
        edition: as `parse_edition` returned it.
        previous: older editions by digest, for migrations to be judged total.

    Source: docs/spec/framework.md, FRA-16 to FRA-28 and FRA-33.
    """
    faults = [*edition.faults, *check_edition(edition, previous)]
    broken = {fault.file for fault in edition.faults}
    for procedure in edition.procedures.values():
        names = check_names(edition, procedure)
        faults += names
        if not names and procedure.at.file not in broken:
            faults += check_fairness(procedure)
            faults += check_deadlines(edition, procedure)
            faults += check_seals(procedure)
    told = without_echoes(edition, faults)
    return sorted(told, key=lambda fault: (fault.file, fault.line, fault.code))


def load_edition(
    files: Mapping[str, bytes], *, pack: str, previous: Mapping[Digest, Edition] = NO_EDITIONS
) -> Edition:
    """Return a sound edition.

    Raises:
        Malformed: the first fault that the checker finds.
    """
    edition = parse_edition(files, pack=pack)
    faults = check(edition, previous=previous)
    if faults:
        raise faults[0].error()
    return edition
