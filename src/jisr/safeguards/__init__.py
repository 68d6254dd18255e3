"""The rules on what may be sent, received, read and kept.  Pure; any doubt is a denial.

`decide` asks the rules of `jisr.safeguards.rules` about one `Question` and gives one answer.  The
node asks it and does what it says; nothing here reads a store, a clock or a person's screen.
"""
