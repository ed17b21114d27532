"""The table of stages, and what they are made from: packs and options."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.rule_names import BOILERPLATE, ENCODING, SURFACE, TERM
from mtfix.matching.plan import make_plan
from mtfix.packs.pack_set import RuleList
from mtfix.packs.store import keep_plan, keep_tables, stored_tables
from mtfix.stages import ARTICLE, DECISIONS, DEFAULT_LEVEL, OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mtfix.matching.plan import Plan
    from mtfix.packs.model import Term
    from mtfix.packs.pack_set import PackSet
    from mtfix.pipeline.stage import Stage
    from mtfix.stages.terms.term_tables import TermTables


class StageFactory:
    """Makes the stages for some packs, each once, when something is first found for it.

    level: that of boilerplate.
    origin: the language that texts were translated from, where the user says so.
    decided: what the user has decided of terms, by their ids.
    """

    def __init__(
        self,
        loaded: PackSet,
        level: str = DEFAULT_LEVEL,
        origin: str | None = None,
        decided: Mapping[str, str] | None = None,
    ) -> None:
        self.loaded, self.level, self.origin = loaded, level, origin
        self.decided = dict(decided or {})
        self.names = tuple(name for name, row in STAGES.items() if level not in row.off_at)
        self._stages: dict[str, Stage] = {}
        self._tables: TermTables | None = None

    def plan(self) -> Plan:
        """Return what the stages ask the scan for, without making them where it is known."""
        if self.loaded.plan is None:
            triggers = (one for name in STAGES for one in self.stage(name).triggers())
            return keep_plan(self.loaded, make_plan(triggers))
        return self.loaded.plan

    def stage(self, name: str) -> Stage:
        """Return a stage."""
        made = self._stages.get(name)
        if made is None:
            made = self._stages[name] = STAGES[name].make(self)
        return made

    def reads_all(self, name: str) -> bool:
        """Return whether a stage reads pages on which the scan has found nothing for it."""
        return self.level in STAGES[name].reads_all_at

    def language_of(self, rule: str) -> str:
        """Return the language that the term of a rule was translated from."""
        term = self.tables().by_rule(rule)
        return term.origin if term else ""

    def tables(self) -> TermTables:
        """Return the tables of the terms, as they are compiled, or made now."""
        if self._tables is None:
            from mtfix.stages.terms.term_tables import dump, opened, tables_of

            compiled = stored_tables(self.loaded)
            if compiled:
                self._tables = opened(compiled)
            else:
                self._tables = tables = tables_of(list(terms_of(self.loaded)))
                keep_tables(self.loaded, lambda: dump(tables))
        return self._tables


def _encoding(_factory: StageFactory) -> Stage:
    from mtfix.stages.encoding import Encoding

    return Encoding()


def _boilerplate(factory: StageFactory) -> Stage:
    from mtfix.stages.boilerplate import Boilerplate

    return Boilerplate(*_rules(factory.loaded, "boilerplate"), level=factory.level)


def _terms(factory: StageFactory) -> Stage:
    from mtfix.stages.terms import Terms

    return Terms(factory.tables(), factory.origin, factory.decided)


def _surface(factory: StageFactory) -> Stage:
    from mtfix.stages.surface import Surface

    # Most texts ask for no name, and the tables are large.
    names = cache(lambda: frozenset(factory.tables().proper_names))
    return Surface(*_rules(factory.loaded, "surface"), names=names)


class _StageRow(NamedTuple):
    """A stage: how it is made, the levels of boilerplate at which it is off, and those at which
    it reads pages on which the scan has found nothing for it."""

    make: Callable[[StageFactory], Stage]
    off_at: tuple[str, ...] = ()
    reads_all_at: tuple[str, ...] = ()


STAGES = {
    ENCODING: _StageRow(_encoding),
    BOILERPLATE: _StageRow(_boilerplate, off_at=(OFF,), reads_all_at=(ARTICLE,)),
    TERM: _StageRow(_terms),
    SURFACE: _StageRow(_surface),
}
"""All stages, in the order in which they read a text."""


def _rules(loaded: PackSet, sort: str) -> tuple[Sequence[Any], list[bool]]:
    """The rules of a sort, and for each whether its pack is shipped."""
    packs = loaded.of(sort)
    return RuleList(packs), [pack.trusted for pack in packs for _ in range(len(pack.rules))]


# --- the terms that users name --------------------------------------------------------------------


def terms_of(loaded: PackSet) -> Iterable[Term]:
    """Return all terms of some packs."""
    return (rule for pack in loaded.of("terms") for rule in pack.rules)  # type: ignore[misc]


def decisions_by_rule(loaded: PackSet, decide: Mapping[str, str]) -> dict[str, str]:
    """Return what a user has decided, by the ids of the terms; of two words the later holds.

    The keys of `decide` are terms as they are written, or their ids.
    Raises ValueError for a term that does not exist, and for what can't be decided.
    """
    from mtfix.text.nearest_name import did_you_mean

    found: dict[str, str] = {}
    for name, word in decide.items():
        if word not in DECISIONS:
            raise ValueError(f"{name} can't be decided {word!r}; {did_you_mean(word, DECISIONS)}")
        rules = terms_named(loaded, name)
        if not rules:
            near = did_you_mean(name, term_names(loaded), "`mtfix glossary list` lists packs")
            raise ValueError(f"there is no term {name}; {near}")
        found |= dict.fromkeys(rules, word)
    return found


def unknown_language(loaded: PackSet, language: str) -> str:
    """Return what is wrong with a language that a user names, or an empty string."""
    from mtfix.text.provenance import LANGUAGES, NONE, language_problem

    if language in LANGUAGES or language == NONE:
        return ""
    return language_problem(language, {term.origin for term in terms_of(loaded) if term.origin})


def terms_named(loaded: PackSet, name: str) -> list[str]:
    """Return the ids of the terms that a name stands for."""
    return [term.rule for term in terms_of(loaded) if name in {term.rule, term.term}]


def term_names(loaded: PackSet) -> dict[str, None]:
    """Return all names of terms: as they are written, and their ids."""
    return dict.fromkeys(name for term in terms_of(loaded) for name in (term.term, term.rule))
