"""Drafts: how edits of edited texts become edits of the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Edit, Fix, Span
from mtfix.edits.composition import flatten
from mtfix.edits.draft import Draft
from mtfix.edits.edit import apply
from mtfix.edits.merge import EXTRACTION


def revised(text: str, *rounds: list[tuple[int, int, str, str]]) -> Draft:
    """A draft after rounds of edits, each given as start, end, new and rule; those of a first
    round without a rule are those of the extraction."""
    draft = Draft(text)
    for edits in rounds:
        if not any(rule for *_, rule in edits):
            draft = Draft(text, [Edit(Span(s, e), text[s:e], new) for s, e, new, _ in edits])
            continue
        draft = draft.revise(
            [Fix.of(Span(s, e), draft.text[s:e], new, rule) for s, e, new, rule in edits]
        )
    return draft


def flat(draft: Draft) -> list[tuple[str, str, str]]:
    """The edits, each with the rule of the last fix that has made it."""
    rules = ["" if owner == EXTRACTION else draft.fixes[owner].rule for owner in draft.owners]
    return [(edit.old, edit.new, rule) for edit, rule in zip(draft.edits, rules, strict=True)]


def fixes(draft: Draft) -> list[tuple[str, str, str, tuple[int, ...]]]:
    return [(fix.edits[0].old, fix.edits[0].new, fix.rule, fix.after) for fix in draft.fixes]


def test_a_draft_without_edits_is_its_original() -> None:
    assert Draft("text").text == "text"
    assert Draft("text").edits == ()


def test_revising_by_nothing_gives_the_draft_itself() -> None:
    draft = Draft("text")
    assert draft.revise([]) is draft


def test_a_revision_leaves_the_draft_it_came_from_as_it_was() -> None:
    draft = Draft("abc")
    draft.revise([Fix.of(Span(0, 1), "a", "x", "r/a")])
    assert (draft.text, draft.edits) == ("abc", ())


def test_edits_apart_stay_apart() -> None:
    draft = revised("one two three", [(0, 3, "1", "r/a")], [(6, 11, "3", "r/b")])
    assert draft.text == "1 two 3"
    assert flat(draft) == [("one", "1", "r/a"), ("three", "3", "r/b")]
    assert [edit.span for edit in draft.edits] == [(0, 3), (8, 13)]


def test_edits_of_two_rules_that_touch_stay_apart() -> None:
    draft = revised(
        "byte skipping  grew", [(13, 15, " ", "surface/space")], [(0, 13, "ByteDance", "term/b")]
    )
    assert flat(draft) == [("byte skipping", "ByteDance", "term/b"), ("  ", " ", "surface/space")]
    assert all(fix.after == () for fix in draft.fixes)


def test_edits_of_one_round_that_touch_stay_apart() -> None:
    draft = revised("ab", [(0, 1, "x", "r/a"), (1, 2, "y", "r/b")])
    assert flat(draft) == [("a", "x", "r/a"), ("b", "y", "r/b")]


def test_an_edit_over_what_another_brought_builds_on_it() -> None:
    draft = revised("ab", [(0, 1, "x", "r/a")], [(0, 2, "y", "r/a")])
    assert flat(draft) == [("ab", "y", "r/a")]
    assert fixes(draft) == [("a", "x", "r/a", ()), ("ab", "y", "r/a", (0,))]


def test_an_edit_within_what_another_brought_builds_on_it() -> None:
    draft = revised("a", [(0, 1, "xyz", "r/a")], [(1, 2, "-", "r/b")])
    assert flat(draft) == [("a", "x-z", "r/b")]
    assert fixes(draft)[1] == ("a", "x-z", "r/b", (0,))


def test_two_edits_within_what_another_brought_build_on_one_another() -> None:
    draft = revised("a", [(0, 1, "xyz", "r/a")], [(0, 1, "X", "r/b"), (2, 3, "Z", "r/c")])
    assert flat(draft) == [("a", "XyZ", "r/c")]
    assert fixes(draft)[1:] == [("a", "Xyz", "r/b", (0,)), ("a", "XyZ", "r/c", (0, 1))]


def test_edits_that_take_each_other_back_leave_none() -> None:
    draft = revised("abc", [(1, 2, "x", "r/a")], [(1, 2, "b", "r/b")])
    assert draft.text == "abc"
    assert draft.edits == ()


def test_one_edit_across_several_earlier_ones_takes_them_all_in() -> None:
    draft = revised("a b c d", [(0, 1, "1", "r/a"), (4, 5, "3", "r/a")], [(0, 5, "-", "r/b")])
    assert flat(draft) == [("a b c", "-", "r/b")]
    assert draft.fixes[2].after == (0, 1)
    assert draft.text == "- d"


def test_two_insertions_at_one_place_keep_their_order() -> None:
    draft = revised("ab", [(1, 1, "x", "r/a")], [(2, 2, "y", "r/b")])
    assert draft.text == "axyb"
    assert apply("ab", flatten(draft.fixes)) == "axyb"


def test_a_line_break_that_a_reading_joined_stays_apart_from_the_term_before_it() -> None:
    draft = revised("tik tok\nrose", [(7, 8, " ", "")], [(0, 7, "TikTok", "term/tiktok")])
    assert flat(draft) == [("tik tok", "TikTok", "term/tiktok"), ("\n", " ", "")]


def test_a_reading_edit_inside_a_replaced_term_becomes_part_of_it() -> None:
    draft = revised("tik\ntok rose", [(3, 4, " ", "")], [(0, 7, "TikTok", "term/tiktok")])
    assert flat(draft) == [("tik\ntok", "TikTok", "term/tiktok")]


def test_a_fix_is_placed_in_the_original_as_it_would_be_made() -> None:
    draft = revised("one two", [(0, 3, "1 2 3", "r/a")])
    fix = Fix.of(Span(2, 3), "2", "-", "r/b")
    assert draft.place(fix) == draft.revise([fix]).fixes[1]


def test_fixes_that_build_on_one_another_are_replayed_on_a_draft() -> None:
    first = revised("one two three", [(0, 3, "1", "r/a")])
    second = revised(first.text, [(2, 5, "2 2", "r/b")], [(2, 4, "x", "r/c")])
    both = first.replay(second.fixes)
    assert both.text == second.text == "1 x2 three"
    assert apply("one two three", flatten(both.fixes)) == both.text
    assert both.fixes[2].after == (1,)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft after some rounds of fixes, each with one edit or several."""
    draft = Draft(draw(st.text("abc ", min_size=1, max_size=12)))
    for _ in range(draw(st.integers(0, 4))):
        size = len(draft.text)
        cuts = sorted(draw(st.lists(st.integers(0, size), max_size=6, unique=True)))
        spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
        edits = [
            Edit(span, draft.text[span.start : span.end], draw(st.sampled_from(["", "x", "yz"])))
            for span in spans
        ]
        cut = draw(st.integers(0, len(edits)))
        both = [tuple(edits[:cut]), tuple(edits[cut:])]
        draft = draft.revise([Fix(part, "r/a") for part in both if part])
    return draft


