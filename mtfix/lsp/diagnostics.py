"""Findings as an editor shows them below the words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls import uris

from mtfix.edits.fix import as_one
from mtfix.edits.rule_names import BOILERPLATE, is_of
from mtfix.reports.finding import visible
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.edits.problem import Problem
    from mtfix.lsp.analysis import Analysis, Found

SOURCE = "mtfix"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


def diagnostics(analysis: Analysis) -> Iterator[types.Diagnostic]:
    """Yield what is found in a document: what `fix` would make as a warning, what a person is to
    decide about as information."""
    for found in analysis.fixes:
        yield diagnostic(analysis, found)
    for missing in analysis.result.missing:
        told = f"{' or '.join(missing.expected)} is missing (the source says {missing.source})"
        yield _of(analysis.range(missing.span), told, missing.rule)
    for problem in analysis.result.problems:
        yield of_problem(problem)


def diagnostic(analysis: Analysis, found: Found) -> types.Diagnostic:
    """Return a fix as an editor shows it."""
    fix, is_safe, held = found
    told = f"{change(analysis, found)} ({'; '.join(map(words, filter(None, (held, fix.reason))))})"
    severity = _SEVERITIES["warning" if is_safe else "note"]
    shown = _of(analysis.range(fix.span), told, fix.rule, severity)
    if is_safe and is_of(fix.rule, BOILERPLATE):
        shown.tags = [types.DiagnosticTag.Unnecessary]
    return shown


def change(analysis: Analysis, found: Found) -> str:
    """Return what a fix changes, on one line."""
    edit = as_one(found.fix, analysis.text)
    if edit.old == edit.new:
        return visible(edit.old)
    return f"{visible(edit.old) or 'nothing'} → {visible(edit.new) or 'nothing'}"


def of_problem(problem: Problem) -> types.Diagnostic:
    """Return a problem of a file, at its line or at the beginning."""
    line, column = max(0, problem.line - 1), max(0, problem.column - 1)
    start = types.Position(line, column)
    end = types.Position(line, column + 1) if problem.column else types.Position(line + 1, 0)
    words_ = f"{problem.text}; {problem.remedy}" if problem.remedy else problem.text
    return _of(types.Range(start, end), words_, problem.rule, _SEVERITIES[problem.severity])


def uri_of_problem(problem: Problem) -> str | None:
    """Return the document that a problem is about, if it names a file."""
    path = os.path.abspath(problem.path)
    return uris.from_fs_path(path) if problem.path and os.path.isfile(path) else None


def _of(
    where: types.Range,
    told: str,
    rule: str,
    severity: types.DiagnosticSeverity = types.DiagnosticSeverity.Information,
) -> types.Diagnostic:
    return types.Diagnostic(where, told, severity=severity, code=rule or None, source=SOURCE)
