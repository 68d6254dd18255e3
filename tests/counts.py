"""How often a heavy proof is repeated: little by default, more in CI and before a release."""

import os


def count_from(name, usual):
    """Return a count from the environment; the usual one where it is not set."""
    return int(os.environ.get(name, usual))
