"""A table in compiled form: sorted lines, each with a key and, behind a tab, what it stands for."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Value = TypeVar("_Value")
_TAB, _LINE = b"\t", b"\n"


class LineTable(Mapping[str, _Value], Generic[_Value]):
    """A mapping of which each value is looked up and read when it is first asked for."""

    def __init__(self, data: bytes, read: Callable[[Any], _Value]) -> None:
        """`read` makes a value of its JSON."""
        self._data, self._read = data, read
        self._known: dict[str, _Value] = {}

    @cached_property
    def _lines(self) -> Sequence[bytes]:
        return self._data.split(_LINE) if self._data else ()

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        return (line.partition(_TAB)[0].decode("utf-8", "surrogatepass") for line in self._lines)

    def __contains__(self, key: object) -> bool:
        return key in self._known or self._line(str(key)) is not None

    def __getitem__(self, key: str) -> _Value:
        known = self._known.get(key)
        if known is None:
            line = self._line(key)
            if line is None:
                raise KeyError(key)
            known = self._known[key] = self._read(json.loads(line.partition(_TAB)[2]))
        return known

    def _line(self, key: str) -> bytes | None:
        start = key.encode("utf-8", "surrogatepass") + _TAB
        at = bisect_left(self._lines, start)
        if at < len(self._lines) and self._lines[at].startswith(start):
            return self._lines[at]
        return None


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
