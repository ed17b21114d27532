"""Annotations of GitHub Actions: a pull request shows them beside its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.reports.entry import every_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding

    Escapes = dict[str, str | int | None]

_DATA: Escapes = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Escapes = _DATA | {":": "%3A", ",": "%2C"}


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield a workflow command for each finding: a warning for a fix, a notice for others."""
    for one in every_entry(findings):
        properties = {
            "file": one.path,
            "line": one.start.line,
            "endLine": one.end.line,
            "title": one.rule,
        }
        if one.start.line == one.end.line:  # GitHub takes columns of one line only
            properties |= {"col": one.start.column, "endColumn": one.end.column}
        escaped = ((name, _escaped(str(value), _PROPERTY)) for name, value in properties.items())
        told = ",".join(f"{name}={value}" for name, value in escaped)
        level = "warning" if one.is_made else "notice"
        yield f"::{level} {told}::{_escaped(one.message, _DATA)}\n"


def _escaped(text: str, escapes: Escapes) -> str:
    return text.translate(str.maketrans(escapes))
