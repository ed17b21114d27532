"""How often each rule has found something, the most frequent first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield a table parted by tabs: fixes, suggestions and terms that are missing, by rule."""
    counts: Counter[tuple[str, int]] = Counter()
    for finding in findings:
        result = finding.result
        counts.update((fix.rule, 0) for fix in result.fixes)
        counts.update((held.fix.rule, 1) for held in result.withheld if held.is_open)
        counts.update((one.rule, 2) for one in result.missing)
    rules = {rule for rule, _ in counts}
    rows = {rule: [counts[rule, at] for at in range(3)] for rule in rules}
    yield "fixes\tsuggestions\tmissing\trule\n"
    for rule in sorted(rows, key=lambda rule: (-sum(rows[rule]), rule)):
        yield "\t".join([*map(str, rows[rule]), rule]) + "\n"
