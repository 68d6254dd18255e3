"""The door for reading: what a page asks for, logged before it is opened (see `Reader`)."""

from collections.abc import Callable, Mapping
from typing import Final

from jisr.core.act import Digest, PartyId, Slug, read_object
from jisr.core.canonical import decode
from jisr.core.case import Case
from jisr.core.errors import JisrError, Reason
from jisr.exchange.waiting import LinkState as LineState
from jisr.exchange.waiting import explain
from jisr.ledger.work.rows import Access, AccessEvent
from jisr.ledger.work.rows import CaseRow as KeptCase
from jisr.node import guards, prove
from jisr.node.known import KNOWN
from jisr.node.line import Line
from jisr.node.node import Node
from jisr.node.reading import record
from jisr.node.reading.cases import CaseReader, Told
from jisr.node.reading.framework import framework_view
from jisr.node.reading.labels import Words, reason_text
from jisr.node.reading.proofs import Checked
from jisr.node.record_views import AccountRow, Carrier, Link, Page, Record, Text, Undertaking
from jisr.node.space import Space
from jisr.node.views import (
    CaseRow,
    CaseView,
    FrameworkView,
    LinkState,
    LogRow,
    NodeView,
    ProofView,
    SpaceRow,
    Viewer,
)
from jisr.record import accounts
from jisr.record import register as source

VERSION: Final = "2026.11.0"
# Kinds of documents in the work store.
TOLD: Final = Slug("told")  # By case: title and origin, for the demonstration's invented cases.
MARK: Final = Slug("mark")
SITES: Final = Slug("sites")  # Addresses of the other demonstration nodes' pages, by party.
TOLD_BYTES_MAX: Final = 64 * 1024
PURPOSE: Final = Slug("screen")
FRAMEWORK: Final = Text("الإطار الموقَّع", "le cadre signé", "the signed framework")
NO_MARK: Final = Text("عقدة تجريبية", "nœud d’essai", "trial node")


def mark_of(node: Node) -> Text:
    """Return the mark that every page bears."""
    document = node.work.register.get(MARK, record.ALL)
    if document is None:
        return NO_MARK
    return _text(read_object(decode(document.content, bytes_max=TOLD_BYTES_MAX), "mark"))


class NodeReader:
    """See `Reader`."""

    def __init__(self, node: Node, lines: Mapping[Digest, Line]) -> None:
        """Read from `node`; `lines` say how its lines are."""
        self._node = node
        self._lines = lines

    def accounts(self) -> tuple[AccountRow, ...]:
        with self._node.lock:
            cases = self._readers()
            return tuple(
                record.account_row(row, _link(row, cases)) for row in record.rows_of(self._node)
            )

    def record(self) -> Record:
        with self._node.lock:
            register = record.register_of(self._node)
            if register is None:
                return _NO_RECORD
            cases = self._readers()
            return record.record_view(register, lambda item: _carriers(item, cases))

    def undertaking(self, slug: Slug) -> Undertaking | None:
        found = (item for item in self.record().undertakings if item.slug == slug)
        return next(found, None)

    def cases(self, *, viewer: Viewer) -> tuple[CaseRow, ...]:
        with self._node.lock:
            self._log(viewer, Access.SEARCHED)
            rows = [reader.row() for reader in self._readers()]
        # The most pressing first: due soonest, then those without a date, then the ended.
        return tuple(
            sorted(
                rows,
                key=lambda r: (r.ended, r.due is None, r.due.at if r.due else r.opened_at),
            )
        )

    def case(self, id: Digest, *, viewer: Viewer) -> CaseView | None:
        with self._node.lock:
            reader = self._reader(id)
            if reader is None:
                return None
            self._log(viewer, Access.READ, space=reader.space.id, case=id)
            told = reader.told.undertaking
            return reader.view(self.undertaking(Slug(told.lower())) if told else None)

    def proof(self, act: Digest, *, viewer: Viewer) -> ProofView | None:
        with self._node.lock:
            entry = self._node.ledger.find(act)
            reader = self._reader(entry.case) if entry and entry.case else None
            if entry is None or reader is None or act not in reader.case.verdicts:
                return None
            self._log(viewer, Access.READ, space=entry.space, case=entry.case, act=act)
            try:
                raw = prove.prove(self._node, act)
            except JisrError:
                return None
            return ProofView(
                act=reader.act(reader.case.verdicts[act]),
                case=reader.row(),
                claims=Checked(raw, verify=self._node.world.verify).claims(),
                checked_at=self._node.world.now(),
                file_name=f"jisr-proof-{act[:12]}.json",
                file_bytes=len(raw),
            )

    def proof_file(self, act: Digest, *, viewer: Viewer) -> bytes | None:
        with self._node.lock:
            entry = self._node.ledger.find(act)
            if entry is None or entry.space not in self._node.spaces:
                return None
            self._log(viewer, Access.EXPORTED, space=entry.space, case=entry.case, act=act)
            try:
                return prove.prove(self._node, act)
            except JisrError:
                return None

    def frameworks(self) -> tuple[FrameworkView, ...]:
        with self._node.lock:
            return tuple(self._framework(space) for space in self._node.spaces.values())

    def node(self) -> NodeView:
        with self._node.lock:
            node = self._node
            sites = node.work.register.get(SITES, record.ALL)
            wire = decode(sites.content, bytes_max=TOLD_BYTES_MAX) if sites else {}
            return NodeView(
                party=record.party_of(node.party),
                version=VERSION,
                spaces=tuple(self._space(space) for space in node.spaces.values()),
                others={PartyId(p): str(url) for p, url in read_object(wire, "sites").items()},
            )

    # --- parts ----------------------------------------------------------------------------

    def _readers(self) -> list[CaseReader]:
        rows: list[KeptCase] = list(self._node.work.views.cases())
        readers = [self._reader(row.case) for row in rows]
        return [reader for reader in readers if reader is not None]

    def _reader(self, id: Digest) -> CaseReader | None:
        opening = self._node.ledger.find(id)
        space = self._node.spaces.get(opening.space) if opening else None
        case = space.case(id) if space else None
        if space is None or case is None or isinstance(case, Reason):
            return None
        words = self._words(case)
        if words is None:
            return None
        return CaseReader(node=self._node, space=space, case=case, words=words, told=self._told(id))

    def _words(self, case: Case) -> Words | None:
        edition = self._node.editions.get(case.tip.under.framework)
        if edition is None:
            return None
        return Words(edition=edition, procedure=edition.procedures[case.tip.under.procedure])

    def _told(self, case: Digest) -> Told:
        document = self._node.work.register.get(TOLD, case)
        if document is None:
            return Told()
        wire = read_object(decode(document.content, bytes_max=TOLD_BYTES_MAX), "told")
        undertaking = wire.get("undertaking")
        return Told(
            title=_text(read_object(wire["title"], "title")),
            invented=wire.get("invented") is True,
            undertaking=undertaking if isinstance(undertaking, str) else None,
        )

    def _framework(self, space: Space) -> FrameworkView:
        edition = self._node.editions.get(space.edition())
        assert edition is not None, "a space is only entered with its edition"
        return framework_view(edition, signed_by=space.founding.parties)

    def _space(self, space: Space) -> SpaceRow:
        line = self._lines.get(space.id)
        state = line.state if line else LineState()
        stopped = guards.is_halted(self._node, space)
        waiting = len(self._node.work.outbox.waiting(space.id))
        return SpaceRow(
            id=space.id,
            partner=record.party_of(space.partner),
            framework=self._framework(space),
            link=_link_state(state, stopped=stopped),
            last_contact=state.last_ok,
            queued=waiting,
            reason=_reason(state),
            logs=tuple(
                LogRow(
                    party=record.party_of(party),
                    size=log.size,
                    head=log.head if log.size else None,
                    countersigned=prove.countersigned(self._node, space, party),
                )
                for party, log in space.logs.items()
            ),
        )

    def _log(
        self,
        viewer: Viewer,
        access: Access,
        *,
        space: Digest | None = None,
        case: Digest | None = None,
        act: Digest | None = None,
    ) -> None:
        """Write who reads what, before it is read."""
        self._node.work.access.append(
            [
                AccessEvent(
                    at=self._node.world.now(),
                    officer=viewer.officer,
                    access=access,
                    purpose=PURPOSE,
                    space=space,
                    case=case,
                    act=act,
                )
            ]
        )


