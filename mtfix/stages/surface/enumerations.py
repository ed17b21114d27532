"""Checks of surface rules for the numbers of items in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.english import CODE_NEAR
from mtfix.stages.surface.language import reads_english
from mtfix.stages.surface.list_items import continues_sentence
from mtfix.stages.surface.reaches import LIST_REACH
from mtfix.stages.surface.signs import is_among_english

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_LINE_HEAD = lazy_regex(r"[ \t#>*+(（-]*\Z")
"""Signs that may stand before the number of an item on its line."""
_ENDED = lazy_regex(r"[.;:!?,)。；：！？，）\ufffc”’\"][ \t]*\Z")
"""The end of the item before, where the reading has put both on one line."""
_ENDING = 10
"""Characters in which it does."""
_COMMA_ITEM = lazy_regex(r"(?m)^(\d{1,2}), (?=[A-Za-z“\"(])(.*)$")


def list_number(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for the number of an item among English words, at the start of a line or behind the
    item before; suggested elsewhere."""
    at = match.start("number")
    if not is_among_english(facts, Span(*match.span())):
        return None
    before = facts.text[max(facts.line(at).start, at - LIST_REACH) : at]
    if _LINE_HEAD.match(before):
        return Safety.SAFE
    if not _ENDED.search(before[-_ENDING:]):
        return None
    number = int(match["number"])
    is_next = any(f"{number - 1}{sign}" in before for sign in "、．.)）")
    return Safety.SAFE if number == 1 or is_next else Safety.SUGGESTED


def list_comma(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for a number that counts on from the item before, or to the next one, in a list of
    English sentences."""
    at = match.start("number")
    low, high = max(0, at - LIST_REACH), min(len(facts.text), at + LIST_REACH)
    items = {int(item[1]): item for item in _COMMA_ITEM.finditer(facts.text, low, high)}
    number = int(match["number"])
    others = [items[one] for one in (number - 1, number + 1) if one in items]
    here = items.get(number)
    if here is None or not others or (number == 1 and number + 1 not in items):
        return None
    if any(continues_sentence(facts.text, item.start()) for item in (here, *others)):
        return None
    texts = [item[2] for item in (here, *others)]
    if not all(map(reads_english, texts)) or any(map(CODE_NEAR.search, texts)):
        return None
    return Safety.SAFE
