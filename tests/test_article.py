"""The level `article`: the main text of flattened pages of `cases/boilerplate/article`, in many
languages, and documents there that are already clean. None of them was used in fitting.
"""

from __future__ import annotations

import json
from itertools import product
from math import exp
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Cleaner
from mtfix.pipeline.result import fix_as_dict, fix_from_dict
from mtfix.reports.wording import words as words_of
from mtfix.stages.boilerplate import strip
from mtfix.stages.boilerplate.article import line_features, page_features, segmentation
from mtfix.stages.boilerplate.article import linear_model as model
from mtfix.stages.boilerplate.article.guessed_page import GuessedPage
from mtfix.stages.boilerplate.article.page_lines import read_lines, words

CASES = Path(__file__).parent / "cases" / "boilerplate" / "article"

LEAST_KEPT, LEAST_TAKEN = 0.99, 0.95
"""Floors for the share of article words kept, and of other lines taken, over all pages."""


class Case(NamedTuple):
    name: str
    lines: list[str]


def _cases(file: str) -> list[Case]:
    cases: list[Case] = []
    for line in (CASES / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            cases.append(Case(line[3:], []))
        elif cases:
            cases[-1].lines.append(line)
    return cases


PAGES, CLEAN = _cases("pages.txt"), _cases("clean.txt")


def _page(case: Case) -> str:
    return "\n".join(line[2:] for line in case.lines)


def _left(case: Case) -> set[str]:
    return set(strip(_page(case), level="article").split("\n"))


def test_the_floors_hold_over_all_pages() -> None:
    kept = words = taken = other = 0
    for case in PAGES:
        left = _left(case)
        for line in case.lines:
            if line.startswith("+"):
                words += len(line)
                kept += len(line) * (line[2:] in left)
            elif line.startswith("-"):
                other += 1
                taken += line[2:] not in left
    assert kept / words >= LEAST_KEPT
    assert taken / other >= LEAST_TAKEN


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_no_paragraph_is_lost_of(case: Case) -> None:
    left = _left(case)
    gone = [line for line in case.lines if line.startswith("+") and line[2:] not in left]
    assert not [line for line in gone if words(line.encode()) > 8]


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.name)
def test_nothing_goes_of(case: Case) -> None:
    text = "\n".join(case.lines)
    assert strip(text, level="article") == text


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_once_is_enough_for(case: Case) -> None:
    text = strip(_page(case), level="article")
    assert strip(text, level="article") == text


def test_every_run_that_goes_says_why() -> None:
    result = Cleaner(boilerplate="article", only=["boilerplate"]).clean(_page(PAGES[0]))
    runs = [fix for fix in result.fixes if "article" in fix.rule]
    assert {fix.rule for fix in runs} >= {
        "boilerplate/before-article",
        "boilerplate/behind-article",
    }
    assert all(fix.reason.code == "lines-outside-article" for fix in runs)
    assert all("outside the article: " in words_of(fix.reason) for fix in runs)
    assert "words of navigation" in words_of(runs[0].reason)


def test_the_reason_of_a_run_survives_json() -> None:
    result = Cleaner(boilerplate="article", only=["boilerplate"]).clean(_page(PAGES[0]))
    fix = result.fixes[0]
    assert fix_from_dict(json.loads(json.dumps(fix_as_dict(fix)))) == fix


def test_code_and_frontmatter_stay() -> None:
    page = _page(PAGES[0]).replace("Share on Facebook", "```\nHome\n```")
    assert "```\nHome\n```" in strip(page, level="article")


def test_lines_of_a_hard_wrapped_paragraph_are_one() -> None:
    wrapped = (
        "The council of a small harbour town voted on Tuesday to\n"
        "repair its swing bridge rather than replace it, ending a\n"
        "quarrel that had lasted eleven years and four mayors, of\n"
        "whom two had promised a new one before every election.\n"
    )
    assert len(read_lines(wrapped).shapes) == 1
    assert len(read_lines("Home\nNews of the day\nSport and games\nWeather\n").shapes) == 4


