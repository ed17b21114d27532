"""One line for each fix: place, rule, before and after, reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mtfix.edits.fix import as_one
from mtfix.formats import of_file
from mtfix.fs import system
from mtfix.fs.files import PACKAGES
from mtfix.regexes.lazy import lazy_regex
from mtfix.reports.finding import Lines, shown
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.edits.fix import Fix, Missing
    from mtfix.edits.reason import Reason
    from mtfix.reports.finding import Finding

_TAG = lazy_regex(r"<[^<>]*>")
_DIM, _RED, _GREEN, _OFF = "\033[2m", "\033[31m", "\033[32m", "\033[0m"


def render(findings: Iterable[Finding], colour: bool) -> Iterator[str]:
    """Yield the lines for the fixes, then for those only suggested, file by file."""
    for finding in findings:
        if finding.is_empty:
            continue
        path, result, _, _ = finding
        lines = Lines(result.original)
        show = _shown_of_package if of_file(path) in PACKAGES else shown
        line = partial(_line, path, result.original, lines, show, colour=colour)
        for fix in result.fixes:
            yield line(fix, None)
        for held in result.withheld:
            if held.is_open:
                yield line(held.fix, held.reason)
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


def _shown_of_package(text: str) -> str:
    """A part of an office document without the tags in it, of which there are many."""
    return shown(_TAG.sub("", text))


def _line(
    path: str,
    text: str,
    lines: Lines,
    show: Callable[[str], str],
    fix: Fix,
    withheld: Reason | None,
    *,
    colour: bool,
) -> str:
    edit = as_one(fix, text)
    line, column = lines.place(edit.span.start)
    old, new = show(edit.old) or "nothing", show(edit.new) or "nothing"
    note = "; ".join(map(words, filter(None, (withheld, fix.reason))))
    if colour:
        old, new, note = f"{_RED}{old}{_OFF}", f"{_GREEN}{new}{_OFF}", f"{_DIM}{note}{_OFF}"
    mark = "? " if withheld else ""
    place = f"{system.shown(path)}:{line}:{column}"
    if not fix.changes:  # it is only reported
        return f"{place}: {mark}{fix.rule}: {old} ({note})\n"
    return f"{place}: {mark}{fix.rule}: {old} → {new} ({note})\n"
