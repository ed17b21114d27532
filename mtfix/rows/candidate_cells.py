"""Candidate cells: those of many rows in which something may have to change, the only ones that
are cleaned."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtfix.rows.cells import Cell

_COMMENT = "mtfix"
"""A literal that every comment to mtfix holds."""


def candidate_cells(
    scan: Callable[[bytes], Iterable[int]],
    names_term: Callable[[str], bool],
    cells: Sequence[Cell],
) -> set[int]:
    """Return the indices of the cells that must be cleaned. Those of one line are scanned
    together.

    scan: gives where in some lines of bytes a change may hang on something, line by line.
    names_term: whether a source text names any term.
    """
    found: set[int] = set()
    starts: list[int] = []
    lines: list[bytes] = []
    at = 0
    for index, (text, source, _) in enumerate(cells):
        if _COMMENT in text or "\n" in text or "\r" in text or (source and names_term(source)):
            found.add(index)
        starts.append(at)
        lines.append(text.replace("\n", " ").encode("utf-8", "surrogatepass"))
        at += len(lines[-1]) + 1
    return found.union(bisect_right(starts, hit) - 1 for hit in scan(b"\n".join(lines)))


def all_cells(cells: Sequence[Cell]) -> Iterable[int]:
    """Return the indices of all cells."""
    return range(len(cells))
