"""The chapter of one procedure: sentences, picture, deadlines, forms, codes, crossings."""

from collections.abc import Iterator

from jisr.core.act import Slug
from jisr.core.zero import REVISION
from jisr.framework.book import words_procedure as say
from jisr.framework.book.deadlines import deadline_table, of_role
from jisr.framework.book.document import (
    Article,
    Block,
    Cell,
    Chapter,
    Line,
    Paragraph,
    Run,
    Style,
    Table,
    bare,
    capital,
    joined,
)
from jisr.framework.book.figures import figure
from jisr.framework.book.forms import code_table, form_table, term_table
from jisr.framework.book.setting import Numbered, Setting, cell, lettered
from jisr.framework.crossings import crossings
from jisr.framework.explore import ACTS
from jisr.framework.procedure import Migration, Procedure, Situation
from jisr.framework.sentence import Sentence
from jisr.framework.shape import Label
from jisr.framework.terms import CodeList
from jisr.framework.wording import agenda_text, clause_text, note_text, persons_text

_CROSSING_WIDTHS = (27, 27, 22, 24)
_MIGRATION_WIDTHS = (50, 50)


def procedure_chapter(
    setting: Setting, procedure: Procedure, number: int, numbered: Numbered
) -> Chapter:
    """Return the chapter of a procedure; its articles take the next numbers."""
    return Chapter(
        number=number,
        title=setting.line(procedure.title),
        lead=() if procedure.help is None else setting.line(procedure.help),
        articles=tuple(_Chapter(setting, procedure, numbered).articles()),
    )


