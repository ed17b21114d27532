"""The first words of the lines of a phrase, written out: what a scan looks for at line starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.line_words import SIGNS, STOP
from mtfix.text.phrase_syntax import LEXICON, OPTIONAL, REPEAT, SEQUENCE, SHAPE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.text.phrase_syntax import Lexicons, PhraseNode, Words


class Beginnings(NamedTuple):
    """The words of whole lines, and the first words of longer ones."""

    lines: frozenset[Words]
    openings: frozenset[Words]


def beginnings_of(node: PhraseNode, lexicons: Lexicons, size: int, most: int) -> Beginnings | None:
    """Return the first words of all lines of a phrase, up to `size` of each; None where they can
    be any words, or where there are more than `most`."""
    stopped: set[Words] = set()
    try:
        going = _Writer(lexicons, size, most, stopped).extend(node, {()})
    except _TooManyError:
        return None
    if () in going or () in stopped:
        return None
    return Beginnings(frozenset(going), frozenset(stopped))


class _TooManyError(Exception):
    """There are more beginnings than asked for."""


class _Writer:
    """Extends beginnings by the parts of a phrase; those that can't go on are in `stopped`."""

    def __init__(self, lexicons: Lexicons, size: int, most: int, stopped: set[Words]) -> None:
        self._lexicons = lexicons
        self._size = size
        self._most = most
        self._stopped = stopped

    def extend(self, node: PhraseNode, heads: set[Words]) -> set[Words]:
        """Return the beginnings with each text of a part behind them."""
        if node.kind == WORD:
            return self._extend_by_word(node.name, heads)
        if node.kind == LEXICON:
            entries = self._lexicons(node.name).values()
            return self._joined(heads, [one for ones in entries for one in ones])
        if node.kind == SHAPE:
            self._stopped |= heads
            return heads if node.name in OPTIONAL else set()
        if node.kind == SEQUENCE:
            for part in node.parts:
                heads = self.extend(part, heads)
            return heads
        if node.kind == REPEAT:
            return self._repeated(node, heads)
        return self._any_of(node, heads)

    def _extend_by_word(self, word: str, heads: set[Words]) -> set[Words]:
        if word == STOP:
            return heads
        if word in SIGNS:  # it may be written in many ways
            self._stopped |= heads
            return set()
        return self._joined(heads, [(word,)])

    def _any_of(self, node: PhraseNode, heads: set[Words]) -> set[Words]:
        return set().union(*(self.extend(part, heads) for part in node.parts))

    def _repeated(self, node: PhraseNode, heads: set[Words]) -> set[Words]:
        found = set(heads) if node.optional else set()
        new = heads
        while new:
            new = self._any_of(node, new) - found - heads
            found |= new
        return found

    def _joined(self, heads: set[Words], ends: Sequence[Words]) -> set[Words]:
        found: set[Words] = set()
        for head in heads:
            room = self._size - len(head)
            if not room:
                self._stopped.add(head)
                continue
            found.update(head + end for end in ends if len(end) <= room)
            self._stopped.update(head + end[:room] for end in ends if len(end) > room)
            if len(found) + len(self._stopped) > self._most:
                raise _TooManyError
        return found
