"""The content of parts: opened for those who may, checked against the form, kept or refused."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jisr.core.act import TIME_FORMAT, Act, Digest, Kind, Slug, Term, Under
from jisr.core.canonical import Json, encode
from jisr.core.case import Held, Root, Standing, View
from jisr.core.errors import JisrError, Reason, Refused, Unproven
from jisr.core.once import once
from jisr.core.parts import OpenPart
from jisr.core.table import ACCEPT_MIGRATION
from jisr.framework.edition import Edition
from jisr.framework.form import Content as FormContent
from jisr.framework.forms import Form
from jisr.framework.procedure import Procedure
from jisr.ledger.base import Part
from jisr.ledger.keys import PartKey, PartName
from jisr.ledger.work.rows import Document
from jisr.node import guards, reasons
from jisr.node.batch import Batch, part_context
from jisr.node.node import Node
from jisr.node.space import Space, acts_of

# Kinds of documents in the work store.
WITHHELD: Final = Slug("withheld")  # By act: its parts leave only once it has settled.
SEALED: Final = Slug("sealed")  # By act: its parts leave only with the act that reveals them.
HELD_BACK: Final = Slug("held-back")  # By act: it leaves at an instant, and not before.


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The forms that one act of a procedure may use, and the code lists they refer to."""

    edition: Edition
    procedure: Procedure
    act: Slug

    def all(self) -> Sequence[Form]:
        """Return the forms, in the order of the procedure's text."""
        return _forms_of(self.procedure, self.act)

    def codes(self, form: Form) -> Mapping[str, frozenset[str]]:
        """Return the codes of every list the form refers to."""
        return _codes_of(self.edition, self.procedure, form)

    def takes_several(self, field: Slug, form: Slug | None = None) -> bool:
        """Say whether a field of the form takes a list of values."""
        found = [f.fields[field] for f in self.all() if form in (None, f.name) if field in f.fields]
        return bool(found) and found[0].many > 1

    def write(self, fields: Mapping[str, Json], form: Slug | None = None) -> dict[str, bytes]:
        """Return the parts that a filled form makes, each in its one byte form.

        Args:
            fields: the values by field.
            form: which form, where the act has more than one.

        Raises:
            Malformed, Refused: a value is not of its type, missing, or over a limit.
        """
        forms = [one for one in self.all() if form in (None, one.name)]
        if not forms:
            if not fields:
                return {}
            raise Refused(reasons.FORM_NOT_USED, form=form or "?")
        chosen = forms[0]
        content = chosen.read(fields, self.codes(chosen))
        return {name: encode(part) for name, part in chosen.divide(content).items()}

    def recognise(self, part: str, raw: bytes) -> tuple[Form, FormContent] | None:
        """Read a part of untrusted bytes by the forms that the act may use; None if by none."""
        for form in self.all():
            try:
                return form, form.parse_content(raw, part=part, codes=self.codes(form))
            except JisrError:
                continue
        return None


@once
def _forms_of(procedure: Procedure, act: Slug) -> Sequence[Form]:
    used = [sentence.form for _, sentence in procedure.clauses() if sentence.act == act]
    used += [note.form for note in procedure.notes if note.act == act]
    # A text that is accepted, or revealed, is repeated as a part of the act that does so.
    repeated = {
        part
        for _, sentence in procedure.clauses()
        if sentence.act == act
        for part in (sentence.accepting, sentence.revealing)
    }
    used += [form.name for form in procedure.forms.values() if repeated & form.parts]
    return [procedure.forms[name] for name in dict.fromkeys(used) if name is not None]


@once
def _codes_of(edition: Edition, procedure: Procedure, form: Form) -> Mapping[str, frozenset[str]]:
    lists = {name.text: edition.code_list(procedure.name, name.text) for name in form.code_lists}
    return {
        name: frozenset(str(code) for code in found.values)
        for name, found in lists.items()
        if found is not None
    }


def forms_of(node: Node, space: Space, act: Act, batch: Batch | None = None) -> Forms | None:
    """Return the forms an act may use; None when its case does not stand.

    Args:
        node: ours.
        space: where the act is.
        act: held already, or being placed.
        batch: acts that come with it, among which its case may have been opened.
    """
    under: Under | None
    if act.kind is Kind.OPEN:
        under = act.under
    elif act.case == space.id:
        under = space.zero.case.tip.under
    else:
        under = _under_at(space, act, batch)
    edition = node.editions.get(under.framework) if under else None
    if edition is None or under is None or under.procedure not in edition.procedures:
        return None
    assert act.act is not None
    return Forms(edition=edition, procedure=edition.procedures[under.procedure], act=act.act)


def _under_at(space: Space, act: Act, batch: Batch | None) -> Under | None:
    """Return the edition and procedure a case is under where an act of it was made."""
    assert act.case is not None
    opened = under_of(space, act.case, batch)
    if opened is None:
        return None
    acts = acts_of(space, act.case) if batch is None else batch.acts(act.case)
    if not _migrated(space, act.case, acts, batch):
        return opened
    acts = dict(acts)  # The batch keeps its own.
    opening = acts.pop(act.case)
    this = next((held for held in acts.values() if held.act == act), None)
    if this is None:
        return None  # Over the limit of acts: void, whatever it says.
    folded = space.fold(opening, list(acts.values()), view=space.context().past(this))
    return opened if isinstance(folded, Reason) else folded.tip.under


