"""A process that writes until it is killed: it prints a number when that many acts are kept.

Run by `test_crash.py` as `python -m tests.ledger.writer FOLDER`.
"""

import sys
from pathlib import Path

from jisr.ledger.keys import PartKey, PartName
from tests.ledger.given import MA, SPACE, Sqlite, log, part

BATCH = 7  # Several acts a commit: a batch written by half would show.


def main(folder):
    home = Sqlite(folder)
    ledger, keys = home.ledger(), home.keys()
    ledger.found(SPACE, b"founding")
    size = ledger.size(SPACE, MA)
    while True:
        acts = log(BATCH, start=size)
        names = [PartName(space=SPACE, entry=act.id, name="subject") for act in acts]
        held = keys.held(names)
        new = [name for name in names if name not in held]
        keys.put([PartKey(part=name, key=b"k" * 32, salt=b"s" * 32) for name in new])
        ledger.append(acts, parts=[part(act) for act in acts])
        size += BATCH
        print(size, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
