"""Make a node from nothing: folder, settings, keys; and say how it enters a space."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from jisr.core.act import PartyId
from jisr.core.errors import Conflict, Lang, Unavailable
from jisr.core.keys import KeyRecord, KeyUse
from jisr.core.space import FOUNDING_BYTES_MAX, Founder
from jisr.node.found import WORKING_USES, founder_of, read_card, write_card
from jisr.ops import reasons
from jisr.ops.files import private_dir, read_private, write_atomically
from jisr.ops.keyfile import KDF_COST, KdfCost, KeyState, check_passphrase
from jisr.ops.keystore import NODE_USES, ROOT_USES, FileKeystore, public_keys
from jisr.ops.settings import REPLY_MINUTES, Settings

KEYSTORE_FILE: Final = "node.keys"
ROOT_FILE: Final = "root.keys"
CARD_FILE: Final = "card.json"
SETTINGS_FILE: Final = "jisr.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a new node is to be."""

    party: PartyId
    folder: Path
    language: Lang
    peer_port: int
    site_port: int
    partners: Mapping[PartyId, str]  # Their addresses, https.
    root: Path | None = None  # Where the root key goes; None: into the folder, to be moved.
    reply_minutes: int = REPLY_MINUTES

    @property
    def root_path(self) -> Path:
        """Where the root key goes."""
        return self.root or self.folder / ROOT_FILE


def check_free(plan: Plan) -> None:
    """Refuse to make a node over another one: nothing of it is ever replaced.

    Raises:
        Conflict: there are keys or settings already.
    """
    for path in (plan.folder / KEYSTORE_FILE, plan.root_path):
        if path.exists() or path.is_symlink():
            raise Conflict(reasons.KEYSTORE_EXISTS, path=str(path))
    for name in (SETTINGS_FILE, CARD_FILE):
        if (plan.folder / name).exists():
            raise Conflict(reasons.FOLDER_EXISTS, path=str(plan.folder))


def init(
    plan: Plan, *, passphrase: str, root_passphrase: str, at: datetime, cost: KdfCost = KDF_COST
) -> Path:
    """Make a node's folder, settings and keys; all of it, or nothing.

    The root key goes into a file of its own with a passphrase of its own: take it away from the
    machine and bring it back for key changes and restarts.

    Returns:
        The path of its settings.

    Raises:
        Conflict: there are keys in the folder already.
        Refused: a passphrase is too short.
        Unavailable: the folder cannot be written.
    """
    check_free(plan)
    check_passphrase(passphrase)
    check_passphrase(root_passphrase)
    private_dir(plan.folder)
    settings = plan.folder / SETTINGS_FILE
    with _together(plan.folder / KEYSTORE_FILE, plan.root_path, plan.folder / CARD_FILE):
        holder = FileKeystore.create(
            plan.folder / KEYSTORE_FILE,
            party=plan.party,
            passphrase=passphrase,
            uses=NODE_USES,
            at=at,
            cost=cost,
        )
        root = FileKeystore.create(
            plan.root_path,
            party=plan.party,
            passphrase=root_passphrase,
            uses=ROOT_USES,
            at=at,
            cost=cost,
        )
        card = write_card(founder_of(plan.party, holder, root))
        write_atomically(plan.folder / CARD_FILE, card)
        write_atomically(settings, _settings(plan).encode())
    return settings


def founder_now(party: PartyId, keystore: Path, root: Path) -> Founder:
    """Return how a party enters a space with its keys of today; no passphrase is needed.

    Raises:
        Unavailable: a keystore is missing, or holds no key in use.
        Refused, Malformed: a keystore is open to others, or is none.
    """
    return Founder(party=party, root=_current(root, KeyUse.ROOT), keys=_working(keystore))


def renew_card(settings: Settings) -> None:
    """Write the card with the keys of today, for whoever founds a space with us next."""
    path = settings.data_dir / CARD_FILE
    if not path.exists():
        return
    card = read_card(read_private(path, bytes_max=FOUNDING_BYTES_MAX))
    now = replace(card, keys=_working(settings.keystore_path))
    write_atomically(path, write_card(now))


def _working(keystore: Path) -> tuple[KeyRecord, ...]:
    return tuple(_current(keystore, use) for use in WORKING_USES)


def _current(path: Path, use: KeyUse) -> KeyRecord:
    _, held = public_keys(path)
    for key in reversed(held):
        if key.record.use is use and key.state is KeyState.ACTIVE:
            return key.record
    raise Unavailable(reasons.NO_KEY, use=use.value)


@contextmanager
def _together(*paths: Path) -> Iterator[None]:
    """Take new files away again when not all of them could be made: none existed before."""
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def _settings(plan: Plan) -> str:
    lines = [
        f"party = {quoted(plan.party)}",
        'data_dir = "."',
        f"language = {quoted(plan.language)}",
        f"reply_minutes = {plan.reply_minutes}  # Replies about persons leave that far apart.",
        "",
        "[peer]  # The partners' door: mutual TLS.",
        f"port = {plan.peer_port}",
        "",
        "[site]  # The officers' door: loopback only.",
        f"port = {plan.site_port}",
    ]
    for partner, url in sorted(plan.partners.items()):
        lines += ["", f"[partners.{quoted(partner)}]", f"url = {quoted(url)}"]
    return "\n".join([*lines, ""])


def quoted(text: str) -> str:
    """Return a TOML basic string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
