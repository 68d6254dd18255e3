"""Switch the rules off one by one, and see which test notices: docs/how-to/switch-a-rule-off.md.

Each mutant lives in a child process of its own; no file is changed.
"""
