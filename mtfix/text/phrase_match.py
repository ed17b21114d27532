"""Whether a line is what a phrase stands for: word by word, by look-ups.

A phrase becomes a function of a line and a place in it, made of those of its parts when it is
first asked for: it returns where what it stands for can end.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtfix.text.line_words import SIGNS
from mtfix.text.phrase_keys import first_words
from mtfix.text.phrase_shapes import IN_WORDS, shape_ends, spelled_shape_ends
from mtfix.text.phrase_size import needed_words, vocabulary
from mtfix.text.phrase_syntax import CHOICE, LEXICON, REPEAT, SEQUENCE, WORD, parse_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from mtfix.text.line_words import LineWords
    from mtfix.text.phrase_syntax import Lexicon, Lexicons, PhraseNode

    Ends = Callable[[LineWords, int], Collection[int]]
    """Returns where a part of a phrase can end that begins at a word of a line."""


class PhraseMatcher:
    """A phrase, with what shows at a look that a line is none of its; what most lines never ask
    for is made when it is first needed.

    lexicons: returns the list of a name.
    """

    def __init__(self, text: str, lexicons: Lexicons) -> None:
        self._node, self._lexicons = parse_phrase(text), lexicons
        self._needed = needed_words(self._node, lexicons)

    @cached_property
    def _ends(self) -> Ends:
        return _compiled(self._node, self._lexicons)

    @cached_property
    def _firsts(self) -> frozenset[str] | None:
        return first_words(self._node, self._lexicons)

    @cached_property
    def _vocabulary(self) -> frozenset[str] | None:
        return vocabulary(self._node, self._lexicons)

    def is_line(self, line: LineWords) -> bool:
        """Return whether all of a line is what the phrase stands for."""
        for words in self._needed:
            if words.isdisjoint(line.set):
                return False
        if self._vocabulary is not None and not line.letters <= self._vocabulary:
            return False
        # Behind the last word there are but signs.
        last = line.last
        return max(self._ends(line, 0), default=-1) >= last

    def find(self, line: LineWords) -> str:
        """Return the first piece of a line that the phrase stands for, or an empty text."""
        for needed in self._needed:
            if needed.isdisjoint(line.set):
                return ""
        words, firsts = line.words, self._firsts
        for at, word in enumerate(words):
            if firsts is not None and word not in firsts and not word[0].isdigit():
                continue
            end = max(self._ends(line, at), default=at)
            if end > at:
                last = end - 1
                return line.line[line.starts[at] : line.starts[last] + len(words[last])]
        return ""


def _compiled(node: PhraseNode, lexicons: Lexicons) -> Ends:
    """The function of a part of a phrase."""
    if node.kind == WORD:
        return _sign(node.name) if node.name in SIGNS else _word(node.name)
    if node.kind == LEXICON:
        return _lexicon(lexicons(node.name))
    if node.kind == SEQUENCE:
        return _sequence([_compiled(part, lexicons) for part in node.parts])
    if node.kind == CHOICE:
        return _choice(node.parts, lexicons)
    if node.kind == REPEAT:
        return _repeated(_choice(node.parts, lexicons), optional=node.optional)
    return _shape(node.name, lexicons)


def _word(word: str) -> Ends:
    def ends(line: LineWords, at: int) -> Collection[int]:
        at = line.skip[at]
        return (at + 1,) if line.padded[at] == word else ()

    return ends


def _sign(sign: str) -> Ends:
    def ends(line: LineWords, at: int) -> Collection[int]:
        for place in range(at, line.skip[at]):
            if line.words[place] == sign:
                return (place + 1,)
        return ()

    return ends


def _lexicon(entries: Lexicon) -> Ends:
    def ends(line: LineWords, at: int) -> Collection[int]:
        at = line.skip[at]
        found = entries.get(line.padded[at])
        if not found:
            return ()
        words = line.words
        return [at + len(one) for one in found if words[at : at + len(one)] == one]

    return ends


def _sequence(parts: Sequence[Ends]) -> Ends:
    def ends(line: LineWords, at: int) -> Collection[int]:
        places: Collection[int] = (at,)
        for part in parts:
            if len(places) == 1:
                [place] = places
                places = part(line, place)
            else:
                places = {end for place in places for end in part(line, place)}
            if not places:
                return ()
        return places

    return ends


def _choice(parts: Sequence[PhraseNode], lexicons: Lexicons) -> Ends:
    """What begins with a word is looked up by it, so that a choice costs one look-up mostly."""
    single: set[str] = set()
    by_first: dict[str, list[Ends]] = {}
    others: list[Ends] = []
    empty = False
    for part in parts:
        first = part.parts[0] if part.kind == SEQUENCE and part.parts else part
        if part.kind == SEQUENCE and not part.parts:
            empty = True
        elif first.kind != WORD or first.name in SIGNS:
            others.append(_compiled(part, lexicons))
        elif part.kind == WORD:
            single.add(part.name)
        else:
            by_first.setdefault(first.name, []).append(_compiled(part, lexicons))

    def ends(line: LineWords, at: int) -> Collection[int]:
        start = line.skip[at]
        word = line.padded[start]
        found = {at} if empty else set()
        if word in single:
            found.add(start + 1)
        for part in by_first.get(word, ()):
            found.update(part(line, start))
        for part in others:
            found.update(part(line, at))
        return found

    return ends


def _repeated(part: Ends, *, optional: bool) -> Ends:
    def ends(line: LineWords, at: int) -> Collection[int]:
        found = {at} if optional else set()
        new: Collection[int] = (at,)
        while new:
            next_ends = {end for place in new for end in part(line, place)}
            new = next_ends - found - {at}
            found |= new
        return found

    return ends


def _shape(name: str, lexicons: Lexicons) -> Ends:
    if name not in IN_WORDS:
        return lambda line, at: shape_ends(name, line, line.skip[at])
    spelled: list[Ends] = []

    def ends(line: LineWords, at: int) -> Collection[int]:
        at = line.skip[at]
        known = line.found.get((name, at))
        if known is None:
            if not spelled:
                spelled.append(_compiled(parse_phrase(IN_WORDS[name]), lexicons))
            known = spelled_shape_ends(name, line, at, lexicons, spelled[0])
            line.found[name, at] = known
        return known

    return ends
