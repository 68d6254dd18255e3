"""Every page, in every language, from the sample."""

import html
import logging
import re
from dataclasses import dataclass, replace

import pytest

from jisr.core.errors import LANGS, Reason, Unavailable
from jisr.node.record_views import Carrier, CarrierKind, Link, Page, Text
from jisr.node.views import FieldRow, NodeView
from tests.web.client import ask
from tests.web.fake import SampleReader
from tests.web.sample_cases import CASES, NODE, OTHERS, PREFIX, proof_of
from tests.web.sample_ids import ACT, CASE, CROSSED, FRAMEWORK, digest
from tests.web.sample_record import FR, MA, UNDERTAKINGS
from tests.web.site import MARK, PAGES, site_of

SITE = site_of()
DOWN = Reason("test.down", ar="المخزن مقفل.", fr="Le magasin est verrouillé.", en="Store locked.")
ARABIC = re.compile("[\u0621-\u064a]")


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


def title(answer):
    return html.unescape(re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)[1])


def words(answer):
    """Return what a reader sees of the page, without markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", answer.text))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_answers_in_its_language_and_bears_the_mark(page, lang):
    answer = ask(SITE, f"/{lang}/{page}")
    assert answer.status == (404 if page == "nothing-here" else 200)
    assert answer.headers["content-language"] == lang
    direction = "rtl" if lang == "ar" else "ltr"
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    assert MARK.in_(lang) in title(answer)
    assert MARK.in_(lang) in words(answer)


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


def test_the_record_shows_three_meetings_seven_undertakings_and_the_wrong_names():
    text = ask(SITE, "/en/record").text
    assert text.count('<article class="meeting"') == 3
    assert text.count('<span class="number"') == 7
    seen = words(ask(SITE, "/en/record"))
    for word in ("Bruno Rotayo", "Bruno Le Roux", "Bruno Retailleau", "not public", "adopted"):
        assert word in seen


def test_from_an_undertaking_one_click_leads_to_the_case():
    assert f'href="/fr/case/{CASE}"' in ask(SITE, "/fr/undertaking/c1").text


def test_a_case_says_whose_turn_it_is_and_until_when_with_its_source():
    seen = words(ask(SITE, f"/fr/case/{CASE}"))
    assert "La main est à\u00a0: Maroc, jusqu’au 20 novembre 2026, 09:13\u00a0UTC." in seen
    assert "Directive (UE) 2023/977" in seen
    assert "empruntée à un texte public" in seen


def test_two_acts_that_crossed_stand_side_by_side_with_one_outcome():
    text = ask(SITE, f"/en/case/{CROSSED}").text
    assert text.count("beat-crossed") == 1
    seen = words(ask(SITE, f"/en/case/{CROSSED}"))
    assert "“Withdraw” (Morocco) and “Refuse” (France) were signed before" in seen
    assert "The same outcome on both sides" in seen


def test_sides_that_differ_are_not_called_equal():
    case = CASES[1]
    other = replace(case.sides[1], digest=digest("something else"), moves=case.sides[1].moves[:1])
    reader = Answering(case=replace(case, sides=(case.sides[0], other)))
    seen = words(ask(site_of(reader), f"/en/case/{CROSSED}"))
    assert "do not agree yet" in seen
    assert "not received" in seen
    assert "The same outcome" not in seen


def test_a_proof_that_fails_says_so_and_names_the_step():
    reader = Answering(proof=proof_of(CASES[0], CASES[0].acts[-1], holds=False))
    text = ask(site_of(reader), f"/en/proof/{ACT}").text
    assert "The proof does not hold" in text
    assert text.count('<li class="fails">') == 1


def test_the_proof_file_is_handed_out_as_a_file():
    answer = ask(SITE, f"/ar/proof/{ACT}/file")
    assert answer.status == 200
    assert answer.body == b'{"v":1}'
    name = f"{PREFIX}proof-{ACT[:12]}.json"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", ["undertaking/none", "case/" + "0" * 64, "proof/" + "0" * 64])
def test_what_does_not_exist_for_this_viewer_answers_like_any_unknown_address(page):
    unknown = words(ask(SITE, "/en/nothing-here"))
    assert words(ask(SITE, f"/en/{page}")) == unknown
    assert ask(SITE, f"/en/{page}").status == 404


def test_every_read_of_content_names_the_reader():
    reader = SampleReader()
    site = site_of(reader)
    ask(site, f"/en/case/{CASE}")
    ask(site, f"/en/proof/{ACT}")
    assert [(what, id, who.officer) for what, id, who in reader.reads] == [
        ("case", CASE, "visitor"),
        ("proof", ACT, "visitor"),
    ]


@dataclass
class Answering(SampleReader):
    """The sample with one answer exchanged."""

    case_: object = None
    proof_: object = None
    node_: NodeView | Exception = NODE
    undertaking_: object = None

    def __init__(self, *, case=None, proof=None, node=NODE, undertaking=None):
        super().__init__()
        self.case_, self.proof_, self.node_ = case, proof, node
        self.undertaking_ = undertaking

    def undertaking(self, slug):
        return self.undertaking_

    def case(self, id, *, viewer):
        return self.case_

    def proof(self, act, *, viewer):
        return self.proof_

    def node(self):
        if isinstance(self.node_, Exception):
            raise self.node_
        return self.node_


@pytest.mark.parametrize("lang", LANGS)
def test_a_node_that_cannot_answer_gives_the_reason_and_when_to_retry(lang):
    answer = ask(site_of(Answering(node=Unavailable(DOWN))), f"/{lang}/node")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "30"
    assert DOWN.text(lang, {}) in words(answer)
    assert "test.down" in words(answer)
    assert MARK.in_(lang) in title(answer)


@pytest.mark.parametrize("lang", LANGS)
def test_a_fault_of_ours_gives_a_page_and_no_detail(lang):
    answer = ask(site_of(Answering(node=ZeroDivisionError("secret detail"))), f"/{lang}/node")
    assert answer.status == 500
    assert "secret detail" not in answer.text
    assert MARK.in_(lang) in title(answer)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_an_unknown_host_is_refused_with_a_page_and_all_headers():
    answer = ask(SITE, "/ar/", host="elsewhere.example")
    assert answer.status == 400
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert MARK.ar in title(answer)


def test_a_page_can_only_be_read():
    answer = ask(SITE, "/fr/record", method="POST", body=b"x=1")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert ask(SITE, "/fr/record", method="HEAD").status == 200


def test_every_answer_tells_the_browser_what_not_to_do():
    headers = ask(SITE, "/en/").headers
    policy = headers["content-security-policy"]
    for part in ("default-src 'none'", "frame-ancestors 'none'", "style-src 'self'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_tls_is_insisted_on_except_on_loopback():
    assert "strict-transport-security" in ask(SITE, "/en/", scheme="https").headers
    here = ask(SITE, "/en/", scheme="https", host="127.0.0.1:8443")
    assert "strict-transport-security" not in here.headers
    assert "strict-transport-security" not in ask(SITE, "/en/").headers


def test_what_others_wrote_is_shown_as_text_never_as_markup():
    hostile = '<img src=x onerror="alert(1)">{0}{{ secret }}%s'
    case = replace(CASES[0], title=Text(hostile, hostile, hostile), reference=hostile)
    answer = ask(site_of(Answering(case=case)), f"/en/case/{CASE}")
    assert answer.status == 200
    assert "<img" not in answer.text
    assert hostile in words(answer)


def test_a_latin_fact_in_an_arabic_sentence_is_isolated():
    case = replace(CASES[0], state=Text("Recherche (A)", "x", "x"))
    text = ask(site_of(Answering(case=case)), f"/ar/case/{CASE}").text
    assert "الحالة: <bdi>Recherche (A)</bdi>. الدور على <bdi>المغرب</bdi>" in text


def test_arabic_months_are_those_of_morocco():
    assert "20 نونبر 2026" in words(ask(SITE, f"/ar/case/{CASE}"))


def test_one_process_serves_sites_of_one_secret():
    from jisr.web.app import build_site

    with pytest.raises(AssertionError):
        build_site(SampleReader(), secret="another" * 8, allowed_hosts=["testserver"], mark=MARK)


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_whose_node_it_is_and_leads_to_the_others(lang):
    answer = ask(SITE, f"/{lang}/record")
    assert MA.name.in_(lang) in words(answer).partition("<main")[0]
    assert f'href="{OTHERS[0].address}/{lang}/"' in answer.text


def with_fields(*fields):
    first = CASES[0].acts[0]
    part = replace(first.parts[0], fields=fields)
    acts = (replace(first, parts=(part,), told=TOLD), *CASES[0].acts[1:])
    return ask(site_of(Answering(case=replace(CASES[0], acts=acts))), f"/en/case/{CASE}")


TOLD = Text("يسأل المغرب.", "Le Maroc demande.", "Morocco asks.")
ASKED = Text("هل هو أصيل؟", "Est-il authentique ?", "Is it genuine?")
LABEL = Text("السؤال", "question", "question")


def test_a_written_text_keeps_its_direction_and_its_mark_stands_apart():
    field = FieldRow(label=LABEL, value=f"{ASKED.ar}\n[{MARK.ar}]", reading=ASKED)
    text = with_fields(field).text
    assert f'<span class="written" dir="auto">{ASKED.ar}</span>' in text
    assert f'<span class="text-mark" dir="auto">[{MARK.ar}]</span>' in text


def test_what_a_text_says_in_the_readers_language_is_shown_as_not_signed():
    field = FieldRow(label=LABEL, value=f"{ASKED.ar}\n[{MARK.ar}]", reading=ASKED)
    assert f"not signed: {ASKED.en}" in words(with_fields(field))
    same = FieldRow(label=LABEL, value=ASKED.en, reading=ASKED)
    assert "not signed" not in words(with_fields(same))


def test_a_line_in_brackets_that_is_no_mark_stays_in_the_text():
    field = FieldRow(label=LABEL, value="Series 17\n[two of them]")
    assert 'dir="auto">Series 17\n[two of them]</span>' in with_fields(field).text


def test_an_act_is_told_as_a_story():
    assert "Story: Morocco asks." in words(with_fields())


def test_a_sourced_text_on_played_acts_says_that_no_ministry_signed():
    played = replace(CASES[0], invented=False, played=True)
    seen = words(ask(site_of(Answering(case=played)), f"/en/case/{CASE}"))
    assert "No ministry has signed anything here" in seen
    assert "Invented for the demonstration" not in seen


def test_an_overtaken_act_says_where_it_would_have_led():
    seen = words(ask(SITE, f"/en/case/{CROSSED}"))
    assert "Would have led to: closed" in seen
    assert "Leads to: received" in seen


def test_what_is_not_delivered_or_opened_yet_says_at_whose_desk():
    kept = replace(CASES[0].acts[0].receipt, opened_at=None)
    unopened = replace(CASES[0].acts[0], receipt=kept)
    case = replace(CASES[0], acts=(unopened, *CASES[0].acts[1:]))
    seen = words(ask(site_of(Answering(case=case)), f"/en/case/{CASE}"))
    assert "No desk of France has declared yet that it opened it" in seen
    assert "Not delivered to Morocco yet" in seen


def test_articles_are_numbered_from_one_and_a_legend_says_which_is_which():
    for page, numbers in {"": "12345", "undertaking/c1": "13"}.items():
        legend = words(ask(SITE, f"/en/{page}")).partition("day of publication")[2]
        shown = re.findall(r"(\d)\s+(?:French|English) · \d+ April 20\d\d", legend)
        assert shown == list(numbers)


def test_a_case_leads_to_itself_on_the_partners_node():
    text = ask(SITE, f"/fr/case/{CASE}").text
    assert f'href="{OTHERS[0].address}/fr/case/{CASE}"' in text


def test_an_undertaking_of_others_leads_to_their_nodes():
    elsewhere = Carrier(
        label=LABEL,
        link=Link(page=Page.UNDERTAKING, key="c1", site=OTHERS[0].address),
        invented=False,
        kind=CarrierKind.ELSEWHERE,
        at=FR,
    )
    reader = Answering(undertaking=replace(UNDERTAKINGS[0], carriers=(elsewhere,)))
    answer = ask(site_of(reader), "/en/undertaking/c1")
    assert f'href="{OTHERS[0].address}/en/undertaking/c1"' in answer.text
    assert "between other parties" in words(answer)


def test_the_record_shows_the_signed_text_and_the_events_with_their_source():
    seen = words(ask(SITE, "/en/record"))
    assert "Declaration of Reinforced Exceptional Partnership" in seen
    assert "2030 World Cup" in seen
    assert "28 October 2024, is public knowledge" in seen


def test_a_framework_says_handling_basis_and_retention_of_each_field_in_words():
    seen = words(ask(SITE, f"/en/framework/{FRAMEWORK}"))
    assert "not in judicial proceedings without the provider’s permission (H1)" in seen
    assert "2 years from the end of the case" in seen
    assert "announce a delay with its reason, at most 30 days in all" in seen
    assert "our own, with no instrument behind it" in seen
