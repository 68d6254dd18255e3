"""A disk whose power can be cut, beneath the real SQLite.

What was written since the last sync survives, is lost, or is torn at a sector, each write by
itself and in no order: what a drive's cache may do.  The loss of a folder's entry is not
modelled.
"""

import random

import apsw

SECTOR = 512
KEPT, TORN = 0.4, 0.6  # Of the writes since the last sync: below KEPT whole, below TORN in part.


class PowerCut(Exception):
    """The power is gone: what happens from here on reaches no platter."""


class Disk(apsw.VFS):
    """Files as the platter holds them, and what is still in the drive's cache."""

    def __init__(self, name, seed, *, cut_at_sync):
        self.name = name
        self.random = random.Random(seed)
        self.platter = {}
        self.cache = {}
        self.syncs_left = cut_at_sync
        self.found = None  # After the cut: what the next start finds, by path.
        super().__init__(name, "")

    def xOpen(self, name, flags):  # noqa: N802 - SQLite's name
        return _File(self, name, flags)

    def xDelete(self, path, sync):  # noqa: N802 - SQLite's name
        self.platter.pop(path, None)
        self.cache.pop(path, None)
        super().xDelete(path, sync)

    def sync(self, path):
        self.syncs_left -= 1
        if self.syncs_left == 0:
            self._cut()
            raise PowerCut
        self._write(path, self.cache.pop(path, []))

    def _cut(self):
        for path, writes in self.cache.items():
            self._write(path, [kept for write in writes if (kept := self._fate(write))])
        self.cache = {}
        self.found = {path: bytes(content) for path, content in self.platter.items()}

    def _fate(self, write):
        offset, data = write
        luck = self.random.random()
        if luck < KEPT:
            return write
        if luck < TORN and data and len(data) > SECTOR:
            return offset, data[: SECTOR * self.random.randrange(1, len(data) // SECTOR)]
        return None

    def _write(self, path, writes):
        content = self.platter.setdefault(path, bytearray())
        for offset, data in writes:
            if data is None:
                del content[offset:]
            else:
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(data)] = data


class _File(apsw.VFSFile):
    def __init__(self, disk, name, flags):
        self.disk = disk
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else name
        super().__init__("", name, flags)

    def xWrite(self, data, offset):  # noqa: N802 - SQLite's name
        super().xWrite(data, offset)
        self.disk.cache.setdefault(self.path, []).append((offset, bytes(data)))

    def xTruncate(self, size):  # noqa: N802 - SQLite's name
        super().xTruncate(size)
        self.disk.cache.setdefault(self.path, []).append((size, None))

    def xSync(self, flags):  # noqa: N802 - SQLite's name
        self.disk.sync(self.path)  # The platter is ours: the real disk need not be synced.
