"""The door for reading: what a page asks for, logged before it is opened (see `Reader`)."""

from collections.abc import Mapping, Sequence
from typing import Final

from jisr.core.act import Digest, PartyId, Slug, read_object
from jisr.core.canonical import Json, decode
from jisr.core.case import Case
from jisr.core.errors import JisrError, Reason, Refused, Unavailable
from jisr.exchange.waiting import LinkState as LineState
from jisr.exchange.waiting import explain
from jisr.ledger.work.rows import Access, AccessEvent
from jisr.node import authority, guards, prove, reasons
from jisr.node.authority import Action, Handle, Object
from jisr.node.framework_views import FrameworkView
from jisr.node.known import KNOWN
from jisr.node.line import Line
from jisr.node.node import Node
from jisr.node.reading import record
from jisr.node.reading.cases import CaseReader
from jisr.node.reading.framework import framework_view
from jisr.node.reading.home import alarm_rows, home_view, waiting_cases
from jisr.node.reading.labels import Words, reason_text, title_of
from jisr.node.reading.links import Signed, carriers_of, link_of
from jisr.node.reading.proofs import Checked
from jisr.node.reading.told import MARK, MARK_BYTES_MAX, is_playing, told_of
from jisr.node.record_views import AccountRow, Record, Text, Undertaking
from jisr.node.space import Space
from jisr.node.views import (
    AlarmRow,
    CaseRow,
    CaseView,
    HomeView,
    LinkState,
    LogRow,
    NodeView,
    ProofView,
    Site,
    SpaceRow,
    Viewer,
)

VERSION: Final = "2026.11.0"
SITES: Final = Slug("sites")  # Addresses of the demonstration's pages, by party.


def file_prefix(node: Node) -> str:
    """Return what the names of files begin with; a demonstration's say what they are.

    The bytes of a proof or a ledger are signed as they are: the mark stands in the name, and in
    the texts that were signed.
    """
    wire = _document(node, MARK)
    return f"{read_object(wire, 'mark')['code']}-" if wire is not None else "jisr-"


def sites_of(node: Node) -> tuple[Site, ...]:
    """Return where the other nodes of the demonstration show their pages; none in earnest."""
    wire = _document(node, SITES)
    found = read_object(wire, "sites") if wire is not None else {}
    return tuple(
        Site(party=record.party_of(PartyId(party)), address=str(address))
        for party, address in sorted(found.items())
        if party != node.party
    )


