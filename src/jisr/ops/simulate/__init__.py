"""A month of two ministries for each seed, played by the real core, node and protocol.

`plan` says what is to happen, `month` holds both nodes; `happenings`, `tidying` and `attacks` make
it happen; `compare` says what is wrong in the end, with an auditor of `audit`; `counts` says what
was tried; `shrink` makes a failure short.
"""
