"""TLS 1.3 between two nodes, both sides proven by the public key on record.

A key is on record when a founding document or a key act names it for TLS.  OpenSSL proves that
the other side holds the certificate's key and that the certificate is in its time; the pin
check, inside the handshake, proves that this key is the partner's.  On the client no byte of a
request is sent before both hold.

Source: docs/spec/keys.md, clauses KEY-10 to KEY-12; RFC 8446.
"""

import ssl
from collections.abc import Callable, Iterable
from typing import Final

from jisr.core.errors import Malformed
from jisr.ops.certificates import certificate_spki, make_anchor
from jisr.ops.keystore import KeyHolder

_NOT_PINNED: Final = "the certificate's key is not on record"
# Waiting for bytes, and the two ways a connection ends.
_NO_TROUBLE: Final = (
    ssl.SSLWantReadError,
    ssl.SSLWantWriteError,
    ssl.SSLZeroReturnError,
    ssl.SSLEOFError,
)

# Told each time TLS refuses or is refused: event loops drop the reason on the way up.
OnTrouble = Callable[[ssl.SSLError], None]


def ignore_trouble(_error: ssl.SSLError) -> None:
    """Do nothing with a refusal."""


class Pins:
    """The TLS keys trusted now; it may change while contexts use it.

    A key taken away is refused at the next handshake; a key added needs no restart.
    """

    def __init__(self, keys: Iterable[bytes] = ()) -> None:
        """Trust these keys, each a DER SubjectPublicKeyInfo from a key record."""
        self._keys = frozenset(keys)
        self._anchors = {key: make_anchor(key) for key in self._keys}
        self._contexts: list[ssl.SSLContext] = []

    def replace(self, keys: Iterable[bytes]) -> None:
        """Trust these keys and no others from now on.

        Raises:
            Malformed: one is no key that TLS can use; then nothing has changed.
        """
        wanted = frozenset(keys)
        fresh = {key: make_anchor(key) for key in wanted - self._anchors.keys()}
        for context in self._contexts:
            _add_anchors(context, fresh.values())
        self._anchors |= fresh
        self._keys = wanted

    def holds(self, certificate: bytes | None) -> bool:
        """Say whether a certificate in DER has a trusted key; None has none."""
        if certificate is None:
            return False
        try:
            return certificate_spki(certificate) in self._keys
        except Malformed:
            return False

    def guard(self, context: ssl.SSLContext, on_trouble: OnTrouble = ignore_trouble) -> None:
        """Make every handshake of a context prove one of these keys."""
        _add_anchors(context, self._anchors.values())
        self._contexts.append(context)
        context.sslobject_class = _checking(self, on_trouble)


def server_context(
    holder: KeyHolder, pins: Pins, *, on_trouble: OnTrouble = ignore_trouble
) -> ssl.SSLContext:
    """Return the context of the peer endpoint: no client passes without a pinned key.

    After a renewal, `holder.load_tls(context)` puts the new certificate in place.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # A resumed session would skip the check of the certificate's dates.
    context.num_tickets = 0
    return _guarded(context, holder, pins, on_trouble)


def client_context(
    holder: KeyHolder, pins: Pins, *, on_trouble: OnTrouble = ignore_trouble
) -> ssl.SSLContext:
    """Return the context for calls to one partner; `pins` are that partner's keys alone.

    The address may be anything: who answers is proven by its key, not by its name.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    return _guarded(context, holder, pins, on_trouble)


def _guarded(
    context: ssl.SSLContext, holder: KeyHolder, pins: Pins, on_trouble: OnTrouble
) -> ssl.SSLContext:
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["http/1.1"])
    holder.load_tls(context)
    pins.guard(context, on_trouble)
    return context


def _add_anchors(context: ssl.SSLContext, anchors: Iterable[bytes]) -> None:
    for anchor in anchors:
        context.load_verify_locations(cadata=anchor)


def _checking(pins: Pins, on_trouble: OnTrouble) -> type[ssl.SSLObject]:
    """Return the class of TLS connections that end their handshake with the pin check."""

    class Checking(ssl.SSLObject):
        _failed: ssl.SSLError | None = None

        def do_handshake(self) -> None:
            if self._failed is not None:
                raise self._failed
            try:
                super().do_handshake()
            except ssl.SSLError as error:
                _tell(error)
                if not self.server_side or isinstance(error, _NO_TROUBLE):
                    raise
                # Event loops hang up without sending OpenSSL's alert.  As if more were to
                # come, they send it; so a partner learns that its certificate has expired.
                self._failed = error
                raise ssl.SSLWantReadError from error
            # A key on record could sign certificates for other keys: only itself will do.
            if not pins.holds(self.getpeercert(binary_form=True)):
                refusal = ssl.SSLCertVerificationError(1, _NOT_PINNED)
                _tell(refusal)
                raise refusal

        def read(  # type: ignore[override]  # `Buffer` has no name in Python 3.11.
            self, length: int = 1024, buffer: bytearray | None = None
        ) -> bytes:
            try:
                # TLS 1.3: a server refuses a certificate after the client's handshake is over.
                return super().read(length) if buffer is None else super().read(length, buffer)
            except ssl.SSLError as error:
                _tell(error)
                raise

    def _tell(error: ssl.SSLError) -> None:
        if not isinstance(error, _NO_TROUBLE):
            on_trouble(error)

    return Checking
