"""Measures each rule on a corpus: candidates, outcomes, rates and examples.

Files are read in pieces by several processes; only counts and a few examples come back, so
that memory does not depend on the size of the corpus.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.fix import Safety, as_one
from mtfix.fs.regular import open_regular
from mtfix.reports.wording import words
from mtfix.stages.factory import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.cleaner import Cleaner
    from mtfix.edits.edit import Span

OUTCOMES = ("made", "unsafe", "suggested", "lost", "left")
"""Edits made; made on request only; shown only; safe but lost to a rival or refused; and terms
that were looked at and left."""
EACH = {"file": "", "page": "\f", "line": "\n"}
"""The units that count as one document, and the character that ends each."""

PIECE = 4 << 20
_BEFORE, _AFTER = 50, 40
_WORD = re.compile(r"\w+")
_SEEN = str.maketrans({" ": "␣", "\n": "⏎", "\t": "⇥"})


class CorpusPiece(NamedTuple):
    """Bytes of a file that are worked on at once, what ends a document in them, and how the
    file is read; by its suffix if `format` is None."""

    path: str
    start: int
    end: int
    each: str
    format: str | None = None


class Tally:
    """Counts: `outcomes` by rule and outcome, and `examples`, a few of each."""

    def __init__(self, most: int = 3) -> None:
        self.most = most
        self.words = self.documents = 0
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.examples: dict[tuple[str, str], list[str]] = {}

    def add(self, rule: str, outcome: str, example: str) -> None:
        self.outcomes[rule, outcome] += 1
        shown = self.examples.setdefault((rule, outcome), [])
        if len(shown) < self.most:
            shown.append(example)

    def join(self, other: Tally) -> None:
        """Take in what another one has found."""
        self.words += other.words
        self.documents += other.documents
        self.outcomes += other.outcomes
        for key, found in other.examples.items():
            mine = self.examples.setdefault(key, [])
            mine += found[: self.most - len(mine)]

    def rules(self) -> list[tuple[str, list[int]]]:
        """Each rule with its counts in the order of OUTCOMES, those that act most first."""
        rules = {rule for rule, _ in self.outcomes}
        rows = [(rule, [self.outcomes[rule, one] for one in OUTCOMES]) for rule in rules]
        return sorted(rows, key=lambda row: ([-count for count in row[1]], row[0]))

    def stages(self) -> list[tuple[str, list[int]]]:
        """Each stage with the counts of its rules together, in the order in which they act."""
        rows = {stage: [0] * len(OUTCOMES) for stage in STAGES}
        for (rule, outcome), count in self.outcomes.items():
            rows[rule.partition("/")[0]][OUTCOMES.index(outcome)] += count
        return list(rows.items())

    def per_million(self, count: int) -> float:
        """Return a count as a rate per million words of the corpus."""
        return count * 1e6 / max(1, self.words)


def pieces(paths: Iterable[str], each: str, format_: str | None = None) -> Iterator[CorpusPiece]:
    """Yield what a corpus is read in; a piece ends where a document does.

    Raises OSError for a file that can't be read, KeyError for an unknown `each`.
    """
    ending = EACH[each].encode()
    for path in paths:
        size = os.path.getsize(path)
        if not ending:
            yield CorpusPiece(path, 0, size, each, format_)
            continue
        start = 0
        with open_regular(path) as file:
            while start < size:
                end = _next(file, min(size, start + PIECE), ending, size)
                yield CorpusPiece(path, start, end, each, format_)
                start = end


def _next(file: object, at: int, ending: bytes, size: int) -> int:
    """The end of the document that goes on at `at`."""
    while at < size:
        file.seek(at)  # type: ignore[attr-defined]
        data: bytes = file.read(1 << 16)  # type: ignore[attr-defined]
        found = data.find(ending)
        if found >= 0:
            return at + found + 1
        at += len(data)
    return size


def measured(cleaner: Cleaner, piece: CorpusPiece, most: int = 3) -> Tally:
    """Return what the rules of a cleaner do in a piece of a corpus."""
    from mtfix import formats
    from mtfix.fs import files

    with open_regular(piece.path) as file:
        file.seek(piece.start)
        text = files.decode(file.read(piece.end - piece.start))
    tally = Tally(most)
    name = piece.format or formats.of_file(piece.path)
    ending = EACH[piece.each]
    for document in text.split(ending) if ending else [text]:
        if document.strip():
            _document(tally, cleaner, document, name)
    return tally


def _document(tally: Tally, cleaner: Cleaner, text: str, name: str) -> None:
    tally.documents += 1
    tally.words += sum(1 for _ in _WORD.finditer(text))
    result = cleaner.clean(text, format=name)
    for fix in result.fixes:
        edit = as_one(fix, text)
        tally.add(fix.rule, "made", _shown(text, edit.span, edit.new))
    for fix, reason in result.withheld:
        if reason.code in {"not-asked", "skipped"}:
            continue
        outcome = {Safety.SAFE: "lost", Safety.UNSAFE: "unsafe"}.get(fix.safety, "suggested")
        edit = as_one(fix, text)
        tally.add(fix.rule, outcome, _shown(text, edit.span, edit.new))
    for verdict, locate in cleaner.decisions(text, name):
        if verdict.outcome == "leave":
            span = locate(verdict.candidate.span)
            example = _shown(text, span, f"left: {words(verdict.reason)}")
            tally.add(verdict.candidate.term.rule, "left", example)


def _shown(text: str, span: Span, new: str) -> str:
    """A place in its context, on one line; white space that is edited can be seen."""
    start, end = span
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    old = text[start:end]
    if not old.strip() or not new.strip() or old.split() == new.split():
        old, new = old.translate(_SEEN), new.translate(_SEEN)
    return " ".join(f"{before}[{old} → {new}]{after}".split())


# --- many processes ------------------------------------------------------------------------

_own: list[tuple[Cleaner, int]] = []
"""The cleaner of a process, made once."""


def measure(
    cleaner: Cleaner, corpus: Iterable[CorpusPiece], *, jobs: int = 1, most: int = 3
) -> Iterator[tuple[CorpusPiece, Tally]]:
    """Yield each piece, in order, with what the rules do in it, worked out by `jobs` processes."""
    if jobs < 2:
        for piece in corpus:
            yield piece, measured(cleaner, piece, most)
        return
    from concurrent.futures import ProcessPoolExecutor
    from itertools import islice

    with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(cleaner, most)) as pool:
        waiting = iter(corpus)
        while batch := list(islice(waiting, jobs * 8)):
            yield from zip(batch, pool.map(_measured, batch), strict=True)


def _prepare(cleaner: Cleaner, most: int) -> None:
    _own[:] = [(cleaner, most)]


def _measured(piece: CorpusPiece) -> Tally:
    [(cleaner, most)] = _own
    return measured(cleaner, piece, most)
