"""JSON, with what JSON5 and comments add to it: the values of strings are prose, keys are not.

A string without a space that could be an identifier, an address or a path is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.string_styles import QUOTED, SINGLE_QUOTED
from mtfix.formats.value_document import Value, broken, is_identifier, value_document
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mtfix.formats.document import Document

_TOKEN = lazy_regex(
    r"""(?P<space>[\s\ufeff]+|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)"""
    r"""|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|(?P<sign>[{}\[\]:,])|(?P<word>[^\s{}\[\]:,"'/]+)""",
    re.DOTALL,
)
_PAIRS = {"}": "{", "]": "["}


Path = tuple[str | int, ...]
"""The keys, and the positions in lists, that lead to a value."""


class _Token(NamedTuple):
    kind: str
    text: str
    span: Span


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a JSON file as a document. Raises FormatError where it is not valid."""
    strings = list(_values(text))
    return value_document(
        text,
        [
            Value(Span(start + 1, end - 1), QUOTED if text[start] == '"' else SINGLE_QUOTED)
            for start, end in strings
            if not is_identifier(text, Span(start + 1, end - 1))
        ],
    )


def string_paths(text: str, deepest: int = 8) -> Iterator[tuple[Path, Span]]:
    """Yield the strings that are values, with their quotes, and the path to each.

    Keys are given as they are written. Of a path, no more than the first `deepest` keys are told.
    Raises FormatError where the JSON is not valid.
    """
    path: list[str | int] = []
    opened: list[str] = []
    for token, is_key in _tokens_with_keys(text):
        sign = token.text if token.kind == "sign" else ""
        if sign in {"{", "["}:
            opened.append(sign)
            path.append(0 if sign == "[" else "")
        elif sign in _PAIRS:
            opened.pop()
            path.pop()
        elif sign == "," and opened[-1:] == ["["]:
            path[-1] = int(path[-1]) + 1
        elif is_key:
            path[-1] = token.text.strip("\"'")
        elif token.kind == "string":
            yield tuple(path[:deepest]), token.span


def _values(text: str) -> Iterator[Span]:
    """The spans of the strings that are values, with their quotes."""
    for token, is_key in _tokens_with_keys(text):
        if token.kind == "string" and not is_key:
            yield token.span


def _tokens_with_keys(text: str) -> Iterator[tuple[_Token, bool]]:
    """The tokens of valid JSON, and whether each is a key."""
    opened: list[str] = []
    before = ""  # the sign before, else "key" or "value"
    for token in _tokens(text):
        sign, at = token.text if token.kind == "sign" else "", token.span.start
        if before in {"key", "value"} and (not sign or sign in "{["):
            raise broken(text, at, f"a {':' if before == 'key' else ','} is missing", "JSON")
        if sign in _PAIRS:
            if not opened or opened.pop() != _PAIRS[sign]:
                raise broken(text, at, f"{sign} closes nothing", "JSON")
            before = "value"
        elif sign:
            opened += sign if sign in "{[" else ""
            before = sign
        is_key = not sign and opened[-1:] == ["{"] and before in {"{", ","}
        yield token, is_key
        if not sign:
            before = "key" if is_key else "value"
    if opened:
        raise broken(text, len(text), f"{opened[-1]} is never closed", "JSON")


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise broken(text, at, f"{text[at]} stands where nothing can", "JSON")
        if found.lastgroup != "space":
            yield _Token(found.lastgroup or "", found[0], Span(*found.span()))
        at = found.end()
