"""The rules of some packs, compiled: what of a unit of a page each recognises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.matching.predicates import PREDICATES
from mtfix.matching.triggers import Triggers, folded
from mtfix.packs.model import Phrase, place_of
from mtfix.regexes.bounded import Matcher
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.line_index import LONGEST_LINE, LineIndex, finds, is_excepted
from mtfix.stages.boilerplate.scanned_texts import scanned_texts
from mtfix.stages.boilerplate.units import (
    LONGEST_UNIT,
    RuleMatch,
    match_piece,
    name_in,
    normalized_text,
)
from mtfix.stages.boilerplate.words_besides import also_needed
from mtfix.text.line_words import words_of_line
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtfix.matching.page import Hit
    from mtfix.packs.model import BoilerplateRule as Rule
    from mtfix.text.line_words import LineWords

_HITS = ("alone", "line", "short", "word")
"""The predicates of texts of phrases, as `ScannedTexts` has them."""
_OF_LINE, _OPENING = {_HITS.index("alone"), _HITS.index("short")}, _HITS.index("line")
_TRIGGER_SIZE = 18
"""Characters of a trigger that the scan looks for."""


class CompiledRules:
    """Rules that are asked about lines and pieces of lines; every answer is remembered, since
    each round of cleaning asks about the same lines. trusted: for each whether its pack is
    shipped."""

    def __init__(self, rules: Sequence[Rule], trusted: Sequence[bool]) -> None:
        self._rules, self._trusted = tuple(rules), trusted
        self._matchers = Memo(self._matcher)
        self._acting = _LineRules(self._rules, self._matchers, hints=False)
        self._hints = _LineRules(self._rules, self._matchers, hints=True)
        self._pieces = Memo(self._piece_of)

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

    def triggers(self, stage: str) -> Iterator[Triggers]:
        """Yield what the scan looks for: triggers of patterns by the numbers of the rules, texts
        of phrases by the number behind the last."""
        for number, rule in enumerate(self._rules):
            if rule.triggers:
                texts = rule.triggers if rule.case else _beginnings(rule.triggers)
                yield Triggers(stage, number, rule.case or "start", texts)
        phrases = (one for rule in self._rules if not rule.hint for one in rule.phrases)
        sought: dict[tuple[str, tuple[str, ...]], set[str]] = {}
        for phrase in map(Phrase._make, phrases):
            with_words = also_needed(phrase)
            for kind, found in zip(_HITS, scanned_texts(phrase), strict=True):
                if found:
                    key = kind, with_words if kind == "short" else ()
                    sought.setdefault(key, set()).update(found)
        for (kind, with_words), kept in sorted(sought.items()):
            number = len(self._rules) + _HITS.index(kind)
            yield Triggers(stage, number, kind, sorted(kept), with_words)

    def part(self, hit: Hit) -> str:
        """Return the part of a line that a hit may belong to."""
        return self._rules[hit.rule].part if hit.rule < len(self._rules) else "line"

    def is_of_line(self, hit: Hit) -> bool:
        """Return whether a hit belongs to its line alone, not to a paragraph of several."""
        return hit.rule - len(self._rules) in _OF_LINE

    def is_of_first(self, hit: Hit) -> bool:
        """Return whether a hit can belong to a paragraph of which it begins the first line."""
        return hit.rule - len(self._rules) == _OPENING

    def match_piece(self, text: str, hit: Hit, unit: Span) -> RuleMatch | None:
        """Return the match of a rule for pieces, in a unit that its trigger stands in."""
        rule, of_unit = self._rules[hit.rule], text[unit.start : unit.end]
        piece = self._pieces[hit.rule, of_unit, hit.start - unit.start, hit.end - unit.start]
        if piece is None:
            return None
        (start, end), name = piece
        return RuleMatch(unit, Span(unit.start + start, unit.start + end), rule, name)

    def matches_of_line(self, text: str, unit: Span) -> list[RuleMatch]:
        """Return the matches of all rules that recognise a whole unit, those of hints last."""
        return [*self.acting_matches(text, unit), *self._matches(self._hints, text, unit)]

    def acting_matches(self, text: str, unit: Span) -> list[RuleMatch]:
        """Return the matches of rules that recognise a whole unit and are no hints."""
        return self._matches(self._acting, text, unit)

    def _matches(self, rules: _LineRules, text: str, unit: Span) -> list[RuleMatch]:
        if unit.end - unit.start > LONGEST_UNIT:
            return []
        found = rules.of[text[unit.start : unit.end]]
        return [RuleMatch(unit, unit, self._rules[number], name) for number, name in found]

    def _piece_of(self, question: tuple[int, str, int, int]) -> tuple[Span, str] | None:
        """The piece of a unit that a rule recognises by a trigger in it, and the name there."""
        rule, unit, start, end = question
        text = unit.replace("\n", " ")
        return match_piece(self._rules[rule], self._matchers[rule], text, Span(start, end))


class _LineRules:
    """The rules for whole lines that are hints, or those that are none.

    of: the numbers of the rules that recognise a unit, and what each names in it.
    """

    def __init__(
        self, rules: Sequence[Rule], matchers: Mapping[int, Matcher], *, hints: bool
    ) -> None:
        self._rules, self._matchers = rules, matchers
        self._index = LineIndex(rules, hints=hints)
        self._of_lines = [
            (number, rule, _beginnings([one.lower() for one in rule.triggers]))
            for number, rule in enumerate(rules)
            if rule.patterns and rule.part == "line" and rule.hint == hints
        ]
        self._without_triggers = [one for one in self._of_lines if not one[-1]]
        self._any_trigger = lazy_regex(
            "|".join(re.escape(one) for *_, triggers in self._of_lines for one in triggers)
            or r"\Z."
        )
        self.of = Memo(self._rules_of_line)

    def _rules_of_line(self, unit: str) -> tuple[tuple[int, str], ...]:
        """The numbers of the rules that recognise a whole unit, and what each names in it."""
        line = normalized_text(unit)
        if line is None:
            return ()
        found: dict[int, str] = {}
        if len(line) <= LONGEST_LINE:
            words = words_of_line(line)
            for number in self._index.rules_of(words):
                if not self._matchers[number].forbids(line, Span(0, len(line))):
                    found[number] = self._name_in(number, words)
        small = line.lower()
        of_lines = self._of_lines if self._any_trigger.search(small) else self._without_triggers
        for number, rule, triggers in of_lines:
            if number not in found and (
                not triggers or any(trigger in small for trigger in triggers)
            ):
                match = self._matchers[number].whole(line)
                if match and self._holds(rule, line):
                    found[number] = name_in(match)
        return tuple(found.items())

    def _holds(self, rule: Rule, line: str) -> bool:
        """Whether a pattern of a rule, which matches a line, holds there."""
        if rule.case and not _has_trigger(rule, line):
            return False
        return not ((rule.except_ or rule.unless_words) and is_excepted(rule, words_of_line(line)))

    def _name_in(self, number: int, words: LineWords) -> str:
        """What of a line the article must not speak of."""
        pieces = (finds(one, words) for one in self._rules[number].speaks_of)
        return next(filter(None, pieces), "")


def _has_trigger(rule: Rule, line: str) -> bool:
    """Whether a trigger of a rule stands in a line with the letters around it that the rule asks
    for."""
    data = line.encode("utf-8", "surrogatepass")
    look = data if rule.case == "exact" else folded(data)
    test = PREDICATES[rule.case]
    for text in rule.triggers:
        wanted = text.encode() if rule.case == "exact" else folded(text.encode())
        at = look.find(wanted)
        while at >= 0:
            if test(data, at, at + len(wanted)):
                return True
            at = look.find(wanted, at + 1)
    return False


def _beginnings(triggers: Sequence[str]) -> list[str]:
    """The beginnings of triggers, each once, without those that another one begins: what
    they stand for is seen by the patterns, and few make a small automaton."""
    found: list[str] = []
    for beginning in sorted({trigger[:_TRIGGER_SIZE] for trigger in triggers}):
        if not found or not beginning.startswith(found[-1]):
            found.append(beginning)
    return found
