"""Limits for one document: what takes more comes back as it is, and says so."""

from __future__ import annotations

import json
import pickle
import time

import pytest

from mtfix import Cleaner, Limits
from mtfix.pipeline.limits import Deadline, TimeUpError

PAGE = "In 2020 tiktok grew.\n"


def test_a_text_of_the_size_that_is_allowed_is_cleaned() -> None:
    cleaner = Cleaner(limits=Limits(size=len(PAGE)))
    assert cleaner.clean(PAGE).text == "In 2020 TikTok grew.\n"


def test_a_larger_text_comes_back_and_says_so() -> None:
    result = Cleaner(limits=Limits(size=len(PAGE) - 1)).clean(PAGE)
    assert (result.text, result.fixes, result.undo()) == (PAGE, (), PAGE)
    [problem] = result.problems
    assert (problem.rule, problem.severity) == ("limit/size", "warning")
    assert problem.text == "left as it is: it has 21 characters, and the limit is 20"


def test_a_text_that_takes_longer_comes_back_and_says_so() -> None:
    text = PAGE * 20_000
    begun = time.monotonic()
    result = Cleaner(limits=Limits(seconds=0.2)).clean(text)
    assert time.monotonic() - begun < 20
    assert result.text == text
    [problem] = result.problems
    assert problem.rule == "limit/time"
    assert problem.text == "left as it is: it takes longer than 0.2 s"


@pytest.mark.parametrize("format_", ["markdown", "html", "plain"])
def test_a_limit_holds_in_every_format(format_: str) -> None:
    result = Cleaner(limits=Limits(seconds=0)).clean(PAGE, format=format_)
    assert (result.text, [one.rule for one in result.problems]) == (PAGE, ["limit/time"])


def test_each_text_of_rows_has_its_own_limit() -> None:
    rows = "".join(json.dumps({"text": text}) + "\n" for text in (PAGE, PAGE * 9, PAGE))
    result = Cleaner(limits=Limits(size=50)).clean(rows, format="jsonl")
    assert result.text.count("TikTok") == 2
    assert [(one.line, one.rule) for one in result.problems] == [(2, "limit/size")]


def test_a_cleaner_keeps_its_limits_in_another_process() -> None:
    cleaner = pickle.loads(pickle.dumps(Cleaner(limits=Limits(size=3))))
    assert cleaner.clean(PAGE).text == PAGE


def test_time_is_asked_for_each_fix() -> None:
    deadline = Deadline(60)
    deadline.check()
    with pytest.raises(TimeUpError):
        Deadline(0).check()
