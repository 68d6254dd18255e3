"""Light cryptography for tests: the simulator's, with one source of names and salts for all."""

import random

from jisr.ops.simulate import cryptography

_chance = random.Random(2026)  # Names and salts only have to differ.


def functions(made: cryptography.Cryptography):
    """Return what a node's `World` takes of it, beside the keys."""
    names = ("random", "verify", "seal", "encrypt", "decrypt")
    return {name: getattr(made, name) for name in names}


def again() -> None:
    """Begin the names and salts anew, for a story that must be told twice alike."""
    _chance.seed(2026)


LIGHT = functions(cryptography.light(_chance))


class LightKeys(cryptography.LightKeys):
    """Keys of all uses, the root included; each signs with its public half."""

    def __init__(self) -> None:
        super().__init__(_chance)
