"""Checks of surface rules for signs of Chinese and Japanese in English prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Safety, Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.english import english, is_english
from mtfix.text.characters import EAST_ASIAN

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.facts import PageFacts

_IDEOGRAPH = lazy_regex(rf"[{EAST_ASIAN}]")
_ASIDE = lazy_regex(r"[(（“《][^()（）“”《》\n]*[)）”》]")
_ABOUT_SIGNS = lazy_regex(
    r"(?i)\b(?:characters?|particles?|hanzi|kanji|kana|radicals?|strokes?|symbols?|unicode|"
    r"punctuation|full-?width|half-?width|ideographic|commas?|full stops?|periods?|brackets?|"
    r"parenthes[ei]s|colons?|semicolons?|(?:question|exclamation|quotation) marks?|spaces?|"
    r"pronounced|pinyin|fonts?|glyphs?|keyboards?|delimiters?|separators?|CJK|typograph\w+|"
    r"ASCII|(?:Chinese|Japanese|Korean) (?:words?|names?|signs?))\b"
)


_BEYOND_ASCII = lazy_regex(r"[^\x00-\x7f]")
_WRITTEN = lazy_regex(
    r"\b(?:wr[io]tes?|written|typed?|types|typing|dr[ae]w|means?|reads?|saw|sees?|use[ds]?|like|"
    r"called|is|as)\s[^\x00-\x7f]\Z"
)
"""A sign that someone writes or reads: the sentence speaks of it."""


def wide_sign(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a sign of Chinese or Japanese in an English sentence that does not speak of signs,
    with at most one ideograph beside it."""
    start, end = match.span()
    if not is_english(facts, Span(start, end)):
        return None
    first = _BEYOND_ASCII.search(match[0])
    at = start + first.end() if first else start
    near = facts.text[max(0, start - 100) : end + 100]
    if _WRITTEN.search(facts.text, max(0, at - 20), at) or _ABOUT_SIGNS.search(near):
        return None
    line = facts.line(start)
    around = facts.text[max(line.start, start - 200) : min(line.end, end + 200)]
    others = len(_IDEOGRAPH.findall(_ASIDE.sub("", around)))
    return english(facts, match) if others <= 1 else None


def lone_sign(facts: PageFacts, match: Match) -> Safety | None:
    """As `wide_sign`, and the only ideograph within 200 characters."""
    low, high = max(0, match.start() - 200), match.end() + 200
    if len(_IDEOGRAPH.findall(facts.text, low, high)) > 1:
        return None
    return wide_sign(facts, match)
