"""Whether a space is missing between two sentences, or a full stop stands inside an identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.damage import WIDE
from mtfix.stages.surface.english import CODE_NEAR, without_asides, without_names
from mtfix.stages.surface.likely_seams import may_begin
from mtfix.text.layout import CONTEXT_WINDOW
from mtfix.text.words import SENTENCE_STARTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

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
"""Words that follow a name at the start of a sentence, and seldom a name within an identifier."""
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
"""Words that follow an identifier such as *Foo.And*, and no sentence that begins so."""
_LISTED = lazy_regex(
    r"\S,(?!(?:The|And|But|While|Which|When|After|It|So|Then|This|These|There) [a-z])[^\s\d]"
)
"""Other commas without a space, close by: a row of a table, unless a clause begins behind them."""
_WORDS_BEFORE = lazy_regex(
    r"(?:\A|[\s\"“(])(?:\d[\d.,]*|[\w’'%$&,-]+)\.?[)”\"]?\s[\"“(]?"
    r"(?:[\w’'%$&,.-]*[\w’'%$&,-]|(?:Mrs?|Ms|Dr|St|No|Prof|Inc|Co|U\.S)\.)\s[\"“($]?\Z"
)

_OPENED = lazy_regex(
    r"(?:\A|\n|[.!?][\"”’]? )(?i:in|on|at|as|by|for|after|before|since|until|from|during|last|this|"
    r"that|these|those) \Z"
)
"""The first word of a sentence, of which only one more stands before the comma."""


def prose_seam(facts: PageFacts, match: Match) -> Safety | None:
    """Safe where the second sentence begins with a word that begins sentences, with a name that
    the packs know, or with one that the text uses elsewhere within a sentence; wide or suggested
    before other words; None inside an identifier, a file name or a row of a table."""
    text = facts.text
    start, end = match.start("left"), match.end("right")
    is_comma = text[match.end("left")] == ","
    if (
        not _is_behind_words(text, start, is_comma=is_comma)
        or _is_in_code(text, start, end, is_comma=is_comma)
        or (_MIDDLE.match(match["right"]) and _VERB_BEHIND.match(text, end))
    ):
        return None
    around = f"{text[max(0, start - CONTEXT_WINDOW) : start]}\0{text[end : end + CONTEXT_WINDOW]}"
    if _has_member(around, match["left"]):
        return None
    if match["right"].lower() in SENTENCE_STARTERS:
        return Safety.SAFE
    if (
        not match["left"][-1].isalpha()
        or (match["right"].lower() in _FILE_ENDINGS and not is_comma)
        or _CODE_VERB.search(text, max(0, start - 20), start)
        or _NOUN_BEHIND.match(text, end)
    ):
        return None
    names = facts.names()
    is_member = match["left"][:1].isupper() and match["right"] not in names  # *Spec.Containers*
    if not is_member and _begins(match, around, names):
        return Safety.SAFE
    return WIDE if may_begin(match) and not is_member else Safety.SUGGESTED


def _is_behind_words(text: str, start: int, *, is_comma: bool) -> bool:
    """Whether enough of a sentence stands before its last word."""
    if _WORDS_BEFORE.search(text, max(0, start - 60), start):
        return True
    return is_comma and _OPENED.search(text, max(0, start - 20), start) is not None


def _is_in_code(text: str, start: int, end: int, *, is_comma: bool) -> bool:
    """Whether there are signs of code, or those of a table, close by."""
    before = without_asides(text[max(0, start - 300) : start])[-80:]
    behind = without_asides(text[end : end + 300])[:40]
    return bool(
        CODE_NEAR.search(without_names(before, behind))
        or (is_comma and _LISTED.search(f"{before} {behind}"[-80:]))
        or _CODE_NOUN.search(text, max(0, start - 20), start)
    )


def _has_member(text: str, word: str) -> bool:
    """Whether a word stands before a full stop and a letter elsewhere: it names something."""
    return any(
        not _continues(text[at - 1 : at]) and _continues(text[end : end + 1])
        for at, end in _places(text, f"{word}.")
    )


def _begins(match: Match, around: str, names: frozenset[str]) -> bool:
    """Whether a name that stands there begins a sentence."""
    text, right = match.string, match["right"]
    if right in names or _FULL_NAME.match(text, match.start("right")):
        return True
    return _GOES_ON.match(text, match.end("right")) is not None and any(
        _SMALL_BEFORE.search(around, max(0, at - 2), at)
        and not _continues(around[end : end + 1])
        and around[end : end + 1] not in {".", "("}
        for at, end in _places(around, f" {right}")
    )


_FILE_ENDINGS = frozenset("swift java kt md txt html css json xml yaml rst pdf png".split())
"""Endings of the names of files, which are written in capitals as well."""
_SMALL_BEFORE = lazy_regex(r"[a-z],?\Z")


def _continues(char: str) -> bool:
    """Whether a character, or none, continues a word."""
    return char.isalnum() or char == "_"


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where some words stand in a text: start and end."""
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)
