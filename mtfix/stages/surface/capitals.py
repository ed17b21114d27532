"""Checks of surface rules that give sentences, paragraphs and texts their capitals."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.damage import WIDE
from mtfix.stages.surface.english import CODE_NEAR, english
from mtfix.text.sentence_breaks import CLOSING, STOPS
from mtfix.text.words import PREPOSITIONS, PRONOUNS, SENTENCE_STARTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_CAPITAL_START = lazy_regex(r"(?:\A|[.!?]\s+|\n\s*)[\"“(]?([A-Za-z])")


def capitals(facts: PageFacts, match: Match) -> Safety | None:
    """Safe in English prose of which most sentences begin with capitals."""
    block = facts.block(match.start())
    before, behind = facts.text[block.start : match.start()], facts.text[match.end() : block.end]
    firsts = [found[1].isupper() for found in _CAPITAL_START.finditer(before)]
    firsts += [found[1].isupper() for found in _CAPITAL_START.finditer(behind, 1)]
    if not firsts or sum(firsts) * 2 <= len(firsts):
        return None
    return english(facts, match)


_ENDED = lazy_regex(rf"[{STOPS}][{CLOSING}]*\s*\Z")
_ABBREVIATED = lazy_regex(
    r"\b(?:i\.e|e\.g|etc|cf|viz|vs|resp|approx|ca|No|pp?|vol|fig|eq)\.\Z", re.IGNORECASE
)
_PARAGRAPH_WORDS = 10
_LONG_PARAGRAPH = 25
"""Words of a paragraph of several sentences that is no item of a list."""
_FEW_WORDS = 4
"""Fewer are no sentence."""
_GAP = 5
"""Characters within which the next paragraph begins."""
NEXT_PARAGRAPH_REACH = 100
"""Characters behind a paragraph within which the first word of the next ends."""
_TWO_SENTENCES = lazy_regex(r"[a-z]{3}[.!?][”\"’)]* [“\"]?[A-Z]")
_LABEL = lazy_regex(r"[a-z]+(?:,? [a-z]+){,2}: ")
_PLAIN_WORD = lazy_regex(r"([a-z]+)(?:['’][a-z]+)?[,:]? ")


def prose_paragraph(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a paragraph of prose, after another one, that begins with a small letter; wide
    where one of the two may not be whole. Beside another one that begins with the same word, or
    behind its mark, it is an item of a list."""
    at = match.start("first")
    if facts.page.crosses(Span(at - 1, at)):
        return None
    word = _PLAIN_WORD.match(facts.text, at)
    if not word or word[1] not in SENTENCE_STARTERS or _LABEL.match(facts.text, at):
        return None
    blocks = facts.block(match.start()), facts.block(at)
    before, here = (facts.text[block.start : block.end].rstrip() for block in blocks)
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
    behind = facts.text[blocks[1].end : blocks[1].end + _GAP + len(word[0])].lstrip()
    if before.startswith(word[0]) or behind.startswith(word[0]) or not _ENDED.search(here):
        return None
    last = _LAST_BREAK.split(before[: len(before) - 1])[-1]
    is_long = _TWO_SENTENCES.search(here) and len(here.split()) >= _LONG_PARAGRAPH
    is_prose = bool(is_long or not behind[:1].islower()) and not _PAUSED.search(before)
    is_prose = is_prose and bool(is_long or before[:1].isupper())
    is_whole = (
        is_prose
        and word[1] not in _GOES_ON
        and _are_whole(last, word[1], _LAST_BREAK.split(here)[0])
    )
    return Safety.SAFE if is_whole or (is_prose and word[1] in _OPENERS) else WIDE


_PAUSED = lazy_regex(r"(?:\.\.|…|[:;,-])[”\"’)\]]*\s*\Z")
"""What a paragraph ends with that the next one goes on with."""
_OPENERS = frozenset({"according", "however", "meanwhile", "moreover", "in", "this"})
"""Words that paragraphs of prose begin with, and items of a list hardly."""


_VERB = lazy_regex(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should|does|did|said|says|"
    r"read|sold|met|left|told|found|wrote|bought|sold|got|put|knew|thought|saw|ran|lost|won|paid|built|sent|"
    r"kept|lay|spoke|drew|drove|flew|fought|forgot|laid|lit|meant|rode|rang|shook|shut|sang|sank|sat|"
    r"slept|spent|struck|taught|threw|wore|stood|set|led|made|began|became|came|went|took|gave|rose|fell|grew|held|[a-z]{3,}ed)\b"
)
"""A word of the first sentence without which it may be a rest of one."""


