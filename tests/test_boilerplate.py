"""What scrapers leave goes, and the article stays: documents of `cases/boilerplate`.

`scraped.yaml` and its like hold pages with what must be left of them; `clean*.yaml` hold
documents that must come back as they are. To add one, write a name and a text there.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from mtfix import Cleaner
from mtfix.stages.boilerplate import strip

CASES = Path(__file__).parent / "cases" / "boilerplate"


class Case(NamedTuple):
    name: str
    before: str
    after: str


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _filled(text: str) -> str:
    articles = _articles()

    def paragraphs(place: re.Match[str]) -> str:
        chosen = articles[place[1]]
        return chosen[int(place[2]) - 1] if place[2] else "\n\n".join(chosen)

    return re.sub(r"<<(\w+)(?: (\d))?>>", paragraphs, text)


@cache
def _articles() -> dict[str, list[str]]:
    articles: dict[str, list[str]] = _read(CASES / "articles.yaml")
    return articles


def _cases() -> list[Case]:
    cases = []
    for file in sorted(CASES.glob("*.yaml")):
        if file.name == "articles.yaml":
            continue
        for record in _read(file):
            before = record.get("before", record.get("text"))
            after = record.get("after", before)
            cases.append(Case(record["name"], _filled(before), _filled(after)))
    return cases


@cache
def _cleaner() -> Cleaner:
    return Cleaner(only=["boilerplate"])


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_only_the_article_is_left_of(case: Case) -> None:
    assert _cleaner().clean(case.before).text == case.after


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_nothing_more_goes_the_second_time_from(case: Case) -> None:
    cleaned = _cleaner().clean(case.before).text
    assert _cleaner().clean(cleaned).text == cleaned


def test_names_of_documents_are_unique() -> None:
    names = [case.name for case in _cases()]
    assert len(names) == len(set(names))


def test_strip_does_what_the_cleaner_does() -> None:
    for case in _cases()[::10]:
        assert strip(case.before) == _cleaner().clean(case.before).text


def test_what_is_only_suggested_says_why() -> None:
    text = _filled("<<bridge>>\n\n© 2021 Ruth Aalders. All rights reserved.\n")
    result = _cleaner().clean(text)
    assert result.text == text
    [held] = result.withheld
    assert held.edit.rule == "boilerplate/copyright"
    assert "nothing else here looks scraped" in held.edit.reason
