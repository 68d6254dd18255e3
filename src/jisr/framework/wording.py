"""Clauses, notes and crossings as sentences in Arabic, French and English.

Generated from the same slots, so the three say the same; the words come from the pack.  For
the sentences to be good, the labels keep to these forms (FRA-6):

    role    en "the requesting party"   fr "la partie requérante"   ar "الطرف الطالب"
    office  en "consulate"              fr "le consulat"            ar "قنصلية", "السلطة المركزية"
    act     en "send the request"       fr "envoyer la demande"     ar "إرسال الطلب"
    state   en "request received"       fr "demande reçue"          ar "طلب مستلم"
"""

from collections.abc import Mapping
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import Lang
from jisr.framework.crossings import Crossing
from jisr.framework.procedure import Procedure
from jisr.framework.sentence import EITHER, NoteSentence, Release, Sentence

_CLAUSE: Final[Mapping[Lang, str]] = {
    "ar": "{when}يجوز {who} {act}{form}{repeating}، فينتقل الملف إلى حالة «{state}»{tail}.",
    "fr": "{when}{who} peut {act}{form}{repeating} ; le dossier passe à l’état « {state} »{tail}.",
    "en": "{when}{who} may {act}{form}{repeating}; the case is then “{state}”{tail}.",
}
_NOTE: Final[Mapping[Lang, str]] = {
    "ar": "يجوز {who} {act}{form} في أي وقت، دون أن تتغير حالة الملف.",
    "fr": "{who} peut à tout moment {act}{form}, sans que l’état du dossier change.",
    "en": "{who} may at any time {act}{form}; the state of the case does not change.",
}
_CROSSING: Final[Mapping[Lang, str]] = {
    "ar": "في حالة «{state}»: إذا تقاطع «{loser}» من {lost} مع «{winner}» من {won}، "
    "غلب إجراء {won}، وانتقل الملف إلى حالة «{to}».",
    "fr": "Dans l’état « {state} » : si « {loser} » ({lost}) croise « {winner} » ({won}), "
    "l’acte {of} prévaut et le dossier passe à l’état « {to} ».",
    "en": "In the state “{state}”: if “{loser}” ({lost}) crosses “{winner}” ({won}), "
    "the act of {won} prevails and the case is then “{to}”.",
}
_FORM: Final[Mapping[Lang, str]] = {
    "ar": " باستعمال استمارة «{form}»",
    "fr": " au moyen du formulaire « {form} »",
    "en": " using the form “{form}”",
}
_ACCEPTING: Final[Mapping[Lang, str]] = {
    "ar": " مع قبول النص نفسه «{part}»",
    "fr": " en acceptant le même texte « {part} »",
    "en": " accepting the same text “{part}”",
}
_REVEALING: Final[Mapping[Lang, str]] = {
    "ar": " مع الكشف عن «{part}» بعد إيداع البصمة",
    "fr": " en révélant « {part} », dont l’empreinte a été déposée",
    "en": " revealing “{part}”, whose digest was lodged",
}
_LATE: Final[Mapping[Lang, str]] = {
    "ar": "بعد انقضاء الأجل، ",
    "fr": "Une fois le délai écoulé, ",
    "en": "Once the deadline has passed, ",
}
_PREVAILING: Final[Mapping[Lang, str]] = {
    "ar": "؛ ويغلب هذا الإجراء أي إجراء يتقاطع معه",
    "fr": " ; cet acte prévaut sur tout acte qui le croise",
    "en": "; this act prevails over any act that crosses it",
}
_RELEASE: Final[Mapping[Release | None, Mapping[Lang, str]]] = {
    None: {"ar": "", "fr": "", "en": ""},
    Release.SETTLED: {
        "ar": "؛ ولا يُسلَّم المضمون إلا بعد أن يصير الإجراء نهائيًا",
        "fr": " ; le contenu n’est transmis qu’une fois l’acte définitif",
        "en": "; the content is released only once the act has settled",
    },
    Release.REVEALED: {
        "ar": "؛ وتُسلَّم البصمة وحدها، أما المضمون فعند الكشف عنه",
        "fr": " ; l’empreinte seule est transmise, le contenu l’est quand il est révélé",
        "en": "; only the digest is sent, the content when it is revealed",
    },
}
_ADVERSE: Final[Mapping[Lang, str]] = {
    "ar": "هذه الإجراءات تمس الشخص المعني: {acts}. ولا يتخذ أي طرف شيئًا منها في حق شخص تحميه "
    "عقدته، ولا يُقال السبب لأحد.",
    "fr": "Ces actes pèsent sur la personne concernée : {acts}. Aucune partie n’en accomplit "
    "envers une personne que son nœud protège, et le motif n’en est dit à personne.",
    "en": "These acts burden the person concerned: {acts}. A party takes none of them about a "
    "person whom its node protects, and why is told to nobody.",
}
_PROTECTS: Final[Mapping[Lang, str]] = {
    "ar": "يُحمى من يُذكر في «{fields}» لدى العقدتين معًا. ويُحمى من فُتح الملف لأجله لدى عقدة "
    "الطرف الذي فتحه، وإن لم يُذكر بعد.",
    "fr": "La personne nommée sous « {fields} » est protégée dans les deux nœuds. Celle pour qui "
    "le dossier est ouvert l’est dans le nœud de la partie qui l’ouvre, même sans y être nommée.",
    "en": "The person named under “{fields}” is protected at both nodes. The person for whom a "
    "case is opened is protected at the node of the party that opens it, even if not named there.",
}
_DISCLOSES: Final[Mapping[Lang, str]] = {
    "ar": "هذه الإجراءات تكشف شيئًا عن الأشخاص المعنيين: {acts}. ولا يتخذ أي طرف شيئًا منها إذا كانت "
    "عقدته تلزم الصمت بشأن أحدهم أو تعذرت معرفته، ولا يُقال السبب لأحد.",
    "fr": "Ces actes révèlent quelque chose des personnes concernées : {acts}. Une partie n’en "
    "accomplit aucun si son nœud se tait sur l’une d’elles ou ne peut savoir qui elle est, et le "
    "motif n’en est dit à personne.",
    "en": "These acts tell something about the persons concerned: {acts}. A party takes none of "
    "them when its node keeps silence about one of them or cannot know who they are, and why is "
    "told to nobody.",
}
_NEUTRAL: Final[Mapping[Lang, str]] = {
    "ar": "وتقول هذه الإجراءات إن لا شيء يُقدَّم، أيًا كان السبب: {acts}. ولا يُستدل منها على أن الطرف "
    "يعلم شيئًا أو يجهله.",
    "fr": "Ces actes disent que rien n’est donné, quelle qu’en soit la cause : {acts}. On n’en "
    "peut déduire ni que la partie sait quelque chose, ni qu’elle ne sait rien.",
    "en": "These acts say that nothing is given, whatever the cause: {acts}. It follows from them "
    "neither that the party knows something, nor that it knows nothing.",
}
_AGENDA: Final[Mapping[Lang, str]] = {
    "ar": "يُدرج الملف في هذه الحالة في جدول أعمال الدورة التالية للمجموعة المختلطة.",
    "fr": "Dans cet état, le dossier est inscrit à l’ordre du jour de la prochaine session du "
    "groupe mixte.",
    "en": "In this state the case goes onto the agenda of the next session of the mixed group.",
}
_LISTED: Final[Mapping[Lang, str]] = {"ar": "، ", "fr": ", ", "en": ", "}
_EITHER: Final[Mapping[Lang, str]] = {
    "ar": "لأيٍّ من الطرفين",
    "fr": "l’une ou l’autre des parties",
    "en": "either party",
}


