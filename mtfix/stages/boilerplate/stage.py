"""The boilerplate stage: what scrapers leave around an article goes, where a rule knows it.

A rule matches a whole line (or hard-wrapped paragraph), or a piece at one end of it. Where that
stands decides as much as what it says: see `mtfix.stages.boilerplate.position`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.matching.triggers import Triggers
from mtfix.packs.model import place_of
from mtfix.regexes.bounded import Matcher
from mtfix.stages.boilerplate.doubts import EDGE
from mtfix.stages.boilerplate.neighbours import neighbour_matches
from mtfix.stages.boilerplate.paragraphs import lines_in
from mtfix.stages.boilerplate.position import filter_by_position
from mtfix.stages.boilerplate.removal import lines_with_break_before, removal_fix
from mtfix.stages.boilerplate.scraped import cap_reason
from mtfix.stages.boilerplate.units import (
    LONGEST_UNIT,
    RuleMatch,
    match_piece,
    name_in,
    normalized_text,
    units_around,
)
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.edits.fix import Fix
    from mtfix.matching.page import Hit, Page
    from mtfix.packs.model import Boilerplate as Rule
    from mtfix.pipeline.pipeline import Pipeline

STAGE = "boilerplate"
_HEAD = 18
"""Characters of a trigger that the scan looks for."""


class Boilerplate:
    """The stage, compiled for the boilerplate rules of some packs. Immutable and thread-safe."""

    name = STAGE

    def __init__(
        self,
        rules: Sequence[Rule],
        trusted: bool | Sequence[bool] = True,
        *,
        level: str = "appended",
    ) -> None:
        self._rules = tuple(rules)
        self._article = level == "article"
        trust = [trusted] * len(self._rules) if isinstance(trusted, bool) else trusted
        self._matchers = [
            Matcher(
                rule.patterns,
                rule.unless,
                trusted=one,
                flags=re.IGNORECASE,
                owner=place_of(rule),
            )
            for rule, one in zip(self._rules, trust, strict=True)
        ]
        both = zip(self._rules, self._matchers, strict=True)
        self._without_trigger = [(rule, matcher) for rule, matcher in both if not rule.triggers]
        # Every round asks about the same lines.
        self._line_names = Memo(self._name_in_line)
        self._pieces = Memo(self._piece)
        self._known_lines = Memo(self._known_line)

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            if not rule.triggers:
                continue
            texts = rule.triggers if rule.case else _heads(rule.triggers)
            yield Triggers(STAGE, index, rule.case or "start", texts)

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield what goes: sure where a strong rule stands behind it, else suggested."""
        if self._article:
            from mtfix.stages.boilerplate.article import removals

            outside = list(removals(page))
            if outside:
                # What stands outside is no neighbour: the rules read what is left of the page.
                yield from outside
                return
        matches = self._matches(page)
        if matches:
            more = neighbour_matches(page, matches, self._match_without_trigger(page))
            yield from _fixes(page.text, sorted([*matches, *more], key=RuleMatch.order))

    def _matches(self, page: Page) -> list[RuleMatch]:
        """What the rules recognise, in order; of the same cut, the strong rules first."""
        matches: set[RuleMatch] = set()
        for hit in page.hits.get(STAGE, ()):
            if not self._is_in_reach(page, hit):
                continue
            for unit in units_around(page, hit, self._rules[hit.rule].part):
                match = self._match(page.text, hit, unit)
                if match is not None and not page.protected(match.cut):
                    matches.add(match)
                    break
        return sorted(matches, key=RuleMatch.order)

    def _is_in_reach(self, page: Page, hit: Hit) -> bool:
        """Whether the rule can hold so far from the borders of the text."""
        where = self._rules[hit.rule].where
        return (
            "inline" in where
            or ("head" in where and hit.start < EDGE)
            or ("tail" in where and hit.start > len(page.text) - EDGE)
        )

    def _match(self, text: str, hit: Hit, unit: Span) -> RuleMatch | None:
        """The match of a rule in one unit, of which a trigger stands at `hit`."""
        rule, of_unit = self._rules[hit.rule], text[unit.start : unit.end]
        if rule.part == "line":
            name = self._line_names[hit.rule, of_unit]
            return None if name is None else RuleMatch(unit, unit, rule, name)
        piece = self._pieces[hit.rule, of_unit, hit.start - unit.start, hit.end - unit.start]
        if piece is None:
            return None
        (start, end), name = piece
        return RuleMatch(unit, Span(unit.start + start, unit.start + end), rule, name)

    def _name_in_line(self, rule_and_unit: tuple[int, str]) -> str | None:
        """The name in a whole unit that a rule recognises; None where it recognises none."""
        rule, unit = rule_and_unit
        line = normalized_text(unit)
        match = None if line is None else self._matchers[rule].whole(line)
        return name_in(match) if match else None

    def _piece(self, question: tuple[int, str, int, int]) -> tuple[Span, str] | None:
        """The piece of a unit that a rule recognises, and the name in it."""
        rule, unit, start, end = question
        text = unit.replace("\n", " ")
        return match_piece(self._rules[rule], self._matchers[rule], text, Span(start, end))

    def _match_without_trigger(self, page: Page) -> Callable[[str, Span], RuleMatch | None]:
        """The rules without triggers, as they are asked at the borders of a page."""

        def match_at(border: str, unit: Span) -> RuleMatch | None:
            if unit.end - unit.start > LONGEST_UNIT:
                return None
            known = self._known_lines[border, page.text[unit.start : unit.end]]
            return RuleMatch(unit, unit, *known) if known else None

        return match_at

    def _known_line(self, border_and_unit: tuple[str, str]) -> tuple[Rule, str] | None:
        """The first rule without triggers that recognises a unit, and the name in it."""
        border, unit = border_and_unit
        line = normalized_text(unit)
        if line is None:
            return None
        for rule, matcher in self._without_trigger:
            match = matcher.whole(line) if border in rule.where else None
            if match:
                return rule, name_in(match)
        return None


