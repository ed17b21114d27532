"""Checks of surface rules for spaces that are lost at signs, where this is only likely: the damage
profile decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_rare
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.damage import WIDE
from mtfix.stages.surface.english import english
from mtfix.text.words import SENTENCE_STARTERS

if TYPE_CHECKING:
    from mtfix.edits.fix import Safety
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_BEFORE_NAME = lazy_regex(
    r"\b(?:an?|of|given|any|each|every|this|as|returns?|in|using|with|via|type|value|called|"
    r"is|are)\s\Z",
    re.IGNORECASE,
)
"""Words before a name of code rather than before the last word of a sentence."""
_SENTENCE_BEHIND = lazy_regex(r" (?:[a-z’'-]+|[A-Z][a-z]*|\d+),? [a-z]|, ")
_ENGLISH_ENDING = lazy_regex(
    r"(?:s|ed|ing|ly|ions?|ments?|ness|ity|[eo]rs?|al|ous|ive|able|an[ct]e?|en[ct]e?|is[mt]s?)\Z"
)


def may_begin(match: Match) -> bool:
    """Return whether the first word is an everyday one or ends as English words do, and a sentence
    may begin with the second."""
    text, left, right = match.string, match["left"], match["right"]
    if not is_english_word(left):
        return False
    is_word = right[1:].islower() or (right.isupper() and text[match.end("left")] == ",")
    if not is_word or not _SENTENCE_BEHIND.match(text, match.end("right")):
        return False
    start = match.start("left")
    return not _BEFORE_NAME.search(text, max(0, start - 20), start)


def is_english_word(word: str) -> bool:
    """Whether a word is an everyday one or ends as English words do."""
    return not is_rare(word.lower()) or _ENGLISH_ENDING.search(word) is not None


def wide_stop(facts: PageFacts, match: Match) -> Safety | None:
    """Wide for a full stop that is set off from its sentence and stands at the next one."""
    if english(facts, match) is None:
        return None
    behind = match.end("right")
    is_start = _SENTENCE_BEHIND.match(match.string, behind)
    return WIDE if is_start or match["right"].lower() in SENTENCE_STARTERS else None


_TRADE_MARKS = frozenset({"TM", "SM"})
_SMALL_WORDS = frozenset({"of", "and", "for", "the", "in", "on", "de", "to", "&"})


def acronym(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for an acronym of the initials of the words before it."""
    if match["acronym"] in _TRADE_MARKS:
        return None
    line = facts.line(match.start())
    end = match.end("left")
    words = re.findall(r"[A-Za-z]+|&", facts.text[max(line.start, end - 120) : end])
    initials = "".join(word[0] for word in words if word not in _SMALL_WORDS).upper()
    every = "".join(word[0] for word in words).upper()
    is_made_of = any(one.endswith(match["acronym"]) for one in (initials, every))
    return english(facts, match) if is_made_of else None


def prose_comma(facts: PageFacts, match: Match) -> Safety | None:
    """Wide for a comma behind an everyday word of prose."""
    is_known = is_english_word(match["left"])
    return WIDE if is_known and english(facts, match) is not None else None
