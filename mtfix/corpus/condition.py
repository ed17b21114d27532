"""Conditions on documents, such as `damage < 20`."""

from __future__ import annotations

import math
import operator
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.corpus.columns import COLUMNS, check_columns
from mtfix.corpus.extras import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.pipeline.result import Result

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_FORM = re.compile(r"\s*(\w+)\s*(<=|>=|==|!=|<|>)\s*(\S+)\s*")
_HELP = "write a column, a comparison and a value, such as 'damage < 20'"
_TYPES = {"number": tuple(_COMPARISONS), "text": ("==", "!=")}
"""The comparisons that a column of each type has."""


class Condition(NamedTuple):
    """A comparison of a column with a value."""

    column: str
    comparison: str
    value: float | str

    def holds(self, result: Result) -> bool:
        """Whether a document meets the condition; one without a value meets only `!=`, or the one
        with an empty text."""
        return self.meets(COLUMNS[self.column].value(result))

    def meets(self, value: float | str | None) -> bool:
        """Whether a value of the column meets the condition."""
        if value is None:
            value = "" if isinstance(self.value, str) else math.nan
        return _COMPARISONS[self.comparison](value, self.value)


def parse_condition(words: str) -> Condition:
    """Return a condition. Raises CorpusError for what is none.

    >>> parse_condition("damage < 20")
    Condition(column='damage', comparison='<', value=20.0)
    """
    form = _FORM.fullmatch(words)
    if not form:
        raise CorpusError(f"{words!r} is no condition", _HELP)
    column, comparison, value = form.groups()
    check_columns([column])
    if comparison not in _TYPES.get(COLUMNS[column].type, ()):
        raise CorpusError(f"{column} can't be compared by {comparison}", _HELP)
    if COLUMNS[column].type == "text":
        return Condition(column, comparison, value.strip("'\""))
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise CorpusError(f"{value} is no number", _HELP)
    return Condition(column, comparison, number)
