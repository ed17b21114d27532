"""All faults of some packs: those that keep them from loading, and those that make them weak."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mtfix.cleaner import failing_examples, trial
from mtfix.glossary import entries, words
from mtfix.glossary import trial as tried
from mtfix.glossary.fault import Fault, of_error
from mtfix.packs.check import overriding, problems
from mtfix.packs.compile import PackSet, load
from mtfix.packs.load import parse
from mtfix.packs.model import PackError
from mtfix.packs.sources import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.packs.model import Pack


class Checked(NamedTuple):
    """The packs that were checked, their faults, and what was not looked for, with the way to
    look for it."""

    packs: tuple[Pack, ...]
    faults: tuple[Fault, ...]
    skipped: tuple[str, ...]


def checked(wanted: Sequence[str] | None = None) -> Checked:
    """Return the packs that `wanted` names, or the shipped ones, with all their faults.

    A pack that can't be understood is a fault, and the others are checked. What would keep
    packs from loading hides what is found by trying them.
    """
    packs, faults = _parsed(wanted or ["shipped"])
    faults += entries.replaced(packs)
    packs = overriding(packs)
    faults += (of_error("broken", problem) for problem in problems(packs))
    skipped = () if words.available() else (words.MISSING,)
    if not faults:
        loaded = PackSet(packs, None, "")
        faults += (of_error("example", error) for error in failing_examples(loaded))
        faults += _weak(loaded)
    return Checked(packs, tuple(dict.fromkeys(faults)), skipped)


def _parsed(wanted: Iterable[str]) -> tuple[tuple[Pack, ...], list[Fault]]:
    """The packs that the names stand for, and those that can't be understood as faults."""
    packs: dict[str, Pack] = {}
    faults: list[Fault] = []
    shipped = {pack.name: pack for pack in load(strict=False).packs}
    for name in wanted:
        for source in named(os.fspath(name)):
            try:
                packs[source.file] = (
                    shipped[source.name]
                    if source.trusted
                    else parse(source.text, source.file, source.name, trusted=False)
                )
            except PackError as error:
                faults.append(of_error("broken", error))
    return tuple(packs.values()), faults


def _weak(loaded: PackSet) -> Iterable[Fault]:
    """What is wrong with packs that load."""
    own = [rule for pack in loaded.packs for rule in pack.rules]
    cleaner, together = trial(loaded)
    rules = [rule for pack in together.packs for rule in pack.rules]
    yield from entries.faults(own, rules)
    if words.available():
        yield from words.faults(own)
    yield from tried.faults(own, cleaner, rules)
