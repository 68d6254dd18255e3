"""Who holds the private keys: one interface, and the keeper that uses a file.

The node asks a `KeyHolder` to sign or open and never sees a secret, so a security module
(PKCS #11) can take the file's place.

Source: docs/spec/keys.md, clauses KEY-7, KEY-8 and KEY-13 to KEY-17.
"""

import ssl
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, Self

from jisr.core.act import Digest, PartyId
from jisr.core.errors import Conflict, Refused, Unavailable, Unproven
from jisr.core.keys import KeyRecord, KeyUse
from jisr.ops import reasons
from jisr.ops.certificates import load_identity, make_certificate, new_tls_secret, tls_public
from jisr.ops.crypto import (
    new_seal_secret,
    new_signing_secret,
    opener,
    seal_public,
    signer,
    signing_public,
)
from jisr.ops.files import read_private, write_atomically
from jisr.ops.keyfile import (
    KDF_COST,
    KEYFILE_BYTES_MAX,
    HeldKey,
    KdfCost,
    Keyfile,
    KeyState,
    check_passphrase,
    lock,
    public_part,
    unlock,
)

# The root key lives in a file of its own, offline, with a passphrase of its own (KEY-8).
NODE_USES: Final = (KeyUse.SIGN, KeyUse.CHECKPOINT, KeyUse.SEAL, KeyUse.TLS)
ROOT_USES: Final = (KeyUse.ROOT,)

_SIGNING: Final = frozenset({KeyUse.ROOT, KeyUse.SIGN, KeyUse.CHECKPOINT})


class KeyHolder(Protocol):
    """Keeps private keys and uses them on request; the secrets never leave it."""

    @property
    def party(self) -> PartyId:
        """The party whose keys these are."""

    def held(self) -> Sequence[HeldKey]:
        """Return every key held, oldest first, retired ones too."""

    def current(self, use: KeyUse) -> KeyRecord:
        """Return the key in use, the newest active one.

        Raises:
            Unavailable: there is none.
        """

    def sign(self, use: KeyUse, message: bytes, *, key: Digest | None = None) -> bytes:
        """Return a signature by the key in use, or by the one whose fingerprint is given.

        Raises:
            Unavailable: there is no such key of this use.
        """

    def open_sealed(self, sealed: bytes, info: bytes, *, key: Digest | None = None) -> bytes:
        """Open what was sealed to one of our keys, or to the one whose fingerprint is given.

        Raises:
            Unproven: no sealing key of ours opens it.
        """

    def load_tls(self, context: ssl.SSLContext) -> None:
        """Give a TLS context the node's key and certificate.

        Raises:
            Unavailable: there is no TLS key.
        """

    def prepare(self, use: KeyUse, *, at: datetime) -> KeyRecord:
        """Make a key, durably; it is used only once `activate` says it is on record."""

    def activate(self, key: Digest) -> None:
        """Use this key from now on.

        Raises:
            Unavailable: there is no such key.
        """

    def retire(self, key: Digest) -> None:
        """Use this key no more and destroy its secret; a sealing secret waits for `forget`."""

    def forget(self, key: Digest) -> None:
        """Destroy a retired key's secret; nothing more sealed to it can be opened."""

    def renew_certificate(self, *, at: datetime) -> bytes:
        """Make and keep a new certificate for the TLS key in use; return it in DER."""


