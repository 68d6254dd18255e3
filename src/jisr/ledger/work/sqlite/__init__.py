"""The work store in SQLite, one module per subject; `store` puts them together."""
