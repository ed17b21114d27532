"""A unified diff made from edits: nothing is compared, so that size and repetition cost nothing."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span, apply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTEXT = 3


class _ChangedLines(NamedTuple):
    """Lines that go and lines that come; `at` counts the lines before them."""

    at: int
    old: list[str]
    new: list[str]

    @property
    def end(self) -> int:
        return self.at + len(self.old)


def hunks(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield the lines of a unified diff behind its header. Edits as `apply` takes them."""
    before = split(text)
    group: list[_ChangedLines] = []
    grown = 0
    for change in _changes(text, before, edits):
        if group and change.at - group[-1].end > 2 * _CONTEXT:
            yield from _hunk(before, group, grown)
            grown += sum(len(one.new) - len(one.old) for one in group)
            group = []
        group.append(change)
    if group:
        yield from _hunk(before, group, grown)


def split(text: str) -> list[str]:
    """Lines as `patch` sees them: only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _changes(text: str, before: list[str], edits: Sequence[Edit]) -> Iterator[_ChangedLines]:
    """The lines that edits touch, those of neighbours together."""
    starts = [0]
    for one in before:
        starts.append(starts[-1] + len(one))
    group: list[Edit] = []
    first = end = 0
    for edit in edits:
        line = min(bisect_right(starts, edit.span.start) - 1, max(len(before) - 1, 0))
        if group and line >= end:
            yield from _change(text, starts, (first, end), group)
            group = []
        if not group:
            first = line
        end = min(bisect_right(starts, edit.span.end), len(before))
        group.append(edit)
    if group:
        yield from _change(text, starts, (first, end), group)


def _change(
    text: str, starts: list[int], lines: tuple[int, int], edits: list[Edit]
) -> Iterator[_ChangedLines]:
    """Yield the change that edits make to a run of whole lines; none where they cancel out."""
    first, end = lines
    shift = starts[first]
    here = [edit._replace(span=Span(*(at - shift for at in edit.span))) for edit in edits]
    piece = text[shift : starts[end]]
    old, new = split(piece), split(apply(piece, here))
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    old, new = old[same:], new[same:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    if old or new:
        yield _ChangedLines(first + same, old, new)


def _hunk(before: list[str], changes: list[_ChangedLines], grown: int) -> Iterator[str]:
    start = max(changes[0].at - _CONTEXT, 0)
    end = min(changes[-1].end + _CONTEXT, len(before))
    length = end - start
    now = length + sum(len(change.new) - len(change.old) for change in changes)
    yield f"@@ -{_range(start, length)} +{_range(start + grown, now)} @@\n"
    at = start
    for change in changes:
        yield from _marked(" ", before[at : change.at])
        yield from _marked("-", change.old)
        yield from _marked("+", change.new)
        at = change.end
    yield from _marked(" ", before[at:end])


def _range(start: int, length: int) -> str:
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(sign: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield sign + (line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
