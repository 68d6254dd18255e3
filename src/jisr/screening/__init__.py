"""Private hit / no-hit screening between two nodes.  Pure."""
