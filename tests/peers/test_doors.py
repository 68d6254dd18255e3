"""Pages only read, nobody comes in without a key, and nothing is fetched that others name.

Classes 5, 8, 10, 11 and 12 of docs/reference/peers-faults.md.
"""

import ast
from pathlib import Path
from typing import Any

import pytest

from jisr.core.errors import Unavailable
from jisr.ledger.work.rows import Access
from jisr.node.reading.reader import NodeReader
from jisr.ops.client import PeerClient
from jisr.web.app import build_site
from jisr.web.asgi import Application
from jisr.web.peer import EXTENSION, build_peer
from jisr.web.urls import urlpatterns
from tests.ops.kit import failing
from tests.ops.net import Pair, Recorder, pins_of, play, serving
from tests.peers.kit import Between, nothing_written
from tests.web.client import ask
from tests.web.sample_record import MA
from tests.web.site import HOSTS, SECRET

SRC = Path(__file__).parents[2] / "src/jisr"
WRITING = ("POST", "PUT", "PATCH", "DELETE", "Post", "PROPFIND", "TRACE", "CONNECT")
OVERRIDES = (("x-http-method-override", "POST"), ("x-http-method", "DELETE"))
UNKNOWN = "ab" * 32


@pytest.fixture(scope="module")
def between() -> Between:
    return Between()


@pytest.fixture(scope="module")
def site(between: Between) -> Application:
    node = between.nodes["MA"]
    reader = NodeReader(node, dict.fromkeys(node.spaces, between.lines["MA"]))
    return build_site(reader, secret=SECRET, allowed_hosts=HOSTS, mark=None, party=MA)


def addresses(between: Between) -> dict[str, str]:
    """Return the address of a real object for every page there is."""
    case, edition = between.here.case, between.space("MA").edition()
    ids = {"case": case, "proof": case, "proof-file": case, "framework-edition": edition}
    return {
        str(one.name): "/"
        + str(one.pattern)
        .replace("<lang:lang>", "fr")
        .replace("<slug:slug>", "c1")
        .replace("<digest:id>", ids.get(str(one.name), ""))
        for one in urlpatterns
    }


NAMES = [str(one.name) for one in urlpatterns]
NOT_HERE = {"undertaking"}  # A node in earnest that was given no public record.


@pytest.mark.parametrize("name", NAMES)
def test_to_read_a_page_writes_nothing_and_gives_nothing_to_remember(
    between: Between, site: Application, name: str
) -> None:
    address = addresses(between)[name]
    for method in ("GET", "HEAD"):
        with nothing_written(between.nodes["MA"]):
            answer = ask(site, address, method=method)
        assert answer.status == (302 if name == "start" else 404 if name in NOT_HERE else 200)
        assert "set-cookie" not in answer.headers
        assert "<form" not in answer.text
        assert "<input" not in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_by_no_method_and_no_trick_of_a_header_does_a_page_change_anything(
    between: Between, site: Application, name: str
) -> None:
    address = addresses(between)[name]
    for method in WRITING:
        with nothing_written(between.nodes["MA"]):
            answer = ask(site, address, method=method, body=b"act=withdraw")
        assert answer.status == 405, method
    for header, value in OVERRIDES:
        with nothing_written(between.nodes["MA"]):
            answer = ask(site, address, headers=[(header, value)])
        assert answer.status in {200, 302, 404}


@pytest.mark.parametrize("name", ["case", "proof", "proof-file"])
def test_a_page_of_an_object_is_logged_with_it_and_shows_no_other(
    between: Between, site: Application, name: str
) -> None:
    address, log = addresses(between)[name], between.nodes["MA"].work.access
    case = between.here.case
    assert ask(site, address.replace(case, UNKNOWN)).status == 404
    before = log.head().length
    assert ask(site, address).status == 200
    read = log.after(before)
    assert {one.case for one in read} == {case}
    assert {one.access for one in read} <= {Access.READ, Access.EXPORTED}


def test_no_other_page_names_an_object_of_the_ledger() -> None:
    named = {str(one.name) for one in urlpatterns if "digest:" in str(one.pattern)}
    # What both have signed is of nobody, and its page holds nothing else.
    assert named == {"case", "proof", "proof-file", "framework-edition"}


def test_a_partner_is_heard_the_same_whatever_its_headers_claim() -> None:
    class Door:
        def answer(self, raw: bytes, certificate: bytes) -> bytes:
            return certificate + raw

    app = build_peer(Door())
    proven = {"extensions": {EXTENSION: {"certificate": b"DER:"}}}
    for headers in (
        [],
        [("content-type", "application/json")],
        [("content-type", "application/x-www-form-urlencoded"), ("authorization", "Bearer x")],
        [("x-forwarded-for", "127.0.0.1"), ("x-ssl-client-cert", "other"), ("cookie", "admin=1")],
    ):
        told = ask(
            app, "/sync", method="POST", body=b"m", headers=headers, scheme="https", **proven
        )
        assert (told.status, told.body) == (200, b"DER:m")
        bare = ask(app, "/sync", method="POST", body=b"m", headers=headers, scheme="https")
        assert bare.status == 401


# --- What is fetched (class 8) --------------------------------------------------------------------

# Who opens a connection, and to where; whoever else does is a new way out.
CALLERS = {
    "ops/client.py": "the address of a partner, from the settings alone",
    "ops/control.py": "the Unix socket of the node itself",
    "ops/demo/checks.py": "the demonstration's own nodes, on loopback",
    "ops/doctor.py": "the address of a partner, from the settings alone",
}
OUT = {
    "aiohttp",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "telnetlib",
    "xmlrpc.client",
}
CONNECTING = {"create_connection", "open_connection", "urlopen", "urlretrieve", "sendto"}


def opens_connections(code: str) -> bool:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import) and {one.name for one in node.names} & OUT:
            return True
        if isinstance(node, ast.ImportFrom) and node.module in OUT:
            return True
        if isinstance(node, ast.Attribute) and node.attr in CONNECTING:
            return True
    return False


def test_nothing_opens_a_connection_but_what_is_known_to() -> None:
    found = {
        str(file.relative_to(SRC))
        for file in SRC.rglob("*.py")
        if opens_connections(file.read_text())
    }
    assert found == CALLERS.keys()


@pytest.mark.parametrize(
    "code",
    [
        "import aiohttp",
        "from urllib.request import urlopen",
        "import socket\nsocket.create_connection",
    ],
)
def test_a_new_way_out_is_found(code: str) -> None:
    assert opens_connections(code)


def test_where_a_partner_sends_us_we_do_not_go(tmp_path: Path) -> None:
    elsewhere = Recorder()

    async def story() -> None:
        pair = Pair(tmp_path)
        other = pair.listener(app=elsewhere)

        async def moved(_scope: Any, receive: Any, send: Any) -> None:
            while (await receive()).get("more_body"):
                pass
            to = f"https://127.0.0.1:{other.port}/sync".encode()
            headers = [(b"location", to), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 307, "headers": headers})
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        door = pair.listener(app=moved)
        async with serving(door, other), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with failing(Unavailable, "ops.unexpected-status"):
                await client.post(f"https://127.0.0.1:{door.port}/sync", b"body")

    play(story)
    assert elsewhere.scopes == []
