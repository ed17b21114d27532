"""Edits that a person has decided to leave, and how they are known again in a changed text.

The place of an edit is told by hashes: of its line, and of the 40 characters before and behind
it in its paragraph. It is the same place if its line is the same, or what stands before it, or
what stands behind; so it survives moved lines and changes near by.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import IN_BASELINE, Edit, Span
from mtfix.late import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SIDE, _TELLING = 40, 20
"""Characters each side that are compared, and how many tell a place by themselves."""
_WINDOW = 200
_LONGEST_LINE = 2_000
_BLANK = late(r"\n[ \t\r]*\n")


class Entry(NamedTuple):
    """One edit that is left, so many `times` in this very place. `path` is from the folder of
    the baseline; a rule of several parts, joined by `+`, stands for each of them there."""

    path: str
    rule: str
    old: str
    new: str
    at: str
    times: int = 1


class Kept:
    """Says of each edit of one text whether it is in the baseline. For one cleaning only."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
        self._joined: dict[str, list[Entry]] = defaultdict(list)
        self._taken: dict[Entry, set[Span]] = defaultdict(set)
        for entry in entries:
            self._exact[entry.rule, entry.old, entry.new].append(entry)
            if "+" in entry.rule:
                for part in entry.rule.split("+"):
                    self._joined[part].append(entry)

    def __call__(self, edit: Edit, original: str) -> str:
        return IN_BASELINE if self.entry(edit, original) else ""

    def entry(self, edit: Edit, original: str) -> Entry | None:
        """The entry of an edit of `original`, or None."""
        entries = self._exact.get((edit.rule, edit.old, edit.new), ())
        found = self._at(entries, edit.span, original)
        return found or next(self._wider(edit, original), None)

    def _at(self, entries: Sequence[Entry], span: Span, original: str) -> Entry | None:
        """The entry that belongs to a place: best one whose surroundings are all the same."""
        if not entries:
            return None
        here = Place.of(original, span)
        near = [entry for entry in entries if here.is_at(entry.at)]
        for entry in sorted(near, key=lambda entry: entry.at != here.at):
            places = self._taken[entry]
            if span in places or len(places) < entry.times:
                places.add(span)
                return entry
        return None

    def _wider(self, edit: Edit, original: str) -> Iterator[Entry]:
        """The entries of several rules in whose place an edit of one of them lies."""
        for entry in self._joined.get(edit.rule, ()):
            low, high = edit.span.end - len(entry.old), edit.span.start + len(entry.old)
            start = original.find(entry.old, max(0, low), max(0, high))
            if start >= 0 and self._at([entry], Span(start, start + len(entry.old)), original):
                yield entry


class Recorder:
    """Leaves every edit it is asked about and remembers it. For one cleaning only."""

    def __init__(self) -> None:
        self.edits: dict[tuple[Span, str, str], Edit] = {}

    def __call__(self, edit: Edit, _original: str) -> str:
        self.edits[edit.span, edit.rule, edit.new] = edit
        return IN_BASELINE


def entries(path: str, text: str, edits: Iterable[Edit]) -> list[Entry]:
    """Return what a baseline says of edits of `text`; `path` is from its folder."""
    found = Counter(
        Entry(path, edit.rule, edit.old, edit.new, Place.of(text, edit.span).at) for edit in edits
    )
    return [entry._replace(times=times) for entry, times in found.items()]


def moved(edit: Edit, text: str, made: Iterable[Edit]) -> Edit:
    """Return an edit as it stands in the `text` after others were made; where one of them
    overlaps, its span takes that in."""
    start, end = edit.span
    shift = grown = 0
    for other in made:
        more = len(other.new) - len(other.old)
        if other.span.overlaps(edit.span):
            start, end = min(start, other.span.start), max(end, other.span.end)
            grown += more
        elif other.span.end <= edit.span.start:
            shift += more
    span = Span(start + shift, end + shift + grown)
    return edit._replace(span=span, old=text[span.start : span.end])


def occurrences(text: str, part: str) -> Iterator[Span]:
    """Yield where a part stands in a text; nowhere, if it is empty."""
    at = text.find(part) if part else -1
    while at >= 0:
        yield Span(at, at + len(part))
        at = text.find(part, at + len(part))


class Place(NamedTuple):
    """The surroundings of a span: hashes, and whether a side is long enough to tell."""

    at: str
    tells: tuple[bool, bool, bool]

    @classmethod
    def of(cls, text: str, span: Span) -> Place:
        before = " ".join(_BLANK.split(text[max(0, span.start - _WINDOW) : span.start])[-1].split())
        behind = " ".join(_BLANK.split(text[span.end : span.end + _WINDOW])[0].split())
        sides = before[-_SIDE:], behind[:_SIDE]
        low, high = max(0, span.start - _LONGEST_LINE), span.end + _LONGEST_LINE
        line = text[low : span.start].rpartition("\n")[2] + text[span.start : span.end]
        line += text[span.end : high].partition("\n")[0]
        hashes = (_hash(part) for part in (" ".join(line.split()), *sides))
        return cls("-".join(hashes), (True, len(sides[0]) >= _TELLING, len(sides[1]) >= _TELLING))

    def is_at(self, at: str) -> bool:
        """Whether an entry that says `at` may belong here."""
        same = [one == other for one, other in zip(self.at.split("-"), at.split("-"), strict=False)]
        return all(same[1:]) or any(map(min, same, self.tells))


def _hash(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
