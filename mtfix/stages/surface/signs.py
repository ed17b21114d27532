"""Checks of surface rules for signs of Chinese and Japanese in English prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.english import english, is_english
from mtfix.text.characters import EAST_ASIAN

if TYPE_CHECKING:
    from mtfix.edits.fix import Safety
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_IDEOGRAPH = lazy_regex(rf"[{EAST_ASIAN}]")
_ASIDE = lazy_regex(r"[(（“《][^()（）“”《》\n]*[)）”》]")
_WORDS_OF_WRITING = frozenset(
    "character characters particle particles hanzi kanji kana radical radicals stroke strokes "
    "symbol symbols unicode punctuation fullwidth halfwidth ideographic comma commas period "
    "periods bracket brackets parenthesis parentheses colon colons semicolon semicolons space "
    "spaces pronounced pinyin font fonts glyph glyphs keyboard keyboards delimiter delimiters "
    "separator separators cjk ascii typography typographic typographical typographically "
    "typographer typographers".split()
)
"""Words of texts that speak of signs, and of those of Chinese and Japanese."""
_PHRASES_OF_WRITING = lazy_regex(
    r"(?i)\b(?:(?:full|half)-width|full stops?|(?:question|exclamation|quotation) marks?|"
    r"(?:Chinese|Japanese|Korean) (?:words?|names?|signs?))\b"
)
_LAST_WORDS = frozenset("width stop stops mark marks word words name names sign signs".split())
"""The last words of such phrases: where none of them stands, they are not looked for."""
_WORD = lazy_regex(r"\w+")


_BEYOND_ASCII = lazy_regex(r"[^\x00-\x7f]")
_WRITTEN = lazy_regex(
    r"\b(?:wr[io]tes?|written|typed?|types|typing|dr[ae]w|means?|reads?|saw|sees?|use[ds]?|like|"
    r"called|is|as)\s[^\x00-\x7f]\Z"
)
"""A sign that someone writes or reads: the sentence speaks of it."""


SIGNS_REACH = 200
"""Characters each side in which other signs are looked for."""


def wide_sign(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a sign of Chinese or Japanese in an English sentence that does not speak of signs,
    with at most one ideograph beside it."""
    start, end = match.span()
    if not is_english(facts, Span(start, end)):
        return None
    first = _BEYOND_ASCII.search(match[0])
    at = start + first.end() if first else start
    near = facts.text[max(0, start - 100) : end + 100]
    if _WRITTEN.search(facts.text, max(0, at - 20), at) or _is_about_writing(near):
        return None
    line = facts.line(start)
    around = facts.text[max(line.start, start - SIGNS_REACH) : min(line.end, end + SIGNS_REACH)]
    others = len(_IDEOGRAPH.findall(_ASIDE.sub("", around)))
    return english(facts, match) if others <= 1 else None


def _is_about_writing(text: str) -> bool:
    words = _WORD.findall(text.lower())
    return not _WORDS_OF_WRITING.isdisjoint(words) or (
        not _LAST_WORDS.isdisjoint(words) and _PHRASES_OF_WRITING.search(text) is not None
    )


def lone_sign(facts: PageFacts, match: Match) -> Safety | None:
    """As `wide_sign`, and the only ideograph within 200 characters."""
    low, high = max(0, match.start() - SIGNS_REACH), match.end() + SIGNS_REACH
    if len(_IDEOGRAPH.findall(facts.text, low, high)) > 1:
        return None
    return wide_sign(facts, match)
