"""What rules recognise may belong to the article all the same: when, and how we tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.shape import ideographs, is_paragraph, lines, units

if TYPE_CHECKING:
    from mtfix.packs.model import Boilerplate as Rule

EDGE = 8_000
"""How far head and tail may reach into a text, in characters."""
_NEAR = 3_000
"""How far around remains an article may speak of them, in characters."""
BETWEEN = "between"
"""The place of rules that hold only with other remains on both sides."""
NO_TITLE = lazy_regex(r"[\d:：|>»©@#]")
TOLD = 2
"""So many remains must hold what titles of songs and chapters do not, where no rule is sure."""
_LABEL_WORDS = 3
_LABELS = 8
"""How many lines each side of remains tell whether they are one of a list of labels."""
_SPEAKS_OF_PAGES = lazy_regex(
    r"\b(?:captchas?|comment (?:form|box|field|widget)s?|rating widgets?|cookie banners?|"
    r"(?:share|like|comment|download) buttons?|buttons? (?:says?|said|reads?|labell?ed)|"
    r"boilerplate|(?:UI|interface|translatable|source) strings?|msgid|"
    r"locali[sz]\w+|scrap(?:ed|er|ing))\b",
    re.IGNORECASE,
)


class Find(NamedTuple):
    """A rule that recognised `cut`; `unit` is the line or paragraph it belongs to, `name`
    what the article must not speak of near by."""

    unit: Span
    cut: Span
    rule: Rule
    name: str = ""

    @property
    def whole(self) -> bool:
        return self.rule.part == "line"


def doubt_of(text: str, find: Find, known: frozenset[int]) -> str:
    """Why a find may belong to the article, or an empty string."""
    if find.rule.part == "seam":
        return ""
    if find.name:
        name = re.compile(rf"(?<!\w){re.escape(find.name)}", re.IGNORECASE)
        if _speaks(text, find.unit, known, name):
            return f"the article speaks of “{find.name}”"
    if not find.whole:
        return ""
    inside = not bare(text, Span(0, find.unit.start), known)
    if (inside or CLASSES[find.rule.class_].named_in_manuals) and _speaks(
        text, find.unit, known, _SPEAKS_OF_PAGES
    ):
        return "the article speaks of pages and what stands on them"
    if inside and _among_labels(text, find.unit, known):
        return "it stands in a list of labels"
    return ""


def _speaks(text: str, unit: Span, known: frozenset[int], of: re.Pattern[str]) -> bool:
    """Whether a paragraph or heading near by, which no rule recognised, holds the pattern."""
    low = line_start(text, unit.start - _NEAR)
    high = min(len(text), unit.end + _NEAR)
    for rest in (Span(low, unit.start), Span(unit.end, high)):
        if of.search(text, *rest) and any(
            of.search(text, *one)
            for one in units(text, rest)
            if one.start not in known
            and (
                one.start == 0 or text[one.start] == "#" or is_paragraph(text[one.start : one.end])
            )
        ):
            return True
    return False


def _among_labels(text: str, unit: Span, known: frozenset[int]) -> bool:
    """Whether most lines near by are labels of a word or three that no rule recognises."""
    low, high = line_start(text, unit.start - 400), min(len(text), unit.end + 400)
    before = list(lines(text, Span(low, unit.start)))[::-1]
    after = list(lines(text, Span(unit.end, high)))
    labels, recognised = 0, 1
    for side in (before, after):
        for line in side[:_LABELS]:
            words = len(text[line.start : line.end].split())
            if line.start in known:
                recognised += 1
            elif words <= _LABEL_WORDS:
                labels += 1
            elif is_paragraph(text[line.start : line.end]):
                break
    return labels > 2 * recognised


def foreign(text: str, find: Find) -> bool:
    """Whether the remains are Chinese, and the text around them is not."""
    if ideographs(text[find.cut.start : find.cut.end]) < 2:
        return False
    low, high = max(0, find.unit.start - 1_500), find.unit.end + 1_500
    around = text[low : find.unit.start] + text[find.unit.end : high]
    return ideographs(around) * 10 < len(around) and len(around) > 200


def bare(text: str, rest: Span, known: frozenset[int]) -> bool:
    """Whether no paragraph lies between a place and the end (or the beginning) of the text.

    What rules recognise is no paragraph of the article.
    """
    if rest.end - rest.start > EDGE:
        return False
    return not any(
        is_paragraph(text[unit.start : unit.end])
        for unit in units(text, rest)
        if unit.start not in known
    )


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1 if at > 0 else 0
