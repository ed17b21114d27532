"""Worked out once for each combination that occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 1 << 14
"""Combinations that are remembered."""


class Memo(dict[tuple[Any, ...], int]):
    """Looks up as fast as a dict what a function makes of some small numbers."""

    def __init__(self, function: Callable[..., int]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: tuple[Any, ...]) -> int:
        if len(self) > _MOST:
            self.clear()
        found = self[key] = self._function(*key)
        return found
