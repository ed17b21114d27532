"""Whether a line is what a phrase stands for: word by word, by look-ups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.line_words import SIGNS, STOP
from mtfix.text.phrase_size import first_words, needed_words, phrase_size
from mtfix.text.phrase_syntax import CHOICE, LEXICON, REPEAT, SEQUENCE, WORD, parse_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mtfix.text.line_words import LineWords
    from mtfix.text.phrase_syntax import PhraseNode

    Lexicon = Mapping[str, Sequence[tuple[str, ...]]]
    """Entries as words, by their first word."""
    Lexicons = Callable[[str], Lexicon]

_DATE = lazy_regex(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d\b|"
    r"\d{1,2}-\d{1,2}(?= \d{1,2}:)|(?:19|20)\d\d ?年(?: ?\d{1,2} ?月)?|(?:19|20)\d\d(?!\d)"
)
_TIME = lazy_regex(r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?: ?[ap]\.?m\b\.?)?", re.IGNORECASE)
_URL = lazy_regex(
    r"(?:https?://|www\.)\S+|[\w.-]+\.(?:com|net|org|cn|io|gov|edu)\b\S*", re.IGNORECASE
)
_BY_SIGNS = {"date": _DATE, "time": _TIME, "url": _URL}
"""Shapes of which signs show where they end."""
_IN_WORDS = {
    "date": "{<weekday>|} {<number> <month> {<number>|}|<month> {<number> {<number>|}|}}",
    "time": "{{<number>|a|an} <time-unit> <ago>|<day>}",
}
"""How shapes are written in words."""
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
_LONGEST_NAME = 5
"""Words of a name."""
_LONGEST_LINK = 3
"""Letters of a small word within a name: of, and, von."""
_SKIPPED = SIGNS


class PhraseMatcher:
    """A phrase, with what shows at a look that a line is none of its.

    lexicons: returns the list of a name.
    """

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self._node, self._lexicons = parse_phrase(text), lexicons
        self._least, self._most = phrase_size(self._node, lexicons)
        self._needed = needed_words(self._node, lexicons)
        self._firsts = first_words(self._node, lexicons)

    def is_line(self, line: LineWords) -> bool:
        """Return whether all of a line is what the phrase stands for."""
        if not self._least <= line.size <= self._most or self._lacks(line):
            return False
        words = line.words
        ends = _ends(self._node, line, 0, self._lexicons)
        return any(_SKIPPED.issuperset(words[end:]) for end in ends)

    def find(self, line: LineWords) -> str:
        """Return the first piece of a line that the phrase stands for, or an empty text."""
        if self._lacks(line):
            return ""
        words, firsts = line.words, self._firsts
        for at, word in enumerate(words):
            if firsts is not None and word not in firsts and not word[0].isdigit():
                continue
            end = max(_ends(self._node, line, at, self._lexicons), default=at)
            if end > at:
                last = end - 1
                return line.line[line.starts[at] : line.starts[last] + len(words[last])]
        return ""

    def _lacks(self, line: LineWords) -> bool:
        """Whether a line lacks words that it must have."""
        return any(map(line.set.isdisjoint, self._needed))


def _ends(node: PhraseNode, line: LineWords, at: int, lexicons: Lexicons) -> Iterable[int]:
    """Where a part can end that begins at a word."""
    kind, words = node.kind, line.words
    if kind == SEQUENCE:
        places = {at}
        for part in node.parts:
            places = {end for place in places for end in _ends(part, line, place, lexicons)}
            if not places:
                break
        return places
    if kind == CHOICE:
        return {end for part in node.parts for end in _ends(part, line, at, lexicons)}
    if kind == REPEAT:
        return _repeated(node, line, at, lexicons)
    if kind == WORD:
        return _word_end(node.name, words, at)
    while at < len(words) and words[at] in _SKIPPED:
        at += 1
    if at == len(words):
        return (at,) if _TEXTS.get(node.name, (False,))[0] else ()
    if kind == LEXICON:
        entries = lexicons(node.name).get(words[at], ())
        return [at + len(one) for one in entries if words[at : at + len(one)] == one]
    found = set(_shape_ends(node.name, line, at))
    if node.name in _IN_WORDS:
        found.update(_ends(parse_phrase(_IN_WORDS[node.name]), line, at, lexicons))
    return found


def _word_end(word: str, words: Sequence[str], at: int) -> Iterable[int]:
    while at < len(words):
        if words[at] == word:
            return (at + 1,)
        if words[at] not in _SKIPPED:
            break
        at += 1
    return ()


def _repeated(node: PhraseNode, line: LineWords, at: int, lexicons: Lexicons) -> Iterable[int]:
    found = {at} if node.optional else set()
    new = {at}
    while new:
        new = {end for place in new for part in node.parts for end in _ends(part, line, place, lexicons)}
        new -= found
        found |= new
    return found


def _shape_ends(name: str, line: LineWords, at: int) -> Iterable[int]:
    words = line.words
    if name in _BY_SIGNS:
        match = _BY_SIGNS[name].match(line.line, line.starts[at])
        if not match:
            return ()
        end = at
        while end < len(words) and line.starts[end] < match.end():
            end += 1
        return (end,)
    if name == "number":
        return (at + 1,) if words[at][0].isdigit() else ()
    if name == "word":
        return (at + 1,)
    if name == "name":
        return range(at + 1, _name_end(line, at) + 1)
    optional, most, stops = _TEXTS[name]
    if line.line[line.starts[at]] >= "\u3040":
        most *= _IDEOGRAPHS
    end = _sentence_end(words, at) if stops else len(words)
    return range(at + (not optional), min(end, at + most) + 1)


def _sentence_end(words: Sequence[str], at: int) -> int:
    while at < len(words) and words[at] != STOP:
        at += 1
    return at


def _name_end(line: LineWords, at: int) -> int:
    """Where a name ends at the latest that begins at a word: behind its words in capitals, and
    short ones between; or behind so many ideographs."""
    text, starts, words = line.line, line.starts, line.words
    if text[starts[at]].islower():
        return at
    wide = text[starts[at]] >= "\u3040"
    most = min(_sentence_end(words, at), at + _LONGEST_NAME * (_IDEOGRAPHS if wide else 1))
    end = at + 1
    while end < most and words[end] not in _SKIPPED:
        if text[starts[end]].islower() and len(words[end]) > _LONGEST_LINK:
            break
        end += 1
    return end
