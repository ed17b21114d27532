"""What a user is told about a file or a pack: where, what is wrong, and what to do."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong with a comment, or with a line: its number, counted from 1, and what is
    said of it.

    `rule` is the rule that a comment names, if that is why it does nothing. A `broken` line is
    one that can't be read as its format asks: it is kept as it is, and the user must act.
    """

    line: int
    text: str
    rule: str = ""
    broken: bool = False
