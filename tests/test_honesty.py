"""Nothing invented speaks in a ministry's name without saying that it is a demonstration."""

import base64
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import LANGS, Lang
from jisr.core.typography import typeset
from jisr.framework import Edition, parse_edition
from jisr.node import compose, prove
from jisr.ops.book.printing import html_bytes
from jisr.ops.demo import stories
from jisr.ops.demo.stage import SPACES
from tests.framework.packs import good
from tests.node.test_two_nodes import REQUEST
from tests.node.world import Pair
from tests.ops.test_book import made_of
from tests.web.client import ask
from tests.web.sample_cases import PREFIX
from tests.web.shown import words
from tests.web.site import MARK, PAGES, site_of

ROOT = Path(__file__).parents[1]
CODE = json.loads((ROOT / "demo/mark.json").read_bytes())["code"]
EDITIONS = sorted(path.parent.name for path in (ROOT / "packs").glob("ma-*/pack.yaml"))
SITE = site_of()
# How the authorities of the packs are called, beside the names that the packs give them.
CALLED = r"minist[èe]re de l.Int[ée]rieur|ministry of the interior|interior ministry|وزارة الداخلية"
MARKED = re.compile(r"unofficial|non.officiel|غير.رسمي", re.IGNORECASE)


@cache
def edition_of(pack: str) -> Edition:
    """Return an edition of few procedures: its manifest is the whole one's."""
    return parse_edition(good(), pack=pack)


@cache
def authorities() -> re.Pattern[str]:
    """Return what finds the name of a real authority that is a party of a shipped pack."""
    names = {
        label.text(lang).split("،")[-1].split(",")[-1].strip()
        for pack in EDITIONS
        for label in edition_of(pack).manifest.parties.values()
        for lang in LANGS
    }
    assert len(names) > len(EDITIONS) > 1
    return re.compile("|".join([CALLED, *map(re.escape, sorted(names))]), re.IGNORECASE)


def speaks_unmarked(text: str) -> bool:
    """Say whether a text names a real authority and nowhere says that it is unofficial."""
    return bool(authorities().search(text)) and not MARKED.search(text)


def test_a_name_without_a_mark_is_found() -> None:
    for name in ("Ministère de l’Intérieur", "Ministry of the Interior", "وزارة الداخلية"):
        assert speaks_unmarked(f"{name}: …")
        assert not any(speaks_unmarked(f"{name}: …\n[{MARK.in_(lang)}]") for lang in LANGS)
    assert not speaks_unmarked("Somebody asks.")


# --- What is signed ------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", EDITIONS)
def test_an_edition_that_names_an_authority_says_in_its_signed_title_what_it_is(pack: str) -> None:
    edition = edition_of(pack)
    assert authorities().search(edition.signed.decode())
    for lang in LANGS:
        assert MARKED.search(edition.manifest.title.text(lang))
    assert not speaks_unmarked(edition.signed.decode())


@dataclass
class Writer:
    """A node of the demonstration as far as its stories ask it: what it is told to sign is kept."""

    party: PartyId
    cases: dict[Digest, list[Digest]]  # Of all nodes: what one has the others have.
    signed: list[Any] = field(default_factory=list)

    def call(self, name: str, **args: Any) -> Any:
        match name:
            case "case.open":
                case = self._new()
                self.cases[case] = [case]
                self.signed.append(args)
                return {"case": case, "wish": None}
            case "case.act":
                act = self._new()
                self.cases.setdefault(args["case"], []).append(act)
                self.signed.append(args)
                return {"act": act, "wish": None}
            case "case.show":
                acts = self.cases.get(args["case"], [])
                shown = {act: {"parts": []} for act in acts}
                return {"acts": shown, "path": acts, "settled": len(acts)}
            case "case.list":
                return [{"case": case} for case in self.cases]
        return {}

    def _new(self) -> Digest:
        return Digest(f"{sum(map(len, self.cases.values())):064x}")


