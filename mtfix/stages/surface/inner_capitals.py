"""The check of surface rules for capitals inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.document_words import document_words
from mtfix.stages.surface.english import english
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from mtfix.edits.fix import Safety
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_CAPITAL = lazy_regex(r"(?<=[a-z,;] )[A-Z]")
"""A capital inside a sentence."""
_AROUND = 60
_MANY = 3
"""Such capitals close by from which on it may be a title, or a text that writes so."""


def inner_capital(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a common word of English prose with few other capitals around, and not with a
    capital elsewhere on the page: one that the page also has in small letters, a small word, or
    one behind which a small word goes on (the group `on`), as none goes on behind a name."""
    word = match["first"] + match["rest"]
    small = word.lower()
    is_small = small in FUNCTION_WORDS
    if not is_small and not is_frequent(small):
        return None
    near = facts.text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    is_clause = match["left"].endswith((";", ","))  # where no name or title goes on
    is_title = len(_CAPITAL.findall(near)) > _MANY and not is_clause
    if is_title or '"' in match[0]:
        return None
    safety = english(facts, match)
    words = document_words(facts)  # asked last: all of the page is searched for a word
    if safety is None or (words[word] > 1 and not (is_clause and is_small)):
        return None
    goes_on = is_small or match.groupdict().get("on")
    return safety if goes_on or words[small] else None
