"""The texts that checkpoints and cosignatures cover (docs/spec/checkpoint.md, CHK-1 to CHK-3)."""

import hashlib
from pathlib import Path

from jisr.core.act import Digest
from jisr.core.checkpoint import checkpoint_text, cosignature_text, origin
from tests.core.kit import MA

PAGE = Path(__file__).parents[2] / "docs/spec/checkpoint.md"
EMPTY = Digest(hashlib.sha256(b"").hexdigest())
TEXT = (
    "jisr/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/MA\n"
    "0\n"
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
)


def test_a_checkpoint_is_three_lines():
    assert origin(EMPTY, MA) == TEXT.splitlines()[0]
    assert checkpoint_text(space=EMPTY, author=MA, size=0, root=EMPTY) == TEXT.encode()


def test_a_cosignature_covers_its_time_and_the_checkpoint():
    expected = f"cosignature/v1\ntime 1772442000\n{TEXT}"
    assert cosignature_text(TEXT.encode(), time=1_772_442_000) == expected.encode()


def test_the_example_of_the_specification_is_the_same():
    shown = "".join(f"    {line}\n" for line in TEXT.splitlines())
    assert shown in PAGE.read_text()
    assert f"    cosignature/v1\n    time 1772442000\n{shown}" in PAGE.read_text()


def test_the_shape_is_that_of_the_example_of_c2sp():
    # github.com/C2SP/C2SP, tlog-cosignature.md: origin, size and root of its example.
    text = b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    covered = b"cosignature/v1\ntime 1679315147\n" + text
    assert cosignature_text(text, time=1_679_315_147) == covered
