"""Every page, in every language, from the sample."""

import re

import pytest

from jisr.core.errors import LANGS
from jisr.core.typography import typeset
from tests.web.client import ask
from tests.web.sample_cases import OTHERS
from tests.web.sample_ids import CASE
from tests.web.sample_record import MA
from tests.web.shown import ARABIC, title, words
from tests.web.site import MARK, PAGES, site_of

SITE = site_of()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_answers_in_its_language_and_bears_the_mark(page, lang):
    answer = ask(SITE, f"/{lang}/{page}")
    assert answer.status == (404 if page == "nothing-here" else 200)
    assert answer.headers["content-language"] == lang
    direction = "rtl" if lang == "ar" else "ltr"
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    assert typeset(MARK.in_(lang), lang) in title(answer)
    assert typeset(MARK.in_(lang), lang) in words(answer)


@pytest.mark.parametrize("page", PAGES)
def test_no_title_is_left_in_another_language(page):
    of_page = {lang: title(ask(SITE, f"/{lang}/{page}")).partition(" · ")[0] for lang in LANGS}
    assert ARABIC.search(of_page["ar"])
    assert not ARABIC.search(of_page["fr"] + of_page["en"])


@pytest.mark.parametrize("page", PAGES)
def test_the_switch_keeps_the_page(page):
    text = ask(SITE, f"/fr/{page}").text
    for lang in LANGS:
        assert f'href="/{lang}/{page}" lang="{lang}"' in text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_has_inline_code_or_names_another_host(page):
    text = ask(SITE, f"/en/{page}").text
    assert "<script" not in text
    assert "<style" not in text
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)
    hosts = set(re.findall(r'(?:href|src)="(https?://[^"]+)"', text))
    assert all(host.startswith(OTHERS[0].address) for host in hosts)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page):
    text = ask(SITE, f"/en/{page}").text
    inside = {link.partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', text)}
    if page == "nothing-here":
        inside = {link for link in inside if not link.endswith(page)}
    for link in inside:
        assert ask(SITE, link).status == 200, link
    ids = set(re.findall(r'id="([^"]+)"', text))
    for anchor in re.findall(r'href="#([^"]+)"', text):
        assert anchor in ids


def test_anchors_on_other_pages_exist():
    for page in PAGES:
        for address, anchor in re.findall(
            r'href="(/[^"#]*)#([^"]+)"', ask(SITE, f"/fr/{page}").text
        ):
            assert f'id="{anchor}"' in ask(SITE, address).text


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("ar-MA,fr;q=0.8", "ar"),
        ("de,en-GB;q=0.7", "en"),
        ("fr;q=0.1,ar;q=0.2", "ar"),
        ("de", "fr"),
        ("", "fr"),
    ],
)
def test_a_newcomer_is_sent_to_the_language_their_browser_prefers(accept, lang):
    answer = ask(SITE, "/", headers=[("accept-language", accept)])
    assert answer.status == 302
    assert answer.headers["location"] == f"/{lang}/"
    assert answer.headers["vary"] == "Accept-Language"


def test_what_is_sourced_and_what_is_invented_say_so():
    assert "Sourced record" in words(ask(SITE, "/en/record"))
    assert "Invented for the demonstration" in words(ask(SITE, f"/en/case/{CASE}"))
    assert "Invented for the demonstration" not in words(ask(SITE, "/en/record"))
    assert 'class="badge-invented"' in ask(SITE, "/en/undertaking/c1").text


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_whose_node_it_is_and_leads_to_the_others(lang):
    answer = ask(SITE, f"/{lang}/record")
    assert MA.name.in_(lang) in words(answer).partition("<main")[0]
    assert f'href="{OTHERS[0].address}/{lang}/"' in answer.text
