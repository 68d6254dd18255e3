"""Template tags: the words, texts, dates and addresses of a page, in its language.

Facts never stand bare in a sentence: each is escaped and isolated in `<bdi>`, so that a Latin
name cannot reorder an Arabic line (UAX #9).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.template import Context, Library
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jisr.core.act import PartyId
from jisr.core.errors import FIRST_STRONG_ISOLATE, POP_ISOLATE, Lang
from jisr.core.typography import typeset
from jisr.node.record_views import Link, Page, Party, Text, UndertakingStatus
from jisr.node.value_views import Ends, FieldRow, MirrorRow, Table
from jisr.node.views import Claim, Crossing, Due
from jisr.web import language
from jisr.web.diagram import clean_svg
from jisr.web.texts import TEXTS
from jisr.web.values import Layout, short_digest

register: Final = Library()
STAIR_HEIGHT, STEP_PITCH, STEP_RISE = 22, 8, 3  # Units of the lattice's view box.
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def lang_of(context: Context) -> Lang:
    """Return the language of the page being made."""
    lang: Lang = context["lang"]
    return lang


def _fact(value: object, lang: Lang) -> str | SafeString:
    match value:
        case Text():
            return typeset(value.in_(lang), lang)
        case Party():
            return value.name.in_(lang)
        case datetime():
            return language.moment_text(value, lang)
        case date():
            return language.day_text(value, lang)
        case int():
            return language.number_text(value, lang)
        case SafeString():
            return value
        case _:
            return str(value)


def _sentence(words: Text, facts: Mapping[str, object], lang: Lang) -> SafeString:
    isolated = {
        name: format_html("<bdi>{}</bdi>", _fact(value, lang)) for name, value in facts.items()
    }
    sentence = typeset(words.in_(lang), lang)
    return format_html(sentence, **isolated) if isolated else escape(sentence)


@register.simple_tag(takes_context=True)
def t(context: Context, key: str, **facts: object) -> SafeString:
    """Return the words of `key`; each fact stands escaped in a `<bdi>`."""
    return _sentence(TEXTS[key], facts, lang_of(context))


@register.simple_tag(takes_context=True)
def plain(context: Context, key: str, **facts: object) -> str:
    """Return the words of `key` without markup, for titles and labels."""
    lang = lang_of(context)
    isolated = {
        name: f"{FIRST_STRONG_ISOLATE}{_fact(value, lang)}{POP_ISOLATE}"
        for name, value in facts.items()
    }
    return typeset(TEXTS[key].in_(lang), lang).format(**isolated)


@register.simple_tag(takes_context=True)
def say(context: Context, value: object) -> SafeString:
    """Return a text, name, day, instant or number in the page's language, in a `<bdi>`."""
    lang = lang_of(context)
    shown = _fact(value, lang)
    match value:
        case datetime() | date():
            return format_html('<time datetime="{}"><bdi>{}</bdi></time>', value.isoformat(), shown)
        case _:
            return format_html("<bdi>{}</bdi>", shown)


register.simple_tag(short_digest, name="short")


@register.simple_tag(takes_context=True)
def due_at(context: Context, due: Due | Ends) -> SafeString:
    """Return when a time ends, in UTC and by the clocks of those whose calendar counts."""
    lang = lang_of(context)
    clocks = (
        (
            t(
                context,
                "due.local",
                party=one.party,
                time=language.clock_text(due.at, one.ahead, lang),
            ),
        )
        for one in due.local
    )
    each = format_html_join("", ' <span class="soft small">{}</span>', clocks)
    return format_html("{}{}", say(context, due.at), each)


@register.simple_tag(takes_context=True)
def asset(context: Context, name: str) -> str:
    """Return the address of a style sheet, font or picture."""
    address: str = context["site"].assets.addresses[name]
    return address


@register.simple_tag(takes_context=True)
def to(context: Context, page: str, key: str = "") -> str:
    """Return the address of a page in the page's language."""
    return address_of(Link(page=Page(page), key=key), lang_of(context))


@register.simple_tag(takes_context=True)
def follow(context: Context, link: Link) -> str:
    """Return the address of a link."""
    return address_of(link, lang_of(context))


