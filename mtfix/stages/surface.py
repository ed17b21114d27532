"""Surface: what translation engines and scrapers leave between the words."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from mtfix.edit import Edit, Safety, Span
from mtfix.guards import DISCOURSE
from mtfix.late import late
from mtfix.packs.patterns import Matcher
from mtfix.triggers import STARTERS, Triggers
from mtfix.vetoes import foreign, in_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.document import Hit, Page
    from mtfix.packs.model import Surface as Rule
    from mtfix.packs.patterns import Match

STAGE = "surface"
Names = frozenset[str]
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
            Matcher((rule.pattern,), rule.unless, trusted=one)
            for rule, one in zip(self._rules, trust, strict=True)
        ]

    def triggers(self) -> Iterator[Triggers]:
        for index, rule in enumerate(self._rules):
            yield Triggers(STAGE, index, rule.case or "any", rule.triggers)

    def __call__(self, page: Page) -> Iterator[Edit]:
        """Yield an edit for each place where a rule's pattern covers its trigger."""
        seen: set[tuple[int, int, int]] = set()
        for hit in page.hits.get(STAGE, ()):
            match = self._match(page, hit)
            if match is None:
                continue
            key = (hit.rule, *match.span())
            if key not in seen:
                seen.add(key)
                edit = self._edit(page, hit.rule, match)
                if edit is not None:
                    yield edit

    def _match(self, page: Page, hit: Hit) -> Match | None:
        """The rule's pattern where it covers the trigger, within the window around it."""
        low, high = max(0, hit.start - _WINDOW), min(len(page.text), hit.end + _WINDOW)
        trigger = page.text[hit.start : hit.end]
        start = hit.start + len(trigger) - len(trigger.lstrip())
        core = Span(start, start + len(trigger.strip()))
        return self._matchers[hit.rule].covering(page.text, Span(low, high), core)

    def _edit(self, page: Page, index: int, match: Match) -> Edit | None:
        rule = self._rules[index]
        safety = _SAFETY[rule.safety]
        if rule.check:
            found = CHECKS[rule.check](page, match, self._names)
            if found is None:
                return None
            safety = min(safety, found)
        span, new = _trimmed(page.text, Span(*match.span()), _expanded(match, rule.replace))
        if (
            page.protected(span)
            or in_address(page.text, span)
            or foreign(page, span, rule.language)
        ):
            return None
        old = page.text[span.start : span.end]
        return Edit(span, old, new, rule.rule, rule.about, safety)


def tidy(text: str) -> str:
    """Return `text` with what engines and scrapers leave between the words put right.

    >>> tidy("The plan was approved by the board.The work begins in May.")
    'The plan was approved by the board. The work begins in May.'
    """
    from mtfix.packs.compile import load
    from mtfix.packs.model import Surface as Record
    from mtfix.stages.alone import run

    rules = (rule for pack in load().packs for rule in pack.rules)
    return run(Surface([rule for rule in rules if isinstance(rule, Record)]), text)


def _expanded(match: Match, template: str) -> str:
    r"""The template with its groups; a letter after `\u` becomes a capital."""
    head, *capital = template.split(r"\u")
    parts = [match.expand(part) for part in capital]
    return match.expand(head) + "".join(part[:1].upper() + part[1:] for part in parts)


def _trimmed(text: str, span: Span, new: str) -> tuple[Span, str]:
    """The span without what the edit leaves as it is at both ends."""
    start, end = span
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while end > start and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Span(start, end), new


# --- checks: what a pattern can't see ------------------------------------------------------------

_CODE_NEAR = late(r"[`{}=<>\\|]|\(\)|::|->|\w_\w|\w\(|\$[A-Za-z_]|\b[a-z]{2,}[A-Z]")
_FULL_NAME = late(
    r"[A-Z][a-z]+ [A-Z][a-z]+(?:, (?:the|a|an|who|its|his|her|chief|[a-z]+ of) |['’]s |"
    r" (?:has|have|had|is|was|will|would|said|says|told|announced|also|only|once|still) )"
)
"""A person or company, and what shows that a sentence goes on behind it."""
_GOES_ON = late(
    r"['’]s |, (?:its|the|a|an|one|which|who|whose) |,? (?:has|have|had|is|are|was|were|will|"
    r"would|can|could|may|also|and|said|says|told|announced|chairman|founder|co-founder|chief|CEO|CFO|CTO|president|spokes\w+|who|which|"
    r"then|now|still|already|once|never|only|plans|wants|does|did|did not|[a-z]+ed)\b"
)
"""What follows the name that a sentence begins with, and seldom a name within an identifier."""
_WORDS_BEFORE = late(r"(?:\A|[\s\"“(])[\w’'%$&,-]+\.?[)”\"]?\s[\"“(]?[\w’'%$&,.-]+\s[\"“($]?\Z")


