"""The units of a page that rules are asked about (a line, a paragraph), and their matches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.prose_lines import is_wrapped, lines_in, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.matching.page import Hit, Page
    from mtfix.packs.model import BoilerplateRule as Rule
    from mtfix.regexes.bounded import Match, Matcher

_INDENTED_AS_CODE = lazy_regex(r"[ \t]*\t| {4}")
_GOES_ON = lazy_regex(r"\S+ \S.*\b(?:a|an|the|of|than|which|whose|may|will|can) *\Z", re.IGNORECASE)
"""A line that ends within a phrase: it is one of a paragraph, and the rest stands on the next."""
_WRAPPED_LINE = 40
"""Characters of a line from which it may be one of a hard-wrapped paragraph."""
BETWEEN = "between"
"""The place of rules that hold only with other boilerplate on both sides."""
LONGEST_UNIT = 4_000
"""Characters of the longest line or paragraph that rules are asked about."""


class RuleMatch(NamedTuple):
    """A rule that recognised `cut`, the whole or a piece of the line or paragraph `unit`. `name`
    is what the article must not speak of near by, or empty."""

    unit: Span
    cut: Span
    rule: Rule
    name: str = ""

    @property
    def whole(self) -> bool:
        return self.rule.part == "line"

    def order(self) -> tuple[Span, int, str]:
        """By place; of the same cut, the rules first that act alone, then the other strong
        ones."""
        return self.cut, -self.rule.alone - self.rule.strong, self.rule.rule


def units_around(page: Page, hit: Hit, part: str) -> Iterator[Span]:
    """Yield the line of a hit, or its paragraph if that is hard-wrapped.

    A line within a hard-wrapped paragraph is none by itself, unless it is a short one at
    the end.
    """
    line = trim(page.text, page.line(hit.start), start=False)
    if line.end - line.start > LONGEST_UNIT:
        return
    block = line if part == "start" else trim(page.text, page.block(hit.start))
    members = list(lines_in(page.text, block)) if block.end - block.start <= LONGEST_UNIT else []
    short = line.end - line.start < _WRAPPED_LINE
    if len(members) > 1 and is_wrapped(page.text, members):
        yield block
        if short and line.end == block.end:
            yield line
        return
    yield line
    if len(members) > 1 and all(end - start >= _WRAPPED_LINE for start, end in members[:-1]):
        yield block


def normalized_text(unit: str) -> str | None:
    """Return the text of a unit as patterns read it: one space between words, straight
    apostrophes. None where it is indented as code is, or ends within a phrase."""
    if _INDENTED_AS_CODE.match(unit) or _GOES_ON.match(unit.rsplit("\n", 1)[-1]):
        return None
    return " ".join(unit.split()).replace("’", "'")


def name_in(match: Match) -> str:
    """Return what the pattern of a rule calls `name`, or an empty text."""
    return (match.groupdict().get("name") or "").strip()


def match_piece(rule: Rule, matcher: Matcher, text: str, trigger: Span) -> tuple[Span, str] | None:
    """Return the piece at one end of `text` that a rule recognises (its group `cut`), and the
    name in it; None where it recognises none, or where nothing else would stay."""
    size = len(text.rstrip())
    if rule.part == "seam":
        match = matcher.covering(text, Span(0, len(text)), trigger)
        cut = Span(match.start("cut"), size) if match else Span(0, 0)
    else:
        match = matcher.start(text) if rule.part == "start" else matcher.search(text)
        cut = Span(*match.span("cut" if "cut" in match.groupdict() else 0)) if match else Span(0, 0)
    if match is None or (rule.part == "end" and match.end() != size):
        return None
    rest = text[: cut.start] if rule.part != "start" else text[cut.end :]
    return (cut, name_in(match)) if rest.strip() else None
