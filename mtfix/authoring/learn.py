"""Learns rules from a site: lines, and shapes of lines, that its documents repeat, for review.

Lines are counted with *lossy counting* (G. S. Manku and R. Motwani, "Approximate frequency
counts over data streams", VLDB 2002), so that memory does not depend on the number of
documents: a count is never too high, and too low by at most `Counts.error`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.yaml_writer import escaped
from mtfix.text.characters import EAST_ASIAN
from mtfix.text.sentence_breaks import CLOSING, STOPS, WIDE_STOPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PLACES = ("head", "inline", "tail")
CAPACITY = 200_000
"""Lines that are counted at the same time, about 200 MB."""
_ROOM = 0.75
"""Share of the capacity that is in use after forgetting, so that it is seldom done."""
_LONGEST = 300
"""Characters of a line that is counted."""
_LONG = 20
"""Words of a line that is no head and no tail; twelve letters count as one more."""
_EXAMPLES = 3
_LETTERS = 3
"""Letters of a shape that must be literal; an ideograph counts as two."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_HOLES = (
    ("date", r"\d{4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}日?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"),
    ("day", rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?"),
    ("time", r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)?"),
    ("number", r"\d+(?:[.,]\d+)*"),
    ("name", r"\b[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*\.?|of|and|&|de|von|van))* [A-Z][\w’'-]*"),
)
"""Parts that differ from document to document, and the pattern that stands for it in a rule. The
names of a shape are tried last."""
_HOLE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _HOLES))
_PATTERNS = {name: f"(?:{pattern})" for name, pattern in _HOLES}
_PATTERNS |= {"name": r"\S+(?: \S+){,5}", "rest": ".{1,200}"}
_COUNTED = frozenset({"date", "day", "time", "number"})
"""Parts that differ in any case, also where one line was seen."""
_LABEL = re.compile(r"(?P<label>[^\s:：][^:：]{,30}?) ?[:：] ?(?P<rest>\S.*)")
_PATH = re.compile(
    r"(?P<label>(?:[^\s»›>＞→][^»›>＞→]{,30}[»›>＞→] ?){1,5})(?P<rest>[^\s»›>＞→][^»›>＞→]*)"
)
_LABEL_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_IDEOGRAPH = re.compile(rf"[{EAST_ASIAN}]")
_ENDED = re.compile(rf"[{STOPS}{WIDE_STOPS}][{CLOSING}]*\Z")
_SENTENCE_WORDS = 12


class LinePart(NamedTuple):
    """A piece of a line; `hole` names what it is an instance of, if it is of something."""

    text: str
    hole: str = ""


class Shape(NamedTuple):
    """A line, or what lines have in common.

    kind: "line", "shape" (its numbers, dates and names are open) or "label" (all behind a
        colon is).
    key: the line without what is open.
    """

    kind: str
    key: str


class Count:
    """In how many documents a shape was seen, where, and the first lines of it."""

    __slots__ = ("_parts", "_varied", "documents", "examples", "missed", "places")

    def __init__(self, parts: Sequence[LinePart], missed: int) -> None:
        self.documents = 0
        self.missed = missed  # at most so many documents before it was counted
        self.places = dict.fromkeys(PLACES, 0)
        self.examples: list[str] = []
        self._parts = parts
        self._varied = [False] * len(parts)

    def add(self, place: str, line: str, parts: Sequence[LinePart]) -> None:
        self.documents += 1
        self.places[place] += 1
        if line not in self.examples and len(self.examples) < _EXAMPLES:
            self.examples.append(line)
        for at, part in enumerate(parts):
            if part.hole and part != self._parts[at]:
                self._varied[at] = True

    @property
    def varied(self) -> bool:
        """Whether different lines were seen."""
        return any(self._varied)

    @property
    def pattern(self) -> str:
        """A regular expression for the whole line, open where lines were seen to differ."""
        return "".join(
            _PATTERNS[part.hole] if varied else escaped(part.text)
            for part, varied in zip(self._parts, self._varied, strict=True)
        )

    @property
    def loose_pattern(self) -> str:
        """The same with all numbers, dates and times open, however few lines were seen."""
        return "".join(
            _PATTERNS[part.hole] if is_open else escaped(part.text)
            for part, is_open in self._open_parts()
        )

    @property
    def literal(self) -> str:
        """The longest text that stands in each of the lines."""
        return _longest(zip(self._parts, self._varied, strict=True))

    @property
    def loose_literal(self) -> str:
        """The longest text that stands in each of the lines, without numbers, dates and times."""
        return _longest(self._open_parts())

    def _open_parts(self) -> Iterator[tuple[LinePart, bool]]:
        for part, varied in zip(self._parts, self._varied, strict=True):
            yield part, varied or part.hole in _COUNTED


def _longest(parts: Iterable[tuple[LinePart, bool]]) -> str:
    """The longest of the texts that stand between open parts."""
    texts = [""]
    for part, is_open in parts:
        if is_open:
            texts.append("")
        else:
            texts[-1] += part.text
    return max(texts, key=weight).strip()


