"""Everyday words that are rewritten wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.authoring.lint.fault import Fault, fault
from mtfix.packs.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EVERYDAY = 3.0
"""From here a word is everyday: once in a million words (the logarithm of how often in 10^9)."""
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
MISSING = "everyday words marked unambiguous: that needs wordfreq, pip install 'mtfix[glossary]'"


def available() -> bool:
    """Whether there is a list of frequencies to look words up in."""
    from importlib.util import find_spec

    return find_spec("wordfreq") is not None


def faults(checked: Iterable[object]) -> Iterator[Fault]:
    """Yield an everyday word among the variants of each entry that takes them everywhere.

    Where only capitals are wrong, the list can't tell the name from the word and is not asked.
    """
    from wordfreq import zipf_frequency

    for term in checked:
        if not isinstance(term, Term) or term.ambiguous != "no" or term.guards:
            continue
        for variant in term.variants:
            word = _ARTICLE.sub("", variant)
            if not word.isalpha() or variant.lower() == term.term.lower():
                continue
            often = zipf_frequency(word, term.language)
            if often >= EVERYDAY:
                times = 10 ** (often - EVERYDAY)
                problem = f"{word!r} is an everyday word, {times:.0f} in a million"
                yield fault("everyday", term, problem, "mark it 'ambiguous: everyday', with cues")
