"""`python -m mtfix`."""

from mtfix.cli.main import script

script()
