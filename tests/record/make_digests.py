"""Writes the digests anew from the references beside the clone, after one of them has changed.

PYTHONPATH=src:. python -m tests.record.make_digests
"""

import base64
import json

from tests.record.digests import FILE, RUNS_FILE, digest, gold, read_marks
from tests.record.test_annotation import COMPARED
from tests.record.test_press import articles_of_the_folder

LINE = 96


def write():
    found = {name: digest(theirs(gold())) for name, (_, theirs) in COMPARED.items()}
    found["articles"] = digest(articles_of_the_folder())
    FILE.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    text = base64.b64encode(b"".join(sorted(read_marks()))).decode()
    lines = [text[start : start + LINE] for start in range(0, len(text), LINE)]
    RUNS_FILE.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    write()
