"""Back a node up and bring it back: the ledger whole, erasures kept, keys of parts apart.

A backup is a folder.  `ledger.db` and `work.db` may be kept for years: what they hold of people
is ciphertext.  `keys.db` opens it and must be kept only as long as the retention allows; it is
written into a folder of its own, so that the two can be kept apart.
"""

import shutil
from pathlib import Path
from typing import Final

from jisr.core.errors import Conflict, Unavailable
from jisr.ledger.keys import SqliteKeyStore
from jisr.ops import reasons
from jisr.ops.build import Built
from jisr.ops.files import PRIVATE_FILE, private_dir
from jisr.ops.settings import Settings

LONG: Final = ("ledger.db", "work.db")
SHORT: Final = ("keys.db",)
KEYS_FOLDER: Final = "part-keys"


def backup(built: Built, folder: str) -> Path:
    """Write a backup while the node runs.

    Args:
        built: the node.
        folder: a folder that does not exist yet.

    Returns:
        The folder.

    Raises:
        Conflict: the folder exists already.
        Unavailable: it cannot be written.
    """
    target = Path(folder)
    if target.exists():
        raise Conflict(reasons.FOLDER_EXISTS, path=str(target))
    private_dir(target)
    private_dir(target / KEYS_FOLDER)
    with built.node.lock:  # The three files belong to one moment.
        built.keys.backup_to(target / KEYS_FOLDER / "keys.db")
        built.ledger.backup_to(target / "ledger.db")
        built.work.backup_to(target / "work.db")
    return target


def restore(settings: Settings, folder: Path) -> None:
    """Put a backup in the place of a node's stores; the node must not run.

    What was there is kept beside it, never deleted.  Tombstones of erased parts that the node
    still has are merged in, so that no erasure is undone.

    Raises:
        Unavailable: the backup is not whole.
        Conflict: a node runs on these stores.
    """
    sources = {name: folder / name for name in LONG}
    sources |= {name: folder / KEYS_FOLDER / name for name in SHORT}
    for path in sources.values():
        if not path.exists():
            raise Unavailable(reasons.BACKUP_NOT_WHOLE, path=str(path))
    aside = settings.data_dir / "before-restore"
    if aside.exists():
        raise Conflict(reasons.FOLDER_EXISTS, path=str(aside))
    private_dir(aside)
    for name, source in sources.items():
        for current in settings.data_dir.glob(f"{name}*"):
            shutil.move(current, aside / current.name)
        shutil.copyfile(source, settings.data_dir / name)
        (settings.data_dir / name).chmod(PRIVATE_FILE)
    if (aside / "keys.db").exists():
        _carry_tombstones(aside / "keys.db", settings.data_dir / "keys.db")


def _carry_tombstones(old: Path, new: Path) -> None:
    """Destroy again, in the restored store, every key that the replaced one had destroyed.

    A store too damaged to read loses nothing by it: erase acts come back with our own log.
    """
    try:
        before = SqliteKeyStore(old)
    except Unavailable:
        return
    with before, SqliteKeyStore(new) as restored:
        start = 0
        while names := before.tombstones(start=start):
            restored.destroy(names)
            start += len(names)
