"""Shapes that phrases name: numbers, dates, times, addresses, names, words of any kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.line_words import FIRST_WIDE, SIGNS, STOP

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from mtfix.text.line_words import LineWords
    from mtfix.text.phrase_syntax import Lexicons

_DATE = lazy_regex(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|"
    r"\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d\b|\d{1,2}-\d{1,2}(?= \d{1,2}:)|"
    r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月)?|(?:19|20)\d\d(?!\d)"
)
_TIME = lazy_regex(r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?: ?[ap]\.?m\b\.?)?", re.IGNORECASE)
_URL = lazy_regex(
    r"(?:https?://|www\.)\S+|[\w.-]+\.(?:com|net|org|cn|io|gov|edu)\b\S*", re.IGNORECASE
)
_BY_SIGNS = {"date": _DATE, "time": _TIME, "url": _URL}
"""Shapes of which signs show where they end."""
IN_WORDS = {
    "date": "{<weekday>|} {<number> <month> {<number>|}|<month> {<number> {<number>|}|}}",
    "time": "{<number> <time-unit> <ago>|<day>}",
}
"""How shapes are written in words: phrases of lexicons."""
_DATE_LISTS = ("month", "weekday", "day")
"""Lists of words with which dates and times begin, if not with a number."""
_TEXTS = {
    "few": (True, 5, True),
    "text": (False, 16, True),
    "rest": (True, 16, True),
    "long": (False, 90, False),
    "more": (True, 90, False),
}
"""Shapes of any words: whether they may be empty, how many words they have at most, and whether
they end with the sentence."""
_IDEOGRAPHS = 3
"""So many ideographs count as one word."""
_LONGEST_NAME, _LONGEST_LINK = 5, 3
"""Words of a name; and letters of a small word within one: of, and, von."""


def shape_ends(name: str, line: LineWords, at: int) -> Collection[int]:
    """Return where a shape can end that begins at a word."""
    if at == len(line.words):
        return (at,) if _TEXTS.get(name, (False,))[0] else ()
    if name in _BY_SIGNS:
        return _signed_ends(name, line, at)
    if name == "number":
        return (at + 1,) if line.words[at][0].isdigit() else ()
    if name == "word":
        return (at + 1,)
    if name == "name":
        return range(at + 1, _name_end(line, at) + 1)
    optional, most, stops = _TEXTS[name]
    if line.line[line.starts[at]] >= FIRST_WIDE:
        most *= _IDEOGRAPHS
    end = _sentence_end(line.words, at) if stops else len(line.words)
    return range(at + (not optional), min(end, at + most) + 1)


def spelled_shape_ends(
    name: str,
    line: LineWords,
    at: int,
    lexicons: Lexicons,
    spelled: Callable[[LineWords, int], Collection[int]],
) -> frozenset[int]:
    """Return where a date or a time ends that begins at a word, written by signs or in words;
    `spelled` finds the latter."""
    word = line.padded[at]
    if not (word[:1].isdigit() or any(word in lexicons(one) for one in _DATE_LISTS)):
        return frozenset()
    return frozenset((*spelled(line, at), *_signed_ends(name, line, at)))


def _signed_ends(name: str, line: LineWords, at: int) -> Collection[int]:
    match = _BY_SIGNS[name].match(line.line, line.starts[at])
    if not match:
        return ()
    end = at
    while end < len(line.words) and line.starts[end] < match.end():
        end += 1
    return (end,)


def _name_end(line: LineWords, at: int) -> int:
    """Where a name ends at the latest that begins at a word: behind its words in capitals, and
    short ones between; or behind so many ideographs."""
    text, starts, words = line.line, line.starts, line.words
    if text[starts[at]].islower():
        return at
    wide = text[starts[at]] >= FIRST_WIDE
    most = min(_sentence_end(words, at), at + _LONGEST_NAME * (_IDEOGRAPHS if wide else 1))
    end = at + 1
    while end < most and words[end] not in SIGNS:
        if text[starts[end]].islower() and len(words[end]) > _LONGEST_LINK:
            break
        end += 1
    return end


def _sentence_end(words: Sequence[str], at: int) -> int:
    while at < len(words) and words[at] != STOP:
        at += 1
    return at
