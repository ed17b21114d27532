"""Documents by the terms that they violate, as a table parted by tabs, for spreadsheets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtfix.edits.rule_names import TERM, is_of
from mtfix.fs import system
from mtfix.text.formula_cells import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield a row for each document that violates a term, with a column for each such term, the
    most frequent first, and the sum behind the name: how often a wrong form stands there, or the
    right one is missing. Suggestions do not count."""
    rows = [(finding.path, _counts(finding)) for finding in findings]
    totals: Counter[str] = Counter()
    for _, counts in rows:
        totals += counts
    rules = sorted(totals, key=lambda rule: (-totals[rule], rule))
    yield _line(["document", "sum", *rules])
    for path, counts in rows:
        if counts:
            cells = (str(counts[rule] or "") for rule in rules)
            yield _line([escaped(system.shown(path)), str(counts.total()), *cells])


def _counts(finding: Finding) -> Counter[str]:
    """How often a document violates each term, by rule."""
    result = finding.result
    rules = [fix.rule for fix in result.fixes] + [one.rule for one in result.missing]
    return Counter(rule.partition("/")[2] for rule in rules if is_of(rule, TERM))


def _line(cells: Iterable[str]) -> str:
    return "\t".join(cells) + "\n"
