"""How fast Jisr is, as ratios of one run, on the machine at hand (`jisr bench`).

A time by itself says more of the machine than of the program; so each benchmark measures, beside
the program and in the same run, the least that the work could cost.
"""
