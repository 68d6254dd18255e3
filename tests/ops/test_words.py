"""What the reasons say to people: one word per thing, in French too."""

import re

import pytest

from jisr.node import reasons as node_reasons
from jisr.ops.faults import known_reasons

PART = re.compile(r"\bparts?\b")
PARTIE = re.compile(r"(?<!fait pas )\bparties?\b")  # “Ne fait pas partie de” is another word.


PARTS = [one for one in known_reasons().values() if PART.search(one.en)]
OF_PARTS_ALONE = {one.code: one.fr for one in PARTS if "part" not in PART.sub("", one.en)}


@pytest.mark.parametrize("code", sorted(OF_PARTS_ALONE))
def test_a_part_is_a_piece_in_french(code: str) -> None:
    assert not PARTIE.search(OF_PARTS_ALONE[code])


def test_a_clock_that_is_behind_is_said_to_be_behind_in_each_language() -> None:
    reason = node_reasons.CLOCK_BEHIND
    assert "behind" in reason.en
    assert "retarde" in reason.fr
    assert "متأخرة" in reason.ar
