"""Two nodes over mutual TLS: who gets through, and who does not."""

import asyncio
import hashlib
import ssl
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from jisr.core.errors import Malformed, Unavailable, Unproven
from jisr.core.keys import KeyUse
from jisr.ops.certificates import (
    certificate_end,
    certificate_spki,
    is_admitted,
    is_renewal_due,
    load_identity,
    make_anchor,
    make_certificate,
    new_tls_secret,
    tls_public,
)
from jisr.ops.client import PeerClient
from jisr.ops.keystore import FileKeystore
from jisr.ops.server import peer_listener
from jisr.ops.tls import Pins, client_context, server_context
from tests.ops.kit import AT, FR, MA, days, failing, free_port, keystore, present
from tests.ops.net import Pair, careless_context, pins_of, play, raw_tls, serving

BODY = b"a sealed message"
REQUEST = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc"


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


@pytest.mark.parametrize("fast", [True, False])
def test_the_application_learns_whose_certificate_was_proven(pair: Pair, fast: bool) -> None:
    async def story() -> None:
        door = pair.listener()
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            answer = await client.post(f"https://127.0.0.1:{door.port}/sync", BODY)
        assert answer == b"answer"

    play(story, fast=fast)
    assert pair.app.bodies == [BODY]
    certificate = pair.app.scopes[0]["extensions"]["jisr.peer"]["certificate"]
    assert certificate_spki(certificate) == pair.ma.current(KeyUse.TLS).public
    assert pair.app.scopes[0]["scheme"] == "https"


def test_the_host_name_does_not_matter_the_key_does(pair: Pair) -> None:
    async def story() -> None:
        door = pair.listener()
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            assert await client.post(f"https://localhost:{door.port}/", BODY) == b"answer"

    play(story)


def test_connections_are_kept_between_calls(pair: Pair) -> None:
    async def story() -> None:
        door = pair.listener()
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            for _ in range(3):
                await client.post(f"https://127.0.0.1:{door.port}/", BODY)

    play(story)
    assert len({scope["client"] for scope in pair.app.scopes}) == 1


@pytest.mark.parametrize("fast", [True, False])
def test_a_client_without_a_certificate_is_refused(pair: Pair, fast: bool) -> None:
    async def story() -> None:
        door = pair.listener()
        async with serving(door):
            assert await raw_tls(door.port, careless_context(), REQUEST) == b""

    play(story, fast=fast)
    assert pair.app.scopes == []


def test_with_no_partner_on_record_everyone_is_refused(pair: Pair) -> None:
    async def story() -> None:
        door = pair.listener(pins=Pins())
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with failing(Unproven, "ops.our-certificate-refused"):
                await client.post(f"https://127.0.0.1:{door.port}/", BODY)

    play(story)
    assert pair.app.scopes == []


