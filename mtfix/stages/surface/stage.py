"""Surface: what translation engines and scrapers leave between the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.matching.triggers import Triggers
from mtfix.packs.model import place_of
from mtfix.regexes.bounded import Matcher
from mtfix.stages.surface.checks import CHECKS, PARAGRAPH
from mtfix.stages.surface.finders import FINDERS
from mtfix.stages.surface.page_facts import PageFacts
from mtfix.stages.surface.replacement import Replacement, trimmed
from mtfix.stages.surface.revisit import WINDOW, Revisit
from mtfix.text.addresses import in_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.matching.page import Hit, Page
    from mtfix.packs.model import SurfaceRule as Rule
    from mtfix.regexes.bounded import Match

STAGE = "surface"
_DAMAGE = "damage"
"""Under which the memo of a document keeps whether sure damage was seen in it, as long as it is
cleaned: only there what no trigger shows is looked for."""
_SAFETY = {"safe": Safety.SAFE, "unsafe": Safety.UNSAFE, "suggested": Safety.SUGGESTED}


class Surface:
    """The stage, compiled for the surface rules of some packs. Immutable and thread-safe.

    `names` are the names that the packs know; they show where a sentence begins.
    """

    name = STAGE

    def __init__(
        self,
        rules: Sequence[Rule],
        trusted: bool | Sequence[bool] = True,
        *,
        names: frozenset[str] = frozenset(),
    ) -> None:
        self._rules = tuple(rules)
        self._names = names
        trust = [trusted] * len(self._rules) if isinstance(trusted, bool) else trusted
        self._matchers = [
            Matcher(
                (rule.pattern,) if rule.pattern else (),
                rule.unless,
                trusted=one,
                owner=place_of(rule),
            )
            for rule, one in zip(self._rules, trust, strict=True)
        ]
        self._reaches = [
            CHECKS[rule.check].reach if rule.check else PARAGRAPH for rule in self._rules
        ]
        self._replacements: dict[int, Replacement] = {}

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            if rule.triggers:
                yield Triggers(STAGE, index, rule.case or "any", rule.triggers)

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield a fix for each place where a rule's pattern covers its trigger, and for what
        rules without triggers find; of a page that was asked before, only where the answer may
        be another one."""
        facts = PageFacts(page, self._names)
        revisit = Revisit(facts, page.changed)
        seen = page.context.memo.setdefault(STAGE, {})
        for fix in self._triggered(facts, revisit):
            seen[_DAMAGE] = seen.get(_DAMAGE) or fix.safety == Safety.SAFE
            yield fix
        if seen.get(_DAMAGE) and revisit.has_changes():
            yield from self._found(facts)

    def _triggered(self, facts: PageFacts, revisit: Revisit) -> Iterator[Fix]:
        """The fixes of the rules with triggers."""
        asked: set[tuple[int, int, int]] = set()
        for hit in facts.page.hits.get(STAGE, ()):
            if not revisit.concerns(hit, self._reaches[hit.rule]):
                continue
            match = self._match(facts.text, hit)
            if match is None:
                continue
            key = (hit.rule, *match.span())
            if key not in asked:
                asked.add(key)
                fix = self._fix(facts, hit.rule, match)
                if fix is not None:
                    yield fix

    def _found(self, facts: PageFacts) -> Iterator[Fix]:
        """The fixes of the rules without triggers, which look at all of the page."""
        for index, rule in enumerate(self._rules):
            if rule.find:
                for place in FINDERS[rule.find](facts):
                    if not self._matchers[index].forbids(facts.text, _window(facts, place.span)):
                        safety = min(_SAFETY[rule.safety], place.safety)
                        fix = _fix(facts, rule, place.span, place.new, safety)
                        if fix is not None:
                            yield fix

    def _match(self, text: str, hit: Hit) -> Match | None:
        """The rule's pattern where it covers the trigger, within the window around it."""
        start, end, rule = hit
        window = Span(max(0, start - WINDOW), min(len(text), end + WINDOW))
        trigger = text[start:end]
        core = trigger.strip()
        start += len(trigger) - len(trigger.lstrip())
        return self._matchers[rule].covering(text, window, Span(start, start + len(core)))

    def _fix(self, facts: PageFacts, index: int, match: Match) -> Fix | None:
        rule = self._rules[index]
        safety = _SAFETY[rule.safety]
        if rule.check:
            allowed = CHECKS[rule.check].function(facts, match)
            if allowed is None:
                return None
            safety = min(safety, allowed)
        new = self._replacement(index).fill(match)
        return _fix(facts, rule, Span(*match.span()), new, safety)

    def _replacement(self, index: int) -> Replacement:
        """The template of a rule, read when first needed: most texts need few."""
        found = self._replacements.get(index)
        if found is None:
            rule = self._rules[index]
            found = self._replacements[index] = Replacement(rule.replace, dict(rule.map))
        return found


def _window(facts: PageFacts, span: Span) -> Span:
    return Span(max(0, span.start - WINDOW), min(len(facts.text), span.end + WINDOW))


def _fix(facts: PageFacts, rule: Rule, span: Span, new: str, safety: Safety) -> Fix | None:
    """The fix of a rule, or None where nothing may change; one that changes nothing reports."""
    if facts.text[span.start : span.end] != new:
        span, new = trimmed(facts.text, span, new)
    if (
        (rule.check != "fence" and facts.page.protected(span))
        or in_address(facts.text, span)
        or (facts.is_foreign(span, rule.language) and not rule.find)
    ):
        return None
    old = facts.text[span.start : span.end]
    return Fix.of(span, old, new, rule.rule, Reason.of("surface-rule", about=rule.about), safety)


def tidy(text: str) -> str:
    """Return `text` with what engines and scrapers leave between the words put right.

    >>> tidy("The plan was approved by the board.The work begins in May.")
    'The plan was approved by the board. The work begins in May.'
    """
    from mtfix.packs.model import SurfaceRule as Record
    from mtfix.packs.store import load
    from mtfix.pipeline.single_stage import run

    rules = (rule for pack in load().packs for rule in pack.rules)
    return run(Surface([rule for rule in rules if isinstance(rule, Record)]), text)
