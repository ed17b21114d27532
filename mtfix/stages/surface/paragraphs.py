"""Checks of surface rules that give paragraphs and texts their capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.damage import WIDE
from mtfix.stages.surface.english import CODE_NEAR, english
from mtfix.stages.surface.whole_sentences import (
    ENDED,
    FEW_WORDS,
    GOES_ON,
    LAST_BREAK,
    VERB,
    are_whole,
)
from mtfix.text.words import SENTENCE_STARTERS

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_ABBREVIATED = lazy_regex(
    r"\b(?:i\.e|e\.g|etc|cf|viz|vs|resp|approx|ca|No|pp?|vol|fig|eq)\.\Z", re.IGNORECASE
)
_PARAGRAPH_WORDS = 10
_LONG_PARAGRAPH = 25
"""Words of a paragraph of several sentences that is no item of a list."""
_GAP = 5
"""Characters within which the next paragraph begins."""
_TWO_SENTENCES = lazy_regex(r"[a-z]{3}[.!?][”\"’)]* [“\"]?[A-Z]")
_LABEL = lazy_regex(r"[a-z]+(?:,? [a-z]+){,2}(?::| [–—-]) ")
_PLAIN_WORD = lazy_regex(r"([a-z]+)(?:['’][a-z]+)?[,:]? ")


def prose_paragraph(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a paragraph of prose, after another one, that begins with a small letter; wide
    where one of the two may not be whole. Beside another one that begins with the same word, or
    behind its mark, it is an item of a list."""
    at = match.start("first")
    if facts.page.crosses(Span(at - 1, at)):
        return None
    word = _PLAIN_WORD.match(facts.text, at)
    if not word or word[1] not in SENTENCE_STARTERS or _LABEL.match(facts.text, at):
        return None
    blocks = facts.block(match.start()), facts.block(at)
    before, here = (facts.text[block.start : block.end].rstrip() for block in blocks)
    if _ABBREVIATED.search(before) or not ENDED.search(before):
        return None
    several = _TWO_SENTENCES.search(here) and before[:1].isupper()
    if not _is_line_of_prose(here, _PARAGRAPH_WORDS) or not _is_line_of_prose(
        before, FEW_WORDS if several else _PARAGRAPH_WORDS
    ):
        return None
    behind = facts.text[blocks[1].end : blocks[1].end + _GAP + len(word[0])].lstrip()
    if before.startswith(word[0]) or behind.startswith(word[0]) or not ENDED.search(here):
        return None
    return _safety(before, here, behind, word[1])


def _is_line_of_prose(text: str, few: int) -> bool:
    is_line = "\n" not in text and not text[:1].isspace()
    return is_line and len(text.split()) >= few and not CODE_NEAR.search(text)


def _safety(before: str, here: str, behind: str, word: str) -> Safety:
    """How safe it is to begin a paragraph with a capital, by its first word, the paragraph before
    it and the letters behind it."""
    is_long = _TWO_SENTENCES.search(here) and len(here.split()) >= _LONG_PARAGRAPH
    if _PAUSED.search(before) or not before[:1].isupper():  # beside another item of a list
        return WIDE
    if behind[:1].islower() and not is_long:
        return WIDE
    last, first = LAST_BREAK.split(before[: len(before) - 1])[-1], LAST_BREAK.split(here)[0]
    is_sure = word in _OPENERS or (word not in GOES_ON and are_whole(last, word, first))
    return Safety.SAFE if is_sure else WIDE


_PAUSED = lazy_regex(r"(?:\.\.|…|[:;,-])[”\"’)\]]*\s*\Z")
"""Signs at the end of a paragraph that the next one goes on with."""
_OPENERS = frozenset({"according", "however", "meanwhile", "moreover", "in", "this"})
"""Words that paragraphs of prose begin with, and items of a list hardly."""


def text_start(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a text that begins with a small letter, and with a paragraph of two whole
    sentences at least, of which the others begin with capitals."""
    block = facts.block(0)
    here = facts.text[: block.end].rstrip()
    first, *others = LAST_BREAK.split(here)
    if match.start() or "\n" in here or CODE_NEAR.search(here) or not ENDED.search(here):
        return None
    if min(len(first.split()), len(here.split()) - FEW_WORDS) < FEW_WORDS or not VERB.search(first):
        return None
    others = [one.lstrip("“\"‘'(") for one in others if one]
    if not others or not all(one[:1].isupper() for one in others):
        return None
    return english(facts, match)
