"""Parts: everything about people and everything in words, apart from the signed header.

An act holds only a commitment to each of its parts.  Without the salt a commitment says
nothing, not even to someone who guesses the content, so destroying salt and content erases.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from jisr.core.act import Digest

SALT_BYTES: Final = 32
PART_BYTES_MAX: Final = 256 * 1024  # A form with long answers; files travel as attachments.
_DOMAIN: Final = b"jisr-part-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPart:
    """A part as its author made it and as the partner receives it."""

    name: str
    salt: bytes  # SALT_BYTES random bytes.
    content: bytes  # Canonical JSON.

    @property
    def commitment(self) -> Digest:
        """What the act's header holds in this part's place (spec clause PAR-1)."""
        return commitment(self.salt, self.content)


def commitment(salt: bytes, content: bytes) -> Digest:
    """Return SHA-256 of the domain, the salt and the content (spec clause PAR-1)."""
    assert len(salt) == SALT_BYTES
    return Digest(hashlib.sha256(_DOMAIN + salt + content).hexdigest())