_NO_RECORD: Final = Record(
    note=Text("", "", ""), articles=(), meetings=(), undertakings=(), wrong_names=()
)


def _text(wire: Mapping[str, object]) -> Text:
    return Text(ar=str(wire["ar"]), fr=str(wire["fr"]), en=str(wire["en"]))


def _link_state(state: LineState, *, stopped: bool) -> LinkState:
    if stopped:
        return LinkState.STOPPED
    return LinkState.CONNECTED if state.reachable else LinkState.WAITING


def _link(row: accounts.Row, cases: list[CaseReader]) -> Link | None:
    """Return where "try it" leads on this node; None where there is nothing to try."""
    if row.target is None:
        return None
    match row.target.page:
        case accounts.Page.CASE:
            wanted = row.target.procedure
            return _first(cases, lambda r: r.case.tip.under.procedure == wanted)
        case accounts.Page.CROSSING:
            return _first(cases, lambda r: bool(r.case.crossings))
        case accounts.Page.PROOF:
            settled = [r for r in cases if r.case.settled and r.case.root.held]
            return Link(page=Page.PROOF, key=settled[0].case.root.id) if settled else None
        case accounts.Page.UNDERTAKINGS | accounts.Page.RECORD:
            return Link(page=Page.RECORD)
        case accounts.Page.FRAMEWORK:
            return Link(page=Page.FRAMEWORK)
        case accounts.Page.NODE:
            return Link(page=Page.NODE)


def _first(cases: list[CaseReader], fits: Callable[[CaseReader], bool]) -> Link | None:
    """Return a link to the case that fits and has come the furthest."""
    found = [reader for reader in cases if fits(reader)]
    if not found:
        return None
    best = max(found, key=lambda reader: (reader.case.ended, len(reader.case.path)))
    return Link(page=Page.CASE, key=best.case.root.id)


def _carriers(item: source.Undertaking, cases: list[CaseReader]) -> tuple[Carrier, ...]:
    """Return the mechanisms that carry an undertaking out, the demonstration's cases first."""
    found = [
        Carrier(
            label=reader.told.title or reader.row().procedure,
            link=Link(page=Page.CASE, key=reader.case.root.id),
            invented=reader.told.invented,
        )
        for reader in cases
        if reader.told.undertaking == item.id
    ]
    if not found and item.carried_out_by is not None:
        found.append(Carrier(label=FRAMEWORK, link=Link(page=Page.FRAMEWORK), invented=False))
    return tuple(found)


def _reason(state: LineState) -> Text | None:
    """Return in words why the last try on a line failed."""
    if state.reason is None:
        return None
    reason, facts = explain(state.reason, KNOWN)
    return reason_text(reason, facts)