def clause_text(procedure: Procedure, sentence: Sentence, lang: Lang) -> str:
    """Return a clause of a sound procedure as a sentence."""
    tail = _PREVAILING[lang] if sentence.prevailing else ""
    tail += _RELEASE[sentence.release][lang]
    who = _who(procedure, sentence.who, sentence.office, lang)
    return _sentence(
        _CLAUSE[lang].format(
            when=_LATE[lang] if sentence.late else "",
            who=_to(who) if lang == "ar" else who,
            act=procedure.acts[sentence.act][0].text(lang),
            form=_form(procedure, sentence.form, lang),
            repeating=_repeating(procedure, sentence, lang),
            state=procedure.label(sentence.to).text(lang),
            tail=tail,
        )
    )


def note_text(procedure: Procedure, note: NoteSentence, lang: Lang) -> str:
    """Return a note of a sound procedure as a sentence."""
    if note.who == EITHER:
        who = _EITHER[lang]
    else:
        role = procedure.roles[note.who].text(lang)
        who = _to(role) if lang == "ar" else role
    return _sentence(
        _NOTE[lang].format(
            who=who,
            act=procedure.acts[note.act][0].text(lang),
            form=_form(procedure, note.form, lang),
        )
    )


def crossing_text(procedure: Procedure, crossing: Crossing, lang: Lang) -> str:
    """Return one line of the crossing table as a sentence."""
    winner, loser = crossing.winner, crossing.loser
    return _CROSSING[lang].format(
        state=procedure.label(crossing.state).text(lang),
        winner=procedure.acts[winner.act][0].text(lang),
        loser=procedure.acts[loser.act][0].text(lang),
        won=procedure.roles[winner.who].text(lang),
        lost=procedure.roles[loser.who].text(lang),
        of=french_of(procedure.roles[winner.who].text(lang)),
        to=procedure.label(winner.to).text(lang),
    )


