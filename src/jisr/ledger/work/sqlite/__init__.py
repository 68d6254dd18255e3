"""The work store in one SQLite file."""
