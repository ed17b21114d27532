"""Entries for tests of terms: a pack in a few lines, and what its terms do to a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.packs.parser import parse
from mtfix.pipeline.single_stage import run
from mtfix.stages.terms import Terms
from mtfix.stages.terms.term_tables import tables_of

if TYPE_CHECKING:
    from mtfix.stages.terms.term_tables import TermTables
    from mtfix.stages.terms.verdict import Verdict

HEAD = "about: For a test.\nfrom: zh\nterms:\n"


def term_tables(pack: str) -> TermTables:
    """The tables of some entries."""
    return tables_of(parse(HEAD + pack, "test.yaml", "test", trusted=True).rules)  # type: ignore[arg-type]


@cache
def terms(pack: str, origin: str | None = None) -> Terms:
    """The stage made of some entries, as they stand in YAML below `terms:`."""
    rules = parse(HEAD + pack, "test.yaml", "test", trusted=True).rules
    return Terms(rules, origin)  # type: ignore[arg-type]


def rewritten(pack: str, text: str) -> str:
    return run(terms(pack), text)


def verdicts(
    pack: str, text: str, origin: str | None = None, source: str | None = None
) -> list[Verdict]:
    stage = terms(pack, origin)
    return stage.verdicts(Scanner(stage.triggers()).read_page(text, Context(text, source)))


def outcomes(
    pack: str, text: str, origin: str | None = None, source: str | None = None
) -> list[str]:
    return [verdict.outcome for verdict in verdicts(pack, text, origin, source)]
