"""One line for each fix: place, rule, the change among the words around it, reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mtfix.edits.fix import as_one
from mtfix.formats import of_file
from mtfix.fs import system
from mtfix.fs.files import PACKAGES
from mtfix.regexes.lazy import lazy_regex
from mtfix.reports.entry import context
from mtfix.reports.finding import Lines, shown, visible
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Fix, Missing
    from mtfix.edits.reason import Reason
    from mtfix.reports.finding import Finding

_TAG = lazy_regex(r"<[^<>]*>")
_CUT_TAG = lazy_regex(r"^[^<>]*>|<[^<>]*$")
_WORDS, _WINDOW = 24, 400
"""Characters each side that are shown, and those of an office document that hold as many."""
_DIM, _RED, _GREEN, _OFF = "\033[2m", "\033[31m", "\033[32m", "\033[0m"


def render(findings: Iterable[Finding], colour: bool) -> Iterator[str]:
    """Yield the lines for the fixes, then for those only suggested, file by file."""
    for finding in findings:
        if finding.is_empty:
            continue
        path, result, _, _ = finding
        lines = Lines(result.original)
        bare = _without_tags if of_file(path) in PACKAGES else _as_it_is
        line = partial(_line, path, result.original, lines, bare, colour=colour)
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


def _as_it_is(text: str) -> str:
    return text


def _without_tags(text: str) -> str:
    """A part of an office document without the tags in it, of which there are many, and without
    what is left of one at its ends."""
    return _CUT_TAG.sub("", _TAG.sub("", text))


def _line(
    path: str,
    text: str,
    lines: Lines,
    bare: Callable[[str], str],
    fix: Fix,
    withheld: Reason | None,
    *,
    colour: bool,
) -> str:
    edit = as_one(fix, text)
    line, column = lines.place(edit.span.start)
    old, new = (visible(bare(part)) or "nothing" for part in (edit.old, edit.new))
    before, behind = _around(text, edit.span, bare)
    note = "; ".join(map(words, filter(None, (withheld, fix.reason))))
    if colour:
        old, new, note = f"{_RED}{old}{_OFF}", f"{_GREEN}{new}{_OFF}", f"{_DIM}{note}{_OFF}"
    mark = "? " if withheld else ""
    place = f"{system.shown(path)}:{line}:{column}: {mark}{fix.rule}: "
    change = f"{old} → {new}" if fix.changes else old  # else it is only reported
    return f"{place}{before}[{change}]{behind} ({note})\n"


def _around(text: str, span: Span, bare: Callable[[str], str]) -> tuple[str, str]:
    """The few words of its line before and behind a span."""
    if bare is _as_it_is:
        before, behind = context(text, span, _WORDS)
    else:
        before = bare(text[max(0, span.start - _WINDOW) : span.start])[-_WORDS:]
        behind = bare(text[span.end : span.end + _WINDOW])[:_WORDS]
    return shown(before).lstrip(), shown(behind).rstrip()
