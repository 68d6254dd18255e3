"""The book in a real browser: axe finds nothing, it fits a narrow page, it fetches nothing."""

import pytest

from jisr.core.errors import LANGS
from tests.browser.test_site import NARROW, RULES, WIDE
from tests.ops.test_book import page as source_of

pytestmark = [pytest.mark.browser, pytest.mark.full]


@pytest.fixture
def opened(browser, tmp_path):
    contexts = []

    def open_book(lang):
        file = tmp_path / f"{lang}.html"
        file.write_text(source_of(lang), "utf-8")
        # Its own policy holds: axe gets in beside it, as a reader's extension would.
        contexts.append(browser.new_context(viewport=WIDE, bypass_csp=True))
        page = contexts[-1].new_page()
        page.wanted, page.complaints = [], []
        page.on("request", lambda request: page.wanted.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.goto(file.as_uri())
        return page

    yield open_book
    for context in contexts:
        context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing_and_the_book_fits_and_fetches_nothing(opened, axe, lang):
    page = opened(lang)
    page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}}).then(r => r.violations"
        ".map(v => [v.id, v.nodes.slice(0, 3).map(n => n.target + ' ' + n.failureSummary)]))",
        RULES,
    )
    assert found == []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert [url for url in page.wanted if not url.startswith("data:")] == [page.url]
    assert page.complaints == []


def test_under_its_own_policy_the_fonts_of_the_book_are_inside_it(browser, tmp_path):
    file = tmp_path / "ar.html"
    file.write_text(source_of("ar"), "utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(file.as_uri())
        loaded = page.evaluate(
            "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded')"
            ".map(f => f.family + ' ' + f.weight))"
        )
    assert {name.replace('"', "") for name in loaded} == {"Amiri 400", "Amiri 700", "Plex 400"}
