"""The node's own store: what its people and its machinery keep beside the shared record.

Nothing here goes to the partner.  `rows` are the values, `base` the interface by subject,
`sqlite` the default implementation (also in memory, for tests).
"""
