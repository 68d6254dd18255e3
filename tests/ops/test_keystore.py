"""The file that holds a node's keys."""

import base64
import json
import logging
import stat
from pathlib import Path

import pytest

from jisr.core.canonical import encode
from jisr.core.errors import Conflict, Malformed, Refused, Unavailable, Unproven
from jisr.core.keys import KeyUse
from jisr.ops import crypto
from jisr.ops.certificates import certificate_spki
from jisr.ops.keyfile import KeyState
from jisr.ops.keystore import NODE_USES, ROOT_USES, FileKeystore, public_keys
from tests.ops.kit import AT, CHEAP, MA, PASSPHRASE, days, failing, keystore


def test_a_keystore_opens_again_with_the_same_keys(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    opened = FileKeystore.unlock(made._path, passphrase=PASSPHRASE)

    assert opened.party == MA
    assert opened.held() == made.held()
    assert [held.record.use for held in opened.held()] == list(NODE_USES)
    public = made.current(KeyUse.SIGN).public
    assert crypto.verify(public, b"message", opened.sign(KeyUse.SIGN, b"message"))


def test_the_same_passphrase_typed_in_other_code_points_opens(tmp_path: Path) -> None:
    path = tmp_path / "node.keys"
    FileKeystore.create(
        path, party=MA, passphrase="clé secrète 1", uses=NODE_USES, at=AT, cost=CHEAP
    )
    assert FileKeystore.unlock(path, passphrase="cle\u0301 secre\u0300te 1").party == MA


def test_a_wrong_passphrase_is_named_in_three_languages(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    with pytest.raises(Unproven) as caught:
        FileKeystore.unlock(made._path, passphrase=PASSPHRASE + "x")
    assert caught.value.code == "ops.passphrase-wrong"
    assert "passphrase" in caught.value.text("en")
    assert "phrase secrète" in caught.value.text("fr")
    assert "عبارة السر" in caught.value.text("ar")


@pytest.mark.parametrize("field", ["sealed", "nonce", "party", "keys"])
def test_a_changed_file_is_told_apart_from_a_wrong_passphrase(tmp_path: Path, field: str) -> None:
    made = keystore(tmp_path)
    wire = json.loads(made._path.read_bytes())
    if field == "party":
        wire["party"] = "FR"
    elif field == "keys":
        wire["keys"].pop()
    else:
        data = base64.b64decode(wire[field])
        wire[field] = base64.b64encode(bytes([data[0] ^ 1]) + data[1:]).decode()
    made._path.write_bytes(encode(wire))

    with failing(Unproven, "ops.keystore-changed"):
        FileKeystore.unlock(made._path, passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", 2**40),
        ("memory", 1),
        ("iterations", 0),
        ("iterations", 10**6),
        ("lanes", 0),
        ("lanes", 1000),
        ("alg", "md5"),
        ("salt", "AAAA"),
    ],
)
def test_a_file_that_asks_for_an_absurd_cost_is_refused_unread(
    tmp_path: Path, name: str, value: object
) -> None:
    made = keystore(tmp_path)
    wire = json.loads(made._path.read_bytes())
    wire["kdf"][name] = value
    made._path.write_bytes(encode(wire))
    with failing(Malformed, "ops.keystore-form"):
        FileKeystore.unlock(made._path, passphrase=PASSPHRASE)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"v":1}', b"\xff", b"null"])
