"""The protocol between two nodes, without input or output.  Sockets are in ops."""
