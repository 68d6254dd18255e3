"""Switch the rules off one by one, and see which test notices: docs/how-to/switch-a-rule-off.md.

./jisr test leaves the sources alone; so does this.  Each mutant lives in a child process.
"""
