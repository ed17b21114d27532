"""The main part of a flattened web page, by a linear model of its lines and a chain over them."""

from mtfix.stages.boilerplate.article.outside import main_part, removals

__all__ = ["main_part", "removals"]
