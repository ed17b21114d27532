"""How edits are shown: readers of one list. A report is one module and one row here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding

REPORTS = {
    "text": "mtfix.reports.text",
    "diff": "mtfix.reports.diff",
    "json": "mtfix.reports.json",
    "edits": "mtfix.reports.edits_file",
    "terms": "mtfix.reports.terms",
}
"""The module of each report, imported when it is asked for."""


def render(name: str, findings: Iterable[Finding], *, colour: bool = False) -> Iterator[str]:
    """Yield the findings as the report called `name` shows them, in pieces of text."""
    pieces: Iterator[str] = import_module(REPORTS[name]).render(findings, colour)
    return pieces
