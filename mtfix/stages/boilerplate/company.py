"""What is only known by the company it keeps: lines beside remains that were recognised.

Rules without triggers are looked for here: at the head and tail of a text in which other
rules have found something, so that they cost nothing elsewhere.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.doubt import BETWEEN, EDGE, NO_TITLE, TOLD, Find, line_start
from mtfix.stages.boilerplate.shape import is_paragraph, lines, units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.matching.page import Page

    Known = Callable[[str, Span], Find | None]
    """The rule without triggers that recognises a unit at a place ("head", "tail", "between")."""

_LINES = 60
"""So many lines of one border are looked at."""
_HEADING = 60
_HEADLINE, _HEADLINES = 110, 12
"""The most characters of a headline in such a list, and the most headlines."""
_RUN, _LONG_RUN, _MOSTLY = 3, 6, 0.5
"""The most lines in a row that only the remains around them tell; more, where so large a share of
the lines from the first of the remains on are such."""
_BEFORE, _BOTH, _LAST = 2, 3, 2
"""How many remains stand before them at least, before and behind, and before the end of a text."""
_LABEL, _BEFORE_LONG, _BOTH_LONG = 33, 2, 4
"""The most characters of a label; how many remains stand before a longer line, and around it."""
_NO_HEADLINE = lazy_regex(
    r"https?://|\]\(|[`{}<>=]|\b(?:19|20)\d\d\)|\b(?:isbn|doi|vol|pp|ed|eds|press|verlag)\b|"
    r".*[a-z]{2}[.;]\s*\Z",
    re.IGNORECASE,
)
"""What the lines of a reading list show, and those of a text that goes on."""


def beside(page: Page, finds: Sequence[Find], known: Known) -> Iterator[Find]:
    """Yield what hangs on the remains that were found, at the head and at the tail."""
    taken: set[int] = set()
    headings = list(finds)
    outer = {border: _outside(page.text, border) for border in ("head", "tail")}
    for border in ("head", "tail"):
        there = (find for find in finds if find.whole and _may_stand(find, border))
        taken.update(line.start for find in there for line in lines(page.text, find.unit))
        for unit in outer[border]:
            find = None
            if unit.start not in taken and not page.protected(unit):
                find = known(border, unit)
            if find is not None:
                taken.update(line.start for line in lines(page.text, unit))
                headings.append(find)
                yield find
            elif unit.start not in taken and is_paragraph(page.text[unit.start : unit.end]):
                break
    for find in _listed(page, headings, outer["tail"], taken):
        taken.add(find.unit.start)
        yield find
    tail = list(_tail(page.text, outer["tail"], taken))[::-1]
    yield from _between(page, known, tail, taken, sum(find.rule.strong for find in finds))


def _may_stand(find: Find, border: str) -> bool:
    return border in find.rule.where or "inline" in find.rule.where


def _outside(text: str, border: str) -> Sequence[Span]:
    """The lines nearest to a border of the text, the outermost first."""
    if border == "head":
        end = text.find("\n", EDGE)
        return list(units(text, Span(0, len(text) if end < 0 else end)))[:_LINES]
    start = line_start(text, len(text) - EDGE)
    return list(units(text, Span(start, len(text))))[: -_LINES - 1 : -1]


# --- headlines below a heading --------------------------------------------------------------------


def _listed(
    page: Page, finds: Sequence[Find], outer: Sequence[Span], taken: set[int]
) -> Iterator[Find]:
    """The headlines of other articles below a heading that announces them, at the tail."""
    tail = [unit.start for unit in _tail(page.text, outer, taken)]
    for find in finds:
        said = page.text[find.unit.start : find.unit.end]
        if not CLASSES[find.rule.class_].heads_headlines or not find.whole or len(said) > _HEADING:
            continue
        if find.unit.start in tail:
            yield from _headlines(page, find, taken)


def _tail(text: str, outer: Sequence[Span], taken: set[int]) -> Iterator[Span]:
    for unit in outer:
        if unit.start not in taken and is_paragraph(text[unit.start : unit.end]):
            return
        yield unit


def _headlines(page: Page, heading: Find, taken: set[int]) -> Iterator[Find]:
    end = min(len(page.text), heading.unit.end + EDGE)
    for number, line in enumerate(lines(page.text, Span(heading.unit.end, end))):
        said = page.text[line.start : line.end]
        if line.start in taken or number == _HEADLINES or not _is_headline(said):
            return
        if page.protected(line):
            return
        yield Find(line, line, heading.rule)


# --- labels between remains ----------------------------------------------------------------------


def _between(
    page: Page, known: Known, tail: Sequence[Span], taken: set[int], strong: int
) -> Iterator[Find]:
    """A line or two at the tail that rules know only where remains stand on both sides."""
    total = sum(unit.start in taken for unit in tail)
    told = sum(bool(NO_TITLE.search(page.text, *unit)) for unit in tail if unit.start in taken)
    runs = [list(run) for _, run in groupby(tail, key=lambda unit: unit.start in taken)]
    if runs and runs[0][0].start not in taken:
        tail = tail[len(runs.pop(0)) :]  # the end of the article
    most = _LONG_RUN if total >= _MOSTLY * len(tail) else _RUN
    if told + strong < TOLD or any(
        len(run) > _LONG_RUN and run[0].start not in taken for run in runs
    ):
        return
    before = 0
    for run in runs:
        if run[0].start in taken:
            before += len(run)
        elif len(run) <= most and _among(run, before, total):
            finds = [None if page.protected(unit) else known(BETWEEN, unit) for unit in run]
            if all(finds):
                yield from (find for find in finds if find is not None)


def _among(run: Sequence[Span], before: int, total: int) -> bool:
    """Whether enough remains stand before some lines, and around them."""
    long = any(unit.end - unit.start > _LABEL for unit in run)
    least, both = (_BEFORE_LONG, _BOTH_LONG) if long else (_BEFORE, _BOTH)
    return before >= (least if total > before else max(least, _LAST)) and total >= both


def _is_headline(text: str) -> bool:
    return len(text) <= _HEADLINE and not _NO_HEADLINE.match(text)
