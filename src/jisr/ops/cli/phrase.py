"""A sentence the command line prints, in Arabic, French and English."""

from dataclasses import dataclass

from jisr.core.errors import FIRST_STRONG_ISOLATE, POP_ISOLATE, Lang


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in three languages; it may name facts in braces, the same in each."""

    ar: str
    fr: str
    en: str

    def text(self, lang: Lang, **facts: str | int) -> str:
        """Return the sentence for a reader of `lang`; in Arabic each fact is isolated."""
        told = {name: isolated(str(fact), lang) for name, fact in facts.items()}
        return {"ar": self.ar, "fr": self.fr, "en": self.en}[lang].format(**told)


def isolated(text: str, lang: Lang) -> str:
    """Return text that does not reorder an Arabic sentence around it (UAX #9)."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if lang == "ar" else text
