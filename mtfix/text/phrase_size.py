"""What a line of a phrase must be, without comparing it word by word: its size, words it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.text.line_words import NUMBER, SIGNS
from mtfix.text.phrase_shapes import IN_WORDS
from mtfix.text.phrase_syntax import (
    LEXICON,
    REPEAT,
    SEQUENCE,
    SHAPE,
    WORD,
    parse_phrase,
)

if TYPE_CHECKING:
    from mtfix.text.phrase_syntax import Lexicons, PhraseNode

_NO_END = 10_000
_NUMBERS = frozenset({NUMBER})
_SIZES = {
    "number": (1, 1),
    "word": (1, 1),
    "date": (1, 6),
    "time": (1, 6),
    "url": (1, _NO_END),
    "name": (1, 15),
    "few": (0, 15),
    "text": (1, 48),
    "rest": (0, 48),
    "long": (1, 270),
    "more": (0, 270),
}
"""Words of the shapes, at least and at most."""


def phrase_size(node: PhraseNode, lexicons: Lexicons) -> tuple[int, int]:
    """Return how many words a line of a phrase has, at least and at most; signs are none."""
    if node.kind == WORD:
        return (0, 0) if node.name in SIGNS else (1, 1)
    if node.kind == SHAPE:
        return _SIZES[node.name]
    if node.kind == LEXICON:
        return 1, max((len(ones[0]) for ones in lexicons(node.name).values()), default=1)
    sizes = [phrase_size(part, lexicons) for part in node.parts]
    if node.kind == SEQUENCE:
        return sum(least for least, _ in sizes), sum(most for _, most in sizes)
    least = min((least for least, _ in sizes), default=0)
    if node.kind == REPEAT:
        return 0 if node.optional else least, _NO_END
    return least, max((most for _, most in sizes), default=0)


def needed_words(node: PhraseNode, lexicons: Lexicons) -> list[frozenset[str]]:
    """Return sets of words of which each has one in every line of a phrase."""
    if not node.parts:
        return _needed_by_leaf(node, lexicons)
    if node.kind == SEQUENCE:
        return [one for part in node.parts for one in needed_words(part, lexicons)]
    if node.optional:
        return []
    each = [needed_words(part, lexicons) for part in node.parts]
    return [frozenset().union(*(min(one, key=len) for one in each))] if all(each) else []


def _needed_by_leaf(node: PhraseNode, lexicons: Lexicons) -> list[frozenset[str]]:
    if node.kind == SHAPE:
        return [_NUMBERS] if node.name in ("number", "date") else []
    words = _leaf_words(node, lexicons)
    return [words] if words else []


def _leaf_words(node: PhraseNode, lexicons: Lexicons) -> frozenset[str]:
    """The words with which a word or a lexicon begins; none for an empty part."""
    return frozenset(lexicons(node.name) if node.kind == LEXICON else filter(None, [node.name]))


def vocabulary(node: PhraseNode, lexicons: Lexicons) -> frozenset[str] | None:
    """Return all words that a line of a phrase can have, numbers and signs aside; None where it
    can have any."""
    if node.kind == SHAPE:
        return _words_of_shape(node.name, lexicons)
    if node.kind == WORD:
        return frozenset([node.name])
    if node.kind == LEXICON:
        entries = lexicons(node.name).values()
        return frozenset(word for ones in entries for one in ones for word in one)
    words: set[str] = set()
    for part in node.parts:
        found = vocabulary(part, lexicons)
        if found is None:
            return None
        words |= found
    return frozenset(words)


def _words_of_shape(name: str, lexicons: Lexicons) -> frozenset[str] | None:
    if name == "number":
        return frozenset()
    spelled = IN_WORDS.get(name)
    if not spelled:
        return None
    words = vocabulary(parse_phrase(spelled), lexicons)
    return None if words is None else words | _BY_SIGNS


_BY_SIGNS = frozenset(["年", "月", "日", "am", "pm", "a", "p", "m"])
"""Words in dates and times that are written by signs."""
