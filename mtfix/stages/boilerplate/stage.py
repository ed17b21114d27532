"""Boilerplate: what scrapers leave around an article, taken only where a rule knows it.

A rule acts on a whole line (or hard-wrapped paragraph), or on a piece at one end of it.
Where it stands decides as much as what it says: see `mtfix.stages.boilerplate.standing`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edit import Edit, Safety, Span
from mtfix.late import late
from mtfix.packs.patterns import Matcher, owner
from mtfix.scan.triggers import Triggers
from mtfix.stages.boilerplate import company
from mtfix.stages.boilerplate.doubt import EDGE, Find
from mtfix.stages.boilerplate.shape import is_wrapped, lines, stripped
from mtfix.stages.boilerplate.standing import judged, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.document import Hit, Page
    from mtfix.packs.model import Boilerplate as Rule
    from mtfix.packs.patterns import Match
    from mtfix.scan import Scanner

STAGE = "boilerplate"
_INDENTED = late(r"[ \t]*\t| {4}")
_HEAD = 18
"""Characters of a trigger that the scan looks for."""
_WRAPPED_LINE = 40
_BLOCK = 4_000
"""No longer line or paragraph is looked at."""


class Boilerplate:
    """The stage, compiled for the boilerplate rules of some packs. Immutable and thread-safe."""

    name = STAGE

    def __init__(
        self,
        rules: Sequence[Rule],
        trusted: bool | Sequence[bool] = True,
        *,
        level: str = "appended",
    ) -> None:
        self._rules = tuple(rules)
        self._article = level == "article"
        trust = [trusted] * len(self._rules) if isinstance(trusted, bool) else trusted
        self._matchers = [
            Matcher(
                rule.patterns,
                rule.unless,
                rule.begins,
                rule.needs,
                trusted=one,
                flags=re.IGNORECASE,
                owner=owner(rule),
            )
            for rule, one in zip(self._rules, trust, strict=True)
        ]

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            if not rule.triggers:
                continue
            texts = rule.triggers if rule.case else _heads(rule.triggers)
            begins = rule.begins if all(rule.begins) else ()
            alone = rule.part == "start"
            yield Triggers(STAGE, index, rule.case or "start", texts, (), begins, alone)

    def __call__(self, page: Page) -> Iterator[Edit]:
        """Yield what goes: sure where a strong rule stands behind it, else suggested."""
        if self._article:
            from mtfix.stages.boilerplate import article

            outside = list(article.edits(page))
            if outside:
                # What stands outside is no neighbour: the rules read what is left of the page.
                yield from outside
                return
        finds = self._finds(page)
        if not finds:
            return
        more = company.beside(page, finds, self._company(page))
        finds = sorted([*finds, *more], key=_order)
        placed = list(judged(page, finds))
        taken = [find for find, doubt in placed if not doubt]
        refused = refusal(page.text, taken) if taken else ""
        gone = frozenset(
            line.start for find in taken if find.whole for line in lines(page.text, find.unit)
        )
        tail = _tail(page.text, gone)
        for find, doubt in placed:
            yield _edit(page.text, find, tail, doubt or refused)

    def _finds(self, page: Page) -> list[Find]:
        """What the rules recognise, in order; of the same cut, the strong rules first."""
        finds: set[Find] = set()
        for hit in page.hits.get(STAGE, ()):
            if not self._reachable(page, hit):
                continue
            for unit in _units(page, hit, self._rules[hit.rule].part):
                find = self._find(page, hit, unit)
                if find is not None and not page.protected(find.cut):
                    finds.add(find)
                    break
        return sorted(finds, key=_order)

    def _company(self, page: Page) -> company.Known:
        """The rules without triggers, as they are asked at the borders of a page."""
        rules = [index for index, rule in enumerate(self._rules) if not rule.triggers]

        def known(border: str, unit: Span) -> Find | None:
            if unit.end - unit.start > _BLOCK:
                return None
            said = _said(page.text, unit)
            if said is None:
                return None
            there = (index for index in rules if border in self._rules[index].where)
            finds = (self._recognised(said, index, unit) for index in there)
            return next((find for find in finds if find), None)

        return known

    def _reachable(self, page: Page, hit: Hit) -> bool:
        """Whether the rule can hold so far from the borders of the text."""
        where = self._rules[hit.rule].where
        return (
            "inline" in where
            or ("head" in where and hit.start < EDGE)
            or ("tail" in where and hit.start > len(page.text) - EDGE)
        )

    def _find(self, page: Page, hit: Hit, unit: Span) -> Find | None:
        rule, matcher = self._rules[hit.rule], self._matchers[hit.rule]
        if rule.part == "line":
            return self._line(page.text, hit.rule, unit)
        text = page.text[unit.start : unit.end]
        text = text.replace("\n", " ")
        match, cut = _piece_of(rule, matcher, text, hit.start - unit.start, hit.end - unit.start)
        if match is None:
            return None
        return Find(unit, Span(unit.start + cut.start, unit.start + cut.end), rule, _name(match))

    def _line(self, text: str, index: int, unit: Span) -> Find | None:
        """The unit, if a rule for whole lines recognises it."""
        said = _said(text, unit)
        return None if said is None else self._recognised(said, index, unit)

    def _recognised(self, said: str, index: int, unit: Span) -> Find | None:
        match = self._matchers[index].whole(said)
        return Find(unit, unit, self._rules[index], _name(match)) if match else None


def _order(find: Find) -> tuple[Span, bool, str]:
    """By place; of the same cut, the strong rules first."""
    return find.cut, not find.rule.strong, find.rule.rule


def strip(text: str, level: str = "appended") -> str:
    """Return `text` without boilerplate.

    `appended` takes only what a rule of the shipped packs knows; `article` keeps the main
    segment of a scraped page; `off` takes nothing. Raises ValueError for another level.

    >>> strip("Home is where the heart is.")
    'Home is where the heart is.'
    """
    if level not in {"off", "appended", "article"}:
        raise ValueError(f"there is no level {level!r}, only off, appended, article")
    if level == "off":
        return text
    from mtfix.stages.alone import run

    stage, scanner = _shipped(level)
    return run(stage, text, scanner=scanner)


@lru_cache
def _shipped(level: str) -> tuple[Boilerplate, Scanner]:
    """The stage of the shipped packs, and the scanner for it, made once."""
    from mtfix.packs.compile import load
    from mtfix.packs.model import Boilerplate as Record
    from mtfix.scan import Scanner

    stage = Boilerplate(
        [rule for pack in load().packs for rule in pack.rules if isinstance(rule, Record)],
        level=level,
    )
    return stage, Scanner(stage.triggers())


def _heads(triggers: Sequence[str]) -> list[str]:
    """The beginnings of triggers, each once, without those that another one begins: what
    they stand for is seen by the patterns, and few make a small automaton."""
    heads: list[str] = []
    for head in sorted({trigger[:_HEAD] for trigger in triggers}):
        if not heads or not head.startswith(heads[-1]):
            heads.append(head)
    return heads


# --- what is recognised --------------------------------------------------------------------------


def _units(page: Page, hit: Hit, part: str) -> Iterator[Span]:
    """The line of a hit, or its paragraph if that is hard-wrapped.

    A line within a hard-wrapped paragraph is none by itself, unless it is a short one at
    the end.
    """
    line = stripped(page.text, page.line(hit.start), start=False)
    if line.end - line.start > _BLOCK:
        return
    block = line if part == "start" else stripped(page.text, page.block(hit.start))
    members = list(lines(page.text, block)) if block.end - block.start <= _BLOCK else []
    short = line.end - line.start < _WRAPPED_LINE
    if len(members) > 1 and is_wrapped(page.text, members):
        yield block
        if short and line.end == block.end:
            yield line
        return
    yield line
    if len(members) > 1 and all(end - start >= _WRAPPED_LINE for start, end in members[:-1]):
        yield block


def _said(text: str, unit: Span) -> str | None:
    """A line as patterns read it: one space between words, straight apostrophes. None where
    it is indented as code is."""
    said = text[unit.start : unit.end]
    return None if _INDENTED.match(said) else " ".join(said.split()).replace("’", "'")


def _name(match: Match) -> str:
    """What the pattern calls `name`: what the article must not speak of near by."""
    return (match.groupdict().get("name") or "").strip()


def _piece_of(
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


# --- what is taken -------------------------------------------------------------------------------


def _edit(text: str, find: Find, tail: int, doubt: str) -> Edit:
    span = _with_breaks(text, find, tail) if find.whole else _piece(text, find)
    reason = f"{find.rule.class_}" + (f", but {doubt}" if doubt else "")
    safety = Safety.SUGGESTED if doubt else Safety.SAFE
    return Edit(span, text[span.start : span.end], "", find.rule.rule, reason, safety)


def _piece(text: str, find: Find) -> Span:
    """A cut piece with the white space that parted it from the rest."""
    start, end = find.cut
    while start > find.unit.start and text[start - 1] in " \t":
        start -= 1
    if find.cut.start == find.unit.start:
        while end < find.unit.end and text[end] in " \t":
            end += 1
    return Span(start, end)


def _tail(text: str, gone: frozenset[int]) -> int:
    """The end of the last line that is kept."""
    end = len(text)
    while end:
        start = text.rfind("\n", 0, end) + 1
        line = stripped(text, Span(start, end))
        if line.start < line.end and line.start not in gone:
            return line.end
        end = max(start - 1, 0)
    return 0


def _with_breaks(text: str, find: Find, tail: int) -> Span:
    """A whole unit with its line break: the one before it at the tail, else the one behind.

    Behind the tail nothing but what is taken follows, so that the last line kept ends the
    text as the last line taken did.
    """
    start, end = find.cut
    if start >= tail:
        while start > 0 and text[start - 1].isspace():
            start -= 1
        return Span(start, end)
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    # The next line keeps its indentation.
    return Span(start, text.rfind("\n", find.cut.end, end) + 1 or end)
