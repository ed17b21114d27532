"""The texts by which a scan finds lines of phrases: rare ones, since they decide the speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_frequent
from mtfix.packs.lexicons import word_list
from mtfix.text.phrase_literals import literals_of
from mtfix.text.phrase_syntax import parse_phrase
from mtfix.text.words import FUNCTION_WORDS, MOST_FREQUENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.packs.model import Phrase

_SHORTEST, _SHORTEST_FOREIGN = 4, 2
"""Characters of a text that is looked for; a line of shorter words alone is only found beside
other boilerplate."""
_EVERYWHERE = FUNCTION_WORDS | MOST_FREQUENT
_TOO_SHORT, _SHORT, _FREQUENT = 1_000, 60, 15
"""What texts cost, where a rare one costs 1."""


def scanned_texts(phrase: Phrase) -> Iterator[str]:
    """Yield the texts by which lines of a phrase are found."""
    parts = phrase.parts or (phrase.text,)
    sets = [literals_of(parse_phrase(part), word_list, _cost) for part in parts]
    if phrase.must:
        sets.append(_of_any(phrase.must))
    for text in min(filter(None, sets), key=_cost, default=frozenset()):
        if not _is_short(text):
            yield from _spelled(text)


def _of_any(phrases: Iterable[str]) -> frozenset[str]:
    each = [literals_of(parse_phrase(one), word_list, _cost) for one in phrases]
    return frozenset().union(*each) if all(each) else frozenset()


def _spelled(text: str) -> Iterator[str]:
    """A text, with capitals where the scan tells them from small letters."""
    yield text
    if not text[0].isascii() and text[0].islower():
        yield text.capitalize()
        yield text.upper()


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
    return _SHORT if len(text) == _SHORTEST else _FREQUENT if is_frequent(text) else 1