def _migrated(space: Space, case: Digest, acts: Mapping[Digest, Held], batch: Batch | None) -> bool:
    """Say whether a case was ever moved to another edition; an act’s name alone says nothing."""
    named = [held for held in acts.values() if held.act.act == ACCEPT_MIGRATION]
    if not named:
        return False
    known = {} if batch is None else batch.migrated
    if case not in known:
        logs = space.logs if batch is None else batch.logs
        view = View(lengths={party: log.size for party, log in logs.items()})
        others = [held for held in acts.values() if held.id != case]
        folded = space.fold(acts[case], others, view=view)
        known[case] = not isinstance(folded, Reason) and any(
            folded.verdicts[held.id].standing is not Standing.VOID
            for held in named
            if held.id in folded.verdicts
        )
    return known[case]


def under_of(space: Space, case: Digest, batch: Batch | None = None) -> Under | None:
    """Return the edition and procedure a case was opened under."""
    opening = _opening(space, case, batch)
    return None if opening is None else opening.under


def opening_terms(space: Space, case: Digest, batch: Batch | None = None) -> Mapping[str, Term]:
    """Return the terms under which a case was opened; none for the framework's own."""
    opening = _opening(space, case, batch)
    return {} if opening is None else opening.terms


def _opening(space: Space, case: Digest, batch: Batch | None) -> Act | None:
    acts = space.held(case) if batch is None else batch.acts(case).values()
    return next((held.act for held in acts if held.act.kind is Kind.OPEN), None)


def stands(space: Space, case: Digest, batch: Batch) -> bool:
    """Say whether a case has an opening that is not void, here or in the batch."""
    opening = next((h for h in batch.acts(case).values() if h.act.kind is Kind.OPEN), None)
    if opening is None:
        return case == space.id
    return isinstance(space.root(opening), Root)


def lacks_edition(node: Node, space: Space, act: Act, batch: Batch) -> bool:
    """Say whether an act is under an edition that was in force and that we lack."""
    under = act.under or (under_of(space, act.case, batch) if act.case else None)
    adopted = {adoption.edition for adoption in space.zero.adoptions}
    return (
        under is not None
        and under.framework in adopted
        and node.editions.get(under.framework) is None
    )


def open_part(node: Node, space: Space, part: Part) -> OpenPart | None:
    """Return a part in clear for somebody to read or to send; None when it is not to be had.

    A restored node lets nothing be read until it has heard its partner: parts that were erased
    after the backup are in it still (PAR-5).

    Raises:
        Unproven: what is kept is not what was sealed.
    """
    return unseal(node, part) if guards.may_read(node, space.id) else None


def unseal(node: Node, part: Part) -> OpenPart | None:
    """Return a part in clear for the node's own keeping of it; None when it is not held.

    Raises:
        Unproven: what is kept is not what was sealed.
    """
    return unseal_with(node, part, node.keys.get(name_of(part)))


def name_of(part: Part) -> PartName:
    """Return the name by which the key store knows a part."""
    return PartName(space=part.space, entry=part.entry, name=part.name)


def unseal_with(node: Node, part: Part, key: PartKey | None) -> OpenPart | None:
    """Return a part in clear, its key having been read; see `unseal`."""
    if key is None or part.sealed is None:
        return None
    context = part_context(part.space, part.entry, part.name)
    opened = OpenPart(
        name=part.name, salt=key.salt, content=node.world.decrypt(key.key, part.sealed, context)
    )
    if opened.commitment != part.commitment:
        raise Unproven(reasons.PART_DAMAGED, part=part.name)
    return opened


def withhold(node: Node, entry: Digest, *, kind: Slug = WITHHELD) -> None:
    """Keep an act's parts here until it has settled, or until another act reveals them."""
    node.work.register.put(Document(kind=kind, id=entry, content=b"", updated=node.world.now()))


def withheld(node: Node, entries: Sequence[Digest]) -> Set[Digest]:
    """Return those of some acts whose parts may not leave yet."""
    return {
        Digest(held.id)
        for kind in (WITHHELD, SEALED)
        for held in node.work.register.some(kind, entries)
    }


def release(node: Node, entries: Sequence[Digest], *, kind: Slug = WITHHELD) -> None:
    """Let the parts of acts go: what they waited for has come, and the partner asks for them."""
    node.work.register.remove_all(kind, entries)


def hold_back(node: Node, entry: Digest, until: datetime) -> None:
    """Say that an act, about to be written, is not to leave before an instant.

    By the act's id, not by its position: should it not be written after all, another act takes
    the position, and must not wait for nothing.
    """
    said = until.strftime(TIME_FORMAT).encode()
    node.work.register.put(
        Document(kind=HELD_BACK, id=entry, content=said, updated=node.world.now())
    )


def held_back(node: Node, entries: Sequence[Digest]) -> Mapping[Digest, datetime]:
    """Return for those of some acts that may not leave at once the instant when they may."""
    return {
        Digest(held.id): datetime.fromisoformat(held.content.decode())
        for held in node.work.register.some(HELD_BACK, entries)
    }
