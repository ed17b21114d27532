"""Boilerplate that only the lines around it betray: more of it beside matches, at head and tail.

Rules without triggers are asked here, of the borders of a text in which other rules have matched,
so that they cost nothing elsewhere.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.line_doubts import EDGE, TITLES, is_title
from mtfix.stages.boilerplate.scraped import LEAST_NO_TITLES, NO_TITLE_SIGN
from mtfix.stages.boilerplate.units import BETWEEN, RuleMatch
from mtfix.text.prose_lines import is_paragraph, line_start, lines_in, units_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.matching.page import Page

    MatchAt = Callable[[str, Span], RuleMatch | None]
    """The match of a rule without triggers at a place ("head", "tail", "between")."""

_BORDER_LINES = 60
"""Lines or paragraphs of one border that are looked at."""
_HEADING_CHARACTERS = 60
"""Characters of a heading above headlines; a longer line of its class is a sentence."""
_HEADLINE_CHARACTERS, _MOST_HEADLINES = 110, 12
"""Characters of a headline in such a list, and headlines: what is longer may be a list that
belongs to the text."""
_RUN_LINES, _LONG_RUN_LINES, _MOSTLY_MATCHES = 3, 6, 0.5
"""Lines in a row that only the matches around them betray; and lines where at least such a share
of those from the first match on are matches. More are a part of the article."""
_MATCHES_BEFORE = 2
"""Matches that stand before such lines, so that a heading and one button are not enough."""
_MATCHES_AROUND, _MATCHES_AROUND_LONG, _LABEL_CHARACTERS = 3, 4, 33
"""Matches that stand around them; and around lines of which one is longer than a label, since
those may be sentences."""
_NO_HEADLINE = lazy_regex(
    r"https?://|\]\(|[`{}<>=]|[\w.]+\(.*\)|\b(?:19|20)\d\d\)|\b(?:isbn|doi|vol|pp|ed|eds|press|verlag)\b|"
    r".*[a-z]{2}[.;]\s*\Z",
    re.IGNORECASE,
)
"""Shapes of lines that belong to a list of further articles, and of lines that go on."""


def neighbour_matches(
    page: Page, matches: Sequence[RuleMatch], match_at: MatchAt
) -> Iterator[RuleMatch]:
    """Yield what hangs on the matches of other rules, at the head and at the tail."""
    recognized: set[int] = set()
    headings = list(matches)
    borders = {border: _border_units(page.text, border) for border in ("head", "tail")}
    for border, units in borders.items():
        # A match of a rule for the other border does not hold here.
        of_border = {
            line.start
            for match in matches
            if match.whole and (border in match.rule.where or "inline" in match.rule.where)
            for line in lines_in(page.text, match.unit)
        }
        recognized.update(of_border)
        for number, unit in enumerate(units):
            if unit.start in of_border:
                continue
            found = None if page.protected(unit) else match_at(border, unit)
            if found is not None:
                recognized.update(line.start for line in lines_in(page.text, unit))
                headings.append(found)
                yield found
            elif is_paragraph(page.text[unit.start : unit.end]) and not (
                border == "head" and number < TITLES and is_title(page.text, unit, of_border)
            ):
                break
    for headline in _headlines(page, headings, borders["tail"], recognized):
        recognized.add(headline.unit.start)
        yield headline
    tail = list(_behind_article(page.text, borders["tail"], recognized))[::-1]
    strong = sum(match.rule.strong for match in matches)
    if strong + _no_titles(page.text, tail, recognized) >= LEAST_NO_TITLES:
        yield from _between(page, match_at, tail, recognized)


def _border_units(text: str, border: str) -> Sequence[Span]:
    """The lines nearest to a border of the text, the outermost first."""
    if border == "head":
        end = text.find("\n", EDGE)
        return list(units_in(text, Span(0, len(text) if end < 0 else end)))[:_BORDER_LINES]
    start = line_start(text, len(text) - EDGE)
    return list(units_in(text, Span(start, len(text))))[: -_BORDER_LINES - 1 : -1]


def _behind_article(text: str, units: Sequence[Span], recognized: set[int]) -> Iterator[Span]:
    """The lines at the tail up to the last paragraph of the article, the last one first."""
    for unit in units:
        if unit.start not in recognized and is_paragraph(text[unit.start : unit.end]):
            return
        yield unit


# --- headlines below a heading --------------------------------------------------------------------


def _headlines(
    page: Page, matches: Sequence[RuleMatch], tail: Sequence[Span], recognized: set[int]
) -> Iterator[RuleMatch]:
    """The headlines of other articles below a heading that announces them, at the tail."""
    starts = {unit.start for unit in _behind_article(page.text, tail, recognized)}
    for match in matches:
        is_heading = match.whole and CLASSES[match.rule.class_].heads_headlines
        short = match.unit.end - match.unit.start <= _HEADING_CHARACTERS
        if is_heading and short and match.unit.start in starts:
            yield from _headlines_below(page, match, recognized)


def _headlines_below(page: Page, heading: RuleMatch, recognized: set[int]) -> Iterator[RuleMatch]:
    end = min(len(page.text), heading.unit.end + EDGE)
    for number, line in enumerate(lines_in(page.text, Span(heading.unit.end, end))):
        is_headline = _is_headline(page.text[line.start : line.end])
        if line.start in recognized or number == _MOST_HEADLINES or not is_headline:
            return
        if page.protected(line):
            return
        yield RuleMatch(line, line, heading.rule)


def _is_headline(line: str) -> bool:
    return len(line) <= _HEADLINE_CHARACTERS and not _NO_HEADLINE.match(line)


# --- lines between matches ------------------------------------------------------------------------


def _no_titles(text: str, tail: Sequence[Span], recognized: set[int]) -> int:
    """How many of the matches at the tail hold what titles do not."""
    matches = (unit for unit in tail if unit.start in recognized)
    return sum(bool(NO_TITLE_SIGN.search(text, *unit)) for unit in matches)


def _between(
    page: Page, match_at: MatchAt, tail: Sequence[Span], recognized: set[int]
) -> Iterator[RuleMatch]:
    """Lines at the tail that rules know only where matches stand before and around them."""
    runs = [
        (matched, list(run))
        for matched, run in groupby(tail, key=lambda unit: unit.start in recognized)
    ]
    if runs and not runs[0][0]:
        runs.pop(0)  # the end of the article
    total = sum(len(run) for matched, run in runs if matched)
    lines = sum(len(run) for _, run in runs)
    most = _LONG_RUN_LINES if total >= _MOSTLY_MATCHES * lines else _RUN_LINES
    if any(len(run) > _LONG_RUN_LINES for matched, run in runs if not matched):
        return
    before = 0
    for matched, run in runs:
        if matched:
            before += len(run)
        elif len(run) <= most and before >= _MATCHES_BEFORE and total >= _least_around(run):
            found = [None if page.protected(unit) else match_at(BETWEEN, unit) for unit in run]
            if all(found):
                yield from (match for match in found if match is not None)


def _least_around(run: Sequence[Span]) -> int:
    """How many matches must stand around some lines."""
    is_long = any(unit.end - unit.start > _LABEL_CHARACTERS for unit in run)
    return _MATCHES_AROUND_LONG if is_long else _MATCHES_AROUND
