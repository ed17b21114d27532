"""The doubts about a match: why what a rule recognised may belong to the article all the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.lines_around import lines_after, lines_before
from mtfix.text.prose_lines import is_paragraph, line_start, units_in

if TYPE_CHECKING:
    from collections.abc import Container

    from mtfix.stages.boilerplate.units import RuleMatch

EDGE = 8_000
"""How far head and tail may reach into a text, in characters."""
_NEAR = 3_000
"""How far around a match an article may speak of it, in characters."""
_LABEL_WORDS = 3
"""Words that a label has at most."""
_LABEL_LINES, _LABEL_REACH = 8, 400
"""How many lines each side, within how many characters, tell whether a match is a list's label."""
TITLES, _TITLE_WORDS = 10, 20
"""Lines at the beginning of a text among which its titles stand, and words of a title at most."""
_SENTENCES = lazy_regex(r"[a-z]{2}[.!?] +[A-Z]")
_LABELS_PER_MATCH = 2
"""A list of labels has more than so many for each line that a rule recognised."""
_SPEAKS_OF_PAGES = lazy_regex(
    r"\b(?:captchas?|comment (?:form|box|field|widget)s?|rating widgets?|cookie banners?|"
    r"(?:share|like|comment|download) buttons?|buttons? (?:says?|said|reads?|labell?ed)|"
    r"boilerplate|(?:UI|interface|translatable|source) strings?|msgid|"
    r"locali[sz]\w+|scrap(?:ed|er|ing))\b",
    re.IGNORECASE,
)


def doubt_about(text: str, match: RuleMatch, recognized: frozenset[int]) -> Reason | None:
    """Return why a match may belong to the article, or None.

    recognized: the starts of all lines that rules recognised.
    """
    if match.rule.part == "seam":
        return None
    if match.name:
        name = re.compile(rf"(?<!\w){re.escape(match.name)}", re.IGNORECASE)
        if _article_speaks_of(name, text, match.unit, recognized):
            return Reason.of("article-names", name=match.name)
    if not match.whole:
        return None
    inside = not is_outside(text, Span(0, match.unit.start), recognized)
    in_manuals = inside or CLASSES[match.rule.class_].named_in_manuals
    if (
        in_manuals
        and _speaks_of_pages(text)
        and _article_speaks_of(_SPEAKS_OF_PAGES, text, match.unit, recognized)
    ):
        return Reason("article-on-pages")
    if inside and _is_among_labels(text, match.unit, recognized):
        return Reason("among-labels")
    return None


def is_outside(text: str, rest: Span, recognized: frozenset[int]) -> bool:
    """Return whether no paragraph of the article lies in a stretch, as at the head or tail.
    Long titles at the beginning of a text are none."""
    if rest.end - rest.start > EDGE:
        return False
    units = [unit for unit in units_in(text, rest) if unit.start not in recognized]
    return not any(
        is_paragraph(text[unit.start : unit.end])
        and not (rest.start == 0 and number < TITLES and is_title(text, unit, recognized))
        for number, unit in enumerate(units)
    )


def is_title(text: str, unit: Span, recognized: Container[int]) -> bool:
    """Return whether a line at the beginning of a text that has the shape of a paragraph is a
    title: a question, a call, or what ends with a quotation above a line of boilerplate."""
    words = text[unit.start : unit.end]
    if "\n" in words or len(words.split()) > _TITLE_WORDS or _SENTENCES.search(words):
        return False
    if words.endswith(("?", "!")):
        return True
    below = next(units_in(text, Span(unit.end, min(len(text), unit.end + _NEAR))), None)
    return not words.endswith(".") and below is not None and below.start in recognized


@lru_cache(4)
def _speaks_of_pages(text: str) -> bool:
    """Whether such words stand anywhere, asked once for all lines of a page."""
    return bool(_SPEAKS_OF_PAGES.search(text))


def _article_speaks_of(
    pattern: re.Pattern[str], text: str, unit: Span, recognized: frozenset[int]
) -> bool:
    """Whether a paragraph or heading near by, which no rule recognised, holds the pattern."""
    low = line_start(text, unit.start - _NEAR)
    high = min(len(text), unit.end + _NEAR)
    for rest in (Span(low, unit.start), Span(unit.end, high)):
        if pattern.search(text, *rest) and any(
            pattern.search(text, *one)
            for one in units_in(text, rest)
            if one.start not in recognized and _is_of_article(text, one)
        ):
            return True
    return False


def _is_of_article(text: str, unit: Span) -> bool:
    """Whether a line is the first, a heading, or a paragraph."""
    return unit.start == 0 or text[unit.start] == "#" or is_paragraph(text[unit.start : unit.end])


def _is_among_labels(text: str, unit: Span, recognized: frozenset[int]) -> bool:
    """Whether most lines near by are labels of a word or three that no rule recognised."""
    labels, matches = 0, 1
    for lines in (lines_before, lines_after):
        for line in lines(text, unit, _LABEL_LINES, reach=_LABEL_REACH):
            words = len(text[line.start : line.end].split())
            if line.start in recognized:
                matches += 1
            elif words <= _LABEL_WORDS:
                labels += 1
            elif is_paragraph(text[line.start : line.end]):
                break
    return labels > _LABELS_PER_MATCH * matches
