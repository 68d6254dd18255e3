"""Digests of what the facts were compared with, for a clone that has only the repository.

The annotation and the articles stay outside.  Where they are beside the clone the tests compare
with them too, and `tests/record/make_digests.py` writes the digests anew.
"""

import base64
import hashlib
import json
import re
from pathlib import Path

from tests.record.kit import ARTICLES, ROOT

SHARED = ROOT.parent / "shared"
GOLD = SHARED / "data" / "record" / "gold.json"
PRESS = SHARED / "press"
FILE = Path(__file__).with_name("digests.json")
RUNS_FILE = Path(__file__).with_name("press_runs.txt")

RUN = 8  # Words in a row that nobody writes twice by chance.
RUN_BYTES = 6  # Of a run's digest: among a million runs none is taken for another.


def file_of(article):
    """Return the number of an article's file: the folder that holds them counts from 0."""
    return article - 1


def digest(value):
    """Return the SHA-256 of a value: tuples are lists, sets are sorted, keys are texts."""
    return hashlib.sha256(json.dumps(_plain(value), sort_keys=True).encode()).hexdigest()


def _plain(value):
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=json.dumps)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, int) else str(value)


def known():
    """Return the digests by the name of what was compared."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def gold():
    return json.loads(GOLD.read_text(encoding="utf-8"))


def article(number):
    """Return the text of an article, by the number of its file."""
    return next(PRESS.glob(f"{number:03}_*.txt")).read_text(encoding="utf-8")


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text):
    """Return the runs of words of a text."""
    found = words(text)
    return zip(*(found[start:] for start in range(RUN)), strict=False)


def mark(run):
    """Return what is kept of a run of words: the beginning of its digest."""
    return hashlib.sha256(" ".join(run).encode()).digest()[:RUN_BYTES]


def marks_of_the_press():
    """Return the marks of every run of words of the articles, as the repository keeps them."""
    raw = base64.b64decode("".join(RUNS_FILE.read_text(encoding="ascii").split()), validate=True)
    assert len(raw) % RUN_BYTES == 0
    return {raw[start : start + RUN_BYTES] for start in range(0, len(raw), RUN_BYTES)}


def read_marks():
    """Return the marks of every run of words of the articles, from the articles."""
    return {mark(run) for number in range(ARTICLES) for run in runs(article(number))}
