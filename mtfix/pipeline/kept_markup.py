"""Which of the fixes of a file that change its markup are kept: those that together leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.composition import flatten, select
from mtfix.edits.edit import apply
from mtfix.pipeline.markup_choice import MOST_PARSES, Markup, choose_markup_repairs, places_of
from mtfix.pipeline.markup_repairs import repairs_markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.edits.fix import Fix
    from mtfix.formats.document import Document

    Read = Callable[[str], Document]


class KeptMarkup:
    """Tells the fixes of a source that together leave its markup from the rest."""

    def __init__(self, document: Document, fixes: Sequence[Fix], read: Read) -> None:
        self._document, self._fixes, self._read = document, fixes, read
        self._markup = Markup.of(document.draft.edits).texts()
        self._kept: set[int] = set()

    def positions(self) -> set[int]:
        """Return the positions of the fixes to be kept.

        Fixes that build on one another are tried together, and all by halves, so that one bad
        fix among many costs few parses; where too many are bad, those that have not been
        tried by then are among the rest. Repairs of markup, which are bad by this measure, are
        tried last, so that many of them cost no other fix.
        """
        aside = self._repairs_and_what_builds_on_them()
        components = ([at for at in own if at not in aside] for own in _components(self._fixes))
        queue = [[own for own in components if own]]
        for _ in range(MOST_PARSES):
            if not queue:
                break
            group = queue.pop()
            positions = {at for component in group for at in component}
            if self._markup_with(positions).texts() == self._markup:
                self._kept |= positions
            elif len(group) > 1:
                half = len(group) // 2
                queue += group[half:], group[:half]
            elif len(positions) > 1:  # perhaps only the last of those that build on others is bad
                queue.append([sorted(positions)[:-1]])
        self._add_markup_repairs()
        return self._kept

    def _repairs_and_what_builds_on_them(self) -> set[int]:
        aside: set[int] = set()
        for at, fix in enumerate(self._fixes):
            if repairs_markup(fix) or not aside.isdisjoint(fix.after):
                aside.add(at)
        return aside

    def _add_markup_repairs(self) -> None:
        """Keep those of the lost fixes that are meant to change markup and change no other."""
        repairs = [
            at
            for at, fix in enumerate(self._fixes)
            if repairs_markup(fix) and self._kept.issuperset(fix.after)
        ]
        if repairs:
            spans = [self._fixes[at].span for at in repairs]
            found = places_of(self._document.draft.original, spans)
            places = dict(zip(repairs, found, strict=True))
            self._kept |= choose_markup_repairs(places, self._markup_with(set()), self._markup_with)

    def _markup_with(self, positions: set[int]) -> Markup:
        """The markup of the source after the fixes that are kept and some more."""
        made = flatten(select(self._fixes, sorted(self._kept | positions)))
        text = apply(self._document.draft.original, made)
        return Markup.of(self._read(text).draft.edits, made)


def _components(fixes: Sequence[Fix]) -> list[list[int]]:
    """The positions of fixes, those together that build on one another."""
    component: dict[int, list[int]] = {}
    for at, fix in enumerate(fixes):
        own = [at]
        for before in {id(component[one]): component[one] for one in fix.after}.values():
            own = [*before, *own]
        for one in own:
            component[one] = own
    return list({id(own): own for own in component.values()}.values())
