"""What is to happen in a story, drawn from its seed: plain steps, any of which can be left out.

Each step carries its own source of chance, so it does the same whichever others are left out,
as far as the story lets it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from random import Random
from typing import Final

from jisr.ops.simulate.faults import How

STEPS: Final = 44
MINUTES: Final = (1, 60, 60, 360, 1440, 2880)  # Forty steps or so are a month.
FAULTY: Final = 0.12  # Of the steps, how many meet a write that is the last, or fails.
WRITES: Final = 14


class Theme(Enum):
    """What a story is about, beside all that happens in any."""

    HONEST = auto()
    HOSTILE = auto()  # One of the two ministries means ill.
    THEFT = auto()  # The signing key of one is stolen.


class What(Enum):
    """What can happen."""

    OPEN = auto()
    SAY = auto()
    EXCHANGE = auto()
    ARRIVE = auto()  # A message that was under way for long.
    CUT = auto()
    SKEW = auto()
    STOP = auto()
    ERASE = auto()
    SETTLE = auto()
    BACK_UP = auto()
    RESTORE = auto()
    FINISH = auto()  # The operator goes on with a return, or a change of keys.
    REVISE = auto()
    MIGRATE = auto()
    PRUNE = auto()
    VOID = auto()
    FORGE = auto()
    FORK = auto()
    WITHHOLD = auto()
    STEAL = auto()
    USE_STOLEN = auto()
    REVOKE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """At which write of a step something happens, and what."""

    at: int
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to happen."""

    what: What
    party: int  # 0 or 1: the first or the second in the order of codes.
    chance: int  # Seeds what is left open.
    minutes: int = 60  # That pass before it.
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole story, before it is played."""

    seed: int
    theme: Theme
    suspect: int  # Whose key is stolen, or who means ill; of no account in an honest story.
    steps: tuple[Step, ...]


USUAL: Final[Mapping[What, float]] = {
    What.OPEN: 2,
    What.SAY: 13,
    What.EXCHANGE: 16,
    What.ARRIVE: 2,
    What.CUT: 0.5,
    What.SKEW: 0.8,
    What.STOP: 1,
    What.ERASE: 1,
    What.SETTLE: 1.5,
}
LOSSES: Final[Mapping[What, float]] = {What.BACK_UP: 1.6, What.RESTORE: 1.2, What.FINISH: 1.5}
REVISION: Final[Mapping[What, float]] = {What.REVISE: 7, What.MIGRATE: 7}
PRUNING: Final[Mapping[What, float]] = {What.PRUNE: 22}
ILL_WILL: Final[Mapping[What, float]] = {What.VOID: 5, What.FORGE: 7, What.WITHHOLD: 1.5}
REVISED: Final = 0.2  # Of the stories, how many change the edition.
LOSING: Final = 0.5  # Of the stories of a theft or an honest one: how many lose a disk.
TIDY: Final = 0.15  # Of the stories but those of a theft, how many let old acts go.
FORKING: Final = 0.5  # Of the hostile stories.
THEMES: Final = (Theme.HONEST,) * 5 + (Theme.HOSTILE,) * 3 + (Theme.THEFT,) * 2


def plan(seed: int) -> Plan:
    """Return the story of a seed."""
    chance = Random(seed)
    theme = chance.choice(THEMES)
    suspect = chance.randrange(2)
    weights = dict(USUAL)
    if theme is not Theme.HOSTILE and chance.random() < LOSING:
        weights |= LOSSES
    if chance.random() < REVISED:
        weights |= REVISION
    if theme is Theme.HOSTILE:
        weights |= ILL_WILL
    if theme is not Theme.THEFT and Random(-1 - seed).random() < TIDY:
        weights |= PRUNING
    kinds = chance.choices(list(weights), list(weights.values()), k=STEPS)
    kinds[0] = What.OPEN
    if theme is Theme.HOSTILE and chance.random() < FORKING:
        kinds[chance.randrange(STEPS // 2, STEPS)] = What.FORK
    if theme is Theme.THEFT:
        _theft(kinds, chance)
    return Plan(
        seed=seed,
        theme=theme,
        suspect=suspect,
        steps=tuple(_step(kind, chance) for kind in kinds),
    )


def _theft(kinds: list[What], chance: Random) -> None:
    """Let a key be stolen, used a few times, and revoked, in the second half."""
    first, *others = sorted(chance.sample(range(STEPS // 3, STEPS), 6))
    kinds[first] = What.STEAL
    revoked = chance.randrange(1, len(others))
    for index, at in enumerate(others):
        kinds[at] = What.REVOKE if index == revoked else What.USE_STOLEN


def _step(what: What, chance: Random) -> Step:
    fault = None
    if chance.random() < FAULTY:
        fault = Fault(at=chance.randrange(WRITES), how=chance.choice(list(How)))
    return Step(
        what=what,
        party=chance.randrange(2),
        chance=chance.getrandbits(48),
        minutes=chance.choice(MINUTES),
        fault=fault,
    )
