"""Checks of surface rules for signs of Chinese and Japanese in English prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.damage import WIDE
from mtfix.stages.surface.language import is_english, is_english_document
from mtfix.stages.surface.reaches import SIGNS_REACH
from mtfix.text.characters import EAST_ASIAN

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_IDEOGRAPH = lazy_regex(rf"[{EAST_ASIAN}]")
_ASIDE = lazy_regex(r"[(（“《][^()（）“”《》\n]*[)）”》]")
_SIGNS_OF_WRITING = lazy_regex(
    r"(?i)\b(?:(?:full|half)[- ]?width|ideographic|punctuation|CJK|hanzi|kanji|kana|hiragana|"
    r"katakana|delimiters?|separators?|separated|typograph\w*|full stops?|"
    r"(?:question|exclamation|quotation) marks?|"
    r"(?:Chinese|Japanese|Korean) (?:words?|names?|signs?|characters?|commas?))\b"
)
"""Words of a sentence that speaks of signs of Chinese and Japanese."""
_SIGNS_OF_TYPING = lazy_regex(
    r"(?i)\b(?:characters?|particles?|radicals?|strokes?|symbols?|unicode|commas?|periods?|"
    r"brackets?|parenthes[ei]s|(?:semi)?colons?|spaces?|pronounced|pinyin|fonts?|glyphs?|"
    r"keyboards?|ascii)\b"
)
"""Words that such a sentence may have, and others have as well: a document in which such signs are
damage surely is about something else."""
_NEAR = 100
"""Characters each side in which a long sentence may speak of a sign."""
_SHORT_SENTENCE = 300
"""Characters up to which all of a sentence is asked."""


_BEYOND_ASCII = lazy_regex(r"[^\x00-\x7f]")
_WRITTEN = lazy_regex(
    r"\b(?:wr[io]tes?|written|typed?|types|typing|dr[ae]w|means?|reads?|saw|sees?|use[ds]?|like|"
    r"called|is|as)\s[^\x00-\x7f]\Z"
)
"""A sign that someone writes or reads: the sentence speaks of it."""
_NUMBERED = lazy_regex(
    r"(?:^|\n)[ \t#>*-]*[(（]?(?:\d{1,3}|[A-Za-z])\Z|[.:;!?)。；：）\ufffc]\s*\d{1,3}\Z"
)
"""The number of an item, before the sign behind it."""


_BESIDE = 20
"""Characters each side in which ideographs are those of the same phrase."""
_NAMES, _WORDS_A_NAME = 1, 10
"""How many ideographs an English sentence may have, or how many words for each of them."""


def wide_sign(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a sign of Chinese or Japanese in English text; wide where the sentence may speak of
    signs."""
    start, end = match.span()
    first = _BEYOND_ASCII.search(match[0])
    at = start + first.end() if first else start
    if _is_numbered(facts.text, at) or not is_among_english(facts, Span(start, end)):
        return None
    if _WRITTEN.search(facts.text, max(0, at - 20), at):
        return None
    near = facts.sentence(Span(start, end))
    if near.end - near.start > _SHORT_SENTENCE:
        near = Span(max(start - _NEAR, near.start), min(end + _NEAR, near.end))
    return facts.once(("spoken signs", near), lambda: _safety_of(facts.text[near.start : near.end]))


def _safety_of(sentence: str) -> Safety | None:
    """How safe the repair of a sign is by what its sentence speaks of."""
    if _SIGNS_OF_WRITING.search(sentence):
        return None
    return WIDE if _SIGNS_OF_TYPING.search(sentence) else Safety.SAFE


def _is_numbered(text: str, at: int) -> bool:
    """Whether a sign that ends there stands behind the number of an item, which has a rule of
    its own."""
    is_listing = text[at - 1 : at] in {"、", "．"}
    return is_listing and _NUMBERED.search(text, max(0, at - 20), at - 1) is not None


def is_among_english(facts: PageFacts, span: Span) -> bool:
    """Return whether a place stands among English words: in an English sentence, or in a line
    or cell without ideographs in an English document."""
    if not _is_latin(facts, facts.line(span.start), span):
        return False
    beside = facts.text[max(0, span.start - _BESIDE) : span.end + _BESIDE]
    if len(_IDEOGRAPH.findall(_ASIDE.sub("", beside))) > _NAMES:
        return False
    if is_english_document(facts):
        return is_english(facts, span) or _is_latin(facts, facts.stretch(span.start), span)
    line = facts.line(span.start)
    stretch = facts.stretch(span.start)
    low, high = max(line.start, span.start - SIGNS_REACH), min(line.end, span.end + SIGNS_REACH)
    is_long = len(facts.text[low:high].split()) >= _SENTENCE
    return is_long and is_english(facts, span) and _is_latin(facts, stretch, span)


_SENTENCE = 7
"""Words of a line from which on it is English whatever the document is."""


def _is_latin(facts: PageFacts, stretch: Span, span: Span) -> bool:
    """Whether a stretch has hardly any ideographs around a span, but for asides and titles."""
    low, high = stretch
    if high - low > 2 * SIGNS_REACH:
        low, high = max(low, span.start - SIGNS_REACH), min(high, span.end + SIGNS_REACH)
    return facts.once(("latin", low, high), lambda: _has_few_ideographs(facts.text[low:high]))


def _has_few_ideographs(around: str) -> bool:
    others = len(_IDEOGRAPH.findall(around))
    if others <= _NAMES:
        return True
    others = len(_IDEOGRAPH.findall(_ASIDE.sub("", around)))
    return others <= _NAMES or others * _WORDS_A_NAME <= len(_LATIN_WORD.findall(around))


_LATIN_WORD = lazy_regex(r"[A-Za-z]+")


def lone_sign(facts: PageFacts, match: Match) -> Safety | None:
    """As `wide_sign`, and the only ideograph within 200 characters."""
    low, high = max(0, match.start() - SIGNS_REACH), match.end() + SIGNS_REACH
    if len(_IDEOGRAPH.findall(facts.text, low, high)) > 1:
        return None
    return wide_sign(facts, match)
