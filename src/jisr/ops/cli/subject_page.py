"""The file of a person as one HTML page: no script, nothing fetched, every fact in `<bdi>`."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final

from jisr.core.act import read_time
from jisr.core.canonical import Json
from jisr.core.errors import Lang
from jisr.core.typography import typeset
from jisr.ops.cli import words_subject as words
from jisr.ops.cli.phrase import Phrase
from jisr.ops.cli.told import object_of, objects
from jisr.web.language import DIRECTIONS, moment_text, number_text, partial_day_text

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
_STYLE: Final = """
body { font: 1rem/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem }
.mark { border: 2px solid #9a3412; padding: .5rem 1rem; font-weight: bold }
section { border-top: 2px solid #444; margin-top: 2rem }
article { border-top: 1px solid #bbb; margin-top: 1rem }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: .25rem 1rem; margin: .5rem 0 }
dt { color: #444 } dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere }
"""

Row = tuple[str, Sequence[str]]


def page_of(file: dict[str, Json], lang: Lang) -> str:
    """Return the page.

    Args:
        file: what the node answered.
        lang: of its reader.
    """
    return "\n".join(_Page(lang).whole(file)) + "\n"


class _Page:
    """Writes for a reader of one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def whole(self, file: dict[str, Json]) -> Iterator[str]:
        title = escape(words.TITLE.text(self.lang))
        made = self._moment(file["made_at"])
        searched = number_text(_count(file["searched"]), self.lang)
        yield f'<!DOCTYPE html>\n<html lang="{self.lang}" dir="{DIRECTIONS[self.lang]}">\n<head>'
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
        if file["mark"] is not None:
            yield f'<p class="mark">{self._text(file["mark"])}</p>'
        yield f"<h1>{title}</h1>"
        yield self._line(words.MADE, party=str(file["party"]), at=made, searched=searched)
        yield self._line(words.LIMITS)
        if file["handling"] is not None:
            whole = self._text(file["handling"])
            yield f"<p>{self._filled(words.WHOLE_HANDLING, handling=whole)}</p>"
        if file["unread"]:
            yield self._line(words.UNREAD, unread=_count(file["unread"]))
        cases = objects(file["cases"])
        if not cases:
            yield self._line(words.NONE)
        for case in cases:
            yield from self._case(case)
        yield "</body>\n</html>"

    def _case(self, case: dict[str, Json]) -> Iterator[str]:
        heading = self._said(words.CASE, case=str(case["reference"]))
        yield f"<section>\n<h2>{heading}</h2>"
        ended = [] if case["ended"] is None else [self._day(case["ended"])]
        yield from self._rows(
            (self._said(words.PROCEDURE), [self._text(case["procedure"])]),
            (
                self._said(words.PURPOSE),
                [] if case["purpose"] is None else [self._text(case["purpose"])],
            ),
            (self._said(words.TRANSFERS), [self._text(one) for one in objects(case["transfers"])]),
            (self._said(words.PARTNER), [self._party(case["partner"])]),
            (self._said(words.OPENED), [_bdi(self._moment(case["opened_at"]))]),
            (self._said(words.ENDED), ended),
        )
        if case["others"]:
            yield self._line(words.OTHERS, count=_count(case["others"]))
        for part in objects(case["parts"]):
            yield from self._part(part)
        yield "</section>"

    def _part(self, part: dict[str, Json]) -> Iterator[str]:
        heading = self._filled(
            words.PART, act=self._text(part["said"]), label=self._text(part["label"])
        )
        yield f"<article>\n<h3>{heading}</h3>"
        yield self._line(words.NAMES_THEM if part["names_the_person"] else words.OF_THE_CASE)
        yield from self._rows(
            *(
                (self._text(field["label"]), [self._text(field["value"])])
                for field in objects(part["fields"])
            )
        )
        signed = self._filled(
            words.SIGNED, party=self._party(part["author"]), at=_bdi(self._moment(part["at"]))
        )
        received, standing = part["received_at"], part["standing"]
        yield from self._rows(
            (self._said(words.ORIGIN), [signed]),
            (
                self._said(words.RECEIVED),
                [] if received is None else [_bdi(self._moment(received))],
            ),
            (
                self._said(words.STANDING),
                [] if standing is None else [self._said(words.STANDINGS[str(standing)])],
            ),
            *self._grounds(part),
            (self._said(words.RECIPIENTS), self._recipients(part)),
            (self._said(words.EXPORTED), [self._export(one) for one in objects(part["exports"])]),
        )
        yield "</article>"

    def _grounds(self, part: dict[str, Json]) -> Iterator[Row]:
        until = part["keep_until"]
        day = (
            self._said(words.NOT_YET)
            if until is None
            else self._filled(words.UNTIL, day=self._day(until))
        )
        for ground in objects(part["grounds"]):
            yield self._said(words.BASIS), [self._sourced(ground, "basis")]
            yield self._said(words.HANDLING), [self._text(ground["handling"])]
            yield self._said(words.KEPT), [self._sourced(ground, "keep"), day]

    def _sourced(self, ground: dict[str, Json], name: str) -> str:
        source = self._text(ground[f"{name}_source"])
        return self._filled(words.BY_SOURCE, text=self._text(ground[name]), source=source)

    def _recipients(self, part: dict[str, Json]) -> list[str]:
        found = []
        for one in objects(part["recipients"]):
            party = self._party(one["party"])
            if one["delivered_at"] is None:
                found.append(self._filled(words.UNDELIVERED, party=party))
            else:
                at = _bdi(self._moment(one["delivered_at"]))
                found.append(self._filled(words.DELIVERED, party=party, at=at))
        return found or [self._said(words.NOBODY)]

    def _export(self, one: dict[str, Json]) -> str:
        at = _bdi(self._moment(one["at"]))
        return self._filled(words.EXPORT, at=at, purpose=_bdi(str(one["purpose"])))

    def _rows(self, *rows: Row) -> Iterator[str]:
        lines = [f"<dt>{label}</dt><dd>{'<br>'.join(said)}</dd>" for label, said in rows if said]
        if lines:
            yield "<dl>\n" + "\n".join(lines) + "\n</dl>"

    def _line(self, phrase: Phrase, **facts: str | int) -> str:
        return f"<p>{self._said(phrase, **facts)}</p>"

    def _said(self, phrase: Phrase, **facts: str | int) -> str:
        """Return a phrase with facts that are no markup yet."""
        return self._filled(phrase, **{name: _bdi(str(fact)) for name, fact in facts.items()})

    def _filled(self, phrase: Phrase, **marked: str) -> str:
        """Return a phrase with facts that are markup already."""
        sentence = {"ar": phrase.ar, "fr": phrase.fr, "en": phrase.en}[self.lang]
        return escape(typeset(sentence, self.lang), quote=False).format(**marked)

    def _text(self, texts: Json) -> str:
        return _bdi(typeset(str(object_of(texts)[self.lang]), self.lang))

    def _party(self, party: Json) -> str:
        return self._text(object_of(party)["name"])

    def _day(self, day: Json) -> str:
        return _bdi(partial_day_text(str(day), self.lang))

    def _moment(self, at: Json) -> str:
        moment: datetime = read_time(at, "at")
        return moment_text(moment, self.lang)


def _bdi(fact: str) -> str:
    return f"<bdi>{escape(fact)}</bdi>"


def _count(value: Json) -> int:
    assert isinstance(value, int)
    return value
