"""Persons' names across Arabic and Latin script.  Pure."""
