"""The stages that look at every sign take time in proportion to the size of a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import documents
import pytest
from timing import cpu_seconds

from mtfix.matching.scanner import Scanner
from mtfix.packs.model import SurfaceRule as Record
from mtfix.stages.encoding import Encoding
from mtfix.stages.surface import Surface

if TYPE_CHECKING:
    from mtfix.stages import Stage

SMALL, LARGE = 8_000, 32_000
"""Characters: at the smaller size, paragraphs and windows have their full length."""
MOST = 2.0
"""How many times as much a character may cost in the larger text, for what a machine does beside."""
SLACK = 0.05
"""Seconds that say nothing about either."""
FULL_WIDTH = ["A，", "A。", "A ，b ", "（b）a", "a “b” ", "1、a ", "A，\n\n", "1, a\n2, b\n"]
QUOTES = ['a "b', '" a', "“a ”", "”a “", "`a ", "' s ", "\\u00e9", "&amp;"]
DOTS = ["... ", "a . ", "a.Word ", "Word word.Word ", "a. the ", "2 .5 ", "?!", "???? "]
BRACKETS = ["(", "[a] (", "{ 0 } ", "** a ", "` ` `\n", "< b > ", "A (A) ", "# a\n"]
LETTERS = [
    "some red,green ",
    "Red Cross(RC) ",
    "the the ",
    "Mr. wang ",
    "%  s ",
    "a ,b ",
    "1. 000 ",
    "中，a",
    "ｆ",
    "a\u0301",
]
BROKEN = [
    "Ã©",
    "â€™",
    "ä¸",
    "Ð¿",
    "\ufffd",
    "锟斤拷",
    "\ufeff",
    "\x01",
    "\x85",
    "ï¿¼",
    "鈥",
    "\ue000",
]


@cache
def stage(name: str) -> tuple[Stage, Scanner]:
    rules = [rule for rule in documents.rules() if isinstance(rule, Record)]
    made = Encoding() if name == "encoding" else Surface(rules)
    return made, Scanner(made.triggers())


def seconds(name: str, text: str) -> float:
    """The CPU time of one stage on a text whose hits are known."""
    made, scanner = stage(name)
    page = scanner.read_page(text)
    return cpu_seconds(lambda: list(made(page)))


@pytest.mark.parametrize("name", ["encoding", "surface"])
@pytest.mark.parametrize(
    "unit", [*FULL_WIDTH, *QUOTES, *DOTS, *BRACKETS, *LETTERS, *BROKEN], ids=ascii
)
def test_a_text_four_times_as_long_takes_four_times_as_long(name: str, unit: str) -> None:
    small, large = ((unit * (size // len(unit) + 1))[:size] for size in (SMALL, LARGE))
    seconds(name, small[:1_000])
    most = MOST * (LARGE / SMALL) * (seconds(name, small) + SLACK)
    # A busy machine slows one measurement, not all of them.
    assert any(seconds(name, large) <= most for _ in range(3))
