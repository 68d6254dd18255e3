"""The demonstration: three nodes on this machine, the record, the stories and the hard days.

`stage` makes the nodes and starts them, `stories` plays, `checks` verifies what was played, and
`drills` breaks things on purpose.  Nothing here is used by a real node.
"""
