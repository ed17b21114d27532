"""`python -m mtfix`."""

from mtfix.cli.entry_point import script

script()