def test_words_are_counted_in_scripts_without_spaces() -> None:
    chinese = read_lines("江边那座停用了二十年的老船厂，上周末变成了一座图书馆。").shapes[0]
    thai = read_lines("ห้องสมุดแห่งนี้เปิดให้บริการทุกวันจนถึงเวลาสามทุ่มครึ่ง").shapes[0]
    assert 10 < words(chinese) < 20
    assert words(thai) > 1


def test_a_menu_word_is_a_whole_word() -> None:
    assert read_lines("Homeward").menus == [0]
    assert read_lines("Home").menus != [0]
    assert (
        read_lines("ПОИСК").menus == read_lines("Поиск").menus == read_lines("поиск").menus != [0]
    )


@given(st.text(alphabet=st.sampled_from("ab Z0.。，\n\r|é中한ا\ufffc\U0001f600"), max_size=200))
def test_shapes_have_a_sign_for_each_character(text: str) -> None:
    found = read_lines(text)
    for start, end, shape in zip(found.starts, found.ends, found.shapes, strict=True):
        lines = [line.strip(" \r") for line in text[start:end].split("\n")]
        assert len(shape) == len(" ".join(lines))
        assert lines[0]
        assert lines[-1]


def test_a_shape_tells_the_sort_of_each_character() -> None:
    assert read_lines("Ab é中한0。，|©“😀").shapes == [b'Aa aca0.,|@"p']


@given(st.lists(st.integers(-8000, 8000), max_size=40))
def test_a_page_keeps_something_exactly_where_a_line_is_worth_it(odds: list[int]) -> None:
    kept = segmentation.best_labels(odds)
    assert len(kept) == len(odds)
    assert any(kept) == any(odd > -segmentation.KEEP for odd in odds)


@given(st.lists(st.integers(-3000, 3000), max_size=8))
def test_no_labels_of_a_page_are_worth_more_than_the_best(odds: list[int]) -> None:
    def worth(kept: tuple[bool, ...]) -> int:
        gained = sum(
            2 * (odd + segmentation.KEEP) for odd, keep in zip(odds, kept, strict=True) if keep
        )
        runs = sum(keep and not before for before, keep in zip((False, *kept), kept, strict=False))
        return gained - max(0, runs - 1) * segmentation.GAP

    every = product((False, True), repeat=len(odds))
    assert worth(tuple(segmentation.best_labels(odds))) == max(map(worth, every))


# --- features --------------------------------------------------------------------------------------


def _graded(value: float, *thresholds: float) -> int:
    return sum(value >= one for one in thresholds)


