"""The texts by which a scan finds lines of phrases: rare ones, since they decide the speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_frequent
from mtfix.packs.lexicons import word_list
from mtfix.text.line_words import NUMBER
from mtfix.text.phrase_literals import literals_of
from mtfix.text.phrase_syntax import parse_phrase
from mtfix.text.words import FUNCTION_WORDS, MOST_FREQUENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtfix.packs.model import Phrase

_SHORTEST, _SHORTEST_FOREIGN = 3, 2
"""Characters of a text that is looked for; a line of shorter words alone is only found beside
other boilerplate."""
_EVERYWHERE = FUNCTION_WORDS | MOST_FREQUENT
_YEARS = "19", "20"
"""How the numbers begin with which lines are looked for that hold nothing rarer."""
_TOO_SHORT, _SHORT, _FREQUENT = 1_000, 100, 15
"""What texts cost, where a rare one costs 1."""


def scanned_texts(phrase: Phrase) -> tuple[frozenset[str], frozenset[str]]:
    """Return the texts by which lines of a phrase are found: those with which they begin, and
    those of which one stands anywhere in those that begin with none of them."""
    leading = [key for key in phrase.keys if phrase.begins and not _is_short(key)]
    if phrase.begins and len(leading) == len(phrase.keys):
        return _spelled(leading), frozenset()
    parts = phrase.parts or (phrase.text,)
    sets = [literals_of(parse_phrase(part), word_list, _cost) for part in parts]
    if phrase.must:
        sets.append(_of_any(phrase.must))
    best = min(filter(None, sets), key=_cost, default=frozenset())
    if phrase.begins and not best and NUMBER in phrase.keys:
        leading += _YEARS
    return _spelled(leading), _spelled(text for text in best if not _is_short(text))


def _of_any(phrases: Iterable[str]) -> frozenset[str]:
    each = [literals_of(parse_phrase(one), word_list, _cost) for one in phrases]
    return frozenset().union(*each) if all(each) else frozenset()


def _spelled(texts: Iterable[str]) -> frozenset[str]:
    """Texts, also with capitals where the scan tells them from small letters."""
    found = set(texts)
    foreign = [text for text in found if not text[0].isascii() and text[0].islower()]
    return frozenset((*found, *map(str.capitalize, foreign), *map(str.upper, foreign)))


def _is_short(text: str) -> bool:
    """Whether a text is too short, or of words that every text is full of."""
    if not text.isascii():
        return len(text) < _SHORTEST_FOREIGN
    return len(text) < _SHORTEST or _EVERYWHERE.issuperset(text.split())


def _cost(texts: Iterable[str]) -> int:
    """How often one of some texts is met, roughly."""
    return sum(map(_text_cost, texts))


def _text_cost(text: str) -> int:
    if _is_short(text):
        return _TOO_SHORT
    if not text.isascii() or " " in text:
        return 1
    return _SHORT if len(text) <= _SHORTEST + 1 else _FREQUENT if is_frequent(text) else 1
