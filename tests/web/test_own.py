"""The pages of a node in earnest: its own first page, and nothing of the demonstration."""

import re
from dataclasses import replace

import pytest

from jisr.core.errors import LANGS
from jisr.core.typography import typeset
from jisr.node.record_views import Record, Text
from jisr.node.views import Beyond, LinkState
from tests.web.client import ask
from tests.web.fake import SampleReader
from tests.web.sample_cases import CASES, NODE
from tests.web.sample_home import ALARM, HOME, NOW, ROWS, home_of
from tests.web.sample_ids import CASE, FRAMEWORK
from tests.web.sample_record import FR, MA
from tests.web.shown import ARABIC, Answering, words
from tests.web.site import MARK, OWN_PAGES, own_site

SITE = own_site()
# In Arabic the bare word is an offer too.
OF_THE_DEMONSTRATION = {
    "ar": ("عرض تجريبي", "لأجل العرض"),
    "fr": ("démonstration",),
    "en": ("demonstration",),
}
ORDINARY = replace(CASES[0], invented=False)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", OWN_PAGES)
def test_a_page_of_a_node_in_earnest_says_nothing_of_a_demonstration(page, lang):
    answer = ask(own_site(Answering(case=ORDINARY)), f"/{lang}/{page}")
    assert answer.status == (404 if page == "nothing-here" else 200)
    assert 'class="mark"' not in answer.text
    assert typeset(MARK.in_(lang), lang) not in words(answer)
    if not page.startswith(("cases", "proof")):  # There the sample's own cases say it.
        said = words(answer).lower()
        assert not any(word in said for word in OF_THE_DEMONSTRATION[lang])


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_page_says_whose_node_it_is_and_what_waits(lang):
    answer = ask(SITE, f"/{lang}/")
    assert MA.name.in_(lang) in re.search(r"<title>(.*?)</title>", answer.text)[1]
    assert MA.name.in_(lang) in re.search(r"<h1>(.*?)</h1>", answer.text)[1]
    tally = re.findall(r"<dd><bdi>(\d+)</bdi></dd>", answer.text)
    assert tally[:4] == ["2", "1", "2", "1"]


def test_the_longest_overdue_comes_first_and_what_has_no_date_last():
    shown = re.findall(r"FR-MA-2026-(\d{4})", ask(SITE, "/en/").text)
    assert shown == ["0009", "0012", "0027", "0031", "0033"]


def test_what_is_the_partners_turn_or_nobodys_does_not_wait_for_us():
    home = home_of(*ROWS)
    assert {row.turn.id for row in (*home.overdue, *home.today, *home.later)} == {MA.id}
    assert home.theirs == 1
    assert home.waiting == 5
    assert not any(row.ended for row in home.later)


@pytest.mark.parametrize("lang", LANGS)
def test_cases_that_are_not_listed_are_counted_and_said(lang):
    home = replace(HOME, beyond=Beyond(overdue=951, later=7))
    answer = ask(own_site(Answering(home=home)), f"/{lang}/")
    tally = re.findall(r"<dd><bdi>([\d\s.,٠-٩]+)</bdi></dd>", answer.text)
    assert tally[:4] == ["953", "1", "9", "1"]
    said = {"ar": "غير معروضة هنا", "fr": "Non affichés ici", "en": "Not shown here"}
    assert words(answer).count(said[lang]) == 2
    assert said[lang] not in words(ask(SITE, f"/{lang}/"))


def test_due_today_is_due_before_the_day_ends_in_utc():
    [row] = HOME.today
    assert row.due.at.date() == NOW.date()
    assert not row.due.overdue


def test_each_space_has_its_line_its_framework_and_edition():
    seen = words(ask(SITE, "/en/"))
    for word in ("Space with France", "connected", "Space with Belgium", "waiting", "Edition 1"):
        assert word in seen
    text = ask(SITE, "/en/").text
    assert f'href="/en/framework/{FRAMEWORK}"' in text


def test_the_first_page_leads_to_every_case_framework_and_the_nodes_state():
    links = set(re.findall(r'href="(/fr/[^"#]*)"', ask(SITE, "/fr/").text))
    assert {"/fr/cases", "/fr/framework", "/fr/node", "/fr/record"} <= links
    assert {f"/fr/case/{row.id}" for row in ROWS[:5]} <= links


def test_a_record_that_was_not_imported_is_not_led_to_and_its_page_says_so():
    bare = Record(note=Text("", "", ""), articles=(), meetings=(), undertakings=(), wrong_names=())
    site = own_site(Answering(home=home_of(holds_record=False), record=bare))
    assert "/en/record" not in ask(site, "/en/").text
    answer = ask(site, "/en/record")
    assert "No public record has been imported" in words(answer)
    assert "seven undertakings" not in words(answer)


@pytest.mark.parametrize("lang", LANGS)
def test_with_nothing_to_do_and_in_no_space_the_page_says_so(lang):
    empty = replace(home_of(alarms=(), holds_record=False), spaces=())
    answer = ask(own_site(Answering(home=empty)), f"/{lang}/")
    seen = words(answer)
    said = {"ar": "ليست في أي فضاء", "fr": "dans aucun espace", "en": "in no space yet"}
    assert said[lang] in seen
    assert 'class="waiting' not in answer.text
    assert 'class="alarms"' not in answer.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", ["", "node"])
def test_an_alarm_stands_on_the_first_page_and_on_the_nodes(page, lang):
    site = own_site(Answering(node=replace(NODE, alarms=(ALARM,))))
    answer = ask(site, f"/{lang}/{page}")
    assert ALARM.text.in_(lang) in words(answer)
    assert ALARM.code in words(answer)
    alarms = answer.text.partition('class="alarms"')[2].partition("</section>")[0]
    assert ALARM.partner.name.in_(lang) in alarms


def test_a_stopped_line_says_why_on_the_first_page():
    why = Text("ينتظر قرارًا.", "Attend une décision.", "It waits for a decision.")
    stopped = replace(NODE.spaces[0], link=LinkState.STOPPED, reason=why)
    home = replace(HOME, spaces=(stopped,))
    assert why.en in words(ask(own_site(Answering(home=home)), "/en/"))


def test_a_node_in_earnest_logs_its_readers_for_another_purpose():
    reader = SampleReader()
    site = own_site(reader)
    ask(site, "/en/")
    ask(site, f"/en/case/{CASE}")
    assert [what for what, _, _ in reader.reads] == ["home", "case"]
    assert {who.purpose for _, _, who in reader.reads} == {"local-reading"}


def test_every_page_says_that_there_is_no_login():
    for page in OWN_PAGES:
        assert "no login" in words(ask(SITE, f"/en/{page}"))


@pytest.mark.parametrize("page", OWN_PAGES)
def test_every_link_leads_somewhere_and_no_page_has_inline_code(page):
    text = ask(SITE, f"/ar/{page}").text
    assert "<script" not in text
    assert " style=" not in text
    inside = {link.partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', text)}
    cases = {f"/ar/case/{row.id}" for row in ROWS}  # The sample has no such case to show.
    for link in inside - cases - {f"/{lang}/nothing-here" for lang in LANGS}:
        assert ask(SITE, link).status == 200, link


def test_no_word_of_the_first_page_is_left_in_another_language():
    for lang in ("fr", "en"):
        seen = words(ask(SITE, f"/{lang}/")).replace("العربية", "")
        assert not ARABIC.search(seen)


def test_parties_of_a_row_are_the_partners_only():
    assert f"with {FR.name.en}" in words(ask(SITE, "/en/"))
    assert f"with {MA.name.en}" not in words(ask(SITE, "/en/"))
