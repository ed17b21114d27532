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
from mtfix.begun import SEPARATOR, Begun, beginning
from mtfix.packs.begins import begins
from mtfix.packs.compile import load
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


# --- how lines begin -----------------------------------------------------------------------------------------


def test_what_is_known_of_beginnings_keeps_no_example_from_its_rule() -> None:
    """The look at the beginning may only refuse what the pattern refuses."""
    rules = [rule for pack in load().packs if pack.sort == "boilerplate" for rule in pack.rules]
    tried = 0
    for rule in rules:
        for example in rule.examples:
            for line in example.before.split("\n"):
                text = " ".join(line.split()).replace("’", "'")
                for pattern, begun in zip(rule.patterns, rule.begins, strict=False):
                    if re.compile(pattern, re.IGNORECASE).match(text):
                        assert beginning(text).startswith(tuple(begun.split(SEPARATOR)))
                        tried += bool(begun)
    assert tried > 100


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        ("(?:post|leave) a comment", ["leave a comment", "post a comment"]),
        (r"\s{,8}20\d\d[-/] ?\d", ["0000- 0", "0000-0", "0000/ 0", "0000/0"]),
        ("likes?(?= of)", ["like", "likes"][:1]),
        (r"\d+ comments", ["0"]),
        ("(?P<name>x{3}|[ab]c)", ["ac", "bc", "x"]),
        (r"\bcopy(?: the)? code", ["copy code", "copy the code"]),
        (r"\w+ comments", [""]),
        ("(?:comments)?", [""]),
        ("Übersicht", [""]),
        ("[^a]b", [""]),
        ("(?(1)a|b)", [""]),
    ],
)
def test_beginnings_are_read_from_a_pattern(pattern: str, begun: list[str]) -> None:
    assert begins([pattern])[0].split(SEPARATOR) == begun


def test_a_line_of_a_wrapped_paragraph_may_begin_above() -> None:
    look = Begun(lambda *_: True, ["share this"], alone=False)
    text = b"First.\n\nShare this article with your friends\nand on Facebook, please.\n"
    at = text.index(b"Facebook")
    assert look(text, at, at + 8)
    assert not Begun(lambda *_: True, ["share this"], alone=True)(text, at, at + 8)
    assert not look(text.replace(b"\nand", b"\n \nand"), at + 2, at + 10)
