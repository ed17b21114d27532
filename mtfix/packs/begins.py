"""What a text that matches a pattern can begin with: worked out from the pattern, once.

The tree of a pattern is read up to the first place that says nothing certain. Where there is
no such tree, nothing is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.packs.trees import compared, parsed
from mtfix.scan.begun import LONGEST, SEPARATOR, beginning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Read = list[tuple[str, bool]]
    """Beginnings, and whether more can be told from what follows them."""

_MOST = 200
"""Beginnings of one pattern that are told apart while it is read."""
_KEPT = 24
"""Beginnings of a pattern that are kept; where there are more, shorter ones stand for them."""
_FEW = 12
"""Characters of a range that are told apart."""
_OPEN: Read = [("", True)]
_UNKNOWN: Read = [("", False)]


def begins(patterns: Iterable[str]) -> tuple[str, ...]:
    """Return for each pattern beginnings, with separators between them, of which every text has
    one that it matches from its start; an empty string if that can't be told.

    They are spelled as by `mtfix.scan.begun.beginning`.

    >>> [begun.split(SEPARATOR) for begun in begins(["(?:post|leave) a comment", r"likes?: \\d+"])]
    [['leave a comment', 'post a comment'], ['like: 0', 'likes: 0']]
    >>> begins([r"\\w+ comments"])
    ('',)
    """
    return tuple(SEPARATOR.join(_begins(pattern)) for pattern in patterns)


def _begins(pattern: str) -> tuple[str, ...]:
    found = {beginning(f"{text}|")[:-1] for text, _ in _read(pattern)}
    if "" in found:
        return ()
    longest = LONGEST
    while len(shortest := _shortest({text[:longest] for text in found})) > _KEPT and longest > 1:
        longest -= 1
    return shortest


def _shortest(texts: set[str]) -> tuple[str, ...]:
    """The texts without those that another one begins."""
    kept: list[str] = []
    for text in sorted(texts):
        if not kept or not text.startswith(kept[-1]):
            kept.append(text)
    return tuple(kept)


def _read(pattern: str) -> Read:
    tree = parsed(pattern)
    return _UNKNOWN if tree is None else _sequence(tree)


def _sequence(tree: Iterable[tuple[Any, Any]]) -> Read:
    begun = _OPEN
    for operation, value in tree:
        if not any(going for _, going in begun):
            break
        begun = _joined(begun, _one(str(operation), value))
    return begun


def _joined(begun: Read, following: Read) -> Read:
    """Each beginning that goes on, with each of what can follow it."""
    joined: dict[tuple[str, bool], None] = {}
    for text, going in begun:
        for more, goes_on in following if going else _UNKNOWN:
            whole = text + more
            joined[whole[:LONGEST], goes_on and len(whole) < LONGEST] = None
    return list(joined) if len(joined) <= _MOST else [(text, False) for text, _ in begun]


def _one(operation: str, value: Any) -> Read:
    """What one node of the tree can begin with."""
    read = _NODES.get(operation)
    return read(value) if read else _UNKNOWN


def _repeated(least: int, most: int, part: Any) -> Read:
    once = _sequence(part)
    # White space is squeezed, so that one stands for any number.
    if most > 1 and not all(text.isspace() for text, _ in once):
        once = [(text, False) for text, _ in once]
    return once if least else [*_OPEN, *once]


def _member(operation: Any, value: Any) -> Iterator[tuple[str, bool]]:
    """What a member of a set stands for."""
    match str(operation), str(value):
        case "LITERAL", _:
            yield from _character(chr(value))
        case "CATEGORY", "CATEGORY_SPACE":
            yield " ", True
        case "CATEGORY", "CATEGORY_DIGIT":
            yield "0", True
        case "RANGE", _ if value[1] - value[0] < _FEW:
            for code in range(value[0], value[1] + 1):
                yield from _character(chr(code))
        case _:
            yield from _UNKNOWN


def _character(character: str) -> Read:
    same = compared(character)
    return [(same, True)] if same else _UNKNOWN


_NODES: dict[str, Callable[[Any], Read]] = {
    "LITERAL": lambda code: _character(chr(code)),
    "IN": lambda members: [one for member in members for one in _member(*member)],
    "SUBPATTERN": lambda group: _sequence(group[-1]),
    "BRANCH": lambda branch: [one for part in branch[1] for one in _sequence(part)],
    "MAX_REPEAT": lambda repeat: _repeated(*repeat),
    "MIN_REPEAT": lambda repeat: _repeated(*repeat),
    "AT": lambda _: _OPEN,
    "ASSERT": lambda _: _OPEN,
    "ASSERT_NOT": lambda _: _OPEN,
}
"""How the nodes of the tree are read, by the names that the library gives them."""
