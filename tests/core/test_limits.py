"""The limits of the core are those that the specification tells a second implementation."""

import re
from pathlib import Path

import pytest

from jisr.core.act import (
    ACT_BYTES_MAX,
    PARTS_MAX,
    SLUG_CHARS_MAX,
    TERM_CHARS_MAX,
    TERM_ITEMS_MAX,
    TERMS_MAX,
)
from jisr.core.canonical import DEPTH_MAX, INTEGER_MAX
from jisr.core.dsse import SIGNATURE_BYTES_MAX, SIGNATURES_MAX
from jisr.core.fold import CASE_ACTS_MAX
from jisr.core.keys import PUBLIC_BYTES_MAX
from jisr.core.log import KEYS_KNOWN_MAX
from jisr.core.merkle import PROOF_HASHES_MAX
from jisr.core.parts import PART_BYTES_MAX
from jisr.core.proofs import FORK_BYTES_MAX, KEY_ACTS_MAX
from jisr.core.service import ERASED_MAX
from jisr.core.space import FOUNDING_BYTES_MAX

SPEC = Path(__file__).parents[2] / "docs/spec"
LIMITS = [
    ("act", "65,536", ACT_BYTES_MAX),
    ("act", "32", TERMS_MAX),
    ("act", "256", TERM_CHARS_MAX),
    ("act", "400", TERM_ITEMS_MAX),
    ("act", "64", PARTS_MAX),
    ("act", "64", SLUG_CHARS_MAX),
    ("canonical", "9007199254740991", INTEGER_MAX),
    ("canonical", "16", DEPTH_MAX),
    ("exchange", "16", SIGNATURES_MAX),
    ("exchange", "8192", SIGNATURE_BYTES_MAX),
    ("case", "1,000", CASE_ACTS_MAX),
    ("keys", "4,096", PUBLIC_BYTES_MAX),
    ("log", "200", KEYS_KNOWN_MAX),
    ("proof", "64", PROOF_HASHES_MAX),
    ("parts", "262,144", PART_BYTES_MAX),
    ("proof", "4,194,304", FORK_BYTES_MAX),
    ("proof", "1,000", KEY_ACTS_MAX),
    ("service", "500", ERASED_MAX),
    ("space", "65,536", FOUNDING_BYTES_MAX),
]


@pytest.mark.parametrize(("page", "written", "limit"), LIMITS)
def test_a_limit_is_the_one_in_the_specification(page, written, limit):
    assert limit == int(written.replace(",", ""))
    text = (SPEC / f"{page}.md").read_text()
    assert re.search(rf"(?<![\d,]){written}(?![\d,]*\d)", text), f"{page}.md names no {written}"
