"""Fixes that a person has decided to leave, and how they are known again in a changed text.

The place of a fix is told by hashes: of its line, and of the 40 characters before and behind
it in its paragraph. It is the same place if its line is the same, or what stands before it, or
what stands behind; so it survives moved lines and changes near by.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span
from mtfix.edits.fix import Fix, as_one
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SIDE, _TELLING = 40, 20
"""Characters each side that are compared, and how many tell a place by themselves."""
_WINDOW = 200
_LONGEST_LINE = 2_000
_BLANK = lazy_regex(r"\n[ \t\r]*\n")


class BaselineEntry(NamedTuple):
    """One fix that is left, so many `times` in this very place. `path` is from the folder of
    the baseline; `old` and `new` are the text from its first edit to its last."""

    path: str
    rule: str
    old: str
    new: str
    at: str
    times: int = 1


class BaselineMatcher:
    """Says of each edit of one text whether it is in the baseline. For one cleaning only."""

    def __init__(self, entries: Iterable[BaselineEntry]) -> None:
        self._exact: dict[tuple[str, str, str, str], BaselineEntry] = {}
        self._near: dict[tuple[str, str, str, str], list[BaselineEntry]] = defaultdict(list)
        self._places: dict[tuple[BaselineEntry, bool], set[Span]] = defaultdict(set)
        for entry in entries:
            what = entry[1:4]
            self._exact[(*what, entry.at)] = entry
            for sign in _signs(entry.at):
                self._near[(*what, sign)].append(entry)

    def __call__(self, fix: Fix, original: str) -> Reason | None:
        return Reason("baseline") if self.entry(fix, original) else None

    def entry(self, fix: Fix, original: str) -> BaselineEntry | None:
        """Return the entry of a fix of `original`, or None."""
        edit = as_one(fix, original)
        return self._at((fix.rule, edit.old, edit.new), edit.span, original)

    def _at(self, what: tuple[str, str, str], span: Span, original: str) -> BaselineEntry | None:
        """The entry that belongs to a place: best the one whose surroundings are all the same.

        What is taken by another place that is only like it does not count against that one.
        """
        here = _Place.of(original, span)
        exact = self._exact.get((*what, here.at))
        if exact and self._takes(self._places[exact, True], exact, span):
            return exact
        for sign in here.signs:
            for entry in self._near.get((*what, sign), ()):
                taken = len(self._places[entry, True] - {span})
                if self._takes(self._places[entry, False], entry, span, taken):
                    return entry
        return None

    def _takes(self, places: set[Span], entry: BaselineEntry, span: Span, taken: int = 0) -> bool:
        if span not in places and len(places) + taken >= entry.times:
            return False
        places.add(span)
        return True


class Recorder:
    """Leaves every fix it is asked about and remembers it. For one cleaning only."""

    def __init__(self) -> None:
        self.fixes: dict[tuple[tuple[Edit, ...], str], Fix] = {}

    def __call__(self, fix: Fix, _original: str) -> Reason | None:
        self.fixes[fix.edits, fix.rule] = fix
        return Reason("baseline")


def entries(path: str, text: str, fixes: Iterable[Fix]) -> list[BaselineEntry]:
    """Return what a baseline says of fixes of `text`; `path` is from its folder."""
    found: Counter[BaselineEntry] = Counter()
    for fix in fixes:
        edit = as_one(fix, text)
        found[BaselineEntry(path, fix.rule, edit.old, edit.new, _Place.of(text, edit.span).at)] += 1
    return [entry._replace(times=times) for entry, times in found.items()]


def moved(fixes: Iterable[Fix], text: str, made: Sequence[Edit]) -> Iterator[Fix]:
    """Yield fixes, each as one edit, as they stand in the `text` after edits were made, which are
    disjoint and in order; where one of those overlaps, the span takes it in."""
    starts, ends = [edit.span.start for edit in made], [edit.span.end for edit in made]
    shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in made)]
    for fix in fixes:
        start, end = fix.span
        low = bisect_right(ends, start)
        high = max(low, bisect_left(starts, end))
        if low < high:
            start, end = min(start, starts[low]), max(end, ends[high - 1])
        span = Span(start + shifts[low], end + shifts[high])
        [edit] = fix.edits
        old = text[span.start : span.end]
        yield fix._replace(edits=(Edit(span, old, edit.new),), after=())


def occurrences(text: str, part: str) -> Iterator[Span]:
    """Yield where a part stands in a text; nowhere, if it is empty."""
    at = text.find(part) if part else -1
    while at >= 0:
        yield Span(at, at + len(part))
        at = text.find(part, at + len(part))


class _Place(NamedTuple):
    """The surroundings of a span, as an entry has them, and the signs by which an entry with
    other surroundings belongs here too."""

    at: str
    signs: tuple[str, ...]

    @classmethod
    def of(cls, text: str, span: Span) -> _Place:
        before = " ".join(_BLANK.split(text[max(0, span.start - _WINDOW) : span.start])[-1].split())
        behind = " ".join(_BLANK.split(text[span.end : span.end + _WINDOW])[0].split())
        sides = before[-_SIDE:], behind[:_SIDE]
        low, high = max(0, span.start - _LONGEST_LINE), span.end + _LONGEST_LINE
        line = text[low : span.start].rpartition("\n")[2] + text[span.start : span.end]
        line += text[span.end : high].partition("\n")[0]
        at = "-".join(_hash(part) for part in (" ".join(line.split()), *sides))
        tells = True, len(sides[0]) >= _TELLING, len(sides[1]) >= _TELLING, True
        return cls(
            at, tuple(sign for sign, is_one in zip(_signs(at), tells, strict=True) if is_one)
        )


def _signs(at: str) -> tuple[str, ...]:
    """Return the signs of a place: its line, the text before it, behind it, and both together."""
    line, before, behind, *_ = [*at.split("-"), "", ""]
    return f"line {line}", f"before {before}", f"behind {behind}", f"both {before} {behind}"


def _hash(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
