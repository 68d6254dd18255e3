"""Every bound of the protocol, each with its reason; a partner's node has the same ones.

Sizes are checked before memory is spent on what they bound (EXC-40).
"""

from typing import Final

from jisr.core.act import ACT_BYTES_MAX

ACTS_MAX: Final = 500  # Per batch: past this, sealing and the round trip cost next to nothing.
MESSAGE_BYTES_MAX: Final = 8 * 1024 * 1024  # A batch of 500 acts with forms; minutes at 1 Mbit/s.
CHUNK_BYTES_MAX: Final = 512 * 1024  # What a broken line loses at most of an attachment.
CHUNKS_MAX: Final = 11  # As many full chunks as a message holds, once in base64.
ATTACHMENT_BYTES_DEFAULT: Final = 50 * 1024 * 1024  # A scanned file of some 500 pages.
ATTACHMENT_BYTES_MAX: Final = 4 * 1024 * 1024 * 1024  # What the form of a chunk can carry.
PARTS_MAX: Final = 2000  # Parts in one message: four for each act of a full batch.
WANTS_MAX: Final = 64  # More than a message can answer.
FRAMES_MAX: Final = 64
FRAME_BYTES_MAX: Final = 1024 * 1024  # A block of blinded values in screening.
SESSIONS_MAX: Final = 64  # Sessions one link keeps open at a time.
FACTS_MAX: Final = 8  # Facts of a fault: they fill one sentence.
FACT_CHARS_MAX: Final = 200

ED25519_BYTES: Final = 64
NONCE_BYTES: Final = 16

# Fixed fields, wants, sessions and fault, at their longest: what is not cargo.
FIXED_BYTES: Final = 32 * 1024

# The signed message: base64 adds a third; then the signature, and the names of the fields.
SIGNED_BYTES_MAX: Final = MESSAGE_BYTES_MAX * 4 // 3 + 4096
SEAL_BYTES: Final = 4096  # HPKE adds 1,136 bytes with this suite; the first line, 150.
WIRE_BYTES_MAX: Final = SIGNED_BYTES_MAX + SEAL_BYTES

# One act always fits into one message, alone: the outbox can never be stuck on it.
assert ACT_BYTES_MAX * 2 + FIXED_BYTES < MESSAGE_BYTES_MAX // 2
assert CHUNKS_MAX * (CHUNK_BYTES_MAX * 4 // 3 + 256) <= MESSAGE_BYTES_MAX - FIXED_BYTES

NONCES_KEPT: Final = 4096  # Requests remembered per link: an hour of one a second.
CLOCK_SKEW_SECONDS: Final = 120  # Beyond it a difference of clocks is shown to people.
