"""Capitals that are likely wrong on a page that is damaged at other places: all are only shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.packs.frequencies import is_frequent, is_often_capital
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.capitals import small_start
from mtfix.stages.surface.document_words import document_words
from mtfix.stages.surface.english import is_code_near, is_english_prose
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.stages.surface.language import is_english_document
from mtfix.stages.surface.likely_seams import is_english_word
from mtfix.stages.surface.whole_sentences import ENDED
from mtfix.text.words import FUNCTION_WORDS, SENTENCE_STARTERS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from mtfix.stages.surface.page_facts import PageFacts

_INSIDE = lazy_regex(
    r"(?P<first>[A-Z])(?:(?<=[a-z]{2}[ ].)|(?<=[a-z]{2}(?P<comma>,)[ ].))(?P<rest>[a-z]+)"
    r"(?=[ ](?:[a-z(\d]|\Z)|[,.;:!?)](?:\s|\Z)|\Z)"
)
"""A word with a capital behind a small one or its comma, and before another or a sign. What stands
before is asked behind the capital, since a search for capitals is fast."""
_NAMED = lazy_regex(r"[A-Z][\w’'.-]* (?:(?:of|the|and|for|de|in|to|a|s) )*\Z")
_NAME_BEHIND = lazy_regex(r",? (?:(?:of|the|and|for|de) )*[A-Z][a-z]")
_SEVERAL = 2
"""How often a word may have its capital inside sentences, where the page has it in small letters
as often; else it may have it once."""
_SHORT = 3
"""Letters of words of which nobody has counted how often they have a capital."""
_AROUND = 30
"""Characters in which a name goes on."""


def find_inner_capitals(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the capitals of English prose on common words inside a sentence that stand alone, and
    not in a name, where the page has no more of the same; behind a comma only those on small
    words."""
    matches = [
        match
        for match in _INSIDE.finditer(facts.text)
        if (match[0].lower() in FUNCTION_WORDS if match["comma"] else _is_common(facts, match[0]))
    ]
    times = Counter(match[0] for match in matches)
    for match in matches:
        start, end = match.span()
        small = document_words(facts)[match[0].lower()]
        if times[match[0]] > (_SEVERAL if small >= _SEVERAL else 1):
            continue
        before = facts.text[max(0, start - _AROUND) : start]
        is_name = _NAMED.search(before) or _NAME_BEHIND.match(facts.text, end, end + _AROUND)
        if not is_name and is_english_prose(facts, Span(start, end)):
            yield FoundPlace(Span(start, end), match[0].lower(), Safety.SUGGESTED)


def _is_common(facts: PageFacts, word: str) -> bool:
    """Whether a word is a common one that has no capital of its own; a short one is known where
    the page has it in small letters."""
    small = word.lower()
    if len(small) <= _SHORT:
        return small in FUNCTION_WORDS or document_words(facts)[small] > 1
    return is_frequent(small) and not is_often_capital(small)


_SMALL = lazy_regex(r"(?P<left>\b[A-Z]?[a-z]{2,}|\d+)\. (?P<right>[a-z])(?P<rest>[a-z]*)(?=[ ,’'])")
_STOP = lazy_regex(r"\.(?<=[a-z\d]\.) [a-z]")
"""A full stop that `_SMALL` may have: a search for the stop is fifty times as fast."""
_OPENED = lazy_regex(r"[\"“][a-z]")
_SPEECH = lazy_regex(
    r"(?:\b(?:said|says|asked|replied|answered|added|thought|shouted|told \w+), |[.!?][”\"]?\s*\n)"
    r"(?P<mark>[\"“])(?P<first>[a-z])(?=[a-z’']+,? [a-z]+[^\"“”\n]*[,.!?][\"”])"
)
"""Speech behind its verb, or at the start of a line, that begins with a small letter."""


def find_small_starts(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the small letters at the start of sentences of English prose, and of what is said."""
    for match in _stops_before_small_letters(facts.text):
        word = match["right"] + match["rest"]
        is_word = word in FUNCTION_WORDS or is_english_word(word)
        if is_word and small_start(facts, match) is not None:
            at = match.start("right")
            yield FoundPlace(Span(at, at + 1), match["right"].upper(), Safety.SUGGESTED)
    for match in _SPEECH.finditer(facts.text) if _OPENED.search(facts.text) else ():
        at = match.start("first")
        if is_english_prose(facts, Span(at, at + 1)):
            yield FoundPlace(Span(at, at + 1), match["first"].upper(), Safety.SUGGESTED)


def _stops_before_small_letters(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_SMALL`, each looked for from the start of the word before a full stop."""
    for stop in _STOP.finditer(text):
        start = stop.start()
        belongs = str.isdecimal if text[start - 1].isdecimal() else str.isalnum
        while start and belongs(text[start - 1]):
            start -= 1
        if match := _SMALL.match(text, start):
            yield match


_PARAGRAPH = lazy_regex(r"(?:\A|\n[ \t]*\n)(?P<start>[^\s])")
_PLAIN_WORD = lazy_regex(r"(?P<word>[a-z]+)(?:['’][a-z]+)?,? [a-z0-9]")
_FEW, _MOSTLY = 3, 3
"""Paragraphs that begin with a capital: at least, and for each that does not."""
_LONG_PARAGRAPH = 25
"""Words of a paragraph that is no heading or item, of which two others need to begin so."""


def find_small_paragraphs(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the small letters with which paragraphs of an English page begin, where nearly all
    others begin with capitals and the one before is at its end."""
    starts = [match.start("start") for match in _PARAGRAPH.finditer(facts.text)]
    small = [at for at in starts if facts.text[at].islower()]
    capital = sum(facts.text[at].isupper() for at in starts)
    if not small or capital <= len(small) or not is_english_document(facts):
        return
    is_sure = capital >= max(_FEW, _MOSTLY * len(small))
    for at in small:
        line = facts.line(at)
        if not is_sure and len(facts.text[at : line.end].split()) < _LONG_PARAGRAPH:
            continue
        match = _PLAIN_WORD.match(facts.text, at)
        before = facts.text[max(0, at - _AROUND) : at].rstrip()
        is_word = match and match["word"] in FUNCTION_WORDS | SENTENCE_STARTERS
        if is_word and (not before or ENDED.search(before)) and not _goes_on(facts, at):
            yield FoundPlace(Span(at, at + 1), facts.text[at].upper(), Safety.SUGGESTED)


def _goes_on(facts: PageFacts, at: int) -> bool:
    """Whether the line at a place is code, or before another that begins with a small letter."""
    line = facts.line(at)
    behind = facts.text[line.end : line.end + _AROUND].lstrip()
    return behind[:1].islower() or is_code_near(facts, Span(at, at + 1))
