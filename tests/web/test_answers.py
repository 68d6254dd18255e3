"""What the site answers to whom: statuses, headers, refusals, and whose reading is logged."""

import pytest

from jisr.core.errors import LANGS, Reason, Unavailable
from jisr.core.typography import typeset
from tests.web.client import ask
from tests.web.fake import SampleReader
from tests.web.sample_cases import PREFIX
from tests.web.sample_ids import ACT, CASE
from tests.web.shown import Answering, title, words
from tests.web.site import MARK, site_of

SITE = site_of()
DOWN = Reason("test.down", ar="المخزن مقفل.", fr="Le magasin est verrouillé.", en="Store locked.")


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


@pytest.mark.parametrize("lang", LANGS)
def test_a_node_that_cannot_answer_gives_the_reason_and_when_to_retry(lang):
    answer = ask(site_of(Answering(node=Unavailable(DOWN))), f"/{lang}/node")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "30"
    assert DOWN.text(lang, {}) in words(answer)
    assert "test.down" in words(answer)
    assert typeset(MARK.in_(lang), lang) in title(answer)


@pytest.mark.parametrize("lang", LANGS)
def test_a_fault_of_ours_gives_a_page_and_no_detail(lang):
    answer = ask(site_of(Answering(node=ZeroDivisionError("secret detail"))), f"/{lang}/node")
    assert answer.status == 500
    assert "secret detail" not in answer.text
    assert typeset(MARK.in_(lang), lang) in title(answer)
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


def test_one_process_serves_sites_of_one_secret():
    from jisr.web.app import build_site

    with pytest.raises(AssertionError):
        build_site(SampleReader(), secret="another" * 8, allowed_hosts=["testserver"], mark=MARK)
