"""YAML as packs are written by commands: every text quoted, so that it is read as it was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def quoted(text: str) -> str:
    """Return a text of one line as YAML reads it back, whatever it holds.

    >>> quoted("it's: a #1")
    "'it''s: a #1'"
    """
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """Return texts as a YAML list in one line."""
    return f"[{', '.join(map(quoted, texts))}]"
