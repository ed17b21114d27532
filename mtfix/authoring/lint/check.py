"""All faults of some packs: those that keep them from loading, and those that make them weak."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.lint import common_words as words
from mtfix.authoring.lint import entries, frames, line_phrases, mutations, native_words
from mtfix.authoring.lint import trial as tried
from mtfix.authoring.lint.fault import Fault, of_error
from mtfix.packs.model import PackError
from mtfix.packs.pack_set import PackSet
from mtfix.packs.parser import parse
from mtfix.packs.sources import find_sources
from mtfix.packs.store import load
from mtfix.packs.validation import overridden, problems, with_overrides
from mtfix.verification.proof import (
    failing_examples,
    text_filter,
    trial_pipeline,
    with_shipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.packs.model import Pack, Rule
    from mtfix.pipeline.pipeline import Pipeline
    from mtfix.pipeline.result import Result


class Checked(NamedTuple):
    """The packs that were checked, their faults, and what was not looked for, with the way to
    look for it; and their rules that replace shipped ones, each with the one that it replaces."""

    packs: tuple[Pack, ...]
    faults: tuple[Fault, ...]
    skipped: tuple[str, ...]
    overridden: tuple[tuple[Rule, Rule], ...] = ()


def checked(wanted: Sequence[str] | None = None, *, unneeded: bool = False) -> Checked:
    """Return the packs that `wanted` names, or the shipped ones, with all their faults; with
    `unneeded`, the guards and cues too that no example needs.

    A pack that can't be understood is a fault, and the others are checked. What keeps packs
    from loading hides what makes them weak.
    """
    shipped = load(strict=False).packs
    packs, faults = _parsed(wanted or ["shipped"], shipped)
    faults += entries.replaced(packs)
    loaded = PackSet(with_overrides(packs))
    together = with_shipped(loaded, shipped)
    cleaner = trial_pipeline(together)
    clean = cache(cleaner.run)  # examples are asked about twice
    own = {rule.file for rule in _rules(loaded)}
    broken = (*problems(loaded.packs), *problems(together.packs))
    refused = [of_error("broken", error) for error in broken if error.problem.path in own]
    faults += (*refused, *_failing(loaded, together, clean))
    skipped = () if words.available() else (words.MISSING,)
    if any(pack.trusted and pack.sort == "boilerplate" for pack in packs):
        faults += line_phrases.lexicon_faults()
    if not refused:
        faults += _weak(_rules(loaded), _rules(together), cleaner, clean)
        faults += mutations.faults(_rules(loaded), _rules(together)) if unneeded else ()
    replaced = overridden([*shipped, *(pack for pack in packs if not pack.trusted)])
    return Checked(loaded.packs, tuple(dict.fromkeys(faults)), skipped, tuple(replaced))


def _parsed(wanted: Iterable[str], shipped: Iterable[Pack]) -> tuple[tuple[Pack, ...], list[Fault]]:
    """The packs that the names stand for, and those that can't be understood as faults."""
    packs: dict[str, Pack] = {}
    faults: list[Fault] = []
    known = {pack.name: pack for pack in shipped}
    for name in wanted:
        try:
            sources = find_sources(os.fspath(name))
        except PackError as error:
            faults.append(of_error("broken", error))
            continue
        for source in sources:
            try:
                packs[source.file] = (
                    known[source.name]
                    if source.trusted
                    else parse(source.text, source.file, source.name, trusted=False)
                )
            except PackError as error:
                faults.append(of_error("broken", error))
    return tuple(packs.values()), faults


def _failing(loaded: PackSet, together: PackSet, clean: Callable[[str], Result]) -> Iterator[Fault]:
    """The examples that do not hold, those of shipped packs among them that a rule of a user's
    breaks; of these the first for each rule."""
    own = {rule.file for rule in _rules(loaded)}
    concerned = text_filter(loaded.packs)
    packs = [
        pack if pack in loaded.packs else _concerned(pack, concerned) for pack in together.packs
    ]
    told: set[tuple[str, int]] = set()
    for error in failing_examples(PackSet(packs), clean):
        path, text = error.problem.path, error.problem.text
        place = path, error.problem.line
        if path in own and not (" breaks an example of " in text and place in told):
            told.add(place)
            yield of_error("example", error)


def _concerned(pack: Pack, concerned: Callable[[str], bool]) -> Pack:
    """The pack with those examples alone in which one of the checked rules might act."""
    rules = (
        rule._replace(examples=tuple(one for one in rule.examples if concerned(one.before)))
        for rule in pack.rules
    )
    return pack._replace(rules=tuple(rules))


def _rules(loaded: PackSet) -> list[Rule]:
    return [rule for pack in loaded.packs for rule in pack.rules]


def _weak(
    own: Sequence[Rule], rules: Sequence[Rule], cleaner: Pipeline, clean: Callable[[str], Result]
) -> Iterator[Fault]:
    """Yield the faults of rules that load."""
    yield from entries.faults(own, rules)
    yield from line_phrases.faults(own, rules)
    if words.available():
        yield from words.faults(own)
    yield from native_words.faults(own)
    yield from tried.faults(own, cleaner, clean, rules)
    yield from frames.faults(own, rules)
