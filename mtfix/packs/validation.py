"""Checks of packs as they stand, without running them."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from mtfix.packs.model import Pack, PackError, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mtfix.packs.model import Rule

MAX_VARIANTS = 200_000
MAX_LENGTH = 1_024


def check(packs: Sequence[Pack]) -> None:
    """Raise PackError at the first of: an id that stands twice, no examples, a variant that
    can't be matched or stands in two entries of which one is sure, a term that contains a
    variant of its own, terms that would rewrite one another for ever."""
    for problem in problems(packs):
        raise problem


def with_overrides(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """Return the packs without the rules that a user's pack behind them replaces: those of the
    same id. Within a pack, and between shipped ones, an id that stands twice is an error."""
    kept: list[Pack] = []
    for pack in packs:
        own = frozenset() if pack.trusted else frozenset(map(_replaced, pack.rules))
        kept = [_without(earlier, own) for earlier in kept]
        kept.append(pack)
    return tuple(kept)


def _replaced(rule: Rule) -> str:
    """The id of the rules that a user's rule replaces; none for an entry of one line, which adds
    variants."""
    return "" if isinstance(rule, Term) and rule.is_plain else rule.rule


def _without(pack: Pack, ids: frozenset[str]) -> Pack:
    left = tuple(rule for rule in pack.rules if rule.rule not in ids)
    return pack if len(left) == len(pack.rules) else pack._replace(rules=left)


class PackWarning(UserWarning):
    """Something in a user's pack that is not wrong, but not proved either."""


