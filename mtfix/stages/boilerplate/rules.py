"""The rules of some packs, compiled: what of a unit of a page each recognises."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.matching.triggers import Triggers
from mtfix.packs.model import place_of
from mtfix.regexes.bounded import Matcher
from mtfix.stages.boilerplate.units import (
    LONGEST_UNIT,
    RuleMatch,
    match_piece,
    name_in,
    normalized_text,
)
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.matching.page import Hit
    from mtfix.packs.model import BoilerplateRule as Rule

_TRIGGER_SIZE = 18
"""Characters of a trigger that the scan looks for."""


class CompiledRules:
    """Rules that are asked about units; every answer is remembered, since each round of cleaning
    asks about the same lines. trusted: for each whether its pack is shipped."""

    def __init__(self, rules: Sequence[Rule], trusted: Sequence[bool]) -> None:
        self._rules, self._trusted = rules, trusted
        self._matchers = Memo(self._matcher)
        self._names = Memo(self._name_in)
        self._pieces = Memo(self._piece_of)
        self._known_units = Memo(self._known_unit)

    def __getitem__(self, number: int) -> Rule:
        return self._rules[number]

    def _matcher(self, number: int) -> Matcher:
        """The patterns of a rule, made when they are first asked."""
        rule = self._rules[number]
        return Matcher(
            rule.patterns,
            rule.unless,
            trusted=self._trusted[number],
            flags=re.IGNORECASE,
            owner=place_of(rule),
        )

    @cached_property
    def _without_trigger(self) -> list[tuple[Rule, Matcher]]:
        """The rules without triggers."""
        rules = enumerate(self._rules)
        return [(rule, self._matchers[number]) for number, rule in rules if not rule.triggers]

    def triggers(self, stage: str) -> Iterator[Triggers]:
        """Yield what the scan looks for, by the numbers of the rules."""
        for number, rule in enumerate(self._rules):
            if rule.triggers:
                texts = rule.triggers if rule.case else _beginnings(rule.triggers)
                yield Triggers(stage, number, rule.case or "start", texts)

    def match(self, text: str, hit: Hit, unit: Span) -> RuleMatch | None:
        """Return the match of the rule of a hit in a unit that the hit stands in."""
        rule, of_unit = self._rules[hit.rule], text[unit.start : unit.end]
        if rule.part == "line":
            name = self._names[hit.rule, of_unit]
            return None if name is None else RuleMatch(unit, unit, rule, name)
        piece = self._pieces[hit.rule, of_unit, hit.start - unit.start, hit.end - unit.start]
        if piece is None:
            return None
        (start, end), name = piece
        return RuleMatch(unit, Span(unit.start + start, unit.start + end), rule, name)

    def match_without_trigger(self, text: str, place: str, unit: Span) -> RuleMatch | None:
        """Return the match of the first rule without triggers that holds at a place ("head",
        "tail", "between") and recognises a unit."""
        if unit.end - unit.start > LONGEST_UNIT:
            return None
        known = self._known_units[place, text[unit.start : unit.end]]
        return RuleMatch(unit, unit, *known) if known else None

    def _name_in(self, rule_and_unit: tuple[int, str]) -> str | None:
        """The name in a whole unit that a rule recognises; None where it recognises none."""
        rule, unit = rule_and_unit
        line = normalized_text(unit)
        match = None if line is None else self._matchers[rule].whole(line)
        return name_in(match) if match else None

    def _piece_of(self, question: tuple[int, str, int, int]) -> tuple[Span, str] | None:
        """The piece of a unit that a rule recognises by a trigger in it, and the name there."""
        rule, unit, start, end = question
        text = unit.replace("\n", " ")
        return match_piece(self._rules[rule], self._matchers[rule], text, Span(start, end))

    def _known_unit(self, place_and_unit: tuple[str, str]) -> tuple[Rule, str] | None:
        place, unit = place_and_unit
        line = normalized_text(unit)
        if line is None:
            return None
        for rule, matcher in self._without_trigger:
            match = matcher.whole(line) if place in rule.where else None
            if match:
                return rule, name_in(match)
        return None


def _beginnings(triggers: Sequence[str]) -> list[str]:
    """The beginnings of triggers, each once, without those that another one begins: what
    they stand for is seen by the patterns, and few make a small automaton."""
    found: list[str] = []
    for beginning in sorted({trigger[:_TRIGGER_SIZE] for trigger in triggers}):
        if not found or not beginning.startswith(found[-1]):
            found.append(beginning)
    return found
