"""The documents of `samples/`: each is shown as it was, as it becomes, and edit by edit.

`after.*` and `edits.jsonl` are golden files: `pytest tests/test_samples.py --force-regen` writes
them anew, and the difference is for a person to read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtfix.edits.composition import flatten
from mtfix.edits.edit import Edit, Span, revert
from mtfix.edits.fix import Fix, Safety
from mtfix.formats import of_file
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_regressions.file_regression import FileRegressionFixture

    from mtfix import Cleaner, Result

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())
UNTOUCHED = {"archaeology", "content-page", "tokenizer"}
"""Texts in which the same words are right: not one byte may change."""


def _before(name: str) -> Path:
    [path] = (SAMPLES / name).glob("before.*")
    return path


def _format(name: str) -> str | None:
    """How a sample is read: rows by their suffix, all others as plain text."""
    return of_file(_before(name).name)


def _text(path: Path) -> str:
    return path.read_bytes().decode()  # as bytes: line ends are part of the text


def _lines(result: Result) -> Iterator[str]:
    """Every fix, made or not, as a line of JSON in the order of the text.

    Scores and reasons stay out: a better cue changes them in places that it does not decide.
    """
    known = [(fix, "made") for fix in result.fixes]
    known += [(held.fix, words(held.reason)) for held in result.withheld]
    for fix, outcome in known:
        value = {
            "edits": [
                {"start": edit.span.start, "end": edit.span.end, "old": edit.old, "new": edit.new}
                for edit in fix.edits
            ],
            "rule": fix.rule,
            "safety": fix.safety.name.lower(),
            "outcome": outcome,
        }
        if fix.after:
            value["after"] = list(fix.after)
        yield json.dumps(value, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_a_sample_gives_what_is_shown(
    name: str, cleaner: Cleaner, file_regression: FileRegressionFixture
) -> None:
    before = _before(name)
    text = cleaner.clean(_text(before), format=_format(name)).text
    after = before.with_stem("after")
    file_regression.check(text.encode(), binary=True, fullpath=after)


@pytest.mark.parametrize("name", NAMES)
def test_the_edits_of_a_sample_are_those_that_are_listed(
    name: str, cleaner: Cleaner, file_regression: FileRegressionFixture
) -> None:
    result = cleaner.clean(_text(_before(name)), format=_format(name))
    listed = "".join(_lines(result))
    path = SAMPLES / name / "edits.jsonl"
    file_regression.check(listed.encode(), binary=True, fullpath=path)


@pytest.mark.parametrize("name", NAMES)
def test_the_listed_edits_alone_lead_back(name: str) -> None:
    after = _before(name).with_stem("after")
    lines = (SAMPLES / name / "edits.jsonl").read_text(encoding="utf-8").splitlines()
    values = [value for value in map(json.loads, lines) if value["outcome"] == "made"]
    fixes = [
        Fix(
            tuple(
                Edit(Span(edit["start"], edit["end"]), edit["old"], edit["new"])
                for edit in value["edits"]
            ),
            value["rule"],
            after=tuple(value.get("after", ())),
        )
        for value in values
    ]
    assert revert(_text(after), flatten(fixes)) == _text(_before(name))
    assert {value["safety"] for value in values} <= {Safety.SAFE.name.lower()}


@pytest.mark.parametrize("name", NAMES)
def test_a_cleaned_sample_stays_as_it_is(name: str, cleaner: Cleaner) -> None:
    after = _text(_before(name).with_stem("after"))
    assert cleaner.clean(after, format=_format(name)).text == after


@pytest.mark.parametrize("name", NAMES)
def test_undo_gives_a_sample_back(name: str, cleaner: Cleaner) -> None:
    text = _text(_before(name))
    assert cleaner.clean(text, format=_format(name)).undo() == text


@pytest.mark.parametrize("name", sorted(UNTOUCHED))
def test_a_text_in_which_the_same_words_are_right_stays(name: str) -> None:
    before = _before(name)
    assert before.with_stem("after").read_bytes() == before.read_bytes()


@pytest.mark.parametrize("name", sorted(set(NAMES) - UNTOUCHED))
def test_a_damaged_sample_loses_no_paragraph(name: str) -> None:
    """Removed lines are listed; every other line of the text still has its place."""
    before = _before(name)
    lines = (SAMPLES / name / "edits.jsonl").read_text(encoding="utf-8").splitlines()
    taken = "".join(
        edit["old"]
        for value in map(json.loads, lines)
        if value["rule"].startswith("boilerplate/") and value["outcome"] == "made"
        for edit in value["edits"]
    )
    kept = _text(before.with_stem("after"))
    assert kept.count("\n") == _text(before).count("\n") - taken.count("\n")
