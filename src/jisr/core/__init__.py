"""Acts, cases, parties, canonical bytes, Merkle proofs, errors.  Pure: bytes and values in, values out."""
