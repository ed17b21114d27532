"""Regular expressions: compiled at first use, kept for other processes, bounded in time."""
