"""The articles are named by number, language and day, and nothing of their wording is here.

The articles stay outside the repository: it keeps digests, from which no word can be read back.
Where they are beside this clone the tests look into them too.
"""

import re
import subprocess

from jisr.record import parse_register
from tests.record.digests import (
    PRESS,
    article,
    digest,
    file_of,
    known,
    mark,
    marks_of_the_press,
    read_marks,
    runs,
)
from tests.record.kit import ARTICLES, DEMO, ROOT

REGISTER = parse_register((DEMO / "record.json").read_bytes())
# What a long text of eight hundred words has at least, times five.
RUNS_MIN = 1000


def our_articles():
    return [
        (file_of(item.number), item.language, item.published.isoformat())
        for item in REGISTER.articles
    ]


def articles_of_the_folder():
    lines = (PRESS / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if re.match(r"\| \d{3}_", line)]
    return [(int(row[1][:4]), row[2].strip(), row[4].strip()) for row in rows]


def test_each_article_is_registered_with_its_language_and_date():
    assert [item.number for item in REGISTER.articles] == list(range(1, ARTICLES + 1))
    if PRESS.exists():
        assert our_articles() == articles_of_the_folder()
    assert digest(our_articles()) == known()["articles"]


def test_each_misprinted_name_stands_in_its_article():
    # That the names are those of the annotation, `test_annotation` says on every clone.
    assert all(1 <= item.article <= ARTICLES for item in REGISTER.misnamings)
    if PRESS.exists():
        for item in REGISTER.misnamings:
            assert item.surface in article(file_of(item.article)), item.surface


def test_no_run_of_words_of_an_article_is_in_the_repository():
    press = marks_of_the_press()
    assert len(press) > RUNS_MIN
    if PRESS.exists():
        assert press == read_marks()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    found = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "ignore")
            found += [(name, " ".join(run)) for run in set(runs(text)) if mark(run) in press]
    assert found == []


def test_a_run_of_words_is_known_again_whatever_stands_around_it():
    one = "Two words more: the bridge stands on eight words of ours. And more"
    other = "the BRIDGE, stands on eight words of ours"
    assert {mark(run) for run in runs(other)} <= {mark(run) for run in runs(one)}
