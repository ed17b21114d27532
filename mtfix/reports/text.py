"""One line for each edit: place, rule, before and after, reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.fs import system
from mtfix.reports.finding import Lines, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.edit import Edit, Missing
    from mtfix.reports.finding import Finding

_DIM, _RED, _GREEN, _OFF = "\033[2m", "\033[31m", "\033[32m", "\033[0m"


def render(findings: Iterable[Finding], colour: bool) -> Iterator[str]:
    """Yield the lines for the edits, then for those only suggested, file by file."""
    for finding in findings:
        if finding.is_empty:
            continue
        path, result, _, _ = finding
        lines = Lines(result.original)
        for edit in result.edits:
            yield _line(path, lines, edit, "", colour)
        for held in result.withheld:
            if held.is_open:
                yield _line(path, lines, held.edit, held.why, colour)
        for one, source in finding.missing(lines):
            yield _missing(path, lines, one, source, colour)


def _missing(path: str, lines: Lines, one: Missing, source: Lines, colour: bool) -> str:
    """A term that the source says and the text does not."""
    line, column = lines.place(one.span.start)
    there = ":".join(map(str, source.place(one.source_span.start)))
    said, wanted = shown(one.source), shown(" or ".join(one.expected))
    if colour:
        said, wanted = f"{_RED}{said}{_OFF}", f"{_GREEN}{wanted}{_OFF}"
    count = f", {one.found} times instead of {one.said}" if one.found else ""
    place = f"{system.shown(path)}:{line}:{column}"
    return (
        f"{place}: ! {one.rule}: {wanted} is missing{count} (the source says {said} at {there})\n"
    )


def _line(path: str, lines: Lines, edit: Edit, why: str, colour: bool) -> str:
    line, column = lines.place(edit.span.start)
    old, new = shown(edit.old) or "nothing", shown(edit.new) or "nothing"
    note = f"{why}; {edit.reason}" if why else edit.reason
    if colour:
        old, new, note = f"{_RED}{old}{_OFF}", f"{_GREEN}{new}{_OFF}", f"{_DIM}{note}{_OFF}"
    mark = "? " if why else ""
    if edit.old == edit.new:  # it is only reported
        return f"{system.shown(path)}:{line}:{column}: {mark}{edit.rule}: {old} ({note})\n"
    return f"{system.shown(path)}:{line}:{column}: {mark}{edit.rule}: {old} → {new} ({note})\n"
