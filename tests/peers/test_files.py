"""No name that others give becomes a path, and no path leads out of where it belongs (class 13)."""

from dataclasses import replace

import pytest

from jisr.core.errors import JisrError
from jisr.node import compose
from tests.node.forger import INFORMATION
from tests.node.test_two_nodes import REQUEST
from tests.peers.kit import PLAN, Between, nothing_written
from tests.web.client import ask
from tests.web.site import site_of

SITE = site_of()
OUTSIDE = ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "..\\app.py", "/etc/passwd", "", ".", "\0")


@pytest.fixture(scope="module")
def between() -> Between:
    return Between()


@pytest.mark.parametrize("name", ["../plan.pdf", "/etc/passwd", "..\\plan.pdf", "a\nb", "a\0b", ""])
def test_a_file_whose_name_is_a_path_is_not_sent(between: Between, name: str) -> None:
    ma = between.nodes["MA"]
    asked = replace(REQUEST, files=[replace(PLAN, name=name)])
    with nothing_written(ma), pytest.raises(JisrError):
        compose.open_case(ma, between.id, INFORMATION, asked)


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_but_the_assets_is_handed_out(path: str) -> None:
    assert ask(SITE, f"/static/{path}").status == 404


@pytest.mark.parametrize("media", ["text/html", "image/svg+xml", "application/x-sh", "x" * 300])
def test_a_file_of_a_kind_that_no_form_names_is_not_sent(between: Between, media: str) -> None:
    ma = between.nodes["MA"]
    asked = replace(REQUEST, files=[replace(PLAN, media=media)])
    with nothing_written(ma), pytest.raises(JisrError):
        compose.open_case(ma, between.id, INFORMATION, asked)
