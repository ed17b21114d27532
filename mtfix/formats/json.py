"""JSON, with what JSON5 and comments add to it: the values of strings are prose, keys are not.

A string without a space that could be an identifier, an address or a path is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.chosen_fields import ChosenFields
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


class JsonToken(NamedTuple):
    """A token: of the kinds `string`, `sign`, `word` or `space`."""

    kind: str
    text: str
    span: Span


class JsonEvent(NamedTuple):
    """What a token is: a `key`, a `value` (a string or a word), or the `open` or `close` of a list
    or an object; and the keys and numbers that lead to it, which change with the next event."""

    kind: str
    token: JsonToken
    path: list[str | int]


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return a JSON file as a document, of which all strings are prose, or those that `fields`
    choose. Raises FormatError where it is not valid."""
    chosen = ChosenFields(fields)
    values: list[Value] = []
    for event in walk(text):
        start, end = event.token.span
        if event.kind != "value" or event.token.kind != "string":
            continue
        span = Span(start + 1, end - 1)
        if chosen.holds(event.path) and not is_identifier(text, span):
            values.append(Value(span, QUOTED if text[start] == '"' else SINGLE_QUOTED))
    chosen.check()
    return value_document(text, values)


def string_paths(text: str, deepest: int = 8) -> Iterator[tuple[Path, Span]]:
    """Yield the strings that are values, with their quotes, and the path to each.

    Of a path, no more than the first `deepest` keys are told. Raises FormatError where the JSON is
    not valid.
    """
    for kind, token, path in walk(text):
        if kind == "value" and token.kind == "string":
            yield tuple(path[:deepest]), token.span


def walk(text: str) -> Iterator[JsonEvent]:
    """Yield the events of a text, in order. Raises FormatError where it is not valid."""
    opened: list[str] = []
    path: list[str | int] = []
    before = ""  # the sign before, else "key" or "value"
    for token in _tokens(text):
        sign, at = token.text if token.kind == "sign" else "", token.span.start
        if before in {"key", "value"} and (not sign or sign in "{["):
            raise broken(text, at, f"a {':' if before == 'key' else ','} is missing", "JSON")
        if sign in _PAIRS:
            if not opened or opened.pop() != _PAIRS[sign]:
                raise broken(text, at, f"{sign} closes nothing", "JSON")
            path.pop()
            before = "value"
            yield JsonEvent("close", token, path)
        elif sign:
            before = sign
            if sign in "{[":
                yield JsonEvent("open", token, path)
                opened.append(sign)
                path.append(0 if sign == "[" else "")
            elif sign == "," and opened[-1:] == ["["]:
                path[-1] = int(path[-1]) + 1
        else:
            is_key = opened[-1:] == ["{"] and before in {"{", ","}
            before = "key" if is_key else "value"
            if is_key:
                path[-1] = _name(token)
            yield JsonEvent(before, token, path)
    if opened:
        raise broken(text, len(text), f"{opened[-1]} is never closed", "JSON")


def _name(key: JsonToken) -> str:
    """A key as it is meant."""
    if key.kind != "string":
        return key.text
    return QUOTED.escapes.sub(lambda sign: QUOTED.decode(sign[0]), key.text[1:-1])


def _tokens(text: str) -> Iterator[JsonToken]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise broken(text, at, f"{text[at]} stands where nothing can", "JSON")
        if found.lastgroup != "space":
            yield JsonToken(found.lastgroup or "", found[0], Span(*found.span()))
        at = found.end()
