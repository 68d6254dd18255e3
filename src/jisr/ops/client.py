"""Calls to a partner's node: HTTPS with both sides pinned, and every failure one typed reason."""

import io
import ssl
from types import TracebackType
from typing import Final, Self

import aiohttp

from jisr.core.errors import JisrError, Malformed, Unavailable, Unproven
from jisr.exchange.envelope import BARE_FAULT_BYTES_MAX, parse_bare_fault
from jisr.exchange.limits import WIRE_BYTES_MAX
from jisr.exchange.reasons import TIMED_OUT, UNREACHABLE, WRONG_CERTIFICATE
from jisr.exchange.waiting import SILENCE_SECONDS
from jisr.ops import reasons
from jisr.ops.faults import error_of
from jisr.ops.keystore import KeyHolder
from jisr.ops.tls import Pins, client_context

CONNECT_SECONDS_MAX: Final = 10.0  # Name, TCP and TLS together; a partner abroad takes under 1.
SILENCE_SECONDS_MAX: Final = float(SILENCE_SECONDS)  # A reason within a minute (EXC-90).
CALL_SECONDS_MAX: Final = 300.0  # A full message each way at 1 Mbit/s, with room.
KEEPALIVE_SECONDS: Final = 30.0  # Shorter than our server's: we hang up, so no call is cut.
CONNECTIONS_MAX: Final = 2  # One for acts, one for an attachment beside it.
OK: Final = 200
_READ_BYTES: Final = 64 * 1024

# What a partner's TLS says when it does not take our certificate (RFC 8446, section 6.2).
_OUR_CERTIFICATE_ALERTS: Final = frozenset(
    {
        "SSLV3_ALERT_BAD_CERTIFICATE",
        "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
        "TLSV1_ALERT_ACCESS_DENIED",
        "TLSV1_ALERT_UNKNOWN_CA",
        "TLSV13_ALERT_CERTIFICATE_REQUIRED",
    }
)


class PeerClient:
    """Calls one partner's node; connections are kept between calls.

    `pins` are that partner's TLS keys on record; they may change while this lives.
    """

    def __init__(
        self,
        holder: KeyHolder,
        pins: Pins,
        *,
        call_seconds_max: float = CALL_SECONDS_MAX,
        answer_bytes_max: int = WIRE_BYTES_MAX,
    ) -> None:
        """Prepare calls; nothing is connected yet, so nothing has to be closed before a call."""
        self._answer_bytes_max = answer_bytes_max
        self._call_seconds_max = call_seconds_max
        self._trouble: ssl.SSLError | None = None
        self._context = client_context(holder, pins, on_trouble=self._note)
        self._session: aiohttp.ClientSession | None = None
        self._stale = False  # Its connections have shown a certificate we use no more.

    def _connector(self) -> aiohttp.BaseConnector:
        return aiohttp.TCPConnector(
            ssl=self._context, limit=CONNECTIONS_MAX, keepalive_timeout=KEEPALIVE_SECONDS
        )

    def _new_session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=self._connector(),
            timeout=aiohttp.ClientTimeout(
                total=self._call_seconds_max,
                connect=min(CONNECT_SECONDS_MAX, self._call_seconds_max),
                sock_read=min(SILENCE_SECONDS_MAX, self._call_seconds_max),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            # A small answer could unpack to a huge one.
            auto_decompress=False,
            headers={"Accept-Encoding": "identity"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def renew(self, holder: KeyHolder) -> None:
        """Use the holder's key and certificate of now, on new connections only.

        Kept connections are let go at the next call: what they proved may be revoked by then.
        May be called from any thread.
        """
        holder.load_tls(self._context)
        self._stale = True

    async def post(self, url: str, body: bytes) -> bytes:
        """Send `body` and return the answer's body.

        Args:
            url: the partner's endpoint, https.
            body: sent only to a node that has proven one of the pinned keys.

        Raises:
            Unavailable: the node does not answer, is too slow, or is too busy.
            Unproven: it did not prove a pinned key, or it does not accept our certificate.
            Malformed: the answer is over its limit, or no answer of a Jisr node.
            JisrError: what the partner's node answered, as one of our five errors.
        """
        assert url.startswith("https://")
        self._trouble = None
        if self._stale:
            self._stale = False
            await self.close()
        if self._session is None:
            self._session = self._new_session()
        try:
            async with self._session.post(
                url,
                data=io.BytesIO(body),  # In pieces: the loop serves others meanwhile.
                headers={"Content-Type": "application/octet-stream"},
                allow_redirects=False,
            ) as response:
                if response.status == OK:
                    return await self._read(response, self._answer_bytes_max)
                told = await self._read(response, BARE_FAULT_BYTES_MAX)
                raise _told(response.status, told)
        except TimeoutError as error:
            raise Unavailable(TIMED_OUT, seconds=int(self._call_seconds_max)) from error
        except (aiohttp.ClientError, OSError) as error:
            raise _failure(self._trouble) from error

    def _note(self, trouble: ssl.SSLError) -> None:
        self._trouble = trouble

    async def _read(self, response: aiohttp.ClientResponse, bytes_max: int) -> bytes:
        body = bytearray()
        async for piece in response.content.iter_chunked(_READ_BYTES):
            body += piece
            if len(body) > bytes_max:
                response.close()  # The rest is not read, so the connection is spent.
                raise Malformed(reasons.ANSWER_TOO_LARGE, limit=bytes_max)
        return bytes(body)


def _told(status: int, body: bytes) -> JisrError:
    """Return what an answer other than 200 says."""
    try:
        fault = parse_bare_fault(body)
    except Malformed:
        # A gateway in between speaks its own language; waiting may cure it.
        return Unavailable(reasons.UNEXPECTED_STATUS, status=status)
    return error_of(kind=fault.kind, code=fault.code, facts=fault.facts)


def _failure(trouble: ssl.SSLError | None) -> JisrError:
    """Return why a call failed: what TLS said, or that nobody answered."""
    if trouble is None:
        return Unavailable(UNREACHABLE)
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return Unproven(WRONG_CERTIFICATE)
    if trouble.reason in _OUR_CERTIFICATE_ALERTS:
        return Unproven(reasons.OUR_CERTIFICATE_REFUSED)
    return Unproven(reasons.TLS_FAILED, why=trouble.reason or "")