class _Chapter:
    """One procedure while its articles are written."""

    def __init__(self, setting: Setting, procedure: Procedure, numbered: Numbered) -> None:
        self._setting, self._procedure, self._numbered = setting, procedure, numbered
        self._lang = setting.lang
        # The first article is on the purpose, the second on the opening, then one a state.
        self._opening = numbered.next + 1
        self._states = {
            name: self._opening + place for place, name in enumerate(procedure.states, start=1)
        }
        self._figure = figure(setting, procedure, self._opening, self._states)

    def articles(self) -> Iterator[Article]:
        """Yield the articles in their order."""
        procedure, said = self._procedure, self._setting.said
        yield self._article(say.PURPOSE, self._purpose())
        yield self._article(say.OPENING, self._opens())
        for state in procedure.states.values():
            title = said(say.STATE, state=self._setting.fact(state.label))
            yield self._numbered.article(title, self._state(state))
        if procedure.ends:
            yield self._article(say.ENDS, self._ends())
        if procedure.notes:
            yield self._article(say.NOTES, self._notes())
        if procedure.terms:
            yield self._article(say.TERMS, [term_table(self._setting, procedure)])
        if procedure.forms:
            forms = procedure.forms.values()
            yield self._article(
                say.FORMS, (form_table(self._setting, procedure, form) for form in forms)
            )
        if procedure.codes:
            lists = procedure.codes.values()
            yield self._article(say.CODES, (self._codes(one) for one in lists))
        table = self._crossings()
        if table.rows:
            yield self._article(say.CROSSINGS, [table])
        if procedure.migrations:
            yield self._article(say.MIGRATION, self._migrations())
        yield self._article(say.EXPLORED, self._explored())
        if self._figure.large:
            yield self._article(say.FIGURE, [self._figure])

    def _article(self, title: Label, blocks: Iterator[Block] | list[Block]) -> Article:
        return self._numbered.article(self._setting.said(title), blocks)

    def _purpose(self) -> Iterator[Block]:
        setting, procedure = self._setting, self._procedure
        ordered = sorted(procedure.roles, key=lambda role: role != procedure.opener)
        roles = tuple((setting.fact(procedure.roles[role]),) for role in ordered)
        listed = joined(roles, say.AND, setting.lang)
        label = say.FOUNDING_ROLES if procedure.name == REVISION else say.ROLES
        yield Paragraph(line=setting.said(label, roles=listed))
        if procedure.offices:
            offices = tuple((setting.fact(label),) for label, _ in procedure.offices.values())
            told = joined(offices, say.COMMA, setting.lang)
            yield Paragraph(line=setting.said(say.OFFICES, offices=told))
        if said := persons_text(procedure, self._lang):
            yield Paragraph(line=self._sentence(said))
        if not self._figure.large:
            yield self._figure

    def _opens(self) -> Iterator[Block]:
        if self._procedure.name == REVISION:
            act = self._setting.fact(self._procedure.acts[self._procedure.opens[0].act][0])
            yield Paragraph(line=self._setting.said(say.FOUNDED, act=act))
            return
        texts = (self._clause(sentence) for sentence in self._procedure.opens)
        yield from lettered(self._setting, self._opening, texts)

    def _state(self, state: Situation) -> Iterator[Block]:
        setting, procedure = self._setting, self._procedure
        if state.turn is not None:
            role = setting.fact(procedure.roles[Slug(state.turn.text)])
            yield Paragraph(line=capital(setting.said(say.TURN, role=role)))
        else:
            assert state.first is not None  # The checker: a state that rests names who is first.
            role_of = of_role(setting, procedure, Slug(state.first.text))
            yield Paragraph(line=setting.said(say.RESTS, role=role_of))
        texts = (self._clause(sentence) for sentence in state.clauses)
        yield from lettered(setting, self._states[state.name], texts)
        if state.agenda is not None:
            yield Paragraph(line=self._sentence(agenda_text(self._lang)))
        if state.within is not None:
            yield deadline_table(setting, procedure, state.within)

    def _ends(self) -> Iterator[Block]:
        yield Paragraph(line=self._setting.said(say.ENDS_TEXT))
        texts = (self._setting.line(label) for label, _ in self._procedure.ends.values())
        yield from lettered(self._setting, self._numbered.next, texts)

    def _notes(self) -> Iterator[Block]:
        texts = (
            self._sentence(note_text(self._procedure, note, self._lang))
            for note in self._procedure.notes
        )
        yield from lettered(self._setting, self._numbered.next, texts)

    def _codes(self, listed: CodeList) -> Table:
        behind = None
        if listed.behind is not None:
            edition, name = self._setting.edition, self._procedure.name
            behind = edition.code_list(name, listed.behind.text)
        return code_table(self._setting, listed, behind)

    def _crossings(self) -> Table:
        setting, procedure = self._setting, self._procedure
        one, other = procedure.roles
        rows: list[tuple[Cell, ...]] = []
        last = None
        for row in crossings(procedure):
            if row.state != last:
                label = setting.fact(procedure.label(row.state))
                state = setting.said(say.IN_STATE, state=label)
                rows.append((cell(state, columns=len(_CROSSING_WIDTHS), head=True),))
                last = row.state
            acts = {clause.who: clause.act for clause in (row.winner, row.loser)}
            rows.append(
                (
                    cell(setting.line(procedure.acts[acts[one]][0])),
                    cell(setting.line(procedure.acts[acts[other]][0])),
                    cell(setting.line(procedure.roles[row.winner.who])),
                    cell(setting.line(procedure.label(row.winner.to))),
                )
            )
        acts_of = (
            setting.said(say.FIRST_ACT, role=of_role(setting, procedure, role))
            for role in (one, other)
        )
        return Table(
            caption=setting.said(say.CROSSINGS_CAPTION),
            head=(*acts_of, setting.said(say.PREVAILS), setting.said(say.THEN)),
            rows=tuple(rows),
            widths=_CROSSING_WIDTHS,
        )

    def _migrations(self) -> Iterator[Block]:
        for migration in self._procedure.migrations:
            yield self._migration(migration)

    def _migration(self, migration: Migration) -> Table:
        setting = self._setting
        edition = bare(migration.framework.text, style=Style.CODE)
        return Table(
            caption=setting.said(say.MIGRATION_TEXT, edition=edition),
            head=(setting.said(say.OLD_STATE), setting.said(say.NEW_STATE)),
            rows=tuple(
                (
                    cell((bare(old.text, style=Style.CODE),)),
                    cell(setting.line(self._procedure.label(Slug(new.text)))),
                )
                for old, new in migration.states
            ),
            widths=_MIGRATION_WIDTHS,
        )

    def _explored(self) -> Iterator[Block]:
        setting = self._setting
        if setting.explored is None:
            yield Paragraph(line=setting.said(say.NOT_EXPLORED))
            return
        found = setting.explored[self._procedure.name]
        yield Paragraph(
            line=setting.said(
                say.EXPLORED_TEXT,
                acts=setting.fact(say.COUNTED_ACTS.of(ACTS)),
                situations=setting.number(found.situations),
                crossings=setting.number(found.crossings),
            )
        )

    def _clause(self, sentence: Sentence) -> Line:
        return self._sentence(clause_text(self._procedure, sentence, self._lang))

    def _sentence(self, text: str) -> Line:
        return (Run(text=text, lang=self._lang, fact=False),)