def agenda_text(lang: Lang) -> str:
    """Return what a state says whose cases come before the next session (FRA-35)."""
    return _AGENDA[lang]


def persons_text(procedure: Procedure, lang: Lang) -> str:
    """Return what a procedure says of persons: which acts burden one or tell of one, and the rest.

    Returns:
        Sentences; "" when it says nothing of persons.

    Source: docs/spec/framework.md, FRA-34, FRA-40, FRA-41.
    """
    found = []
    for said, listed in (
        (_ADVERSE, procedure.adverse),
        (_DISCLOSES, procedure.discloses),
        (_NEUTRAL, procedure.nothing_known),
    ):
        if listed:
            acts = [procedure.acts[act][0].text(lang) for act in listed]
            found.append(said[lang].format(acts=_LISTED[lang].join(acts)))
    if procedure.protects:
        fields = {
            field.name: field.label.text(lang)
            for form in procedure.forms.values()
            for field in form.fields.values()
        }
        named = _LISTED[lang].join(fields[name] for name in procedure.protects)
        found.append(_PROTECTS[lang].format(fields=named))
    return " ".join(found)


def _who(procedure: Procedure, role: Slug, office: Slug | None, lang: Lang) -> str:
    party = procedure.roles[role].text(lang)
    if office is None:
        return party
    name = procedure.offices[office][0].text(lang)
    if lang == "ar":
        # Annexed when without article (قنصلية الطرف), else joined: السلطة المركزية للطرف.
        return f"{name} {_to(party) if name.startswith('ال') else party}"
    if lang == "fr":
        return f"{name} {french_of(party)}"
    return f"{party}’s {name}"


def french_of(name: str) -> str:
    """Return "de" with a French noun phrase: "du ministère", "de la partie"."""
    for article, joined in (("le ", "du "), ("les ", "des ")):
        if name.startswith(article):
            return joined + name.removeprefix(article)
    return f"d’{name}" if name[:1] in "aeiouyéèêh" else f"de {name}"


def _to(name: str) -> str:
    """Return "for" with an Arabic noun phrase; the article loses its alif after لـ."""
    if name.startswith("الل"):
        return "ل" + name.removeprefix("ال")
    if name.startswith("ال"):
        return "لل" + name.removeprefix("ال")
    return "ل" + name


def _form(procedure: Procedure, form: Slug | None, lang: Lang) -> str:
    if form is None:
        return ""
    return _FORM[lang].format(form=procedure.forms[form].label.text(lang))


def _repeating(procedure: Procedure, sentence: Sentence, lang: Lang) -> str:
    part = sentence.accepting or sentence.revealing
    if part is None:
        return ""
    words = _ACCEPTING if sentence.accepting else _REVEALING
    forms = [form for form in procedure.forms.values() if part in form.parts]
    return words[lang].format(part=forms[0].part_label(part).text(lang))


def _sentence(text: str) -> str:
    """Return the text with its first letter in upper case; Arabic has none."""
    return text[:1].upper() + text[1:]
