"""A month of two ministries for each seed, played by the real core, node and protocol.

`plan` says what is to happen, `month` holds both nodes, `happenings` and `attacks` make it
happen, `compare` says what is wrong in the end, `shrink` makes a failure short.
"""
