"""Decisions of people: the baseline of refused fixes, and the log of a run, for undo."""
