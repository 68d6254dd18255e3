"""Texts that somebody hostile wrote, shown by a real browser."""

import pytest

from tests.browser.conftest import served
from tests.peers.test_markup import MARK, Poisoned
from tests.web.site import PAGES, site_of

pytestmark = pytest.mark.browser


def test_in_a_real_browser_nothing_of_it_runs(browser):
    said, ran = [], []
    with served(site_of(Poisoned())) as address:
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.on(
            "request", lambda asked: ran.append(asked.url) if address not in asked.url else None
        )
        for path in PAGES:
            page.goto(f"{address}/ar/{path}")
            assert page.evaluate("document.scripts.length") == 0
            assert path == "nothing-here" or MARK in page.inner_text("body")
        page.close()
    assert ran == []
    assert [text for text in said if "404" not in text] == []
