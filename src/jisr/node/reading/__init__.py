"""What people read: the node's ledgers, frameworks and record, turned into the values of `views`.

Each reading of content is logged before it happens.  `reader` is the door; the modules beside it
build the parts.
"""
