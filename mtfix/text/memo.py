"""A table of a function's results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 1 << 14
"""Keys from which on the table is emptied."""
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Memo(dict[_Key, _Value], Generic[_Key, _Value]):
    """A dict that calls a function for each key that it lacks, and keeps the result: faster than
    `functools.cache` where a plain look-up suffices mostly."""

    def __init__(self, function: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: _Key) -> _Value:
        if len(self) > _MOST:
            self.clear()
        found = self[key] = self._function(key)
        return found
