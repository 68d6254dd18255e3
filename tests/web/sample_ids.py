"""Ids of the sample's cases and acts."""

import hashlib

from jisr.core.act import Digest


def digest(name: str) -> Digest:
    return Digest(hashlib.sha256(name.encode()).hexdigest())


CASE = digest("case")
CROSSED = digest("crossed")
ACT = digest("case answer")
FRAMEWORK = digest("framework")
