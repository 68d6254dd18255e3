"""Link analysis of networks: structure and gaps, never an order of persons.  Pure."""
