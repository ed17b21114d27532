"""The boilerplate stage: what scrapers leave around an article goes, where a rule knows it.

A rule matches a whole line (or hard-wrapped paragraph), or a piece at one end of it. Where that
stands decides as much as what it says: see `mtfix.stages.boilerplate.position`.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import BOILERPLATE
from mtfix.stages import ARTICLE, DEFAULT_LEVEL, LEVELS, OFF
from mtfix.stages.boilerplate.line_doubts import EDGE
from mtfix.stages.boilerplate.lines_around import is_within_sentence
from mtfix.stages.boilerplate.list_headings import list_doubt
from mtfix.stages.boilerplate.neighbours import neighbour_matches
from mtfix.stages.boilerplate.position import filter_by_position
from mtfix.stages.boilerplate.removal import lines_with_break_before, removal_fix
from mtfix.stages.boilerplate.rules import CompiledRules
from mtfix.stages.boilerplate.scraped import cap_reason
from mtfix.stages.boilerplate.support import is_supported
from mtfix.stages.boilerplate.units import RuleMatch, units_around
from mtfix.stages.translated import seems_translated
from mtfix.text.prose_lines import is_behind_text, is_followed, lines_in, trim, units_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.edits.fix import Fix
    from mtfix.matching.page import Hit, Page
    from mtfix.matching.triggers import Triggers
    from mtfix.packs.model import BoilerplateRule as Rule
    from mtfix.pipeline.pipeline import Pipeline

_SHORT_LINE = 80
"""Characters of a line that is asked about where others of the page were recognised."""


class Boilerplate:
    """The stage, compiled for the boilerplate rules of some packs. Immutable and thread-safe.

    trusted: whether the packs are shipped, of all rules or of each.
    """

    name = BOILERPLATE

    def __init__(
        self,
        rules: Sequence[Rule],
        trusted: bool | Sequence[bool] = True,
        *,
        level: str = DEFAULT_LEVEL,
    ) -> None:
        self._is_article = level == ARTICLE
        trust = [trusted] * len(rules) if isinstance(trusted, bool) else trusted
        self._rules = CompiledRules(rules, trust)

    def triggers(self) -> Iterator[Triggers]:
        return self._rules.triggers(BOILERPLATE)

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield what goes: sure where a strong rule stands behind it, else suggested."""
        if self._is_article:
            from mtfix.stages.boilerplate.article import removals

            outside = list(removals(page))
            if outside:
                # What stands outside is no neighbour: the rules read what is left of the page.
                yield from outside
                return
        matches = self._matches(page)
        if matches:
            match_at = partial(self._match_at, page.text)
            more = neighbour_matches(page, matches, match_at)
            yield from _fixes(page, sorted([*matches, *more], key=RuleMatch.order))

    def _matches(self, page: Page) -> list[RuleMatch]:
        """Return the matches of the rules that are no hints, in order."""
        matches: set[RuleMatch] = set()
        rules = self._rules
        last, asked = Span(-1, -1), False
        for hit in page.hits.get(BOILERPLATE, ()):
            part = rules.part(hit)
            if part == "line":
                if last.start <= hit.start <= last.end:
                    if asked or rules.is_of_line(hit):
                        continue
                else:
                    last = page.line(hit.start)
                asked = not self._is_refused(page, hit, last)
                if not asked:
                    continue
            for unit in units_around(page, hit, part):
                found = self._of_unit(page, hit, unit, part)
                if found:
                    matches.update(found)
                    break
        if matches:
            matches.update(self._of_short_lines(page))
        return sorted(matches, key=RuleMatch.order)

    def _is_refused(self, page: Page, hit: Hit, line: Span) -> bool:
        """Whether the line of a hit is none of any rule, and no paragraph of several lines can
        be: seen without looking for the paragraph."""
        text = page.text
        followed = is_followed(text, line)
        if followed and text[line.end + 1].islower():
            return False
        if text[line.start : line.start + 1].islower() and is_behind_text(text, line):
            return False
        if not self._rules.is_of_line(hit) and (
            (followed and not is_behind_text(text, line))
            if self._rules.is_of_first(hit)
            else (followed or is_behind_text(text, line))
        ):
            return False
        return not self._rules.acting_matches(text, trim(text, line, start=False))

    def _of_short_lines(self, page: Page) -> Iterator[RuleMatch]:
        """Yield the matches of short lines at head and tail, whose words the scan may pass over
        as too frequent. Lines of hard-wrapped paragraphs are none."""
        size = len(page.text)
        head = min(size, EDGE)
        for border in (Span(0, head), Span(max(head, size - EDGE), size)):
            for line in units_in(page.text, border):
                if line.end - line.start <= _SHORT_LINE:
                    yield from _allowed(page, self._rules.acting_matches(page.text, line))

    def _of_unit(self, page: Page, hit: Hit, unit: Span, part: str) -> list[RuleMatch]:
        """The matches in a unit in which something was found for a part of it."""
        if part == "line":
            found = self._rules.acting_matches(page.text, unit)
        else:
            piece = self._rules.match_piece(page.text, hit, unit)
            found = [piece] if piece else []
        return _allowed(page, found)

    def _match_at(self, text: str, place: str, unit: Span) -> RuleMatch | None:
        """The first match that holds at a place: of a hint, or of a rule whose words are too
        short for the scan."""
        found = self._rules.matches_of_line(text, unit)
        match = next((one for one in found if place in one.rule.where), None)
        return None if match and is_within_sentence(text, unit) else match


