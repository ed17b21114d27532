"""The level `article`: the main text of flattened pages of `cases/boilerplate/article`, in many
languages, and documents there that are already clean. None of them was used in fitting.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Cleaner
from mtfix.stages.boilerplate import (
    article,
    guesses,
    lines,
    neighbours,
    prose,
    signs,
    strip,
    surroundings,
    weights,
)

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
    assert not [line for line in gone if lines.words(line.encode()) > 8]


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
    runs = [edit for edit in result.edits if "article" in edit.rule]
    assert {edit.rule for edit in runs} >= {
        "boilerplate/before-article",
        "boilerplate/behind-article",
    }
    assert all("outside the article: " in edit.reason for edit in runs)
    assert "words of navigation" in runs[0].reason


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
    assert len(lines.read(wrapped).shapes) == 1
    assert len(lines.read("Home\nNews of the day\nSport and games\nWeather\n").shapes) == 4


def test_words_are_counted_in_scripts_without_spaces() -> None:
    chinese = lines.read("江边那座停用了二十年的老船厂，上周末变成了一座图书馆。").shapes[0]
    thai = lines.read("ห้องสมุดแห่งนี้เปิดให้บริการทุกวันจนถึงเวลาสามทุ่มครึ่ง").shapes[0]
    assert 10 < lines.words(chinese) < 20
    assert lines.words(thai) > 1


def test_a_cue_is_a_whole_word() -> None:
    assert lines.read("Homeward").cues == [0]
    assert lines.read("Home").cues != [0]
    assert lines.read("ПОИСК").cues == lines.read("Поиск").cues == lines.read("поиск").cues != [0]


@given(st.text(alphabet=st.sampled_from("ab Z0.。，\n\r|é中한ا\ufffc\U0001f600"), max_size=200))
def test_shapes_have_a_sign_for_each_character(text: str) -> None:
    found = lines.read(text)
    for start, end, shape in zip(found.starts, found.ends, found.shapes, strict=True):
        assert text[start:end].strip(" \t\r\n")
        assert len(shape) == len(" ".join(map(str.strip, text[start:end].split("\n"))))


@given(st.lists(st.integers(-8000, 8000), max_size=40))
def test_a_page_keeps_something_if_one_of_its_lines_is_worth_it_alone(odds: list[int]) -> None:
    kept = article.path(odds)
    assert len(kept) == len(odds)
    assert any(kept) == any(odd + article._KEEP > 0 for odd in odds)


@given(st.lists(st.integers(-3000, 3000), max_size=8))
def test_no_way_through_a_page_is_better_than_the_one_taken(odds: list[int]) -> None:
    def worth(kept: tuple[bool, ...]) -> int:
        gained = sum(
            2 * (odd + article._KEEP) for odd, keep in zip(odds, kept, strict=True) if keep
        )
        runs = sum(keep and not before for before, keep in zip((False, *kept), kept, strict=False))
        return gained - max(0, runs - 1) * (article._LEAVE + article._RETURN)

    every = product((False, True), repeat=len(odds))
    assert worth(tuple(article.path(odds))) == max(map(worth, every))


def _values(model: type, names: tuple[str, ...], name: str) -> object:
    """A model in which the values of one sign weigh themselves, and nothing else does."""
    none = [0] * weights.MOST
    return model([range(weights.MOST) if one == name else none for one in names])


@given(
    st.lists(st.sampled_from(["Home", "Reply", "12:30", "A b c d e f.", "a b " * 9]), max_size=60)
)
def test_what_stands_around_is_counted_as_line_by_line(text: list[str]) -> None:
    found = lines.read("\n".join(text))
    repeats = [min(one, signs.REPEATS) for one in found.repeats]
    if not found.shapes:
        return
    facts, _ = signs.own(found.shapes, found.cues, found.covered, repeats)
    odds = [1500 if length else -1500 for length in facts.lengths]
    page = prose.Page(odds, facts, found.cues)

    def value(name: str) -> list[int]:
        around = _values(surroundings.Around, surroundings.AROUND, name)
        assert isinstance(around, surroundings.Around)
        return list(map(sum, zip(*around.weights(page), strict=False)))

    size = len(odds)
    dated = [date and length < 2 for date, length in zip(facts.dated, facts.lengths, strict=True)]
    dates = zip(value("dates before"), value("dates after"), facts.lengths, strict=True)
    for at, (before, after, length) in enumerate(dates):
        assert before == min(5, sum(dated[max(0, at - 20) : at])) * 3 + length
        assert after == min(5, sum(dated[at + 1 : at + 21])) * 3 + length
    counts = (1, 3, 6, 12, 25, 50, 100, 200)
    assert value("lines before") == [sum(at >= one for one in counts) for at in range(size)]
    assert value("lines after") == value("lines before")[::-1]


@given(st.lists(st.lists(st.integers(-(1 << 22), 1 << 22), min_size=2, max_size=2), min_size=1))
def test_the_weights_of_two_guesses_are_parted_as_they_were_added(pairs: list[list[int]]) -> None:
    guessed = [{"sign": [pair[at] / 1000 for pair in pairs]} for at in (0, 1)]
    (table,) = weights.together(guessed, ("sign",))
    assert weights.parted(table[: len(pairs)], 2) == list(map(list, zip(*pairs, strict=True)))


def test_every_sign_has_weights() -> None:
    first, second = json.loads(guesses.MODEL.read_text(encoding="utf-8"))
    own = {"start", *signs.OWN, *neighbours.BESIDE}
    assert set(first) == own
    assert set(second) == own | set(surroundings.AROUND)
    assert all(len(table) <= weights.MOST for guess in (first, second) for table in guess.values())
