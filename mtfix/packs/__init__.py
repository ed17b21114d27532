"""Packs: their model, their YAML, their static checks, their compiled form."""

import os

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of mtfix's modules."""
PACKAGED = os.path.join(PACKAGE, "glossaries")
"""Where the wheel puts the shipped packs."""
