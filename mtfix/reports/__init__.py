"""How edits are shown: readers of one list. A report is one module and one row here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.reports import diff, json, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.reports.finding import Finding

REPORTS: dict[str, Callable[[Iterable[Finding], bool], Iterator[str]]] = {
    "text": text.render,
    "diff": diff.render,
    "json": json.render,
}
"""A report takes findings and whether colours may be used, and yields pieces of text."""