def test_a_client_with_an_unknown_key_is_refused(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    stranger = keystore(tmp_path / "other", party=MA, at=present())

    async def story() -> None:
        door = pair.listener()
        async with serving(door), PeerClient(stranger, pins_of(pair.fr)) as client:
            with failing(Unproven, "ops.our-certificate-refused"):
                await client.post(f"https://127.0.0.1:{door.port}/", BODY)

    play(story)
    assert pair.app.scopes == []


@pytest.mark.parametrize("fast", [True, False])
def test_a_server_with_another_key_gets_no_byte_of_the_body(
    pair: Pair, tmp_path: Path, fast: bool
) -> None:
    (tmp_path / "other").mkdir()
    expected = keystore(tmp_path / "other", party=FR, at=present())

    async def story() -> None:
        door = pair.listener()
        async with serving(door), PeerClient(pair.ma, pins_of(expected)) as client:
            with failing(Unproven, "exchange.wrong-certificate"):
                await client.post(f"https://127.0.0.1:{door.port}/", BODY)

    play(story, fast=fast)
    assert pair.app.scopes == []


@pytest.mark.parametrize("at", [-400, 30])
def test_a_client_certificate_out_of_its_time_is_refused(pair: Pair, at: int) -> None:
    """365 days from 400 days ago have passed; a certificate of next month is not valid yet."""
    pair.ma.renew_certificate(at=present() + days(at))

    async def story() -> None:
        door = pair.listener()
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with failing(Unproven, "ops.our-certificate-refused"):
                await client.post(f"https://127.0.0.1:{door.port}/", BODY)

    play(story)
    assert pair.app.scopes == []


@pytest.mark.parametrize("at", [-400, 30])
def test_a_server_certificate_out_of_its_time_is_refused(pair: Pair, at: int) -> None:
    pair.fr.renew_certificate(at=present() + days(at))

    async def story() -> None:
        door = pair.listener()
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with failing(Unproven, "exchange.wrong-certificate"):
                await client.post(f"https://127.0.0.1:{door.port}/", BODY)

    play(story)
    assert pair.app.scopes == []


def test_a_renewed_certificate_is_accepted_without_an_exchange(pair: Pair) -> None:
    pair.fr.renew_certificate(at=present() - days(400))

    async def story() -> None:
        context = server_context(pair.fr, pins_of(pair.ma))
        door = peer_listener(pair.app, host="127.0.0.1", port=0, tls=context)
        async with serving(door), PeerClient(pair.ma, pins_of(pair.fr)) as client:
            url = f"https://127.0.0.1:{door.port}/"
            with failing(Unproven, "exchange.wrong-certificate"):
                await client.post(url, BODY)
            pair.fr.renew_certificate(at=present())
            pair.fr.load_tls(context)
            assert await client.post(url, BODY) == b"answer"
            pair.ma.renew_certificate(at=present())
            client.renew(pair.ma)
            assert await client.post(url, BODY) == b"answer"

    play(story)


def test_pins_change_while_the_node_runs(pair: Pair) -> None:
    pins = Pins()

    async def story() -> None:
        door = pair.listener(pins=pins)
        url = f"https://127.0.0.1:{door.port}/"
        async with serving(door):
            pins.replace([pair.ma.current(KeyUse.TLS).public])
            async with PeerClient(pair.ma, pins_of(pair.fr)) as client:
                assert await client.post(url, BODY) == b"answer"
            pins.replace([])
            async with PeerClient(pair.ma, pins_of(pair.fr)) as client:
                with failing(Unavailable, "exchange.unreachable"):
                    await client.post(url, BODY)

    play(story)
    assert len(pair.app.bodies) == 1


def test_a_partner_that_pins_a_rotated_key_accepts_both_until_one_is_taken_away(
    pair: Pair,
) -> None:
    old = pair.ma.current(KeyUse.TLS)
    new = pair.ma.prepare(KeyUse.TLS, at=present())
    pins = Pins([old.public, new.public])

    async def story() -> None:
        door = pair.listener(pins=pins)
        url = f"https://127.0.0.1:{door.port}/"
        async with serving(door):
            async with PeerClient(pair.ma, pins_of(pair.fr)) as client:
                assert await client.post(url, BODY) == b"answer"
                pair.ma.activate(new.fingerprint)
            pins.replace([new.public])
            async with PeerClient(pair.ma, pins_of(pair.fr)) as client:
                assert await client.post(url, BODY) == b"answer"

    play(story)


@pytest.mark.parametrize("fast", [True, False])
def test_a_key_on_record_cannot_vouch_for_another_key(pair: Pair, fast: bool) -> None:
    """The partner's key signs a certificate for a key that is on no record."""
    pinned = pair.ma._content.secrets[pair.ma.current(KeyUse.TLS).fingerprint]
    other = new_tls_secret()
    certificate = _issued(pinned, other)
    context = careless_context()
    load_identity(context, secret=other, certificate=certificate)

    async def story() -> None:
        door = pair.listener()
        async with serving(door):
            assert await raw_tls(door.port, context, REQUEST) == b""

    play(story, fast=fast)
    assert pair.app.scopes == []


def test_tls_1_2_is_refused_on_both_sides(pair: Pair) -> None:
    async def story() -> None:
        door = pair.listener()
        old = careless_context()
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        pair.ma.load_tls(old)
        async with serving(door):
            assert await raw_tls(door.port, old, REQUEST) == b""

        behind = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        behind.maximum_version = ssl.TLSVersion.TLSv1_2
        pair.fr.load_tls(behind)
        pins_of(pair.ma).guard(behind)
        server = await asyncio.start_server(_silent, "127.0.0.1", 0, ssl=behind)
        port = server.sockets[0].getsockname()[1]
        async with server, PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with failing(Unproven, "ops.tls-failed"):
                await client.post(f"https://127.0.0.1:{port}/", BODY)

    play(story)
    assert pair.app.scopes == []


def test_sessions_are_not_resumed(pair: Pair) -> None:
    context = server_context(pair.fr, pins_of(pair.ma))
    assert context.num_tickets == 0
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3
    assert context.verify_mode is ssl.CERT_REQUIRED


def test_a_partner_with_an_ed25519_key_is_accepted(pair: Pair) -> None:
    """A second implementation may choose Ed25519 for TLS."""
    key = Ed25519PrivateKey.generate()
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    issuer = x509.load_der_x509_certificate(make_anchor(spki)).subject
    certificate = _builder(issuer, key.public_key()).sign(key, None)
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = pair.folder / "ed25519.pem"
    path.write_bytes(pem)
    context = careless_context()
    context.load_cert_chain(path)
    request = REQUEST.replace(b"host: x", b"host: x\r\nconnection: close")

    async def story() -> None:
        door = pair.listener(pins=Pins([spki]))
        async with serving(door):
            assert b"answer" in await raw_tls(door.port, context, request)

    play(story)
    assert pair.app.bodies == [b"abc"]


def test_a_key_that_tls_cannot_use_is_refused_and_changes_nothing(pair: Pair) -> None:
    good = pair.ma.current(KeyUse.TLS).public
    rsa_key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    other = rsa_key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    pins = Pins([good])
    for wrong in (b"", b"junk", other, good + b"\0", bytes(5000)):
        with failing(Malformed, "ops.certificate-form"):
            pins.replace([wrong])
    assert pins.holds(make_certificate_of(pair.ma))


def spki_of(public: Any, *, compressed: bool = False) -> bytes:
    spki = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    if not compressed:
        return spki
    point = public.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    return bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + point


def test_the_forms_of_a_tls_key_that_are_admitted() -> None:
    curves = [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()]
    for curve in curves:
        assert is_admitted(spki_of(ec.generate_private_key(curve).public_key()))
    assert is_admitted(spki_of(Ed25519PrivateKey.generate().public_key()))
    p256 = ec.generate_private_key(ec.SECP256R1()).public_key()
    compressed = spki_of(p256, compressed=True)
    assert serialization.load_der_public_key(compressed) == p256
    other_curve = spki_of(ec.generate_private_key(ec.SECP256K1()).public_key())
    exchange = spki_of(X25519PrivateKey.generate().public_key())
    for wrong in (compressed, other_curve, exchange, spki_of(p256)[:-1], b"x", bytes(4096)):
        assert not is_admitted(wrong)


@pytest.mark.parametrize("certificate", [None, b"", b"junk", bytes(9000)])
def test_what_is_no_certificate_is_not_pinned(pair: Pair, certificate: bytes | None) -> None:
    assert not pins_of(pair.ma).holds(certificate)


def test_a_certificate_is_renewed_two_months_before_its_end() -> None:
    secret = new_tls_secret()
    certificate = make_certificate(secret, party=MA, at=AT)
    assert certificate_end(certificate) == AT + days(365)
    assert not is_renewal_due(certificate, at=AT + days(304))
    assert is_renewal_due(certificate, at=AT + days(305))
    assert certificate_spki(certificate) == tls_public(secret)


def test_a_certificate_holds_no_more_than_the_party_and_the_key() -> None:
    secret = new_tls_secret()
    parsed = x509.load_der_x509_certificate(make_certificate(secret, party=FR, at=AT))
    pin = hashlib.sha256(tls_public(secret)).hexdigest()[:40]
    assert parsed.subject.rfc4514_string() == "CN=jisr node FR"
    assert parsed.issuer.rfc4514_string() == f"CN=jisr pin {pin}"


def test_a_node_that_is_down_is_unavailable(pair: Pair) -> None:
    async def story() -> None:
        async with PeerClient(pair.ma, pins_of(pair.fr)) as client:
            with failing(Unavailable, "exchange.unreachable"):
                await client.post(f"https://127.0.0.1:{free_port()}/", BODY)

    play(story)


def test_the_client_context_has_no_name_check_and_a_pin_check(pair: Pair) -> None:
    context = client_context(pair.ma, pins_of(pair.fr))
    assert not context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.sslobject_class is not ssl.SSLObject


def make_certificate_of(holder: FileKeystore) -> bytes:
    return holder.held()[-1].certificate


async def _silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


def _issued(signer: bytes, subject: bytes) -> bytes:
    issuer = x509.load_der_x509_certificate(make_anchor(tls_public(signer))).subject
    key = serialization.load_der_private_key(signer, None)
    public = serialization.load_der_public_key(tls_public(subject))
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    certificate = _builder(issuer, public).sign(key, hashes.SHA256())
    return certificate.public_bytes(serialization.Encoding.DER)


def _builder(issuer: x509.Name, public: Any) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(7)
        .not_valid_before(present() - days(1))
        .not_valid_after(present() + days(1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
