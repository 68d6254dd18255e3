"""What a browser is given, and what of its processor time is the access log's.

The pages are those of the node itself, read, put into words and set as HTML, without the socket.
"""

import asyncio
from collections.abc import Sequence
from itertools import cycle
from typing import Any, Final

from jisr.core.act import Digest, Slug
from jisr.ledger.work.rows import Access, AccessEvent
from jisr.node.reading.reader import NodeReader
from jisr.ops.bench.bare import spent_us
from jisr.ops.build import Built
from jisr.web.app import LOCAL, build_site

HOST: Final = "localhost"
SECRET: Final = "measured only, protects nothing at all"  # noqa: S105
WARM: Final = 5  # Pages before the first that counts: templates are compiled once.


def pages_us(built: Built, space: Digest, cases: Sequence[Digest], times: int) -> dict[str, float]:
    """Return the processor time of a case's page, of the list, and of one event in the log.

    Of each page as it is given, and of its reading alone, before it is put into words.
    """
    node = built.node
    reader = NodeReader(node, built.lines)
    site = build_site(reader, secret=SECRET, allowed_hosts=[HOST], mark=None, viewer=LOCAL)
    event = AccessEvent(
        at=node.world.now(),
        officer=LOCAL.officer,
        access=Access.READ,
        purpose=Slug(LOCAL.purpose),
        space=space,
        case=cases[0],
    )
    turn = cycle(cases)
    with asyncio.Runner() as runner:

        def case() -> None:
            runner.run(_given(site, f"/ar/case/{next(turn)}"))

        def listed() -> None:
            runner.run(_given(site, "/ar/cases"))

        for _ in range(WARM):
            case()
            listed()
        return {
            "case": spent_us(case, times),
            "list": spent_us(listed, times),
            "case_read": spent_us(lambda: reader.case(next(turn), viewer=LOCAL), times),
            "list_read": spent_us(lambda: reader.cases(viewer=LOCAL), times),
            "log_us": spent_us(lambda: node.work.access.append([event]), times),
        }


async def _given(site: Any, path: str) -> None:  # noqa: ANN401 - any ASGI application
    """Ask for a page as a server would."""
    waiting = [{"type": "http.request", "body": b"", "more_body": False}]
    status = []

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await asyncio.Event().wait()  # The browser stays: nothing more comes.
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        status.extend([message["status"]] if message["type"] == "http.response.start" else [])

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", HOST.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await site(scope, receive, send)
    assert status == [200]
