"""Debian's Chromium and a site on loopback, for every test in this folder."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from tests.web.site import own_site, site_of

CHROMIUM = "/usr/bin/chromium"
START_SECONDS_MAX = 20
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def _start_browser(playwright):
    # --no-sandbox: containers and CI run as root, where Chromium's sandbox cannot start; the
    # only pages it opens here are ours.
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(scope="package")
def browser():
    if shutil.which(CHROMIUM) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing: apt-get install chromium")
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium")
    # Here, not at the top: a newcomer without the browser sees the skip, not an import error.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = _start_browser(playwright)
        yield chromium
        chromium.close()


@contextmanager
def served(site) -> Iterator[str]:
    config = uvicorn.Config(
        site, host="127.0.0.1", port=0, log_config=None, access_log=False, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="site")
    thread.start()
    until = time.monotonic() + START_SECONDS_MAX
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < until
        threading.Event().wait(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="package")
def address():
    """Where the demonstration's pages are."""
    with served(site_of()) as found:
        yield found


@pytest.fixture(scope="package")
def own_address():
    """Where the pages of a node in earnest are."""
    with served(own_site()) as found:
        yield found


@pytest.fixture(scope="package")
def axe():
    return AXE.read_text(encoding="utf-8")
