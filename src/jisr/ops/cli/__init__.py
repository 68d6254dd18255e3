"""The commands of `jisr`, one module for each group; `jisr.ops.main` puts them together."""
