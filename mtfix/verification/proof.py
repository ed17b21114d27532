"""Packs whose examples are tried, and what the wheel carries of those that pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.matching.scanner import Scanner
from mtfix.matching.triggers import Triggers
from mtfix.packs.compiled_form import PackSet, dump
from mtfix.packs.model import Term
from mtfix.packs.store import are_known, load, remember
from mtfix.packs.validation import with_overrides
from mtfix.packs.yaml_writer import as_file
from mtfix.pipeline.pipeline import Pipeline
from mtfix.stages.factory import StageFactory, terms_of
from mtfix.stages.terms.term_tables import dump as dump_tables
from mtfix.stages.terms.term_tables import tables_of
from mtfix.verification.examples import failures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.packs.model import Pack, PackError


def failing_examples(loaded: PackSet) -> Iterator[PackError]:
    """Yield an error for each example of the packs that does not hold, with file and line.

    Examples are tried with default options and the shipped packs beside their own. Where a
    user's rule breaks what a shipped one promises, the user's is named.
    """
    users = [pack for pack in loaded.packs if not pack.trusted]
    own = {rule.rule: rule for pack in users for rule in pack.rules}
    shipped = [pack for pack in _promising(loaded) if pack.trusted]
    clean = trial(loaded)[0].run
    if not (users and shipped and are_known(shipped)):
        yield from failures(shipped, clean, own)
    else:
        yield from failures(shipped, clean, own, concerning(users))
    yield from failures(users, clean, own)


def concerning(packs: Sequence[Pack]) -> Callable[[str], bool]:
    """Return what says whether some packs can change what becomes of a text: whether it holds
    anything that their rules ask for, or a name that would be evidence for others."""
    build = StageFactory(PackSet(packs, None, ""), "appended", None)
    asked = [one for name in build.names for one in build.stage(name).triggers()]
    terms = (rule for pack in packs for rule in pack.rules if isinstance(rule, Term))
    names = [form for term in terms for form in (term.term, *term.admitted)]
    scanner = Scanner([*asked, Triggers("name", 0, "any", names)])
    return lambda text: bool(scanner.touches(text.encode("utf-8", "surrogatepass")))


def failing_lines(text: str, beside: Sequence[str] = ()) -> frozenset[int]:
    """Return the lines of a pack's text, counted from 1, on which an example stands that does
    not hold; `beside` names further packs that are in force, the shipped ones always are."""
    with as_file(text) as path:
        own = [name for name in beside if name != "shipped"]
        failing = failing_examples(load([*own, path], strict=False))
        return frozenset(one.line for one in failing if one.file == path)


def trial(loaded: PackSet) -> tuple[Pipeline, PackSet]:
    """Return the way of texts through packs whose examples are not yet known to pass, with the
    shipped ones beside them, and all its packs."""
    together = _beside_shipped(loaded)
    return Pipeline(StageFactory(together, "appended", None)), together


def _promising(loaded: PackSet) -> Iterable[Pack]:
    """The packs whose examples have to hold: where a project overrides a shipped entry, what
    the shipped ones promise is no longer its concern."""
    own = [pack for pack in loaded.packs if not pack.trusted]
    shipped = {rule.rule for pack in load(strict=False).packs for rule in pack.rules} if own else ()
    overrides = any(rule.rule in shipped for pack in own for rule in pack.rules)
    return own if overrides else loaded.packs


def prove(loaded: PackSet) -> None:
    """Raise the first failing example; remember packs that have none."""
    for failure in failing_examples(loaded):
        raise failure
    loaded.plan = StageFactory(loaded, "appended", None).plan()
    loaded.tables = dump_tables(tables_of(list(terms_of(loaded))))
    remember(loaded)


def compiled() -> bytes:
    """Return the compiled form of the shipped packs, verified: what the wheel carries.

    Raises PackError for the first example that fails.
    """
    loaded = load()
    if loaded.plan is None:
        prove(loaded)
    return dump(loaded)


def _beside_shipped(loaded: PackSet) -> PackSet:
    names = {pack.name for pack in loaded.packs if pack.trusted}
    others = (pack for pack in load(strict=False).packs if pack.name not in names)
    return PackSet(with_overrides((*others, *loaded.packs)), None, "")
