"""Repairs of markup are tried many at once, and chosen as if each were tried by itself."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import given, settings

from mtfix import Cleaner
from mtfix.formats import markdown
from mtfix.pipeline import kept_markup
from mtfix.pipeline.markup_choice import choose_markup_repairs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from mtfix.formats.document import Document
    from mtfix.pipeline.markup_choice import Markup, Place

    Places = Mapping[int, Place]
    MarkupWith = Callable[[set[int]], Markup]

GOOD = "Read [the plan {}] (https://example.com/a), which ** is ** good.\n"
BAD = "< div > [a](b) `c` [d](e)\n"
"""Its repair swallows all markup of the line."""


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner()


def one_by_one(places: Places, markup: Markup, markup_with: MarkupWith) -> set[int]:
    """The repairs that are good when each is tried alone, after those that were good before."""
    kept: set[int] = set()
    for at in sorted(places, key=lambda at: (places[at], at)):
        before = frozenset(kept)
        single = choose_markup_repairs(
            {at: places[at]}, markup, lambda one, before=before: markup_with(one | before)
        )
        if single:
            kept |= single
            markup = markup_with(kept)
    return kept


def compare_choices(cleaner: Cleaner, text: str, patch: pytest.MonkeyPatch) -> int:
    """Clean a text, compare each choice of repairs with that one by one, and count repairs."""
    count = 0

    def both(places: Places, markup: Markup, markup_with: MarkupWith) -> set[int]:
        nonlocal count
        count += len(places)
        chosen = choose_markup_repairs(places, markup, markup_with)
        assert chosen == one_by_one(places, markup, markup_with)
        return chosen

    patch.setattr(kept_markup, "choose_markup_repairs", both)
    cleaner.clean(text, format="markdown")
    return count


@given(documents.marked_texts(20))
@settings(max_examples=300)
def test_the_choice_is_that_of_trying_one_repair_after_the_other(
    cleaner: Cleaner, text: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        compare_choices(cleaner, text, patch)


@pytest.mark.parametrize("seed", range(20))
def test_so_it_is_where_many_repairs_are_bad(
    cleaner: Cleaner, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_from = Random(seed)
    pieces = [
        GOOD, "\n", "\n\n", BAD, "* ** a ** [a](b) `c`\n", "< b > x < / b >\n",
        "< / div >\n", "a [b](c) [d] (https://example.com/b) `e` *f*\n", "< table >\n", "\n```\n", "x ** y `a` b ** z\n",
    ]  # fmt: skip
    text = "".join(choose_from.choices(pieces, k=60))
    assert compare_choices(cleaner, text, monkeypatch) > 0


LINES = {
    "all good, in one list": f"- {GOOD}",
    "all good, in paragraphs": f"{GOOD}\n",
    "each bad": f"{BAD}\n",
    "good and bad": f"{GOOD}\n{BAD}\n",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_the_number_of_parses_does_not_grow_with_the_text(
    cleaner: Cleaner, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parses = []
    parse = markdown.parse_document

    def counted(text: str, fields: Collection[str] = ()) -> Document:
        parses.append(len(text))
        return parse(text, fields)

    monkeypatch.setattr(markdown, "parse_document", counted)
    counts = []
    for times in (10, 100, 400):
        parses.clear()
        cleaner.clean(line * times, format="markdown")
        counts.append(len(parses))
    assert counts[0] == counts[1] == counts[2] <= 20
