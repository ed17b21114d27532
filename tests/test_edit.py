"""Spans, edits, fixes, and how rivals are settled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Edit, Fix, Reason, Safety, Span, Withheld
from mtfix.edits.choice import choose
from mtfix.edits.composition import cancelled_positions, flatten, order_of, select
from mtfix.edits.edit import apply, revert
from mtfix.edits.fix import as_one


def edit(start: int, end: int, new: str = "x") -> Edit:
    """An edit of `0123456789`."""
    return Edit(Span(start, end), "0123456789"[start:end], new)


def fix(start: int, end: int, new: str = "x", rule: str = "r/a", **fields: object) -> Fix:
    """A fix of `0123456789` with one edit."""
    return Fix((edit(start, end, new),), rule, **fields)  # type: ignore[arg-type]


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


def test_a_fix_is_safe_and_certain_unless_it_says_otherwise() -> None:
    assert fix(0, 1).safety == Safety.SAFE
    assert fix(0, 1).confidence == 1.0
    assert fix(0, 1).after == ()


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
        pytest.param([Edit(Span(0, 2), "ab", "x")], id="an old that does not stand there"),
        pytest.param([Edit(Span(9, 12), "9ab", "x")], id="an edit beyond the end"),
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply("0123456789", edits)


def test_fixes_apart_are_all_chosen_in_order() -> None:
    chosen, withheld = choose([fix(5, 6), fix(0, 2), fix(2, 4)])
    assert chosen == [fix(0, 2), fix(2, 4), fix(5, 6)]
    assert not withheld


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        pytest.param(
            fix(2, 4, safety=Safety.SAFE),
            fix(1, 5, safety=Safety.UNSAFE, rule="r/b"),
            id="the safer",
        ),
        pytest.param(
            fix(2, 4, confidence=0.9),
            fix(1, 5, confidence=0.8, rule="r/b"),
            id="the more confident",
        ),
        pytest.param(fix(1, 5), fix(2, 4, rule="r/b"), id="the longer"),
        pytest.param(fix(1, 4), fix(2, 5, rule="r/b"), id="the earlier"),
        pytest.param(fix(1, 4, "x"), fix(1, 4, "y", rule="r/b"), id="the first by name"),
    ],
)
def test_of_two_rivals_one_goes_first_and_the_other_is_told_why(winner: Fix, loser: Fix) -> None:
    for order in ([winner, loser], [loser, winner]):
        chosen, [held] = choose(order)
        assert chosen == [winner]
        assert held == Withheld(loser, Reason.of("overlap", rule="r/a"))


def test_the_same_fix_proposed_twice_is_made_once() -> None:
    chosen, [held] = choose([fix(1, 2), fix(1, 2)])
    assert chosen == [fix(1, 2)]
    assert held.reason == Reason("twice")


def test_a_fix_that_changes_nothing_is_withheld() -> None:
    chosen, [held] = choose([fix(1, 2, "1")])
    assert not chosen
    assert held.reason == Reason("changes-nothing")


def test_a_loser_frees_the_place_of_those_it_would_have_beaten() -> None:
    first, second, third = (
        fix(0, 4, confidence=1.0),
        fix(3, 6, confidence=0.9),
        fix(5, 9, confidence=0.8),
    )
    chosen, [held] = choose([third, second, first])
    assert chosen == [first, third]
    assert held.fix == second


@given(
    st.lists(
        st.builds(
            lambda a, b, new, rule, safety, sure: fix(
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
def test_every_fix_is_chosen_or_withheld_and_the_order_does_not_matter(fixes: list[Fix]) -> None:
    chosen, withheld = choose(fixes)
    assert sorted([*chosen, *(held.fix for held in withheld)]) == sorted(fixes)
    assert all(held.reason.code for held in withheld)
    assert choose(reversed(fixes))[0] == chosen
    apply("0123456789", flatten(chosen))
    for held in withheld:
        in_its_way = any(held.fix.span.overlaps(one.span) for one in chosen)
        assert in_its_way or not held.fix.changes


# --- fixes of several edits ------------------------------------------------------------------------


def several(*places: tuple[int, int], rule: str = "r/a", **fields: object) -> Fix:
    return Fix(tuple(edit(*place) for place in places), rule, **fields)  # type: ignore[arg-type]


def test_a_fix_of_several_edits_is_chosen_or_withheld_as_a_whole() -> None:
    whole, rival = several((0, 2), (6, 8)), fix(7, 9, rule="r/b", confidence=0.5)
    assert choose([rival, whole])[0] == [whole]
    chosen, [held] = choose([several((0, 2), (6, 8), confidence=0.4), rival])
    assert chosen == [rival]
    assert len(held.fix.edits) == 2


def test_a_fix_between_the_edits_of_another_is_no_rival() -> None:
    chosen, withheld = choose([several((0, 2), (6, 8)), fix(3, 4, rule="r/b")])
    assert len(chosen) == 2
    assert not withheld


def test_a_fix_is_read_as_one_edit_from_its_first_to_its_last() -> None:
    assert as_one(several((1, 2), (4, 5)), "0123456789") == edit(1, 5, "x23x")


def test_edits_of_fixes_that_build_on_others_include_theirs() -> None:
    first = fix(2, 4)
    second = Fix((edit(1, 5, "[x]"), edit(7, 8)), "r/b", after=(0,))
    assert flatten([first, second]) == (edit(1, 5, "[x]"), edit(7, 8))
    assert (
        revert(apply("0123456789", flatten([first, second])), flatten([first, second]))
        == "0123456789"
    )


def test_a_fix_stands_behind_those_that_it_builds_on() -> None:
    first, second = fix(5, 6), Fix((edit(0, 7),), "r/b", after=(0,))
    assert order_of([first, second, fix(1, 2, rule="r/c")]) == [2, 0, 1]
    assert [
        one.after for one in select([fix(9, 10), first, second._replace(after=(1,))], [1, 2])
    ] == [(), (0,)]


def test_of_two_insertions_at_one_place_one_is_chosen() -> None:
    first, second = (Fix.of(Span(5, 5), "", new, f"r/{new}") for new in "ab")
    assert choose([second, Fix.of(Span(0, 1), "x", "y", "r/c"), first]) == (
        [Fix.of(Span(0, 1), "x", "y", "r/c"), first],
        [Withheld(second, Reason.of("overlap", rule="r/a"))],
    )


def test_a_fix_changes_something_if_any_of_its_edits_does() -> None:
    same, other = Edit(Span(0, 1), "a", "a"), Edit(Span(2, 3), "a", "b")
    assert Fix((same, other), "r/a").changes
    assert Fix((other, same), "r/a").changes
    assert not Fix((same, same._replace(span=Span(4, 5))), "r/a").changes


def test_fixes_that_others_need_are_not_cancelled() -> None:
    made = Fix.of(Span(0, 1), "a", "b", "r/a")
    back = Fix.of(Span(0, 1), "a", "a", "r/b")._replace(after=(0,))
    later = Fix.of(Span(0, 1), "a", "c", "r/c")._replace(after=(1,))
    assert cancelled_positions([made, back]) == {0, 1}
    assert cancelled_positions([made, back, later]) == set()
    assert cancelled_positions([Fix.of(Span(0, 1), "a", "a", "r/b")]) == set()
    wider = Fix((Edit(Span(0, 1), "a", "b"), Edit(Span(5, 6), "a", "b")), "r/a")
    assert cancelled_positions([wider, back]) == {1}