class NodeReader:
    """See `Reader`."""

    def __init__(
        self,
        node: Node,
        lines: Mapping[Digest, Line],
        *,
        known: Mapping[str, Reason] = KNOWN,
    ) -> None:
        """Read from `node`.

        Args:
            node: ours.
            lines: how its lines are, by space.
            known: the reasons that a line can give, by code.
        """
        self._node = node
        self._lines = lines
        self._known = known

    def home(self, *, viewer: Viewer) -> HomeView:
        node = self._node
        with node.lock:
            self._log_list(viewer)
            now = node.world.now()
            waiting, beyond = waiting_cases(node.work.views, node.party, now)
            return home_view(
                record.party_of(node.party),
                [reader.row() for reader in self._listed(viewer, waiting)],
                spaces=tuple(self._space(space) for space in node.spaces.values()),
                alarms=self._alarms(),
                holds_record=node.work.register.get(record.RECORD, record.ALL) is not None,
                now=now,
                beyond=beyond,
            )

    def playing(self) -> bool:
        with self._node.lock:
            return is_playing(self._node)

    def accounts(self) -> tuple[AccountRow, ...]:
        with self._node.lock:
            cases, signed = self._readers(), self._signed()
            return tuple(
                record.account_row(row, link_of(row, cases, signed))
                for row in record.rows_of(self._node)
            )

    def record(self) -> Record:
        with self._node.lock:
            register = record.register_of(self._node)
            if register is None:
                return _NO_RECORD
            cases = self._readers()
            sites = sites_of(self._node)
            own, signed = self._node.party, self._signed()
            return record.record_view(
                register,
                lambda item: carriers_of(item, cases, own=own, sites=sites, signed=signed),
            )

    def undertaking(self, slug: Slug) -> Undertaking | None:
        found = (item for item in self.record().undertakings if item.slug == slug)
        return next(found, None)

    def cases(self, *, viewer: Viewer) -> tuple[CaseRow, ...]:
        with self._node.lock:
            self._log_list(viewer)
            rows = [reader.row() for reader in self._listed(viewer)]
        # The most pressing first: due soonest, then those without a date, then the ended.
        return tuple(
            sorted(
                rows,
                key=lambda r: (
                    r.ended,
                    r.due is None,
                    r.due.at if r.due else r.opened_at,
                    r.reference,
                ),
            )
        )

    def case(self, id: Digest, *, viewer: Viewer) -> CaseView | None:
        with self._node.lock:
            reader = self._reader(id)
            handle = None if reader is None else self._leave(viewer, Action.READ, _about(reader))
            if reader is None or handle is None:
                return None
            handle.log(Access.READ, purpose=Slug(viewer.purpose))
            told = reader.told.undertaking
            return reader.view(self.undertaking(Slug(told.lower())) if told else None)

    def proof(self, act: Digest, *, viewer: Viewer) -> ProofView | None:
        with self._node.lock:
            entry = self._node.ledger.find(act)
            reader = self._reader(entry.case) if entry and entry.case else None
            if entry is None or reader is None or act not in reader.case.verdicts:
                return None
            handle = self._leave(viewer, Action.READ, _about(reader))
            if handle is None:
                return None
            handle.log(Access.READ, purpose=Slug(viewer.purpose), act=act)
            try:
                raw = prove.prove(self._node, act)
            except JisrError:
                return None
            return ProofView(
                act=reader.act(reader.case.verdicts[act]),
                case=reader.row(),
                claims=Checked(raw, verify=self._node.world.verify).claims(),
                checked_at=self._node.world.now(),
                file_name=f"{file_prefix(self._node)}proof-{act[:12]}.json",
                file_bytes=len(raw),
            )

    def proof_file(self, act: Digest, *, viewer: Viewer) -> bytes | None:
        with self._node.lock:
            entry = self._node.ledger.find(act)
            if entry is None or entry.space not in self._node.spaces:
                return None
            handle = self._leave(viewer, Action.EXPORT_HEADERS, authority.of_act(self._node, act))
            if handle is None:
                return None
            handle.log(Access.EXPORTED, purpose=Slug(viewer.purpose), act=act)
            try:
                return prove.prove(self._node, act)
            except JisrError:
                return None

    def frameworks(self) -> tuple[FrameworkView, ...]:
        with self._node.lock:
            spaces = self._node.spaces.values()
            now = {space.edition(): self._framework(space) for space in spaces}
            kept = {
                reader.words.edition.digest: framework_view(
                    reader.words.edition,
                    signed_by=reader.space.founding.parties,
                    in_force=False,
                )
                for reader in self._readers()
                if reader.words.edition.digest not in now
            }
            return (*now.values(), *kept.values())

    def node(self) -> NodeView:
        with self._node.lock:
            node = self._node
            return NodeView(
                party=record.party_of(node.party),
                version=VERSION,
                spaces=tuple(self._space(space) for space in node.spaces.values()),
                others=sites_of(node),
                alarms=self._alarms(),
            )

    # --- parts ----------------------------------------------------------------------------

    def _readers(self, cases: Sequence[Digest] | None = None) -> list[CaseReader]:
        """Return a reader for each case, with case zero of each space that has been revised.

        Args:
            cases: which; None for those changed last, as many as are read at once.
        """
        ids = [row.case for row in self._node.work.views.cases()] if cases is None else [*cases]
        ids += [id for id, space in self._node.spaces.items() if space.zero.case.verdicts]
        readers = [self._reader(id) for id in dict.fromkeys(ids)]
        return [reader for reader in readers if reader is not None]

    def _reader(self, id: Digest) -> CaseReader | None:
        space = self._node.spaces.get(id)  # The case of a space's own framework.
        if space is None:
            opening = self._node.ledger.find(id)
            space = self._node.spaces.get(opening.space) if opening else None
        case = space.case(id) if space else None
        if space is None or case is None or isinstance(case, Reason):
            return None
        words = self._words(case)
        if words is None:
            return None
        return CaseReader(
            node=self._node, space=space, case=case, words=words, told=told_of(self._node, id)
        )

    def _words(self, case: Case) -> Words | None:
        edition = self._node.editions.get(case.tip.under.framework)
        if edition is None:
            return None
        return Words(edition=edition, procedure=edition.procedures[case.tip.under.procedure])

    def _signed(self) -> Signed:
        """Return what each space has signed, as far as the text of it is here."""
        found = [
            (space.founding.parties, self._node.editions.get(space.edition()))
            for space in self._node.spaces.values()
        ]
        return [(parties, edition) for parties, edition in found if edition is not None]

    def _framework(self, space: Space) -> FrameworkView:
        digest = space.edition()
        edition = self._node.editions.get(digest)
        if edition is None:  # Lost with the work store; the partner has been asked for it.
            raise Unavailable(reasons.UNKNOWN_EDITION, digest=digest[:12])
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
            reason=self._halted(space) or _reason(state, self._known),
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

    def _alarms(self) -> tuple[AlarmRow, ...]:
        spaces = self._node.spaces.items()
        named = {
            str(id): (record.party_of(space.partner), title_of(self._node, space))
            for id, space in spaces
        }
        return alarm_rows(self._node.work.partners.alarms(), named)

    def _halted(self, space: Space) -> Text | None:
        """Return in words what people have to decide before anything of ours leaves."""
        try:
            guards.check_not_stopped(self._node, space)
            guards.check_heard(self._node, space)
        except JisrError as error:
            return reason_text(error.reason, error.facts)
        return None

    def _log_list(self, viewer: Viewer) -> None:
        """Write that somebody lists cases, before they are listed."""
        event = AccessEvent(
            at=self._node.world.now(),
            officer=viewer.officer,
            access=Access.SEARCHED,
            purpose=Slug(viewer.purpose),
        )
        self._node.work.access.append([event])

    def _listed(self, viewer: Viewer, cases: Sequence[Digest] | None = None) -> list[CaseReader]:
        """Return a reader for each case that the viewer may see in a list."""
        return [
            reader
            for reader in self._readers(cases)
            if self._leave(viewer, Action.LIST, _about(reader)) is not None
        ]

    def _leave(self, viewer: Viewer, action: Action, about: Object) -> Handle | None:
        """Return leave for an object; None where there is none, as if it were not here (V1)."""
        try:
            return authority.authorize(self._node, viewer.officer, action, about)
        except Refused:
            return None


_NO_RECORD: Final = Record(
    note=Text("", "", ""), articles=(), meetings=(), undertakings=(), wrong_names=()
)


def _about(reader: CaseReader) -> Object:
    case = reader.case
    return Object(
        sort=authority.Sort.CASE,
        space=reader.space.id,
        case=case.root.id,
        procedure=case.tip.under.procedure,
    )


def _link_state(state: LineState, *, stopped: bool) -> LinkState:
    if stopped:
        return LinkState.STOPPED
    return LinkState.CONNECTED if state.reachable else LinkState.WAITING


def _reason(state: LineState, known: Mapping[str, Reason]) -> Text | None:
    """Return in words why the last try on a line failed."""
    if state.reason is None:
        return None
    reason, facts = explain(state.reason, known)
    return reason_text(reason, facts)


def _document(node: Node, kind: Slug) -> Json:
    document = node.work.register.get(kind, record.ALL)
    return decode(document.content, bytes_max=MARK_BYTES_MAX) if document else None
