"""A table in compiled form: sorted lines, each with a key and, behind a tab, what it stands for."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

_Value = TypeVar("_Value")
_TAB, _LINE = b"\t", b"\n"
_LOOKED_UP_A_LINE = 0.5
"""Look-ups for each line from which the lines are put into a dict: that pays then."""


class LineTable(Mapping[str, _Value], Generic[_Value]):
    """A mapping of which each value is looked up and read when it is first asked for."""

    def __init__(self, data: bytes, read: Callable[[Any], _Value]) -> None:
        """`read` makes a value of its JSON."""
        self._data, self._read = data, read
        self._known: dict[str, _Value] = {}
        self._looked_up = 0
        self._by_key: dict[str, bytes] | None = None

    @cached_property
    def _lines(self) -> Sequence[bytes]:
        return self._data.split(_LINE) if self._data else ()

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        return (line.partition(_TAB)[0].decode("utf-8", "surrogatepass") for line in self._lines)

    def __contains__(self, key: object) -> bool:
        return key in self._known or self._line(str(key)) is not None

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or the default: without an error in between, since most keys
        that are asked for are not there."""
        if key in self._known:
            return self._known[key]
        return default if self._line(key) is None else self[key]

    def keys_among(self, words: Collection[str]) -> set[str]:
        """Return those of some words that are keys."""
        self._looked_up += len(words)
        if self._by_key is None and not self._pays():
            return {word for word in words if self._line(word) is not None}
        return self._all().keys() & words

    def __getitem__(self, key: str) -> _Value:
        known = self._known.get(key)
        if known is None:
            line = self._line(key)
            if line is None:
                raise KeyError(key)
            known = self._known[key] = self._read(json.loads(line.partition(_TAB)[2]))
        return known

    def _line(self, key: str) -> bytes | None:
        if self._by_key is not None:
            return self._by_key.get(key)
        self._looked_up += 1
        if self._pays():
            return self._all().get(key)
        start = key.encode("utf-8", "surrogatepass") + _TAB
        at = bisect_left(self._lines, start)
        if at < len(self._lines) and self._lines[at].startswith(start):
            return self._lines[at]
        return None

    def _pays(self) -> bool:
        """Whether so much is looked up that a dict of all lines pays."""
        return self._looked_up > _LOOKED_UP_A_LINE * len(self._lines)

    def _all(self) -> dict[str, bytes]:
        """All lines by their keys."""
        if self._by_key is None:
            self._by_key = dict(zip(self, self._lines, strict=True))
        return self._by_key


def keys_among(table: Mapping[str, Any], words: Collection[str]) -> set[str]:
    """Return those of some words that are keys of a table, compiled or not."""
    return table.keys_among(words) if isinstance(table, LineTable) else table.keys() & words


class LazyList(Sequence[_Value], Generic[_Value]):
    """A sequence of lines of which each is read when it is first asked for."""

    def __init__(self, data: bytes, read: Callable[[Any], _Value]) -> None:
        self._data, self._read = data, read
        self._known: dict[int, _Value] = {}

    @cached_property
    def _lines(self) -> Sequence[bytes]:
        return self._data.split(_LINE) if self._data else ()

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: Any) -> Any:
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._read(json.loads(self._lines[index]))
        return known


class TextLines(Sequence[str]):
    """The lines of a text, which are parted when one is first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _texts(self) -> Sequence[str]:
        text = self._data.decode("utf-8", "surrogatepass")
        return text.split("\n") if text else ()

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __getitem__(self, index: Any) -> Any:
        return self._texts[index]


def dump_table(table: Mapping[str, Any]) -> bytes:
    """Return a mapping as `LineTable` reads it."""
    return _LINE.join(sorted(_key(key) + to_json(value) for key, value in table.items()))


def dump_list(values: Iterable[Any]) -> bytes:
    """Return a sequence as `LazyList` reads it."""
    return _LINE.join(map(to_json, values))


def to_json(value: Any) -> bytes:
    """Return a value as JSON, in as few bytes as it can be."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _key(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass") + _TAB
