"""Titles with a line of signs below them, which is as long as the title or longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.composition import edits_within, positions_by_span
from mtfix.edits.edit import Edit, Span, apply
from mtfix.formats.rst_names import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.fix import Fix


class Title(NamedTuple):
    """A title: its text, and the lines of signs below it and, perhaps, above it."""

    span: Span
    signs: tuple[Span, ...]


def fit_signs(titles: Sequence[Title], text: str, fixes: Sequence[Fix]) -> list[Fix]:
    """Return fixes, as they are written, of which those that change how long a title is fit its
    lines of signs to it. Where several change one title, each is after those before it."""
    fitted = list(fixes)
    found = positions_by_span([title.span for title in titles], fixes)
    for index, positions in found.items():
        _fit(titles[index], text, fixes, positions, fitted)
    return fitted


def _fit(
    title: Title, text: str, fixes: Sequence[Fix], positions: Sequence[int], fitted: list[Fix]
) -> None:
    """Put among `fitted` those of the fixes that change how wide a title is."""
    old = text[slice(*title.span)]
    first = now = width(old)
    are_changed = False
    before: list[int] = []
    for at in positions:
        wide = width(apply(old, edits_within(title.span, fixes, [*before, at])))
        if wide == now:
            continue
        now = wide
        signs = [_fitting(Edit(span, text[slice(*span)], ""), first, now) for span in title.signs]
        are_changed = are_changed or any(edit.old != edit.new for edit in signs)
        if are_changed:
            edits = tuple(sorted([*fitted[at].edits, *signs]))
            after = tuple(sorted({*fitted[at].after, *before}))
            fitted[at] = fitted[at]._replace(edits=edits, after=after)
        before.append(at)


def _fitting(signs: Edit, before: int, now: int) -> Edit:
    """The edit of a line of signs at a title that was `before` wide and is `now`.

    One that was as long as its title stays so; a longer one grows only where it must.
    """
    length = now if len(signs.old) == before else max(len(signs.old), now)
    return signs._replace(new=signs.old[0] * length)
