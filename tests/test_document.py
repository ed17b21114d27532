"""Pages: paragraphs, lines, sentences, and places where nothing may change."""

from __future__ import annotations

import pytest

from mtfix import Span
from mtfix.edits.reason import Reason
from mtfix.matching.page import PLACEHOLDER, Page


def page(text: str) -> Page:
    return Page(text, {})


def at(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def sentence(text: str, part: str) -> str:
    span = page(text).sentence(at(text, part))
    return text[span.start : span.end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One came. Then X did. They left.", "Then X did.", id="between full stops"),
        pytest.param("Was it? X was! They left.", "X was!", id="between other ends of sentences"),
        pytest.param("He said “no.” X left.", "X left.", id="behind a closing quotation mark"),
        pytest.param(
            "The end.Then X did. They left.", "Then X did.", id="behind a stop without a space"
        ),
        pytest.param("他说不。X 走了。他来了。", "X 走了。", id="between ideographic full stops"),
        pytest.param("A heading\n\nThen X did\n\nAnother", "Then X did", id="between blank lines"),
        pytest.param("- one\n- with X\n- two", "- with X", id="an item of a list"),
        pytest.param(
            "One line\nbroken X by hand", "One line\nbroken X by hand", id="across a line break"
        ),
        pytest.param("Mr. X and Dr. Y left.", "Mr. X and Dr. Y left.", id="titles end no sentence"),
        pytest.param(
            "The U.S. company X left.", "The U.S. company X left.", id="initials end no sentence"
        ),
        pytest.param(
            "It took v1.2 of X to win.", "It took v1.2 of X to win.", id="numbers end no sentence"
        ),
    ],
)
def test_a_sentence_reaches_from_seam_to_seam(text: str, expected: str) -> None:
    assert sentence(text, "X") == expected


def test_a_sentence_is_looked_for_within_a_reach() -> None:
    text = "word " * 2_000 + "X" + " word" * 2_000
    span = page(text).sentence(at(text, "X"))
    assert span.end - span.start < 2_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\nX\nb", "a\nX\nb", id="lines that follow one another"),
        pytest.param("a\n\nX\nb\n\nc", "X\nb", id="between blank lines"),
        pytest.param("a\r\n\r\nX\r\n\r\nc", "X", id="between blank lines of Windows"),
        pytest.param("a\n \t\nX", "X", id="behind a line of white space"),
    ],
)
def test_a_block_stands_between_blank_lines(text: str, expected: str) -> None:
    span = page(text).block(text.index("X"))
    assert text[span.start : span.end].strip("\r\n") == expected


def test_a_line_comes_without_its_end() -> None:
    assert page("one\ntwo\nthree").line(5) == (4, 7)
    assert page("one\ntwo").line(7) == (4, 7)
    assert page("").line(0) == (0, 0)


UNPROTECTED = [
    pytest.param("Just X here.", id="prose"),
    pytest.param("One `tick and X", id="a single backtick"),
    pytest.param("`code` and X and `code`", id="between two pieces of code"),
    pytest.param("```\ncode\n```\nX", id="behind a fence"),
    pytest.param("~~~\n```\n~~~\nX", id="behind a fence that holds another"),
    pytest.param("---\ntitle: a\n---\nX", id="behind frontmatter"),
    pytest.param("Text.\n\n---\nX\n---\n", id="between rules that are no frontmatter"),
    pytest.param("---\nX: no end of it", id="behind a rule at the beginning"),
    pytest.param("Use ``` in a line\nX", id="backticks inside a line"),
    pytest.param(f"{PLACEHOLDER}X{PLACEHOLDER}", id="between placeholders"),
]
PROTECTED = [
    pytest.param("Call `X` now.", id="code in backticks"),
    pytest.param("Call `the X of` now.", id="a word of code in backticks"),
    pytest.param("```\nX\n```\n", id="fenced code"),
    pytest.param("~~~ python\nX\n~~~", id="code fenced with tildes"),
    pytest.param("````\n```\nX\n```\n````", id="a fence in a longer fence"),
    pytest.param("```\nX", id="a fence that is never closed"),
    pytest.param("---\ntitle: X\n---\n", id="frontmatter"),
    pytest.param("+++\r\ntitle = X\r\n+++\r\n", id="frontmatter of TOML with CRLF"),
    pytest.param("\ufeff---\ntitle: X\n---\n", id="frontmatter behind a byte order mark"),
]


@pytest.mark.parametrize("text", UNPROTECTED)
def test_open_to_change(text: str) -> None:
    assert page(text).protected(at(text, "X")) is None


@pytest.mark.parametrize("text", PROTECTED)
def test_closed_to_change_with_a_reason(text: str) -> None:
    assert page(text).protected(at(text, "X"))


def test_nothing_crosses_a_placeholder() -> None:
    assert page(f"a{PLACEHOLDER}b").protected(Span(0, 3)) == Reason("in-placeholder")
