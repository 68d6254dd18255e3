"""A file layer beneath SQLite that notices a changed bit: a checksum in every page and its use.

SQLite checks its structure, not what rows hold: a bit that a disk changed in a header or a name
would be read as good.  Each page has eight bytes of its own at the end, in which this layer writes
the checksum of the rest, and compares it at each reading.  Where the write-ahead log was not copied
into the file yet, SQLite checks its frames itself, once, when it opens it, and leaves out without
a word what comes after a bad one: `commits_in_log` says what there was.

Source: docs/spec/ledger.md, LED-56 and LED-57.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import apsw

PAGE_BYTES: Final = 8192  # Rows are about 700 bytes: fewer pages to sync than with 4096.
SUM_BYTES: Final = 8  # At the end of a page: CRC32, which notices every change of up to 32 bits.

_HEAD: Final = struct.Struct(">20xB39xI4xI28x")

_WAL_HEAD: Final = struct.Struct(">4IQ2I")
_FRAME: Final = struct.Struct(">2IQ2I")
CHANGED_BITS: Final = 2  # Of 64; by chance they are never so near.
_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}  # How the log's own checksums are counted.
_WORD: Final = 2**32


class Head(NamedTuple):
    """What the head of a database says."""

    kept: int  # Bytes at the end of each page that SQLite leaves alone.
    version: int | None
    application: int


class CheckedFiles(apsw.VFS):
    """Files whose pages carry a checksum, over the system's files or another layer."""

    def __init__(self, base: str, *, compare: bool) -> None:
        """Register over `base`, once in a process for each; without comparing, only write sums."""
        self.name = f"jisr-{'checked' if compare else 'summed'}-{base}"
        self._base, self._compare = base, compare
        super().__init__(self.name, base)

    def xOpen(  # noqa: N802 - SQLite's name
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> apsw.VFSFile:
        """Open a file: a database checked, any other as it is."""
        if not flags[0] & apsw.SQLITE_OPEN_MAIN_DB:
            return apsw.VFSFile(self._base, name, flags)
        return (_Checked if self._compare else _Summed)(self._base, name, flags)


class _Summed(apsw.VFSFile):
    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        if len(data) != PAGE_BYTES:
            message = "a page of another size"
            raise apsw.CorruptError(message)
        content = bytes(data[:-SUM_BYTES])
        super().xWrite(content + _sum_of(content), offset)


class _Checked(_Summed):
    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's name
        data = super().xRead(amount, offset)
        if amount == PAGE_BYTES and data[-SUM_BYTES:] != _sum_of(data[:-SUM_BYTES]):
            message = f"page {offset // PAGE_BYTES + 1}"
            raise apsw.CorruptError(message)
        return data

    def xDeviceCharacteristics(self) -> int:  # noqa: N802 - SQLite's name
        # A piece of a page cannot be checked: SQLite must read whole ones.
        return super().xDeviceCharacteristics() & ~apsw.SQLITE_IOCAP_SUBPAGE_READ


def _sum_of(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(SUM_BYTES)


@cache
def _layer(base: str, *, compare: bool) -> CheckedFiles:
    return CheckedFiles(base, compare=compare)  # Kept for as long as the process lives.


def checked(base: str | None, *, compare: bool = True) -> str:
    """Return the name of the checking layer over another; None is the system's.

    Args:
        base: the other layer.
        compare: False for a file whose pages have no checksum yet and get one.
    """
    return _layer(base or "", compare=compare).name


def head_of(path: Path) -> Head | None:
    """Return what the head of a database says; None while it has none."""
    with path.open("rb") as file:
        head = file.read(_HEAD.size)
    return Head(*_HEAD.unpack(head)) if len(head) == _HEAD.size else None


def commits_in_log(path: Path) -> list[int] | None:
    """Return the numbers of the frames in a write-ahead log that end a transaction.

    Returns:
        None when the log's own head is damaged.
    """
    if not path.exists() or path.stat().st_size <= _WAL_HEAD.size:
        return []
    with path.open("rb") as file:
        raw = file.read(_WAL_HEAD.size)
        magic, _, page, _, salts, *sums = _WAL_HEAD.unpack(raw)
        if magic not in _MAGIC or _log_sums(raw[:24], _MAGIC[magic]) != tuple(sums):
            return None
        found = []
        for number, (ends, salts_here) in enumerate(_frames(file, page), start=1):
            # What an earlier run of the log left has others, half of them drawn by lot.
            if 0 < (salts_here ^ salts).bit_count() <= CHANGED_BITS:
                return None
            if ends and salts_here == salts:
                found.append(number)
        return found


def _frames(file: BinaryIO, page: int) -> Iterator[tuple[int, int]]:
    """Give of each frame whether it ends a transaction, and the salts of its run of the log."""
    while len(head := file.read(_FRAME.size)) == _FRAME.size:
        _, ends, salts, _, _ = _FRAME.unpack(head)
        yield ends, salts
        file.seek(page, 1)


def _log_sums(raw: bytes, order: str) -> tuple[int, int]:
    """Return SQLite's checksum of the head of a log.

    Source: SQLite's file format, "4.2 Checksum Algorithm".
    """
    words = struct.unpack(f"{order}{len(raw) // 4}I", raw)
    one = two = 0
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) % _WORD
        two = (two + second + one) % _WORD
    return one, two
