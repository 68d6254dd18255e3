"""The node's TLS key and certificate, and the anchor that stands for a partner's pinned key.

Trust is in the public key on record, never in who signed a certificate.  OpenSSL still wants a
chain, so a node's certificate names an issuer derived from its own key and is signed by that
key; whoever knows the key from the ledger can make the matching anchor.  A renewed certificate
is therefore accepted without anything being exchanged.

Source: docs/spec/keys.md, clauses KEY-9 to KEY-12.
"""

import hashlib
import os
import ssl
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, TypeAlias, TypeGuard

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from jisr.core.act import PartyId
from jisr.core.errors import Malformed
from jisr.core.keys import PUBLIC_BYTES_MAX
from jisr.ops import reasons

CERTIFICATE_DAYS: Final = 365
RENEW_DAYS: Final = 60  # Renewed this long before its end: a summer holiday fits in.
BACKDATE: Final = timedelta(minutes=10)  # A partner whose clock is a little slow accepts it.
CERTIFICATE_BYTES_MAX: Final = 8 * 1024

# What TLS 1.3 signs with and we pin; RSA is left out, nothing of ours needs it.
TlsPublic: TypeAlias = ec.EllipticCurvePublicKey | Ed25519PublicKey
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)

# An anchor says nothing about time; the certificate does.
_ANCHOR_START: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ANCHOR_END: Final = datetime(2999, 12, 31, tzinfo=UTC)


def new_tls_secret() -> bytes:
    """Return a new P-256 private key, PKCS #8 in DER.

    P-256, not Ed25519: every security module and TLS gateway that a ministry may put in front
    of its node knows it, and a pin does not care.
    """
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def tls_public(secret: bytes) -> bytes:
    """Return the DER SubjectPublicKeyInfo of a TLS secret: what a key record holds (KEY-9)."""
    return _spki(_load(secret).public_key())


def make_certificate(
    secret: bytes, *, party: PartyId, at: datetime, days: int = CERTIFICATE_DAYS
) -> bytes:
    """Return a node's certificate in DER, valid from just before `at` (KEY-10)."""
    key = _load(secret)
    public = key.public_key()
    keyid = x509.SubjectKeyIdentifier.from_public_key(public)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(f"jisr node {party}"))
        .issuer_name(_issuer(_spki(public)))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BACKDATE)
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage(
                [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
            ),
            critical=False,
        )
        .add_extension(keyid, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(keyid), critical=False
        )
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def make_anchor(spki: bytes) -> bytes:
    """Return a trust anchor in DER for a key on record (KEY-11).

    Its own signature is by a key thrown away: an anchor is trusted because we made it, and
    OpenSSL does not check an anchor's signature.

    Raises:
        Malformed: `spki` is no public key that TLS can use.
    """
    public = _public(spki)
    name = _issuer(spki)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(1)
        .not_valid_before(_ANCHOR_START)
        .not_valid_after(_ANCHOR_END)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    # OpenSSL wants the signature to be of the key's kind, though it does not check it.
    signed = (
        builder.sign(Ed25519PrivateKey.generate(), None)
        if isinstance(public, Ed25519PublicKey)
        else builder.sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())
    )
    return signed.public_bytes(serialization.Encoding.DER)


@lru_cache(maxsize=1024)
def is_admitted(spki: bytes) -> bool:
    """Say whether a key on record is one that TLS can use (KEY-9)."""
    try:
        _public(spki)
    except Malformed:
        return False
    return True


def certificate_spki(certificate: bytes) -> bytes:
    """Return the DER SubjectPublicKeyInfo that a certificate holds.

    Raises:
        Malformed: not a certificate, or one with a key of an unknown kind.
    """
    if len(certificate) > CERTIFICATE_BYTES_MAX:
        raise Malformed(reasons.CERTIFICATE_FORM)
    try:
        public = x509.load_der_x509_certificate(certificate).public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Malformed(reasons.CERTIFICATE_FORM) from error
    if not _is_tls(public):
        raise Malformed(reasons.CERTIFICATE_FORM)
    return _spki(public)


def certificate_end(certificate: bytes) -> datetime:
    """Return the instant after which a certificate of ours is refused, in UTC."""
    return x509.load_der_x509_certificate(certificate).not_valid_after_utc


def is_renewal_due(certificate: bytes, *, at: datetime) -> bool:
    """Say whether a certificate of ours should be renewed now (KEY-10)."""
    return at >= certificate_end(certificate) - timedelta(days=RENEW_DAYS)


def load_identity(context: ssl.SSLContext, *, secret: bytes, certificate: bytes) -> None:
    """Give a TLS context the node's key and certificate.

    `ssl` reads keys from files only; an anonymous file in memory keeps the key off the disk.
    """
    parsed = x509.load_der_x509_certificate(certificate)
    pem = parsed.public_bytes(serialization.Encoding.PEM) + _load(secret).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle = os.memfd_create("jisr-tls", os.MFD_CLOEXEC)
    try:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(pem)
        context.load_cert_chain(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def _load(secret: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(secret, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _public(spki: bytes) -> TlsPublic:
    try:
        if len(spki) > PUBLIC_BYTES_MAX:
            raise Malformed(reasons.CERTIFICATE_FORM)
        public = serialization.load_der_public_key(spki)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Malformed(reasons.CERTIFICATE_FORM) from error
    if not _is_tls(public) or _spki(public) != spki:
        raise Malformed(reasons.CERTIFICATE_FORM)
    return public


def _is_tls(public: object) -> TypeGuard[TlsPublic]:
    if isinstance(public, ec.EllipticCurvePublicKey):
        return isinstance(public.curve, _CURVES)
    return isinstance(public, Ed25519PublicKey)


def _spki(public: TlsPublic) -> bytes:
    return public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _issuer(spki: bytes) -> x509.Name:
    return _name(f"jisr pin {hashlib.sha256(spki).hexdigest()[:40]}")


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
