"""The invented officers of the demonstration, each with a key of their own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from jisr.core.act import PartyId
from jisr.core.errors import LANGS
from jisr.core.keys import KeyUse
from jisr.ledger.work.rows import Officer
from jisr.node import appointing, authority
from jisr.node.authority import Action
from jisr.node.officers import OPERATOR, read_credential
from jisr.ops.build import Built
from jisr.ops.keyfile import KdfCost
from jisr.ops.keystore import FileKeystore
from jisr.safeguards.approvals import Role

CHECKING: Final = "-protection"  # How the desks end whose officers check and approve.


def appoint(built: Built, folder: Path, root: Path, *, passphrase: str, cost: KdfCost) -> None:
    """Appoint the invented officers of one node, each marked as such in the name.

    Args:
        built: the node.
        folder: its folder, which keeps the keys of them all.
        root: the repository.
        passphrase: of each of the keys.
        cost: of a guess at it.
    """
    invented = json.loads((root / "demo" / "invented.json").read_text("utf-8"))
    desks = {one["id"] for one in invented["desks"] if one["party"] == built.node.party}
    (folder / "officers").mkdir(mode=0o700)
    node = built.node
    handle = authority.authorize(node, OPERATOR, Action.ADMINISTER, authority.the_node())
    for one in invented["officers"]:
        if one["desk"] not in desks:
            continue
        lang = next(lang for lang in LANGS if lang == one["language"])
        officer = Officer(id=one["id"], name=f"{one['name_latin']} [invented]", lang=lang)
        checks = one["desk"].endswith(CHECKING)
        roles = [Role.DESK_OFFICER, *([Role.SUPERVISOR, Role.PROTECTION_OFFICER] * checks)]
        holder = FileKeystore.create(
            key_path(folder, one["id"]),
            party=PartyId(node.party),
            passphrase=passphrase,
            uses=(KeyUse.SIGN,),
            at=datetime.now(UTC).replace(microsecond=0),
            cost=cost,
        )
        appointing.add(node, handle, officer, desk=one["desk"], roles=roles)
        credential = read_credential(holder.current(KeyUse.SIGN).public)
        appointing.give_key(node, handle, officer.id, credential)


def key_path(folder: Path, officer: str) -> Path:
    """Return where the key of an officer of a node is."""
    return folder / "officers" / f"{officer}.keys"
