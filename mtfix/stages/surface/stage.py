"""Surface: what translation engines and scrapers leave between the words."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Edit, Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import SURFACE
from mtfix.matching.triggers import Triggers
from mtfix.packs.model import place_of
from mtfix.regexes.bounded import Matcher
from mtfix.stages.surface.checks import CHECKS, PARAGRAPH
from mtfix.stages.surface.damage import (
    TRANSLATION,
    WIDE,
    DamageProfile,
    finders_with_sign,
    is_damaged,
    newly_shown,
)
from mtfix.stages.surface.page_facts import PageFacts
from mtfix.stages.surface.replacement import Replacement
from mtfix.stages.surface.revisit import WINDOW, Revisit
from mtfix.stages.translated import is_translated
from mtfix.text.addresses import in_address
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.matching.page import Hit, Page
    from mtfix.packs.model import SurfaceRule as Rule
    from mtfix.pipeline.pipeline import Pipeline
    from mtfix.regexes.bounded import Match

_SURE = "sure"
"""Under which the memo of a document counts the sure fixes by rule, as long as it is cleaned: only
where there are some, and by their kinds, is made what no trigger shows."""
SAFETY = {"safe": Safety.SAFE, "unsafe": Safety.UNSAFE, "suggested": Safety.SUGGESTED}


class Surface:
    """The stage, compiled for the surface rules of some packs. Immutable and thread-safe.

    `names` returns the names that the packs know; they show where a sentence begins.
    """

    name = SURFACE

    def __init__(
        self,
        rules: Sequence[Rule],
        trusted: bool | Sequence[bool] = True,
        *,
        names: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self._rules, self._names = rules, names
        self._trusted = [trusted] * len(rules) if isinstance(trusted, bool) else trusted
        self._matchers = Memo(self._matcher)
        self._profile = DamageProfile(rules)
        self._replacements: dict[int, Replacement] = {}

    def _matcher(self, index: int) -> Matcher:
        """The patterns of a rule, made when they are first asked: most texts need few."""
        rule = self._rules[index]
        return Matcher(
            (rule.pattern,) if rule.pattern else (),
            rule.unless,
            trusted=self._trusted[index],
            owner=place_of(rule),
        )

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            if rule.triggers:
                yield Triggers(SURFACE, index, rule.case or "any", rule.triggers)

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield a fix for each place where a rule's pattern covers its trigger, and for what
        rules without triggers find; of a page that was asked before, only where the answer may
        be another one."""
        facts = PageFacts(page, self._names)
        revisit = Revisit(facts, page.changed)
        of_translation = frozenset({TRANSLATION} if is_translated(page) else ())
        shown = self._profile.shown(page.context) | of_translation
        new = newly_shown(page.context, shown)
        memo = page.context.memo.setdefault(SURFACE, {})
        sure: Counter[str] = Counter()
        for fix in self._triggered(facts, revisit, shown, new):
            sure[fix.rule] += fix.safety == Safety.SAFE
            yield fix
        memo[_SURE] = sure = memo.get(_SURE, Counter()) | sure
        if not new and not revisit.has_changes():
            return
        is_all_read = of_translation or is_damaged(page.context, sure)
        finders = None if is_all_read else finders_with_sign(facts.text)
        if finders is None or finders:
            shown = self._profile.shown(page.context, sure) | of_translation
            yield from self._found(facts, shown, finders)

    def _triggered(
        self, facts: PageFacts, revisit: Revisit, shown: frozenset[str], new: frozenset[str]
    ) -> Iterator[Fix]:
        """The fixes of the rules with triggers."""
        seen: set[tuple[int, int, int]] = set()
        for hit in facts.page.hits.get(SURFACE, ()):
            rule = self._rules[hit.rule]
            reach = CHECKS[rule.check].reach if rule.check else PARAGRAPH
            if not _hangs_on(rule, new) and not revisit.concerns(hit, reach):
                continue
            match = self._match(facts.text, hit)
            if match is None:
                continue
            place = (hit.rule, *match.span())
            if place not in seen:
                seen.add(place)
                fix = self._fix(facts, hit.rule, match, shown)
                if fix is not None:
                    yield fix

    def _found(
        self, facts: PageFacts, shown: frozenset[str], finders: frozenset[str] | None
    ) -> Iterator[Fix]:
        """The fixes of the rules without triggers, which look at all of the page; only of some
        finders where these are named."""
        from mtfix.stages.surface.finders import FINDERS  # most pages need none of them

        for index, rule in enumerate(self._rules):
            if not rule.find or (finders is not None and rule.find not in finders):
                continue
            for place in FINDERS[rule.find](facts):
                window = Span(max(0, place.span.start - WINDOW), place.span.end + WINDOW)
                is_held = facts.page.protected(place.span) or in_address(facts.text, place.span)
                if not is_held and not self._matchers[index].forbids(facts.text, window):
                    safety = min(place.safety, _allowed(rule, shown))
                    reason = place.reason or Reason.of("surface-rule", about=rule.about)
                    edit = place.edit(facts.text)
                    yield Fix((edit,), rule.rule, reason, safety)

    def _match(self, text: str, hit: Hit) -> Match | None:
        """The rule's pattern where it covers the trigger, within the window around it."""
        start, end, rule = hit
        window = Span(max(0, start - WINDOW), min(len(text), end + WINDOW))
        trigger = text[start:end]
        core = trigger.strip()
        start += len(trigger) - len(trigger.lstrip())
        return self._matchers[rule].covering(text, window, Span(start, start + len(core)))

    def _fix(self, facts: PageFacts, index: int, match: Match, shown: frozenset[str]) -> Fix | None:
        """The fix of a match. `shown` are the kinds of damage of which the document has enough
        that what would be suggested is made."""
        rule = self._rules[index]
        wide = Safety.SAFE if rule.damage in shown else Safety.SUGGESTED
        safety = _allowed(rule, shown)
        if rule.check:
            allowed = CHECKS[rule.check].function(facts, match)
            if allowed is None:
                return None
            safety = min(safety, wide if allowed == WIDE else allowed)
        pieces = self._replacement(index).pieces(match)
        if (
            not pieces
            or (rule.check != "fence" and any(facts.page.protected(span) for span, _ in pieces))
            or (rule.check != "address" and in_address(facts.text, _hull(pieces)))
            or facts.is_foreign(_hull(pieces), rule.language)
        ):
            return None
        edits = tuple(Edit(span, facts.text[span.start : span.end], new) for span, new in pieces)
        return Fix(edits, rule.rule, Reason.of("surface-rule", about=rule.about), safety)

    def _replacement(self, index: int) -> Replacement:
        """The template of a rule, read when first needed: most texts need few."""
        found = self._replacements.get(index)
        if found is None:
            rule = self._rules[index]
            found = self._replacements[index] = Replacement(rule.replace, dict(rule.map))
        return found


