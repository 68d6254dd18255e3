"""The work store in tables, one module per subject; `store` puts them together."""
