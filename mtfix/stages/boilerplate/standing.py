"""Where remains stand decides as much as what they say: what goes, and what is only shown.

Head and tail are what no paragraph of the article separates from the border of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate import teaser
from mtfix.stages.boilerplate.doubt import (
    BETWEEN,
    EDGE,
    NO_TITLE,
    TOLD,
    Find,
    bare,
    doubt_of,
    foreign,
    line_start,
)
from mtfix.stages.boilerplate.shape import is_paragraph, is_sentence, lines, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.matching.page import Page
_ENOUGH = 12_000
"""Characters after which a text that is mostly prose is taken for an article."""

_SIGNS = 3
"""So many other classes of weak remains show as much as a strong one."""
_MANY = 4
"""So many weak remains do, if they are of two other classes."""
_CROWD = 6
"""So many do, whatever is known to rules with triggers, if they are of three classes."""
_BEGIN = 10
"""How many characters of a line show that it begins as another does."""
_DIGIT = lazy_regex(r"\d")
_ANNOUNCES = lazy_regex(
    r"(?:\S+\s+){2}\S+[:：]\s*\Z|\b(?:as follows|(?:these|of the|interface|UI) "
    r"(?:lines|strings|words|labels|texts|messages|items|buttons|phrases|examples)|"
    r"following(?! (?:the|an?|his|her|its|their)\b)(?! (?:\w+ )?(?:year|month|week|day|hour|"
    r"minute|night|morning|evening|afternoon|season|spring|summer|autumn|fall|winter|decade|century|generation|\w+day|"
    r"January|February|March|April|May|June|July|August|\w+ber)s?\b)|"
    r"(?<!comments )(?<!section )(?<!box )(?<!form )(?<!code )"
    r"below(?! (?:the|an?|this|that|his|her|its|their|zero|ground|sea|deck|average|par|cost|\d)))"
    r"\b[^.!?]*[.!?]?\s*\Z",
    re.IGNORECASE,
)
_POINTS_BACK = lazy_regex(
    r"(?:The|This|That|These) (?:\w+ ){,2}(?:above|buttons?|labels?|line|wording|message|prompt|"
    r"phrase|sentence|bar|words?)\b|"
    r"(?:Lines|Labels|Words|Phrases|Sentences|Notes|Strings) (?:like|such as|of) "
    r"(?:this|these|that|those)\b|"
    r"(?:is|was|are|were|means|says|said|reads?|appears?|stands?)\b"
)
"""How a text goes on behind a line of which it speaks."""
_SENTENCE = lazy_regex(r"[A-ZÀ-Þ“\"‘](?:\S+ ){3,}\S*[a-zß-ÿ]{2}[.!?][”\"’]?\Z")


def judged(page: Page, finds: Sequence[Find]) -> Iterator[tuple[Find, str]]:
    """Yield each find that stands where its rule says, and why it is only shown, if it is.

    Weak finds go only in a text that shows signs of scraping; so do those of which the
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
            placed.append((find, border, doubt_of(page.text, find, known)))
    scraped = _scraped(page.text, [find for find, _, doubt in placed if not doubt])
    for find, border, doubt in placed:
        if not scraped and find.rule.triggers:
            yield find, doubt or "nothing else here looks scraped"
        elif not scraped:
            continue  # without company, it is not even shown
        else:
            yield find, "" if border else doubt


def _scraped(text: str, certain: Sequence[Find]) -> bool:
    """Whether what was found shows that the text is a scraped page."""
    certain = [find for find in certain if BETWEEN not in find.rule.where]
    if any(find.rule.strong or foreign(text, find) for find in certain):
        return True
    # What is only known by its company shows little by itself.
    telling = [find for find in certain if not CLASSES[find.rule.class_].written_by_authors]
    classes = {find.rule.class_ for find in telling}
    sure = {find.rule.class_ for find in telling if find.rule.triggers}
    if len(sure) > 1:
        return len(classes) >= _SIGNS or len(certain) >= _MANY
    told = sum(bool(NO_TITLE.search(text, *find.cut)) for find in certain)
    enough = _MANY if sure else _CROWD
    return len(classes) >= _SIGNS and len(certain) >= enough and told >= TOLD