@cache
def played() -> tuple[Any, ...]:
    """Play every story of the demonstration; return what its nodes were told to sign."""
    cases: dict[Digest, list[Digest]] = {}
    actors = {party: Writer(party, cases) for pair in SPACES.values() for party in pair}
    spaces = {pack: Digest(f"{no:02x}" * 32) for no, pack in enumerate(SPACES, start=200)}
    stage: Any = Set(root=ROOT, actors=actors, spaces=spaces)
    stories.play(stage, stories.Played())
    return tuple(args for actor in actors.values() for args in actor.signed)


@dataclass
class Set:
    """What the stories need of a stage."""

    root: Path
    actors: dict[PartyId, Writer]
    spaces: dict[str, Digest]


def sentences(value: Any) -> Iterator[str]:
    """Yield every text in what is to be signed that somebody wrote: those of several words."""
    if isinstance(value, str) and " " in value:
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name != "names":  # Of an invented person.
                yield from sentences(item)
    elif isinstance(value, list):
        for item in value:
            yield from sentences(item)


def test_every_text_that_the_demonstration_signs_ends_with_its_mark() -> None:
    marks = tuple(f"[{MARK.in_(lang)}]" for lang in LANGS)
    texts = [text for args in played() for text in sentences([args.get("fields"), args["act"]])]
    assert len(texts) > 100
    # The name of an invented place says so itself.
    unmarked = [text for text in texts if not text.endswith(marks) and "مختلَق" not in text]
    assert unmarked == []


def test_nothing_else_that_it_signs_names_an_authority() -> None:
    for args in played():
        said = json.dumps({**args, "edition": None}, ensure_ascii=False)
        assert not speaks_unmarked(said)
        if "edition" in args:
            assert not speaks_unmarked(base64.b64decode(args["edition"]).decode())


# --- What is shown and handed out ----------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_no_page_of_a_demonstration_names_an_authority_without_the_mark(lang: Lang) -> None:
    shown = {page: words(ask(SITE, f"/{lang}/{page}")) for page in PAGES}
    assert any(authorities().search(text) for text in shown.values())
    for text in shown.values():
        assert typeset(MARK.in_(lang), lang) in text


@pytest.mark.parametrize("pack", EDITIONS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_book_says_at_both_ends_and_on_every_page_what_it_is(pack: str, lang: Lang) -> None:
    made = made_of(edition_of(pack), lang)
    source = html_bytes(made).decode()
    text = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", source, flags=re.DOTALL))
    assert authorities().search(text)
    assert len(MARKED.findall(text)) >= 3, "title, first page and last"
    assert MARKED.search(source.partition("</style>")[0]), "along the edge of every printed page"


@pytest.mark.parametrize("pack", ["ma-fr", "ma-be"])
def test_no_export_and_no_proof_names_an_authority_without_the_mark(pack: str) -> None:
    parties = ("MA", pack[3:].upper())
    pair = Pair(framework=edition_of(pack), parties=parties, light=True)
    ma = pair.nodes["MA"]
    case = compose.open_case(ma, pair.id, Slug("information-request"), REQUEST)
    pair.sync()
    exported, proof = prove.export(ma, pair.id), prove.prove(ma, case, with_content=True)
    assert authorities().search(whole(exported)), "it holds the edition, which names the parties"
    for raw in (exported, proof):
        assert not speaks_unmarked(whole(raw))


def whole(raw: bytes) -> str:
    """Return a file with what it holds in base64 read out."""
    text = raw.decode()
    inner: Sequence[str] = re.findall(r'"([A-Za-z0-9+/]{40,}={0,2})"', text)
    opened = [
        base64.b64decode(one + "=" * (-len(one) % 4)).decode(errors="ignore") for one in inner
    ]
    return "\n".join([text, *opened])


def test_the_name_of_every_file_that_a_page_hands_out_begins_with_the_mark() -> None:
    assert f"{CODE}-" == PREFIX
