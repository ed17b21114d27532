"""Labelled lines of the surface: each one, and how many there are of every family."""

from __future__ import annotations

from collections import Counter

import pytest
from surface_cases import Line, lines

from mtfix import Cleaner, Safety

KNOWN_FAILURES: dict[str, str] = {}
"""Lines by id that do not come out as they should, and why; the test fails when one does."""
FAMILIES, EACH, IN_ALL = 15, 20, 630


def _case(line: Line) -> object:
    why = KNOWN_FAILURES.get(line.id)
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(line, id=line.id, marks=marks)


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner()


@pytest.mark.parametrize("line", [_case(line) for line in lines()])
def test_a_labelled_line_becomes_what_is_wanted(cleaner: Cleaner, line: Line) -> None:
    result = cleaner.clean(line.text)
    assert result.text == line.wanted
    assert result.undo() == line.text
    assert cleaner.clean(result.text).text == result.text
    if line.kind == "suggests":
        held = [one.fix for one in result.withheld if one.fix.safety == Safety.SUGGESTED]
        assert any(fix.rule.startswith("surface/") for fix in held)


def test_every_family_has_lines_that_change_and_lines_that_stay() -> None:
    counts = Counter((line.family, line.kind) for line in lines())
    families = {line.family for line in lines()}
    assert len(families) >= FAMILIES
    assert len(lines()) >= IN_ALL
    for family in families:
        assert counts[family, "changes"] >= EACH, family
        assert counts[family, "stays"] >= EACH, family
    assert len({line.text for line in lines()}) >= len(lines()) - FAMILIES
