"""Phrases of packs, read: words, choices, repetitions, lexicons, and shapes such as a number.

{please|} rate {this|the} <thing>       a choice, of which one may be empty; a word of a lexicon
{<network>|and}+                        one or more of these
comment{s|} ({<number>})                glued to a word; signs but colons mean nothing
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.line_words import words_of_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
