"""The append-only record of acts, and the stores of parts, keys and work beside it."""
