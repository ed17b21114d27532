"""Whether a place stands in English prose, and not in code: other languages set their signs
otherwise."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.words import AMBIGUOUS, DISTINCTIVE

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

CODE_NEAR = lazy_regex(r"[`{}=<>\\|]|\(\)|::|->|\w_\w|\w\(|\$[A-Za-z_]|\b[a-z]{2,}[A-Z]")
"""Signs of code, which prose does not have."""
_CODE_OR_TABLE = lazy_regex(
    r"[`{}=<>\\|~^]|\(\)|::|->|\w_\w|\$[A-Za-z_]|\b[a-z]{2,}[A-Z]|[/@#]\w|\w/|\t|\S {3}"
)
"""Signs of code or of a table, which prose does not have close to a place."""
_CODE_LINE = lazy_regex(r"[ \t]{4}|[.'][A-Za-z\\]|\\")
"""How a line of code begins, or one for a typesetter."""
_LINK = lazy_regex(r"\[[^\[\]\n]*\] ?[(（][^\s()]+[)）]|(?:https?://|www\.)[\w./%?=&#~-]+")
_BEFORE, _AFTER, _LINKS = 60, 40, 300
"""Characters before and behind a place in which code counts, and in which links are looked for."""


def english(facts: PageFacts, match: Match) -> Safety | None:
    """Safe in a sentence of English prose, with no sign of code close by."""
    return Safety.SAFE if is_english_prose(facts, Span(*match.span())) else None


def is_english_prose(facts: PageFacts, span: Span) -> bool:
    """Return whether a span stands in a sentence of English prose, with no sign of code close
    by."""
    start, end = span
    if not is_english(facts, span):
        return False
    line = facts.line(start)
    # What the match itself changes may look like code, and so do addresses.
    before = _without_links(facts.text[max(line.start, start - _LINKS) : start])[-_BEFORE:]
    behind = _without_links(facts.text[end : min(line.end, end + _LINKS)])[:_AFTER]
    is_code = _CODE_OR_TABLE.search(f"{before}\0{behind}")
    return not is_code and not _CODE_LINE.match(facts.text, line.start)


def _without_links(text: str) -> str:
    has_link = "[" in text or "://" in text or "www." in text  # one of them is part of each link
    return _LINK.sub(" ", text) if has_link else text


# --- the language ----------------------------------------------------------------------------

_SIGNS = " \t.,;:!?\"“”‘’'()[]，。！？：；（）、*_"
_WIDE = lazy_regex("[，。！？：；（）、“”]")
_SHORT = 7
"""Words of a sentence from which on one English word does not suffice."""
_COMMON, _OTHERS = 0.15, 0.2
"""How many of the words must be common ones, and how many may have other letters than ASCII."""
_REMEMBERED = 512
"""Texts whose answer is kept: each round asks again of the sentences that no edit has touched."""


def is_english(facts: PageFacts, span: Span) -> bool:
    """Return whether the sentence around a span is English; of one that is too short to tell,
    its paragraph is asked."""
    sentence = facts.sentence(span)
    answer = _reads_english(facts.text[sentence.start : sentence.end])
    if answer is None:
        stretch = facts.stretch(span.start)
        answer = _reads_english(facts.text[stretch.start : stretch.end])
    return answer is True


@lru_cache(_REMEMBERED)
def _reads_english(text: str) -> bool | None:
    """Whether enough of the words are such as English is full of, and few have other letters;
    None where there are too few words to say no."""
    plain = text if text.isascii() else _WIDE.sub(" ", text).replace("’", "'")
    words = [word.strip(_SIGNS) for word in plain.lower().split()]
    own, also = DISTINCTIVE.intersection(words), AMBIGUOUS.intersection(words)
    if own and len(own) + len(also) >= (1 if len(words) < _SHORT else 2):
        common = sum(word in own or word in also for word in words)
        others = 0 if plain.isascii() else sum(not word.isascii() for word in words)
        if common >= _COMMON * len(words) and others <= max(1, _OTHERS * len(words)):
            return True
    return None if len(text.split()) < _SHORT else False
