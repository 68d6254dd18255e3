"""The pages in a real browser: nothing overflows, axe finds nothing, the keyboard suffices."""

import os
from pathlib import Path

import pytest

from jisr.core.errors import LANGS
from tests.web.sample_cases import PREFIX
from tests.web.sample_ids import ACT, CASE
from tests.web.site import OWN_PAGES, PAGES

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 390, "height": 844}
SIZES = {"wide": WIDE, "narrow": NARROW}
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DIGEST = 64  # A page with a digest in its address is the same on both.
# Where pictures of every page are kept, when somebody wants to look at them.
PICTURES = os.environ.get("JISR_PICTURES")


@pytest.fixture(scope="module")
def contexts(browser):
    made = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture
def open_page(browser, address, own_address, contexts):
    pages = []

    def opened(path, *, size=WIDE, scheme="light", own=False):
        here = own_address if own else address
        kind = (size["width"], scheme)
        if kind not in contexts:
            contexts[kind] = browser.new_context(viewport=size, color_scheme=scheme)
        page = contexts[kind].new_page()
        pages.append(page)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.strangers = []
        page.on(
            "request",
            lambda request: (
                page.strangers.append(request.url) if not request.url.startswith(here) else None
            ),
        )
        page.goto(here + path)
        return page

    yield opened
    for page in pages:
        page.close()


def _keep_picture(page, path, *words, own=False):
    if PICTURES:
        kind = path.partition("/")[0] or "home"
        name = "-".join(("own" if own else "demo", kind, path[-4:].replace("/", "_"), *words))
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


# Arabic by day is looked at on every run: it has both the other direction and the other
# script.  The other eleven faces of each page belong to the long form.
FACES = [
    pytest.param(
        lang,
        scheme,
        size,
        marks=() if (lang, scheme, size) == ("ar", "light", "wide") else pytest.mark.full,
    )
    for lang in LANGS
    for scheme in SCHEMES
    for size in SIZES
]


# Every page of the demonstration, and those that differ on a node in earnest.
FOUND = [
    *(pytest.param(path, False, id=f"demo:{path}") for path in PAGES),
    *(pytest.param(path, True, id=f"own:{path}") for path in OWN_PAGES if len(path) < DIGEST),
]


@pytest.mark.full
@pytest.mark.parametrize(("lang", "scheme", "size"), FACES)
@pytest.mark.parametrize(("path", "own"), FOUND)
def test_axe_finds_no_violation(open_page, axe, path, own, lang, scheme, size):
    page = open_page(f"/{lang}/{path}", size=SIZES[size], scheme=scheme, own=own)
    page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}}).then(r => r.violations"
        ".map(v => [v.id, v.nodes.map(n => n.target + ' ' + n.failureSummary)]))",
        RULES,
    )
    assert found == []
    _keep_picture(page, path, lang, scheme, size, own=own)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("path", "own"), FOUND)
def test_a_narrow_page_fits_and_nothing_is_blocked_or_fetched_elsewhere(open_page, path, own, lang):
    page = open_page(f"/{lang}/{path}", size=NARROW, own=own)
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0
    known = ["404"] if path == "nothing-here" else []
    assert [text for text in page.complaints if not any(word in text for word in known)] == []
    assert page.strangers == []


def test_the_fonts_are_ours(open_page):
    page = open_page("/ar/record")
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded')"
        ".map(f => f.family + ' ' + f.weight))"
    )
    assert {"Plex 400", "Plex 600"} <= {name.replace('"', "") for name in loaded}


def test_arabic_runs_from_the_right_and_the_line_of_acts_with_it(open_page):
    def sides(lang):
        page = open_page(f"/{lang}/case/{CASE}")
        ours = page.locator(".act:not(.act-there)").first.bounding_box()
        theirs = page.locator(".act-there").first.bounding_box()
        return ours["x"] < theirs["x"]

    assert sides("fr")
    assert not sides("ar")


def test_the_keyboard_alone_goes_from_the_first_page_to_a_checked_proof(open_page):
    page = open_page("/fr/record")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    _tab_to(page, "/fr/undertaking/c1")
    page.wait_for_url("**/undertaking/c1")
    _tab_to(page, f"/fr/case/{CASE}")
    page.wait_for_url(f"**/case/{CASE}")
    _tab_to(page, f"/fr/proof/{ACT}")
    page.wait_for_url(f"**/proof/{ACT}")
    assert page.get_by_role("heading", name="La preuve tient").is_visible()


TABS_MAX = 120


def _tab_to(page, path):
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == path:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"  # Where the reader is can be seen.
            page.keyboard.press("Enter")
            return
    pytest.fail(f"{path} cannot be reached with the keyboard")


def test_the_language_switch_keeps_the_page(open_page):
    page = open_page(f"/fr/case/{CASE}")
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url(f"**/ar/case/{CASE}")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"**/en/case/{CASE}")


def test_the_proof_is_downloaded(open_page):
    page = open_page(f"/en/proof/{ACT}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the proof").click()
    assert waiting.value.suggested_filename == f"{PREFIX}proof-{ACT[:12]}.json"
    assert Path(waiting.value.path()).read_bytes() == b'{"v":1}'


def test_what_every_target_offers_is_large_enough_to_touch(open_page):
    page = open_page("/ar/record", size=NARROW)
    small = page.eval_on_selector_all(
        "nav a, .chip, .button",
        "nodes => nodes.map(n => [n.textContent, n.getBoundingClientRect()])"
        ".filter(([t, r]) => r.height && (r.height < 24 || r.width < 24)).map(([t]) => t)",
    )
    assert small == []
