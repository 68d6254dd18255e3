"""Back a node up and bring it back: the ledger whole, erasures kept, keys of parts apart.

A backup is a folder.  `ledger.db` and `work.db` may be kept for years: what they hold of people
is ciphertext.  `keys.db` opens it and must be kept only as long as the retention allows; it is
written into a folder of its own, so that the two can be kept apart.  The node's own keystore,
encrypted under its passphrase, lies beside it.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from jisr.core.act import PartyId
from jisr.core.errors import Conflict, Refused, Unavailable
from jisr.core.space import read_founding
from jisr.ledger.copying import copy
from jisr.ledger.database import Database
from jisr.ledger.keys import LAYOUT as KEYS_LAYOUT
from jisr.ledger.keys import RelationalKeyStore, SqliteKeyStore
from jisr.ledger.relational import RelationalLedger
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.statements import LAYOUT as LEDGER_LAYOUT
from jisr.ledger.work.relational.store import LAYOUT as WORK_LAYOUT
from jisr.ledger.work.relational.store import RelationalWorkStore
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.node import destroy, restart
from jisr.node.node import Node, Stores
from jisr.ops import crypto, reasons, reasons_cli, why
from jisr.ops.build import KEYS, LEDGER, WORK, Built, world
from jisr.ops.clock import Clock
from jisr.ops.control import node_runs
from jisr.ops.files import PRIVATE_FILE, private_dir, sole_process
from jisr.ops.keystore import FileKeystore
from jisr.ops.places import InFiles, InPostgresql, Place
from jisr.ops.settings import Settings

KEYSTORE: Final = "node.keys"
KEYS_FOLDER: Final = "part-keys"
_DRAFT: Final = ".restore"


def backup(built: Built, folder: Path) -> Path:
    """Write a backup while the node runs; it appears under its name when it is whole.

    It is made of SQLite files, whatever the node keeps its stores in.

    Args:
        built: the node.
        folder: a folder that does not exist yet.

    Returns:
        The folder.

    Raises:
        Conflict: the folder exists already.
        Unavailable: it cannot be written; nothing of it is left.
    """
    if folder.exists():
        raise Conflict(reasons.FOLDER_EXISTS, path=str(folder))
    with _draft(folder.with_name(f".{folder.name}.new")) as draft, _named(folder):
        private_dir(draft / KEYS_FOLDER)
        with built.node.lock:  # The three files belong to one moment.
            _copy_store(built.keys, draft / KEYS_FOLDER / KEYS)
            _copy_store(built.ledger, draft / LEDGER)
            _copy_store(built.work, draft / WORK)
        _copy(built.settings.keystore_path, draft / KEYS_FOLDER / KEYSTORE)
        draft.rename(folder)
    return folder


def restore(settings: Settings, folder: Path, *, passphrase: str, epoch: int) -> Sequence[str]:
    """Put a backup in the place of a node's stores; the node must not run.

    Everything is made ready in files: copied, checked, every erasure reapplied, each space
    marked to write nothing before its partner is heard.  Only then are the stores exchanged.
    What was there is kept beside, in a folder or in schemas of another name, never deleted.

    Args:
        settings: of the node.
        folder: what `backup` wrote.
        passphrase: of the node's keystore.
        epoch: the epoch to open in each space, above every one there ever was.

    Returns:
        The spaces that must now hear their partner.

    Raises:
        Unavailable: the backup is not whole or is damaged; nothing was touched.
        Conflict: a node runs on these stores, or what an earlier restore has kept is in the way.
        Refused: the backup is of another node, or the epoch is too low.
        Unproven: the passphrase is wrong.
    """
    sources = check_restorable(settings, folder)
    home, keystore = settings.data_dir, settings.keystore_path
    kept = folder / KEYS_FOLDER / KEYSTORE
    private_dir(home)
    place = _place_of(settings)
    with (
        sole_process(home / "ledger.lock"),
        place.held(),
        _draft(home / _DRAFT) as draft,
        _named(home),
    ):
        for name, source in sources.items():
            _copy(source, draft / name)
        if not keystore.exists():
            _copy(kept, draft / KEYSTORE)
        with place.former_keys() as former:
            if former is not None:
                _carry_tombstones(former, draft / KEYS)
        opened = keystore if keystore.exists() else draft / KEYSTORE
        holder = FileKeystore.unlock(opened, passphrase=passphrase)
        spaces = _begin(draft, settings, holder, epoch)
        if (draft / KEYSTORE).exists():
            (draft / KEYSTORE).rename(keystore)
        place.exchange(draft)
    return spaces


def aside_of(settings: Settings) -> str:
    """Return where a restore keeps what was there."""
    return _place_of(settings).aside


def _place_of(settings: Settings) -> Place:
    return InPostgresql(settings) if settings.store == "postgresql" else InFiles(settings.data_dir)


def check_restorable(settings: Settings, folder: Path) -> Mapping[str, Path]:
    """Return the files of a backup that may be put in place, by the name of the store.

    Raises:
        Unavailable, Conflict: as `restore`.
    """
    sources = {LEDGER: folder / LEDGER, WORK: folder / WORK, KEYS: folder / KEYS_FOLDER / KEYS}
    needed = [*sources.values()]
    if not settings.keystore_path.exists():
        needed.append(folder / KEYS_FOLDER / KEYSTORE)
    for path in needed:
        if not path.exists():
            raise Unavailable(reasons.BACKUP_NOT_WHOLE, path=str(path))
    if node_runs(settings.control_path):
        raise Conflict(reasons_cli.NODE_RUNS, path=str(settings.data_dir))
    _place_of(settings).check_room()
    return sources


def _copy_store(
    store: RelationalKeyStore | RelationalLedger | RelationalWorkStore, path: Path
) -> None:
    """Write one store into a file of its own."""
    if isinstance(store, SqliteKeyStore | SqliteLedger | SqliteWorkStore):
        store.backup_to(path)
        return
    layout = {KEYS: KEYS_LAYOUT, LEDGER: LEDGER_LAYOUT, WORK: WORK_LAYOUT}[path.name]
    with Database(path, layout) as file:
        copy(store.tables, file, layout)
    path.with_suffix(".lock").unlink()


def _begin(draft: Path, settings: Settings, holder: FileKeystore, epoch: int) -> Sequence[str]:
    """Reapply every erasure in the copies, and forbid writing until each partner is heard."""
    party = PartyId(settings.party)
    with (
        SqliteKeyStore(draft / KEYS) as keys,
        SqliteLedger(draft / LEDGER) as ledger,
        SqliteWorkStore(draft / WORK) as work,
    ):
        for store in (keys, ledger, work):
            store.quick_check()
        for space in ledger.spaces():
            raw = ledger.founding(space)
            assert raw is not None
            if party not in read_founding(raw, verify=crypto.verify).parties:
                raise Refused(reasons_cli.BACKUP_OF_OTHER, party=party)
        clock = Clock(settings.data_dir / "clock.mark")
        node = Node(
            party=party,
            stores=Stores(ledger=ledger, keys=keys, work=work),
            world=world(holder, clock),
        )
        destroy.reapply(node)
        for id, opened in node.spaces.items():
            if epoch <= opened.ours.epoch:
                raise Refused(reasons_cli.EPOCH_TOO_LOW, epoch=opened.ours.epoch)
            restart.begin(node, id, epoch=epoch)
        return list(node.spaces)


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that it is private and survives a power cut."""
    shutil.copyfile(source, target)
    target.chmod(PRIVATE_FILE)
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _carry_tombstones(former: RelationalKeyStore, new: Path) -> None:
    """Destroy again, in the restored store, every key that the replaced one had destroyed."""
    with SqliteKeyStore(new) as restored:
        start = 0
        while names := former.tombstones(start=start):
            restored.destroy(names)
            start += len(names)


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """Give a private folder that is gone afterwards, unless it was renamed."""
    shutil.rmtree(folder, ignore_errors=True)  # Left by one that was killed.
    private_dir(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals about files into ours."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_WRITABLE, path=str(path), **why.system_said(error)
        ) from error
