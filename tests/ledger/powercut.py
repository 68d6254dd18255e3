"""A disk whose power can be cut, beneath the real SQLite.

What was written since the last sync survives, is lost, or is torn, some of its sectors written
and some not, each write by itself: a later one may survive an earlier one, in the same file or
in another.  What a drive's cache may do; the disk counts what it did.  The loss of a folder's
entry is not modelled.
"""

import random
from collections import Counter

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
        self.did = Counter()  # What the cut did: writes kept, lost, torn, and reordered.
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
            kept = [self._fate(write) for write in writes]
            whole = [pieces == [write] for pieces, write in zip(kept, writes, strict=True)]
            if False in whole:  # What survived after the first that did not came before it.
                self.did["reordered"] += any(kept[whole.index(False) + 1 :])
            self._write(path, [piece for pieces in kept for piece in pieces])
        self.cache = {}
        self.found = {path: bytes(content) for path, content in self.platter.items()}

    def _fate(self, write):
        """Return what of a write reaches the platter: all, nothing, or some of its sectors."""
        offset, data = write
        luck = self.random.random()
        if luck < KEPT:
            self.did["kept"] += 1
            return [write]
        if luck < TORN and data and len(data) > SECTOR:
            self.did["torn"] += 1
            starts = range(0, len(data), SECTOR)
            some = self.random.sample(starts, self.random.randrange(1, len(starts)))
            return [(offset + at, data[at : at + SECTOR]) for at in some]
        self.did["lost"] += 1
        return []

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
