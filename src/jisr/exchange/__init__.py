"""The protocol between two nodes, without input or output.

Messages in, events out: `envelope` seals and opens, `message` is the one message there is,
`peer` plans what to send, `receive` says what a message means.  The node applies the events and
owns loop, clock, keys and sockets (docs/spec/exchange.md).
"""
