"""One case as the file of a person shows it: what is held, on what ground, and to whom it went."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from jisr.core.act import Act, Digest, Slug
from jisr.core.case import Case, Standing
from jisr.core.errors import Unproven
from jisr.framework.alike import identities
from jisr.framework.form import Field, FieldType, Handling
from jisr.framework.grades import strictest
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.keys import PartName
from jisr.ledger.work.rows import Access, AccessEvent, Grade
from jisr.node import content
from jisr.node.framework_views import FieldClass
from jisr.node.node import Node
from jisr.node.reading.contents import Situated, part_rows
from jisr.node.reading.keeping import classes_of
from jisr.node.reading.labels import Words, text_of
from jisr.node.reading.reference import reference_of
from jisr.node.reading.told import told_of
from jisr.node.record_views import Party, Text
from jisr.node.space import Space, act_of, held_of
from jisr.node.views import PartRow

_PURPOSE: Final = Slug("purpose")
_DAY: Final = len("2026-01-31")  # What a day and an instant have in common.
_NO_ACT: Final = Slug("?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """To whom a part went; `delivered_at` and `receipt` are None until their signed receipt."""

    party: Party
    delivered_at: datetime | None
    receipt: Digest | None  # The act of theirs that says so.


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPart:
    """One part that is held, and what is to be said of it."""

    act: Digest
    said: Text  # The act by its name.
    at: datetime  # By its author's clock.
    author: Party  # Whom it comes from.
    received_at: datetime | None  # When our own receipt says it came; None: it is ours.
    standing: Standing | None
    names: bool  # It names the person; if not, it is of a case in which another part does.
    row: PartRow
    classes: tuple[FieldClass, ...]  # Legal basis, handling and retention of its fields.
    handling: Handling  # The strictest of its fields.
    keep_until: date | None  # None until it is known from when the time counts.
    recipients: tuple[Recipient, ...]
    exports: tuple[AccessEvent, ...]  # Each time it left this node in a file.


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectCase:
    """One case in which a part names the person."""

    space: Digest
    partner: Party
    case: Digest
    reference: str  # The case's short name.
    procedure: Text
    purpose: Text | None
    transfers: tuple[Text, ...]  # On what ground what names a person leaves a party.
    opened_at: datetime
    ended: date | None
    parts: tuple[SubjectPart, ...]
    others: int  # Parts left out because they name other persons.
    unread: frozenset[PartName]  # Parts left out because they cannot be read.


class _About(StrEnum):
    """Whom a part is about."""

    PERSON = "person"
    CASE = "case"  # It names nobody.
    OTHERS = "others"
    UNREAD = "unread"


@dataclass(slots=True)
class _Read:
    """What was found, act by act."""

    parts: list[SubjectPart] = field(default_factory=list)
    others: int = 0
    unread: set[PartName] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Reads one case for the file of a person; the search must be logged before."""

    node: Node
    space: Space
    case: Digest
    marks: Set[str]  # What the person is known by.

    def read(self) -> SubjectCase | None:
        """Return what is held; None when the text of the case's edition is not here."""
        entries = sorted(self._entries(), key=lambda entry: (entry.seq + entry.saw, entry.author))
        opening = next((act_of(entry) for entry in entries if entry.id == self.case), None)
        words = None if opening is None else _words(self.node, self.space, opening)
        if opening is None or words is None:
            return None
        folded = self.space.case(self.case)
        last = folded.tip.held if isinstance(folded, Case) and folded.ended else None
        found = _Read()
        for entry in entries:
            self._act(entry, Situated(case=folded if isinstance(folded, Case) else None), found)
        if found.others:  # What names nobody may tell of them as well: somebody has to read it.
            mine = [part for part in found.parts if part.names]
            found.others += len(found.parts) - len(mine)
            found.parts = mine
        return SubjectCase(
            space=self.space.id,
            partner=words.party(self.space.partner),
            case=self.case,
            reference=reference_of(
                self.space.founding,
                opener=opening.author,
                opened_at=opening.at,
                seq=opening.seq,
            ),
            procedure=text_of(words.procedure.title),
            purpose=_purpose(words, opening),
            transfers=words.transfers(),
            opened_at=opening.at,
            ended=None if last is None else last.act.at.date(),
            parts=tuple(found.parts),
            others=found.others,
            unread=frozenset(found.unread),
        )

    def _entries(self) -> Iterator[Entry]:
        for author in self.space.founding.parties:
            yield from self.node.ledger.of_case(self.space.id, author, self.case)

    def _act(self, entry: Entry, case: Situated, found: _Read) -> None:
        act = act_of(entry)
        held = [one for one in self.node.ledger.parts(entry.id) if one.state is PartState.HELD]
        words = _words(self.node, self.space, act) if held else None
        if words is None:
            found.unread |= {content.name_of(part) for part in held}
            return
        told = told_of(self.node, self.case)
        shown = part_rows(self.node, self.space, words, held_of(entry), told=told, case=case)
        rows = {row.name: row for row in shown}
        way = _Way(node=self.node, space=self.space, entry=entry, act=act, words=words)
        given = way.recipients()
        for part in held:
            about = self._about(act, part)
            if about is _About.UNREAD:
                found.unread.add(content.name_of(part))
            elif about is _About.OTHERS:
                found.others += 1
            else:
                fields = way.fields_of(part)
                found.parts.append(
                    SubjectPart(
                        act=entry.id,
                        said=words.act(act.act or _NO_ACT),
                        at=act.at,
                        author=words.party(act.author),
                        received_at=way.received_at(),
                        standing=way.standing(),
                        names=about is _About.PERSON,
                        row=rows[part.name],
                        classes=classes_of(words, fields),
                        handling=strictest(field.handling for field in fields),
                        keep_until=rows[part.name].keep_until,
                        recipients=given,
                        exports=way.exports(part),
                    )
                )

    def _about(self, act: Act, part: Part) -> _About:
        forms = content.forms_of(self.node, self.space, act)
        try:
            opened = content.unseal(self.node, part)
        except Unproven:
            opened = None
        read = forms.recognise(part.name, opened.content) if forms and opened else None
        if read is None:
            return _About.UNREAD
        form, said = read
        fields = said["fields"]
        assert isinstance(fields, Mapping)  # The form has read it.
        if not any(form.fields[Slug(name)].type is FieldType.PERSON for name in fields):
            return _About.CASE
        named = any(not self.marks.isdisjoint(one) for one in identities(form, fields))
        return _About.PERSON if named else _About.OTHERS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """Where an act came from, and where it and its parts went."""

    node: Node
    space: Space
    entry: Entry
    act: Act
    words: Words

    def standing(self) -> Standing | None:
        row = self.node.work.views.act(self.space.id, self.entry.id)
        return None if row is None else row.standing

    def received_at(self) -> datetime | None:
        if self.act.author == self.space.me:
            return None
        receipt = self.space.receipt(self.act.author, self.act.seq)
        return None if receipt is None else receipt.at

    def recipients(self) -> tuple[Recipient, ...]:
        """Return the partner, if the act is ours and its parts are not kept back."""
        ours = self.act.author == self.space.me
        if not ours or content.withheld(self.node, [self.entry.id]):
            return ()
        receipts = self.node.work.receipts.of(self.entry.id)
        first = next((one for one in receipts if one.grade is Grade.DELIVERED), None)
        return (
            Recipient(
                party=self.words.party(self.space.partner),
                delivered_at=None if first is None else first.at,
                receipt=None if first is None else first.by,
            ),
        )

    def exports(self, part: Part) -> tuple[AccessEvent, ...]:
        """Return each time a part left in a file."""
        logged = self.node.work.access.of_act(self.entry.id)
        return tuple(
            event for event in logged if event.access is Access.EXPORTED and event.part == part.name
        )

    def fields_of(self, part: Part) -> Sequence[Field]:
        """Return the fields of a part that its form has read."""
        forms = content.Forms(
            edition=self.words.edition,
            procedure=self.words.procedure,
            act=self.act.act or _NO_ACT,
        )
        return next(found for form in forms.all() if (found := form.fields_of(part.name)))


def _words(node: Node, space: Space, act: Act) -> Words | None:
    forms = content.forms_of(node, space, act)
    return None if forms is None else Words(edition=forms.edition, procedure=forms.procedure)


def _purpose(words: Words, opening: Act) -> Text | None:
    """Return what a case was opened for, in words."""
    code = opening.terms.get(_PURPOSE)
    declared = words.procedure.terms.get(opening.act or _NO_ACT, {}).get(_PURPOSE)
    if code is None or declared is None or declared.codes is None:
        return None
    return words.codes_text(code, declared.codes.text)
