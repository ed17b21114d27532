"""Repeated lines of a site: counted in bounded memory, and written as rules that load and hold."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Cleaner
from mtfix.authoring.learn import LineCounts, placed, shapes
from mtfix.cli.main import main
from tests.learn import made_site

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = (
    "The council {} met on Monday to discuss the new bridge over the river, which has been planned "
    "since spring of last year, and no member spoke against it."
)


def page(number: int, *lines: str, head: str = "") -> str:
    paragraphs = [PARAGRAPH.format(f"of ward {chr(97 + number % 26)}{number}") for _ in range(3)]
    return "\n\n".join(filter(None, [head, *paragraphs, *lines]))


def folder(tmp_path: Path, pages: list[str]) -> str:
    place = tmp_path / "site"
    place.mkdir()
    for number, text in enumerate(pages):
        (place / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return str(place)


def learned(tmp_path: Path, pages: list[str], *options: str) -> list[dict[str, object]]:
    out = tmp_path / "rules.yaml"
    assert main(["learn", folder(tmp_path, pages), "--out", str(out), *options]) == 0
    rules: list[dict[str, object]] = yaml.safe_load(out.read_text(encoding="utf-8"))["boilerplate"]
    return rules


def named(line: str) -> list[str]:
    return [f"{shape.kind} {shape.key}" for shape, _ in shapes(line)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Send to a friend", ["line Send to a friend"]),
        ("12 comments", ["line 12 comments", "shape {number} comments"]),
        ("Posted 2021-03-04 by Ada King", ["line Posted 2021-03-04 by Ada King", "shape Posted {date} by {name}"]),
        ("编辑：张三", ["line 编辑：张三", "label 编辑：{rest}"]),
        ("Tidewater » News » late ferry", ["line Tidewater » News » late ferry", "label Tidewater » News »{rest}"]),
        ("> he wrote", ["line > he wrote"]),
        ("Ada King", ["line Ada King"]),
        ("1 | 2 | 3", []),
        ("Note: the bridge was closed on Monday.", ["line Note: the bridge was closed on Monday."]),
    ],
)  # fmt: skip
def test_the_shapes_of_a_line(line: str, found: list[str]) -> None:
    assert named(line) == found


def test_where_lines_stand() -> None:
    found = {line: place for place, line in placed(f"Top\n\n{page(1, 'End')}\n")}
    assert (found["Top"], found["End"]) == ("head", "tail")


def test_a_line_is_told_once_and_open_only_where_it_differs(tmp_path: Path) -> None:
    pages = [
        page(number, f"The Tidewater Post desk: {name}", "Send to a friend")
        for number, name in enumerate(["Ada King", "Leo Dahl", "Ines Ito"] * 5)
    ]
    rules = {rule["id"]: rule for rule in learned(tmp_path, pages)}
    assert set(rules) == {"send-to-a-friend", "the-tidewater-post-desk"}
    assert rules["send-to-a-friend"]["where"] == ["tail"]
    assert rules["the-tidewater-post-desk"]["patterns"] == [
        r"The Tidewater Post desk: \S+(?: \S+){,5}"
    ]


def test_a_path_is_open_at_its_end(tmp_path: Path) -> None:
    words = ["ferry", "bridge", "mill"] * 5
    pages = [
        page(n, "Send to a friend", head=f"Tidewater » News » late {word} {n * 'x'}")
        for n, word in enumerate(words)
    ]
    learned(tmp_path, pages)
    other = page(99, "Send to a friend", head="Tidewater » News » early school")
    assert Cleaner(["shipped", tmp_path / "rules.yaml"]).clean(other).text == page(99)


def test_learned_rules_load_and_clean_other_pages(tmp_path: Path) -> None:
    lines = [
        "It's {free} | [now] \\ (really)",
        "“Quoted” 'twice' # no comment",
        "- tide: river: 'cloud",
        "好朋友 你们",
    ]
    pages = [page(number, *lines) for number in range(8)]
    learned(tmp_path, pages)
    cleaner = Cleaner(["shipped", tmp_path / "rules.yaml"])
    assert cleaner.clean(page(99, *lines)).text == page(99)


def test_an_example_that_another_rule_changes_is_left_out(tmp_path: Path) -> None:
    pages = [page(number, "Shares of byte skipping rose, its CEO said") for number in range(8)]
    learned(tmp_path, pages)
    assert Cleaner(["shipped", tmp_path / "rules.yaml"])


def test_lines_that_are_kept_are_not_proposed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("Quarter | Units\n", encoding="utf-8")
    place = folder(tmp_path, [page(number, "Quarter | Units") for number in range(8)])
    assert main(["learn", place, "--kept", str(kept)]) == 1
    assert "nothing stands in 5 of 8 documents" in capsys.readouterr().err
    assert main(["learn", place]) == 0
    assert "Quarter" in capsys.readouterr().out


def test_records_of_jsonl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "site.jsonl"
    records = [json.dumps({"body": page(number, "Send to a friend")}) for number in range(8)]
    file.write_text("\n".join([*records, ""]), encoding="utf-8")
    assert main(["learn", str(file), "--format", "jsonl", "--field", "body"]) == 0
    assert "in 8 of 8 documents: tail 8" in capsys.readouterr().out
    assert main(["learn", str(file), "--format", "jsonl"]) == 2
    assert (
        f"{file}:1: there is no field text; add it, or name others with --field"
        in capsys.readouterr().err
    )
    file.write_text("\n".join([*records, "{"]), encoding="utf-8")
    assert main(["learn", str(file), "--format", "jsonl", "--field", "body"]) == 0
    told = capsys.readouterr()
    assert "in 8 of 8 documents: tail 8" in told.out
    assert f"{file}:9: not valid JSON" in told.err


def test_rows_of_tsv_and_fields_in_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [page(number, "Send to a friend").replace("\n", "\u2028") for number in range(8)]
    file = tmp_path / "site.tsv"
    file.write_text("".join(f"{text[:9]}\t{text}\n" for text in pages), encoding="utf-8")
    assert main(["learn", str(file), "--format", "tsv"]) == 0
    assert "in 8 of 8 documents: tail 8" in capsys.readouterr().out
    nested = tmp_path / "site.jsonl"
    rows = [json.dumps({"page": {"body": page(number, "Send to a friend")}}) for number in range(8)]
    nested.write_text("\n".join(rows), encoding="utf-8")
    assert main(["learn", str(nested), "--format", "jsonl", "--field", "page.body"]) == 0
    assert "in 8 of 8 documents: tail 8" in capsys.readouterr().out


def test_an_existing_file_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rules.yaml"
    out.write_text("mine", encoding="utf-8")
    place = folder(tmp_path, [page(number, "Send to a friend") for number in range(8)])
    assert main(["learn", place, "--out", str(out)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"


@given(
    st.lists(st.lists(st.sampled_from("abcdefghijklmnop"), max_size=8), max_size=60),
    st.integers(4, 20),
)
def test_memory_is_bounded_and_counts_are_low_by_no_more_than_said(
    pages: list[list[str]], capacity: int
) -> None:
    counts = LineCounts(capacity)
    truth: Counter[str] = Counter()
    for letters in pages:
        lines = {f"line {letter * 3}" for letter in letters}
        truth.update(lines)
        counts.add("\n".join(sorted(lines)))
        assert counts.size <= capacity
    told = {shape.key: count for shape, count in counts.repeated(1)}
    for line, documents in truth.items():
        if documents > counts.error:
            assert documents - counts.error <= told[line].documents <= documents


def test_a_made_site(tmp_path: Path) -> None:
    """The figures in docs/learning.md, on fewer pages."""
    proposed, reviewed = made_site.run(80, tmp_path)
    assert reviewed["content lines lost"] == 0
    assert reviewed["taken"] == reviewed["template lines"]
    assert proposed["content lines lost"] < 0.1 * proposed["content lines"]
