"""The damage profile: which kinds of damage a document surely shows.

A sign that is lost or doubled once may be a typo or a style. Where the same has surely happened
several times, it is what an engine does, and the doubtful places are damage too.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.edits.rule_names import SURFACE, is_of
from mtfix.stages.surface.title_signs import shows_repeated_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mtfix.matching.context import Context
    from mtfix.packs.model import SurfaceRule

WIDE = Safety.UNSAFE
"""The answer of a check at a place that is damage if the document surely shows more of its kind."""
_ENOUGH = 2
"""Sure places of a kind that a document must have at least."""
_PER_PLACE = 8_000
"""Characters of a long document for which it must have one sure place."""
_PER_LOOK = 4_000
"""The same for looking through all of a document: it takes several times as long as to clean one in
which nothing is wrong."""
TRANSLATION = "translation"
"""Stands beside the kinds of damage for a document that surely was translated by a machine."""
_MEMO = "surface damage"
_SIGNS = {"repeated-lines": shows_repeated_title}
"""Of finders, what shows such a place by itself, so that no other damage is waited for."""


class DamageProfile:
    """Tells which kinds of damage documents show, by the fixes of some rules that were made."""

    def __init__(self, rules: Iterable[SurfaceRule]) -> None:
        self._all = rules

    @cached_property
    def _rules(self) -> dict[str, list[str]]:
        """The rules of each kind; they are read when a document has some damage."""
        rules: dict[str, list[str]] = {}
        for rule in self._all:
            if rule.damage:
                rules.setdefault(rule.damage, []).append(rule.rule)
        return rules

    def shown(self, context: Context, also: Mapping[str, int] | None = None) -> frozenset[str]:
        """Return the kinds of which enough damage of a document was repaired by now, or is just
        being repaired: `also` counts the fixes by rule."""
        if not also and not any(is_of(rule, SURFACE) for rule in context.damage):
            return frozenset()  # as of most texts: then no rule is read
        enough = max(_ENOUGH, len(context.text) // _PER_PLACE)
        counts = context.damage | Counter(also) if also else context.damage  # made ones are in both
        return frozenset(
            kind
            for kind, rules in self._rules.items()
            if sum(map(counts.__getitem__, rules)) >= enough
        )


def is_damaged(context: Context, sure: Mapping[str, int]) -> bool:
    """Return whether so much of a document is surely damaged, as the sure fixes by rule say, that
    all of it is looked through for what no trigger shows."""
    return sum(sure.values()) >= max(1, len(context.text) // _PER_LOOK)


def finders_with_sign(text: str) -> frozenset[str]:
    """Return the finders whose places show by a sign, in text that is not damaged otherwise."""
    return frozenset(name for name, shows in _SIGNS.items() if shows(text))


def newly_shown(context: Context, shown: frozenset[str]) -> frozenset[str]:
    """Return those of the kinds that a document shows which it did not when last asked: at all
    places of the document their rules may answer otherwise now."""
    memo = context.memo.setdefault(_MEMO, {})
    before: frozenset[str] = memo.get("shown", frozenset())
    memo["shown"] = before | shown
    return shown - before
