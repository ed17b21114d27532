"""What a cleaner is built from: packs, and the options that shape the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.matching.plan import planned
from mtfix.packs.store import keep_plan
from mtfix.stages import DECISIONS, NAMES, built

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.matching.plan import Plan
    from mtfix.packs.pack_set import PackSet
    from mtfix.stages import Stage


_WITHOUT_BOILERPLATE = tuple(name for name in NAMES if name != "boilerplate")


class StageFactory(NamedTuple):
    """What the stages are made from."""

    loaded: PackSet
    level: str
    origin: str | None
    decided: Mapping[str, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The stages in the order in which they read a text."""
        return NAMES if self.level != "off" else _WITHOUT_BOILERPLATE

    def languages(self) -> dict[str, str]:
        """For each rule of a term, the language it was translated from."""
        terms = (term for pack in self.loaded.of("terms") for term in pack.rules)
        return {term.rule: term.origin for term in terms}  # type: ignore[union-attr]

    def always(self, name: str) -> bool:
        """Whether a stage reads pages on which the scan has found nothing for it."""
        return name == "boilerplate" and self.level == "article"

    def stage(self, name: str) -> Stage:
        return built(name, self.loaded, self.level, self.origin, self.decided)

    def plan(self) -> Plan:
        """What the stages ask the scan for, without making them where it is known."""
        if self.loaded.plan is None:
            all_stages = self._replace(level="appended")
            triggers = (one for name in NAMES for one in all_stages.stage(name).triggers())
            return keep_plan(self.loaded, planned(triggers))
        return self.loaded.plan


def decided(loaded: PackSet, decide: Mapping[str, str]) -> dict[str, str]:
    """Return what a user has decided, by the ids of the terms; of two words the later holds.

    The keys of `decide` are terms as they are written, or their ids.
    Raises ValueError for a term that does not exist, and for what can't be decided.
    """
    from mtfix.text.nearest_name import hint

    found: dict[str, str] = {}
    for name, word in decide.items():
        if word not in DECISIONS:
            raise ValueError(f"{name} can't be decided {word!r}; {hint(word, DECISIONS)}")
        rules = terms_named(loaded, name)
        if not rules:
            near = hint(name, term_names(loaded), "`mtfix glossary list` lists packs")
            raise ValueError(f"there is no term {name}; {near}")
        found |= dict.fromkeys(rules, word)
    return found


def unknown_language(loaded: PackSet, language: str) -> str:
    """Return what is wrong with a language that a user names, or an empty string."""
    from mtfix.text.provenance import LANGUAGES, NONE, unknown

    if language in LANGUAGES or language == NONE:
        return ""
    terms = (term for pack in loaded.of("terms") for term in pack.rules)
    return unknown(language, {term.origin for term in terms if term.origin})  # type: ignore[union-attr]


def terms_named(loaded: PackSet, name: str) -> list[str]:
    """Return the ids of the terms that a name stands for."""
    terms = (term for pack in loaded.of("terms") for term in pack.rules)
    return [term.rule for term in terms if name in {term.rule, term.term}]  # type: ignore[union-attr]


def term_names(loaded: PackSet) -> dict[str, None]:
    """Return all names of terms: as they are written, and their ids."""
    terms = [term for pack in loaded.of("terms") for term in pack.rules]
    return dict.fromkeys(name for term in terms for name in (term.term, term.rule))  # type: ignore[union-attr]
