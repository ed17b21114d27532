"""The strings in TOML, with their places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtfix.formats.values import Value
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.edits.edit import Span
    from mtfix.formats.prose_fields import Holds

_Path = tuple[str | int, ...]
_SIGNS = frozenset("[]{}=.,\n")

_DOTTED = lazy_regex(
    r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){50}"
)  # the parser takes the square of it
_STRING = (
    r'"""(?:\\[\s\S]|[^\\])*?"""' + r"|'''[\s\S]*?'''" + r'|"(?:\\.|[^"\\\r\n])*"' + r"|'[^'\r\n]*'"
)
_TOKEN = lazy_regex(rf"(#[^\r\n]*)|({_STRING})|[A-Za-z0-9_+:-]+|[\[\]{{}}=.,]|\n")


def toml_strings(text: str, span: Span, holds: Holds) -> list[tuple[Value, str]] | None:
    """Return the strings in a span of TOML that are held by the keys that lead to them, each with
    what it means; None where the parser refuses it."""
    import tomllib

    if _DOTTED.search(text, *span):
        return None
    try:
        tomllib.loads(text[span.start : span.end].replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
    found = []
    tokens = [token for token in _TOKEN.finditer(text, *span) if not token[1]]
    for token, path in _Strings(tokens).found():
        meaning = _meaning(token[0]) if holds(path) else None
        if meaning is not None:
            found.append((_inner(token.start(), token[0]), meaning))
    return found


class _Strings:
    """The strings among the tokens of sound TOML, each with the keys that lead to it."""

    def __init__(self, tokens: list[Any]) -> None:
        self._tokens = tokens
        self._tables: Counter[_Path] = Counter()
        """How often each array of tables has begun one."""

    def found(self) -> Iterator[tuple[Any, _Path]]:
        table: _Path = ()
        path: _Path = ()
        outer: list[_Open] = []
        index, is_key = 0, True
        while index < len(self._tokens):
            token = self._tokens[index]
            sign = token[0]
            if is_key and not outer and sign == "[":
                index, table = self._header(index)
            elif is_key and sign not in _SIGNS:
                index, keys = self._keys(index)
                path, is_key = (*(outer[-1].path if outer else table), *keys), False
            elif sign == "[":
                outer.append(_Open(path))
                path = (*path, 0)
            elif sign == "{":
                outer.append(_Open(path, is_table=True))
                is_key = True
            elif sign in ("]", "}"):
                path = outer.pop().path
                is_key = False
            elif sign == "," and outer:
                is_key = outer[-1].is_table
                outer[-1].number += 1
                path = (*outer[-1].path, outer[-1].number)
            elif sign == "\n" and not outer:
                is_key = True
            elif token[2] and not is_key:
                yield token, path
            index += 1

    def _keys(self, index: int) -> tuple[int, _Path]:
        """The place of the sign behind some keys with full stops between, and the keys."""
        keys: list[str] = []
        while self._tokens[index][0] not in ("=", "]"):
            token = self._tokens[index]
            if token[0] != ".":
                keys.append(_meaning(token[0]) or "" if token[2] else token[0])
            index += 1
        return index, tuple(keys)

    def _header(self, index: int) -> tuple[int, _Path]:
        """The place of the last bracket of the header of a table, and the keys that lead to it."""
        is_array = self._tokens[index + 1][0] == "["
        index, keys = self._keys(index + 1 + is_array)
        table: _Path = ()
        for depth, key in enumerate(keys, 1):
            table = (*table, key)
            if is_array and depth == len(keys):
                self._tables[table] += 1
            if number := self._tables[table]:
                table = (*table, number - 1)
        return index + is_array, table


@dataclass
class _Open:
    """A list or an inline table that is not closed yet, with the keys that lead to it and the
    number of its member."""

    path: _Path
    is_table: bool = False
    number: int = 0


def _inner(start: int, raw: str) -> Value:
    """The text of a string: without its quotes, and the line end that may follow three."""
    quotes = 3 if raw[:3] in ('"""', "'''") else 1
    skipped = len(raw[quotes:]) - len(raw[quotes:].removeprefix("\r").removeprefix("\n"))
    first = quotes + (skipped if quotes == 3 else 0)
    return Value(start + first, start + len(raw) - quotes, "json" if raw[0] == '"' else "raw")


def _meaning(raw: str) -> str | None:
    import tomllib

    try:
        return str(tomllib.loads("v = " + raw.replace("\r\n", "\n"))["v"])
    except ValueError:
        return None
