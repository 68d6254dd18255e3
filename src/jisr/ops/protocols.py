"""What each listener adds to uvicorn's HTTP: bounds, the client's certificate, the local user.

Source: docs/spec/keys.md, clause KEY-12, for what the peer endpoint is told.
"""

import asyncio
import os
import socket
import struct
from collections.abc import Hashable
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from jisr.ops.holders import Holders

HEAD_BYTES_MAX: Final = 32 * 1024  # httptools has no bound; a browser's cookies fit well.
HEAD_SECONDS_MAX: Final = 15.0  # A client that drips its headers holds a connection this long.
PEER_EXTENSION: Final = "jisr.peer"
_CREDENTIALS: Final = struct.Struct("3i")  # pid, uid, gid: unix(7), SO_PEERCRED.


class BoundedProtocol(HttpToolsProtocol):
    """HTTP whose request head is bounded in bytes and in time."""

    _head_bytes = 0
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._begin_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head_timer is not None:  # The head goes on: it may take the bound and one read.
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES_MAX:
                self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._begin_head()

    def on_headers_complete(self) -> None:
        self._end_head()
        super().on_headers_complete()

    def _begin_head(self) -> None:
        self._end_head()
        self._head_timer = self.loop.call_later(HEAD_SECONDS_MAX, self.transport.abort)

    def _end_head(self) -> None:
        self._head_bytes = 0
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


class PeerProtocol(BoundedProtocol):
    """Tells the application whose certificate the connection proved; bounds each holder's share.

    A holder's connections past its share are hung up on, so that it never takes another's place.
    """

    holders: ClassVar[Holders]
    holder: Hashable = None
    _certificate = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        tls = transport.get_extra_info("ssl_object")
        self._certificate = tls.getpeercert(binary_form=True)
        self.holder, most = type(self).holders(self._certificate)
        of_holder = [
            one
            for one in self.connections
            if isinstance(one, PeerProtocol) and one.holder == self.holder
        ]
        if len(of_holder) > most:
            transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        extensions: dict[Any, Any] = {PEER_EXTENSION: {"certificate": self._certificate}}
        self.scope["extensions"] = extensions


def peer_protocol(holders: Holders) -> type[PeerProtocol]:
    """Return the partners' protocol for a door that knows its holders so."""
    return type("PeerProtocol", (PeerProtocol,), {"holders": staticmethod(holders)})


class ControlProtocol(BoundedProtocol):
    """Hangs up on every local user but the one who runs the node, and root."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        sock = transport.get_extra_info("socket")
        raw = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        _, user, _ = _CREDENTIALS.unpack(raw)
        if user not in (os.geteuid(), 0):
            transport.abort()