def _allowed(rule: Rule, shown: frozenset[str]) -> Safety:
    """How safe the edits of a rule are at most in a document that shows some kinds of damage."""
    safety = SAFETY[rule.safety]
    is_shown = safety == Safety.SUGGESTED and _hangs_on(rule, shown)
    return Safety.SAFE if is_shown else safety


def _hangs_on(rule: Rule, shown: frozenset[str]) -> bool:
    """Whether what a document shows allows more fixes of a rule."""
    return rule.damage in shown or (rule.translations and TRANSLATION in shown)


def _hull(pieces: Sequence[tuple[Span, str]]) -> Span:
    return Span(pieces[0][0].start, pieces[-1][0].end)


def tidy(text: str) -> str:
    """Return `text` with what engines and scrapers leave between the words put right.

    >>> tidy("The plan was approved by the board.The work begins in May.")
    'The plan was approved by the board. The work begins in May.'
    """
    return _shipped().run(text).text


@cache
def _shipped() -> Pipeline:
    """The pipeline of this stage, with the shipped packs, made once."""
    from mtfix.packs.model import SurfaceRule as Record
    from mtfix.packs.store import load
    from mtfix.pipeline.single_stage import pipeline_of

    rules = (rule for pack in load().packs for rule in pack.rules)
    return pipeline_of(Surface([rule for rule in rules if isinstance(rule, Record)]))
