"""What of a page a rule is asked about, and what of that it recognises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.shape import is_wrapped, lines, stripped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.matching.page import Hit, Page
    from mtfix.packs.model import Boilerplate as Rule
    from mtfix.regexes.bounded import Match, Matcher

_INDENTED = lazy_regex(r"[ \t]*\t| {4}")
_WRAPPED_LINE = 40
BLOCK = 4_000
"""No longer line or paragraph is looked at."""


def units_of(page: Page, hit: Hit, part: str) -> Iterator[Span]:
    """The line of a hit, or its paragraph if that is hard-wrapped.

    A line within a hard-wrapped paragraph is none by itself, unless it is a short one at
    the end.
    """
    line = stripped(page.text, page.line(hit.start), start=False)
    if line.end - line.start > BLOCK:
        return
    block = line if part == "start" else stripped(page.text, page.block(hit.start))
    members = list(lines(page.text, block)) if block.end - block.start <= BLOCK else []
    short = line.end - line.start < _WRAPPED_LINE
    if len(members) > 1 and is_wrapped(page.text, members):
        yield block
        if short and line.end == block.end:
            yield line
        return
    yield line
    if len(members) > 1 and all(end - start >= _WRAPPED_LINE for start, end in members[:-1]):
        yield block


def said(text: str, unit: Span) -> str | None:
    """A line as patterns read it: one space between words, straight apostrophes. None where
    it is indented as code is."""
    said = text[unit.start : unit.end]
    return None if _INDENTED.match(said) else " ".join(said.split()).replace("’", "'")


def named(match: Match) -> str:
    """What the pattern calls `name`: what the article must not speak of near by."""
    return (match.groupdict().get("name") or "").strip()


def piece_of(
    rule: Rule, matcher: Matcher, text: str, start: int, end: int
) -> tuple[Match | None, Span]:
    """The match of a piece at one end of `text`, and what of it goes (its group `cut`).

    The trigger stands from `start` to `end`; something of the line has to stay.
    """
    size = len(text.rstrip())
    if rule.part == "seam":
        match = matcher.covering(text, Span(0, len(text)), Span(start, end))
        cut = Span(match.start("cut"), size) if match else Span(0, 0)
    else:
        match = matcher.start(text) if rule.part == "start" else matcher.search(text)
        cut = Span(*match.span("cut" if "cut" in match.groupdict() else 0)) if match else Span(0, 0)
    if match is None or (rule.part == "end" and match.end() != size):
        return None, cut
    rest = text[: cut.start] if rule.part != "start" else text[cut.end :]
    return (match, cut) if rest.strip() else (None, cut)
