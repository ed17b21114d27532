"""Whether a sentence or a document is English, as far as its words tell."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import EAST_ASIAN
from mtfix.text.language import is_foreign
from mtfix.text.words import AMBIGUOUS, DISTINCTIVE

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.stages.surface.page_facts import PageFacts

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
    answer = reads_english(facts.text[sentence.start : sentence.end])
    if answer is None:
        stretch = facts.stretch(span.start)
        answer = reads_english(facts.text[stretch.start : stretch.end])
    return answer is True


@lru_cache(_REMEMBERED)
def reads_english(text: str) -> bool | None:
    """Return whether enough of the words are such as English is full of, and few have others than
    ASCII letters; None where there are too few words to say no."""
    plain = text if text.isascii() else _WIDE.sub(" ", text).replace("’", "'")
    words = [word.strip(_SIGNS) for word in plain.lower().split()]
    own, also = DISTINCTIVE.intersection(words), AMBIGUOUS.intersection(words)
    if own and len(own) + len(also) >= (1 if len(words) < _SHORT else 2):
        common = sum(word in own or word in also for word in words)
        others = 0 if plain.isascii() else sum(not word.isascii() for word in words)
        if common >= _COMMON * len(words) and others <= max(1, _OTHERS * len(words)):
            return True
    return None if len(text.split()) < _SHORT else False


# --- the document ----------------------------------------------------------------------------

_SAMPLE, _SAMPLES = 4_000, 5
"""Characters of a document that are looked at in one place, and in how many places."""
_CODE_BLOCK = lazy_regex(r"(?ms)^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)|`[^`\n]*`|https?://\S+")
_IDEOGRAPHS = lazy_regex(rf"[{EAST_ASIAN}]")
_LATIN_WORDS = lazy_regex(r"[A-Za-z]{2,}")
_SHARE = 0.1
"""How many of the words of an English document are common ones at least."""
_IDEOGRAPHS_A_WORD = 0.5
"""How many ideographs an English document may have a word: names are short, and whole sentences
of Chinese are few."""


def is_english_document(facts: PageFacts) -> bool:
    """Return whether a document is English as a whole. Its own words say so where a line is too
    short to tell: a title, a cell, an item."""
    return facts.page.context.ask(_is_english_on_the_whole)


def _is_english_on_the_whole(text: str) -> bool:
    step = max(_SAMPLE, len(text) // _SAMPLES)
    sample = "\n".join(text[at : at + _SAMPLE] for at in range(0, len(text), step))
    sample = _CODE_BLOCK.sub(" ", sample)
    words = _LATIN_WORDS.findall(sample.lower())
    ideographs = len(_IDEOGRAPHS.findall(sample))
    if ideographs > _IDEOGRAPHS_A_WORD * len(words):
        return False
    own = sum(map(DISTINCTIVE.__contains__, words))
    if own and own + sum(map(AMBIGUOUS.__contains__, words)) >= _SHARE * len(words):
        return True
    return (  # there are but names and labels, if there is no sentence
        not ideographs
        and _WIDE.sub("", sample.replace(PLACEHOLDER, "")).isascii()
        and not is_foreign(sample, "en")
    )
