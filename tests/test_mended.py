"""Markup that is put right in Markdown, and all other markup that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtfix import Cleaner, Fix, Reason
from mtfix.review.baseline_match import BaselineMatcher, entries

if TYPE_CHECKING:
    from mtfix.edits.draft import Draft
    from mtfix.matching.page import Page
    from mtfix.pipeline.stage import Stage

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


REPAIRED = """\
Home > News > The plan

Read [the plan] (https://example.com/a).

<!-- mtfix keep "fighting fish" -->
Tiger tooth and fighting fish will merge, Tencent said; both live broadcast platforms pay anchors.
"""
"""Markup that is repaired, and lines that go before it: what is read after that has other places."""


def test_a_baseline_holds_where_markup_is_repaired(cleaner: Cleaner) -> None:
    result = cleaner.clean(REPAIRED, format="markdown")
    refused = [fix for fix in result.fixes if fix.rule == "term/huya"]
    assert refused
    leave = BaselineMatcher(entries("a.md", REPAIRED, refused))
    again = cleaner.clean(REPAIRED, format="markdown", leave=leave)
    assert "](https" in again.text
    assert "Tiger tooth" in again.text


def test_who_leaves_fixes_is_asked_about_the_original(cleaner: Cleaner) -> None:
    def leave(fix: Fix, original: str) -> Reason | None:
        assert original == REPAIRED
        assert all(original[slice(*edit.span)] == edit.old for edit in fix.edits)
        return Reason("baseline") if fix.rule == "term/huya" else None

    assert "Tiger tooth" in cleaner.clean(REPAIRED, format="markdown", leave=leave).text


def test_who_observes_is_told_places_of_the_original(cleaner: Cleaner) -> None:
    places = []

    def observe(stage: Stage, page: Page, draft: Draft) -> None:
        placed = [draft.place(fix) for fix in stage(page)]
        places.extend((edit.span, edit.old) for fix in placed for edit in fix.edits)
        places.extend(
            (draft.locate(edit.span), edit.old) for fix in stage(page) for edit in fix.edits
        )

    cleaner.pipeline.run(REPAIRED, format="markdown", observe=observe)
    assert [old for _, old in places].count("fighting fish") >= 4
    for span, old in places:
        assert REPAIRED[slice(*span)] == old


def test_a_comment_is_named_by_its_line_where_markup_is_repaired(cleaner: Cleaner) -> None:
    result = cleaner.clean(REPAIRED, format="markdown")
    [left] = [held for held in result.withheld if held.fix.rule == "term/douyu"]
    assert left.reason == Reason.of("comment", line=5)
    assert not result.problems


def test_a_comment_is_of_use_where_only_a_later_reading_needs_it(cleaner: Cleaner) -> None:
    text = '<!-- mtfix keep "the the" -->\n\nRead [the the plan] (https://example.com/a).\n'
    result = cleaner.clean(text, format="markdown")
    assert result.text == text.replace("] (", "](")
    assert not result.problems


def test_many_repairs_of_markup_cost_no_other_fix(cleaner: Cleaner) -> None:
    line = "They met < b > tiktok < / b > there, and the ** plan ** is of byte skipping, said Zhang Yiming.\n\n"
    wanted = (
        "They met <b> TikTok </b> there, and the **plan** is of ByteDance, said Zhang Yiming.\n\n"
    )
    assert cleaner.clean(line * 150, format="markdown").text == wanted * 150
