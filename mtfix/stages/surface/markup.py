"""Checks of surface rules for markup and placeholders that a translation has pulled apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.reaches import MARKUP_REACH
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

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
"""Markup that shows a text to be Markdown, whole or pulled apart."""


def markdown(facts: PageFacts, match: Match) -> Safety | None:
    """Safe in Markdown, as the format says or as the text around shows; else suggested."""
    if facts.marked:
        return Safety.SAFE
    near = facts.text[max(0, match.start() - MARKUP_REACH) : match.end() + MARKUP_REACH]
    here = near.replace(match[0], "", 1)
    shown = any(pattern.search(here) for pattern in _MARKDOWN)
    return Safety.SAFE if shown else Safety.SUGGESTED


_OPERATES = FUNCTION_WORDS | frozenset("raises means matches stands multiplies expands".split())
"""Words that bold text hardly begins or ends with, and that stand beside `**` as a sign."""


def bold(facts: PageFacts, match: Match) -> Safety | None:
    """As `markdown`, on a line whose signs of bold text are paired; suggested for words that are
    hardly set in bold: between two signs that a sentence speaks of is but a part of a clause."""
    line = facts.line(match.start())
    if facts.text.count("**", line.start, line.end) % 2:
        return None
    words = match["in"].lower().split()
    is_clause = len(words) > 1 and not _OPERATES.isdisjoint((words[0], words[-1]))
    return Safety.SUGGESTED if is_clause else markdown(facts, match)


_FENCE = lazy_regex(r"(?m)^` ` `[\w+-]*[ \t]*\r?$")


def fence(facts: PageFacts, _match: Match) -> Safety | None:
    """Safe for one of an even number of broken fences in a text without a whole one."""
    return Safety.SAFE if facts.once(("fences",), lambda: _are_fences(facts.text)) else None


def _are_fences(text: str) -> bool:
    return "```" not in text and len(_FENCE.findall(text)) % 2 == 0


_PLACEHOLDER = lazy_regex(r"%\s?(?:\d\s?\$\s?)?(?:\(\w+\)\s?)?[sd@]|[$%]?\s?\{\s?[\w.]+\s?\}")
_SETS = lazy_regex(r"(?i)\b(?:(?:sub)?sets?|elements?|intervals?|vectors?|groups?|unions?)\b")
"""Words of texts in which numbers in braces are mathematics."""
_WHITE = lazy_regex(r"\s")
_CODE = lazy_regex(r"[`{}=\\|;]|\w\(|\(\)|::|->|\w_\w|\+\+")


class _LineOfPlaceholders(NamedTuple):
    """How many placeholders stand on a line, and whether it speaks of sets or holds code."""

    total: int
    has_sets: bool
    has_code: bool


def placeholder(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a placeholder that the source text has whole; or where the sign means nothing else
    (the group `sure`), or for a number in braces beside another placeholder, if no code stands on
    the line; else suggested."""
    source = facts.source
    if source is not None and _WHITE.sub("", match[0]) in source:
        return Safety.SAFE
    groups = match.groupdict()
    span = facts.line(match.start())
    line: _LineOfPlaceholders = facts.once(
        ("placeholders", span), lambda: _line_of_placeholders(facts.text[span.start : span.end])
    )
    sure = groups.get("sure") is not None
    if groups.get("number"):  # a second one shows that a program fills in both
        sure = line.total > 1 and not line.has_sets
    return Safety.SAFE if sure and not line.has_code else Safety.SUGGESTED


def _line_of_placeholders(line: str) -> _LineOfPlaceholders:
    rest, total = _PLACEHOLDER.subn("x", line)
    return _LineOfPlaceholders(total, _SETS.search(line) is not None, bool(_CODE.search(rest)))