class LineCounts:
    """The counts of all shapes of some documents, in bounded memory."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.documents = 0
        self.error = 0
        """How many documents too low a count may be."""
        self._capacity = capacity
        self._found: dict[Shape, Count] = {}

    def add(self, text: str) -> None:
        """Count the lines of a document; each of its shapes once."""
        self.documents += 1
        seen: set[Shape] = set()
        for place, line in placed(text):
            for shape, parts in shapes(line):
                if shape not in seen:
                    seen.add(shape)
                    count = self._found.get(shape)
                    if count is None:
                        count = self._found[shape] = Count(parts, self.error)
                    count.add(place, line, parts)
        if len(self._found) > self._capacity:
            while len(self._found) > _ROOM * self._capacity:
                self._forget()

    @property
    def size(self) -> int:
        """How many shapes are counted now."""
        return len(self._found)

    def _forget(self) -> None:
        """Let go of what has been seen least; it may have been missed as often."""
        self.error += 1
        self._found = {
            shape: count
            for shape, count in self._found.items()
            if count.documents + count.missed > self.error
        }

    def repeated(self, least: int) -> list[tuple[Shape, Count]]:
        """Return what at least so many documents have, the most frequent first.

        What is open (numbers, names, all behind a label) is told only where it does differ,
        and a line only where no shape stands for more documents than it.
        """
        found = {s: c for s, c in self._found.items() if c.documents + c.missed >= least}
        told = [
            (shape, count) for shape, count in found.items() if shape.kind == "line" or count.varied
        ]
        told.sort(key=lambda one: (-one[1].documents, _KINDS.index(one[0].kind), one[0].key))
        return list(_without_covered(told))


_KINDS = ("line", "shape", "label")


def _without_covered(told: Iterable[tuple[Shape, Count]]) -> Iterator[tuple[Shape, Count]]:
    """Those whose examples no more frequent one stands for."""
    patterns: list[re.Pattern[str]] = []
    for shape, count in told:
        if all(any(p.fullmatch(line) for p in patterns) for line in count.examples):
            continue
        patterns.append(re.compile(count.pattern, re.IGNORECASE))
        yield shape, count


def placed(text: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a document that a rule can be made of, with one space for white
    space, and where each stands: before the first long line, behind the last, or between."""
    kept = [" ".join(line.split()).replace("’", "'") for line in text.splitlines()]
    kept = [line for line in kept if line]
    long = [at for at, line in enumerate(kept) if _is_long(line)]
    first, last = (long[0], long[-1]) if long else (len(kept) // 2, (len(kept) - 1) // 2)
    for at, line in enumerate(kept):
        if len(line) <= _LONGEST and line.isprintable() and "=>" not in line:
            yield ("head" if at < first else "tail" if at > last else "inline"), line


def shapes(line: str) -> Iterator[tuple[Shape, Sequence[LinePart]]]:
    """Yield what a line can be an instance of, and its parts as such.

    >>> for shape, _ in shapes("Editor: Ada King, 12 May 2021"): print(shape.kind, shape.key)
    line Editor: Ada King, 12 May 2021
    shape Editor: {name}, {day}
    label Editor:{rest}
    """
    if _tells(line):
        yield Shape("line", line), [LinePart(line)]
    parts = list(_parts(line))
    if len(parts) > 1 and any(_tells(part.text) for part in parts if not part.hole):
        key = "".join(f"{{{part.hole}}}" if part.hole else part.text for part in parts)
        yield Shape("shape", key), parts
    label = _PATH.fullmatch(line) or _LABEL.fullmatch(line)
    if label and _is_label(label) and not _is_sentence(label["rest"]):
        said = line[: label.start("rest")].rstrip()
        yield (
            Shape("label", f"{said}{{rest}}"),
            [LinePart(said), LinePart(line[len(said) :], "rest")],
        )


def _parts(line: str) -> Iterator[LinePart]:
    """A line as literal texts and what may be open."""
    at = 0
    for match in _HOLE.finditer(line):
        if match.start() > at:
            yield LinePart(line[at : match.start()])
        yield LinePart(match[0], match.lastgroup or "")
        at = match.end()
    if at < len(line):
        yield LinePart(line[at:])


def _is_long(line: str) -> bool:
    return len(line.split()) + weight(line) // 12 >= _LONG


def _is_label(match: re.Match[str]) -> bool:
    """Whether what stands before a colon, or each step of a path, is a few words."""
    steps = re.split("[»›>＞→]", match["label"])
    return _tells(match["label"]) and all(len(step.split()) <= _LABEL_WORDS for step in steps)


def _is_sentence(text: str) -> bool:
    """Whether what stands behind a label says something, so that it is none."""
    words = len(text.split())
    return words >= _SENTENCE_WORDS or (words > 2 and bool(_ENDED.search(text)))


def trigger(literal: str) -> str:
    """Return what of a text can be looked for: braces stand for choices in a rule."""
    return max(re.split(r"[{}|]", literal), key=weight).strip()


def _tells(text: str) -> bool:
    return weight(trigger(text)) >= _LETTERS


def weight(text: str) -> int:
    """Return how many letters of words `text` has."""
    return sum(map(len, _WORD.findall(text))) + len(_IDEOGRAPH.findall(text))
