"""All fixes as JSON, for programs. docs/reports.md describes every field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtfix.fs import system
from mtfix.reports.finding import Lines
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Fix, Missing
    from mtfix.edits.reason import Reason
    from mtfix.pipeline.result import Result
    from mtfix.reports.finding import Finding
    from mtfix.text.provenance import Provenance


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield one JSON array with an object for each file that has fixes or suggestions."""
    yield "["
    comma = ""
    for finding in findings:
        if finding.is_empty:
            continue
        path, result, _, _ = finding
        lines = Lines(result.original)
        value = {
            "path": system.posix(path),
            **result_fields(lines, result),
            "missing": [_missing(lines, one, source) for one, source in finding.missing(lines)],
        }
        yield f"{comma}\n{json.dumps(value)}"
        comma = ","
    yield "\n]\n"


def result_fields(lines: Lines, result: Result) -> dict[str, Any]:
    """Return what is reported of one text: its fixes, and where it seems to come from."""
    return {
        "fixes": [_fix(lines, fix) for fix in result.fixes],
        "withheld": [
            {**_fix(lines, fix), "withheld": reason_fields(reason)}
            for fix, reason in result.withheld
        ],
        "origin": _origin(result.origin),
    }


def _origin(origin: Provenance) -> dict[str, Any]:
    return {**origin._asdict(), "signs": [sign._asdict() for sign in origin.signs]}


def _missing(lines: Lines, one: Missing, source: Lines) -> dict[str, Any]:
    return {
        **_at(lines, one.span),
        "rule": one.rule,
        "expected": list(one.expected),
        "found": one.found,
        "said": one.said,
        "source": {"text": one.source, "beside": one.beside, **_at(source, one.source_span)},
    }


def _fix(lines: Lines, fix: Fix) -> dict[str, Any]:
    found = {
        "rule": fix.rule,
        "reason": reason_fields(fix.reason),
        "safety": fix.safety.name.lower(),
        "confidence": fix.confidence,
        "edits": [{**_at(lines, span), "old": old, "new": new} for span, old, new in fix.edits],
    }
    return found | ({"after": list(fix.after)} if fix.after else {})


def reason_fields(reason: Reason) -> dict[str, str]:
    """Return a reason as it is reported: its code, and in words."""
    return {"code": reason.code, "text": words(reason)}


def _at(lines: Lines, span: Span) -> dict[str, Any]:
    line, column = lines.place(span.start)
    end_line, end_column = lines.place(span.end)
    return {
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "endLine": end_line,
        "endColumn": end_column,
        "utf16": _utf16(lines, span),
    }


def _utf16(lines: Lines, span: Span) -> dict[str, Any]:
    """The same place as editors count: a range of the Language Server Protocol, and offsets."""
    start, line, character = lines.utf16(span.start)
    end, end_line, end_character = lines.utf16(span.end)
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
        "startOffset": start,
        "endOffset": end,
    }
