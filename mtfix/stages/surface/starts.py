"""Checks of surface rules that give sentences, paragraphs and texts their capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.prose import CODE_NEAR
from mtfix.stages.surface.sentences import english
from mtfix.text.sentence_breaks import CLOSING, STOPS
from mtfix.text.words import SENTENCE_STARTERS

if TYPE_CHECKING:
    from mtfix.matching.page import Page
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.prose import Names

_ENDED = lazy_regex(rf"[{STOPS}][{CLOSING}]*\s*\Z")
_ABBREVIATED = lazy_regex(
    r"\b(?:i\.e|e\.g|etc|cf|viz|vs|resp|approx|ca|No|pp?|vol|fig|eq)\.\Z", re.IGNORECASE
)
_PARAGRAPH_WORDS = 10
_FEW_WORDS = 4
"""Fewer are no sentence."""
_GAP = 5
"""Characters within which the next paragraph begins."""
_TWO_SENTENCES = lazy_regex(r"[a-z]{3}[.!?][”\"’)]* [“\"]?[A-Z]")
_LABEL = lazy_regex(r"[a-z]+(?:,? [a-z]+){,2}: ")
_PLAIN_WORD = lazy_regex(r"([a-z]+)(?:['’][a-z]+)?[,:]? ")


def prose_paragraph(page: Page, match: Match, _names: Names) -> Safety | None:
    """A paragraph of prose, after another one, that begins with a small letter; beside another
    one that begins with the same word, it is an item of a list."""
    at = match.start("first")
    word = _PLAIN_WORD.match(page.text, at)
    if not word or word[1] not in SENTENCE_STARTERS or _LABEL.match(page.text, at):
        return None
    blocks = page.block(match.start()), page.block(at)
    before, here = (page.text[block.start : block.end].rstrip() for block in blocks)
    if _ABBREVIATED.search(before) or not _ENDED.search(before):
        return None
    several = _TWO_SENTENCES.search(here) and before[:1].isupper()
    for text, few in (
        (before, _FEW_WORDS if several else _PARAGRAPH_WORDS),
        (here, _PARAGRAPH_WORDS),
    ):
        if "\n" in text or text[:1].isspace() or len(text.split()) < few:
            return None
        if CODE_NEAR.search(text):
            return None
    behind = page.text[blocks[1].end : blocks[1].end + _GAP + len(word[0])].lstrip()
    if before.startswith(word[0]) or behind.startswith(word[0]) or not _ENDED.search(here):
        return None
    return Safety.SAFE


_VERB = lazy_regex(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should|does|did|said|says|"
    r"met|left|told|found|wrote|bought|sold|got|put|knew|thought|saw|ran|lost|won|paid|built|sent|"
    r"stood|set|led|made|began|became|came|went|took|gave|rose|fell|grew|held|[a-z]{3,}ed)\b"
)
"""A word of the first sentence without which it may be a rest of one."""


def text_start(page: Page, match: Match, _names: Names) -> Safety | None:
    """A text begins with a small letter, and with a paragraph of two whole sentences at least,
    of which the others begin with capitals."""
    block = page.block(0)
    here = page.text[: block.end].rstrip()
    first, *others = _LAST_BREAK.split(here)
    if match.start() or "\n" in here or CODE_NEAR.search(here) or not _ENDED.search(here):
        return None
    if min(_words(first), _words(here) - _FEW_WORDS) < _FEW_WORDS or not _VERB.search(first):
        return None
    others = [one.lstrip("“\"‘'(") for one in others if one]
    if not others or not all(one[:1].isupper() for one in others):
        return None
    return english(page, match, _names)


_SHORTENED = frozenset(
    "approx assoc asst cent chap corp dept dist enc esp est etc excl fig figs incl inst lib max "
    "min misc obj orig para pers plur pos poss pref prob pron pub ref refs rel resp rev sec sect "
    "seq ser sing spec suppl temp trans transl univ usu var viz vol vols inc mass calif conn penn "
    "tenn wash prof gen sen gov capt col lieut maj messrs assn bros hon jan feb mar apr jun jul "
    "aug sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave pop prop".split()
)
_DOMAINS = frozenset({"at", "by", "in", "it", "so", "to"})
"""Behind a name and a full stop they are rather the end of an address: *Orchids.in*."""
_LAST_BREAK = lazy_regex(r"[.!?:][”\"’)]*(?:\s+|\Z)")
_FIRST_LETTER = lazy_regex(r"(?:(?<=[a-z0-9%)”\"’])\.\s?[”\"’)]?\s+|\n\s*\n[“\"]?)([A-Za-z])")
_STRETCH, _MOSTLY = 1_000, 2
"""How far around sentences are looked at, in characters, and how many of them must begin with
a capital for each that does not."""


def small_start(page: Page, match: Match, _names: Names) -> Safety | None:
    """A sentence of prose begins with a small letter, in a text whose others do not."""
    text = page.text
    left, right = match["left"], match["right"]
    if left.lower() in _SHORTENED or (left[:1].isupper() and right in _DOMAINS):
        return None
    start, end = match.start("left"), match.start("right")
    block = page.block(start)
    before = text[block.start : start].rpartition("\n")[2]
    behind = text[end : block.end].partition("\n")[0]
    if CODE_NEAR.search(before[-80:] + " " + behind[:60]) or before[:4].isspace():
        return None
    first = _LAST_BREAK.split(before)[-1].lstrip("“\"‘'")
    second = _LAST_BREAK.split(behind)[0]
    if not first[:1].isupper() or min(map(_words, (first, second))) < _FEW_WORDS:
        return None
    around = text[max(0, start - _STRETCH) : end + _STRETCH]
    firsts = [found[1].isupper() for found in _FIRST_LETTER.finditer(around)]
    usual = sum(firsts) >= max(_MOSTLY, _MOSTLY * firsts.count(False))
    return Safety.SAFE if usual else None


def _words(text: str) -> int:
    return len(text.split())
