"""The texts by which a scan finds lines of phrases: rare ones, since they decide the speed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.frequencies import is_frequent
from mtfix.packs.lexicons import word_list
from mtfix.text.line_words import HYPHENATED, NUMBER
from mtfix.text.phrase_beginnings import beginnings_of
from mtfix.text.phrase_literals import joined, literals_of
from mtfix.text.phrase_syntax import SEQUENCE, parse_phrase
from mtfix.text.words import FUNCTION_WORDS, MOST_FREQUENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.packs.model import Phrase
    from mtfix.text.phrase_syntax import PhraseNode

_REMEMBERED = 1 << 13
"""Phrases whose texts are kept: a process that plans for several sets of packs asks for those of
the shipped ones each time."""
_MOST_WORDS, _MOST_BEGINNINGS = 3, 1_000
"""Words of a beginning, and beginnings of a phrase, that are looked for."""
_SHORTEST_FOREIGN = 2
"""Characters of a text that stands anywhere in a line, if it is not of ASCII."""
_YEARS = "19", "20"
"""How the numbers begin with which lines are looked for that hold nothing rarer."""
_FUNCTION, _SHORT, _OFTEN, _SHORTISH, _FREQUENT, _RARE = 5_000.0, 2_000.0, 500.0, 150.0, 40.0, 2.0
"""How often a word is met in a megabyte of text, roughly: a function word, one of two letters,
one of the most frequent, one of four letters, a frequent one, any other."""
_NEXT_WORD, _AT_START, _ALONE, _IN_SHORT, _EACH = 0.03, 0.02, 0.0005, 0.1, 0.002
"""The share of its rarest word that a text has which holds others; the share that begins lines,
that is all of a line, and that stands in short lines; and what each text costs however rare it
is."""
_SENTENCES = {"text": 1, "rest": 1, "long": 2, "more": 2}
"""How many sentences of any words a shape stands for; a line of at most one mostly ends within
as many bytes as the scan looks at."""
_RARELY = 12.0
"""How often texts may be met that are looked for in lines of any length."""
_TOO_OFTEN = 60.0
"""How often the texts of a phrase may be met. More frequent ones are not looked for: such lines
are found where a page shows other boilerplate."""


class ScannedTexts(NamedTuple):
    """The texts of which a line is one, but for signs; those with which a line begins; those
    that stand anywhere in a short one; and those that stand anywhere."""

    lines: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    in_short: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()

    def cost(self) -> float:
        """How often one of them is met, roughly."""
        return (
            _sum(self.lines) * _ALONE
            + _sum(self.openings) * _AT_START
            + _sum(self.in_short) * _IN_SHORT
            + _sum(self.inside)
            + sum(map(len, self)) * _EACH
        )


@lru_cache(_REMEMBERED)
def scanned_texts(phrase: Phrase) -> ScannedTexts:
    """Return the texts by which lines of a phrase are found, those that are met least; none
    where all that are sure to stand there are met too often."""
    ways = list(_ways(phrase))
    if any(way.inside for way in ways):
        ways = [way for way in ways if not way.in_short]
    best = min(ways, key=ScannedTexts.cost, default=ScannedTexts())
    return ScannedTexts(*map(_spelled, best)) if best.cost() <= _TOO_OFTEN else ScannedTexts()


def _ways(phrase: Phrase) -> Iterator[ScannedTexts]:
    """The ways to find lines of a phrase."""
    parts = phrase.parts or (phrase.text,)
    is_short = bool(phrase.text) and _sentences_in(parse_phrase(phrase.text)) <= 1
    inside = [literals_of(parse_phrase(part), word_list, _sum) for part in parts]
    if phrase.must:
        inside.append(_of_any(phrase.must))
    for texts in filter(None, inside):
        if not all(HYPHENATED.isdisjoint(text.split()) for text in texts):
            continue  # with a hyphen they are other texts to the scan
        rare = frozenset(one for one in texts if _is_long(one))
        yield ScannedTexts(in_short=rare)
        if not is_short and _sum(rare) <= _RARELY:
            yield ScannedTexts(inside=rare)
    if not phrase.text:
        return
    node = parse_phrase(phrase.text)
    for size in range(1, _MOST_WORDS + 1):
        found = beginnings_of(node, word_list, size, _MOST_BEGINNINGS)
        if found:
            yield ScannedTexts(*(frozenset(map(joined, texts)) for texts in found))
    if phrase.begins and NUMBER in phrase.keys and not any(inside):
        yield ScannedTexts(openings=frozenset((*phrase.keys, *_YEARS)) - {NUMBER})


def _sentences_in(node: PhraseNode) -> int:
    """How many sentences of any words a line of a phrase may have."""
    if not node.parts:
        return _SENTENCES.get(node.name, 0)
    each = map(_sentences_in, node.parts)
    return sum(each) if node.kind == SEQUENCE else max(each)


def _of_any(phrases: Iterable[str]) -> frozenset[str]:
    each = [literals_of(parse_phrase(one), word_list, _sum) for one in phrases]
    return frozenset().union(*each) if all(each) else frozenset()


def _spelled(texts: Iterable[str]) -> frozenset[str]:
    """Texts, also with capitals where the scan tells them from small letters."""
    found = set(texts)
    foreign = [text for text in found if not text[0].isascii() and text[0].islower()]
    return frozenset((*found, *map(str.capitalize, foreign), *map(str.upper, foreign)))


def _is_long(text: str) -> bool:
    return text.isascii() or len(text) >= _SHORTEST_FOREIGN


def _sum(texts: Iterable[str]) -> float:
    """How often one of some texts is met, roughly."""
    return sum(map(_met, texts))


def _met(text: str) -> float:
    words = text.split()
    rarest = min(map(_word_met, words))
    return rarest if len(words) == 1 else rarest * _NEXT_WORD


def _word_met(word: str) -> float:
    if word.isdigit():
        return _OFTEN
    if not word.isascii():
        return _SHORT if len(word) < _SHORTEST_FOREIGN else _RARE
    if word in FUNCTION_WORDS:
        return _FUNCTION
    if len(word) <= 2:
        return _SHORT
    if word in MOST_FREQUENT:
        return _OFTEN
    return _SHORTISH if len(word) <= 4 else _FREQUENT if is_frequent(word) else _RARE
