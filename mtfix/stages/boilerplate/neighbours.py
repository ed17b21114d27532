"""What a model looks at in the lines beside a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.stages.boilerplate.signs import FORMS
from mtfix.stages.boilerplate.weights import summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BESIDE = (
    "line before",
    "line after",
    "line before that",
    "line after that",
    "lines on both sides",
    "words of menus in the line before",
    "words of menus in the line after",
)
_NO_FORM, _NO_MENU = 15, 4
"""The form of a line that is not there, and its words of menus."""


class Beside:
    """The weights of `BESIDE`, put together as pages ask for them."""

    def __init__(self, tables: Sequence[Sequence[int]]) -> None:
        before, after, second, fourth, both, menu_before, menu_after = tables
        self._near = summed((before, after, both), _near)
        codes = [divmod(code, FORMS) for code in range(FORMS * (_NO_MENU + 1))]
        self._far = [
            [second[form] for _, form in codes],
            [menu_before[menu] for menu, _ in codes],
            [menu_after[menu] for menu, _ in codes],
            [fourth[form] for _, form in codes],
        ]

    def weights(self, forms: Sequence[int]) -> Iterator[Iterable[int]]:
        """Yield columns that are together what the neighbours of each line add."""
        none = [_NO_MENU * FORMS + _NO_FORM] * 2
        seen = [*none, *forms, *none]
        alone = [form % FORMS for form in seen]
        yield map(self._near.__getitem__, zip(alone[1:], alone[2:], alone[3:], strict=False))
        for table, start in zip(self._far, (0, 1, 3, 4), strict=True):
            yield map(table.__getitem__, seen[start:])


def _near(forms: tuple[int, ...]) -> tuple[int, ...]:
    before, form, after = forms
    return before * FORMS + form, after * FORMS + form, after * FORMS + before