def _allowed(page: Page, found: Sequence[RuleMatch]) -> list[RuleMatch]:
    """The matches that are no hints, where their rules can hold."""
    if found and found[0].whole and is_within_sentence(page.text, found[0].unit):
        return []
    return [match for match in found if _is_in_reach(page, match) and not page.protected(match.cut)]


def _is_in_reach(page: Page, match: RuleMatch) -> bool:
    """Whether a rule can hold so far from the borders of the text."""
    where = match.rule.where
    return (
        "inline" in where
        or ("head" in where and match.unit.start < EDGE)
        or ("tail" in where and match.unit.end > len(page.text) - EDGE)
    )


def _fixes(page: Page, matches: Sequence[RuleMatch]) -> Iterator[Fix]:
    """The removal of the matches that stand where their rules say."""
    text = page.text
    recognized = frozenset(match.unit.start for match in matches)
    translated = seems_translated(page)
    placed = [
        (match, doubt or list_doubt(page, match, recognized))
        for match, doubt in filter_by_position(text, matches, translated=translated)
    ]
    removed = [match for match, doubt in placed if not doubt]
    if not is_supported(page.context, removed):
        placed = [(match, doubt or Reason("stands-alone")) for match, doubt in placed]
        removed = []
    too_much = cap_reason(text, removed) if removed else None
    gone = {line for match in removed if match.whole for line in lines_in(text, match.unit)}
    with_break_before = lines_with_break_before(text, sorted(gone))
    for match, doubt in placed:
        yield removal_fix(text, match, with_break_before, doubt or too_much)


def strip(text: str, level: str = DEFAULT_LEVEL) -> str:
    """Return `text` without boilerplate.

    `appended` takes only what a rule of the shipped packs knows; `article` keeps the main
    segment of a scraped page; `off` takes nothing. Raises ValueError for another level.

    >>> strip("Home is where the heart is.")
    'Home is where the heart is.'
    """
    if level not in LEVELS:
        raise ValueError(f"there is no level {level!r}, only {', '.join(LEVELS)}")
    if level == OFF:
        return text
    pipeline = _shipped(level)
    if level == ARTICLE:
        from mtfix.stages.boilerplate.article import main_part

        # The rules read what is left of a page, so nothing else is scanned for them.
        text = main_part(text)
    return pipeline.run(text).text


@lru_cache
def _shipped(level: str) -> Pipeline:
    """The pipeline of this stage, with the shipped packs, made once."""
    from mtfix.packs.model import BoilerplateRule as Record
    from mtfix.packs.store import load
    from mtfix.pipeline.single_stage import pipeline_of

    rules = (rule for pack in load().packs for rule in pack.rules)
    own = [rule for rule in rules if isinstance(rule, Record)]
    return pipeline_of(Boilerplate(own, level=level))
