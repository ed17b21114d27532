"""Faults that entries show as they stand, alone and beside the entries of other packs."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from mtfix.authoring.lint.fault import Fault, fault, place
from mtfix.packs.model import Term
from mtfix.text.words import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mtfix.packs.model import Pack, Rule

LEAST_STAYING = 2
"""Examples that stay which an ambiguous entry needs: one alone shows one ordinary meaning."""


def replaced(packs: Sequence[Pack]) -> Iterator[Fault]:
    """Yield the rules of a user's pack that another one of the user's replaces."""
    seen: dict[str, Rule] = {}
    for rule in (rule for pack in packs if not pack.trusted for rule in pack.rules):
        first = seen.setdefault(rule.rule, rule)
        if first.file != rule.file:
            yield fault(
                "duplicate",
                rule,
                f"this id stands at {first.file}:{first.line} too, which it replaces",
                "keep one of them, or give one an 'id:'",
            )


def faults(checked: Sequence[Rule], rules: Sequence[Rule]) -> Iterator[Fault]:
    """Yield the faults of the `checked` rules, seen among all `rules`."""
    for rule in checked:
        yield from _examples(rule)
    terms = [rule for rule in rules if isinstance(rule, Term)]
    own = [rule.rule for rule in checked]
    for term in (rule for rule in checked if isinstance(rule, Term)):
        yield from _guards(term)
        yield from _guard_words(term)
        yield from _spelled_twice(term)
        yield from _both_ways(term)
    yield from _shared(terms, own)
    yield from _cycles(terms, own)


def _examples(rule: Rule) -> Iterator[Fault]:
    """Yield missing examples, and examples that stand twice; an entry of one line has none."""
    if isinstance(rule, Term) and rule.is_plain:
        return
    staying = sum(example.after is None for example in rule.examples)
    doubtful = isinstance(rule, Term) and rule.ambiguous != "no"
    if staying == len(rule.examples):
        yield fault("unproved", rule, "no example that changes", "add 'before => after'")
    least = LEAST_STAYING if doubtful else int(not isinstance(rule, Term))
    if staying < least:
        problem = f"{staying} of at least {least} examples that stay"
        yield fault("unproved", rule, problem, "add ordinary uses, without an arrow")
    for before, count in Counter(example.before for example in rule.examples).items():
        if count > 1:
            yield fault("duplicate", rule, f"the example {before!r} stands twice", "keep one")


def _guards(term: Term) -> Iterator[Fault]:
    """Guards that never hold together, or never at all."""
    guards = dict(term.guards)
    for name, words in guards.items():
        folded = {word.lower() for word in words}
        if name == "before" and folded <= ARTICLES:
            problem = "the guard 'before' never holds: articles are passed over"
            yield fault("dead", term, problem, "name the word before the article")
        forbidden = {word.lower() for word in guards.get(f"not-{name}", ())}
        if folded <= forbidden:
            problem = f"the guard {name!r} never holds: 'not-{name}' forbids all its words"
            yield fault("dead", term, problem, "remove one of the two")


def _guard_words(term: Term) -> Iterator[Fault]:
    """Words of a guard that another one of it makes needless."""
    for name, words in term.guards:
        for at, word in enumerate(words):
            others = (*words[:at], *(one for one in words[at + 1 :] if not _holds(name, word, one)))
            by = next((other for other in others if _holds(name, other, word)), None)
            if by is not None:
                problem = f"the guard {name!r} holds for {word!r} by {by!r} already"
                yield fault("duplicate", term, problem, "take out the longer one")


def _holds(name: str, word: str, longer: str) -> bool:
    """Whether a word of a guard stands wherever a longer one does; the first letter of both may
    be a capital or not."""
    place = name.removeprefix("not-")
    if place not in {"before", "after"}:
        return f" {word.lower()} " in f" {longer.lower()} "
    if place == "before":
        beside, part = longer[: -len(word)][-1:], longer[-len(word) :]
    else:
        part, beside = longer[: len(word)], longer[len(word) :][:1]
    same = (part[:1].lower(), part[1:]) == (word[:1].lower(), word[1:])
    return same and not (beside.isalnum() or beside == "_")


def _spelled_twice(term: Term) -> Iterator[Fault]:
    """Variants that differ in their capitals only, where any case matches."""
    folded = Counter(variant.lower() for variant in term.variants)
    for variant, count in folded.items():
        if count > 1 and variant != term.term.lower():
            problem = f"the variant {variant!r} stands {count} times, in other capitals"
            yield fault("duplicate", term, problem, "keep one: any case matches")


def _both_ways(term: Term) -> Iterator[Fault]:
    """Cues that speak for a term and against it."""
    against = {name.lower() for name, _ in term.cues_against}
    for name, _ in term.cues_for:
        if name.lower() in against:
            problem = f"the cue {name!r} speaks for it and against it"
            yield fault("dead", term, problem, "take it out of one of the two")


def _shared(terms: Sequence[Term], own: Iterable[str]) -> Iterator[Fault]:
    """Variants of two entries between which nothing decides."""
    owners: dict[tuple[str, str, str], Term] = {}
    told: set[tuple[str, str]] = set()
    for term in terms:
        for variant in term.variants:
            key = variant.lower(), term.origin, term.language
            other = owners.setdefault(key, term)
            pair = other.rule, term.rule
            if other is term or pair in told or not (pair[0] in own or pair[1] in own):
                continue
            here, there = (term, other) if term.rule in own else (other, term)
            if other.term.lower() == term.term.lower() and _decided_by(other) == _decided_by(term):
                told.add(pair)
                problem = f"the variant {variant!r} of the same term stands in {place(there)} too"
                yield fault("duplicate", here, problem, "join the two entries")
            elif other.term != term.term and _decided_by(other) == _decided_by(term):
                told.add(pair)
                problem = f"nothing decides whose the variant {variant!r} is: {place(there)} has it"
                yield fault("conflict", here, problem, "give the two other cues or guards")


def _decided_by(term: Term) -> tuple[object, ...]:
    return (
        (term.ambiguous, term.is_plain, sorted(term.topics), sorted(term.topics_against)),
        (sorted(term.guards), sorted(term.cues_for), sorted(term.cues_against)),
    )


# --- cycles --------------------------------------------------------------------------------


def _cycles(terms: Sequence[Term], own: Iterable[str]) -> Iterator[Fault]:
    """Entries that make one another's right forms wrong, however many stand between."""
    makers: dict[str, list[Term]] = {}
    for term in terms:
        for variant in {variant.lower() for variant in term.variants} - {term.term.lower()}:
            makers.setdefault(variant, []).append(term)
    into = {term.rule: makers.get(term.term.lower(), []) for term in terms}
    known = {term.rule: term for term in terms}
    told: set[frozenset[str]] = set()
    for rule in own:
        way = _way_back(rule, lambda at: [term.rule for term in into.get(at, ())])
        if way and frozenset(way) not in told:
            told.add(frozenset(way))
            yield _cycle(way, known)


def _cycle(way: Sequence[str], known: Mapping[str, Term]) -> Fault:
    first, *others = (known[rule] for rule in way[:-1])
    made = [f"{known[one].term} becomes {known[two].term}" for one, two in pairwise(way)]
    listed = ", ".join(place(other) for other in others)
    problem = f"with {listed} it goes in a circle: {', '.join(made)}"
    return fault("cycle", first, problem, "one of them is the wrong way round")


def _way_back(start: str, after: Callable[[str], Iterable[str]]) -> list[str]:
    """The shortest way from `start` to itself, or an empty list."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        longer = []
        for way in ways:
            for step in after(way[-1]):
                if step == start:
                    return [*way, step]
                if step not in seen:
                    seen.add(step)
                    longer.append([*way, step])
        ways = longer
    return []
