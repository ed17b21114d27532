"""Spans, edits, and how rivals are settled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Edit, Safety, Span
from mtfix.edits.edit import apply
from mtfix.edits.fix import choose


def edit(start: int, end: int, new: str = "x", rule: str = "r/a", **fields: object) -> Edit:
    """An edit of `0123456789`."""
    return Edit(Span(start, end), "0123456789"[start:end], new, rule, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(Span(0, 3), Span(3, 5), id="spans that touch"),
        pytest.param(Span(0, 3), Span(4, 5), id="spans apart"),
        pytest.param(Span(0, 0), Span(0, 3), id="an insertion before a span"),
        pytest.param(Span(3, 3), Span(0, 3), id="an insertion behind a span"),
        pytest.param(Span(1, 1), Span(2, 2), id="two insertions at different places"),
    ],
)
def test_spans_that_share_nothing_do_not_overlap(one: Span, other: Span) -> None:
    assert not one.overlaps(other)
    assert not other.overlaps(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(Span(0, 3), Span(2, 5), id="spans that share a character"),
        pytest.param(Span(0, 5), Span(2, 3), id="a span within another"),
        pytest.param(Span(0, 3), Span(0, 3), id="the same span"),
        pytest.param(Span(1, 1), Span(0, 3), id="an insertion inside a span"),
        pytest.param(Span(2, 2), Span(2, 2), id="two insertions at the same place"),
    ],
)
def test_spans_that_share_something_overlap(one: Span, other: Span) -> None:
    assert one.overlaps(other)
    assert other.overlaps(one)


def test_a_span_lies_within_itself_and_what_is_wider() -> None:
    assert Span(1, 2).within(Span(1, 2))
    assert Span(1, 2).within(Span(0, 3))
    assert not Span(0, 2).within(Span(1, 3))


def test_asking_for_safety_is_comparing() -> None:
    assert Safety.SUGGESTED < Safety.UNSAFE < Safety.SAFE


def test_an_edit_is_safe_and_certain_unless_it_says_otherwise() -> None:
    assert edit(0, 1).safety == Safety.SAFE
    assert edit(0, 1).confidence == 1.0
    assert edit(0, 1).reason == ""


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], "0123456789", id="no edits"),
        pytest.param([edit(0, 2)], "x23456789", id="a replacement"),
        pytest.param([edit(3, 3)], "012x3456789", id="an insertion"),
        pytest.param([edit(8, 10, "")], "01234567", id="a deletion at the end"),
        pytest.param([edit(0, 2), edit(2, 4, "y")], "xy456789", id="edits that touch"),
        pytest.param(
            [edit(2, 2), edit(2, 4, "y")], "01xy456789", id="an insertion before a replacement"
        ),
    ],
)
def test_all_edits_are_made_at_once(edits: list[Edit], expected: str) -> None:
    assert apply("0123456789", edits) == expected


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([edit(0, 3), edit(2, 4)], id="edits that overlap"),
        pytest.param([edit(4, 5), edit(0, 1)], id="edits out of order"),
        pytest.param([Edit(Span(0, 2), "ab", "x", "r/a")], id="an old that does not stand there"),
        pytest.param([Edit(Span(9, 12), "9ab", "x", "r/a")], id="an edit beyond the end"),
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply("0123456789", edits)


def test_edits_apart_are_all_chosen_in_order() -> None:
    chosen, withheld = choose([edit(5, 6), edit(0, 2), edit(2, 4)])
    assert chosen == [edit(0, 2), edit(2, 4), edit(5, 6)]
    assert not withheld


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        pytest.param(
            edit(2, 4, safety=Safety.SAFE),
            edit(1, 5, safety=Safety.UNSAFE, rule="r/b"),
            id="the safer",
        ),
        pytest.param(
            edit(2, 4, confidence=0.9),
            edit(1, 5, confidence=0.8, rule="r/b"),
            id="the more confident",
        ),
        pytest.param(edit(1, 5), edit(2, 4, rule="r/b"), id="the longer"),
        pytest.param(edit(1, 4), edit(2, 5, rule="r/b"), id="the earlier"),
        pytest.param(edit(1, 4, "x"), edit(1, 4, "y", rule="r/b"), id="the first by name"),
    ],
)
def test_of_two_rivals_one_goes_first_and_the_other_is_told_why(winner: Edit, loser: Edit) -> None:
    for order in ([winner, loser], [loser, winner]):
        chosen, [held] = choose(order)
        assert chosen == [winner]
        assert held == (loser, "r/a goes first here")


def test_the_same_edit_proposed_twice_is_made_once() -> None:
    chosen, [held] = choose([edit(1, 2), edit(1, 2)])
    assert chosen == [edit(1, 2)]
    assert held.why == "proposed twice"


def test_an_edit_that_changes_nothing_is_withheld() -> None:
    chosen, [held] = choose([edit(1, 2, "1")])
    assert not chosen
    assert held.why == "it changes nothing"


def test_a_loser_frees_the_place_of_those_it_would_have_beaten() -> None:
    first, second, third = (
        edit(0, 4, confidence=1.0),
        edit(3, 6, confidence=0.9),
        edit(5, 9, confidence=0.8),
    )
    chosen, [held] = choose([third, second, first])
    assert chosen == [first, third]
    assert held.edit == second


@given(
    st.lists(
        st.builds(
            lambda a, b, new, rule, safety, sure: edit(
                min(a, b), max(a, b), new, rule, safety=safety, confidence=sure
            ),
            st.integers(0, 10),
            st.integers(0, 10),
            st.sampled_from(["", "x", "1"]),
            st.sampled_from(["r/a", "r/b"]),
            st.sampled_from(Safety),
            st.sampled_from([0.5, 1.0]),
        ),
        max_size=8,
    )
)
def test_every_edit_is_chosen_or_withheld_and_the_order_does_not_matter(edits: list[Edit]) -> None:
    chosen, withheld = choose(edits)
    assert sorted([*chosen, *(held.edit for held in withheld)]) == sorted(edits)
    assert all(held.why for held in withheld)
    assert choose(reversed(edits))[0] == chosen
    apply("0123456789", chosen)
    for held in withheld:
        in_its_way = any(held.edit.span.overlaps(one.span) for one in chosen)
        assert in_its_way or held.edit.old == held.edit.new
