"""Checks of surface rules for quotation marks: which of them open, and which close."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.english import CODE_NEAR, english
from mtfix.stages.surface.language import is_english, is_english_document

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts


def closing_quote(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a straight quotation mark that closes in prose: an odd number of them stands
    before it, the last of these opens, and the next one does not close as well."""
    if _quotes_before(facts, match) % 2 != 1 or not _is_english(facts, match):
        return None
    following = facts.text.find('"', match.end(), facts.block(match.start()).end)
    if following >= 0 and _closes(facts.text, following):  # "Do so. "Red" is one, too."
        return None
    opening = facts.text.rfind('"', 0, match.end("left"))
    letter = facts.text[opening + 1]
    return None if letter.isspace() or letter in ",.;:!?)" else Safety.SAFE


def opening_quote(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a straight quotation mark that opens in prose: an even number of them stands
    before it."""
    return Safety.SAFE if _quotes_before(facts, match) % 2 == 0 else None


def unclosed_quote(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for what stands where a straight quotation mark should close: the last one on the
    line opens."""
    line = facts.line(match.start())
    behind = facts.text.count('"', match.end(), line.end)
    return None if behind else closing_quote(facts, match)


def closing_curly(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a curly quotation mark that closes what another one opened in its paragraph: in
    some languages the same sign opens."""
    block = facts.block(match.start())
    before = facts.text[block.start : match.start("close")]
    return Safety.SAFE if before.count("“") > before.count("”") else None


def _is_english(facts: PageFacts, match: Match) -> bool:
    return is_english(facts, Span(*match.span())) or is_english_document(facts)


def _quotes_before(facts: PageFacts, match: Match) -> float:
    """How many straight quotation marks stand before the match in its paragraph; no number
    where that is code, in whose strings a space may be meant."""
    block = facts.block(match.start())
    if not facts.once(("one line of prose", block), lambda: _is_line_of_prose(facts, block)):
        return math.nan
    return facts.text.count('"', block.start, match.end("left"))


def _is_line_of_prose(facts: PageFacts, block: Span) -> bool:
    text = facts.text[block.start : block.end]
    return text[:1].strip() != "" and "\n" not in text.strip() and not CODE_NEAR.search(text)


_OPENS, _CLOSES = lazy_regex(r"(?:^|[\s(])\Z"), lazy_regex(r"[\s.,;:!?)]|\Z")


def _closes(text: str, mark: int) -> bool:
    """Whether a quotation mark stands where it can close, and not where it can open."""
    before = text[max(0, mark - 1) : mark]
    return not _OPENS.search(before) and bool(_CLOSES.match(text, mark + 1))


_SPEAKS_OF_SIGNS = lazy_regex(
    r"(?i)\b(?:strings?|spaces?|escap\w+|separators?|delimiters?|quot(?:es?|ed|ing|ation)|inch\w*|"
    r"defaults?|connectors?|literals?|prefix(?:es)?|suffix(?:es)?)\b"
)


class _QuotedLine(NamedTuple):
    """A line with straight quotation marks.

    are_paired: whether they are even in number, each first one of a pair stands where one can
        open, and each second one where one can close.
    marks: where they stand; mentions: where the line speaks of signs.
    """

    are_paired: bool
    marks: list[int]
    mentions: list[tuple[int, int]]


def spaced_quotes(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a pair of straight quotation marks in English prose, on a line whose marks are
    paired, and that does not speak of signs outside the pair."""
    span = facts.line(match.start())
    line: _QuotedLine = facts.once(("quotes", span), lambda: _quoted_line(facts.text, span))
    start = match.start("in")
    if not line.are_paired or bisect_left(line.marks, start) % 2 == 0:
        return None
    if any(last <= start or first >= match.end() for first, last in line.mentions):
        return None
    return english(facts, match)


def _quoted_line(text: str, span: Span) -> _QuotedLine:
    line = text[span.start : span.end]
    parts = line.split('"')
    pairs = zip(parts[::2], parts[2::2], strict=False)
    are_paired = len(parts) % 2 == 1 and all(
        _OPENS.search(before[-1:]) and _CLOSES.match(behind) for before, behind in pairs
    )
    marks = [span.start + at for at, char in enumerate(line) if char == '"']
    mentions = [
        (span.start + found.start(), span.start + found.end())
        for found in _SPEAKS_OF_SIGNS.finditer(line)
    ]
    return _QuotedLine(are_paired, marks, mentions)


_OUTER = lazy_regex(r"(?:^|[\s(])”(?=\w)|(?<=[\w.,!?])“(?=[\s.,;:!?)]|$)", re.MULTILINE)


def turned_quotes(facts: PageFacts, match: Match) -> Safety | None:
    """Safe where all curly quotation marks of an English paragraph stand the wrong way round."""
    block = facts.block(match.start())
    if facts.once(("turned", block), lambda: _are_turned(facts.text[block.start : block.end])):
        return english(facts, match)
    return None


def _are_turned(text: str) -> bool:
    signs = text.count("“") + text.count("”")
    is_german = any(sign in text for sign in "„«»")
    return not is_german and signs % 2 == 0 and len(_OUTER.findall(text)) == signs
