"""Drafts: how edits of edited texts become edits of the original."""

from __future__ import annotations

import pytest

from mtfix import Edit, Safety, Span
from mtfix.edits.draft import Draft


def revised(text: str, *rounds: list[tuple[int, int, str, str]]) -> Draft:
    """A draft after rounds of edits, each given as start, end, new and rule."""
    draft = Draft(text)
    for edits in rounds:
        draft = draft.revise(
            [Edit(Span(s, e), draft.text[s:e], new, rule) for s, e, new, rule in edits]
        )
    return draft


def told(draft: Draft) -> list[tuple[str, str, str]]:
    return [(edit.old, edit.new, edit.rule) for edit in draft.edits]


def test_a_draft_without_edits_is_its_original() -> None:
    assert Draft("text").text == "text"
    assert Draft("text").edits == ()


def test_revising_by_nothing_gives_the_draft_itself() -> None:
    draft = Draft("text")
    assert draft.revise([]) is draft


def test_a_revision_leaves_the_draft_it_came_from_as_it_was() -> None:
    draft = Draft("abc")
    draft.revise([Edit(Span(0, 1), "a", "x", "r/a")])
    assert (draft.text, draft.edits) == ("abc", ())


def test_edits_apart_stay_apart() -> None:
    draft = revised("one two three", [(0, 3, "1", "r/a")], [(6, 11, "3", "r/b")])
    assert draft.text == "1 two 3"
    assert told(draft) == [("one", "1", "r/a"), ("three", "3", "r/b")]
    assert [edit.span for edit in draft.edits] == [(0, 3), (8, 13)]


def test_edits_that_touch_become_one_that_names_both() -> None:
    draft = revised(
        "byte skipping  grew", [(13, 15, " ", "surface/space")], [(0, 13, "ByteDance", "term/b")]
    )
    assert told(draft) == [("byte skipping  ", "ByteDance ", "surface/space+term/b")]


def test_edits_of_one_round_that_touch_stay_apart() -> None:
    draft = revised("ab", [(0, 1, "x", "r/a"), (1, 2, "y", "r/b")])
    assert told(draft) == [("a", "x", "r/a"), ("b", "y", "r/b")]


def test_a_rule_that_acts_twice_is_named_once() -> None:
    assert told(revised("ab", [(0, 1, "x", "r/a")], [(0, 2, "y", "r/a")])) == [("ab", "y", "r/a")]


def test_an_edit_within_what_another_brought_becomes_one_with_it() -> None:
    assert told(revised("a", [(0, 1, "xyz", "r/a")], [(1, 2, "-", "r/b")])) == [
        ("a", "x-z", "r/a+r/b")
    ]


def test_edits_that_take_each_other_back_leave_none() -> None:
    draft = revised("abc", [(1, 2, "x", "r/a")], [(1, 2, "b", "r/b")])
    assert draft.text == "abc"
    assert draft.edits == ()


def test_one_edit_across_several_earlier_ones_takes_them_all_in() -> None:
    draft = revised("a b c d", [(0, 1, "1", "r/a"), (4, 5, "3", "r/a")], [(0, 5, "-", "r/b")])
    assert told(draft) == [("a b c", "-", "r/a+r/b")]
    assert draft.text == "- d"


def test_a_line_break_that_a_reading_joined_stays_apart_from_the_term_before_it() -> None:
    draft = revised("tik tok\nrose", [(7, 8, " ", "")], [(0, 7, "TikTok", "term/tiktok")])
    assert told(draft) == [("tik tok", "TikTok", "term/tiktok"), ("\n", " ", "")]


def test_a_reading_edit_inside_a_replaced_term_becomes_part_of_it() -> None:
    draft = revised("tik\ntok rose", [(3, 4, " ", "")], [(0, 7, "TikTok", "term/tiktok")])
    assert told(draft) == [("tik\ntok", "TikTok", "term/tiktok")]


def test_two_readings_of_the_same_place_are_one_nameless_edit() -> None:
    draft = revised("aaa", [(1, 2, "", "")], [(0, 2, "", "")])
    assert told(draft) == [("aaa", "", "")]


def test_a_composed_edit_is_as_safe_and_as_sure_as_its_weakest_part() -> None:
    draft = Draft("ab").revise([Edit(Span(0, 1), "a", "x", "r/a", "why a", Safety.SAFE, 0.9)])
    draft = draft.revise([Edit(Span(1, 2), "b", "y", "r/b", "why b", Safety.UNSAFE, 0.7)])
    [edit] = draft.edits
    assert (edit.safety, edit.confidence, edit.reason) == (Safety.UNSAFE, 0.7, "why a; why b")


def test_an_edit_that_does_not_fit_the_current_text_is_refused() -> None:
    draft = revised("abc", [(0, 1, "xyz", "r/a")])
    with pytest.raises(ValueError, match="does not fit"):
        draft.revise([Edit(Span(0, 1), "a", "-", "r/b")])


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(Span(0, 1), Span(0, 1), id="before every edit"),
        pytest.param(Span(6, 8), Span(4, 6), id="behind an edit that grew"),
        pytest.param(Span(3, 4), Span(2, 3), id="inside what an edit brought"),
        pytest.param(Span(1, 3), Span(1, 3), id="across the beginning of an edit"),
        pytest.param(Span(5, 6), Span(3, 4), id="directly behind an edit"),
        pytest.param(Span(1, 2), Span(1, 2), id="directly before an edit"),
    ],
)
def test_a_place_is_located_in_the_original(span: Span, expected: Span) -> None:
    draft = revised("abcdef", [(2, 3, "xyz", "r/a")])
    assert draft.text == "abxyzdef"
    assert draft.locate(span) == expected
