"""The words of a whole page, counted once: what else it writes is evidence for a doubtful place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.stages.surface.page_facts import PageFacts

_WORD = lazy_regex(r"[^\W\d_]+")


def document_words(facts: PageFacts) -> Counter[str]:
    """Return how often each word stands on the page, as it is written there; runs of letters,
    whatever stands between them."""
    return facts.once(("words",), lambda: Counter(_WORD.findall(facts.text)))


def is_known(facts: PageFacts, word: str) -> bool:
    """Whether a word in small letters is frequent in English, or stands elsewhere on the page."""
    return is_frequent(word) or document_words(facts)[word] > 0
