"""Names of rules: that of the stage that proposes their fixes, a slash, and their own."""

from __future__ import annotations

ENCODING = "encoding"
BOILERPLATE = "boilerplate"
TERM = "term"
SURFACE = "surface"


def rule_name(stage: str, name: str) -> str:
    """Return the whole name of a rule.

    >>> rule_name(TERM, "oracle")
    'term/oracle'
    """
    return f"{stage}/{name}"


def is_of(rule: str, stage: str) -> bool:
    """Return whether a stage proposes the fixes of a rule.

    >>> is_of("term/oracle", TERM), is_of("terms/oracle", TERM)
    (True, False)
    """
    return rule.startswith(f"{stage}/")
