"""The words that every line of a phrase has besides the text by which the scan finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.lexicons import word_list
from mtfix.text.line_words import HYPHENATED
from mtfix.text.phrase_size import needed_words
from mtfix.text.phrase_syntax import parse_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.packs.model import Phrase

_MOST = 48
"""Words of a set that are looked for."""


def also_needed(phrase: Phrase) -> tuple[str, ...]:
    """Return sets of words, `|` between them, of which each has one in every line of a phrase. A
    set is left out where a line may spell its words in several ways."""
    sets = {one for one in _sets(phrase) if 0 < len(one) <= _MOST and all(map(_is_plain, one))}
    return tuple(sorted("|".join(sorted(one)) for one in sets))


def _sets(phrase: Phrase) -> Iterator[frozenset[str]]:
    for text in phrase.parts or (phrase.text,):
        yield from needed_words(parse_phrase(text), word_list)
    each = [needed_words(parse_phrase(text), word_list) for text in phrase.must]
    if each and all(each):
        yield frozenset().union(*(min(one, key=len) for one in each))


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalnum() and word not in HYPHENATED
