"""Assets: a closed table, for ever cacheable, with their licences beside them."""

import gzip
import re

import pytest

from jisr.web.assets import PREFIX, Assets
from tests.web.client import ask
from tests.web.site import site_of

ASSETS = Assets.load()
SITE = site_of()
SHEET = ASSETS.addresses["jisr.css"]


def test_the_sheet_names_only_assets_that_exist():
    sheet = ask(SITE, SHEET)
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    named = re.findall(r'url\("([^"]+)"\)', sheet.text)
    assert len(named) == 7
    for address in named:
        font = ask(SITE, address)
        assert font.headers["content-type"] == "font/woff2"
        assert font.body[:4] == b"wOF2"


def test_the_sheet_knows_no_left_and_no_right():
    """One sheet serves both directions: a physical side would be wrong in one of them."""
    sheet = ASSETS.served[SHEET.removeprefix(PREFIX)].content.decode()
    rules = sheet.replace("text-align: left", "", 1)  # Of code, which runs left to right.
    assert not re.search(r"(?:margin|padding|border|inset)?-?\b(?:left|right)\b\s*:", rules)


def test_an_asset_is_kept_for_ever_and_pressed_when_asked():
    answer = ask(SITE, SHEET, headers=[("accept-encoding", "gzip, br")])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == ask(SITE, SHEET).body
    head = ask(SITE, SHEET, method="HEAD")
    assert head.body == b""
    assert int(head.headers["content-length"]) == len(ask(SITE, SHEET).body)


@pytest.mark.parametrize("path", ["jisr.css", "../app.py", "..%2fapp.py", "", "fonts/"])
def test_a_name_outside_the_table_does_not_exist(path):
    assert ask(SITE, PREFIX + path).status == 404


def test_an_asset_cannot_be_written():
    assert ask(SITE, SHEET, method="POST").status == 404


def test_every_font_has_its_licence():
    licences = [name for name in ASSETS.addresses if name.startswith("licences/")]
    assert len(licences) == 3
    for name in licences:
        assert "SIL Open Font License" in ask(SITE, ASSETS.addresses[name]).text