@given(drafts())
def test_the_edits_of_all_fixes_give_the_text_of_the_draft(draft: Draft) -> None:
    assert apply(draft.original, draft.edits) == draft.text
    assert apply(draft.original, flatten(draft.fixes)) == draft.text
    for fix in draft.fixes:
        assert all(draft.original[slice(*edit.span)] == edit.old for edit in fix.edits)


@given(drafts())
def test_each_beginning_of_the_fixes_can_be_made_alone(draft: Draft) -> None:
    """Whoever accepts a fix with all that it builds on gets a text that holds together."""
    for count in range(len(draft.fixes)):
        apply(draft.original, flatten(draft.fixes[:count]))


def test_an_edit_that_does_not_fit_the_current_text_is_refused() -> None:
    draft = revised("abc", [(0, 1, "xyz", "r/a")])
    with pytest.raises(ValueError, match="does not fit"):
        draft.revise([Fix.of(Span(0, 1), "a", "-", "r/b")])


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


_THREE = [(1, 2, "xx", "r/a"), (4, 5, "yy", "r/b"), (7, 8, "zz", "r/c")]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(4, 6), Span(3, 5)),
        (Span(6, 8), Span(4, 6)),
        (Span(9, 10), Span(7, 8)),
        (Span(2, 10), Span(1, 8)),
        (Span(7, 9), Span(5, 7)),
    ],
)
def test_a_place_is_located_among_several_edits(span: Span, expected: Span) -> None:
    draft = revised("abcdefghi", _THREE)
    assert draft.text == "axxcdyyfgzzi"
    assert draft.locate(span) == expected


def test_a_fix_that_reaches_into_an_earlier_one_is_placed_with_all_of_that() -> None:
    draft = revised("abcdefghi", _THREE)
    before = draft.place(Fix.of(Span(4, 6), "dy", "-", "r/d"))
    behind = draft.place(Fix.of(Span(6, 8), "yf", "-", "r/d"))
    apart = draft.place(Fix.of(Span(7, 9), "fg", "-", "r/d"))
    assert (before.edits, before.after) == ((Edit(Span(3, 5), "de", "-y"),), (1,))
    assert (behind.edits, behind.after) == ((Edit(Span(4, 6), "ef", "y-"),), (1,))
    assert (apart.edits, apart.after) == ((Edit(Span(5, 7), "fg", "-"),), ())
