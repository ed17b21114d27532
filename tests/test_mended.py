"""Markup that is put right in Markdown, and all other markup that stays."""

from __future__ import annotations

import pytest

from mtfix import Cleaner

MENDED = [
    pytest.param("The ** plan ** is *good*.\n", "The **plan** is *good*.\n", id="bold text"),
    pytest.param(
        "Read [the plan] (https://example.com/a) of `it`.\n",
        "Read [the plan](https://example.com/a) of `it`.\n",
        id="a link whose address stood alone",
    ),
    pytest.param(
        "Here: ! [a photo] (a/b.png) and [c](d).\n",
        "Here: ![a photo](a/b.png) and [c](d).\n",
        id="an image",
    ),
    pytest.param(
        "It was < strong > good < / strong > for us.\n",
        "It was <strong> good </strong> for us.\n",
        id="tags",
    ),
    pytest.param(
        "The ** oracle bone inscriptions ** of Larry Ellison and Safra Catz rose.\n",
        "The **Oracle** of Larry Ellison and Safra Catz rose.\n",
        id="a term within what becomes bold",
    ),
]
UNTOUCHED = [
    pytest.param("The `** plan **` is good.\n", id="code"),
    pytest.param("    ** plan ** is good\n", id="an indented block of code"),
    pytest.param("The ** plan `a` and `b` and `c` ** is.\n", id="markup within"),
    pytest.param("<!-- mtfix off -->\nThe ** plan ** is good.\n", id="where a comment asks for it"),
]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner()


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_mended(cleaner: Cleaner, before: str, after: str) -> None:
    result = cleaner.clean(before, format="markdown")
    assert result.text == after
    assert result.undo() == before
    assert cleaner.clean(after, format="markdown").text == after


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(cleaner: Cleaner, text: str) -> None:
    assert cleaner.clean(text, format="markdown").text == text


def test_what_is_read_only_then_is_cleaned_too_and_all_can_be_taken_back(cleaner: Cleaner) -> None:
    text = "Read [the the plan] (https://example.com/a), which ** is ** the the best of all.\n"
    result = cleaner.clean(text, format="markdown")
    assert result.text == "Read [the plan](https://example.com/a), which **is** the best of all.\n"
    assert result.undo() == text


def test_it_is_not_made_where_the_rule_is_skipped() -> None:
    text = "The ** plan ** is good.\n"
    assert Cleaner(skip=["surface/markup-bold"]).clean(text, format="markdown").text == text
