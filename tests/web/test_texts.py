"""The catalogue is whole: every key that is used exists, in three languages."""

import re
from pathlib import Path
from string import Formatter

import pytest

from jisr.core.act import Slug
from jisr.core.case import Standing
from jisr.core.errors import LANGS
from jisr.framework.edition import parse_edition
from jisr.ledger.base import PartState
from jisr.node.record_views import AccountKind, Built, Relation, Text, UndertakingStatus, Verdict
from jisr.node.views import ClaimKind, CrossingRule, LinkState, ValueStatus
from jisr.web.render import SECTIONS
from jisr.web.texts import TEXTS, cases, frame, own, rules, told
from tests.framework.packs import good, shipped

WEB = Path(__file__).parents[2] / "src" / "jisr" / "web"
TEMPLATES = {path.name: path.read_text() for path in (WEB / "templates").rglob("*.html")}
NAMED = {
    key
    for text in TEMPLATES.values()
    for key in re.findall(r"""{% (?:t|plain) ['"]([a-z0-9.-]+)['"]""", text)
}
# Keys put together from a value: every member of the set must have its words.
MADE = {
    *(f"kind.{one}" for one in AccountKind),
    *(f"built.{one}" for one in Built if one is not Built.BUILT),
    *(f"status.{one}" for one in UndertakingStatus),
    *(f"relation.{one}" for one in Relation),
    *(f"verdict.{one}" for one in Verdict),
    *(f"value.{one}" for one in ValueStatus),
    *(f"standing.{one}" for one in Standing),
    *(f"standing.{one}.means" for one in Standing),
    "standing.note",
    *(f"part.{one}" for one in PartState),
    *(f"crossing.{one}" for one in CrossingRule),
    *(f"claim.{one}" for one in ClaimKind),
    *(f"node.link.{one}{end}" for one in LinkState for end in ("", ".text")),
    *(f"nav.{one}" for one in (*SECTIONS, "own")),
    *(f"own.{one}" for one in ("overdue", "today", "later")),
    *(
        f"band.{one}{end}"
        for one in ("sourced", "invented", "played", "cases", "rules", "signed", "system")
        for end in ("", ".text")
    ),
    *(f"error.{one}{end}" for one in (400, 403, 404, 405, 500, 503) for end in ("", ".text")),
    "due.local",
    "field.reading",
    "file.digest",
    "lattice.label",
    "mirror.none",
    "mirror.over",
    "crossing.text",
}
ARABIC = re.compile("[\u0621-\u064a]")


def facts(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_key_that_is_used_exists_and_no_other():
    assert set(TEXTS) == NAMED | MADE


def test_no_key_is_defined_twice():
    parts = (frame.FRAME, told.TOLD, cases.CASES, rules.RULES, own.OWN)
    assert sum(map(len, parts)) == len(TEXTS)


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_in_three_languages_with_the_same_facts(key):
    text = TEXTS[key]
    assert all(text.in_(lang).strip() == text.in_(lang) != "" for lang in LANGS)
    assert facts(text.ar) == facts(text.fr) == facts(text.en)
    assert ARABIC.search(text.ar)
    assert not ARABIC.search(text.fr + text.en)


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_apostrophes_are_typographic(key):
    assert "'" not in TEXTS[key].fr + TEXTS[key].en


def test_no_words_stand_in_a_template_outside_the_catalogue():
    for name, text in TEMPLATES.items():
        bare = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "", text, flags=re.DOTALL)
        bare = bare.replace("python3 verify.py  --lang", "")
        assert not re.search(r"[A-Za-z\u0600-\u06ff]{2,}", bare), name


def test_an_undertaking_has_one_word_for_its_status_on_the_record_and_on_its_case():
    states = parse_edition(good(), pack="ma-fr").procedures[Slug("undertaking")].states
    for status in UndertakingStatus:
        label = states[Slug(status)].label
        assert TEXTS[f"status.{status}"] == Text(ar=label.ar, fr=label.fr, en=label.en)


def test_the_mixed_group_and_the_statuses_have_the_words_of_the_glossary():
    root = Path(__file__).parents[2]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (root / "GLOSSARY.md").read_text().splitlines()
        if line.startswith("|")
    ]
    known = {en.partition(" (")[0]: (fr.partition(" (")[0], ar) for en, fr, ar, *_ in rows}
    for status in UndertakingStatus:
        word = TEXTS[f"status.{status}"]
        assert known[word.en] == (word.fr, word.ar)
    group = Slug("permanent-mixed-migration-group")
    for pack in ("ma-fr", "ma-be"):
        label = parse_edition(shipped(), pack=pack).glossary[group].text
        assert known[label.en] == (label.fr, label.ar)