@register.simple_tag(takes_context=True)
def drawing(context: Context, svg: Text, name: str) -> SafeString:
    """Return a procedure's diagram, with nothing in it that is not a drawing."""
    # The text left `clean_svg` with known elements and attributes only.
    return mark_safe(clean_svg(svg.in_(lang_of(context)), name=name))  # noqa: S308


@register.simple_tag(takes_context=True)
def say_plain(context: Context, value: object) -> str:
    """Return a text, name, day, instant or number without markup, for titles and labels."""
    return f"{FIRST_STRONG_ISOLATE}{_fact(value, lang_of(context))}{POP_ISOLATE}"


@register.simple_tag(takes_context=True)
def lattice_label(context: Context, status: UndertakingStatus) -> str:
    """Return what the little staircase says, for who does not see it."""
    word = TEXTS[f"status.{status}"]
    step = list(UndertakingStatus).index(status) + 1
    return plain(context, "lattice.label", n=step, status=word)


@register.simple_tag(takes_context=True)
def crossed(context: Context, crossing: Crossing) -> SafeString:
    """Return in one sentence how two acts crossed and what came of it."""
    return t(
        context,
        "crossing.text",
        a=crossing.first.author,
        x=crossing.first.name,
        b=crossing.second.author,
        y=crossing.second.name,
        rule=TEXTS[f"crossing.{crossing.rule}"],
        state=crossing.state,
    )


@register.simple_tag(takes_context=True)
def laid_out(context: Context, fields: Sequence[FieldRow | Table]) -> SafeString:
    """Return the fields of a part, or the terms of an act, each laid out as what it is."""
    return Layout(lang=lang_of(context)).fields(fields)


@register.simple_tag(takes_context=True)
def mirrored(context: Context, row: MirrorRow) -> SafeString:
    """Return one row of the figures of both parties, with the difference."""
    return Layout(lang=lang_of(context)).mirror_row(row)


@register.simple_tag(takes_context=True)
def claimed(context: Context, claim: Claim, parties: Iterable[Party]) -> SafeString:
    """Return one step of a proof as a sentence; digests are shown short, parties by name."""
    names = {party.id: party for party in parties}
    facts: dict[str, object] = {
        name: short_digest(value) if isinstance(value, str) and _DIGEST.fullmatch(value) else value
        for name, value in claim.facts.items()
    }
    if claim.facts.get("party") in names:
        facts["party"] = names[PartyId(str(claim.facts["party"]))]
    return _sentence(TEXTS[f"claim.{claim.kind}"], facts, lang_of(context))


@register.simple_tag(takes_context=True)
def proof_address(context: Context, act: str) -> str:
    """Return the address of the proof file of an act."""
    return reverse("proof-file", args=[lang_of(context), act])


@register.filter
def steps_of(status: UndertakingStatus) -> list[tuple[int, int, int, bool]]:
    """Return the staircase of the lattice: x, y and height of each step, and if it is reached."""
    ladder = list(UndertakingStatus)
    reached = ladder.index(status)
    return [
        (
            step * STEP_PITCH,
            STAIR_HEIGHT - (step + 1) * STEP_RISE - 4,
            (step + 1) * STEP_RISE + 4,
            step <= reached,
        )
        for step in range(len(ladder))
    ]


@register.filter
def joined(one: str, two: object) -> str:
    """Return a key made of its two halves: `"standing."|joined:act.standing`."""
    return f"{one}{two}"


def address_of(link: Link, lang: Lang) -> str:
    """Return the address a link leads to, on this node or on another of the demonstration."""
    part = f"#{link.part}" if link.part else ""
    return f"{link.site}{_path_of(link, lang)}{part}"


def _path_of(link: Link, lang: Lang) -> str:
    match link.page:
        case Page.UNDERTAKING:
            return reverse("undertaking", args=[lang, link.key])
        case Page.CASE:
            return reverse("case", args=[lang, link.key])
        case Page.PROOF:
            return reverse("proof", args=[lang, link.key])
        case Page.RECORD if link.key:
            return f"{reverse('record', args=[lang])}#{link.key}"
        case Page.FRAMEWORK if link.key:
            return reverse("framework-edition", args=[lang, link.key])
        case _:
            return reverse(link.page.value, args=[lang])