def refusal(text: str, taken: Sequence[Find]) -> str:
    """Why nothing may be taken from this text, or an empty string.

    What goes counts where it has the shape of a paragraph, what stays as a sentence already.
    """
    cuts = {line.start: find.cut for find in taken for line in lines(text, find.cut)}
    gone = sum(_prose(text, find.cut) for find in taken)
    left = other = 0
    paragraph = False
    for unit in units(text, Span(0, len(text))):
        cut = cuts.get(unit.start)
        kept = Span(cut.end, unit.end) if cut and cut.end < unit.end else unit
        if cut is None or kept != unit:
            said = text[kept.start : kept.end]
            paragraph = paragraph or is_paragraph(said)
            prose = len(said) if is_sentence(said) or is_paragraph(said) else 0
            left += prose
            other += 0 if prose else kept.end - kept.start
        if unit.end > _ENOUGH and paragraph and left > gone and left > other:
            return ""
    if not paragraph:
        return "no paragraph of an article would be left"
    if gone > left:
        return "more than half of the article would go"
    return "" if 2 * left > other else "the text is a list rather than an article"


def _prose(text: str, span: Span) -> int:
    return span.end - span.start if is_paragraph(text[span.start : span.end]) else 0


# --- places --------------------------------------------------------------------------------------


def _border(text: str, find: Find, known: frozenset[int]) -> bool:
    """Whether the find stands at one of the borders that its rule names.

    A path behind a sentence is a path of which the text speaks.
    """
    where = find.rule.where
    if CLASSES[find.rule.class_].is_path:
        before = _before(text, find.unit.start, known)[:1]
        if any(_SENTENCE.match(text[unit.start : unit.end]) for unit in before):
            return False
    return (
        ("tail" in where or BETWEEN in where) and bare(text, Span(find.unit.end, len(text)), known)
    ) or ("head" in where and bare(text, Span(0, find.unit.start), known))


def _stands(text: str, find: Find, known: frozenset[int], *, border: bool) -> bool:
    """Whether the find is at head, tail or inline, as its rule asks, and not announced."""
    if find.rule.part == "seam":
        return border and teaser.parts(text, find.unit, find.cut)
    if not border and "inline" not in find.rule.where:
        return False
    if find.rule.part == "start":
        return not _repeated(text, find)
    if not find.whole or not CLASSES[find.rule.class_].may_be_announced:
        return True
    return not _announced(text, find, known)


def _repeated(text: str, find: Find) -> bool:
    """Whether another line begins as the find does, digits aside: a log, a diary, a list."""
    begin = _DIGIT.sub("0", text[find.cut.start : find.cut.end].strip())[:_BEGIN]
    rest = Span(find.unit.end, min(len(text), find.unit.end + EDGE))
    return any(
        _DIGIT.sub("0", text[line.start : line.start + _BEGIN]).startswith(begin)
        for line in lines(text, rest)
    )


def _announced(text: str, find: Find, known: frozenset[int]) -> bool:
    """Whether the text around it says that such lines stand there: they are spoken of."""
    rest = lines(text, Span(find.unit.end, min(len(text), find.unit.end + 400)))
    behind = next((line for line in rest if line.start not in known), None)
    if behind and _POINTS_BACK.match(text, behind.start):
        return True
    for unit in _before(text, find.unit.start, known):
        said = text[unit.start : unit.end]
        if _ANNOUNCES.search(said[-300:]) and (is_sentence(said) or not _behind(text, unit, known)):
            return True
        if is_paragraph(said):
            return False
    return False


def _behind(text: str, unit: Span, known: frozenset[int]) -> bool:
    """Whether a line stands right behind one that a rule recognised."""
    line = line_start(text, text.rfind("\n", 0, unit.start))
    return any(one.start in known for one in lines(text, Span(line, unit.start)))


def _before(text: str, at: int, known: frozenset[int]) -> list[Span]:
    """The last two units before a place that no rule recognised, the nearest first."""
    window = Span(line_start(text, at - 2_000), at)
    found = [unit for unit in units(text, window) if unit.start not in known]
    return found[:-3:-1]