def prose_seam(page: Page, match: Match, names: Names) -> Safety | None:
    """A space is missing between two sentences, not inside an identifier or a file name.

    Sure where the second begins with a word that begins sentences, with a name that the
    packs know, or with one that the text uses elsewhere within a sentence; else it is only
    suggested.
    """
    text = page.text
    start, end = match.start("left"), match.end("right")
    near = text[max(0, start - 80) : start] + " " + text[end : end + 40]
    if _CODE_NEAR.search(near) or not _WORDS_BEFORE.search(text, max(0, start - 60), start):
        return None
    left, right = match["left"], match["right"]
    around = text[max(0, start - DISCOURSE) : start] + "\0" + text[end : end + DISCOURSE]
    if re.search(rf"(?<!\w){re.escape(left)}\.\w", around):
        return None
    if right.lower() in STARTERS:
        return Safety.SAFE
    if not left[-1].isalpha():
        return None
    if right in names or _FULL_NAME.match(text, match.start("right")):
        return Safety.SAFE
    named = re.search(rf"[a-z],? {re.escape(right)}(?![\w.(])", around)
    goes_on = _GOES_ON.match(text, end)
    return Safety.SAFE if named and goes_on else Safety.SUGGESTED


_ENDED = late(r"[.!?…][\"”’')\]]*\s*\Z")
_ABBREVIATED = late(
    r"\b(?:i\.e|e\.g|etc|cf|viz|vs|resp|approx|ca|No|pp?|vol|fig|eq)\.\Z", re.IGNORECASE
)
_PARAGRAPH_WORDS = 10
_PLAIN_WORD = late(r"([a-z]+)(?:['’][a-z]+)?[,:]? ")


def prose_paragraph(page: Page, match: Match, _names: Names) -> Safety | None:
    """A paragraph of prose, after another one, that begins with a small letter."""
    at = match.start("first")
    word = _PLAIN_WORD.match(page.text, at)
    if not word or word[1] not in STARTERS:
        return None
    blocks = page.block(match.start()), page.block(at)
    before, here = (page.text[block.start : block.end].rstrip() for block in blocks)
    if _ABBREVIATED.search(before) or not _ENDED.search(before):
        return None
    for text in (before, here):
        if "\n" in text or text[:1].isspace() or len(text.split()) < _PARAGRAPH_WORDS:
            return None
        if _CODE_NEAR.search(text):
            return None
    return Safety.SAFE


def closing_quote(page: Page, match: Match, _names: Names) -> Safety | None:
    """A straight quotation mark that closes in prose: an odd number of them stands before it."""
    return Safety.SAFE if _quotes_before(page, match) % 2 == 1 else None


def opening_quote(page: Page, match: Match, _names: Names) -> Safety | None:
    """A straight quotation mark that opens in prose: an even number of them stands before it."""
    return Safety.SAFE if _quotes_before(page, match) % 2 == 0 else None


def _quotes_before(page: Page, match: Match) -> float:
    """How many straight quotation marks stand before the match in its paragraph; no number
    where that is code, in whose strings a space may be meant."""
    block = page.block(match.start())
    text = page.text[block.start : block.end]
    if _CODE_NEAR.search(text) or not text[:1].strip() or "\n" in text.strip():
        return math.nan
    return page.text.count('"', block.start, match.end("left"))


CHECKS: dict[str, Callable[[Page, Match, Names], Safety | None]] = {
    "closing-quote": closing_quote,
    "opening-quote": opening_quote,
    "prose-seam": prose_seam,
    "prose-paragraph": prose_paragraph,
}
"""What a surface rule can ask beyond its pattern: how safe the edit is there, or None."""
