"""Terms: names and words that were translated word by word become what was meant."""

from mtfix.stages.terms.stage import Terms, rewrite

__all__ = ["Terms", "rewrite"]
