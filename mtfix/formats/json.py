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


def _values(text: str) -> Iterator[Span]:
    """The spans of the strings that are values, with their quotes."""
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
        else:
            is_key = opened[-1:] == ["{"] and before in {"{", ","}
            if token.kind == "string" and not is_key:
                yield token.span
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
