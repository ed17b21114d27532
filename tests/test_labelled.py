"""Labelled documents: each one, and the scores, which may only rise."""

from __future__ import annotations

from collections import Counter
from functools import cache

import labelled
import pytest
import yaml
from labelled import Case, Score

FLOORS = yaml.safe_load((labelled.FOLDER.parent / "terms-floors.yaml").read_text("utf-8"))
CASES = [
    pytest.param(
        case,
        id=case.id,
        marks=[pytest.mark.xfail(reason="known failure")] if case.provenance == "known-failure" else [],
    )
    for case in labelled.cases()
]  # fmt: skip


@cache
def _result(case: Case) -> labelled.Result:
    return labelled.cleaned(case)


@pytest.mark.parametrize("case", CASES)
def test_a_labelled_document_becomes_what_is_wanted(case: Case) -> None:
    result = _result(case)
    assert result.text == case.wanted
    assert case.holds(result)


@pytest.mark.parametrize("part", sorted(labelled.PARTS))
def test_the_scores_do_not_sink(part: str) -> None:
    mine = [case for case in labelled.cases() if case.part == part]
    score = sum((labelled.scored(case, _result(case)) for case in mine), Score())
    floors = FLOORS[part]
    assert score.precision >= floors["precision"], score
    assert score.recall >= floors["recall"], score
    assert score.abstained <= floors["abstained"], score
    assert score.asked <= floors["asked"], score


def test_the_set_is_as_large_and_as_mixed_as_its_readme_says() -> None:
    cases = labelled.cases()
    kept = sum(case.keeps for case in cases)
    held = sum(case.part == "held" for case in cases)
    assert len(cases) >= FLOORS["cases"]
    assert kept * 2 >= len(cases)
    assert held * 3 >= len(cases) * 0.95
    assert len({case.id for case in cases}) == len(cases)
    texts = Counter((case.text, case.origin, case.source) for case in cases)
    assert not [text for text, times in texts.items() if times > 1]


@pytest.mark.parametrize(
    ("after", "right", "made"),
    [
        ("The Honor phone is new.", 2, 2),
        ("The glory phone is new.", 1, 1),
        ("The Honour phone is new.", 1, 2),
        ("The glory phone are new.", 0, 0),
    ],
)
def test_an_edit_is_right_only_if_the_wanted_document_has_it(
    after: str, right: int, made: int
) -> None:
    before = "The glory phone are new."
    wanted = labelled.changes(before, "The Honor phone is new.")
    found = labelled.changes(before, after)
    assert (len(found & wanted), len(found)) == (right, made)
