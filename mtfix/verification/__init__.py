"""Tries the examples of packs: what they promise must happen."""
