"""The work store in dictionaries."""
