"""Boilerplate: what scrapers leave around an article, taken only where a rule knows it.

A rule acts on a whole line (or hard-wrapped paragraph), or on a piece at one end of it.
Where it stands decides as much as what it says: see `mtfix.stages.boilerplate.standing`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Edit, Span
from mtfix.matching.triggers import Triggers
from mtfix.packs.model import place_of
from mtfix.regexes.bounded import Matcher
from mtfix.stages.boilerplate import company
from mtfix.stages.boilerplate.doubt import EDGE, Find
from mtfix.stages.boilerplate.pieces import BLOCK, named, piece_of, said, units_of
from mtfix.stages.boilerplate.shape import lines
from mtfix.stages.boilerplate.standing import judged, refusal
from mtfix.stages.boilerplate.taken import edit, with_break_before
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.matching.page import Hit, Page
    from mtfix.matching.scanner import Scanner
    from mtfix.packs.model import Boilerplate as Rule

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
        self._bare = [(rule, matcher) for rule, matcher in both if not rule.triggers]
        self._known = Memo(self._known_as)  # every round asks of the same lines

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            if not rule.triggers:
                continue
            texts = rule.triggers if rule.case else _heads(rule.triggers)
            yield Triggers(STAGE, index, rule.case or "start", texts)

    def __call__(self, page: Page) -> Iterator[Edit]:
        """Yield what goes: sure where a strong rule stands behind it, else suggested."""
        if self._article:
            from mtfix.stages.boilerplate.article import removals

            outside = list(removals(page))
            if outside:
                # What stands outside is no neighbour: the rules read what is left of the page.
                yield from outside
                return
        finds = self._finds(page)
        if not finds:
            return
        more = company.beside(page, finds, self._company(page))
        finds = sorted([*finds, *more], key=_order)
        placed = list(judged(page, finds))
        taken = [find for find, doubt in placed if not doubt]
        refused = refusal(page.text, taken) if taken else ""
        gone = {line for find in taken if find.whole for line in lines(page.text, find.unit)}
        before = with_break_before(page.text, sorted(gone))
        for find, doubt in placed:
            yield edit(page.text, find, before, doubt or refused)

    def _finds(self, page: Page) -> list[Find]:
        """What the rules recognise, in order; of the same cut, the strong rules first."""
        finds: set[Find] = set()
        for hit in page.hits.get(STAGE, ()):
            if not self._reachable(page, hit):
                continue
            for unit in units_of(page, hit, self._rules[hit.rule].part):
                find = self._find(page, hit, unit)
                if find is not None and not page.protected(find.cut):
                    finds.add(find)
                    break
        return sorted(finds, key=_order)

    def _company(self, page: Page) -> company.Known:
        """The rules without triggers, as they are asked at the borders of a page."""

        def known(border: str, unit: Span) -> Find | None:
            if unit.end - unit.start > BLOCK:
                return None
            line = said(page.text, unit)
            if line is None:
                return None
            found = self._known[border, line]
            return Find(unit, unit, *found) if found else None

        return known

    def _known_as(self, border_and_line: tuple[str, str]) -> tuple[Rule, str] | None:
        """The first rule without triggers that recognises a line, and the name in it."""
        border, line = border_and_line
        for rule, matcher in self._bare:
            match = matcher.whole(line) if border in rule.where else None
            if match:
                return rule, named(match)
        return None

    def _reachable(self, page: Page, hit: Hit) -> bool:
        """Whether the rule can hold so far from the borders of the text."""
        where = self._rules[hit.rule].where
        return (
            "inline" in where
            or ("head" in where and hit.start < EDGE)
            or ("tail" in where and hit.start > len(page.text) - EDGE)
        )

    def _find(self, page: Page, hit: Hit, unit: Span) -> Find | None:
        rule, matcher = self._rules[hit.rule], self._matchers[hit.rule]
        if rule.part == "line":
            return self._line(page.text, hit.rule, unit)
        text = page.text[unit.start : unit.end]
        text = text.replace("\n", " ")
        match, cut = piece_of(rule, matcher, text, hit.start - unit.start, hit.end - unit.start)
        if match is None:
            return None
        return Find(unit, Span(unit.start + cut.start, unit.start + cut.end), rule, named(match))

    def _line(self, text: str, index: int, unit: Span) -> Find | None:
        """The unit, if a rule for whole lines recognises it."""
        line = said(text, unit)
        match = None if line is None else self._matchers[index].whole(line)
        return Find(unit, unit, self._rules[index], named(match)) if match else None


def _order(find: Find) -> tuple[Span, bool, str]:
    """By place; of the same cut, the strong rules first."""
    return find.cut, not find.rule.strong, find.rule.rule


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
    from mtfix.pipeline.single_stage import run

    stage, scanner = _shipped(level)
    if level == "article":
        from mtfix.stages.boilerplate.article import main_part

        # The rules read what is left of a page, so nothing else is scanned for them.
        text = main_part(text)
    return run(stage, text, scanner=scanner)


@lru_cache
def _shipped(level: str) -> tuple[Boilerplate, Scanner]:
    """The stage of the shipped packs, and the scanner for it, made once."""
    from mtfix.matching.scanner import Scanner
    from mtfix.packs.model import Boilerplate as Record
    from mtfix.packs.store import load

    stage = Boilerplate(
        [rule for pack in load().packs for rule in pack.rules if isinstance(rule, Record)],
        level=level,
    )
    return stage, Scanner(stage.triggers())


def _heads(triggers: Sequence[str]) -> list[str]:
    """The beginnings of triggers, each once, without those that another one begins: what
    they stand for is seen by the patterns, and few make a small automaton."""
    heads: list[str] = []
    for head in sorted({trigger[:_HEAD] for trigger in triggers}):
        if not heads or not head.startswith(heads[-1]):
            heads.append(head)
    return heads
