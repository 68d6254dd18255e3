"""Files that survive a power cut and stay private: atomic writes, modes, one process."""

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jisr.core.errors import Conflict, Malformed, Refused, Unavailable
from jisr.ops import reasons, why

PRIVATE_FILE: Final = 0o600
PRIVATE_DIR: Final = 0o700
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def private_dir(path: Path) -> Path:
    """Create a directory that only its owner enters, or tighten one that exists.

    Raises:
        Unavailable: it cannot be made here.
    """
    try:
        path.mkdir(mode=PRIVATE_DIR, parents=True, exist_ok=True)
        path.chmod(PRIVATE_DIR)  # `mkdir` leaves an existing directory as it was.
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_WRITABLE, path=str(path), **why.system_said(error)
        ) from error
    return path


def write_atomically(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Put `data` in place whole and durably, or leave the file as it was.

    The new bytes are on the disk before the name points to them, and the name is on the disk
    before this returns.

    Raises:
        Unavailable: the disk is full, or the place cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, mode)  # The umask may have taken bits from `mode`.
            file.write(data)
            file.flush()
            os.fsync(handle)
        draft.replace(path)
        _sync_dir(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise Unavailable(
            reasons.PATH_NOT_WRITABLE, path=str(path), **why.system_said(error)
        ) from error


def read_private(path: Path, *, bytes_max: int) -> bytes:
    """Read a file that holds secrets; one that others can open is refused unread.

    Raises:
        Unavailable: there is no such file, or it cannot be read.
        Refused: it is no plain file of ours, or its mode is wider than 0600.
        Malformed: longer than `bytes_max`.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_READABLE, path=str(path), **why.system_said(error)
        ) from error
    try:
        status = os.fstat(handle)
        mode = stat.S_IMODE(status.st_mode)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            raise Refused(reasons.FILE_NOT_OURS, path=str(path))
        if mode & _OTHERS:
            raise Refused(reasons.FILE_TOO_OPEN, path=str(path), mode=f"{mode:04o}")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(bytes_max + 1)
    finally:
        os.close(handle)
    if len(data) > bytes_max:
        raise Malformed(reasons.FILE_TOO_LARGE, path=str(path), limit=bytes_max)
    return data


@contextlib.contextmanager
def sole_process(path: Path) -> Iterator[None]:
    """Hold `path` as the sign that this process alone works on a data directory.

    The kernel lets go when the process ends, however it ends, so no stale sign remains.

    Raises:
        Conflict: another process holds it.
        Unavailable: the sign cannot be made here.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, PRIVATE_FILE)
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_WRITABLE, path=str(path), **why.system_said(error)
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(reasons.SECOND_PROCESS, path=str(path.parent)) from error
        yield
    finally:
        os.close(handle)


def _sync_dir(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
