"""Checks of surface rules that ask for English prose: other languages set their signs otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import EAST_ASIAN
from mtfix.text.words import AMBIGUOUS, DISTINCTIVE

if TYPE_CHECKING:
    from mtfix.matching.page import Page
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.prose import Names

_SIGNS = " \t.,;:!?\"“”‘’'()[]，。！？：；（）、*_"
_WIDE = lazy_regex("[，。！？：；（）、“”]")
_SHORT = 7
"""Words of a sentence from which on one English word does not suffice."""
_COMMON, _OTHERS = 0.15, 0.2
"""How many of the words must be common ones, and how many may have other letters than ASCII."""
_CODE = lazy_regex(
    r"[`{}=<>\\|~^]|\(\)|::|->|\w_\w|\$[A-Za-z_]|\b[a-z]{2,}[A-Z]|[/@#]\w|\w/|\t|\S {3}"
)
"""What no prose has close to a place, or what has it is a table."""
_NO_PROSE = lazy_regex(r"[ \t]{4}|[.'][A-Za-z\\]|\\")
"""How a line of code begins, or one for a typesetter."""
_LINK = lazy_regex(r"\[[^\[\]\n]*\] ?[(（][^\s()]+[)）]|(?:https?://|www\.)[\w./%?=&#~-]+")
_BEFORE, _AFTER, _LINKS = 60, 40, 300


def english(page: Page, match: Match, _names: Names) -> Safety | None:
    """A sentence of English prose, with no sign of code close by."""
    line = page.line(match.start())
    low, high = max(line.start, match.start() - _LINKS), min(line.end, match.end() + _LINKS)
    # What the match itself changes may look like code, and so do addresses.
    before = _LINK.sub(" ", page.text[low : match.start()])[-_BEFORE:]
    near = before + "\0" + _LINK.sub(" ", page.text[match.end() : high])[:_AFTER]
    if _CODE.search(near) or _NO_PROSE.match(page.text, line.start):
        return None
    return Safety.SAFE if _is_english(page, Span(*match.span())) else None


def _is_english(page: Page, span: Span) -> bool:
    told = page.once("english", page.sentence(span), _told)
    if told == "short":  # too few to tell: the paragraph knows
        told = page.once("english", page.block(span.start), _told)
    return told == "yes"


def _told(text: str) -> str | None:
    if _reads_english(text):
        return "yes"
    return "short" if len(text.split()) < _SHORT else None


def _reads_english(text: str) -> bool:
    """Whether enough of the words are such as English is full of, and few have other letters."""
    words = [word.strip(_SIGNS).lower().replace("’", "'") for word in _WIDE.sub(" ", text).split()]
    own, also = DISTINCTIVE.intersection(words), AMBIGUOUS.intersection(words)
    if not own or len(own) + len(also) < (1 if len(words) < _SHORT else 2):
        return False
    common = sum(word in own or word in also for word in words)
    others = sum(not word.isascii() for word in words)
    return common >= _COMMON * len(words) and others <= max(1, _OTHERS * len(words))


_CAPITAL_START = lazy_regex(r"(?:\A|[.!?]\s+|\n\s*)[\"“(]?([A-Za-z])")


def capitals(page: Page, match: Match, names: Names) -> Safety | None:
    """English prose whose sentences begin with capitals."""
    block = page.block(match.start())
    before, behind = page.text[block.start : match.start()], page.text[match.end() : block.end]
    firsts = [found[1].isupper() for found in _CAPITAL_START.finditer(before)]
    firsts += [found[1].isupper() for found in _CAPITAL_START.finditer(behind, 1)]
    if not firsts or sum(firsts) * 2 <= len(firsts):
        return None
    return english(page, match, names)


_IDEOGRAPH = lazy_regex(rf"[{EAST_ASIAN}]")
_ASIDE = lazy_regex(r"[(（“《][^()（）“”《》\n]*[)）”》]")
_ABOUT_SIGNS = lazy_regex(
    r"(?i)\b(?:characters?|particles?|hanzi|kanji|kana|radicals?|strokes?|symbols?|unicode|"
    r"punctuation|full-?width|half-?width|ideographic|commas?|full stops?|periods?|brackets?|"
    r"parenthes[ei]s|colons?|semicolons?|(?:question|exclamation|quotation) marks?|spaces?|"
    r"pronounced|pinyin|fonts?|glyphs?|keyboards?|delimiters?|separators?|CJK|typograph\w+|"
    r"ASCII|(?:Chinese|Japanese|Korean) (?:words?|names?|signs?))\b"
)


_WRITTEN = lazy_regex(
    r"\b(?:wr[io]tes?|written|typed?|types|typing|dr[ae]w|means?|reads?|saw|sees?|use[ds]?|like|"
    r"called|is|as)\s[^\x00-\x7f]\Z"
)
"""A sign that someone writes or reads: the sentence speaks of it."""


def wide_sign(page: Page, match: Match, names: Names) -> Safety | None:
    """A sign of Chinese or Japanese in an English sentence that does not speak of signs."""
    near = page.text[max(0, match.start() - 100) : match.end() + 100]
    first = re.search(r"[^\x00-\x7f]", match[0])
    at = match.start() + first.end() if first else match.start()
    if _ABOUT_SIGNS.search(near) or _WRITTEN.search(page.text, max(0, at - 20), at):
        return None
    line = page.line(match.start())
    around = page.text[max(line.start, match.start() - 200) : min(line.end, match.end() + 200)]
    others = len(_IDEOGRAPH.findall(_ASIDE.sub("", around)))
    return english(page, match, names) if others <= 1 else None


def lone_sign(page: Page, match: Match, names: Names) -> Safety | None:
    """As `wide_sign`, and the only ideograph far and wide."""
    low, high = max(0, match.start() - 200), match.end() + 200
    if len(_IDEOGRAPH.findall(page.text, low, high)) > 1:
        return None
    return wide_sign(page, match, names)


_OUTER = lazy_regex(r"(?:^|[\s(])”(?=\w)|(?<=[\w.,!?])“(?=[\s.,;:!?)]|$)", 8)


def turned_quotes(page: Page, match: Match, names: Names) -> Safety | None:
    """All curly quotation marks of an English paragraph stand the wrong way round."""
    block = page.block(match.start())
    text = page.text[block.start : block.end]
    if any(sign in text for sign in "„«»"):
        return None
    signs = text.count("“") + text.count("”")
    turned = len(_OUTER.findall(text)) == signs
    return english(page, match, names) if turned and not signs % 2 else None
