"""Where a reader can go next: "try it" of each account, and what carries an undertaking out."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from jisr.core.act import PartyId, Slug
from jisr.framework.edition import Edition
from jisr.node.reading.cases import CaseReader
from jisr.node.reading.record import party_of
from jisr.node.record_views import Carrier, CarrierKind, Link, Page, Text
from jisr.node.views import Site
from jisr.record import accounts
from jisr.record import register as source

FOLLOW_UP: Final = Slug("undertaking")  # The procedure under which undertakings are followed.
RULES: Final = Text(
    "قراءة المسطرة الموقَّعة", "lire la procédure signée", "read the signed procedure"
)
FOLLOWED: Final = Text(
    "تتبّع هذا التعهد، ملفًا مشتركًا بين الطرفين",
    "le suivi de cet engagement, dossier commun aux deux parties",
    "how this undertaking is followed up, as a case of both parties",
)
ELSEWHERE: Final = Text(
    "الصفحة نفسها في عقدة الطرف المعني",
    "la même page, sur le nœud de la partie concernée",
    "the same page, on the node of the party concerned",
)
_ANCHORS: Final = {
    accounts.Page.RECORD: "",
    accounts.Page.MEETINGS: "meetings",
    accounts.Page.UNDERTAKINGS: "undertakings",
    accounts.Page.NAMES: "names",
    accounts.Page.INSTRUMENTS: "instruments",
}


# What the spaces of this node have signed, by the parties of each.
Signed = Sequence[tuple[tuple[PartyId, PartyId], Edition]]


def link_of(row: accounts.Row, cases: Sequence[CaseReader], signed: Signed) -> Link | None:
    """Return where "try it" leads on this node; None where there is nothing to try here."""
    target = row.target
    if target is None:
        return None
    match target.page:
        case accounts.Page.CASE:
            return _furthest(_of(cases, target.procedure, target.which))
        case accounts.Page.CROSSING:
            return _furthest(reader for reader in cases if reader.case.crossings)
        case accounts.Page.PROOF:
            return _proof(cases)
        case accounts.Page.FRAMEWORK if target.procedure:
            return _rules(target.procedure, signed, pair=target.which)
        case accounts.Page.FRAMEWORK:
            return Link(page=Page.FRAMEWORK)
        case accounts.Page.NODE:
            return Link(page=Page.NODE)
        case _:
            return Link(page=Page.RECORD, key=_ANCHORS[target.page])


def carriers_of(
    item: source.Undertaking,
    cases: Sequence[CaseReader],
    *,
    own: PartyId,
    sites: Sequence[Site],
    signed: Signed,
) -> tuple[Carrier, ...]:
    """Return what carries an undertaking out, the mechanism at work first.

    Args:
        item: an undertaking of the record.
        cases: the cases of this node.
        own: the party of this node.
        sites: where the other nodes of the demonstration show their pages.
        signed: what the spaces of this node have signed.
    """
    mine = [r for r in cases if item.id in (r.told.undertaking, *r.told.serves)]
    if not mine and own not in item.parties:
        return _elsewhere(item, sites)
    found = [_case(reader, item) for reader in mine]
    found.sort(key=lambda carrier: carrier.kind is CarrierKind.FOLLOW_UP)
    works = any(carrier.kind is CarrierKind.MECHANISM for carrier in found)
    procedure = item.carried_out_by
    if not works and procedure is not None and procedure != FOLLOW_UP:
        link = _rules(procedure, signed) or Link(page=Page.FRAMEWORK)
        found.insert(0, Carrier(label=RULES, link=link, invented=False, kind=CarrierKind.RULES))
    return tuple(found)


def _case(reader: CaseReader, item: source.Undertaking) -> Carrier:
    followed = reader.case.tip.under.procedure == FOLLOW_UP
    beside = followed and item.carried_out_by != FOLLOW_UP
    return Carrier(
        label=FOLLOWED if followed else reader.told.title or reader.row().procedure,
        link=Link(page=Page.CASE, key=reader.case.root.id),
        invented=reader.told.invented,
        kind=CarrierKind.FOLLOW_UP if beside else CarrierKind.MECHANISM,
    )


def _elsewhere(item: source.Undertaking, sites: Sequence[Site]) -> tuple[Carrier, ...]:
    """Return the same page on the nodes of the parties: this node sees nothing of their space."""
    key = item.id.lower()
    return tuple(
        Carrier(
            label=ELSEWHERE,
            link=Link(page=Page.UNDERTAKING, key=key, site=site.address),
            invented=False,
            kind=CarrierKind.ELSEWHERE,
            at=party_of(site.party.id),
        )
        for site in sites
        if site.party.id in item.parties
    )


def _of(
    cases: Iterable[CaseReader], procedure: Slug | None, undertaking: str | None
) -> list[CaseReader]:
    """Return the cases of a procedure; those that carry out the undertaking, if there are any."""
    found = [reader for reader in cases if reader.case.tip.under.procedure == procedure]
    wanted = [reader for reader in found if undertaking in (None, reader.told.undertaking)]
    return wanted or found


def _rules(procedure: Slug, signed: Signed, *, pair: str | None = None) -> Link | None:
    """Return a link to a procedure as it is signed, by a pair of parties if one is named."""
    for parties, edition in signed:
        named = pair is None or set(pair.split("-")) == set(parties)
        if named and procedure in edition.procedures:
            return Link(page=Page.FRAMEWORK, key=edition.digest, part=f"procedure-{procedure}")
    return None


def _proof(cases: Sequence[CaseReader]) -> Link | None:
    """Return a link to the proof of an opening that is settled: an invented case before others."""
    settled = [reader for reader in cases if reader.case.settled and reader.case.root.held]
    if not settled:
        return None
    invented: Callable[[CaseReader], bool] = lambda reader: reader.told.invented  # noqa: E731
    return Link(page=Page.PROOF, key=max(settled, key=invented).case.root.id)


def _furthest(cases: Iterable[CaseReader]) -> Link | None:
    """Return a link to the case that has come the furthest."""
    found = list(cases)
    if not found:
        return None
    best = max(found, key=lambda reader: (reader.case.ended, len(reader.case.path)))
    return Link(page=Page.CASE, key=best.case.root.id)
