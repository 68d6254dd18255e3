"""What the conformance vectors are made of: keys, writers, editions, and what must come out."""