def with_unproved_suggested(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """Return the packs, in users' ones of which an ambiguous entry without examples is only
    suggested: nothing proves that it tells the right places from the others."""
    return tuple(pack if pack.trusted else _with_unproved_suggested(pack) for pack in packs)


def _with_unproved_suggested(pack: Pack) -> Pack:
    rules = (
        rule._replace(status="superseded")
        if isinstance(rule, Term) and rule.ambiguous != "no" and _is_unproved(rule)
        else rule
        for rule in pack.rules
    )
    return pack._replace(rules=tuple(rules))


def _is_unproved(rule: Rule) -> bool:
    """Whether a rule that edits has no examples; an entry without variants edits nothing, and one
    of a line is tried in the frames of its topics."""
    if isinstance(rule, Term) and (rule.is_plain or not rule.variants):
        return False
    return not rule.examples


def warn_of_unproved(packs: Iterable[Pack]) -> None:
    """Warn of users' packs with rules that have no examples, once for each pack."""
    for pack in packs:
        unproved = [] if pack.trusted else list(filter(_is_unproved, pack.rules))
        if unproved:
            warnings.warn(_unproved_message(unproved), PackWarning, stacklevel=2)


def overridden(packs: Sequence[Pack]) -> list[tuple[Rule, Rule]]:
    """Return the rules of users' packs that replace shipped ones, each with the one it replaces."""
    shipped = {rule.rule: rule for pack in packs if pack.trusted for rule in pack.rules}
    own = (rule for pack in packs if not pack.trusted for rule in pack.rules)
    return [(rule, shipped[rule.rule]) for rule in own if _replaced(rule) in shipped]


def warn_of_overridden(packs: Sequence[Pack]) -> None:
    """Warn of users' packs that replace shipped rules, once for each pack."""
    counts: dict[str, list[Rule]] = {}
    for rule, _ in overridden(packs):
        counts.setdefault(rule.file, []).append(rule)
    for rules in counts.values():
        warnings.warn(_overridden_message(rules), PackWarning, stacklevel=2)


def _overridden_message(rules: Sequence[Rule]) -> str:
    first, count = rules[0], len(rules)
    if count == 1:
        what = f"{first.file}:{first.line}: {first.rule} replaces the shipped entry of this id"
    else:
        where = f"the first in line {first.line} ({first.rule})"
        what = f"{first.file}: {count} entries replace shipped ones of the same ids, {where}"
    return f"{what}; give them other ids to have both"


def _unproved_message(rules: Sequence[Rule]) -> str:
    """A line about rules of one pack that have no examples."""
    first, count = rules[0], len(rules)
    if count == 1:
        return f"{first.file}:{first.line}: {first.rule} has no examples; add some to prove it"
    return (
        f"{first.file}: {count} entries have no examples, the first in line {first.line}"
        f" ({first.rule}); add some to prove them"
    )


def problems(packs: Sequence[Pack]) -> Iterator[PackError]:
    """Yield every problem that `check` would raise, in order of importance."""
    rules = [rule for pack in packs for rule in pack.rules]
    yield from _twice(rules)
    for pack in packs:
        for rule in pack.rules:
            yield from _examples(rule, required=pack.trusted)
    terms = [rule for rule in rules if isinstance(rule, Term)]
    if sum(len(term.variants) for term in terms) > MAX_VARIANTS:
        last = terms[-1]
        yield _problem(last, f"more than {MAX_VARIANTS:,} variants in all", "load fewer packs")
        return
    for term in terms:
        yield from _variants(term)
    own = {rule.file for pack in packs if not pack.trusted for rule in pack.rules}
    yield from _shared(terms, own)
    yield from _cycles(terms, own)


def _problem(rule: Rule, problem: str, remedy: str) -> PackError:
    return PackError(rule.file, rule.line, f"{rule.rule}: {problem}", remedy)


def _twice(rules: Iterable[Rule]) -> Iterator[PackError]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(rule.rule, rule)
        if first is not rule and not _adds_to(rule, first):
            where = f"{first.file}:{first.line}"
            yield _problem(rule, f"this id stands at {where} too", "give one of them an 'id:'")


def _adds_to(rule: Rule, other: Rule) -> bool:
    """Whether a rule only adds variants to another one: entries of which one is a line, since
    their ids are made of the same right form."""
    return any(isinstance(one, Term) and one.is_plain for one in (rule, other))


def _examples(rule: Rule, *, required: bool) -> Iterator[PackError]:
    changing = any(example.after is not None for example in rule.examples)
    staying = any(example.after is None for example in rule.examples)
    if not required or (isinstance(rule, Term) and rule.is_plain):
        return
    if not changing:
        yield _problem(rule, "no example that changes", "add 'before => after'")
    ambiguous = not isinstance(rule, Term) or rule.ambiguous != "no"
    if ambiguous and not staying:
        yield _problem(rule, "no example that must stay", "add one without an arrow")


def _variants(term: Term) -> Iterator[PackError]:
    for text in (term.term, *term.variants):
        if len(text) > MAX_LENGTH:
            yield _problem(term, f"{text[:40]!r}… is too long", f"at most {MAX_LENGTH} characters")
        if text != text.strip() or "\n" in text or "  " in text:
            yield _problem(term, f"{text!r} has stray white space", "remove it")
    for variant in term.variants:
        if variant == term.term or variant in term.admitted:
            yield _problem(term, f"the variant {variant!r} is a right form", "remove it")
        elif variant.lower() != term.term.lower() and _contains(term.term, variant):
            yield _problem(
                term, f"the term contains its own variant {variant!r}", "it would match itself"
            )


def _blamed(one: Term, other: Term, own: Collection[str]) -> tuple[Term, Term]:
    """The two entries, first the one that a user can mend: in a file of his own, if either is."""
    return (other, one) if other.file in own and one.file not in own else (one, other)


def _shared(terms: Iterable[Term], own: Collection[str]) -> Iterator[PackError]:
    owners: dict[str, Term] = {}
    for term in terms:
        for variant in term.variants:
            key = variant if variant.lower() == term.term.lower() else variant.lower()
            other = owners.setdefault(key, term)
            if other is not term and any(_everywhere(one) for one in (other, term)):
                here, there = _blamed(term, other, own)
                where = f"{there.rule} ({there.file}:{there.line})"
                yield _problem(
                    here,
                    f"the variant {variant!r} belongs to {where} too",
                    "where entries compete, both are ambiguous or guarded",
                )


def _everywhere(term: Term) -> bool:
    """Whether the term takes its variants wherever they stand."""
    return term.ambiguous == "no" and not term.guards


def _cycles(terms: Sequence[Term], own: Collection[str]) -> Iterator[PackError]:
    """Terms that a sure variant of another entry would rewrite."""
    owners = {
        variant.lower(): term
        for term in terms
        if term.ambiguous == "no"
        for variant in term.variants
        if variant.lower() != term.term.lower()
    }
    for term in terms:
        other = owners.get(term.term.lower())
        if other is not None and other is not term:
            here, there = _blamed(term, other, own)
            where = f"{there.rule} ({there.file}:{there.line})"
            what = "term is a variant" if here is term else "variants are the right form"
            yield _problem(here, f"its {what} of {where}", "one of the two is the wrong way round")


def _contains(text: str, part: str) -> bool:
    if part.lower() not in text.lower():  # a pattern for each variant of thousands takes seconds
        return False
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, re.IGNORECASE) is not None