@given(
    st.lists(
        st.sampled_from(
            ["Home", "Reply", "3 comments", "Read more", "12:30", "A b c d e f.", "a b " * 9]
        ),
        max_size=60,
    ),
    st.data(),
)
def test_the_place_of_each_line_is_counted_as_by_hand(text: list[str], data: st.DataObject) -> None:
    lines = read_lines("\n".join(text))
    size = len(lines.shapes)
    if not size:
        return
    facts = [one.facts for one in model.weighed_lines(lines)]
    odds = data.draw(st.lists(st.integers(-6000, 6000), min_size=size, max_size=size))
    page = GuessedPage(odds, facts)
    values = {name: list(column) for name, column in page_features.place_features(page).items()}
    assert set(values) == set(model.weights()[1]) - set(model.weights()[0])

    prose = [0.0]
    for odd, line in zip(odds, facts, strict=True):
        prose.append(prose[-1] + line.words / (1 + exp(-odd / 1000)))
    assert page.prose == pytest.approx(prose)
    comments = [
        at for at, line in enumerate(facts) if line.comment_label and prose[at] > prose[-1] / 4
    ]
    assert page.first_comment == (comments[0] if comments else size)
    paragraphs = [at for at, line in enumerate(facts) if odds[at] > 406 and line.words >= 12]
    for at, line in enumerate(facts):
        longer = line.length > 0
        assert values["last guess"][at] % 3 == line.length
        for what in ("comments", "dates", "words of menus"):
            is_so = [
                getattr(page, {"words of menus": "menus"}.get(what, what))[x] for x in range(size)
            ]
            assert (
                values[f"{what} before"][at]
                == min(5, sum(is_so[max(0, at - 20) : at])) * 3 + line.length
            )
            assert (
                values[f"{what} after"][at]
                == min(5, sum(is_so[at + 1 : at + 21])) * 3 + line.length
            )
        for reach in (1, 3, 8, 20):
            before = page.prose[at] - page.prose[max(0, at - reach)]
            after = page.prose[min(size, at + 1 + reach)] - page.prose[at + 1]
            mass = [
                words * reach
                for words in (0.1, 0.3, 0.7, 1.5, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 35.0)
            ]
            assert values[f"prose in {reach} lines before"][at] == _graded(before, *mass)
            assert values[f"prose in {reach} lines after"][at] == _graded(after, *mass)
        counts = (1, 3, 6, 12, 25, 50, 100, 200)
        assert values["lines before"][at] == _graded(at, *counts)
        assert values["lines after"][at] == _graded(size - 1 - at, *counts)
        run = _graded(at - page.main_start, -40, -20, -10, -6, -3, -1, 0)
        run += _graded(at - page.main_end, 1, 2, 3, 6, 10, 20, 40, 80)
        assert values["place by the main run"][at] == run * 2 + longer
        since = min((at - one for one in paragraphs if one < at), default=50)
        until = min((one - at for one in paragraphs if one > at), default=50)
        assert page.since[at] == min(50, since)
        assert page.until[at] == min(50, until)
        near = _graded(since, 2, 3, 4, 5, 7, 10, 15, 25, 50)
        assert values["since a paragraph"][at] == near * 2 + longer
        passed = (
            _graded(at - page.first_comment, 0, 1, 5, 20) - 1 if at >= page.first_comment else 4
        )
        assert values["since comments"][at] == passed * 2 + longer
        seen = sum(page.comments[page.first_comment : at])
        share = page.prose[min(size, page.first_comment)] / (page.prose[at] + 1)
        within = (1 + _graded(seen, 2, 3, 5, 10)) * 4 + _graded(share, 0.35, 0.55, 0.8)
        assert (
            values["within comments"][at]
            == (within if at >= page.first_comment else 0) * 2 + longer
        )


@given(
    st.lists(st.sampled_from(["Home", "Reply", "12:30", "A b c d e f.", "a b " * 9]), max_size=12)
)
def test_odds_are_the_sum_of_the_weights_of_all_features(text: list[str]) -> None:
    lines = read_lines("\n".join(text))
    if not lines.shapes:
        return
    first, second = model.weights()
    facts, odds = model.line_odds(lines)
    contents = zip(
        lines.shapes,
        lines.menus,
        lines.covered,
        (min(3, many) for many in lines.repeats),
        strict=True,
    )
    own = [line_features.line_features(*content)[1] for content in contents]
    columns = dict(zip(line_features.LINE_FEATURES, zip(*own, strict=True), strict=True))
    columns |= page_features.neighbour_features(
        [one.form for one in facts], [one.menu for one in facts]
    )

    def sums(weights: model.Weights) -> list[int]:
        return [
            weights["start"][0] + sum(weights[name][columns[name][at]] for name in columns)
            for at in range(len(facts))
        ]

    guesses = sums(first)
    page = GuessedPage(guesses, facts)
    columns |= {name: list(column) for name, column in page_features.place_features(page).items()}
    each = zip(guesses, sums(second), page.in_doubt(), strict=True)
    assert odds == [again if in_doubt else guess for guess, again, in_doubt in each]


def test_every_feature_has_weights() -> None:
    first, second = json.loads(model.FILE.read_text(encoding="utf-8"))
    own = {"start", *line_features.LINE_FEATURES, *page_features.neighbour_features([], [])}
    assert set(first) == own
    assert set(second) > own
