"""Packs: their model, their YAML, their static checks, their compiled form."""

import os

PACKAGED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "glossaries")
"""Where the wheel puts the shipped packs."""
