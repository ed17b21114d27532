"""The check of surface rules for quotation marks that open what nothing closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.stages.surface.language import is_english
from mtfix.text.sentence_breaks import STOPS

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_NEXT = 10
"""Characters behind a paragraph in which the next one begins."""


def stray_quote(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for an opening mark of English without a partner in its paragraph, or in its line if
    that ends a sentence: the last straight one of an odd number, or a curly one within a
    quotation that is open and closes once. Where the next paragraph opens with one as well, a
    speech goes on."""
    text, at = facts.text, match.start("open")
    line = facts.line(at)
    block = line if text[line.start : line.end].rstrip()[-1:] in STOPS else facts.block(at)
    if text[block.end : block.end + _NEXT].lstrip()[:1] in {'"', "“"}:
        return None
    if match["open"] == '"':
        is_stray = text.count('"', *block) % 2 == 1 and '"' not in text[at + 1 : block.end]
    else:
        is_open = text.count("“", block.start, at) == text.count("”", block.start, at) + 1
        is_stray = is_open and text.count("”", at, block.end) == 1
        is_stray = is_stray and "“" not in text[at + 1 : block.end]
    return Safety.SAFE if is_stray and is_english(facts, facts.line(at)) else None
