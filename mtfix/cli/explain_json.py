"""`mtfix explain --report json`: the same for programs. docs/reports.md describes the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix import system
from mtfix.cli.explain import importance
from mtfix.edit import Span
from mtfix.reports.finding import Lines
from mtfix.reports.json import finding
from mtfix.stages.tipping import tips

if TYPE_CHECKING:
    from mtfix.cleaner import Cleaner
    from mtfix.draft import Draft
    from mtfix.stages.decision import Verdict


def explanation(path: str, text: str, made: Cleaner, format: str | None) -> dict[str, Any]:  # noqa: A002
    """Return what `explain` knows of a text: its candidates, its edits, where it comes from."""
    lines = Lines(text)
    draft, verdicts = made.considered(text, format)
    candidates = [_candidate(lines, draft, verdict) for verdict in verdicts]
    result = made.clean(text, format=format)
    return {"path": system.posix(path), "candidates": candidates, **finding(lines, result)}


def _candidate(lines: Lines, draft: Draft, verdict: Verdict) -> dict[str, Any]:
    place = verdict.place
    span = draft.locate(place.span)
    line, column = lines.place(span.start)
    return {
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "old": place.old,
        "term": place.term.term,
        "rule": place.term.rule,
        "outcome": verdict.outcome,
        "score": verdict.score if verdict.weights else None,
        "reason": verdict.reason,
        "cues": [
            {"name": weight.name, "weight": round(weight.value, 3), **_where(lines, draft, weight)}
            for weight in sorted(verdict.weights, key=importance)
        ],
        "tips": [tip._asdict() for tip in tips(verdict)],
    }


def _where(lines: Lines, draft: Draft, weight: Any) -> dict[str, Any]:
    """Where a cue stands; nothing for what has no place."""
    if not weight.zone:
        return {"zone": None}
    start = draft.locate(Span(weight.start, weight.start + 1)).start
    line, column = lines.place(start)
    return {"zone": weight.zone, "start": start, "line": line, "column": column}
