"""Faults of the phrases of boilerplate rules, and of the word lists that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.authoring.lint.fault import Fault, fault, place
from mtfix.packs.lexicons import entries_by_file
from mtfix.packs.model import BoilerplateRule
from mtfix.packs.schema import LONGEST_PATTERN
from mtfix.text.line_words import words_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.packs.model import Rule


def faults(checked: Sequence[Rule], rules: Sequence[Rule]) -> Iterator[Fault]:
    """Yield the faults of the `checked` rules, seen among all `rules`."""
    own = {rule.rule for rule in checked}
    first: dict[tuple[str, bool, bool], BoilerplateRule] = {}
    for rule in (rule for rule in rules if isinstance(rule, BoilerplateRule)):
        texts = [phrase[0] or " & ".join(phrase[4]) for phrase in rule.phrases]
        for text in texts:
            other = first.setdefault((text, rule.strong, rule.hint), rule)
            if other is not rule and rule.rule in own:
                problem = f"the phrase {text[:60]!r} stands in {place(other)} too"
                yield fault("duplicate", rule, problem, "keep one of them")
        if rule.rule in own:
            yield from _long(rule)


def _long(rule: BoilerplateRule) -> Iterator[Fault]:
    """Yield patterns of whole lines that are too long to be read."""
    if rule.part != "line":
        return
    for text in (*rule.patterns, *rule.unless, *rule.except_):
        if len(text) > LONGEST_PATTERN:
            yield fault(
                "long",
                rule,
                f"{text[:40]!r}… has over {LONGEST_PATTERN} characters",
                "write phrases, one a line, and put word lists into lexicons",
            )


def lexicon_faults() -> Iterator[Fault]:
    """Yield the words that stand twice in one shipped list."""
    for file, entries in entries_by_file():
        seen: dict[tuple[str, ...], int] = {}
        for line, entry in entries:
            words = words_of_line(entry).words
            if seen.setdefault(words, line) != line:
                problem = f"{entry!r} stands in line {seen[words]} too"
                yield Fault("duplicate", "", file, line, problem, "keep one of them")
