"""Faults that show when rules are tried: on their own variants, terms and examples."""

from __future__ import annotations

import re
from difflib import get_close_matches
from string import digits
from typing import TYPE_CHECKING

from mtfix.authoring.lint.fault import Fault, fault, place
from mtfix.edits.edit import Span
from mtfix.packs.model import BoilerplateRule, Term
from mtfix.reports.wording import words
from mtfix.stages.boilerplate.rules import CompiledRules
from mtfix.stages.terms.collect_verdicts import collect_verdicts
from mtfix.verification.examples import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mtfix.packs.model import Rule
    from mtfix.pipeline.pipeline import Pipeline
    from mtfix.pipeline.result import Result
    from mtfix.stages.terms.verdict import Verdict

_SENTENCES = ("They met {} there again.", "We heard that {} was in the news of the day.")
"""Sentences in which any name or word may stand."""
_PART = re.compile(r"[^\W\d]{3,}|\d|[^\w\s.,]")
_NEARLY = 0.75
"""How alike two words are that may be taken for one another: *Xiaopeng* and *Xiaoping*."""
_OWN_LANGUAGE = "en"
"""The language of these sentences: entries of another one are not tried on them."""


def faults(
    checked: Sequence[Rule],
    cleaner: Pipeline,
    clean: Callable[[str], Result],
    rules: Sequence[Rule],
) -> Iterator[Fault]:
    """Yield what the `checked` rules do wrong under a cleaner that is made of all `rules`; `clean`
    gives what it does, and may remember it."""
    known = {rule.rule: rule for rule in rules}
    for rule in checked:
        if isinstance(rule, Term) and rule.language == _OWN_LANGUAGE and not rule.is_plain:
            yield from _right_form(rule, clean, known)
            for variant in rule.variants:
                yield from _variant(rule, variant, cleaner, rules)
        yield from _examples(rule, clean)


def _right_form(
    term: Term, clean: Callable[[str], Result], known: Mapping[str, Rule]
) -> Iterator[Fault]:
    """A term that a rule would rewrite where it stands right."""
    for sentence in _SENTENCES[:1]:
        result = clean(sentence.format(term.term))
        for fix in result.fixes:
            by = known.get(fix.rule)
            named = place(by) if by else fix.rule
            problem = f"its right form {term.term!r} is changed again by {named}"
            yield fault("self-match", term, problem, "mend the term, or guard the other rule")


def _variant(term: Term, variant: str, cleaner: Pipeline, rules: Sequence[Rule]) -> Iterator[Fault]:
    """A variant that never comes to a decision of this entry."""
    reasons = []
    for sentence in _SENTENCES:
        found = collect_verdicts(cleaner, sentence.format(variant))
        verdicts = [verdict for verdict, _ in found]
        mine = [verdict for verdict in verdicts if verdict.candidate.term.rule == term.rule]
        if any(_decided(verdict) for verdict in mine):
            return
        reasons.append((mine, verdicts))
    mine, verdicts = reasons[0]
    if mine:
        yield fault(
            "dead",
            term,
            f"the variant {variant!r} is never touched: {words(mine[0].reason)}",
            "remove it",
        )
    elif other := _taken_by(variant, rules, verdicts):
        problem = f"the variant {variant!r} is always left to {place(other)}"
        yield fault("shadowed", term, problem, "remove it here or there")
    else:
        problem = f"the variant {variant!r} is never found"
        yield fault("dead", term, problem, "begin and end it with a letter or digit")


def _taken_by(variant: str, rules: Sequence[Rule], verdicts: Sequence[Verdict]) -> Rule | None:
    """The entry that a variant belongs to instead: as one of its own, or as its right form."""
    for rule in rules:
        if isinstance(rule, Term) and variant in {rule.term, *rule.admitted}:
            return rule
    return verdicts[0].candidate.term if verdicts else None


def _decided(verdict: Verdict) -> bool:
    """Whether a place came to a decision, or would where its guards hold."""
    return verdict.outcome != "leave" or bool(verdict.features) or verdict.reason.code == "guard"


# --- examples ------------------------------------------------------------------------------


def _examples(rule: Rule, clean: Callable[[str], Result]) -> Iterator[Fault]:
    for example in rule.examples:
        changing = example.after is not None
        if isinstance(rule, BoilerplateRule) and rule.part == "line":
            # Another rule for the same line may be the one that is told.
            acts = "acts" if _recognizes(rule, example.before) else ""
        else:
            acts = _acts(rule, clean, (before for before, _ in documents(rule, example)))
        if changing and acts == "never rests":
            yield fault(
                "self-match",
                rule,
                f"what it makes of {example.before!r} is matched again, without end",
                "the pattern must not match its own result",
                example.line,
            )
        elif changing and not acts:
            problem = f"the example {example.before!r} tests nothing: the rule does not act in it"
            yield fault("unproved", rule, problem, "write one that this rule changes", example.line)
        elif not changing and not _near(rule, example.before):
            wanted = "variant" if isinstance(rule, Term) else "trigger"
            problem = f"the example {example.before!r} tests nothing: no {wanted} is near to it"
            yield fault("unproved", rule, problem, "write one that it might change", example.line)


def _recognizes(rule: BoilerplateRule, line: str) -> bool:
    """Whether a rule by itself recognises a whole line."""
    return bool(CompiledRules([rule], [True]).matches_of_line(line, Span(0, len(line))))


def _acts(rule: Rule, clean: Callable[[str], Result], texts: Iterable[str]) -> str:
    """Whether the rule edits one of the texts, and whether these come to rest."""
    for text in texts:
        result = clean(text)
        made = {fix.rule for fix in result.fixes}
        held = {fix.rule: reason.code for fix, reason in result.withheld}
        if held.get(rule.rule) == "not-converged":
            return "never rests"
        if rule.rule in made or rule.rule in held:
            return "acts"
    return ""


def _looked_for(rule: Rule) -> Sequence[str]:
    """The texts that a rule looks for: variants, triggers, the words that its phrases need."""
    if isinstance(rule, Term):
        return rule.variants
    if isinstance(rule, BoilerplateRule):
        phrases = [" ".join((phrase[0], *phrase[2], *phrase[4])) for phrase in rule.phrases]
        numbers = digits if any("<number>" in text for text in phrases) else ""
        wide = (key for phrase in rule.phrases for key in phrase[2] if not key.isascii())
        return (*rule.triggers, *phrases, *numbers, *wide)
    return rule.triggers


def _near(rule: Rule, text: str) -> bool:
    """Whether a text comes near to what the rule looks for: a word or a sign of it, or a word
    that is spelled nearly so."""
    looked_for = _looked_for(rule)
    parts = {part for wanted in looked_for for part in _PART.findall(wanted.lower())}
    here = set(_PART.findall(text.lower()))
    if not parts or parts & here or any(text.find(wanted.strip()) >= 0 for wanted in looked_for):
        return True
    return any(get_close_matches(part, here, 1, _NEARLY) for part in parts)
