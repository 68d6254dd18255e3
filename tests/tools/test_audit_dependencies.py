"""Of dependencies nothing good is said that nobody knows: asked of sources on this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.ops.kit import free_port
from tools.audit_dependencies import (
    FOUND,
    KNOWN_WRONG,
    LOCK,
    NOT_ASKED,
    NOTHING_FOUND,
    main,
    pinned,
)

pytestmark = pytest.mark.full

LOCKED = "flask==2.0.0\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
OLD = KNOWN_WRONG.partition("==")[0]


def advisory(id: str, name: str) -> dict[str, object]:
    return {"id": id, "affected": [{"package": {"name": name, "ecosystem": "PyPI"}}]}


@contextmanager
def source(wrong: dict[str, str], *, status: int = 200, body: bytes | None = None) -> Iterator[str]:
    """Serve advisories in OSV's form, as `wrong` has them, by name of package."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            name = asked["package"]["name"]
            told = {"vulns": [advisory(wrong[name], name)]} if name in wrong else {}
            raw = json.dumps(told).encode() if body is None else body
            self.send_response(status)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "lock.txt"
    file.write_text(LOCKED)
    return file


def audited(lock: Path, url: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["--lock", str(lock), "--osv-url", url])
    return status, capsys.readouterr().out


def not_audited(status: int, said: str) -> bool:
    return status == NOT_ASKED and "NOT AUDITED" in said and "none has" not in said


def test_where_nobody_answers_nothing_is_known(lock: Path, capsys) -> None:
    assert not_audited(*audited(lock, f"http://127.0.0.1:{free_port()}/v1/query", capsys))


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (200, b"<html>a login page</html>")])
def test_what_is_no_source_of_advisories_is_not_believed(
    lock: Path, capsys, status: int, body: bytes
) -> None:
    with source({}, status=status, body=body) as url:
        assert not_audited(*audited(lock, url, capsys))


def test_a_source_that_knows_of_nothing_at_all_is_not_believed(lock: Path, capsys) -> None:
    with source({}) as url:
        assert not_audited(*audited(lock, url, capsys))


def test_a_source_that_knows_what_is_wrong_may_find_nothing(lock: Path, capsys) -> None:
    with source({OLD: "X-1"}) as url:
        status, said = audited(lock, url, capsys)
    assert status == NOTHING_FOUND
    assert "2 packages were looked up" in said


def test_what_is_found_is_named_and_fails(lock: Path, capsys) -> None:
    with source({OLD: "X-1", "flask": "X-2"}) as url:
        status, said = audited(lock, url, capsys)
    assert status == FOUND
    assert "flask: X-2" in said


def test_every_locked_package_is_asked_about() -> None:
    assert {"cryptography", "django", "pip-audit"} <= pinned(LOCK)
