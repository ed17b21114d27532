"""`mtfix explain --report json`: the same for programs. docs/reports.md describes the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.cli.told_topics import told_topics
from mtfix.cli.withheld_rewritings import WithheldRewritings
from mtfix.edits.edit import Span
from mtfix.fs import system
from mtfix.reports.finding import Lines
from mtfix.reports.json import reason_fields, result_fields
from mtfix.reports.wording import words
from mtfix.stages.terms.counterfactual import counterfactuals

if TYPE_CHECKING:
    from mtfix.cleaner import Cleaner
    from mtfix.pipeline.ledger import Leave
    from mtfix.stages.terms.collect_verdicts import Locate
    from mtfix.stages.terms.verdict import Verdict


def explanation(
    path: str,
    text: str,
    made: Cleaner,
    format: str | None,  # noqa: A002
    source: str | None = None,
    leave: Leave | None = None,
) -> dict[str, Any]:
    """Return what `explain` knows of a text: its candidates, its fixes, where it comes from."""
    lines = Lines(text)
    result = made.clean(text, source, format, leave=leave)
    withheld = WithheldRewritings(result)
    decisions = made.decisions(text, format, source)
    candidates = [_candidate(lines, locate, verdict, withheld) for verdict, locate in decisions]
    return {
        "path": system.posix(path),
        "candidates": candidates,
        "topics": _topics(text, lines),
        **result_fields(lines, result),
    }


def _topics(text: str, lines: Lines) -> list[dict[str, Any]]:
    """The sections whose topics are known."""
    return [
        {
            "start": span.start,
            "end": span.end,
            "line": lines.place(span.start)[0],
            "endLine": lines.place(span.end - 1)[0],
            "topics": [topic._asdict() for topic in topics],
        }
        for span, topics in told_topics(text)
    ]


def _candidate(
    lines: Lines, locate: Locate, verdict: Verdict, withheld: WithheldRewritings
) -> dict[str, Any]:
    place = verdict.candidate
    span = locate(place.span)
    line, column = lines.place(span.start)
    reason = withheld.reason(verdict, span)
    return {
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "old": place.old,
        "term": place.term.term,
        "rule": place.term.rule,
        "outcome": verdict.outcome,
        "score": verdict.score if verdict.features else None,
        "reason": words(verdict.reason),
        "withheld": reason_fields(reason) if reason else None,
        "cues": [
            {"name": weight.name, "weight": round(weight.value, 3), **_where(lines, locate, weight)}
            for weight in verdict.heaviest()
        ],
        "tips": [
            {**tip._asdict(), "ways": [words(way) for way in tip.ways]}
            for tip in counterfactuals(verdict)
        ],
    }


def _where(lines: Lines, locate: Locate, weight: Any) -> dict[str, Any]:
    """Where a cue stands; nothing for what has no place."""
    if not weight.zone:
        return {"zone": None}
    start = locate(Span(weight.start, weight.start + 1)).start
    line, column = lines.place(start)
    return {"zone": weight.zone, "start": start, "line": line, "column": column}
