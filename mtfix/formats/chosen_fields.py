"""The values of a file that options choose, by the keys that lead to them: `*.title`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_DEEPEST = 100
"""Most keys that lead to a value which is chosen; the time for one grows with them."""
_SIGNS = {"**": r".*", "*": r"[^.]*"}
_SIGN = re.compile(r"(\*\*|\*)")


class ChosenFields:
    """The fields that are read of a file; all where none is named.

    A field is the keys that lead to it, with full stops between them; `*` stands for one key or
    the number of a member in a list, `**` for any number of them.
    """

    def __init__(self, fields: Collection[str]) -> None:
        self._fields = fields
        self._fits = re.compile("|".join(map(_pattern, fields)), re.DOTALL).fullmatch
        self._found = not fields

    def holds(self, path: Sequence[str | int]) -> bool:
        """Return whether the value to which keys lead is read."""
        if not self._fields:
            return True
        found = len(path) <= _DEEPEST and self._fits(".".join(map(str, path))) is not None
        self._found |= found
        return found

    def check(self) -> None:
        """Raise ProblemError where no value was read."""
        if not self._found:
            named = ", ".join(self._fields)
            raise ProblemError(f"there is no field {named}", "add it, or name others with --field")


def _pattern(field: str) -> str:
    parts = _SIGN.split(field)
    return "".join(_SIGNS.get(part) or re.escape(part) for part in parts)
