"""Questions for and against each rule.  What is here `AGAINST` a rule, that rule alone catches."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from jisr.core.act import PartyId, Slug
from jisr.framework import Edition, parse_edition
from jisr.framework.expiry import Bound, Expiry
from jisr.framework.form import Form, Handling
from jisr.framework.grades import Grade
from jisr.framework.retention import KeptFrom
from jisr.framework.shape import Label
from jisr.safeguards.approvals import NON_REFOULEMENT, OWN_STEP_UP, SECOND_OFFICER, Given
from jisr.safeguards.decision import Point, Provided, Question, Subject
from tests.framework.packs import MANIFEST, REQUEST, UNDERTAKING, edited, good, sound

INFORMATION = Slug("information-request")
P = Point
OURS = (P.COMPOSE, P.RELEASE)
ACTS = (*OURS, P.RECEIPT)

PURPOSE_TERM = """    purpose:
      type: code
      codes: request-purpose
      required: yes
"""
CODED_LABEL = "urgent-direct:"
ANSWER_FIELDS = """      findings:
        type: statement
        many: 20
"""


@cache
def changed(old: str, new: str, *, path: str = REQUEST) -> Edition:
    """Return the edition with one passage of a procedure replaced; the checker is not asked."""
    return parse_edition(edited(path, old, new), pack="ma-fr")


GAPS = "      not-covered:\n        type: text\n"
ROW = "        many: 3\n        row: asylum\n"
LENGTHS = "answer:\n  label: {ar: س, fr: s, en: asylum}\n  length: 3 days\n  status: proposed\n"
# One text of each kind that an edition carries, spoilt.
SPOILT: Mapping[str, Edition] = {
    "the help of a procedure": changed("en: A national", "en: A refugee, a national"),
    "a role": changed("en: the requesting party}", "en: the asylum seeker}"),
    "an office": changed("opens:", "offices:\n  port: {ar: طالبو اللجوء, fr: s, en: s}\nopens:"),
    "the label of a field": changed("fr: personnes concernées", "fr: réfugiés"),
    "the help of a field": changed("en: Only those the", "en: Only refugees that the"),
    "the unit of a term": changed("unit: days", "unit: asylums"),
    "the basis of a field": changed("en: processing necessary", "en: asylum necessary"),
    "the row of a field": changed(
        GAPS,
        f"{GAPS}{ROW}".replace("covered", "asked")
        + f"        label: {{ar: س, fr: s, en: s}}\n{GAPS}{ROW}",
    ),
    "the source of a value": changed("source: directive-2023-977", "source: asylum-directive"),
    "an article": changed("article: art. 5(1)", "article: asylum 5(1)"),
    "a word of the glossary": changed("en: case}", "en: asylum case}", path="common/glossary.yaml"),
    "an instrument": changed(
        "en: Record of", "en: Asylum record of", path="ma-fr/instruments.yaml"
    ),
    "a calendar": changed("en: Labour Day", "en: Refugee Day", path="common/calendars/MA.yaml"),
    "the title of the pack": changed("en: Common", "en: Asylum", path="ma-fr/pack.yaml"),
    "a length of its own": parse_edition(
        {**good(), "ma-fr/lengths.yaml": LENGTHS.encode()}, pack="ma-fr"
    ),
}


def form_of(name: str, edition: Edition | None = None, procedure: Slug = INFORMATION) -> Form:
    return (edition or sound()).procedures[procedure].forms[Slug(name)]


def content_of(form: str, **fields: object) -> dict[str, object]:
    held = {name.replace("_", "-"): value for name, value in fields.items()}
    return {"fields": held, "form": form, "kind": "form"}


QUESTION = form_of("request").fields[Slug("question")]
TOLD = Label(ar="س", fr="s", en="Applicant for asylum")
TERMS = {"urgency": "ordinary", "purpose": "detection"}
ABOUT = {"question": "Is it registered?", "reason": "Seen at two places at once."}

SEND = Question(
    point=P.RECEIPT,
    me=PartyId("MA"),
    author=PartyId("FR"),
    edition=sound(),
    procedure=INFORMATION,
    act=Slug("send"),
    terms=TERMS,
    opening=TERMS,
    parts=frozenset({"request"}),
    part="request",
    form=form_of("request"),
    content=content_of("request", **ABOUT),
)
SEND_WHOLE = replace(SEND, part=None, content=None)
ANSWER = replace(
    SEND,
    act=Slug("answer"),
    terms={},
    parts=frozenset({"answer"}),
    part="answer",
    form=form_of("answer"),
    content=content_of("answer", answer="It is."),
)
UNDERTAKE = replace(
    SEND,
    procedure=Slug("undertaking"),
    act=Slug("propose"),
    terms={},
    opening={},
    parts=frozenset({"statement"}),
    part="statement",
    form=form_of("statement", procedure=Slug("undertaking")),
    content=content_of("statement", text="Meet every spring."),
)
PROPOSE = replace(
    UNDERTAKE,
    procedure=Slug("framework-revision"),
    parts=frozenset({"proposal"}),
    part="proposal",
    form=form_of("proposal", procedure=Slug("framework-revision")),
    content=content_of("proposal", reason="It serves the test."),
)


def under(edition: Edition, question: Question, form: str = "request") -> Question:
    """Return a question as it is asked under another edition."""
    return replace(question, edition=edition, form=form_of(form, edition))


def signing(edition: Edition, procedure: Slug = INFORMATION) -> Question:
    """Return what is asked about a procedure before it may be signed."""
    return Question(
        point=P.FRAMEWORK,
        me=PartyId("MA"),
        author=PartyId("MA"),
        edition=edition,
        procedure=procedure,
        act=Slug("send"),
    )


ROLES = "roles:\n  requesting:"
SUBJECTS = "      subjects:\n        type: person\n        category: asked\n"
# A request whose answer burdens a person; the second one surely names who that is.
# It tells nothing: what stops it is that it burdens.
BURDENING = parse_edition(
    {
        **good(),
        REQUEST: good()[REQUEST]
        .replace(ROLES.encode(), f"adverse: [answer]\n{ROLES}".encode(), 1)
        .replace(b"discloses: [send, answer, ", b"discloses: [send, ", 1),
    },
    pack="ma-fr",
)
NAMING = parse_edition(
    {
        **good(),
        REQUEST: good()[REQUEST]
        .replace(ROLES.encode(), f"adverse: [answer]\n{ROLES}".encode(), 1)
        .replace(SUBJECTS.encode(), f"{SUBJECTS}        required: yes\n".encode(), 1),
    },
    pack="ma-fr",
)
UNLISTED = changed("discloses: [send, answer,", "discloses: [answer,")
VICTIMS_TOLD = (
    good()[REQUEST]
    .replace(b"category: asked", b"category: victim")
    .replace(b"type: statement", b"type: text")
)
VICTIMS = changed("category: asked", "category: victim")
UNLISTED_CATEGORIES = changed("    - codes/person-category\n", "", path="ma-fr/pack.yaml")
PROTECTING = parse_edition(
    {
        **good(),
        REQUEST: good()[REQUEST]
        .replace(ROLES.encode(), f"protects: [subjects]\n{ROLES}".encode(), 1)
        .replace(b"discloses: [send, ", b"discloses: [", 1),
    },
    pack="ma-fr",
)


OWN = Given(kind=OWN_STEP_UP, by_author=True, same_desk=True)
SECOND = Given(kind=SECOND_OFFICER, by_author=False, same_desk=True)
CHECK = Given(kind=NON_REFOULEMENT, by_author=False, same_desk=False)
ALL_GIVEN = frozenset({OWN, SECOND, CHECK})


def approved(*given: Given) -> Question:
    """Return an answer that burdens somebody who is known, with these approvals."""
    return replace(about(Subject.KNOWN, ANSWER, BURDENING, "answer"), approvals=frozenset(given))


def about(subject: Subject | None, question: Question, edition: Edition, form: str) -> Question:
    """Return a question under an edition, with what is known of whom it is about, approved."""
    subjects = frozenset() if subject is None else frozenset({subject})
    asked = under(edition, question, form)
    return replace(asked, subjects=subjects, of_age=True, approvals=ALL_GIVEN)


def saying(originator: object) -> Question:
    """Return an answer with a statement that names its originator."""
    said = {"information": 4, "nature": "fact", "originator": originator, "source": "X"}
    content = content_of("answer", answer="It is.", findings=[{**said, "text": "Seen."}])
    return replace(ANSWER, content=content)


def naming(persons: int) -> Question:
    """Return a request that announces so many persons."""
    parts = {f"subjects.{number}" for number in range(1, persons + 1)}
    return replace(SEND, parts=frozenset({"request", *parts}))


def kept(
    days: int, months: int, *, start: KeptFrom = KeptFrom.END, term: str | None = None
) -> Form:
    """Return the form of a request whose question is kept so long, from then."""
    form = form_of("request")
    field = form.fields[Slug("question")]
    keep = replace(
        field.keep, days=days, months=months, start=start, term=None if term is None else Slug(term)
    )
    return replace(form, fields={**form.fields, field.name: replace(field, keep=keep)})


def expiring(last: date | None, today: date) -> Question:
    """Return what is asked of a part on a day."""
    expiry = None if last is None else Expiry(last=last, bound=Bound.FRAMEWORK)
    return replace(SEND, content=None, expiry=expiry, today=today)


def labelled(**texts: str) -> Form:
    """Return the form of a request, one label of which reads so."""
    return described(label=replace(QUESTION.label, **texts))


def described(**texts: object) -> Form:
    """Return the form of a request, one field of which has these."""
    form = form_of("request")
    field = replace(QUESTION, **texts)  # type: ignore[arg-type]
    return replace(form, fields={**form.fields, field.name: field})


BURDENED = about(Subject.KNOWN, ANSWER, BURDENING, "answer")
SOMEBODY = {"names": [{"script": "Latn", "text": "Invented Person"}]}


def called(category: object, edition: Edition | None = None) -> Question:
    """Return a request that names somebody in a category; in none where that is None."""
    said = {} if category is None else {"category": category}
    question = under(edition or sound(), SEND)
    return replace(
        question,
        parts=frozenset({"request", "subjects.1"}),
        part="subjects.1",
        content=content_of("request", subjects=[{**SOMEBODY, **said}]),
    )


GROUND = "ground: instrument, until: 2036-12-31"
DEROGATING = changed(GROUND, GROUND.replace("instrument", "derogation"), path=MANIFEST)
FREE = changed("transfers:\n  FR:", "transfers:\n  MA:", path=MANIFEST)  # Of FR nothing is asked.
LATE = date(2037, 1, 1)


def among(persons: int, question: Question) -> Question:
    """Return a question about a part of an act that names so many persons."""
    parts = {f"subjects.{number}" for number in range(1, persons + 1)}
    return replace(question, parts=frozenset({"request", *parts}))


FRANCE, MOROCCO = PartyId("FR"), PartyId("MA")


def stating(originator: str | None = "MA", *, text: str = "Seen.", **said: object) -> Question:
    """Return an answer of FR with a statement; unless said otherwise a fact, of MA, graded X4."""
    statement = {"information": 4, "nature": "fact", "source": "X", "text": text, **said}
    statement |= {} if originator is None else {"originator": originator}
    content = content_of("answer", answer="It is.", findings=[statement])
    return replace(ANSWER, content=content)


def provided(
    source: str,
    information: int,
    *,
    text: str = "Seen.",
    handling: Handling = Handling.H0,
    party: PartyId = MOROCCO,
) -> Provided:
    grade = Grade(source=source, information=information)
    return Provided(party=party, text=text, grade=grade, handling=handling)


def citing(question: Question, *known: Provided) -> Question:
    """Return a question in a case in which this was provided."""
    return replace(question, provided=known)


@dataclass(frozen=True)
class Example:
    question: Question
    points: tuple[Point, ...]

    def each(self) -> list[Question]:
        return [replace(self.question, point=point) for point in self.points]


KEEP = "keep: {length: 2 years, from: end, status: proposed}"
FROM_EVENT = KEEP.replace("from: end", "from: event purpose")

AGAINST: Mapping[str, Mapping[str, Example]] = {
    "P1": {
        "no purpose": Example(replace(SEND, terms={}, opening={}), ACTS),
        "no purpose, whole act": Example(replace(SEND_WHOLE, terms={}, opening={}), OURS),
        "a purpose not signed": Example(replace(SEND, opening={"purpose": "curiosity"}), ACTS),
        "a number for a purpose": Example(replace(SEND, opening={"purpose": 7}), ACTS),
        "no purpose in the case": Example(replace(ANSWER, opening={"urgency": "x"}), ACTS),
        "another purpose later": Example(
            replace(ANSWER, terms={"purpose": "prevention"}, opening=TERMS), ACTS
        ),
        "several, one not signed": Example(
            replace(SEND, opening={"purpose": ("detection", "revenge")}), ACTS
        ),
        "read for something else": Example(
            replace(ANSWER, terms={"purpose": "prevention"}, opening=TERMS), (P.QUERY,)
        ),
        "read for its purpose and another": Example(
            replace(ANSWER, terms={"purpose": ("detection", "curiosity")}), (P.QUERY,)
        ),
        "read of a case without a purpose": Example(
            replace(ANSWER, terms={"purpose": "detection"}, opening={"urgency": "x"}), (P.QUERY,)
        ),
        "not required by the edition": Example(
            signing(changed(PURPOSE_TERM, PURPOSE_TERM.replace("yes", "no"))), (P.FRAMEWORK,)
        ),
        "not coded": Example(
            signing(
                changed(
                    PURPOSE_TERM,
                    PURPOSE_TERM.replace("code\n", "reference\n").replace(
                        "      codes: request-purpose\n", ""
                    ),
                )
            ),
            (P.FRAMEWORK,),
        ),
        "not declared at all": Example(
            signing(changed(PURPOSE_TERM, PURPOSE_TERM.replace("purpose:\n", "aim:\n"))),
            (P.FRAMEWORK,),
        ),
    },
    "P2": {
        "content of no form": Example(replace(SEND, form=None, content=None), ACTS),
        "content nobody can read": Example(replace(SEND, content=None), ACTS),
        "an edition that is not here": Example(
            replace(SEND, edition=None, form=None, content=None), ACTS
        ),
    },
    "P3": {
        "the day after the last": Example(replace(called("suspect"), today=LATE), OURS),
    },
    "P4": {
        "nobody has determined it": Example(called("suspect", DEROGATING), OURS),
        "two in one act": Example(among(2, called("suspect", DEROGATING)), OURS),
    },
    "P6": {
        "of a third party": Example(saying("BE"), ACTS),
        "of an organisation": Example(saying("Europol"), ACTS),
    },
    "P7": {
        "lighter than it was provided": Example(
            citing(stating(), provided("X", 4, handling=Handling.H2)), ACTS
        ),
        "lighter than one of those it was derived from": Example(
            citing(
                stating(text="All."),
                provided("X", 4),
                provided("X", 4, text="Heard.", handling=Handling.H3),
            ),
            ACTS,
        ),
    },
    "P10": {
        "an assessment of nothing": Example(stating(None, nature="assessment"), ACTS),
        "one of the other party": Example(stating(nature="assessment"), ACTS),
    },
    "P11": {
        "a better source": Example(
            citing(stating(source="A", information=2), provided("B", 2)), ACTS
        ),
        "better information": Example(
            citing(stating(source="B", information=1), provided("B", 2)), ACTS
        ),
        "better than the worst of several": Example(
            citing(
                stating(text="All.", source="B", information=2),
                provided("B", 2),
                provided("A", 3, text="Heard."),
            ),
            ACTS,
        ),
        "an edition in which nothing told is graded": Example(
            signing(changed("type: statement", "type: text")), (P.FRAMEWORK,)
        ),
        "known to nobody": Example(stating(source="C", information=4), ACTS),
        "of another party": Example(
            citing(stating(source="B", information=2), provided("B", 2, party=FRANCE)), ACTS
        ),
    },
    "P8": {
        "nobody says what they are": Example(called(None), ACTS),
        "somebody who is something else there": Example(
            replace(called("suspect"), otherwise=True), OURS
        ),
        "what no list knows": Example(called("villain"), ACTS),
        "what nobody could be": Example(called(7), ACTS),
        "another one beside the one signed": Example(called("suspect", VICTIMS), ACTS),
        "the same one beside the one signed": Example(called("victim", VICTIMS), ACTS),
        "asked, of no list": Example(signing(UNLISTED_CATEGORIES), (P.FRAMEWORK,)),
        "a category that no list knows": Example(
            signing(changed("category: asked", "category: villain")), (P.FRAMEWORK,)
        ),
    },
    "P12": {
        "nothing": Example(replace(SEND_WHOLE, parts=frozenset()), OURS),
        "persons and no reason": Example(
            replace(SEND_WHOLE, parts=frozenset({"subjects.1"})), OURS
        ),
    },
    "P15": {
        "kept for no time that is said": Example(replace(SEND, form=kept(0, 0)), ACTS),
        "from an event nobody dates": Example(
            replace(SEND, form=kept(0, 24, start=KeptFrom.EVENT, term="departure")), ACTS
        ),
        "from an event without a name": Example(
            replace(SEND, form=kept(0, 24, start=KeptFrom.EVENT)), ACTS
        ),
        "from an event the edition leaves open": Example(
            signing(changed(KEEP, KEEP.replace("from: end", "from: event delay"))), (P.FRAMEWORK,)
        ),
        "a limit of its own that is no date": Example(
            signing(changed("    delay:\n", "    keep-until:\n")), (P.FRAMEWORK,)
        ),
        "the day after the last": Example(expiring(date(2028, 3, 2), date(2028, 3, 3)), (P.TIMER,)),
    },
    "P18": {
        "nobody has signed for it": Example(approved(SECOND, CHECK), OURS),
        "another one has, for the author": Example(
            approved(SECOND, CHECK, replace(OWN, by_author=False)), OURS
        ),
    },
    "P22": {
        "a term": Example(replace(SEND, terms={**TERMS, "desk": "asylum-office"}), ACTS),
        "an act": Example(replace(ANSWER, act=Slug("send-asylum-file")), ACTS),
        "a label in English": Example(replace(SEND, form=labelled(en="Refugee status")), ACTS),
        "a label in French": Example(replace(SEND, form=labelled(fr="Demande d’ASILE")), ACTS),
        "a label in Arabic": Example(replace(SEND, form=labelled(ar="طالِبُ اللُّجوء")), ACTS),
        "a code": Example(
            under(
                changed("passport:", "refugee-document:", path="common/codes/document-types.yaml"),
                SEND,
            ),
            ACTS,
        ),
        "a field to be signed": Example(
            signing(changed("urgency-reason:", "asylum-file:")), (P.FRAMEWORK,)
        ),
        "a title to be signed": Example(
            signing(changed("fr: Demande de renseignements", "fr: Réfugiés")), (P.FRAMEWORK,)
        ),
        "a state to be signed": Example(
            signing(changed("fr: précisions demandées", "fr: asile demandé")), (P.FRAMEWORK,)
        ),
        "a code of a term to be signed": Example(
            signing(changed("technical:", "asylum:")), (P.FRAMEWORK,)
        ),
        **{
            f"{kind} to be signed": Example(signing(edition), (P.FRAMEWORK,))
            for kind, edition in SPOILT.items()
        },
        "the help of a field": Example(replace(SEND, form=described(help=TOLD)), ACTS),
        "the unit of a field": Example(replace(SEND, form=described(unit=TOLD)), ACTS),
        "the row of a field": Example(replace(SEND, form=described(row=Slug("asylum"))), ACTS),
        "the basis of a field": Example(
            replace(SEND, form=described(basis=replace(QUESTION.basis, text=TOLD))), ACTS
        ),
    },
    "P23": {
        "a protected person": Example(about(Subject.PROTECTED, ANSWER, BURDENING, "answer"), OURS),
        "nobody knows whom": Example(about(Subject.UNKNOWN, ANSWER, BURDENING, "answer"), OURS),
        "nobody is named": Example(about(None, ANSWER, BURDENING, "answer"), OURS),
        "a step about whom it keeps silence": Example(
            about(Subject.SILENT, ANSWER, BURDENING, "answer"), OURS
        ),
        "an answer about whom it keeps silence": Example(
            about(Subject.SILENT, ANSWER, sound(), "answer"), OURS
        ),
        "an answer about nobody knows whom": Example(
            about(Subject.UNKNOWN, ANSWER, sound(), "answer"), OURS
        ),
        "a request about whom it keeps silence": Example(
            about(Subject.SILENT, SEND, sound(), "request"), OURS
        ),
        "a request about nobody knows whom": Example(
            about(Subject.UNKNOWN, SEND, sound(), "request"), OURS
        ),
        "an opening about whom it keeps silence, listed or not": Example(
            about(Subject.SILENT, SEND, UNLISTED, "request"), OURS
        ),
        "nobody has checked where it leads": Example(approved(OWN, SECOND), OURS),
        "an opening that names nobody": Example(signing(BURDENING), (P.FRAMEWORK,)),
        "an opening without a form": Example(
            signing(changed(ROLES, f"adverse: [announce-delay]\n{ROLES}")), (P.FRAMEWORK,)
        ),
    },
    "P24": {
        "somebody who may be a child": Example(replace(BURDENED, of_age=False), OURS),
        "the same, whole act": Example(
            replace(BURDENED, of_age=False, part=None, content=None), OURS
        ),
    },
    "P25": {
        "nobody knows whom it protects": Example(
            about(Subject.UNKNOWN, SEND, PROTECTING, "request"), OURS
        ),
        "it protects nobody": Example(about(None, SEND, PROTECTING, "request"), OURS),
    },
    "P26": {
        "the partner’s, H1": Example(SEND, (P.EXPORT,)),
        "the partner’s, H3": Example(
            replace(under(changed("handling: H1", "handling: H3"), SEND)), (P.EXPORT,)
        ),
        "the partner’s, unknown": Example(replace(SEND, form=None, content=None), (P.EXPORT,)),
    },
    "P30": {
        "eleven persons": Example(naming(11), ACTS),
        "a form for eleven persons": Example(
            signing(changed("many: 5", "many: 11")), (P.FRAMEWORK,)
        ),
    },
    "P41": {
        "nobody else agrees": Example(approved(OWN, CHECK), OURS),
        "its author agrees twice": Example(
            approved(OWN, CHECK, replace(SECOND, by_author=True)), OURS
        ),
        "its author has checked it": Example(
            approved(OWN, SECOND, replace(CHECK, by_author=True)), OURS
        ),
        "a colleague of its author has checked it": Example(
            approved(OWN, SECOND, replace(CHECK, same_desk=True)), OURS
        ),
    },
}

FOR: Mapping[str, Mapping[str, Example]] = {
    "P1": {
        "a purpose": Example(SEND, ACTS),
        "two purposes": Example(
            replace(SEND, opening={"purpose": ("detection", "prevention")}), ACTS
        ),
        "the case’s purpose": Example(ANSWER, ACTS),
        "the same again": Example(replace(ANSWER, terms={"purpose": "detection"}), ACTS),
        "no persons, no purpose": Example(UNDERTAKE, ACTS),
        "read for its purpose": Example(
            replace(ANSWER, terms={"purpose": "detection"}), (P.QUERY,)
        ),
        "read for a court": Example(
            replace(ANSWER, terms={"purpose": "court-order"}, opening={}), (P.QUERY,)
        ),
        "to be signed": Example(signing(sound()), (P.FRAMEWORK,)),
        "no persons, to be signed": Example(signing(sound(), Slug("undertaking")), (P.FRAMEWORK,)),
    },
    "P2": {
        "content of its form": Example(SEND, ACTS),
        "an act without content": Example(replace(ANSWER, part=None, form=None), OURS),
    },
    "P3": {
        "the last day": Example(replace(called("suspect"), today=date(2036, 12, 31)), OURS),
        "nobody named": Example(replace(SEND, today=LATE), OURS),
        "a party that is not listed": Example(replace(called("suspect", FREE), today=LATE), OURS),
        "the whole act": Example(replace(SEND_WHOLE, today=LATE), OURS),
    },
    "P4": {
        "another ground": Example(among(2, called("suspect")), OURS),
        "nobody named": Example(under(DEROGATING, SEND), OURS),
        "an edition that is not here": Example(replace(SEND_WHOLE, edition=None, form=None), OURS),
    },
    "P6": {
        "our own": Example(saying("MA"), ACTS),
        "the partner’s": Example(saying("FR"), ACTS),
        "one that is not a list": Example(
            replace(
                under(
                    changed(ANSWER_FIELDS, ANSWER_FIELDS.replace("        many: 20\n", "")),
                    ANSWER,
                    "answer",
                ),
                content=content_of(
                    "answer", answer="It is.", findings={"nature": "fact", "text": "Seen."}
                ),
            ),
            ACTS,
        ),
    },
    "P7": {
        "as it was provided": Example(
            citing(stating(), provided("X", 4, handling=Handling.H1)), ACTS
        ),
        "stricter than it was provided": Example(citing(stating(), provided("X", 4)), ACTS),
        "another one than the strict one": Example(
            citing(
                stating(),
                provided("X", 4),
                provided("X", 4, text="Heard.", handling=Handling.H3),
            ),
            ACTS,
        ),
        "nothing known of it": Example(stating(), ACTS),
        "one’s own": Example(citing(stating(None), provided("X", 4, handling=Handling.H3)), ACTS),
    },
    "P10": {
        "a fact": Example(stating(), ACTS),
        "an assessment with what it rests on": Example(
            stating(None, nature="assessment", basis="Two sightings."), ACTS
        ),
        "content nobody can read": Example(replace(SEND_WHOLE, content=None), OURS),
    },
    "P11": {
        "one’s own": Example(stating(None, source="A", information=1), ACTS),
        "one’s own, named": Example(stating("FR", source="A", information=1), ACTS),
        "as the provider graded it": Example(
            citing(
                stating(source="B", information=2),
                provided("B", 2),
                provided("X", 4, text="Heard."),
            ),
            ACTS,
        ),
        "worse than the provider graded it": Example(
            citing(stating(source="C", information=3), provided("B", 2)), ACTS
        ),
        "the worst of several": Example(
            citing(
                stating(text="All.", source="B", information=3),
                provided("B", 2),
                provided("A", 3, text="Heard."),
            ),
            ACTS,
        ),
        "not known, X4": Example(stating(), ACTS),
        "an edition with statements": Example(signing(sound()), (P.FRAMEWORK,)),
        "one that names nobody as anything": Example(
            signing(parse_edition({**good(), REQUEST: VICTIMS_TOLD}, pack="ma-fr")),
            (P.FRAMEWORK,),
        ),
    },
    "P8": {
        "a suspect": Example(called("suspect"), ACTS),
        "somebody of whom the form says it": Example(called(None, VICTIMS), ACTS),
        "nobody": Example(SEND, ACTS),
        "a victim, as signed": Example(signing(VICTIMS), (P.FRAMEWORK,)),
        "asked": Example(signing(sound()), (P.FRAMEWORK,)),
    },
    "P12": {
        "everything": Example(SEND_WHOLE, OURS),
        "more than is required": Example(
            replace(SEND_WHOLE, parts=frozenset({"request", "subjects.1"})), OURS
        ),
    },
    "P15": {
        "so many days": Example(replace(SEND, form=kept(1, 0)), ACTS),
        "from an event of the act": Example(
            replace(SEND, form=kept(0, 1, start=KeptFrom.EVENT, term="urgency")), ACTS
        ),
        "from an event of the opening": Example(
            replace(SEND, terms={}, form=kept(0, 1, start=KeptFrom.EVENT, term="urgency")), ACTS
        ),
        "from an event the edition requires": Example(
            signing(changed(KEEP, FROM_EVENT)), (P.FRAMEWORK,)
        ),
        "several ways to open": Example(signing(sound(), Slug("undertaking")), (P.FRAMEWORK,)),
        "a limit of its own that is a date": Example(
            signing(changed("    delay:\n      type: number", "    keep-until:\n      type: date")),
            (P.FRAMEWORK,),
        ),
        "the last day": Example(expiring(date(2028, 3, 2), date(2028, 3, 2)), (P.TIMER,)),
        "a case that runs": Example(expiring(None, date(2028, 3, 2)), (P.TIMER,)),
    },
    "P18": {
        "its author has signed for it": Example(approved(*ALL_GIVEN), OURS),
        "what burdens nobody": Example(replace(ANSWER, part=None), OURS),
        "an edition that is not here": Example(replace(SEND_WHOLE, edition=None, form=None), OURS),
    },
    "P22": {
        "recourse to a court": Example(replace(SEND, form=labelled(ar="اللجوء إلى القضاء")), ACTS),
        "an officer’s office": Example(
            signing(changed("requested may refuse", "requested's desk may refuse")), (P.FRAMEWORK,)
        ),
        "to be signed": Example(
            signing(
                changed("fr: Engagement", "fr: Promesse", path=UNDERTAKING), Slug("undertaking")
            ),
            (P.FRAMEWORK,),
        ),
    },
    "P23": {
        "somebody else": Example(about(Subject.KNOWN, ANSWER, BURDENING, "answer"), OURS),
        "an answer about the protected": Example(
            about(Subject.PROTECTED, ANSWER, sound(), "answer"), OURS
        ),
        "an answer about nobody": Example(about(None, ANSWER, sound(), "answer"), OURS),
        "what burdens nobody": Example(about(Subject.PROTECTED, SEND, BURDENING, "request"), OURS),
        "an opening that surely names somebody": Example(signing(NAMING), (P.FRAMEWORK,)),
        "an edition that is not here": Example(replace(SEND_WHOLE, edition=None, form=None), OURS),
    },
    "P24": {
        "somebody of age": Example(BURDENED, OURS),
        "a step that burdens nobody": Example(replace(ANSWER, of_age=False), OURS),
        "an edition that is not here": Example(replace(SEND_WHOLE, edition=None, form=None), OURS),
    },
    "P25": {
        "somebody": Example(about(Subject.KNOWN, SEND, PROTECTING, "request"), OURS),
        "somebody protected already": Example(
            about(Subject.PROTECTED, SEND, PROTECTING, "request"), OURS
        ),
        "what opens nothing": Example(about(Subject.KNOWN, ANSWER, PROTECTING, "answer"), OURS),
    },
    "P26": {
        "our own": Example(replace(SEND, me=PartyId("FR")), (P.EXPORT,)),
        "the partner’s, H0": Example(PROPOSE, (P.EXPORT,)),
        "no content": Example(SEND_WHOLE, (P.EXPORT,)),
    },
    "P30": {
        "nobody": Example(SEND, ACTS),
        "ten persons": Example(naming(10), ACTS),
        "a form for ten persons": Example(signing(changed("many: 5", "many: 10")), (P.FRAMEWORK,)),
        "an edition that is not here": Example(replace(SEND_WHOLE, edition=None, form=None), OURS),
    },
    "P41": {
        "another one agrees, and another desk has checked": Example(approved(*ALL_GIVEN), OURS),
        "two have checked, one at another desk": Example(
            approved(*ALL_GIVEN, replace(CHECK, same_desk=True)), OURS
        ),
        "what burdens nobody": Example(replace(ANSWER, part=None), OURS),
    },
}