def test_other_files_are_no_keystores(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "node.keys"
    path.write_bytes(raw)
    path.chmod(0o600)
    with failing(Malformed, "ops.keystore-form"):
        FileKeystore.unlock(path, passphrase=PASSPHRASE)


def test_a_truncated_file_is_no_keystore(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    made._path.write_bytes(made._path.read_bytes()[:-30])
    with failing(Malformed, "ops.keystore-form"):
        FileKeystore.unlock(made._path, passphrase=PASSPHRASE)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_file_that_others_may_open_is_refused(tmp_path: Path, mode: int) -> None:
    made = keystore(tmp_path)
    made._path.chmod(mode)
    with failing(Refused, "ops.file-too-open"):
        FileKeystore.unlock(made._path, passphrase=PASSPHRASE)
    with failing(Refused, "ops.file-too-open"):
        public_keys(made._path)


def test_a_keystore_is_written_for_its_owner_only(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    assert stat.S_IMODE(made._path.stat().st_mode) == 0o600
    made.prepare(KeyUse.SIGN, at=AT)
    assert stat.S_IMODE(made._path.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [made._path.name]


def test_a_missing_keystore_is_named(tmp_path: Path) -> None:
    with failing(Unavailable, "ops.path-not-readable"):
        FileKeystore.unlock(tmp_path / "none.keys", passphrase=PASSPHRASE)


def test_a_keystore_is_never_replaced(tmp_path: Path) -> None:
    before = keystore(tmp_path)._path.read_bytes()
    with failing(Conflict, "ops.keystore-exists"):
        keystore(tmp_path)
    assert next(tmp_path.iterdir()).read_bytes() == before


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with failing(Refused, "ops.passphrase-short"):
        FileKeystore.create(
            tmp_path / "k", party=MA, passphrase="short", uses=NODE_USES, at=AT, cost=CHEAP
        )
    assert list(tmp_path.iterdir()) == []


def test_the_root_key_has_a_file_of_its_own(tmp_path: Path) -> None:
    root = keystore(tmp_path, uses=ROOT_USES)
    node = keystore(tmp_path)
    public = root.current(KeyUse.ROOT).public
    assert crypto.verify(public, b"founding", root.sign(KeyUse.ROOT, b"founding"))
    with failing(Unavailable, "ops.no-key"):
        node.sign(KeyUse.ROOT, b"founding")
    with pytest.raises(AssertionError):
        keystore(tmp_path, uses=(KeyUse.ROOT, KeyUse.SIGN))


def test_no_secret_stands_in_the_file_or_in_what_is_shown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = keystore(tmp_path)
    raw = made._path.read_bytes()
    shown = repr(made) + repr(made._content) + caplog.text
    for secret in made._content.secrets.values():
        for form in (secret, base64.b64encode(secret), secret.hex().encode()):
            assert form not in raw
            assert form.decode("latin-1") not in shown
    assert PASSPHRASE not in shown


def test_a_prepared_key_signs_only_after_activation(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    old = made.current(KeyUse.SIGN)
    new = made.prepare(KeyUse.SIGN, at=AT + days(1))
    assert made.current(KeyUse.SIGN) == old

    made.activate(new.fingerprint)
    opened = FileKeystore.unlock(made._path, passphrase=PASSPHRASE)
    assert opened.current(KeyUse.SIGN) == new
    assert crypto.verify(new.public, b"m", opened.sign(KeyUse.SIGN, b"m"))
    assert crypto.verify(old.public, b"m", opened.sign(KeyUse.SIGN, b"m", key=old.fingerprint))


def test_a_retired_key_never_signs_again(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    old = made.current(KeyUse.SIGN)
    made.activate(made.prepare(KeyUse.SIGN, at=AT).fingerprint)
    made.retire(old.fingerprint)

    opened = FileKeystore.unlock(made._path, passphrase=PASSPHRASE)
    for holder in (made, opened):
        assert old.fingerprint not in holder._content.secrets
        with failing(Unavailable, "ops.key-unknown"):
            holder.sign(KeyUse.SIGN, b"m", key=old.fingerprint)
        with failing(Refused, "ops.key-retired"):
            holder.activate(old.fingerprint)
    assert opened.held()[0].state is KeyState.RETIRED


def test_a_key_signs_for_its_own_use_only(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    checkpoint = made.current(KeyUse.CHECKPOINT).fingerprint
    with failing(Unavailable, "ops.key-unknown"):
        made.sign(KeyUse.SIGN, b"m", key=checkpoint)


def test_a_retired_sealing_key_opens_until_it_is_forgotten(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    old = made.current(KeyUse.SEAL)
    sealed = crypto.seal(old.public, b"on its way", b"info")
    new = made.prepare(KeyUse.SEAL, at=AT)
    made.activate(new.fingerprint)
    with failing(Refused, "ops.key-in-use"):
        made.forget(old.fingerprint)
    made.retire(old.fingerprint)

    assert made.open_sealed(sealed, b"info") == b"on its way"
    assert made.open_sealed(sealed, b"info", key=old.fingerprint) == b"on its way"
    with failing(Unproven, "ops.seal-does-not-open"):
        made.open_sealed(sealed, b"info", key=new.fingerprint)
    made.forget(old.fingerprint)
    with failing(Unproven, "ops.seal-does-not-open"):
        made.open_sealed(sealed, b"info")


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    stranger = keystore(tmp_path, uses=ROOT_USES).current(KeyUse.ROOT).fingerprint
    for act in (made.activate, made.retire, made.forget):
        with failing(Unavailable, "ops.key-unknown"):
            act(stranger)


def test_of_two_writers_of_a_keystore_one_wins(tmp_path: Path) -> None:
    first = keystore(tmp_path)
    second = FileKeystore.unlock(first._path, passphrase=PASSPHRASE)
    kept = first.prepare(KeyUse.SIGN, at=AT)
    with failing(Conflict, "ops.keystore-moved-on"):
        second.prepare(KeyUse.SIGN, at=AT)
    assert FileKeystore.unlock(first._path, passphrase=PASSPHRASE).held()[-1].record == kept


def test_a_changed_passphrase_opens_and_the_old_one_does_not(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    made.change_passphrase("another passphrase", cost=CHEAP)
    assert FileKeystore.unlock(made._path, passphrase="another passphrase").held() == made.held()
    with failing(Unproven, "ops.passphrase-wrong"):
        FileKeystore.unlock(made._path, passphrase=PASSPHRASE)


def test_a_passphrase_that_could_not_be_changed_stays(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    other = FileKeystore.unlock(made._path, passphrase=PASSPHRASE)
    other.prepare(KeyUse.SIGN, at=AT)
    with failing(Conflict, "ops.keystore-moved-on"):
        made.change_passphrase("another passphrase", cost=CHEAP)
    assert made._passphrase == PASSPHRASE
    with failing(Refused, "ops.passphrase-short"):
        other.change_passphrase("short", cost=CHEAP)


def test_a_renewed_certificate_holds_the_same_key(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    pin = made.current(KeyUse.TLS)
    old = made.held()[-1].certificate
    new = made.renew_certificate(at=AT + days(300))
    opened = FileKeystore.unlock(made._path, passphrase=PASSPHRASE)

    assert new != old
    assert opened.held()[-1].certificate == new
    assert opened.current(KeyUse.TLS) == pin
    assert certificate_spki(new) == certificate_spki(old) == pin.public


def test_public_records_are_listed_without_the_passphrase(tmp_path: Path) -> None:
    made = keystore(tmp_path)
    assert public_keys(made._path) == (MA, made.held())
