"""The time that a pattern of a user's may take, be it of a pack or for the names of files."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = TypeVar("Found")

SECONDS = 1.0
"""Seconds that one search may take, and all together beside `_PER_CHARACTER`."""
_PER_CHARACTER = 1e-6
"""Seconds for each character that was searched: a hundred times what a good pattern takes."""


class Budget:
    """The time that is left to a pattern. One that has had it is not run again."""

    def __init__(self) -> None:
        self._left = SECONDS

    def run(self, search: Callable[[float], Found], size: int = 0) -> Found:
        """Return what a search gives that is told how many seconds it may take, in a text of some
        size. Raises TimeoutError where it takes longer, or the pattern has had its time."""
        if self._left <= 0:
            raise TimeoutError
        begun = thread_time()
        try:
            found = search(SECONDS)
        except TimeoutError:
            self._left = 0
            raise
        self._left = min(SECONDS, self._left + size * _PER_CHARACTER - (thread_time() - begun))
        return found
