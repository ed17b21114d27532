"""Where in a TOML text its keys stand: the parser of the standard library does not say."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]
"""The keys from the root to a value; a number stands for a member of a list."""


def lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, of every key, table and member of a list.

    `text` is valid TOML: of another one the answer may be wrong or incomplete.

    >>> lines('a.b = 1\\n[[c]]\\nd = [{e = 2}]\\n')[("c", 0, "d", 0, "e")]
    3
    """
    return _TomlReader(text).found


def first_bad_line(text: str) -> int:
    """Return the line, from 1, at which a text ceases to be TOML: where the first statement
    begins that can't be read behind those before it, or that does not end.

    >>> first_bad_line("a = 1\\nb = [\\n2, x]\\nc = 3\\n")
    2
    """
    lines_ = text.splitlines(keepends=True)
    ends = [0]
    for number in range(1, len(lines_) + 1):
        if _is_toml("".join(lines_[ends[-1] : number])):
            ends.append(number)
    good = bisect_left(ends, True, lo=1, key=lambda end: not _is_toml("".join(lines_[:end])))
    return min(ends[good - 1] + 1, max(1, len(lines_)))


def _is_toml(text: str) -> bool:
    import tomllib

    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


class _TomlToken(NamedTuple):
    text: str
    line: int


_TOKEN = re.compile(
    r'(?s:"""(?:\\.|[^\\])*?"{3,5})|'
    r"(?s:'''.*?'{3,5})|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"\#[^\n]*|"
    r"\n|[][{}=,.]|"
    r"""[^\s"'\#\[\]{}=,.]+""",
)


def _tokens(text: str) -> Iterator[_TomlToken]:
    line, at = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if not match[0].startswith("#"):
            yield _TomlToken(match[0], line)


class _TomlReader:
    """Reads statements one after the other, and remembers where each begins."""

    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), _TomlToken("\n", 0)]
        self._at = 0
        self._last: dict[Path, int] = {}  # the number of the latest member of a list of tables
        self.found: dict[Path, int] = {}
        table: Path = ()
        while self._at < len(self._tokens):
            if self._next() == "[":
                table = self._header()
            elif self._next() == "\n":
                self._at += 1
            else:
                self._pair(table)

    def _next(self) -> str:
        """The token at which the reader stands; at the end, a line break."""
        return self._tokens[self._at].text if self._at < len(self._tokens) else "\n"

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: the path of what stands below."""
        line = self._tokens[self._at].line
        many = self._tokens[self._at + 1].text == "["
        self._at += 2 if many else 1
        path: Path = ()
        for key in self._keys():
            path = (*path, key)
            if path in self._last and not (many and self._next() == "]"):
                path = (*path, self._last[path])
            self.found.setdefault(path, line)
        if many:
            self._last[path] = self._last.get(path, -1) + 1
            path = (*path, self._last[path])
            self.found[path] = line
            self._at += 1
        return path

    def _keys(self) -> Iterator[str]:
        """The parts of a dotted key; what ends it is passed over behind the last."""
        separator = "."
        while separator == ".":
            key = self._next()
            self._at += 1
            yield _unquoted(key)
            separator = self._next()
            self._at += 1

    def _pair(self, table: Path) -> None:
        """`key = value` in a table."""
        line = self._tokens[self._at].line
        path = table
        for key in self._keys():
            path = (*path, key)
            self.found.setdefault(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        """Read the value behind `=` or in a list, and go to its end."""
        opening = self._next()
        if opening not in {"[", "{"}:
            while self._next() not in {"\n", ",", "]", "}"}:
                self._at += 1
            return
        self._at += 1
        number = 0
        while self._next() not in {"]", "}"} and self._at < len(self._tokens):
            if self._next() in {",", "\n"}:
                self._at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self.found[(*path, number)] = self._tokens[self._at].line
                self._value((*path, number))
                number += 1
        self._at += 1


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    if not key.startswith('"'):
        return key
    import tomllib

    with suppress(tomllib.TOMLDecodeError):
        key = tomllib.loads(f"key = {key}")["key"]
    return key
