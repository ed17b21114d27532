"""The removal of a match, with the line breaks and spaces that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.text.prose_lines import trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.stages.boilerplate.units import RuleMatch


def removal_fix(
    text: str, match: RuleMatch, with_break_before: frozenset[int], doubt: Reason | None
) -> Fix:
    """Return the fix that takes a match from the text: only suggested where there is a doubt."""
    span = _with_breaks(text, match, with_break_before) if match.whole else _piece(text, match)
    kind = match.rule.class_
    if doubt is None:
        reason, safety = Reason.of("boilerplate", kind=kind), Safety.SAFE
    else:
        reason = Reason.of("boilerplate-in-doubt", kind=kind, doubt=doubt)
        safety = Safety.SUGGESTED
    return Fix.of(span, text[span.start : span.end], "", match.rule.rule, reason, safety)


def _piece(text: str, match: RuleMatch) -> Span:
    """A cut piece with the white space that parted it from the rest."""
    start, end = match.cut
    while start > match.unit.start and text[start - 1] in " \t":
        start -= 1
    if match.cut.start == match.unit.start:
        while end < match.unit.end and text[end] in " \t":
            end += 1
    return Span(start, end)


def lines_with_break_before(text: str, gone: Sequence[Span]) -> frozenset[int]:
    """Return the starts of those lines that go with the line break before them, not with the
    one behind, given all lines that go, in order.

    These are the lines behind the last one that is kept, so that it ends the text as they did;
    and those at the end of a paragraph, so that it stays apart from the next.
    """
    found: list[int] = []
    for run in _runs(text, gone):
        before = _blank_before(text, run[0].start)
        behind = _blank_behind(text, run[-1].end)
        first, last = len(before) == run[0].start, run[-1].end + len(behind) == len(text)
        if last or (not first and before.count("\n") < 2 <= behind.count("\n")):
            found += (line.start for line in run)
    return frozenset(found)


def _runs(text: str, gone: Sequence[Span]) -> Iterator[list[Span]]:
    """The lines that go, those together between which nothing stands."""
    run: list[Span] = []
    for line in gone:
        if run and not text[run[-1].end : line.start].isspace():
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _blank_before(text: str, at: int) -> str:
    start = at
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return text[start:at]


def _blank_behind(text: str, at: int) -> str:
    end = at
    while end < len(text) and text[end].isspace():
        end += 1
    return text[at:end]


def _with_breaks(text: str, match: RuleMatch, before: frozenset[int]) -> Span:
    """A whole unit with its line break, the one before it or the one behind."""
    start, end = match.cut
    if trim(text, match.cut).start in before:
        blank = _blank_before(text, start)
        last = text.rfind("\n", 0, start - len(blank)) + 1
        if trim(text, Span(last, start - len(blank))).start not in before:
            blank = blank.lstrip(" \t")  # the line that is kept ends as it did
        return Span(start - len(blank), end)
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    end += len(_blank_behind(text, end))
    # The next line keeps its indentation.
    return Span(start, text.rfind("\n", match.cut.end, end) + 1 or end)
