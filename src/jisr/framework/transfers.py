"""On what ground a party's data on persons go to the other, and until when (FRA-50).

transfers:
  FR: {ground: instrument, until: 2036-12-31, status: proposed, source: directive-2016-680}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jisr.core.act import PartyId, read_party
from jisr.core.errors import Malformed
from jisr.framework import reasons
from jisr.framework import reasons_edition as edition_reasons
from jisr.framework.faults import Fault
from jisr.framework.lengths import need
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    Provenance,
    read_provenance,
)
from jisr.framework.shape import Label, fault, read_block, read_scalar, read_word
from jisr.framework.source import Block, Node, Scalar

_DAY: Final = len("2026-12-31")


class Ground(StrEnum):
    """What a transfer to a country outside the Union rests on."""

    ADEQUACY = "adequacy"
    INSTRUMENT = "instrument"
    ASSESSMENT = "assessment"
    DEROGATION = "derogation"


GROUNDS: Final[Mapping[Ground, Label]] = {
    Ground.ADEQUACY: Label(
        ar="قرار بملاءمة مستوى الحماية",
        fr="décision d’adéquation",
        en="adequacy decision",
    ),
    Ground.INSTRUMENT: Label(
        ar="ضمانات ملائمة في صك ملزم قانونًا",
        fr="garanties appropriées dans un instrument juridiquement contraignant",
        en="appropriate safeguards in a legally binding instrument",
    ),
    Ground.ASSESSMENT: Label(
        ar="تقييم انتهى إلى وجود ضمانات ملائمة",
        fr="évaluation qui conclut à des garanties appropriées",
        en="assessment that finds appropriate safeguards",
    ),
    Ground.DEROGATION: Label(
        ar="استثناء، في حالة بعينها وبقرار من إنسان",
        fr="dérogation, pour un cas particulier et sur décision humaine",
        en="derogation, for a single case and on a human’s determination",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """The ground on which one party's data on persons go to the other."""

    ground: Ground
    until: date  # The last day on which it holds.
    provenance: Provenance


def read_transfers(
    node: Node | None, parties: Mapping[PartyId, Label], faults: list[Fault]
) -> dict[PartyId, Transfer]:
    """Read `transfers:` of a manifest: of each party listed ground, last day and source.

    Args:
        node: a block by party; None lists none.
        parties: those of the edition.
        faults: whatever is wrong is appended; what has a fault is left out.
    """
    found: dict[PartyId, Transfer] = {}
    if node is not None and not isinstance(node, Block):
        faults.append(fault(node, reasons.WRONG_SHAPE, shape="FR: {ground: …}"))
    for key, item in node.entries if isinstance(node, Block) else ():
        party, transfer = _party(key, parties, faults), _transfer(key, item, faults)
        if party is not None and transfer is not None:
            found[party] = transfer
    return found


def _party(key: Scalar, parties: Mapping[PartyId, Label], faults: list[Fault]) -> PartyId | None:
    try:
        party = read_party(key.text, "party")
    except Malformed:
        faults.append(fault(key, edition_reasons.NOT_A_PARTY, party=key.text[:16]))
        return None
    if party not in parties:
        facts = {"value": party, "known": ", ".join(sorted(parties))}
        faults.append(fault(key, reasons.UNKNOWN_VALUE, **facts))
        return None
    return party


def _transfer(key: Scalar, node: Node, faults: list[Fault]) -> Transfer | None:
    required = f"ground until {PROVENANCE_REQUIRED}"
    block = read_block(node, faults, required=required, optional=PROVENANCE_OPTIONAL)
    if block is None:
        return None
    ground = read_word(need(block, "ground"), tuple(Ground), faults)
    until = _day(need(block, "until"), faults)
    provenance = read_provenance(block, faults)
    if provenance is not None and provenance.source is None:
        faults.append(fault(key, edition_reasons.TRANSFER_SOURCE, party=key.text[:16]))
        return None
    if ground is None or until is None or provenance is None:
        return None
    return Transfer(ground=Ground(ground), until=until, provenance=provenance)


def _day(node: Node, faults: list[Fault]) -> date | None:
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    try:
        found = date.fromisoformat(scalar.text)
    except ValueError:
        found = None
    if found is None or len(scalar.text) != _DAY or found.isoformat() != scalar.text:
        faults.append(fault(scalar, reasons.WRONG_SHAPE, shape="2027-12-31"))
        return None
    return found
