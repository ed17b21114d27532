"""The check of the surface rule for hyphens that a line end has left inside a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_frequent
from mtfix.stages.surface.document_words import document_words
from mtfix.stages.surface.english import english

if TYPE_CHECKING:
    from mtfix.edits.fix import Safety
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts


_ENDINGS = frozenset("tion tions sion sions ment ments ity ities ally ated ence".split())
"""Ends of words that stand alone only in text that is torn."""
_OFTEN = 5
"""How often the second piece stands on a page on which it is a word."""
_INFLECTIONS = ("ally", "ly", "s", "es", "d", "ed", "ing")


def line_hyphen(facts: PageFacts, match: Match) -> Safety | None:
    """Safe where both pieces together are a frequent word of English, or one that the page has
    whole, and at least the second is none by itself: *fre-quency*, not *non-standard*."""
    left, right = match["left"].lower(), match["right"].lower()
    if (is_frequent(right) and right not in _ENDINGS) or is_frequent(f"{left}-{right}"):
        return None
    words = document_words(facts)
    if words[right] > _OFTEN or (is_frequent(left) and len(left) > len(right)):
        return None
    whole = left + right
    if _is_word(whole) or words[whole] or words[whole.title()]:
        return english(facts, match)
    return None


def _is_word(word: str) -> bool:
    """Whether a word, or what it is an inflection of, is frequent in English."""
    return is_frequent(word) or any(
        word.endswith(end) and is_frequent(word.removesuffix(end)) for end in _INFLECTIONS
    )
