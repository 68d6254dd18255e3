"""Acts, cases, parties, canonical bytes, Merkle proofs, errors.  Pure: values in, values out."""
