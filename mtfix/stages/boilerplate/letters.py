"""Lines of letters: what somebody quotes, and forms that are filled in by hand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.stages.boilerplate.units import RuleMatch

_QUOTED = lazy_regex(r"(?m)^[ \t]*(?:[|:+%#]|[A-Za-z]{1,12})?>(?=[ \t>|]|$)")
"""The sign before a line of a letter that another one answers: `> `, `|> `, `Ann> `."""
_LEAST = 3
"""Lines with such signs that a letter has; one or two are a quotation of a page, or a path."""
_BLANK = lazy_regex(r"_{6,}|\.{8,}")
"""Where a form leaves room."""


def letter_doubt(text: str, match: RuleMatch) -> Reason | None:
    """Return why a match belongs to a letter, or None."""
    line = text[text.rfind("\n", 0, match.unit.start) + 1 : match.unit.end]
    if _QUOTED.match(line) and _is_letter(text):
        return Reason("in-a-letter")
    return Reason("in-a-form") if _BLANK.search(line) else None


@lru_cache(4)
def _is_letter(text: str) -> bool:
    """Whether lines of a text are quoted as letters quote them, asked once for all of them."""
    return len(_QUOTED.findall(text)) >= _LEAST
