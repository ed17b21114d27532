"""The code of MDX: imports, exports, expressions in braces, tags.

A string that an attribute such as `title` holds is prose.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mtfix.formats.masks import Mask
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mtfix.formats.masks import Code

ATTRIBUTES = frozenset({"label", "placeholder", "heading", "tooltip", "aria-label"})
"""Attributes that are prose, beside those that are called as fields of frontmatter."""

_BEGIN = lazy_regex(r"\{|<(?=[A-Za-z/>])|^(?:import|export)\b", 8)
_BLANK = lazy_regex(r"(?:\r\n|\r|\n)[ \t]*(?=\r|\n|\Z)|\Z")
_STEP = lazy_regex(r"""[{}"'`>]|//|/\*""")
_STRING = {
    '"': lazy_regex(r'(?:\\.|[^"\\\r\n])*"'),
    "'": lazy_regex(r"(?:\\.|[^'\\\r\n])*'"),
    "`": lazy_regex(r"(?:\\.|[^`\\])*`", 16),
    "//": lazy_regex(r"[^\r\n]*"),
    "/*": lazy_regex(r".*?\*/", 16),
}
_PART = lazy_regex(r"""\{|(?<=\s)([A-Za-z-]+)=(?:"([^"\r\n]+)"|'([^'\r\n]+)')|"[^"]*"|'[^']*'""")
"""An expression, an attribute, or a string that is the value of another."""
_REACH = 50_000


def masks(text: str, code: Code, fields: Collection[str]) -> Iterator[Mask]:
    """Yield what is no prose of `text`, in order; `code` is where Markdown has code."""
    ends = [end for _, end in code]
    at = 0
    for begin in _BEGIN.finditer(text):
        start = begin.start()
        index = bisect_right(ends, start)
        if start < at or (index < len(code) and code[index][0] <= start):
            continue
        if begin[0] not in "{<" and not _begins_block(text, start, at):
            continue
        at = _end(text, start, begin[0])
        if begin[0] == "<":
            yield from _tag(text, start, at, fields)
        else:
            yield Mask(start, at)


def _begins_block(text: str, start: int, at: int) -> bool:
    """Whether a line stands behind a blank one, or behind another that is no prose."""
    before = text[max(0, start - 200) : start].rstrip(" \t")
    return not before.strip() or before.endswith(("\n\n", "\n\r\n")) or not text[at:start].strip()


def _end(text: str, start: int, sign: str) -> int:
    """Where what begins with a sign ends; at the end of its paragraph if it is not closed."""
    if sign in ("{", "<"):
        end = _closed(text, start + 1, "}" if sign == "{" else ">")
        if end:
            return end
    paragraph = _paragraph(text, start)
    opened = sign not in ("{", "<") and "{" in text[start:paragraph]
    while opened and paragraph < min(len(text), start + _REACH):
        if text.count("{", start, paragraph) <= text.count("}", start, paragraph):
            break
        paragraph = _paragraph(text, paragraph + 1)
    return paragraph


def _paragraph(text: str, start: int) -> int:
    """Where the paragraph ends that `start` stands in."""
    blank = _BLANK.search(text, start)
    return blank.start() if blank else len(text)


def _closed(text: str, at: int, closing: str) -> int:
    """Behind the sign that closes what is open at `at`, braces and strings passed over; 0 if
    there is none."""
    depth = 0
    stop = min(len(text), at + _REACH)
    while step := _STEP.search(text, at, stop):
        sign, at = step[0], step.end()
        if sign == closing and not depth:
            return at
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign in _STRING and (depth or closing == "}" or sign in "\"'"):
            passed = _STRING[sign].match(text, at, stop)
            at = passed.end() if passed else at
    return 0


def _tag(text: str, start: int, end: int, fields: Collection[str]) -> Iterator[Mask]:
    """A tag but for those of its attributes that hold prose, which the parser sees as words."""
    before = ""
    at = start
    seen = start
    while part := _PART.search(text, seen, end):
        seen = part.end()
        if part[0] == "{":
            seen = _closed(text, seen, "}") or end
        elif part[1] in fields or part[1] in ATTRIBUTES:
            group = 2 if part[2] else 3
            yield Mask(at, part.start(group), f"{before}{PLACEHOLDER}\n\n")
            yield Mask(*part.span(group), None)
            at, before = part.end(group), "\n\n"
    yield Mask(at, end, before + PLACEHOLDER)
