"""Surface: what translation engines and scrapers leave between the words is put right."""

from mtfix.stages.surface.stage import Surface, tidy

__all__ = ["Surface", "tidy"]
