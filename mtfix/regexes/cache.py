"""Regular expressions that are translated once for all processes.

`re` parses and translates a pattern in Python, half a millisecond for one of a pack; what comes
of that, a list of numbers, becomes a pattern in ten microseconds. The numbers are kept in the
user's cache folder, apart for each version of Python, and read only for the patterns that a page
needs: those of a few pages are megabytes. The interpreter examines them before it
runs them, which it does not do with pickles. Where it lacks the private functions for this, or
the cache is missing or damaged, patterns are compiled as ever.

A process of `mtfix clean` takes 85 ms instead of 101 on a damaged page of 2 KB, which needs 90
patterns, and 159 instead of 320 on one of 10 KB, which needs 500: nearly half of them, and more
than half of the time, are the lists of words in boilerplate rules that have no triggers. Once
those are look-ups, this module is to go.
"""

from __future__ import annotations

import json
import os
import re
import sys
import zlib
from array import array
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from mtfix.fs import cache_dir

_NUMBERS = "I"
"""The type of the numbers, by the name that `array` has for it."""
_LARGEST = 16 << 20
"""Bytes that a cache may have; patterns that come then are translated each time."""


class _Code(NamedTuple):
    """A translated pattern: the arguments that the interpreter takes beside the pattern."""

    flags: int
    groups: int
    names: dict[str, int]
    by_number: tuple[str | None, ...]
    numbers: bytes


class _Store:
    """Translated patterns. Those of `name` are read, each when it is asked for, and kept there."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stored = _Stored(name)
        self._added: dict[str, bytes] = {}

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        key = _key(source, flags)
        code = _loaded(self._added.get(key) or self._stored.entry(key), source, flags)
        if code is None:
            code = _code(source, flags)
            self._added[key] = _dumped(source, flags, code)
        return _pattern(source, code)

    def save(self) -> None:
        """Write what was added beside what other processes have written since."""
        if self._added:
            entries = _Stored(self._name).entries() | self._added
            self._added = {}
            index, parts = _joined(entries)
            if len(parts) <= _LARGEST:
                self._stored = _Stored("")  # not every system replaces a file that is in use
                cache_dir.write(self._name, index, parts)
                self._stored = _Stored(self._name)


class _Stored:
    """The patterns that are stored under a name; none under an empty one."""

    def __init__(self, name: str) -> None:
        self._file = cache_dir.read_indexed(name) if name else cache_dir.Indexed()
        index = self._file.data
        self._places: dict[str, list[int]] = json.loads(index) if index else {}

    def entry(self, key: str) -> bytes:
        """Return the entry of a pattern; nothing if there is none, or one that is damaged."""
        start, size, checksum = self._places.get(key, (0, 0, 0))
        entry = self._file.part(start, size) if size else b""
        return entry if zlib.crc32(entry) == checksum else b""

    def entries(self) -> dict[str, bytes]:
        """Return all entries that are whole, by their keys."""
        found = ((key, self.entry(key)) for key in self._places)
        return {key: entry for key, entry in found if entry}


def compile_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns.

    >>> compile_pattern("[a-z]+", re.IGNORECASE).search("42 Men").group()
    'Men'
    """
    try:
        return _store().pattern(source, int(flags))
    except (AttributeError, ImportError, TypeError, RuntimeError):
        return re.compile(source, flags)


def save() -> None:
    """Store the translated patterns of this process for others; where that can't be, do nothing."""
    if _store.cache_info().currsize:
        _store().save()


@lru_cache(1)
def _store() -> _Store:
    import _sre  # type: ignore[import-not-found]

    python = f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}-{sys.byteorder}"
    return _Store(os.path.join("patterns", f"{python}.codes"))


def _code(source: str, flags: int) -> _Code:
    """A pattern as `re._compiler.compile` translates it (Python 3.11 to 3.14)."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    numbers = array(_NUMBERS, _compiler._code(parsed, flags)).tobytes()
    names = dict(parsed.state.groupdict)
    numbered = {number: name for name, number in names.items()}
    by_number = tuple(numbered.get(number) for number in range(parsed.state.groups))
    return _Code(flags | parsed.state.flags, parsed.state.groups - 1, names, by_number, numbers)


def _pattern(source: str, code: _Code) -> re.Pattern[str]:
    import _sre

    numbers = array(_NUMBERS)
    numbers.frombytes(code.numbers)
    found: re.Pattern[str] = _sre.compile(
        source, code.flags, numbers.tolist(), code.groups, code.names, code.by_number
    )
    return found


def _key(source: str, flags: int) -> str:
    """The name of a pattern in the index. That two have the same is as good as impossible, and
    would cost a translation: an entry holds its pattern."""
    data = source.encode("utf-8", "surrogatepass")
    return f"{flags:x}-{zlib.crc32(data):x}-{zlib.adler32(data):x}"


def _dumped(source: str, flags: int, code: _Code) -> bytes:
    """A line of JSON, and behind it the numbers."""
    return (
        json.dumps((source, flags, *code[:-1]), separators=(",", ":")).encode()
        + b"\n"
        + code.numbers
    )


def _loaded(entry: bytes, source: str, flags: int) -> _Code | None:
    """Return a pattern from an entry of `_dumped`; None for no entry, or that of another one."""
    if not entry:
        return None
    head, _, numbers = entry.partition(b"\n")
    own, wanted, found, groups, names, by_number = json.loads(head)
    if (own, wanted) != (source, flags):
        return None
    return _Code(found, groups, names, tuple(by_number), numbers)


def _joined(entries: dict[str, bytes]) -> tuple[bytes, bytes]:
    """All entries, and in front the index of their places: start, size and checksum of each."""
    ordered = sorted(entries.items())
    starts = accumulate((len(entry) for _, entry in ordered), initial=0)
    places = {
        key: (start, len(entry), zlib.crc32(entry))
        for (key, entry), start in zip(ordered, starts, strict=False)
    }
    parts = b"".join(entry for _, entry in ordered)
    return json.dumps(places, separators=(",", ":")).encode(), parts
