"""The public record: meetings, offices, undertakings, and who reported them.  Pure."""
