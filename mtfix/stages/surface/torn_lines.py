"""Checks of surface rules for what line ends have torn apart: sentences, bullets, quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.document_words import document_words
from mtfix.stages.surface.english import is_english
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_LONE_MARK = lazy_regex(r"(?m)^[ \t]*[-*•·]\n(?=[ \t]*(?![A-Z_]+$)\S)")
"""A bullet by itself; what stands alone below it is no number, of which it may be the sign."""
_SEVERAL = 2


def torn_bullet(facts: PageFacts, _match: Match) -> Safety | None:
    """Safe where several bullets of the page stand on lines of their own; suggested for one."""
    if facts.marked:
        return None
    marks = facts.once(("lone marks",), lambda: len(_LONE_MARK.findall(facts.text)))
    return Safety.SAFE if marks >= _SEVERAL else Safety.SUGGESTED


_GLUED_MARK = lazy_regex(
    r"(?m)^[ \t]*-(?=(?!W(?:all|error|extra|no|[a-z]+-)|[A-Z][A-Z0-9])[A-Z\"“][\w'’]*,? [\w(\"“])"
)
_MARK = lazy_regex(r"(?m)^[ \t]*- (?=\S)")


def glued_bullet(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a bullet of an English list without the space behind it, beside others of either
    form; a single dash may be speech, or an option."""
    marks = facts.once(
        ("glued marks",), lambda: [found.end() for found in _GLUED_MARK.finditer(facts.text)]
    )
    block = facts.block(match.start("mark"))
    near = sum(block.start <= at <= block.end for at in marks)
    near += len(_MARK.findall(facts.text, block.start, block.end))
    if near < _SEVERAL or match.end("mark") not in marks:
        return None
    return Safety.SAFE if is_english(facts, facts.line(match.end("mark"))) else None


_WIDE = 120
"""Characters of a line that no wrapped text has: there each paragraph is a line."""


def torn_line(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a line of English that ends within a sentence, before a common word that has a
    capital only here, in a text that is not wrapped; there such a word is a name."""
    word = match["first"] + match["rest"]
    small = word.lower()
    if document_words(facts)[word] > 1 or not (small in FUNCTION_WORDS or is_frequent(small)):
        return None
    block = facts.block(match.start())
    widest = max(map(len, facts.text[block.start : block.end].split("\n")))
    if widest < _WIDE or not is_english(facts, facts.line(match.start())):
        return None
    return Safety.SAFE


_NEAR = 20
"""Characters around a torn quotation in which its sentence goes on."""


def torn_quote(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a few words in quotation marks that stand on lines of their own, between the two
    pieces of a sentence of English."""
    text = facts.text
    before = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
    behind = text[match.end() : match.end() + _NEAR].lstrip()
    if not before[-1:].isalpha() or not (behind[:1].islower() or behind[:1] in ",.;:)"):
        return None
    line = facts.line(match.start())
    return Safety.SAFE if is_english(facts, line) else Safety.SUGGESTED
