"""Figures as tables in Markdown, and a document whose tables are replaced between markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures import Figure

_NOTHING = "–"
SMALL, LARGE = 100_000, 10_000_000
"""Bytes between which the cost of a kilobyte is compared."""
PARALLEL = 1.6
"""How many times as fast two processes shall be as one."""
STEEPEST = 1.3
"""How much more a kilobyte of the large text may cost than one of the small text."""


def table(figures: Sequence[Figure], names: Sequence[str]) -> str:
    """A row for each figure, with the builds side by side if there are two."""
    compared = [f"{names[0]} ÷ {names[1]}", "aim"] if len(names) > 1 else ["aim"]
    head = ["", "KB", "edits a KB", *names, *compared]
    rows = [_row(figure, len(names)) for figure in figures]
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])


def _row(figure: Figure, builds: int) -> list[str]:
    size = f"{figure.size / 1000:,.0f}" if figure.size else _NOTHING
    density = f"{1000 * figure.edits / figure.size:.1f}" if figure.size else _NOTHING
    costs = [_cost(figure, cost) for cost in figure.costs]
    costs = [_NOTHING] * (builds - len(costs)) + costs
    ratio = [f"{figure.ratio:.2f}" if figure.ratio else _NOTHING] if builds > 1 else []
    return [figure.name, size, density, *costs, *ratio, _aim(figure)]


def _cost(figure: Figure, cost: float) -> str:
    """A cost as it is written; one in "KB/s" is turned into a speed."""
    if figure.unit == "KB/s":
        return f"{figure.size / cost / 1000:,.0f} KB/s"
    if figure.unit == "ms a page":
        return f"{1000 * cost / figure.documents:.1f} ms a page"
    if figure.unit == "ms":
        return f"{1000 * cost:.0f} ms"
    return f"{cost:.{2 if cost < 20 else 0}f} {figure.unit}"


def _aim(figure: Figure) -> str:
    if not (figure.aim or figure.most):
        return _NOTHING
    wanted = f"≤ {figure.most:g} {figure.unit}" if figure.most else f"≥ {figure.aim:g}"
    return wanted if figure.met is None else f"{wanted}, {'met' if figure.met else 'missed'}"


def growth(figures: Sequence[Figure], names: Sequence[str]) -> str:
    """A sentence on how a kilobyte's cost grows; empty if the two sizes were not measured."""
    at = {size: f for f in figures for size in (SMALL, LARGE) if abs(f.size / size - 1) < 0.2}
    if len(at) < 2:
        return ""
    factors = [large / small for small, large in zip(at[SMALL].costs, at[LARGE].costs, strict=True)]
    told = ", ".join(f"{f:.2f} times ({name})" for f, name in zip(factors, names, strict=True))
    met = "met" if factors[-1] <= STEEPEST else "missed"
    return f"A kilobyte of 10 MB costs as much as one of 100 KB {told}; at most {STEEPEST}: {met}."


def gain(figures: Sequence[Figure], one: str, two: str) -> str:
    """A sentence on what a second process gives; empty if the build has no `--jobs`."""
    costs = {figure.name: figure.costs[-1] for figure in figures}
    if not {one, two} <= costs.keys():
        return ""
    factor = costs[one] / costs[two]
    met = "met" if factor >= PARALLEL else "missed"
    return f"Two processes are {factor:.2f} times as fast as one; at least {PARALLEL}: {met}."


def replace(document: str, section: str, content: str) -> str:
    """`document` with `content` between the markers of a section. Raises ValueError without them."""
    begin, end = f"<!-- figures: {section} -->", f"<!-- end: {section} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(pattern.findall(document)) != 1:
        raise ValueError(f"there must be {begin} once, and {end} behind it")
    return pattern.sub(lambda _: f"{begin}\n\n{content}\n\n{end}", document)


def differences(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """Where two workers answer differently: edits of one alone, and texts that differ."""
    pairs = zip(before["edits"], now["edits"], before["texts"], now["texts"], strict=True)
    for number, (old, new, old_text, new_text) in enumerate(pairs):
        one, other = set(map(tuple, old)), set(map(tuple, new))
        for edit in sorted(one ^ other):
            yield f"document {number}, {'only before' if edit in one else 'only now'}: {edit}"
        if old_text != new_text:
            yield f"document {number}: the text differs"