def _fixes(text: str, matches: Sequence[RuleMatch]) -> Iterator[Fix]:
    """The removal of the matches that stand where their rules say."""
    placed = list(filter_by_position(text, matches))
    removed = [match for match, doubt in placed if not doubt]
    too_much = cap_reason(text, removed) if removed else None
    gone = {line for match in removed if match.whole for line in lines_in(text, match.unit)}
    with_break_before = lines_with_break_before(text, sorted(gone))
    for match, doubt in placed:
        yield removal_fix(text, match, with_break_before, doubt or too_much)


def strip(text: str, level: str = "appended") -> str:
    """Return `text` without boilerplate.

    `appended` takes only what a rule of the shipped packs knows; `article` keeps the main
    segment of a scraped page; `off` takes nothing. Raises ValueError for another level.

    >>> strip("Home is where the heart is.")
    'Home is where the heart is.'
    """
    if level not in {"off", "appended", "article"}:
        raise ValueError(f"there is no level {level!r}, only off, appended, article")
    if level == "off":
        return text
    pipeline = _shipped(level)
    if level == "article":
        from mtfix.stages.boilerplate.article import main_part

        # The rules read what is left of a page, so nothing else is scanned for them.
        text = main_part(text)
    return pipeline.run(text).text


@lru_cache
def _shipped(level: str) -> Pipeline:
    """The pipeline of this stage, with the shipped packs, made once."""
    from mtfix.packs.model import Boilerplate as Record
    from mtfix.packs.store import load
    from mtfix.pipeline.single_stage import pipeline_of

    rules = (rule for pack in load().packs for rule in pack.rules)
    own = [rule for rule in rules if isinstance(rule, Record)]
    return pipeline_of(Boilerplate(own, level=level))


def _heads(triggers: Sequence[str]) -> list[str]:
    """The beginnings of triggers, each once, without those that another one begins: what
    they stand for is seen by the patterns, and few make a small automaton."""
    heads: list[str] = []
    for head in sorted({trigger[:_HEAD] for trigger in triggers}):
        if not heads or not head.startswith(heads[-1]):
            heads.append(head)
    return heads
