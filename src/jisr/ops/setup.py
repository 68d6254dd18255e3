"""Make a node from nothing: folder, settings, keys; and found spaces between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jisr.core.act import PartyId
from jisr.core.errors import Lang
from jisr.node.found import founder_of, write_card
from jisr.ops.files import private_dir, write_atomically
from jisr.ops.keyfile import KDF_COST, KdfCost
from jisr.ops.keystore import NODE_USES, ROOT_USES, FileKeystore


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a new node is to be."""

    party: PartyId
    folder: Path
    language: Lang
    peer_port: int
    site_port: int
    partners: Mapping[PartyId, str]  # Their addresses, https.


def init(
    plan: Plan, *, passphrase: str, root_passphrase: str, at: datetime, cost: KdfCost = KDF_COST
) -> Path:
    """Make a node's folder, settings and keys.

    The root key goes into a file of its own with a passphrase of its own: take it away from the
    machine and bring it back for key changes and restarts.

    Returns:
        The path of its settings.

    Raises:
        Conflict: there are keys in the folder already.
        Refused: a passphrase is too short.
        Unavailable: the folder cannot be written.
    """
    private_dir(plan.folder)
    holder = FileKeystore.create(
        plan.folder / "node.keys",
        party=plan.party,
        passphrase=passphrase,
        uses=NODE_USES,
        at=at,
        cost=cost,
    )
    root = FileKeystore.create(
        plan.folder / "root.keys",
        party=plan.party,
        passphrase=root_passphrase,
        uses=ROOT_USES,
        at=at,
        cost=cost,
    )
    write_atomically(plan.folder / "card.json", write_card(founder_of(plan.party, holder, root)))
    settings = plan.folder / "jisr.toml"
    write_atomically(settings, _settings(plan).encode())
    return settings


def _settings(plan: Plan) -> str:
    lines = [
        f'party = "{plan.party}"',
        'data_dir = "."',
        f'language = "{plan.language}"',
        "",
        "[peer]  # The partners' door: mutual TLS.",
        f"port = {plan.peer_port}",
        "",
        "[site]  # The officers' door: loopback only.",
        f"port = {plan.site_port}",
    ]
    for partner, url in sorted(plan.partners.items()):
        lines += ["", f'[partners."{partner}"]', f'url = "{url}"']
    return "\n".join([*lines, ""])