def text_start(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a text that begins with a small letter, and with a paragraph of two whole
    sentences at least, of which the others begin with capitals."""
    block = facts.block(0)
    here = facts.text[: block.end].rstrip()
    first, *others = _LAST_BREAK.split(here)
    if match.start() or "\n" in here or CODE_NEAR.search(here) or not _ENDED.search(here):
        return None
    if min(_words(first), _words(here) - _FEW_WORDS) < _FEW_WORDS or not _VERB.search(first):
        return None
    others = [one.lstrip("“\"‘'(") for one in others if one]
    if not others or not all(one[:1].isupper() for one in others):
        return None
    return english(facts, match)


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
_PIECE, _GAP_OF_SENTENCES = 1_000, 40
"""Characters in which sentences are looked for at once, and most that stand between two."""
SENTENCES_REACH, _MOSTLY = 1_000, 2
"""How far around sentences are looked at, in characters, and how many of them must begin with
a capital for each that does not."""


def small_start(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a sentence of prose that begins with a small letter, in a text whose others do
    not; wide where it or the one before it may be a part of a sentence."""
    text = facts.text
    left, right = match["left"], match["right"]
    if left.lower() in _SHORTENED or (left[:1].isupper() and right in _DOMAINS):
        return None
    start, end = match.start("left"), match.start("right")
    block = facts.block(start)
    before = text[block.start : start].rpartition("\n")[2]
    behind = text[end : block.end].partition("\n")[0]
    if CODE_NEAR.search(before[-80:] + " " + behind[:60]) or before[:4].isspace():
        return None
    first = _LAST_BREAK.split(before)[-1].lstrip("“\"‘'")
    second = _LAST_BREAK.split(behind)[0]
    if not first[:1].isupper() or min(map(_words, (first, second))) < _FEW_WORDS:
        return None
    around = Span(max(0, start - SENTENCES_REACH), min(len(text), end + SENTENCES_REACH))
    firsts = list(_are_capitals(facts, around))
    if sum(firsts) < max(_MOSTLY, _MOSTLY * firsts.count(False)):
        return None
    at = match.start("right")
    word = facts.text[at : at + _LONGEST_WORD].partition(" ")[0].rstrip(",:’'")
    goes_on = word in _GOES_ON and text[at - 1] != "."  # where glued, the pattern wants more
    return Safety.SAFE if _are_whole(first + left, word, second) and not goes_on else WIDE


_LONGEST_WORD = 20


def _are_whole(first: str, start: str, second: str) -> bool:
    """Whether two sentences are whole by themselves: the first does not wait for its main clause,
    and the second, of which the first word is given apart, has a subject or a verb."""
    if _SUBORDINATE.match(first) or not _VERB.search(first):
        return False
    return start in _SUBJECTS or _VERB.search(second) is not None


_SUBORDINATE = lazy_regex(
    r"(?:[A-Z]\w+,? )?(?i:if|when|while|although|though|because|since|after|before|until|unless|"
    r"as|once|where|whenever|depending) [^,]*\Z"
)
"""What begins a clause that goes on behind a comma: without one, the stop was meant to be it."""
_GOES_ON = PREPOSITIONS | {"to", "and", "or", "as"}
"""Words that go on with a sentence where a stop is the mistake."""
_SUBJECTS = PRONOUNS | {"there"}


def _are_capitals(facts: PageFacts, around: Span) -> Iterator[bool]:
    """Whether the first letters of the sentences in a stretch are capitals. They are looked for
    piece by piece, and once in each."""
    for start in range(around.start // _PIECE * _PIECE, around.end, _PIECE):
        piece = Span(start, start + _PIECE)
        key = "first letters", start
        letters = facts.once(key, partial(_first_letters, facts.text, piece))
        for first, end, is_capital in letters:
            if around.start < first and end <= around.end:
                yield is_capital


def _first_letters(text: str, piece: Span) -> list[tuple[int, int, bool]]:
    """The ends of sentences that begin in a piece, with the letters behind them: start, end, and
    whether the letter is a capital."""
    return [
        (found.start(), found.end(), found[1].isupper())
        for found in _FIRST_LETTER.finditer(text, piece.start, piece.end + _GAP_OF_SENTENCES)
        if found.start() < piece.end
    ]


def _words(text: str) -> int:
    return len(text.split())
