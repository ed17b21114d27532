"""Checks of surface rules for markup and placeholders that a translation has pulled apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.matching.page import Page
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.prose import Names

_REACH = 4_000
_MARKDOWN = (
    lazy_regex(r"(?m)^#{1,6} \S"),
    lazy_regex(r"\]\([^\s()]+\)"),
    lazy_regex(r"(?<![\w*])\*\*\w[^*\n]*\w\*\*(?![\w*])"),
    lazy_regex(r"(?m)^(?:```|~~~)"),
    lazy_regex(r"(?m)^(?:[-*+]|\d+\.) \S.*\n(?:[-*+]|\d+\.) \S"),
    lazy_regex(r"(?<!`)`[^`\n]+`(?!`)"),
    lazy_regex(r"!? ?\[[^\[\]\n]+\] \((?:https?:|[\w./-]+\.\w+\))"),
    lazy_regex(r"(?<![\w*])\*\* ?[A-Za-z][^*\n]*[A-Za-z:.!?] ?\*\*(?![\w*])"),
)
"""What a text in Markdown has, whole or pulled apart."""


def markdown(page: Page, match: Match, _names: Names) -> Safety | None:
    """Markdown, as the format says or as the text around shows; else it is only suggested."""
    if page.context.marked:
        return Safety.SAFE
    near = page.text[max(0, match.start() - _REACH) : match.end() + _REACH]
    here = near.replace(match[0], "", 1)
    shown = any(pattern.search(here) for pattern in _MARKDOWN)
    return Safety.SAFE if shown else Safety.SUGGESTED


_FENCE = lazy_regex(r"(?m)^` ` `[\w+-]*[ \t]*\r?$")


def fence(page: Page, _match: Match, _names: Names) -> Safety | None:
    """One of an even number of broken fences, none of which a whole one stands beside."""
    fences = _FENCE.findall(page.text)
    return Safety.SAFE if len(fences) % 2 == 0 and "```" not in page.text else None


_PLACEHOLDER = lazy_regex(r"%\s?(?:\d\s?\$\s?)?(?:\(\w+\)\s?)?[sd@]|[$%]?\s?\{\s?[\w.]+\s?\}")
_SETS = lazy_regex(r"(?i)\b(?:(?:sub)?sets?|elements?|intervals?|vectors?|groups?|unions?)\b")
"""What a text speaks of where numbers in braces are mathematics."""
_CODE = lazy_regex(r"[`{}=\\|;]|\w\(|\(\)|::|->|\w_\w|\+\+")


def placeholder(page: Page, match: Match, _names: Names) -> Safety | None:
    """A placeholder of a text that a program fills in. Sure if the source text has it whole, or
    if the sign means nothing else (the group `sure`), or beside another one for a number in
    braces, and no code stands close by."""
    whole = re.sub(r"\s", "", match[0])
    if page.context.source is not None and whole in page.context.source:
        return Safety.SAFE
    line = page.line(match.start())
    rest = _PLACEHOLDER.sub("x", page.text[line.start : line.end])
    sure = match.groupdict().get("sure") is not None
    if match.groupdict().get("number"):  # a second one shows that a program fills in both
        text = page.text[line.start : line.end]
        sure = len(_PLACEHOLDER.findall(text)) > 1 and not _SETS.search(text)
    return Safety.SAFE if sure and not _CODE.search(rest) else Safety.SUGGESTED
