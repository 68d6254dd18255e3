"""Asks an ASGI application as a server would, without a socket."""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode()


def ask(app, path, *, method="GET", headers=(), body=b"", scheme="http", host="testserver", **more):
    return asyncio.run(
        _ask(app, path, method, headers, [body], scheme=scheme, host=host, more=more)
    )


def ask_in_chunks(app, path, chunks, **more):
    return asyncio.run(
        _ask(app, path, "POST", (), chunks, scheme="https", host="testserver", more=more)
    )


async def _ask(app, path, method, headers, chunks, *, scheme, host, more):
    waiting = [
        {"type": "http.request", "body": chunk, "more_body": number < len(chunks)}
        for number, chunk in enumerate(chunks, 1)
    ]
    sent = []

    async def receive():
        if waiting:
            return waiting.pop(0)
        await asyncio.Event().wait()  # The client stays: nothing more comes.
        raise AssertionError

    async def send(message):
        sent.append(message)

    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", host.encode()), *((k.encode(), v.encode()) for k, v in headers)],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        **more,
    }
    await app(scope, receive, send)
    start, *rest = sent
    return Answer(
        status=start["status"],
        headers={k.decode().lower(): v.decode() for k, v in start["headers"]},
        body=b"".join(message.get("body", b"") for message in rest),
    )