class FileKeystore:
    """A `KeyHolder` on one file, encrypted under a passphrase.

    Opening is slow by design and done once; the secrets then stay in this process's memory.
    """

    def __init__(
        self, path: Path, content: Keyfile, *, raw: bytes, passphrase: str, cost: KdfCost
    ) -> None:
        """Hold an opened file; use `create` or `unlock`."""
        self._path = path
        self._content = content
        self._raw = raw
        self._passphrase = passphrase
        self._cost = cost
        self._use_secrets()

    def __repr__(self) -> str:
        return f"FileKeystore({str(self._path)!r})"

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        party: PartyId,
        passphrase: str,
        uses: Sequence[KeyUse],
        at: datetime,
        cost: KdfCost = KDF_COST,
    ) -> Self:
        """Make a keystore with one active key for each use; an existing file is never touched.

        Raises:
            Conflict: there is a file at `path`.
            Refused: the passphrase is too short.
            Unavailable: `path` cannot be written.
        """
        assert KeyUse.ROOT not in uses or tuple(uses) == ROOT_USES
        check_passphrase(passphrase)
        if path.exists() or path.is_symlink():
            raise Conflict(reasons.KEYSTORE_EXISTS, path=str(path))
        keys: list[HeldKey] = []
        secrets: dict[Digest, bytes] = {}
        for use in uses:
            held, secret = _make(use, party=party, at=at, state=KeyState.ACTIVE)
            keys.append(held)
            secrets[held.record.fingerprint] = secret
        content = Keyfile(party=party, keys=tuple(keys), secrets=secrets)
        raw = lock(content, passphrase=passphrase, cost=cost)
        write_atomically(path, raw)
        return cls(path, content, raw=raw, passphrase=passphrase, cost=cost)

    @classmethod
    def unlock(cls, path: Path, *, passphrase: str) -> Self:
        """Open a keystore.

        Raises:
            Unavailable: there is no such file.
            Refused: others than its owner can open the file.
            Malformed: it is no keystore.
            Unproven: the passphrase is wrong, or the file was changed.
        """
        raw = read_private(path, bytes_max=KEYFILE_BYTES_MAX)
        content, cost = unlock(raw, passphrase=passphrase, path=path)
        return cls(path, content, raw=raw, passphrase=passphrase, cost=cost)

    @property
    def party(self) -> PartyId:
        return self._content.party

    def held(self) -> Sequence[HeldKey]:
        return self._content.keys

    def current(self, use: KeyUse) -> KeyRecord:
        return self._current(use).record

    def sign(self, use: KeyUse, message: bytes, *, key: Digest | None = None) -> bytes:
        assert use in _SIGNING
        name = key or self.current(use).fingerprint
        if (use, name) not in self._signers:
            raise Unavailable(reasons.KEY_UNKNOWN, key=name)
        return self._signers[use, name](message)

    def open_sealed(self, sealed: bytes, info: bytes, *, key: Digest | None = None) -> bytes:
        for name, opened in reversed(self._openers.items()):
            if key not in (None, name):
                continue
            try:
                return opened(sealed, info)
            except Unproven:
                continue  # It may have been sealed to the key before this one.
        raise Unproven(reasons.SEAL_DOES_NOT_OPEN)

    def load_tls(self, context: ssl.SSLContext) -> None:
        held = self._current(KeyUse.TLS)
        secret = self._content.secrets[held.record.fingerprint]
        load_identity(context, secret=secret, certificate=held.certificate)

    def prepare(self, use: KeyUse, *, at: datetime) -> KeyRecord:
        held, secret = _make(use, party=self.party, at=at, state=KeyState.PREPARED)
        self._save(
            keys=(*self._content.keys, held),
            secrets={**self._content.secrets, held.record.fingerprint: secret},
        )
        return held.record

    def activate(self, key: Digest) -> None:
        held = self._held(key)
        if held.state is KeyState.RETIRED:
            raise Refused(reasons.KEY_RETIRED, key=key)
        self._replace(replace(held, state=KeyState.ACTIVE))

    def retire(self, key: Digest) -> None:
        held = self._held(key)
        self._replace(
            replace(held, state=KeyState.RETIRED), destroy=held.record.use is not KeyUse.SEAL
        )

    def forget(self, key: Digest) -> None:
        held = self._held(key)
        if held.state is not KeyState.RETIRED:
            raise Refused(reasons.KEY_IN_USE, key=key)
        self._replace(held, destroy=True)

    def renew_certificate(self, *, at: datetime) -> bytes:
        held = self._current(KeyUse.TLS)
        secret = self._content.secrets[held.record.fingerprint]
        certificate = make_certificate(secret, party=self.party, at=at)
        self._replace(replace(held, certificate=certificate))
        return certificate

    def change_passphrase(self, passphrase: str, *, cost: KdfCost = KDF_COST) -> None:
        """Encrypt the file under another passphrase.

        Raises:
            Refused: the passphrase is too short.
            Conflict: another process has written the file.
        """
        check_passphrase(passphrase)
        before = self._passphrase, self._cost
        self._passphrase, self._cost = passphrase, cost
        try:
            self._save(keys=self._content.keys, secrets=dict(self._content.secrets))
        except (Conflict, Unavailable):
            self._passphrase, self._cost = before
            raise

    def _current(self, use: KeyUse) -> HeldKey:
        for held in reversed(self._content.keys):
            if held.record.use is use and held.state is KeyState.ACTIVE:
                return held
        raise Unavailable(reasons.NO_KEY, use=use.value)

    def _held(self, key: Digest) -> HeldKey:
        for held in self._content.keys:
            if held.record.fingerprint == key:
                return held
        raise Unavailable(reasons.KEY_UNKNOWN, key=key)

    def _replace(self, held: HeldKey, *, destroy: bool = False) -> None:
        name = held.record.fingerprint
        secrets = dict(self._content.secrets)
        if destroy:
            secrets.pop(name, None)
        keys = tuple(held if old.record == held.record else old for old in self._content.keys)
        self._save(keys=keys, secrets=secrets)

    def _save(self, *, keys: tuple[HeldKey, ...], secrets: dict[Digest, bytes]) -> None:
        if read_private(self._path, bytes_max=KEYFILE_BYTES_MAX) != self._raw:
            raise Conflict(reasons.KEYSTORE_MOVED_ON, path=str(self._path))
        content = replace(self._content, keys=keys, secrets=secrets)
        raw = lock(content, passphrase=self._passphrase, cost=self._cost)
        write_atomically(self._path, raw)
        self._content, self._raw = content, raw
        self._use_secrets()

    def _use_secrets(self) -> None:
        """Expand every key once: expanding anew for each act would double its cost."""
        self._signers: dict[tuple[KeyUse, Digest], Callable[[bytes], bytes]] = {}
        self._openers: dict[Digest, Callable[[bytes, bytes], bytes]] = {}
        for held in self._content.keys:
            name, use = held.record.fingerprint, held.record.use
            secret = self._content.secrets.get(name)
            if secret is None:
                continue
            if use in _SIGNING:
                self._signers[use, name] = signer(secret)
            elif use is KeyUse.SEAL:
                self._openers[name] = opener(secret)


