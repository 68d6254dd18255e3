"""One case as people read it: every act of both sides, with its standing, parts and receipts."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jisr.core.act import Digest, Kind, PartyId, Slug
from jisr.core.canonical import encode
from jisr.core.case import Case, Held, Standing, Verdict, View
from jisr.core.case import Node as Move
from jisr.core.errors import Reason
from jisr.core.table import OPENED
from jisr.core.table import Side as CaseSide
from jisr.framework.due import Reckoner
from jisr.ledger.work.rows import Grade
from jisr.node.node import Node
from jisr.node.reading.contents import Situated, part_rows
from jisr.node.reading.deadlines import local_times, owed_at, term_text
from jisr.node.reading.labels import Words, reason_text, text_of, title_of
from jisr.node.reading.record import PARTY_NAMES, party_of
from jisr.node.reading.reference import name_of
from jisr.node.reading.seals import mirrors_of, seals_of
from jisr.node.reading.told import Told
from jisr.node.reading.values import Values
from jisr.node.record_views import Party, Text, Undertaking
from jisr.node.space import Space
from jisr.node.value_views import Ends
from jisr.node.views import (
    ActRow,
    CaseRow,
    CaseView,
    Crossing,
    CrossingRule,
    Due,
    Receipt,
    Role,
    Side,
    SideMove,
)

OVERTAKEN: Final = Text(
    "تقاطع مع إجراء للطرف الآخر رجّحته المسطرة الموقَّعة.",
    "A croisé un acte de l’autre partie, que la procédure signée fait prévaloir.",
    "It crossed an act of the other party, which the signed procedure lets prevail.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReader:
    """Reads one case of one space."""

    node: Node
    space: Space
    case: Case
    words: Words
    told: Told

    @property
    def reference(self) -> str:
        """The case's short name."""
        return name_of(self.space, self.case)

    @property
    def opened_at(self) -> datetime:
        """When the case began; case zero with the founding document."""
        opening = self.case.root.held
        return opening.act.at if opening else self.space.founding.at

    @property
    def invented(self) -> bool:
        """Whether it is made up: so is whatever a reader of a demonstration types."""
        typed = self.told.mark is not None and self.told.title is None
        return self.told.invented or (typed and self.case.root.held is not None)

    @property
    def _values(self) -> Values:
        return Values(words=self.words, told=self.told, space=self.space)

    def row(self) -> CaseRow:
        """Return the case's line in a list."""
        return CaseRow(
            id=self.case.root.id,
            reference=self.reference,
            title=self.told.title or text_of(self.words.procedure.title),
            procedure=text_of(self.words.procedure.title),
            parties=tuple(self.words.party(party) for party in self.space.founding.parties),
            state=self.words.state(self.case.tip.state),
            ended=self.case.ended,
            turn=self._short(self.case.turn) if self.case.turn else None,
            due=self.due(),
            opened_at=self.opened_at,
            crossed=bool(self.case.crossings),
            invented=self.invented,
            played=self.told.played,
        )

    def view(self, undertaking: Undertaking | None) -> CaseView:
        """Return the case, whole; its parts are opened, so the reading must be logged before."""
        row = self.row()
        acts = {id: self.act(verdict) for id, verdict in self.case.verdicts.items()}
        ordered = sorted(
            self.case.verdicts.values(),
            key=lambda v: (v.held.act.seq + v.held.saw, v.held.act.author),
        )
        return CaseView(
            id=row.id,
            space=self.space.id,
            reference=row.reference,
            title=row.title,
            procedure=self.case.tip.under.procedure,
            procedure_name=row.procedure,
            framework=self.case.tip.under.framework,
            invented=row.invented,
            roles=tuple(
                Role(party=self.words.party(party), name=self.words.role(side))
                for party, side in (
                    (self.case.root.opener, CaseSide.OPENER),
                    (self.case.root.other, CaseSide.OTHER),
                )
            ),
            state=row.state,
            ended=row.ended,
            turn=row.turn,
            due=row.due,
            acts=tuple(acts[v.held.id] for v in ordered if v.held.act.act != OPENED),
            crossings=tuple(
                self._crossing(acts, c.on, c.winner, c.loser) for c in self.case.crossings
            ),
            sides=tuple(self._sides()),
            undertaking=undertaking,
            space_title=title_of(self.node, self.space),
            played=row.played,
            transfers=self.words.transfers(),
            mirrors=mirrors_of(self.node, self.space, self.case, self._values),
        )

    def act(self, verdict: Verdict) -> ActRow:
        """Return one act, with what is here of its parts."""
        held = verdict.held
        act = held.act
        assert act.act is not None
        note = act.kind is Kind.NOTE
        return ActRow(
            id=held.id,
            author=self.words.party(act.author),
            role=self.words.role(self.case.root.side(act.author)),
            epoch=act.epoch,
            seq=act.seq,
            at=act.at,
            kind=act.kind,
            name=self.words.act(act.act),
            leads_to=None if note else self._leads_to(held),
            standing=None if note and verdict.reason is None else verdict.standing,
            why=self._why(verdict),
            terms=self._values.terms(act.act, act.terms),
            parts=part_rows(
                self.node,
                self.space,
                self.words,
                held,
                told=self.told,
                case=Situated(case=self.case, seals=seals_of(self.case, held)),
            ),
            receipt=self._receipt(held),
            provable=self.space.context().logs.receipt(act.author, act.seq) is not None,
            told=self.told.acts.get(held.id),
            owed=self._owed(held),
        )

    def due(self) -> Due | None:
        """Return until when the next step is owed, and who says so."""
        if self.case.ended:
            return None
        at = self.case.due
        rule = self.case.tip.table.states[self.case.tip.state].due
        if at is None or not isinstance(rule, Reckoner):
            return None
        explained = rule.explain(self.case.steps, self.case.closures)
        assert explained is not None, "there is a due instant to explain"
        deadline = rule.deadline
        length = None if deadline.start.minus else explained.lengths[0]
        return Due(
            at=at,
            term=term_text(self.words, deadline, length),
            source=self.words.source(deadline.provenance),
            status=self.words.status(deadline.provenance),
            overdue=self.node.world.now() > at,
            provisional=explained.provisional,
            local=local_times(rule, at, self.case.root),
        )

    def _owed(self, held: Held) -> Ends | None:
        places = [n for n, move in enumerate(self.case.path) if n and move.id == held.id]
        return owed_at(self.case, places[0]) if places else None

    def _why(self, verdict: Verdict) -> Text | None:
        if verdict.reason is not None:
            return reason_text(verdict.reason)
        return OVERTAKEN if verdict.standing is Standing.OVERTAKEN else None

    def _leads_to(self, held: Held) -> Text | None:
        act = held.act
        if act.kind is Kind.OPEN:
            return self.words.state(self.case.root.state)
        for move in self.case.path:
            if move.id == held.id:
                return self.words.state(move.state)
        states = self.case.tip.table.states.values()
        side = self.case.root.side(act.author)
        found = [
            s.clauses[side, act.act] for s in states if act.act and (side, act.act) in s.clauses
        ]
        return self.words.state(found[0].to) if found else None

    def _receipt(self, held: Held) -> Receipt:
        """Return both grades: it was delivered, and a desk of the other party opened it."""
        if held.act.author == self.space.me:
            grades = {r.grade: r.at for r in self.node.work.receipts.of(held.id)}
            delivered = grades.get(Grade.DELIVERED)
        else:
            first = self.space.receipt(held.act.author, held.act.seq)
            delivered = first.at if first else None
        opened = self._opened(held)
        desk = str(opened.act.terms.get("desk", "")) if opened else ""
        ours = held.act.author == self.space.me
        return Receipt(
            party=self._short(self.space.partner if ours else self.space.me),
            delivered_at=delivered,
            opened_at=opened.act.at if opened else None,
            opened_by=self.told.desks.get(desk, Text(desk, desk, desk)) if desk else None,
        )

    def _opened(self, held: Held) -> Held | None:
        """Return the note by which a desk of the other side says it opened an act, the first."""
        notes = [
            verdict.held
            for verdict in self.case.verdicts.values()
            if verdict.held.act.act == OPENED
            and verdict.reason is None
            and verdict.held.act.terms.get("entry") == held.id
            and verdict.held.act.author != held.act.author
        ]
        return min(notes, key=lambda note: note.act.at, default=None)

    def _crossing(
        self, acts: dict[Digest, ActRow], on: Digest, winner: Digest, loser: Digest
    ) -> Crossing:
        moves = {move.id: move for move in self.case.path}
        first = acts[winner]
        parent = moves[on]
        state = parent.table.states[parent.state]
        verdict = self.case.verdicts[winner].held
        side = self.case.root.side(verdict.act.author)
        assert verdict.act.act is not None
        clause = state.clauses.get((side, verdict.act.act))
        if clause is not None and clause.prevailing:
            rule = CrossingRule.PREVAILING
        elif side is state.first:
            rule = CrossingRule.TURN_HOLDER
        else:
            rule = CrossingRule.PARTY_ORDER
        return Crossing(
            on=on,
            first=first,
            second=acts[loser],
            rule=rule,
            state=first.leads_to or self.words.state(self.case.tip.state),
        )

    def _sides(self) -> list[Side]:
        """Return the case as we fold it, and as the partner must, by what it has signed to hold.

        The second is folded in the causal past of the partner's last act: exactly what that
        act says it had seen.
        """
        ours = self._side(self.space.me, self.case)
        folded = self._folded_there()
        return [ours] if folded is None else [ours, self._side(self.space.partner, folded)]

    def _folded_there(self) -> Case | None:
        """Return the case in the causal past of the partner's last act; None: not there yet."""
        theirs = self.space.theirs
        if theirs.size == 0:
            return None
        view = View(lengths={theirs.author: theirs.size, self.space.me: theirs.saw})
        held = self.space.held(self.case.root.id)
        opening = self.case.root.held
        if opening is None:
            return self.space.fold_zero(held, view=view).case
        if not view.holds(opening.act.author, opening.act.seq):
            return None
        folded = self.space.fold(opening, [h for h in held if h.id != opening.id], view=view)
        return None if isinstance(folded, Reason) else folded

    def _short(self, party: PartyId) -> Party:
        """Return a party by the name tables have room for."""
        return party_of(party) if party in PARTY_NAMES else self.words.party(party)

    def _side(self, party: PartyId, case: Case) -> Side:
        moves = [v for v in case.verdicts.values() if v.held.act.kind is not Kind.NOTE]
        ordered = sorted(moves, key=lambda v: (v.held.act.seq + v.held.saw, v.held.act.author))
        return Side(
            party=self._short(party),
            state=self.words.state(case.tip.state),
            turn=self.words.party(case.turn) if case.turn else None,
            moves=tuple(
                SideMove(
                    act=v.held.id,
                    name=self.words.act(v.held.act.act or Slug("?")),
                    author=self._short(v.held.act.author),
                    standing=v.standing,
                )
                for v in ordered
            ),
            digest=outcome_digest(case.path, ordered),
        )


def outcome_digest(path: Sequence[Move], moves: Sequence[Verdict]) -> Digest:
    """Return a digest of what a case has come to: equal on both sides, or they differ.

    Whether a leading move is settled yet is left out: the side that speaks last knows first.
    """
    wire = encode(
        {
            "path": [move.id for move in path],
            "aside": sorted(
                f"{v.held.id} {v.standing.value}"
                for v in moves
                if v.standing in (Standing.OVERTAKEN, Standing.VOID)
            ),
        }
    )
    return Digest(hashlib.sha256(wire).hexdigest())
