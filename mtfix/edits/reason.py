"""Why a fix is proposed, or was not made: a code with its data.

The program compares codes only. People read words, which `mtfix.reports.wording` makes.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Reason(NamedTuple):
    """A reason: its `code`, and the named values that the words for it are filled with.

    >>> Reason.of("overlap", rule="term/oracle")
    Reason(code='overlap', data=(('rule', 'term/oracle'),))
    """

    code: str
    data: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, code: str, **data: Any) -> Reason:
        """Return the reason with this code and data."""
        return cls(code, tuple(data.items()))

    def get(self, name: str) -> Any:
        """Return the value called `name`, or None."""
        return dict(self.data).get(name)
