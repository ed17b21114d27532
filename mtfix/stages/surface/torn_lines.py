"""Checks of surface rules for what line ends have torn apart: sentences, bullets, quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.document_words import document_words
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.stages.surface.language import is_english, is_english_document
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_LONE_MARK = lazy_regex(r"(?m)^[ \t]*[-*•·]\n(?=[ \t]*(?![A-Z_]+$)\S)")
"""A bullet by itself; what stands alone below it is no number, of which it may be the sign."""
_SEVERAL = 2


def torn_bullet(facts: PageFacts, match: Match) -> Safety | None:
    """Safe where several bullets of the page stand on lines of their own; suggested for one."""
    if facts.marked or _separates(facts, match):
        return None
    marks = facts.once(("lone marks",), lambda: len(_LONE_MARK.findall(facts.text)))
    return Safety.SAFE if marks >= _SEVERAL else Safety.SUGGESTED


def _separates(facts: PageFacts, match: Match) -> bool:
    """Whether a dot stands between the items of one list, rather than before each: the first of
    its paragraph stands behind words that announce none."""
    if match["mark"].strip() != "·":
        return False
    block = facts.block(match.start("mark"))
    first = _LONE_MARK.search(facts.text, block.start, block.end)
    before = facts.text[block.start : first.start() if first else match.start("mark")].rstrip()
    return bool(before) and before[-1] not in ".:;!?"


_GLUED_MARK = lazy_regex(
    r"(?m)^[ \t]*-(?=(?!W(?:all|error|extra|no|[a-z]+-)|[A-Z][A-Z0-9])[A-Z\"“][\w'’]*,? [\w(\"“])"
)
_MARK = lazy_regex(r"(?m)^[ \t]*- (?=\S)")


_OPTION = lazy_regex(r"(?m)(?:^|[ \t(\[|,`])-{1,2}(?:[A-Za-z]\b|[A-Z]{2}|-[a-z])|\boptions?\b")
"""An option of a command, which looks like an item with a bullet."""


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
    if _OPTION.search(facts.text, block.start, block.end):
        return None
    return Safety.SAFE if is_english(facts, facts.line(match.end("mark"))) else None


_LONE_LETTER = lazy_regex(r"(?m)^[ \t]*([^\W\d_])[ \t]*$")


def lone_letter(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for one of several lines of an English page that hold the same letter and nothing
    else; a page that has other letters so lists them."""
    letters = facts.once(("lone letters",), lambda: _LONE_LETTER.findall(facts.text))
    is_bullet = letters.count(match["mark"]) >= _SEVERAL and len(set(letters)) == 1
    return Safety.SAFE if is_bullet and is_english_document(facts) else None


_WIDE = 120
"""Characters of a line that no wrapped text has: there each paragraph is a line."""


_NEXT_LINE = lazy_regex(r"\n([A-Z][a-z]+)(?=[ ,.;:])")
_SMALL_WORD = lazy_regex(
    r"(?<=[a-z,] )(?:the|a|an|of|to|in|for|with|and|or|is|are|was|were|has|have|had|not|be|been|"
    r"by|as|at|from|two|three|four|five|no|every|each|some|many|its|their|his|her|our|your|my|"
    r"that|which|known|called)(?P<gap> ?\Z)"
)
"""A line that ends in a small word that seldom ends a sentence, before a capital. Line ends are
looked for first: there are few."""
_LONGEST = 8
"""Characters of such a word and the space behind it."""


def find_torn_lines(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the lines of English that end within a sentence, before a common word that has a
    capital only here, in a text that is not wrapped; there such a word is a name."""
    for match in _NEXT_LINE.finditer(facts.text):
        end, word = match.start(), match[1]
        torn = _SMALL_WORD.search(facts.text, max(0, end - _LONGEST), end)
        small = word.lower()
        if torn is None or (small not in FUNCTION_WORDS and not is_frequent(small)):
            continue
        lines = facts.text[slice(*facts.block(torn.start()))].split("\n")
        is_wrapped = max(map(len, lines)) < _WIDE
        if is_wrapped or document_words(facts)[word] > 1:
            continue
        if is_english(facts, facts.line(torn.start())):
            yield FoundPlace(Span(torn.start("gap"), match.end()), f" {small}")


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
