"""What a text must hold for a pattern to match it: worked out from the pattern, once.

To see that none of a few words is there takes a thousandth of the time in which a pattern of
alternatives is compiled; most of those that a trigger asks for are never needed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mtfix.packs.trees import compared, parsed
from mtfix.scan.begun import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.packs.trees import Tree

    Words = frozenset[str]
    """Texts of which one at least must be there; none where nothing is known."""

_SHORTEST = 3
"""Characters of a text that is worth looking for."""
_MOST = 40
"""Texts that are told of one pattern."""
_NOTHING: Words = frozenset()
# The Turkish letters that match an i where case does not count, though they fold otherwise.
_BLANKS = {code: " " for code in range(0x3001) if chr(code).isspace()}
_LIKE_I = str.maketrans("\u0130\u0131", "ii")


def needs(patterns: Iterable[str]) -> tuple[str, ...]:
    """Return for each pattern texts, with separators between them, of which one at least is in
    every text, as `folded` spells it, in which the pattern matches; an empty string if that
    can't be told.

    >>> [one.split(SEPARATOR) for one in needs([r"\\d+ (?:views|reads)", "(?:by )?us"])]
    [['reads', 'views'], ['']]
    """
    return tuple(SEPARATOR.join(sorted(_needs(parsed(pattern) or []))) for pattern in patterns)


@lru_cache(8)  # all rules ask of one line before the next
def folded(text: str) -> str:
    """Return a text in the spelling in which needs are compared: letters that match each other
    where case does not count are the same, and so is all white space."""
    if not text.isascii():
        text = text.translate(_LIKE_I).casefold()
    return text.lower().translate(_BLANKS)


def _needs(tree: Tree) -> Words:
    """The best of what each of the nodes that follow one another needs."""
    found = [_NOTHING]
    run = ""
    for operation, value in tree:
        name = str(operation)
        char = compared(chr(value)) if name == "LITERAL" else ""
        if char:
            run += char
        elif name not in _WIDTHLESS:
            found.append(frozenset({run}))
            run = ""
        read = _NODES.get(name)
        if read:
            found.append(read(value))
    best = max((*found, frozenset({run})), key=_worth)
    return best if _worth(best)[0] else _NOTHING


def _any_of(parts: Iterable[Tree]) -> Words:
    """What branches need: each of them something, or nothing is known."""
    each = [_needs(part) for part in parts]
    return frozenset().union(*each) if all(each) else _NOTHING


def _worth(words: Words) -> tuple[int, int]:
    """The more its shortest text tells, and the fewer they are, the better."""
    shortest = min(map(len, words), default=0)
    if shortest < _SHORTEST or len(words) > _MOST:
        return 0, 0
    return shortest, -len(words)


_WIDTHLESS = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
"""Nodes that take no character: what stands before and behind them is one text."""
_NODES: dict[str, Callable[[Any], Words]] = {
    "SUBPATTERN": lambda group: _needs(group[-1]),
    "ASSERT": lambda ahead: _needs(ahead[1]),
    "BRANCH": lambda branch: _any_of(branch[1]),
    "MAX_REPEAT": lambda repeat: _needs(repeat[2]) if repeat[0] else _NOTHING,
    "MIN_REPEAT": lambda repeat: _needs(repeat[2]) if repeat[0] else _NOTHING,
}
"""How the nodes of the tree are read, by the names that the library gives them."""
