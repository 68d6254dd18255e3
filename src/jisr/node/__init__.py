"""One ministry's node: the use cases, and the only door to the ledger."""
