"""The benchmark: the same bytes each time, right ratios, and tables where their markers are."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from pathlib import Path

import corpus
import plot
import pytest
import repairs
import report
from figures import PROCESSES, TEXTS, Figure, Text, measure_size, measure_texts
from material import Material, read
from writer import Writer

ROOT = Path(__file__).parent.parent
SMALL = Material(
    names={"xx": {f"t{n}": [f"A name {n}.", f"The {n}.", f"No {n}."] for n in range(40)}},
    surface=[f"A sign{n} ." for n in range(30)],
    remains=["Share this"],
    cases=[f"A case {n}." for n in range(30)],
    labelled=["One.", "Two."],
    clean=[f"Nothing is wrong in line {n}." for n in range(50)],
    sections=["## Part\n\n`code`\n"],
    pages=["Home\nA page."],
)


# --- the texts ---------------------------------------------------------------------------------


def _all_of(writer: Writer) -> list[str]:
    return [*writer.articles(5_000), *writer.sparse(2_000), writer.prose(500), writer.page(10)]


def test_the_same_seed_gives_the_same_texts() -> None:
    assert _all_of(Writer(SMALL, 1)) == _all_of(Writer(SMALL, 1))
    assert _all_of(Writer(SMALL, 1)) != _all_of(Writer(SMALL, 2))


def test_the_material_of_the_repository_is_read_in_one_order() -> None:
    material = read(ROOT)
    assert all(material)
    assert list(material.names) == sorted(material.names)
    assert len(set(material.clean)) == len(material.clean)
    assert all("\n" not in sentence for sentence in material.surface + material.cases)


def test_an_article_is_as_long_as_asked_and_speaks_of_its_subject_once() -> None:
    text = Writer(SMALL, 1).article(1_000)
    assert 1_000 <= len(text.encode()) < 1_400
    assert text.endswith("\n")


def test_one_line_in_ten_is_damaged_where_damage_is_sparse() -> None:
    lines = Writer(SMALL, 1).sparse(3_000)
    damaged = [number for number, line in enumerate(lines) if line not in SMALL.clean]
    assert damaged == list(range(5, len(lines), 10))
    assert not set(Writer(SMALL, 1).prose(500).split(".")) & set(SMALL.cases)


def test_each_text_of_the_series_begins_the_next(tmp_path: Path) -> None:
    corpus.write_series(tmp_path, Writer(SMALL, 1), (1_000, 3_000, 30_000))
    texts = [(tmp_path / f"size-{size}.jsonl").read_text() for size in (1_000, 3_000, 30_000)]
    for short, long in itertools.pairwise(texts):
        assert long.startswith(short.removesuffix('"}\n'))
    assert 29_000 < len(texts[-1]) < 32_000


def test_the_sum_of_the_texts_sees_every_byte(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(corpus.rows(["one"]))
    before = corpus.digest(tmp_path)
    assert before == corpus.digest(tmp_path)
    (tmp_path / "a.jsonl").write_text(corpus.rows(["two"]))
    assert corpus.digest(tmp_path) != before


# --- the figures -------------------------------------------------------------------------------


def test_a_ratio_says_how_many_times_as_much_the_first_build_costs() -> None:
    assert Figure("x", (3.0, 1.5), "s").ratio == 2
    assert Figure("x", (1.5,), "s").ratio is None


@pytest.mark.parametrize(
    ("costs", "aim", "most", "met"),
    [
        ((3.0, 1.0), 3, 0, True),
        ((2.99, 1.0), 3, 0, False),
        ((0.96, 1.0), 1, 0, True),
        ((0.9, 1.0), 1, 0, False),
        ((1.0,), 3, 0, None),
        ((1.0, 1.0), 0, 0, None),
        ((20.0, 12.5), 0, 12, False),
        ((11.0,), 0, 12, True),
    ],
)
def test_an_aim_is_met_or_missed(
    costs: tuple[float, ...], aim: float, most: float, met: bool | None
) -> None:
    assert Figure("x", costs, "s", aim, most).met is met


class Turns:
    """Stands for a build: takes so many seconds, one run after the other, and notes its turn."""

    def __init__(self, name: str, seconds: list[float], turns: list[str]) -> None:
        self.name, self.seconds, self.turns = name, seconds, turns

    def ask(self, order: str, name: str) -> dict[str, float]:
        self.turns.append(self.name)
        seconds = self.seconds.pop(0) if len(self.seconds) > 1 else self.seconds[0]
        return {"seconds": seconds, "bytes": 10_000, "documents": 1, "edits": 160}


def test_builds_take_turns_and_the_least_run_counts() -> None:
    turns: list[str] = []
    builds = [Turns("a", [0.1, 5, 4, 6], turns), Turns("b", [0.1, 2, 3, 1], turns)]
    [figure] = measure_texts(builds, [Text("x", "x", "KB/s", runs=3)], lambda _: None)
    assert figure.costs == (4, 1)
    assert turns == ["a", "b"] * 4


def test_the_cost_of_a_size_is_in_milliseconds_a_kilobyte() -> None:
    turns: list[str] = []
    builds = [Turns("a", [0.4, 0.2], turns), Turns("b", [0.1], turns)]
    figure = measure_size(builds, 10_000, lambda _: None)
    assert figure.costs == pytest.approx((20, 10))
    assert turns == ["a", "b"] * 9
    assert len(figure.name) == len("10 KB")


def test_rows_have_names_of_their_own_and_texts_a_file() -> None:
    names = [row.name for row in (*TEXTS, *PROCESSES)]
    assert len(names) == len(set(names))
    writer = Writer(SMALL, 1)
    assert {text.file for text in TEXTS} == set(corpus.texts(writer, SMALL, size=3_000))


# --- the report --------------------------------------------------------------------------------

DENSE = Figure("dense", (2.0, 0.5), "KB/s", 3, size=200_000, documents=4, edits=3_200)
PAGE = Figure("page", (0.04, 0.05), "ms a page", 2, size=8_000, documents=4, edits=100)
NEW = Figure("jobs", (0.25,), "s")


def test_the_table_has_the_builds_side_by_side() -> None:
    assert report.table([DENSE, PAGE, NEW], ["before", "now"]).splitlines()[2:] == [
        "| dense | 200 | 16.0 | 100 KB/s | 400 KB/s | 4.00 | ≥ 3, met |",
        "| page | 8 | 12.5 | 10.0 ms a page | 12.5 ms a page | 0.80 | ≥ 2, missed |",
        "| jobs | – | – | – | 0.25 s | – | – |",
    ]


def test_the_table_of_one_build_compares_nothing() -> None:
    alone = DENSE._replace(costs=(0.5,))
    assert report.table([alone], ["now"]).splitlines() == [
        "|  | KB | edits a KB | now | aim |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| dense | 200 | 16.0 | 400 KB/s | ≥ 3 |",
    ]


def test_growth_compares_a_kilobyte_of_the_large_text_with_one_of_the_small() -> None:
    small = Figure("100 KB", (10.0, 4.0), "ms a KB", size=99_900)
    large = Figure("10 MB", (20.0, 5.0), "ms a KB", size=9_999_000)
    told = report.growth([small, large], ["before", "now"])
    assert "2.00 times (before), 1.25 times (now)" in told
    assert told.endswith("met.")
    assert report.growth([small], ["before", "now"]) == ""


def test_a_second_process_is_compared_with_one() -> None:
    rows = [Figure("one", (9.0, 3.2), "s"), Figure("two", (2.0,), "s")]
    assert "1.60 times as fast" in report.gain(rows, "one", "two")
    assert report.gain(rows, "one", "two").endswith("met.")
    assert report.gain(rows[:1], "one", "two") == ""


def test_a_section_is_replaced_between_its_markers_and_nothing_else_is() -> None:
    page = "a\n<!-- figures: x -->\nold\n<!-- end: x -->\nb\n<!-- figures: y --><!-- end: y -->\n"
    once = report.replace(page, "x", r"new \1")
    assert once.startswith("a\n<!-- figures: x -->\n\nnew \\1\n\n<!-- end: x -->\nb\n")
    assert once.endswith("<!-- figures: y --><!-- end: y -->\n")
    assert report.replace(once, "x", r"new \1") == once


@pytest.mark.parametrize("page", ["", "<!-- figures: x -->", "<!-- end: x --><!-- figures: x -->"])
def test_a_page_without_the_markers_is_an_error(page: str) -> None:
    with pytest.raises(ValueError, match="figures: x"):
        report.replace(page, "x", "new")


def test_the_page_has_a_place_for_each_part() -> None:
    page = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")
    for part in ("texts", "processes", "sizes"):
        assert "new" in report.replace(page, part, "new")


def test_differences_name_the_edits_of_one_build_alone() -> None:
    before = {"texts": ["a", "b"], "edits": [[[1, "x", "y"]], [[0, "a", "b"]]]}
    now = {"texts": ["a", "c"], "edits": [[[1, "x", "y"]], [[0, "a", "c"]]]}
    assert list(report.differences(before, before)) == []
    assert list(report.differences(before, now)) == [
        "document 1, only before: (0, 'a', 'b')",
        "document 1, only now: (0, 'a', 'c')",
        "document 1: the text differs",
    ]


def test_the_plot_is_a_drawing_with_a_line_for_each_build() -> None:
    drawn = plot.svg([1e3, 1e5, 3e7], {"before": [8, 9, 11], "now & then": [2, 2, 3]})
    tree = ET.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert len(tree.findall(f"{space}polyline")) == 2
    told = [text.text for text in tree.iter(f"{space}text")]
    assert {"1 KB", "30 MB", "before", "now & then", "CPU time, ms a KB"} <= set(told)
    assert len(drawn) < 20_000


def test_a_distance_counts_the_words_and_signs_that_differ() -> None:
    assert repairs.distance("The cat, sat.", "The cat, sat.") == 0
    assert repairs.distance("The cat sat.", "The dog sat!") == 2
    assert repairs.distance("One word.", "One word more.") == 2


def test_mtfix_repairs_the_samples_as_the_readme_says() -> None:
    tool, repair = next(repairs.tools())
    samples = list(repairs.samples())
    damage = sum(repairs.distance(one.before, one.after) for one in samples)
    readme = (repairs.SAMPLES.parent / "README.md").read_text("utf-8")
    assert tool == "mtfix"
    assert f"{damage} damaged or superfluous words and signs" in readme
    assert all(repair(one.before, one.suffix) == one.after for one in samples)
    assert all(repair(one.after, one.suffix) == one.after for one in samples)
