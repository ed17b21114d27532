"""Surface: what translation engines and scrapers leave between the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.matching.page_language import in_other_language
from mtfix.matching.triggers import Triggers
from mtfix.packs.model import place_of
from mtfix.regexes.bounded import Matcher
from mtfix.stages.surface.checks import CHECKS
from mtfix.text.addresses import in_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtfix.matching.page import Hit, Page
    from mtfix.packs.model import Surface as Rule
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.prose import Names

STAGE = "surface"
_WINDOW = 200
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
        names: Names = frozenset(),
    ) -> None:
        self._rules = tuple(rules)
        self._names = names
        trust = [trusted] * len(self._rules) if isinstance(trusted, bool) else trusted
        self._matchers = [
            Matcher((rule.pattern,), rule.unless, trusted=one, owner=place_of(rule))
            for rule, one in zip(self._rules, trust, strict=True)
        ]

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            yield Triggers(STAGE, index, rule.case or "any", rule.triggers)

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield an edit for each place where a rule's pattern covers its trigger."""
        seen: set[tuple[int, int, int]] = set()
        for hit in page.hits.get(STAGE, ()):
            match = self._match(page, hit)
            if match is None:
                continue
            key = (hit.rule, *match.span())
            if key not in seen:
                seen.add(key)
                fix = self._fix(page, hit.rule, match)
                if fix is not None:
                    yield fix

    def _match(self, page: Page, hit: Hit) -> Match | None:
        """The rule's pattern where it covers the trigger, within the window around it."""
        low, high = max(0, hit.start - _WINDOW), min(len(page.text), hit.end + _WINDOW)
        trigger = page.text[hit.start : hit.end]
        start = hit.start + len(trigger) - len(trigger.lstrip())
        core = Span(start, start + len(trigger.strip()))
        return self._matchers[hit.rule].covering(page.text, Span(low, high), core)

    def _fix(self, page: Page, index: int, match: Match) -> Fix | None:
        rule = self._rules[index]
        safety = _SAFETY[rule.safety]
        if rule.check:
            found = CHECKS[rule.check](page, match, self._names)
            if found is None:
                return None
            safety = min(safety, found)
        span, new = _trimmed(page.text, Span(*match.span()), _expanded(match, rule))
        if (
            (page.protected(span) and rule.check != "fence")
            or in_address(page.text, span)
            or in_other_language(page, span, rule.language)
        ):
            return None
        old = page.text[span.start : span.end]
        return Fix.of(
            span, old, new, rule.rule, Reason.of("surface-rule", about=rule.about), safety
        )


def tidy(text: str) -> str:
    """Return `text` with what engines and scrapers leave between the words put right.

    >>> tidy("The plan was approved by the board.The work begins in May.")
    'The plan was approved by the board. The work begins in May.'
    """
    from mtfix.packs.model import Surface as Record
    from mtfix.packs.store import load
    from mtfix.pipeline.single_stage import run

    rules = (rule for pack in load().packs for rule in pack.rules)
    return run(Surface([rule for rule in rules if isinstance(rule, Record)]), text)


def _expanded(match: Match, rule: Rule) -> str:
    r"""The template with its groups; a letter after `\u` becomes a capital, after `\l` a small
    one."""
    known = dict(rule.map)
    head, *parts = re.split(r"(\\[ul])", rule.replace)
    new = _filled(match, head, known)
    for sign, part in zip(parts[::2], parts[1::2], strict=True):
        text = _filled(match, part, known)
        new += (text[:1].upper() if sign == r"\u" else text[:1].lower()) + text[1:]
    return new


def _filled(match: Match, template: str, known: Mapping[str, str]) -> str:
    r"""The template with its groups, and for `\m<name>` what is known for what that one holds."""
    texts, names = re.split(r"\\m<\w+>", template), re.findall(r"\\m<(\w+)>", template)
    new = match.expand(texts[0])
    for name, text in zip(names, texts[1:], strict=True):
        held = match[name] or ""
        new += known.get(held, held) + match.expand(text)
    return new


def _trimmed(text: str, span: Span, new: str) -> tuple[Span, str]:
    """The span without what the edit leaves as it is at both ends."""
    start, end = span
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while end > start and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Span(start, end), new
