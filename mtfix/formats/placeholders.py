"""What a program puts in the place of a piece of a string: variables, plurals, inline markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = r"[\w$.@:\[\]-]{1,80}"
_SIMPLE = lazy_regex(
    r"\{\{[^{}\n]{1,200}\}\}"  # i18next, Angular, Vue
    r"|\$\{[^{}\n]{1,200}\}"  # template strings
    rf"|\$t\([^()\n]{{1,200}}\)|@:(?:\([^()\n]{{1,80}}\)|{_NAME})"  # other strings
    rf"|%\({_NAME}\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|%\{{[^{{}}\n]{{1,80}}\}}|%<{_NAME}>[a-z]?"
    r"|%(?:\d+\$)?#@\w{1,80}@"  # Apple's plurals
    r"|%(?:\d+\$)?[-#0+]*\d*(?:\.\d+)?(?:hh|h|ll|l|q|L|z|j|t)?[diouxXeEfFgGaAcCsSpn@](?![A-Za-z])"
    r"|%%|%\d+(?!\d*[ \w%])"
    r"|</?[A-Za-z][^<>\n]{0,400}>|<!--[^\n]{0,400}?-->"  # inline markup
    r"|(?<![\w:/]):[a-z_]{2,40}\b(?![:/])"  # Laravel
)
_BRANCHED = lazy_regex(r"\{\s*[\w$.-]{1,80}\s*,\s*(?:plural|selectordinal|select)\s*,")
_BRANCH = lazy_regex(r"\s*(?:offset:\d+\s*)?(?:=\d+|[\w-]{1,40})\s*\{")
_ARGUMENT = lazy_regex(r"\{\s*[\w$.-]{0,80}\s*(?:,[^{}]{0,200})?\}")
_BRACE = lazy_regex(r"[{}]")


def find_placeholders(text: str, span: Span) -> Iterator[Span]:
    """Yield the spans of a string that a program fills in or reads as markup, in order, disjoint.

    Of ICU messages with `plural` or `select`, the text of each branch is prose.

    >>> text = "{n, plural, one {# file} other {# files}} of {{user}}, %s"
    >>> [text[start:end] for start, end in find_placeholders(text, Span(0, len(text)))]
    ['{n, plural, one {', '} other {', '}}', '{{user}}', '%s']
    """
    at = span.start
    found = sorted({*_simple(text, span), *_icu(text, span)})
    for start, end in found:
        if start >= at:
            yield Span(start, end)
            at = end


def _simple(text: str, span: Span) -> Iterator[Span]:
    for sign in _SIMPLE.finditer(text, *span):
        yield Span(*sign.span())


def _icu(text: str, span: Span) -> Iterator[Span]:
    """The holes of ICU messages, also of those within a branch of another."""
    closings = _braces(text, span) if text.find("{", *span) >= 0 else {}
    for opened, closed in closings.items():
        argument = _ARGUMENT.match(text, opened, closed + 1)
        if argument and argument.end() == closed + 1:
            yield Span(opened, closed + 1)
        else:
            yield from _branched(text, opened, closings)


def _braces(text: str, span: Span) -> dict[int, int]:
    """Where each brace is closed, by where it is opened."""
    opened: list[int] = []
    closings: dict[int, int] = {}
    for brace in _BRACE.finditer(text, *span):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            closings[opened.pop()] = brace.start()
    return closings


def _branched(text: str, opened: int, closings: dict[int, int]) -> list[Span]:
    """The parts of a message with branches that are no text, none where it is no such message."""
    closed = closings[opened]
    head = _BRANCHED.match(text, opened, closed)
    holes: list[Span] = []
    start, at = opened, head.end() if head else closed
    while branch := _BRANCH.match(text, at, closed):
        holes.append(Span(start, branch.end()))
        start = closings[branch.end() - 1]
        at = start + 1
    if not holes or text[at:closed].strip():
        return []
    return [*holes, Span(start, closed + 1)]