def public_keys(path: Path) -> tuple[PartyId, Sequence[HeldKey]]:
    """List a keystore's public records without its passphrase: for `doctor` and monitoring.

    Raises:
        Unavailable: there is no such file.
        Refused: others than its owner can open the file.
        Malformed: it is no keystore.
    """
    return public_part(read_private(path, bytes_max=KEYFILE_BYTES_MAX), path=path)


def _make(use: KeyUse, *, party: PartyId, at: datetime, state: KeyState) -> tuple[HeldKey, bytes]:
    secret, public = _new_pair(use)
    certificate = make_certificate(secret, party=party, at=at) if use is KeyUse.TLS else b""
    record = KeyRecord(use=use, public=public)
    return HeldKey(record=record, state=state, at=at, certificate=certificate), secret


def _new_pair(use: KeyUse) -> tuple[bytes, bytes]:
    """Return a new secret for a use, and its public key."""
    match use:
        case KeyUse.ROOT | KeyUse.SIGN | KeyUse.CHECKPOINT:
            secret = new_signing_secret()
            return secret, signing_public(secret)
        case KeyUse.SEAL:
            secret = new_seal_secret()
            return secret, seal_public(secret)
        case KeyUse.TLS:
            secret = new_tls_secret()
            return secret, tls_public(secret)
