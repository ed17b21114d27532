"""Blocks of text that people changed: from hunks of lines, of two files or two folders."""

from __future__ import annotations

import os
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import ProblemError
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.fs import files
from mtfix.fs.walk import files_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CONTEXT = 2
_PAIRED = 0.5
"""How much of its words two blocks must share to be the same one, moved."""
_REWRITTEN = 0.4
"""The same for one that stayed in its place; with less it was written anew."""


class HistoryError(ProblemError):
    """Why no history can be read, and what to do."""


class Block(NamedTuple):
    """A block of the document `name` before and after it was changed; of a line that was taken out,
    nothing is left."""

    name: str
    before: str
    after: str


class Hunk:
    """Lines around one change, as they were and as they are."""

    def __init__(self) -> None:
        self.olds: list[str] = []
        self.news: list[str] = []
        self.removed: list[str] = []
        self.added: list[str] = []
        self.parts: list[tuple[list[str], list[str]]] = []
        """Lines that go and lines that come, for each place in the hunk."""
        self._inside = False

    def take(self, sign: str, line: str) -> None:
        if sign != "+":
            self.olds.append(line)
        if sign != "-":
            self.news.append(line)
        if sign == " ":
            self._inside = False
            return
        if not self._inside:
            self.parts.append(([], []))
            self._inside = True
        for one in ((self.removed, self.added), self.parts[-1]):
            one[sign == "+"].append(line)


def paired(name: str, hunks: Iterable[Hunk]) -> Iterator[Block]:
    """Yield the blocks of one changed file; what was moved is paired with what it was."""
    removed: list[str] = []
    added: list[str] = []
    for hunk in hunks:
        if hunk.removed and hunk.added and _alike(hunk.removed, hunk.added):
            yield Block(name, "\n".join(hunk.olds), "\n".join(hunk.news))
            for olds, news in hunk.parts:
                if not (olds and news):
                    removed += filter(str.strip, olds)
                    added += filter(str.strip, news)
                else:
                    removed += _unlike(olds, news)
        else:
            removed += filter(str.strip, hunk.removed)
            added += filter(str.strip, hunk.added)
    yield from _moved(name, removed, added)


_SHORT = 12


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two blocks are one, changed; a short one may have kept little."""
    olds, news = _words(one), _words(other)
    if min(len(olds), len(news)) <= _SHORT and max(len(olds), len(news)) <= 2 * _SHORT:
        return bool(olds & news)
    return _shared(olds, news) >= _REWRITTEN


def _words(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.lower().split())


def _shared(olds: frozenset[str], news: frozenset[str]) -> float:
    return 2 * len(olds & news) / ((len(olds) + len(news)) or 1)


_MOST_MOVED = 200


def _unlike(olds: Sequence[str], news: Sequence[str]) -> Iterator[str]:
    """Lines that none of those is like that came in their place."""
    if len(olds) > _MOST_MOVED or len(news) > _MOST_MOVED:
        return
    there = [_words([line]) for line in news]
    for line in filter(str.strip, olds):
        words = _words([line])
        if all(_shared(words, other) < _REWRITTEN for other in there):
            yield line


def _moved(name: str, removed: Sequence[str], added: Sequence[str]) -> Iterator[Block]:
    """Lines that were taken out at one place and put in, changed, at another; and those that were
    taken out for good."""
    if not removed or len(removed) > _MOST_MOVED:
        return
    news = [(line, _words([line])) for line in added[:_MOST_MOVED]]
    for line in removed:
        words = _words([line])
        best = max(news, key=lambda one: _shared(words, one[1]), default=None)
        if best is None or _shared(words, best[1]) < _PAIRED:
            yield Block(name, line, "")
        elif line != best[0]:
            yield Block(name, line, best[0])
            news.remove(best)


# --- files and folders ---------------------------------------------------------------------------


def of_files(before: str, after: str) -> Iterator[Block]:
    """Yield the changed blocks of two files, or of the files of the same names in two folders.

    Raises FileError where one can't be read, and HistoryError where nothing pairs up.
    """
    for name, old, new in _pairs(before, after):
        yield from _of_texts(name, _text(old), _text(new))


def paired_files(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the files that `of_files` compares, as they were."""
    for name, old, _ in _pairs(before, after):
        yield name, _text(old)


def _pairs(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """The name of each compared file, and the two places at which it is."""
    if os.path.isdir(before) != os.path.isdir(after):
        raise HistoryError(f"{before} and {after}: name two files, or two folders")
    if not os.path.isdir(before):
        yield after, before, after
        return
    pairs = 0
    for path in files_below([before], CONTENT_SUFFIXES):
        name = os.path.relpath(path, before)
        other = os.path.join(after, name)
        if os.path.isfile(other):
            pairs += 1
            yield name, path, other
    if not pairs:
        raise HistoryError(f"{before} and {after}: no text file has the same name in both")


def _text(path: str) -> str:
    """The text of a file. Raises FileError for one that is binary or no UTF-8."""
    source = files.read_file(path)
    if files.is_binary(source.data):
        raise files.FileError(f"{path}: it is binary; name text files")
    if not is_text(source.text):
        line = source.text.count("\n", 0, _undecodable(source.text)) + 1
        raise files.FileError(f"{path}:{line}: not UTF-8; save the file as UTF-8")
    return source.text


_SURROGATE = re.compile("[\ud800-\udfff]")


def is_text(text: str) -> bool:
    """Whether no byte of a text was undecodable."""
    return text.isascii() or not _SURROGATE.search(text)


def _undecodable(text: str) -> int:
    found = _SURROGATE.search(text)
    return found.start() if found else 0


def _of_texts(name: str, before: str, after: str) -> Iterator[Block]:
    if before != after:
        yield from paired(name, _hunks(before.splitlines(), after.splitlines()))


def _hunks(olds: list[str], news: list[str]) -> Iterator[Hunk]:
    for group in SequenceMatcher(None, olds, news).get_grouped_opcodes(CONTEXT):
        hunk = Hunk()
        for tag, a, b, c, d in group:
            for line in olds[a:b]:
                hunk.take(" " if tag == "equal" else "-", line)
            for line in news[c:d] if tag != "equal" else ():
                hunk.take("+", line)
        yield hunk
