"""Packs: their model, their YAML, their static checks, their compiled form."""
