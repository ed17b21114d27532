"""Titles with a line of signs below them, which is as long as the title or longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.composition import flatten, select
from mtfix.edits.edit import Edit, apply
from mtfix.formats.prose_blocks import index_of
from mtfix.formats.rst_names import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.fix import Fix
    from mtfix.formats.rst_blocks import Title


def fit_signs(titles: Sequence[Title], text: str, fixes: Sequence[Fix]) -> list[Fix]:
    """Return fixes, as they are written, of which those that change how long a title is fit its
    lines of signs to it. Where several change one title, each is after those before it."""
    spans = [title.span for title in titles]
    found: dict[int, list[int]] = {}
    for at, fix in enumerate(fixes):
        for index in {index_of(spans, edit.span) for edit in fix.edits} - {-1}:
            found.setdefault(index, []).append(at)
    fitted = list(fixes)
    for index, positions in found.items():
        _fit(titles[index], text, fixes, positions, fitted)
    return fitted


def _fit(
    title: Title, text: str, fixes: Sequence[Fix], positions: Sequence[int], fitted: list[Fix]
) -> None:
    """Put among `fitted` those of the fixes that change how wide a title is."""
    start, end = title.span
    old = text[start:end]
    before: list[int] = []
    for at in positions:
        made = flatten(select(fixes, sorted({*before, at, *fixes[at].after})))
        inner = [edit._replace(span=edit.span.shifted(-start)) for edit in made if _in(edit, title)]
        signs = [
            Edit(span, text[slice(*span)], new)
            for span in title.signs
            if (new := _fitting(text[slice(*span)], width(old), width(apply(old, inner))))
        ]
        if signs:
            edits = tuple(sorted([*fitted[at].edits, *signs]))
            after = tuple(sorted({*fitted[at].after, *before}))
            fitted[at] = fitted[at]._replace(edits=edits, after=after)
            before.append(at)


def _fitting(signs: str, before: int, now: int) -> str:
    """The line of signs below a title that was `before` wide and is `now`, empty if it may stay.

    One that was as long as its title stays so; a longer one grows only where it must.
    """
    length = now if len(signs) == before else max(len(signs), now)
    return signs[0] * length if length != len(signs) else ""


def _in(edit: Edit, title: Title) -> bool:
    return edit.span.within(title.span)
