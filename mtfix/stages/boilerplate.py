"""Boilerplate: what scrapers leave around an article, taken only where a rule knows it.

A rule acts on a whole line (or paragraph), or on a piece at one end of it. Where it stands
decides as much as what it says: head and tail are what no paragraph of the article
separates from the border of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Edit, Safety, Span
from mtfix.packs.patterns import Matcher
from mtfix.stages import segment, teaser
from mtfix.stages.shape import is_paragraph
from mtfix.triggers import Triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.document import Hit, Page
    from mtfix.packs.model import Boilerplate as Rule

STAGE = "boilerplate"
_EDGE = 8_000
"""How far head and tail may reach into a text, in characters."""
_LINE_BREAKS = re.compile(r"\s*\n\s*")


class _Find(NamedTuple):
    """A rule that recognised `cut`; `unit` is the line or paragraph it belongs to."""

    unit: Span
    cut: Span
    rule: Rule

    @property
    def whole(self) -> bool:
        return self.rule.part == "line"


class Boilerplate:
    """The stage, compiled for the boilerplate rules of some packs. Immutable and thread-safe."""

    name = STAGE

    def __init__(
        self,
        rules: Sequence[Rule],
        *,
        level: str = "appended",
        trusted: bool | Sequence[bool] = True,
    ) -> None:
        self._rules = tuple(rules)
        self.always = level == "article"
        trust = [trusted] * len(self._rules) if isinstance(trusted, bool) else trusted
        self._matchers = [
            Matcher(rule.patterns, rule.unless, trusted=one, flags=re.IGNORECASE)
            for rule, one in zip(self._rules, trust, strict=True)
        ]

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            yield Triggers(STAGE, index, rule.case or "start", rule.triggers)

    def __call__(self, page: Page) -> Iterator[Edit]:
        """Yield what goes: sure where a strong rule stands behind it, else suggested."""
        if self.always:
            yield from segment.edits(page)
        finds = self._finds(page)
        if not finds:
            return
        placed, suggested = _split(page, finds)
        finds = [*placed, *suggested]
        refusal = _refusal(page, placed)
        for find in finds:
            if find in suggested:
                yield _edit(page, find, placed, "nothing else here looks scraped")
            else:
                yield _edit(page, find, placed, refusal)

    def _finds(self, page: Page) -> list[_Find]:
        """What the rules recognise, each unit once, by the first rule that knows it."""
        finds: dict[tuple[Span, str], _Find] = {}
        for hit in page.hits.get(STAGE, ()):
            if not self._reachable(page, hit):
                continue
            for unit in _units(page, hit):
                find = self._find(page, hit, unit)
                if find is not None and not page.protected(find.cut):
                    finds.setdefault((find.unit, find.rule.part), find)
                    break
        return sorted(finds.values(), key=lambda find: find.cut)

    def _reachable(self, page: Page, hit: Hit) -> bool:
        """Whether the rule can hold so far from the borders of the text."""
        where = self._rules[hit.rule].where
        return (
            "inline" in where
            or ("head" in where and hit.start < _EDGE)
            or ("tail" in where and hit.start > len(page.text) - _EDGE)
        )

    def _find(self, page: Page, hit: Hit, unit: Span) -> _Find | None:
        rule, matcher = self._rules[hit.rule], self._matchers[hit.rule]
        text = _joined(page.text, unit)
        if rule.part == "line":
            return _Find(unit, unit, rule) if matcher.whole(text.strip()) else None
        if rule.part == "start":
            match = matcher.start(text)
            if not match or match.end() >= len(text.rstrip()):
                return None
            return _Find(unit, Span(unit.start, unit.start + match.end()), rule)
        match = matcher.search(text)
        if not match or not text[: match.start()].strip():
            return None
        if rule.part == "end" and match.end() != len(text.rstrip()):
            return None
        start = match.start("cut") if rule.part == "seam" else match.start()
        end = len(text.rstrip())
        return _Find(unit, Span(unit.start + start, unit.start + end), rule)


def strip(text: str, level: str = "appended") -> str:
    """Return `text` without boilerplate.

    `appended` takes only what a rule of the shipped packs knows; `article` keeps the main
    segment of a scraped page; `off` takes nothing. Raises ValueError for another level.

    >>> strip("Home is where the heart is.")
    'Home is where the heart is.'
    """
    from mtfix.packs.compile import load
    from mtfix.packs.model import Boilerplate as Record
    from mtfix.stages.alone import run

    if level not in {"off", "appended", "article"}:
        raise ValueError(f"there is no level {level!r}, only off, appended, article")
    if level == "off":
        return text
    rules = [r for pack in load().packs for r in pack.rules if isinstance(r, Record)]
    return run(Boilerplate(rules, level=level), text)


# --- units ---------------------------------------------------------------------------------------


def _units(page: Page, hit: Hit) -> Iterator[Span]:
    """The paragraph around a hit, when it has several lines, and the line."""
    line, block = page.line(hit.start), page.block(hit.start)
    if block != line and block.end - block.start < 2_000:
        yield _stripped(page.text, block)
    yield _stripped(page.text, line, start=False)


def _stripped(text: str, span: Span, *, start: bool = True) -> Span:
    """The span without white space at its ends (at its end only)."""
    low, high = span
    while high > low and text[high - 1].isspace():
        high -= 1
    while start and low < high and text[low].isspace():
        low += 1
    return Span(low, high)


def _joined(text: str, unit: Span) -> str:
    """The text of a unit with its line breaks as spaces, of the same length."""
    return _LINE_BREAKS.sub(lambda m: " " * len(m[0]), text[unit.start : unit.end])


# --- position --------------------------------------------------------------------------------------


def _split(page: Page, finds: Sequence[_Find]) -> tuple[list[_Find], list[_Find]]:
    """What stands where its rule says: to be taken, and only suggested.

    Weak finds go only in a text in which a strong one goes.
    """
    known = {find.unit for find in finds if find.whole}
    placed = [find for find in finds if _stands(page, find, known)]
    if any(find.rule.strong for find in placed):
        return placed, []
    return [], placed


def _stands(page: Page, find: _Find, known: set[Span]) -> bool:
    """Whether the find is at head, tail or inline, as its rule asks."""
    where = find.rule.where
    if find.rule.part == "seam":
        return _at_border(page, find.unit.end, known, tail=True) and teaser.parts(
            page.text, find.unit, find.cut
        )
    if "tail" in where and _at_border(page, find.unit.end, known, tail=True):
        return True
    if "head" in where and _at_border(page, find.unit.start, known, tail=False):
        return True
    return "inline" in where


def _at_border(page: Page, at: int, known: set[Span], *, tail: bool) -> bool:
    """Whether no paragraph lies between `at` and the end (or the beginning) of the text.

    What rules recognise is no paragraph of the article.
    """
    rest = Span(at, len(page.text)) if tail else Span(0, at)
    if rest.end - rest.start > _EDGE:
        return False
    return not any(
        is_paragraph(page.text[line.start : line.end])
        for line in _lines(page.text, rest)
        if not any(line.within(unit) for unit in known)
    )


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        stripped = _stripped(text, Span(start, end))
        if stripped.start < stripped.end:
            yield stripped
        start = end + 1


# --- what is taken -----------------------------------------------------------------------------------


def _refusal(page: Page, placed: Iterable[_Find]) -> str:
    """Why nothing may be taken from this text, or an empty string."""
    cuts = [find.cut for find in placed]
    left = gone = 0
    for line in _lines(page.text, Span(0, len(page.text))):
        text = page.text[line.start : line.end]
        if any(line.within(cut) for cut in cuts):
            gone += len(text) if is_paragraph(text) else 0
            continue
        kept = _without(page.text, line, cuts)
        left += len(kept) if is_paragraph(kept) else 0
    if left == 0:
        return "no paragraph of an article would be left"
    if gone > left:
        return "more than half of the article would go"
    return ""


def _without(text: str, line: Span, cuts: Iterable[Span]) -> str:
    kept, at = "", line.start
    for cut in cuts:
        if line.start <= cut.start < line.end and cut.end <= line.end:
            kept += text[at : cut.start]
            at = cut.end
    return kept + text[at : line.end]


def _edit(page: Page, find: _Find, taken: Sequence[_Find], refusal: str) -> Edit:
    span = _with_breaks(page.text, find, taken) if find.whole else _piece(page.text, find)
    reason = f"{find.rule.class_}" + (f", but {refusal}" if refusal else "")
    safety = Safety.SUGGESTED if refusal else Safety.SAFE
    return Edit(span, page.text[span.start : span.end], "", find.rule.rule, reason, safety)


def _piece(text: str, find: _Find) -> Span:
    """A cut piece with the white space that parted it from the rest."""
    start, end = find.cut
    while start > find.unit.start and text[start - 1] in " \t":
        start -= 1
    if find.cut.start == find.unit.start:
        while end < find.unit.end and text[end] in " \t":
            end += 1
    return Span(start, end)


def _with_breaks(text: str, find: _Find, taken: Sequence[_Find]) -> Span:
    """A whole unit with its line break: the one before it at the tail, else the one behind.

    At the tail nothing but what is taken follows, so the last line kept ends the text as
    the last line taken did.
    """
    start, end = find.cut
    rest = Span(end, len(text))
    units = [other.unit for other in taken if other.whole]
    if all(any(line.within(unit) for unit in units) for line in _lines(text, rest)):
        while start > 0 and text[start - 1].isspace():
            start -= 1
        return Span(start, end)
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    # The next line keeps its indentation.
    return Span(start, text.rfind("\n", find.cut.end, end) + 1 or end)
