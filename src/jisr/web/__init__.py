"""Screens and the peer endpoint.  Translates between HTTP and the node; decides nothing."""
