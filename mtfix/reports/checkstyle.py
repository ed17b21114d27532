"""The XML of Checkstyle, which many servers for code review read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.reports.entry import entries
from mtfix.reports.xml_text import attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield a file element with an error for each finding in it."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n'
    for finding in findings:
        found = [*entries(finding)]
        if not found:
            continue
        yield f"  <file{attributes(name=found[0].path)}>\n"
        for one in found:
            told = attributes(
                line=one.start.line,
                column=one.start.column,
                severity="warning" if one.is_made else "info",
                message=one.message,
                source=f"mtfix.{one.rule}",
            )
            yield f"    <error{told}/>\n"
        yield "  </file>\n"
    yield "</checkstyle>\n"
