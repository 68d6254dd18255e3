"""Indicators computed, reconciled and published.  Pure."""
