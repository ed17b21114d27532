"""Where remains stand decides as much as what they say: what goes, and what is only shown.

Head and tail are what no paragraph of the article separates from the border of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Span
from mtfix.stages import teaser
from mtfix.stages.shape import ideographs, is_paragraph, lines, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.document import Page
    from mtfix.packs.model import Boilerplate as Rule

EDGE = 8_000
"""How far head and tail may reach into a text, in characters."""
_NEAR = 3_000
"""How far around remains an article may speak of them, in characters."""
_LABEL_WORDS = 3
_LABELS = 8
"""How many lines each side of remains tell whether they are one of a list of labels."""
_ENOUGH = 12_000
"""Characters after which a text that is mostly prose is taken for an article."""

_ANNOUNCES = re.compile(
    r"[:：]\s*\Z|\b(?:following|as follows|below|(?:these|of the|interface|UI) "
    r"(?:lines|strings|words|labels|texts|messages|items|buttons|phrases|examples))\b[^.!?]*[.!?]?\s*\Z",
    re.IGNORECASE,
)
_SPEAKS_OF_PAGES = re.compile(
    r"\b(?:captchas?|comment (?:form|box|field|widget)s?|rating widgets?|cookie banners?|"
    r"share buttons?|boilerplate|(?:UI|interface|translatable|source) strings?|msgid|"
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


def judged(page: Page, finds: Sequence[Find]) -> Iterator[tuple[Find, str]]:
    """Yield each find that stands where its rule says, and why it is only shown, if it is.

    Weak finds go only in a text in which a strong one goes; so do those of which the
    article speaks, and only at its borders.
    """
    known = frozenset(
        line.start for find in finds if find.whole for line in lines(page.text, find.unit)
    )
    placed: list[tuple[Find, bool, str]] = []
    for find in finds:
        if placed and (find.cut, find.whole) == (placed[-1][0].cut, placed[-1][0].whole):
            continue  # another rule has recognised it
        border = _border(page.text, find, known)
        if _stands(page.text, find, known, border=border):
            placed.append((find, border, _doubt(page.text, find, known)))
    scraped = any(
        (find.rule.strong or _foreign(page.text, find)) and not doubt for find, _, doubt in placed
    )
    for find, border, doubt in placed:
        if not scraped:
            yield find, doubt or "nothing else here looks scraped"
        else:
            yield find, "" if border else doubt


def refusal(text: str, taken: Sequence[Find]) -> str:
    """Why nothing may be taken from this text, or an empty string."""
    cuts = {line.start: find.cut for find in taken for line in lines(text, find.cut)}
    gone = sum(_prose(text, find.cut) for find in taken)
    left = other = 0
    for unit in units(text, Span(0, len(text))):
        cut = cuts.get(unit.start)
        kept = Span(cut.end, unit.end) if cut and cut.end < unit.end else unit
        if cut is None or kept != unit:
            prose = _prose(text, kept)
            left += prose
            other += 0 if prose else kept.end - kept.start
        if unit.end > _ENOUGH and left > gone and left > other:
            return ""
    if not left:
        return "no paragraph of an article would be left"
    if gone > left:
        return "more than half of the article would go"
    return "" if 2 * left > other else "the text is a list rather than an article"


def _prose(text: str, span: Span) -> int:
    return span.end - span.start if is_paragraph(text[span.start : span.end]) else 0


# --- places --------------------------------------------------------------------------------------


def _border(text: str, find: Find, known: frozenset[int]) -> bool:
    """Whether the find stands at one of the borders that its rule names."""
    where = find.rule.where
    return ("tail" in where and _bare(text, Span(find.unit.end, len(text)), known)) or (
        "head" in where and _bare(text, Span(0, find.unit.start), known)
    )


def _bare(text: str, rest: Span, known: frozenset[int]) -> bool:
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


def _stands(text: str, find: Find, known: frozenset[int], *, border: bool) -> bool:
    """Whether the find is at head, tail or inline, as its rule asks, and not announced."""
    if find.rule.part == "seam":
        return border and teaser.parts(text, find.unit, find.cut)
    if not border and "inline" not in find.rule.where:
        return False
    return not find.whole or not _announced(text, find, known)


def _announced(text: str, find: Find, known: frozenset[int]) -> bool:
    """Whether the text before it says that such lines follow: they are spoken of."""
    for unit in _before(text, find.unit.start, known):
        said = text[unit.start : unit.end]
        if _ANNOUNCES.search(said[-300:]):
            return True
        if is_paragraph(said):
            return False
    return False


def _before(text: str, at: int, known: frozenset[int]) -> list[Span]:
    """The last two units before a place that no rule recognised, the nearest first."""
    window = Span(_line_start(text, at - 2_000), at)
    found = [unit for unit in units(text, window) if unit.start not in known]
    return found[:-3:-1]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1 if at > 0 else 0


# --- doubts --------------------------------------------------------------------------------------


def _doubt(text: str, find: Find, known: frozenset[int]) -> str:
    """Why a find may belong to the article, or an empty string."""
    if find.rule.part == "seam":
        return ""
    if find.name:
        name = re.compile(rf"(?<!\w){re.escape(find.name)}", re.IGNORECASE)
        if _speaks(text, find.unit, known, name):
            return f"the article speaks of “{find.name}”"
    if find.whole and not _bare(text, Span(0, find.unit.start), known):
        if _speaks(text, find.unit, known, _SPEAKS_OF_PAGES):
            return "the article speaks of pages and what stands on them"
        if _among_labels(text, find.unit, known):
            return "it stands in a list of labels"
    return ""


def _speaks(text: str, unit: Span, known: frozenset[int], of: re.Pattern[str]) -> bool:
    """Whether a paragraph near by, which no rule recognised, holds the pattern."""
    low = _line_start(text, unit.start - _NEAR)
    high = min(len(text), unit.end + _NEAR)
    for rest in (Span(low, unit.start), Span(unit.end, high)):
        if of.search(text, *rest) and any(
            of.search(text, *one)
            for one in units(text, rest)
            if one.start not in known and is_paragraph(text[one.start : one.end])
        ):
            return True
    return False


def _among_labels(text: str, unit: Span, known: frozenset[int]) -> bool:
    """Whether most lines near by are labels of a word or three that no rule recognises."""
    low, high = _line_start(text, unit.start - 400), min(len(text), unit.end + 400)
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


def _foreign(text: str, find: Find) -> bool:
    """Whether the remains are Chinese, and the text around them is not."""
    if ideographs(text[find.cut.start : find.cut.end]) < 2:
        return False
    low, high = max(0, find.unit.start - 1_500), find.unit.end + 1_500
    around = text[low : find.unit.start] + text[find.unit.end : high]
    return ideographs(around) * 10 < len(around) and len(around) > 200
