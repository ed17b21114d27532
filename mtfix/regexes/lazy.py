"""Regular expressions that are compiled when they are first asked something.

To compile those of a stage takes longer than to clean a page, and most pages need few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(pattern, flags)` and is compiled at its first use.

    >>> lazy_regex("[a-z]+").search("42 men").group()
    'men'
    """
    return _Late(pattern, flags)  # type: ignore[return-value]  # it stands in for one


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern, which then becomes one of this object."""
        from mtfix.regexes.cache import compile_pattern

        found = getattr(compile_pattern(*self._source), name)
        setattr(self, name, found)
        return found
