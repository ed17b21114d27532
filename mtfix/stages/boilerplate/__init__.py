"""Boilerplate: what scrapers leave around an article goes."""

from mtfix.stages.boilerplate.stage import Boilerplate, strip

__all__ = ["Boilerplate", "strip"]
