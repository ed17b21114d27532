"""All edits as JSON, for programs.

Offsets count code points from 0; lines and columns count from 1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtfix.reports.finding import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edit import Edit
    from mtfix.reports.finding import Finding


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield one JSON array with an object for each file that has edits or suggestions."""
    yield "["
    comma = ""
    for path, result, _ in findings:
        if not result.edits and not result.withheld:
            continue
        lines = Lines(result.original)
        value = {
            "path": path,
            "edits": [_edit(lines, edit) for edit in result.edits],
            "withheld": [{**_edit(lines, e), "why": why} for e, why in result.withheld],
        }
        yield f"{comma}\n{json.dumps(value)}"
        comma = ","
    yield "\n]\n"


def _edit(lines: Lines, edit: Edit) -> dict[str, Any]:
    line, column = lines.place(edit.span.start)
    end_line, end_column = lines.place(edit.span.end)
    return {
        "start": edit.span.start,
        "end": edit.span.end,
        "line": line,
        "column": column,
        "endLine": end_line,
        "endColumn": end_column,
        "old": edit.old,
        "new": edit.new,
        "rule": edit.rule,
        "reason": edit.reason,
        "safety": edit.safety.name.lower(),
        "confidence": edit.confidence,
    }
