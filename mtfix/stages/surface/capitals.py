"""Checks of surface rules that give sentences and names their capitals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.damage import WIDE
from mtfix.stages.surface.english import CODE_NEAR, english
from mtfix.stages.surface.reaches import SENTENCES_REACH
from mtfix.stages.surface.whole_sentences import FEW_WORDS, GOES_ON, LAST_BREAK, are_whole
from mtfix.text.words import FUNCTION_WORDS

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


def titled_name(facts: PageFacts, match: Match) -> Safety | None:
    """Safe where what follows a title is no frequent word, as in *one Dr. says*, in such prose;
    suggested for a frequent word, which may be a name all the same."""
    name = match["name"]
    if name in FUNCTION_WORDS:
        return None
    safety = capitals(facts, match)
    return min(safety, Safety.SUGGESTED) if safety and is_frequent(name) else safety


_SHORTENED = frozenset(
    "aka approx assoc asst cent chap corp dept dist enc esp est etc excl exp fig figs incl inst "
    "lib max min misc obj orig para pers plur pos poss pref prob pron pub ref refs rel resp rev "
    "sec sect seq ser sing spec suppl temp trans transl univ usu var viz vol vols inc mass calif "
    "conn penn tenn wash prof gen sen gov capt col lieut maj messrs assn bros hon jan feb mar apr "
    "jun jul aug sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave pop prop".split()
)
_DOMAINS = frozenset({"at", "by", "in", "it", "so", "to"})
"""Behind a name and a full stop they are rather the end of an address: *Orchids.in*."""
_FIRST_LETTER = lazy_regex(r"(?:(?<=[a-z0-9%)”\"’])\.\s?[”\"’)]?\s+|\n\s*\n[“\"]?)([A-Za-z])")
_PIECE, _GAP_OF_SENTENCES = 1_000, 40
"""Characters in which sentences are looked for at once, and most that stand between two."""
_MOSTLY = 2
"""How many of the sentences around must begin with a capital for each that does not."""


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
    first = LAST_BREAK.split(before)[-1].lstrip("“\"‘'")
    second = LAST_BREAK.split(behind)[0]
    if not first[:1].isupper() or min(map(_words, (first, second))) < FEW_WORDS:
        return None
    around = Span(max(0, start - SENTENCES_REACH), min(len(text), end + SENTENCES_REACH))
    firsts = list(_are_capitals(facts, around))
    if sum(firsts) < max(_MOSTLY, _MOSTLY * firsts.count(False)):
        return None
    at = match.start("right")
    word = facts.text[at : at + _LONGEST_WORD].partition(" ")[0].rstrip(",:’'")
    goes_on = word in GOES_ON and text[at - 1] != "."  # where glued, the pattern wants more
    return Safety.SAFE if are_whole(first + left, word, second) and not goes_on else WIDE


_LONGEST_WORD = 20


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
