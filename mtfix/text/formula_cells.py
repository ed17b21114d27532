"""Cells that a spreadsheet would take for formulas, and run."""

from __future__ import annotations

_BEGINNINGS = ("=", "+", "-", "@")


def escaped(cell: str) -> str:
    """Return a cell as no spreadsheet takes it for a formula.

    >>> escaped("=1+1"), escaped("a=b")
    ("'=1+1", 'a=b')
    """
    return f"'{cell}" if _is_formula(cell.lstrip("'")) else cell


def unescaped(cell: str) -> str:
    """Return what `escaped` was given.

    >>> unescaped("'=1+1"), unescaped("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return cell.startswith(_BEGINNINGS)
