"""The keys by which lines of phrases are looked up: words that begin them, or stand in them.

A key is a word, the name of a lexicon as `<name>`, or NUMBER for any number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.text.line_words import COLON, NUMBER, SIGNS, STOP
from mtfix.text.phrase_syntax import (
    LEXICON,
    OPTIONAL,
    REPEAT,
    SEQUENCE,
    SHAPE,
    WORD,
    PhraseSyntaxError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.text.phrase_syntax import Lexicons, PhraseNode

    Cost = Callable[[frozenset[str]], int]

_ANYTHING = "*"
"""Stands among the keys of what can begin with any word."""
_NO_START = SIGNS | {_ANYTHING}
"""Keys of which a line is not looked up by its first word, which is no sign."""
_FREQUENT_SIGNS = frozenset({COLON, STOP})
"""Signs by which no line is looked up."""


def keys_of(node: PhraseNode, cost: Cost) -> tuple[bool, tuple[str, ...]]:
    """Return whether lines of a phrase begin with one of the keys, and the keys; if not, one of
    them stands in each.

    cost: how often one of some keys is met in text, on a scale of its own.
    Raises PhraseSyntaxError where no word is sure to stand in it.
    """
    starts, nullable = starts_of(node)
    if not nullable and starts.isdisjoint(_NO_START):
        return True, tuple(sorted(starts))
    needed = _needed(node, cost)
    if not needed:
        raise PhraseSyntaxError("no word, lexicon or number must stand in it")
    return False, tuple(sorted(needed))


def starts_of(node: PhraseNode) -> tuple[frozenset[str], bool]:
    """Return the keys with which a part can begin, and whether it may be empty."""
    if node.kind in (WORD, LEXICON, SHAPE):
        return _keys(node), node.kind == SHAPE and node.name in OPTIONAL
    if node.kind == SEQUENCE:
        found: frozenset[str] = frozenset()
        for part in node.parts:
            starts, nullable = starts_of(part)
            found |= starts
            if not nullable:
                return found, False
        return found, True
    each = [starts_of(part) for part in node.parts]
    nullable = node.optional or any(one for _, one in each)
    return frozenset().union(*(starts for starts, _ in each)), nullable


def _keys(node: PhraseNode) -> frozenset[str]:
    if node.kind == WORD:
        return frozenset({node.name})
    if node.kind == LEXICON:
        return frozenset({f"<{node.name}>"})
    return _SHAPE_KEYS.get(node.name, frozenset({_ANYTHING}))


_SHAPE_KEYS = {
    "number": frozenset({NUMBER}),
    "date": frozenset({NUMBER, "<month>", "<weekday>"}),
    "time": frozenset({NUMBER, "<day>"}),
}
"""With what shapes begin that can be looked up."""


def _needed(node: PhraseNode, cost: Cost) -> frozenset[str]:
    """Keys of which one stands in every line of a part, the rarest; none where there are no
    such."""
    if node.kind in (WORD, LEXICON, SHAPE):
        keys = _keys(node)
        return frozenset() if _ANYTHING in keys or keys & _FREQUENT_SIGNS else keys
    if node.kind == SEQUENCE:
        each = [one for part in node.parts if (one := _needed(part, cost))]
        return min(each, key=cost, default=frozenset())
    if node.kind == REPEAT and node.optional:
        return frozenset()
    each = [_needed(part, cost) for part in node.parts]
    return frozenset().union(*each) if each and all(each) else frozenset()


def first_words(node: PhraseNode, lexicons: Lexicons) -> frozenset[str] | None:
    """Return the words with which pieces of a phrase begin, NUMBER for any number; None if any
    can."""
    keys, nullable = starts_of(node)
    return None if nullable or _ANYTHING in keys else written_out(keys, lexicons)


def written_out(keys: Iterable[str], lexicons: Lexicons) -> frozenset[str]:
    """Return the words of keys, for a lexicon those with which its entries begin."""
    words: set[str] = set()
    for key in keys:
        words.update(lexicons(key[1:-1]) if key[0] == "<" else (key,))
    return frozenset(words)
