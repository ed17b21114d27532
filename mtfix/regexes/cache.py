"""Regular expressions that are translated once for all processes.

`re` parses and translates a pattern in Python, half a millisecond for one of a pack; what comes
of that, a list of numbers, becomes a pattern in ten microseconds. The numbers are kept in the
user's cache folder, apart for each version of Python. The interpreter examines them before it
runs them, which it does not do with pickles. Where it lacks the private functions for this, or
the cache is missing or damaged, patterns are compiled as ever.

A process of `mtfix clean` took 118 ms instead of 140 on a damaged page of 2 KB, which needs 90
patterns, and 173 instead of 317 on one of 10 KB, which needs 500: nearly half of them, and more
than half of the time, are the lists of words in boilerplate rules that have no triggers. Once
those are look-ups, this module is to go.
"""

from __future__ import annotations

import json
import os
import re
import sys
from array import array
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

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
    """Translated patterns, by pattern and flags. Those of `name` are read, and kept there."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._codes = _read(name)
        self._added: dict[tuple[str, int], _Code] = {}

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        code = self._codes.get((source, flags))
        if code is None:
            code = self._codes[source, flags] = self._added[source, flags] = _code(source, flags)
        return _pattern(source, code)

    def save(self) -> None:
        """Write what was added beside what other processes have written since."""
        if self._added:
            codes = _read(self._name) | self._added
            self._added = {}
            data = _dumped(codes)
            if len(data) <= _LARGEST:
                cache_dir.write(self._name, data)


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
    return _Store(os.path.join("patterns", f"{python}.bin"))


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


def _dumped(codes: dict[tuple[str, int], _Code]) -> bytes:
    """A line of JSON with the index, and behind it the numbers of all patterns."""
    index = [(*key, *code[:-1], len(code.numbers)) for key, code in codes.items()]
    numbers = b"".join(code.numbers for code in codes.values())
    return json.dumps(index, separators=(",", ":")).encode() + b"\n" + numbers


def _read(name: str) -> dict[tuple[str, int], _Code]:
    """The patterns that are stored."""
    index, _, numbers = cache_dir.load(name).partition(b"\n")
    return dict(_loaded(json.loads(index), numbers)) if index else {}


def _loaded(index: list[list[Any]], numbers: bytes) -> list[tuple[tuple[str, int], _Code]]:
    ends = accumulate((entry[-1] for entry in index), initial=0)
    return [
        ((source, wanted), _Code(flags, groups, names, tuple(by_number), numbers[start:end]))
        for (source, wanted, flags, groups, names, by_number, _), (start, end) in zip(
            index, pairwise(ends), strict=True
        )
    ]
