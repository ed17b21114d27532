"""All edits as JSON, for programs. docs/reports.md describes every field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtfix import system
from mtfix.reports.finding import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edit import Edit
    from mtfix.origin import Origin
    from mtfix.reports.finding import Finding
    from mtfix.result import Result


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield one JSON array with an object for each file that has edits or suggestions."""
    yield "["
    comma = ""
    for path, result, _ in findings:
        if not result.edits and not result.withheld:
            continue
        lines = Lines(result.original)
        value = {"path": system.posix(path), **finding(lines, result)}
        yield f"{comma}\n{json.dumps(value)}"
        comma = ","
    yield "\n]\n"


def finding(lines: Lines, result: Result) -> dict[str, Any]:
    """Return what is told of one text: its edits, and where it seems to come from."""
    return {
        "edits": [_edit(lines, edit) for edit in result.edits],
        "withheld": [{**_edit(lines, e), "why": why} for e, why in result.withheld],
        "origin": _origin(result.origin),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {**origin._asdict(), "signs": [sign._asdict() for sign in origin.signs]}


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
        "utf16": _utf16(lines, edit),
        "old": edit.old,
        "new": edit.new,
        "rule": edit.rule,
        "reason": edit.reason,
        "safety": edit.safety.name.lower(),
        "confidence": edit.confidence,
    }


def _utf16(lines: Lines, edit: Edit) -> dict[str, Any]:
    """The same place as editors count: a range of the Language Server Protocol, and offsets."""
    start, line, character = lines.utf16(edit.span.start)
    end, end_line, end_character = lines.utf16(edit.span.end)
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
        "startOffset": start,
        "endOffset": end,
    }
