"""Every error Jisr raises on purpose.

Two questions decide the class: whose fault is it, and can waiting cure it?

    Malformed    theirs  no    the bytes are not what the specification says
    Unproven     theirs  no    well formed, but a signature or a proof does not hold
    Refused      theirs  no    proven, but the signed procedure does not allow it
    Conflict     ours    yes   somebody wrote first; read again, then retry
    Unavailable  nobody  yes   a partner or a store cannot be reached now

Each carries a `Reason`: a stable code and its text in Arabic, French and English.  A broken
invariant is none of these: it is an `assert`, and it ends what was under way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from jisr.core.typography import typeset

Lang = Literal["ar", "fr", "en"]
LANGS: Final[tuple[Lang, ...]] = ("ar", "fr", "en")

# Unicode isolates: a Latin fact inside an Arabic sentence must not reorder it (UAX #9).
FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was refused: a code for programs, a sentence for each reader.

    The sentences may name facts in braces, the same ones in every language.
    """

    code: str
    ar: str
    fr: str
    en: str

    def text(self, lang: Lang, facts: Mapping[str, str | int]) -> str:
        """Return the sentence in `lang`, with its facts."""
        sentence = typeset({"ar": self.ar, "fr": self.fr, "en": self.en}[lang], lang)
        return fill(sentence, lang, facts)


def facts_in(lang: Lang, facts: Mapping[str, str | int]) -> dict[str, str | int]:
    """Return facts as a reader of `lang` is given them: `why` in the words of `why_ar`."""
    return {name: facts.get(f"{name}_{lang}", fact) for name, fact in facts.items()}


def fill(sentence: str, lang: Lang, facts: Mapping[str, str | int]) -> str:
    """Return a sentence with the facts it names in braces; in Arabic each in a bidi isolate."""
    isolated = {
        name: f"{FIRST_STRONG_ISOLATE}{fact}{POP_ISOLATE}" if lang == "ar" else fact
        for name, fact in facts_in(lang, facts).items()
    }
    return sentence.format(**isolated)


class JisrError(Exception):
    """Base class; never raised itself.

    `facts` fill the texts; they are shown to people and written to the audit trail, so they
    never hold personal data.  A fault from a partner may name a fact `self` or `reason`.
    """

    kind: ClassVar[str]
    retry: ClassVar[bool] = False

    def __init__(self, reason: Reason, /, **facts: str | int) -> None:
        assert type(self) is not JisrError
        self.reason = reason
        self.facts = facts
        super().__init__(f"{reason.code}: {reason.text('en', facts)}")

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error cross to another process of ours whole."""
        return _again, (type(self), self.reason, self.facts)

    @property
    def code(self) -> str:
        """The stable code that tests and partners compare."""
        return self.reason.code

    def text(self, lang: Lang) -> str:
        """Return the sentence for a reader of `lang`."""
        return self.reason.text(lang, self.facts)


def _again(kind: type[JisrError], reason: Reason, facts: Mapping[str, str | int]) -> JisrError:
    return kind(reason, **facts)


class Malformed(JisrError):
    """The bytes are not what the specification says."""

    kind = "malformed"


class Unproven(JisrError):
    """Well formed, but a signature or a proof does not hold."""

    kind = "unproven"


class Refused(JisrError):
    """Genuine, but what both parties signed does not allow it."""

    kind = "refused"


class Conflict(JisrError):
    """Somebody wrote first: read again, then retry."""

    kind = "conflict"
    retry = True


class Unavailable(JisrError):
    """A partner or a store cannot be reached now; trying later can help."""

    kind = "unavailable"
    retry = True
