"""Texts of which one stands in every line of a phrase: what a scan looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.text.line_words import FIRST_WIDE, SIGNS
from mtfix.text.phrase_syntax import LEXICON, SEQUENCE, SHAPE, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.text.phrase_syntax import Lexicons, PhraseNode

    Cost = Callable[[frozenset[str]], float]


def literals_of(node: PhraseNode, lexicons: Lexicons, cost: Cost) -> frozenset[str]:
    """Return texts of which one stands in every line of a phrase, those of the least cost; none
    where no text is sure to."""
    if node.kind == WORD:
        return frozenset() if node.name in SIGNS else frozenset({node.name})
    if node.kind == LEXICON:
        return frozenset(joined(one) for ones in lexicons(node.name).values() for one in ones)
    if node.kind == SEQUENCE:
        each = [*_runs(node), *(literals_of(part, lexicons, cost) for part in node.parts)]
        return min(filter(None, each), key=cost, default=frozenset())
    if node.kind == SHAPE or node.optional:
        return frozenset()
    parts = [literals_of(part, lexicons, cost) for part in node.parts]
    return frozenset().union(*parts) if parts and all(parts) else frozenset()


def _runs(node: PhraseNode) -> Iterator[frozenset[str]]:
    """The words that stand side by side in a sequence, as one text each."""
    run: list[str] = []
    for part in node.parts:
        if part.kind == WORD and part.name not in SIGNS:
            run.append(part.name)
        elif run:
            yield frozenset({joined(run)})
            run = []
    if run:
        yield frozenset({joined(run)})


def joined(words: Sequence[str]) -> str:
    """Return words as a text has them, those of ideographs without spaces."""
    text = ""
    for word in words:
        close = not text or (text[-1] >= FIRST_WIDE and word[0] >= FIRST_WIDE)
        text += word if close else f" {word}"
    return text
