"""Where the world comes in: command line, settings, clock, randomness, sockets, keys, wiring."""
