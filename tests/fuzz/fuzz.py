"""Let atheris look for an input that a border does not stand.

    python -m tests.fuzz.fuzz FOLDER RUNS [BORDER …] [--plant]

FOLDER keeps the inputs that led somewhere new, the one that broke a border, and `taken.json`: how
often each border was tried, and how often it took what it read.  `--plant` puts a fault into the
reading of base64, which must be found.
"""

import json
import sys
from collections import Counter, deque
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["jisr"]):
    from jisr.core import dsse
    from tests.fuzz.borders import BORDERS, cross, seeds
    from tests.fuzz.mutate import mutated

SEED = 2026
SECONDS_MAX = 20  # For one input; one that takes longer is a fault.
TREES_OF_TEN = 8  # The rest is changed byte by byte, as libFuzzer does.
# libFuzzer keeps what is short and new, which is mostly wrong; so as often as not a change begins
# with one of the last inputs that were taken.
RIGHT = 0.5
GOOD_MAX = 200


def lenient(value: object, name: str) -> bytes:
    """Read base64 with whatever bits stand at its end."""
    try:
        return dsse.binascii.a2b_base64(str(value))
    except ValueError as error:
        raise dsse.Malformed(dsse.reasons.WRONG_FIELD, field=name) from error


def sown(folder: Path, chosen: list[int]) -> Path:
    """Write the seeds down where libFuzzer looks for them: the border's number, then its bytes."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, (border, seed) in enumerate(seeds()):
        if (at := BORDERS.index(border)) in chosen:
            (corpus / f"seed-{number}").write_bytes(bytes([chosen.index(at)]) + seed)
    return corpus


def main(folder: Path, runs: int, names: list[str], *, plant: bool) -> None:
    tried: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    chosen = [at for at, border in enumerate(BORDERS) if not names or border.name in names]
    good: list[deque[bytes]] = [deque(maxlen=GOOD_MAX) for _ in chosen]
    if plant:
        dsse.read_base64 = lenient

    def one(data: bytes) -> None:
        if not data:
            return
        border = BORDERS[chosen[data[0] % len(chosen)]]
        tried[border.name] += 1
        try:
            if cross(border, data[1:]):
                taken[border.name] += 1
                good[data[0] % len(chosen)].append(data[1:])
        except BaseException:
            print(f"BROKEN: {border.name} by {data[1:]!r}", flush=True)
            raise
        if tried.total() % 100 == 0:
            told = {name: [count, taken[name]] for name, count in sorted(tried.items())}
            (folder / "taken.json").write_text(json.dumps(told))

    def change(data: bytes, size: int, seed: int) -> bytes:
        dice = Random(seed)
        if len(data) < 2 or dice.randrange(10) >= TREES_OF_TEN:
            return atheris.Mutate(data, size)
        right = good[data[0] % len(chosen)]
        base = dice.choice(right) if right and dice.random() < RIGHT else data[1:]
        return (data[:1] + mutated(base, dice))[:size]

    corpus = sown(folder, chosen)
    flags = [f"-runs={runs}", f"-seed={SEED}", f"-timeout={SECONDS_MAX}", "-rss_limit_mb=4096"]
    flags += [f"-artifact_prefix={folder}/", "-mutate_depth=1", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    given = [arg for arg in sys.argv[1:] if arg != "--plant"]
    main(Path(given[0]), int(given[1]), given[2:], plant="--plant" in sys.argv)
