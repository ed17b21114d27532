"""Proofs of packs: their examples are tried, alone and with the shipped packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.rule_names import TERM
from mtfix.matching.plan import joined_plan, make_plan
from mtfix.matching.scanner import Scanner
from mtfix.matching.triggers import Triggers
from mtfix.packs.built import built_files
from mtfix.packs.model import Term
from mtfix.packs.pack_set import PackSet
from mtfix.packs.sources import shipped_names
from mtfix.packs.store import keep_plan, keep_tables, load
from mtfix.packs.validation import with_overrides
from mtfix.packs.yaml_writer import as_file
from mtfix.pipeline.pipeline import Pipeline
from mtfix.pipeline.rare_collections import rare_collections_of_plans
from mtfix.stages.factory import StageFactory
from mtfix.stages.terms.term_tables import dump
from mtfix.verification.examples import failures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.packs.model import Pack, PackError
    from mtfix.pipeline.result import Result


def prove(loaded: PackSet) -> None:
    """Raise the first failing example. Packs that have none get their plan, which is stored: by
    it they are known to be proved."""
    with rare_collections_of_plans():
        _plan_beside_shipped(loaded)
        stages = StageFactory(loaded)
        # To plan a scan takes longer than all else: where the shipped packs are among them, the
        # examples are tried with what is stored then.
        is_complete = {pack.name for pack in loaded.packs}.issuperset(shipped_names())
        for failure in failing_examples(loaded, Pipeline(stages).run if is_complete else None):
            raise failure
        loaded.verified = True
        keep_plan(loaded, stages.plan())
        keep_tables(loaded, lambda: dump(stages.tables()))


def failing_examples(
    loaded: PackSet, clean: Callable[[str], Result] | None = None
) -> Iterator[PackError]:
    """Yield an error for each example of the packs that does not hold, with file and line.

    Examples are tried with default options, together with the shipped packs; `clean` does
    so, if it is at hand. Of the shipped packs, beside a user's, only the examples in which
    his rules may act are tried; where one breaks such an example, his rule is named.
    """
    users = [pack for pack in loaded.packs if not pack.trusted]
    own = {rule.rule: rule for pack in users for rule in pack.rules}
    known = load(strict=False).packs if users or clean is None else ()
    shipped = [pack for pack in _packs_to_prove(loaded, known) if pack.trusted]
    with rare_collections_of_plans():
        clean = clean or trial_pipeline(with_shipped(loaded, known)).run
    yield from failures(shipped, clean, own, text_filter(users) if users else bool)
    yield from failures(users, clean, own)


def failing_lines(text: str, others: Sequence[str] = ()) -> frozenset[int]:
    """Return the lines of a pack's text, counted from 1, on which an example stands that does
    not hold; `others` names further packs that are in force, the shipped ones always are."""
    with as_file(text) as path:
        own = [name for name in others if name != "shipped"]
        failing = failing_examples(load([*own, path], strict=False))
        problems = [error.problem for error in failing]
        return frozenset(one.line for one in problems if one.path == path)


def text_filter(packs: Sequence[Pack]) -> Callable[[str], bool]:
    """Return a function that says whether some packs may change how a text is cleaned: whether
    a trigger of their rules occurs in it, or a name that would be evidence for others."""
    stages = StageFactory(PackSet(packs))
    triggers = [one for name in stages.names for one in stages.stage(name).triggers()]
    terms = (rule for pack in packs for rule in pack.rules if isinstance(rule, Term))
    names = [name for term in terms for name in (term.term, *term.admitted)]
    scanner = Scanner([*triggers, Triggers("name", 0, "any", names)])
    return lambda text: scanner.is_touched(text.encode("utf-8", "surrogatepass"))


def trial_pipeline(packs: PackSet) -> Pipeline:
    """Return the pipeline by which examples are tried."""
    return Pipeline(StageFactory(packs))


def with_shipped(loaded: PackSet, shipped: Iterable[Pack]) -> PackSet:
    """Return packs with the shipped ones before them, whose plan is not stored."""
    names = {pack.name for pack in loaded.packs if pack.trusted}
    others = (pack for pack in shipped if pack.name not in names)
    together = PackSet(with_overrides((*others, *loaded.packs)))
    _plan_beside_shipped(together)
    return together


def _plan_beside_shipped(together: PackSet) -> None:
    """Give packs their plan, if they are the shipped ones, of which none loses a rule, and users'
    packs of terms behind them: it is that of the shipped ones with what these add, and to plan for
    all takes ten times as long."""
    users = [pack for pack in together.packs if not pack.trusted]
    if together.plan is not None or any(pack.sort != "terms" for pack in users):
        return
    shipped = load(strict=False)
    sizes = [(pack.name, len(pack.rules)) for pack in together.packs]
    known = [(pack.name, len(pack.rules)) for pack in shipped.packs]
    if (
        shipped.plan is None
        or sizes[: len(known)] != known
        or len(sizes) != len(known) + len(users)
    ):
        return
    own = StageFactory(PackSet(users)).stage(TERM).triggers()
    together.plan = joined_plan(shipped.plan, make_plan(own))


def prove_for_wheel() -> dict[str, bytes]:
    """Return what a wheel carries of the shipped packs, proved: content by path in the package.

    Raises PackError for the first example that fails.
    """
    loaded = load(["shipped"])
    prove(loaded)
    stages = StageFactory(loaded)
    return built_files(loaded, stages.plan(), dump(stages.tables()))


def _packs_to_prove(loaded: PackSet, shipped: Iterable[Pack]) -> Iterable[Pack]:
    """The packs whose examples have to hold: where a user replaces a shipped entry, those of the
    shipped packs need not."""
    own = [pack for pack in loaded.packs if not pack.trusted]
    names = {rule.rule for pack in shipped for rule in pack.rules} if own else ()
    replaces = any(rule.rule in names for pack in own for rule in pack.rules)
    return own if replaces else loaded.packs
