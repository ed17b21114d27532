"""What is known of a pattern before it is compiled: how a text begins that it matches, and what
such a text holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.packs.begins import begins
from mtfix.packs.compile import load
from mtfix.packs.needs import folded, needs
from mtfix.scan.begun import SEPARATOR, Begun, beginning

SIMPLE = [
    pattern
    for pack in load().packs
    if pack.sort == "boilerplate"
    for rule in pack.rules
    for pattern in rule.patterns
    if "(?" not in re.sub(r"\(\?(?::|P<\w+>)", "", pattern)  # hypothesis makes no look around
]


def _matching(pattern: str) -> st.SearchStrategy[tuple[str, str]]:
    made = st.from_regex(re.compile(pattern, re.IGNORECASE), fullmatch=True)
    return st.tuples(st.just(pattern), made)


def test_what_is_known_of_patterns_keeps_no_example_from_its_rule() -> None:
    """The looks at the beginning and for needs may only refuse what the pattern refuses."""
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
                for pattern, need in zip(rule.patterns, rule.needs, strict=True):
                    if re.compile(pattern, re.IGNORECASE).search(text):
                        assert any(one in folded(text) for one in need.split(SEPARATOR))
                        tried += bool(need)
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


@given(st.sampled_from(SIMPLE).flatmap(_matching))
def test_what_a_pattern_matches_holds_what_it_needs(found: tuple[str, str]) -> None:
    pattern, text = found
    assert any(one in folded(text) for one in needs([pattern])[0].split(SEPARATOR))
    begun = tuple(begins([pattern])[0].split(SEPARATOR))
    assert beginning(text).startswith(begun) or text != " ".join(text.split())


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"\d+ (?:comments|replies)", ["comments", "replies"]),
        (r"(?:please )?share this(?: page)?", ["share this"]),
        (r"(?:(?:on|to) )?(?P<name>wechat|sina weibo)+", ["sina weibo", "wechat"]),
        (r"(?=.*\bsource\b).{,80}", ["source"]),
        (r"(?!.*\bsource\b).{,80}", [""]),
        (r"(?:share )?(?:page|post)?.{,80}", [""]),
        (r"(?:like|)\d+ a", [""]),
        (r"(?:comments){e<=1}", [""]),
        (r"[[a-z]--[aeiou]]+ comments", [""]),
        (r"\p{Lu}comments", [""]),
    ],
)
def test_needs_are_read_from_a_pattern(pattern: str, found: list[str]) -> None:
    assert needs([pattern])[0].split(SEPARATOR) == found


@pytest.mark.parametrize(
    "text", ["L\u0130KE TH\u0130S", "l\u0131ke th\u0131\u017f", "LIKE\u2003THIS", "LiKe\tthis"]
)
def test_letters_that_match_each_other_are_folded_alike(text: str) -> None:
    assert re.fullmatch(r"like\sthis", text, re.IGNORECASE)
    assert folded(text) == "like this"


def test_a_line_of_a_wrapped_paragraph_may_begin_above() -> None:
    look = Begun(lambda *_: True, ["share this"], alone=False)
    text = b"First.\n\nShare this article with your friends\nand on Facebook, please.\n"
    at = text.index(b"Facebook")
    assert look(text, at, at + 8)
    assert not Begun(lambda *_: True, ["share this"], alone=True)(text, at, at + 8)
    assert not look(text.replace(b"\nand", b"\n \nand"), at + 2, at + 10)
