"""Words for people, out of the signed framework: parties, roles, acts, states, values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jisr.core.act import PartyId, Slug, Term
from jisr.core.canonical import Json
from jisr.core.errors import LANGS, Lang, Reason
from jisr.core.table import Side
from jisr.framework.counted import keep_label
from jisr.framework.edition import Edition
from jisr.framework.procedure import Procedure
from jisr.framework.provenance import Provenance
from jisr.framework.retention import Retention
from jisr.framework.shape import Label
from jisr.framework.transfers import GROUNDS, Transfer
from jisr.node.framework_views import ValueStatus
from jisr.node.node import Node
from jisr.node.record_views import Party, Text
from jisr.node.space import Space
from jisr.record.texts import Trilingual
from jisr.safeguards.rules import parts_of_persons

# A value without an instrument is proposed or an example; its status says which.
UNNAMED = Text(
    "من وضعنا، بلا سند قانوني",
    "de notre main, sans instrument",
    "our own, with no instrument behind it",
)


def text_of(label: Label) -> Text:
    """Return a label of the framework as the pages take it."""
    return Text(ar=label.ar, fr=label.fr, en=label.en)


def said(text: Trilingual) -> Text:
    """Return a text of the record as the pages take it."""
    return Text(ar=text.ar, fr=text.fr, en=text.en)


def reason_text(reason: Reason, facts: Mapping[str, str | int] | None = None) -> Text:
    """Return the sentence of a reason in three languages."""
    by_lang: dict[Lang, str] = {lang: reason.text(lang, dict(facts or {})) for lang in LANGS}
    return Text(ar=by_lang["ar"], fr=by_lang["fr"], en=by_lang["en"])


def title_of(node: Node, space: Space) -> Text:
    """Return what a space is called: its framework's title, which tells two of one pair apart.

    Until the text of the framework is here again, it is the name of its channel.
    """
    edition = node.editions.get(space.edition())
    channel = space.founding.channel
    return text_of(edition.manifest.title) if edition else Text(channel, channel, channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one procedure of one edition."""

    edition: Edition
    procedure: Procedure

    def party(self, party: PartyId) -> Party:
        """Return a party with its name."""
        label = self.edition.manifest.parties.get(party)
        return Party(id=party, name=text_of(label) if label else Text(party, party, party))

    def role(self, side: Side) -> Text:
        """Return the name of the role on a side."""
        for role, label in self.procedure.roles.items():
            if self.procedure.side(role) is side:
                return text_of(label)
        raise AssertionError(side)

    def act(self, act: Slug) -> Text:
        """Return what an act is called; a built-in note has its own words."""
        found = self.procedure.acts.get(act)
        return text_of(found[0]) if found else BUILT_IN.get(act, Text(act, act, act))

    def state(self, state: str) -> Text:
        """Return the name of a state or an end."""
        return text_of(self.procedure.label(Slug(state)))

    def term(self, name: Slug) -> Text:
        """Return what a term is called that some act of the procedure declares."""
        return text_of(self._term(name))

    def kept(self, keep: Retention) -> Text:
        """Return how long a field is kept, and from when."""
        return text_of(keep_label(keep, self._term(keep.term) if keep.term else None))

    def _term(self, name: Slug) -> Label:
        declared = self.procedure.terms.values()
        return next(terms[name].label for terms in declared if name in terms)

    def source(self, provenance: Provenance) -> Text:
        """Return where a value comes from: the instrument and the place in it."""
        if provenance.source is None:
            return UNNAMED
        instrument = self.edition.instruments.get(provenance.source)
        if instrument is None:
            return Text(provenance.source, provenance.source, provenance.source)
        title = text_of(instrument.title)
        if provenance.article is None:
            return title
        return Text(
            ar=f"{title.ar}، {provenance.article}",
            fr=f"{title.fr}, {provenance.article}",
            en=f"{title.en}, {provenance.article}",
        )

    def status(self, provenance: Provenance) -> ValueStatus:
        """Return the status of a value."""
        return ValueStatus(provenance.status.value)

    def codes_text(self, value: Json | Term, codes: str) -> Text:
        """Return a code, or several, by their texts."""
        several = value if isinstance(value, list | tuple) else [value]
        return joined([self._code(str(code), codes) for code in several])

    def _code(self, code: str, codes: str) -> Text:
        found = self.edition.code_list(self.procedure.name, codes)
        label = found.values.get(Slug(code)) if found else None
        return text_of(label) if label else Text(code, code, code)

    def transfers(self) -> tuple[Text, ...]:
        """Return of each party listed on what ground what names a person leaves it, as sentences.

        None where the procedure has no form in which a person can be named.
        """
        listed = self.edition.manifest.transfers if parts_of_persons(self.procedure) else {}
        return tuple(self._transfer(party, one) for party, one in listed.items())

    def _transfer(self, party: PartyId, transfer: Transfer) -> Text:
        named, ground = self.party(party).name, text_of(GROUNDS[transfer.ground])
        source, until = self.source(transfer.provenance), transfer.until.isoformat()
        return Text(
            ar=f"{named.ar}: {ground.ar}، إلى \u2068{until}\u2069 ({source.ar})",
            fr=f"{named.fr} : {ground.fr}, jusqu’au {until} ({source.fr})",
            en=f"{named.en}: {ground.en}, until {until} ({source.en})",
        )

    def office(self, name: str) -> Text:
        """Return what an office of a party is called."""
        found = self.procedure.offices.get(Slug(name))
        return text_of(found[0]) if found else Text(name, name, name)


BUILT_IN: Mapping[Slug, Text] = {
    Slug("opened"): Text("اطّلع عليه مكتب", "ouvert par un bureau", "opened by a desk"),
    Slug("content-refused"): Text("رُفض المحتوى", "contenu refusé", "content refused"),
    Slug("propose-migration"): Text(
        "اقتراح نقل الملف إلى طبعة جديدة",
        "proposer une nouvelle édition pour ce dossier",
        "propose a new edition for this case",
    ),
    Slug("accept-migration"): Text(
        "قبول الطبعة الجديدة", "accepter la nouvelle édition", "accept the new edition"
    ),
}


def joined(texts: Sequence[Text]) -> Text:
    """Return several texts as one list, with the comma of each language."""
    return Text(
        ar="، ".join(text.ar for text in texts),
        fr=", ".join(text.fr for text in texts),
        en=", ".join(text.en for text in texts),
    )
