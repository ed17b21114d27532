"""One finding of a file in a flat form, as the reports for other programs need it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span
from mtfix.edits.fix import as_one
from mtfix.fs import system
from mtfix.reports.finding import Lines, shown, visible
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.fix import Fix
    from mtfix.edits.reason import Reason
    from mtfix.reports.finding import Finding

_AROUND = 40


class Place(NamedTuple):
    """Line and column from 1: `column` counts code points, `byte` the bytes of UTF-8."""

    line: int
    column: int
    byte: int


class Entry(NamedTuple):
    """A fix, a suggestion or a missing term.

    path: from the current folder, with slashes.
    edit: the change as one edit; None where a person has to write something.
    about: what the rule says of it; `message` also shows the change among the words around it.
    is_made: whether `fix` makes it.
    fingerprint: the same for the same finding, wherever it stands in its file.
    """

    path: str
    rule: str
    start: Place
    end: Place
    edit: Edit | None
    about: str
    message: str
    is_made: bool
    fingerprint: str


def entries(finding: Finding) -> Iterator[Entry]:
    """Yield what is to be told of a file, by place."""
    result = finding.result
    source = _Source(finding.path, result.original)
    found: list[tuple[Span, Fix, Reason | None]] = [(fix.span, fix, None) for fix in result.fixes]
    found += [(held.fix.span, held.fix, held.reason) for held in result.withheld if held.is_open]
    for _, fix, held in sorted(found, key=lambda one: (one[0], one[1].rule)):
        about = "; ".join(words(reason) for reason in (held, fix.reason) if reason)
        yield source.entry(fix.rule, as_one(fix, result.original), about, held is None)
    for one in result.missing:
        about = f"{' or '.join(one.expected)} is missing (the source says {one.source})"
        yield source.entry(one.rule, one.span, about, is_made=False)


def every_entry(findings: Iterable[Finding]) -> Iterator[Entry]:
    """Yield what is to be told of all files."""
    for finding in findings:
        yield from entries(finding)


def context(text: str, span: Span, around: int = _AROUND) -> tuple[str, str]:
    """Return the words of its line before and behind a span."""
    before = text[max(0, span.start - around) : span.start].rpartition("\n")[2]
    behind = text[span.end : span.end + around].partition("\n")[0]
    if span.start > around and len(before) == around:
        before = before.partition(" ")[2] or before
    if len(behind) == around:
        behind = behind.rpartition(" ")[0] or behind
    return before, behind


def shown_path(path: str) -> str:
    """Return how a file is called for other programs: with slashes, and no `./` before it."""
    return system.posix(path).removeprefix("./")


class _Source:
    """A text in which entries have their places."""

    def __init__(self, path: str, text: str) -> None:
        self._path = shown_path(path)
        self._text, self._lines = text, Lines(text)
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._counted = 0, 0, 0
        """The beginning of a line, a place in it, and the bytes between."""

    def entry(self, rule: str, at: Edit | Span, about: str, is_made: bool) -> Entry:
        edit = at if isinstance(at, Edit) else None
        span = at.span if isinstance(at, Edit) else at
        before, behind = context(self._text, span)
        old = self._text[span.start : span.end]
        change = f"[{visible(old)} → {visible(edit.new)}]" if edit else f"[{visible(old)}]"
        message = f"{shown(before)}{change}{shown(behind)}"
        return Entry(
            self._path,
            rule,
            self._place(span.start),
            self._place(span.end),
            edit if edit and edit.old != edit.new else None,
            about,
            f"{message} ({about})" if about else message,
            is_made,
            self._fingerprint(rule, old, edit.new if edit else about, before, behind),
        )

    def _place(self, at: int) -> Place:
        line, column = self._lines.place(at)
        return Place(line, column, self._bytes(at - column + 1, at) + 1)

    def _bytes(self, start: int, at: int) -> int:
        """How many bytes of UTF-8 a line has from its start to a place; counted on from the place
        before, so that many places of a long line are counted once."""
        line, last, count = self._counted
        if line != start:
            last, count = start, 0
        low, high = sorted((last, at))
        # A byte that is no UTF-8 is a lone surrogate in the text, and one byte here.
        between = len(self._text[low:high].encode("utf-8", "replace"))
        count += between if at >= last else -between
        self._counted = start, at, count
        return count

    def _fingerprint(self, *parts: str) -> str:
        """A hash of the finding and the words around it; of several that are the same in one
        file, the later ones have other hashes."""
        from hashlib import sha256

        self._seen[parts] += 1
        told = "\0".join([self._path, *parts, str(self._seen[parts])])
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
