"""Phrases of packs, read: words, choices, repetitions, lexicons, and shapes such as a number.

{please|} rate {this|the} <thing>       a choice, of which one may be empty; a word of a lexicon
{<network>|and}+                        one or more of these
comment{s|} ({<number>})                glued to a word; signs but colons mean nothing
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.line_words import COLON, STOP, words_of_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Cost = Callable[[frozenset[str]], int]
    Words = tuple[str, ...]
    Lexicon = Mapping[str, Sequence[Words]]
    """Entries as words, by their first word."""
    Lexicons = Callable[[str], Lexicon]
    """Returns the lexicon of a name."""

WORD, LEXICON, SHAPE, SEQUENCE, CHOICE, REPEAT = (
    "word", "lexicon", "shape", "sequence", "choice", "repeat",
)  # fmt: skip
SHAPES = {
    "number": "digits, with what is glued to them: 12, 1,024, 3.5k",
    "date": "a date by numbers or with the name of a month",
    "time": "a time of day, or how long ago",
    "url": "an address",
    "word": "one word",
    "name": "up to five words, the first with a capital, or not in Latin letters",
    "few": "nothing, or up to five words",
    "text": "up to sixteen words of one sentence",
    "rest": "nothing, or such a text",
    "long": "up to ninety words, of more than one sentence",
    "more": "nothing, or such a long text",
}
"""Placeholders that are no lexicons, and what each stands for."""
OPTIONAL = frozenset({"few", "rest", "more"})


class PhraseNode(NamedTuple):
    """A part of a phrase: a word, the name of a lexicon or of a shape, or parts of its own."""

    kind: str
    name: str = ""
    parts: tuple[PhraseNode, ...] = ()
    optional: bool = False


class PhraseSyntaxError(Exception):
    """A phrase that can't be understood."""


@lru_cache(8_192)
def parse_phrase(text: str) -> PhraseNode:
    """Return the tree of a phrase. Raises PhraseSyntaxError."""
    return _sequence([_chunk(chunk) for chunk in _chunks(text)])


def _sequence(parts: list[PhraseNode]) -> PhraseNode:
    flat: list[PhraseNode] = []
    for part in parts:
        flat += part.parts if part.kind == SEQUENCE else [part]
    return flat[0] if len(flat) == 1 else PhraseNode(SEQUENCE, parts=tuple(flat))


def _chunks(text: str) -> list[str]:
    """The pieces of a phrase between white space that stands in no braces."""
    chunks, depth, chunk = [], 0, ""
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            raise PhraseSyntaxError("a brace closes that was not opened")
        if char.isspace() and not depth:
            chunks.append(chunk)
            chunk = ""
        else:
            chunk += char
    if depth:
        raise PhraseSyntaxError("a brace is not closed")
    return [one for one in (*chunks, chunk) if one]


def _chunk(chunk: str) -> PhraseNode:
    open_ = chunk.find("{")
    if open_ < 0:
        return _sequence(list(_plain(chunk)))
    close = _close(chunk, open_)
    before, behind = chunk[:open_], chunk[close + 1 :]
    options = _options(chunk[open_ + 1 : close])
    if not before and behind[:1] in ("+", "*"):
        if behind[1:]:
            raise PhraseSyntaxError(f"a space must stand behind {chunk[: close + 2]!r}")
        parts = tuple(parse_phrase(option) for option in options)
        return PhraseNode(REPEAT, parts=parts, optional=behind == "*")
    if before or behind:
        options = [f"{before}{option}{behind}" for option in options]
    return PhraseNode(CHOICE, parts=tuple(parse_phrase(option) for option in options))


def _close(chunk: str, open_: int) -> int:
    depth = 0
    for at in range(open_, len(chunk)):
        depth += (chunk[at] == "{") - (chunk[at] == "}")
        if not depth:
            return at
    raise PhraseSyntaxError("a brace is not closed")


def _options(inside: str) -> list[str]:
    options, depth, option = [], 0, ""
    for char in inside:
        depth += (char == "{") - (char == "}")
        if char == "|" and not depth:
            options.append(option)
            option = ""
        else:
            option += char
    return [*options, option]


def _plain(chunk: str) -> list[PhraseNode]:
    """The parts of a piece without braces."""
    parts: list[PhraseNode] = []
    while chunk:
        before, open_, rest = chunk.partition("<")
        parts += (PhraseNode(WORD, word) for word in words_of_line(before).words)
        name, close, chunk = rest.partition(">")
        if open_:
            if not close or not name:
                raise PhraseSyntaxError("'<' stands without '>' and a name between them")
            parts.append(PhraseNode(SHAPE if name in SHAPES else LEXICON, name))
    return parts


def lexicons_in(node: PhraseNode) -> frozenset[str]:
    """Return the names of all lexicons of a phrase."""
    if node.kind == LEXICON:
        return frozenset({node.name})
    return frozenset().union(*map(lexicons_in, node.parts))


# --- how lines that a phrase stands for are found -------------------------------------------------


def keys_of(node: PhraseNode, cost: Cost) -> tuple[bool, tuple[str, ...]]:
    """Return whether lines of a phrase begin with one of the keys, and the keys; if not, one of
    them stands in each. A key is a word, the name of a lexicon as `<name>`, or `0` for a number.

    cost: how often one of some keys is met in text, on a scale of its own.
    Raises PhraseSyntaxError where no word is sure to stand in it.
    """
    starts, nullable = _starts(node)
    if not nullable and starts and "*" not in starts:
        return True, tuple(sorted(starts))
    needed = _needed(node, cost)
    if not needed:
        raise PhraseSyntaxError("no word, lexicon or number must stand in it")
    return False, tuple(sorted(needed))


def _starts(node: PhraseNode) -> tuple[frozenset[str], bool]:
    """With what a part can begin (`*` for anything), and whether it may be empty."""
    if node.kind in (WORD, LEXICON, SHAPE):
        return _keys(node), node.name in OPTIONAL
    if node.kind == SEQUENCE:
        found: frozenset[str] = frozenset()
        for part in node.parts:
            starts, nullable = _starts(part)
            found |= starts
            if not nullable:
                return found, False
        return found, True
    each = [_starts(part) for part in node.parts]
    nullable = node.optional or any(one for _, one in each)
    return frozenset().union(*(starts for starts, _ in each)), nullable


def _keys(node: PhraseNode) -> frozenset[str]:
    if node.kind == WORD:
        return frozenset({node.name})
    if node.kind == LEXICON:
        return frozenset({f"<{node.name}>"})
    return _SHAPE_KEYS.get(node.name, frozenset({"*"}))


_SHAPE_KEYS = {
    "number": frozenset({"0"}),
    "date": frozenset({"0", "<month>", "<weekday>"}),
    "time": frozenset({"0", "<day>"}),
}
"""With what shapes begin that can be looked up."""


def _needed(node: PhraseNode, cost: Cost) -> frozenset[str]:
    """Keys of which one stands in every line of a part, the rarest; none where there are no
    such."""
    if node.kind in (WORD, LEXICON, SHAPE):
        keys = _keys(node)
        return frozenset() if "*" in keys or keys & _SIGNS else keys
    if node.kind == SEQUENCE:
        each = [one for part in node.parts if (one := _needed(part, cost))]
        return min(each, key=cost, default=frozenset())
    if node.kind == REPEAT and node.optional:
        return frozenset()
    each = [_needed(part, cost) for part in node.parts]
    return frozenset().union(*each) if each and all(each) else frozenset()


_SIGNS = frozenset({COLON, STOP})
