"""A state's deadline as a table: start, length, calendar, extension, suspension, expiry."""

from collections.abc import Iterator

from jisr.core.act import Slug
from jisr.framework.book import words_procedure as say
from jisr.framework.book.document import Cell, Line, Table, capital, joined
from jisr.framework.book.setting import Setting, cell
from jisr.framework.counted import length_label
from jisr.framework.deadlines import Deadline, Extension, Suspension
from jisr.framework.lengths import Length, Unit
from jisr.framework.own_lengths import OTHER
from jisr.framework.procedure import Procedure
from jisr.framework.provenance import Provenance
from jisr.framework.shape import Label
from jisr.framework.terms import DeclaredTerm
from jisr.framework.wording import french_of

_WIDTHS = (17, 58, 25)


def deadline_table(setting: Setting, procedure: Procedure, deadline: Deadline) -> Table:
    """Return the deadline of a state, each value with its status and source beside it."""
    return _Deadline(setting, procedure, deadline).table()


def declared(procedure: Procedure, term: Slug) -> DeclaredTerm:
    """Return a term that some act of a sound procedure declares."""
    return next(terms[term] for terms in procedure.terms.values() if term in terms)


class _Deadline:
    """One deadline, and the procedure whose acts, terms and roles it names."""

    def __init__(self, setting: Setting, procedure: Procedure, deadline: Deadline) -> None:
        self._setting, self._procedure, self._deadline = setting, procedure, deadline

    def table(self) -> Table:
        """Return the whole of it."""
        setting, deadline = self._setting, self._deadline
        own = [(label, lines) for label, lines in self._own() if lines]
        rows = [self._row(*told) for told in self._own_lengths()]
        source = cell(setting.source(deadline.provenance), rows=len(own))
        for place, (label, lines) in enumerate(own):
            row = (self._head(label), cell(*map(capital, lines)))
            rows.append(row if place else (*row, source))
        rows += [self._row(*told) for told in self._more()]
        return Table(
            caption=setting.said(say.DEADLINE_CAPTION),
            head=tuple(setting.said(label) for label in (say.ITEM, say.RULE, say.SOURCE)),
            rows=tuple(rows),
            widths=_WIDTHS,
        )

    def _own(self) -> Iterator[tuple[Label, tuple[Line, ...]]]:
        """Yield what stands under the deadline's own source."""
        setting, deadline = self._setting, self._deadline
        if deadline.start.minus is None:
            yield say.LENGTH, tuple(self._lengths())
            yield say.STARTS, (self._start(),)
        else:
            yield say.ENDS_AT, (self._start(),)
        yield say.CALENDAR, (self._calendar(),)
        if deadline.last_day_works:
            before = deadline.start.minus is not None
            yield (
                say.LAST_DAY,
                (setting.said(say.LAST_DAY_BEFORE if before else say.LAST_DAY_WORKS),),
            )
        if deadline.month_end:
            yield say.LAST_DAY, (setting.said(say.LAST_DAY_OF_MONTH),)
        if deadline.at_least:
            least = Length(n=deadline.at_least, unit=Unit.WORKING_DAYS)
            yield say.AT_LEAST, ((setting.fact(length_label(least)),),)
        acts = tuple(setting.said(say.QUOTED, text=self._act(act)) for act in deadline.then)
        listed = joined(acts, say.COMMA, setting.lang)
        yield say.EXPIRY, (setting.said(say.EXPIRY_TEXT, acts=listed),)

    def _row(self, label: Label, line: Line, provenance: Provenance) -> tuple[Cell, ...]:
        source = cell(self._setting.source(provenance))
        return self._head(label), cell(capital(line)), source

    def _own_lengths(self) -> Iterator[tuple[Label, Line, Provenance]]:
        """Yield the lengths that the pair says itself, each with a source of its own (DUE-15)."""
        setting, chosen = self._setting, self._deadline.length
        for code, one in chosen.own.items() if chosen is not None else ():
            line = self._length(code, one.length)
            told = setting.said(say.OWN_LENGTH, name=setting.fact(one.label), length=line)
            yield say.LENGTH, told, one.provenance

    def _more(self) -> Iterator[tuple[Label, Line, Provenance]]:
        """Yield what has a source of its own."""
        extension, suspension = self._deadline.extension, self._deadline.suspension
        if extension is not None:
            yield say.EXTENSION, self._extension(extension), extension.provenance
        if suspension is not None:
            yield say.SUSPENSION, self._suspension(suspension), suspension.provenance

    def _lengths(self) -> Iterator[Line]:
        """Yield the lengths that stand in the deadline itself; the pair's own follow it."""
        chosen = self._deadline.length
        assert chosen is not None  # Only a deadline counted backwards has none.
        for code, length in chosen.lengths.items():
            if code not in chosen.own:
                yield self._length(code, length)

    def _length(self, code: Slug, length: Length) -> Line:
        setting, chosen = self._setting, self._deadline.length
        assert chosen is not None
        told = setting.fact(length_label(length))
        if chosen.by is None:
            return (told,)
        if code == OTHER:
            return setting.said(say.LENGTH_OTHER, length=told)
        term = declared(self._procedure, chosen.by)
        assert term.codes is not None  # The checker: a length is chosen by a coded term.
        listed = setting.edition.code_list(self._procedure.name, term.codes.text)
        assert listed is not None
        return setting.said(
            say.LENGTH_IF,
            term=setting.fact(term.label),
            code=setting.fact(listed.values[code]),
            length=told,
        )

    def _start(self) -> Line:
        setting, start = self._setting, self._deadline.start
        if start.term is not None:
            term = setting.fact(declared(self._procedure, start.term).label)
            if start.minus is None:
                return setting.said(say.START_EVENT, term=term)
            length = setting.fact(length_label(start.minus))
            return setting.said(say.BEFORE_EVENT, length=length, term=term)
        if start.act is not None:
            return setting.said(say.START_ACT[start.when], act=self._act(start.act))
        return setting.said(say.START_STATE[start.when])

    def _calendar(self) -> Line:
        setting, procedure = self._setting, self._procedure
        roles = [role for role in procedure.roles if procedure.side(role) in self._deadline.sides]
        if not roles:
            return setting.said(say.CALENDAR_NONE)
        if len(roles) > 1:
            return setting.said(say.CALENDAR_BOTH)
        return setting.said(say.CALENDAR_OF, role=of_role(setting, procedure, roles[0]))

    def _extension(self, extension: Extension) -> Line:
        setting, procedure = self._setting, self._procedure
        return setting.said(
            say.EXTENSION_TEXT,
            act=self._act(extension.by),
            term=setting.fact(declared(procedure, extension.term).label),
            reason=setting.fact(declared(procedure, extension.reason).label),
            cap=setting.fact(length_label(extension.cap)),
        )

    def _suspension(self, suspension: Suspension) -> Line:
        setting = self._setting
        start, end = self._act(suspension.start), self._act(suspension.end)
        cap = setting.fact(length_label(suspension.cap))
        if suspension.reason is None:
            return setting.said(say.SUSPENSION_TEXT, start=start, end=end, cap=cap)
        reason = setting.fact(declared(self._procedure, suspension.reason).label)
        return setting.said(say.SUSPENSION_WHY, reason=reason, start=start, end=end, cap=cap)

    def _act(self, act: Slug) -> str:
        return self._procedure.acts[act][0].text(self._setting.lang)

    def _head(self, label: Label) -> Cell:
        return cell(self._setting.said(label), head=True)


def of_role(setting: Setting, procedure: Procedure, role: Slug) -> str:
    """Return a role as it follows a noun: French joins it with "de"."""
    name = procedure.roles[role].text(setting.lang)
    return french_of(name) if setting.lang == "fr" else name
