"""The demonstration's folder: held by one demonstration at a time, and emptied by its holder."""

import os
import select
import shutil
import signal
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from jisr.core.errors import Conflict, Refused, Unavailable
from jisr.ops import reasons, why
from jisr.ops.files import sole_process

# Says that a demonstration made the folder; its lock says that one is running, its text where.
MARK: Final = "demonstration"
CONTROL: Final = "*/control.sock"
ADDRESS_BYTES_MAX: Final = 256
END_SECONDS_MAX: Final = 30.0  # A node that is told to stop finishes what is under way.
_CREDENTIALS: Final = struct.Struct("3i")  # Process, user and group (unix(7), SO_PEERCRED).


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the demonstration's folder alone, emptied of what an earlier one left.

    The kernel lets go when this process ends, however it ends.

    Args:
        folder: one that a demonstration made, or that is empty, or that does not exist.

    Raises:
        Refused: the folder holds something else.
        Conflict: another demonstration runs there.
        Unavailable: the folder cannot be written, or a node left behind does not stop.
    """
    mark = folder / MARK
    _check_ours(folder)
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_WRITABLE, path=str(folder), **why.system_said(error)
        ) from error
    with ExitStack() as stack:
        try:
            stack.enter_context(sole_process(mark))
        except Conflict as error:
            raise _runs(folder) from error
        mark.write_text("")  # The address of a demonstration that has ended leads nowhere.
        _end_left_behind(folder)
        _empty(folder)
        yield


def is_left(folder: Path) -> bool:
    """Say whether an earlier demonstration has left anything in a folder."""
    return (folder / MARK).exists() and any(path.name != MARK for path in folder.iterdir())


def tell_address(folder: Path, address: str) -> None:
    """Note where this demonstration shows its page, for whoever starts a second one."""
    (folder / MARK).write_text(address)


def _runs(folder: Path) -> Conflict:
    with (folder / MARK).open(encoding="utf-8", errors="replace") as file:
        address = file.read(ADDRESS_BYTES_MAX).strip()
    if not address:
        return Conflict(reasons.DEMO_STARTS, path=str(folder))
    return Conflict(reasons.DEMO_RUNS, path=str(folder), address=address)


def _check_ours(folder: Path) -> None:
    """Refuse a folder that no demonstration made: it is never touched."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise Refused(reasons.DEMO_FOLDER_NOT_OURS, path=str(folder))


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name == MARK:
            continue  # A lock on a file that is gone would hold nobody off.
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _end_left_behind(folder: Path) -> None:
    """Stop the nodes of a demonstration that was killed before it could stop them."""
    for control in sorted(folder.glob(CONTROL)):
        process = _listener(control)
        if process is not None:
            try:
                _end(process, folder)
            finally:
                os.close(process)


def _listener(control: Path) -> int | None:
    """Return a handle of the process behind a control socket; None: nobody is."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(control))
            told = probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
            number, user, _ = _CREDENTIALS.unpack(told)
            return os.pidfd_open(number) if user == os.getuid() else None
        except OSError:  # It has just ended by itself.
            return None


def _end(process: int, folder: Path) -> None:
    signal.pidfd_send_signal(process, signal.SIGTERM)
    ended = select.poll()
    ended.register(process, select.POLLIN)
    if not ended.poll(END_SECONDS_MAX * 1000):
        raise Unavailable(reasons.DEMO_LEFT_BEHIND, path=str(folder))
