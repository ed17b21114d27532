"""Checks of surface rules: what a pattern can't see."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.sentences import english
from mtfix.text.layout import CONTEXT_WINDOW
from mtfix.text.words import SENTENCE_STARTERS

if TYPE_CHECKING:
    from mtfix.matching.page import Page
    from mtfix.regexes.bounded import Match

Names = frozenset[str]

CODE_NEAR = lazy_regex(r"[`{}=<>\\|]|\(\)|::|->|\w_\w|\w\(|\$[A-Za-z_]|\b[a-z]{2,}[A-Z]")
_FULL_NAME = lazy_regex(
    r"[A-Z][a-z]+ [A-Z][a-z]+(?:, (?:the|a|an|who|its|his|her|chief|chairman|founder|director|"
    r"[a-z]+ of) |['’]s |"
    r" (?:has|have|had|is|was|will|would|said|says|told|announced|also|only|once|still) |"
    r" ?\([A-Z])"
)
"""A person or company, and what shows that a sentence goes on behind it."""
_GOES_ON = lazy_regex(
    r"['’]s |, (?:its|the|a|an|one|which|who|whose) |,? (?:has|have|had|is|are|was|were|will|"
    r"would|can|could|may|also|and|said|says|told|announced|chairman|founder|co-founder|chief|CEO|CFO|CTO|president|spokes\w+|who|which|"
    r"then|now|still|already|once|never|only|plans|wants|does|did|did not|[a-z]+ed)\b"
)
"""What follows the name that a sentence begins with, and seldom a name within an identifier."""
_CODE_NOUN = lazy_regex(
    r"\b(?:propert(?:y|ies)|fields?|methods?|class|modules?|functions?|attributes?|members?|enum|type|"
    r"package|namespace|group|variable)\s[\"“(]?\Z",
    re.IGNORECASE,
)
_CODE_VERB = lazy_regex(r"\b(?:import|calls?|calling|uses?|using|extends|named)\s\Z", re.IGNORECASE)
_MIDDLE = lazy_regex(
    r"(?:a|an|and|but|the|of|in|on|at|to|as|if|when|by|with|for|from|until|since|during|all|each|"
    r"every|other)\Z",
    re.IGNORECASE,
)
_NOUN_BEHIND = lazy_regex(
    r" (?:class(?:es)?|methods?|functions?|modules?|scripts?|objects?|attributes?)\b"
)
_VERB_BEHIND = lazy_regex(r" (?:is|are|was|were|has|must|should|can|will|returns?|by default)\b")
"""What follows an identifier that ends like *Foo.And*, and no sentence that begins so."""
_LISTED = lazy_regex(
    r"\S,(?!(?:The|And|But|While|Which|When|After|It|So|Then|This|These|There) [a-z])[^\s\d]"
)
"""Other commas without a space, close by: a row of a table, unless a clause begins behind them."""
_WORDS_BEFORE = lazy_regex(
    r"(?:\A|[\s\"“(])(?:\d[\d.,]*|[\w’'%$&,-]+)\.?[)”\"]?\s[\"“(]?[\w’'%$&,.-]+\s[\"“($]?\Z"
)

_OPENED = lazy_regex(
    r"(?:\A|\n|[.!?][\"”’]? )(?:In|On|At|As|By|For|After|Before|Since|Until|From|During|Last|This|"
    r"That|These|Those) \Z"
)
"""The first word of a sentence, of which only one more stands before the comma."""


def prose_seam(page: Page, match: Match, names: Names) -> Safety | None:
    """A space is missing between two sentences, not inside an identifier or a file name.

    Sure where the second begins with a word that begins sentences, with a name that the
    packs know, or with one that the text uses elsewhere within a sentence; else it is only
    suggested.
    """
    text = page.text
    start, end = match.start("left"), match.end("right")
    near = text[max(0, start - 80) : start] + " " + text[end : end + 40]
    around = text[max(0, start - CONTEXT_WINDOW) : start] + "\0" + text[end : end + CONTEXT_WINDOW]
    if (
        CODE_NEAR.search(near)
        or (text[match.end("left")] == "," and _LISTED.search(near[-80:]))
        or not (
            _WORDS_BEFORE.search(text, max(0, start - 60), start)
            or (text[match.end("left")] == "," and _OPENED.search(text, max(0, start - 20), start))
        )
        or _CODE_NOUN.search(text, max(0, start - 20), start)
        or (_MIDDLE.match(match["right"]) and _VERB_BEHIND.match(text, end))
        or re.search(rf"(?<!\w){re.escape(match['left'])}\.\w", around)
    ):
        return None
    if match["right"].lower() in SENTENCE_STARTERS:
        return Safety.SAFE
    if (
        not match["left"][-1].isalpha()
        or _CODE_VERB.search(text, max(0, start - 20), start)
        or _NOUN_BEHIND.match(text, end)
    ):
        return None
    return Safety.SAFE if _begins(match, around, names) else Safety.SUGGESTED


def _begins(match: Match, around: str, names: Names) -> bool:
    """Whether a name that stands there begins a sentence."""
    text, right = match.string, match["right"]
    if right in names or _FULL_NAME.match(text, match.start("right")):
        return True
    named = re.search(rf"[a-z],? {re.escape(right)}(?![\w.(])", around)
    return bool(named and _GOES_ON.match(text, match.end("right")))


def closing_quote(page: Page, match: Match, _names: Names) -> Safety | None:
    """A straight quotation mark that closes in prose: an odd number of them stands before it,
    and the last of these opens."""
    if _quotes_before(page, match) % 2 != 1:
        return None
    opening = page.text.rfind('"', 0, match.end("left"))
    letter = page.text[opening + 1]
    return None if letter.isspace() or letter in ",.;:!?)" else Safety.SAFE


def opening_quote(page: Page, match: Match, _names: Names) -> Safety | None:
    """A straight quotation mark that opens in prose: an even number of them stands before it."""
    return Safety.SAFE if _quotes_before(page, match) % 2 == 0 else None


def closing_curly(page: Page, match: Match, _names: Names) -> Safety | None:
    """A curly quotation mark that closes what another one opened in its paragraph: in some
    languages the same sign opens."""
    block = page.block(match.start())
    before = page.text[block.start : match.start("close")]
    return Safety.SAFE if before.count("“") > before.count("”") else None


def _quotes_before(page: Page, match: Match) -> float:
    """How many straight quotation marks stand before the match in its paragraph; no number
    where that is code, in whose strings a space may be meant."""
    block = page.block(match.start())
    text = page.text[block.start : block.end]
    if CODE_NEAR.search(text) or not text[:1].strip() or "\n" in text.strip():
        return math.nan
    return page.text.count('"', block.start, match.end("left"))


_OPENS, _CLOSES = lazy_regex(r"(?:^|[\s(])\Z"), lazy_regex(r"[\s.,;:!?)]|\Z")
_SPEAKS_OF_SIGNS = lazy_regex(
    r"(?i)\b(?:strings?|spaces?|escap\w+|separators?|delimiters?|quot(?:es?|ed|ing|ation)|inch\w*)\b"
)


def spaced_quotes(page: Page, match: Match, _names: Names) -> Safety | None:
    """A pair of straight quotation marks in English prose: those of its line are even in number,
    each first one of a pair stands where one can open, and each second one where one can close."""
    line = page.line(match.start())
    parts = page.text[line.start : line.end].split('"')
    opened = page.text[line.start : match.start("in")].count('"')
    around = page.text[line.start : match.start("in")] + page.text[match.end() : line.end]
    if len(parts) % 2 == 0 or opened % 2 == 0 or _SPEAKS_OF_SIGNS.search(around):
        return None
    pairs = zip(parts[::2], parts[2::2], strict=False)
    if all(_OPENS.search(before[-1:]) and _CLOSES.match(behind) for before, behind in pairs):
        return english(page, match, _names)
    return None
