"""Single words that were replaced in one compound only, as that compound.

From `thread pond` and `thread pool` only *pond* and *pool* differ; a pack that rewrites ponds
would be wrong everywhere else, while the compound is never right.
"""

from __future__ import annotations

from collections import Counter

from mtfix.authoring.suggest.replacement_kind import is_name
from mtfix.authoring.suggest.term_replacements import Seen, join
from mtfix.authoring.suggest.tokens import PLAIN

_LEAST = 3
"""How often a word must have been replaced for the word before it to be no chance."""


def widened(found: dict[str, dict[str, Seen]]) -> dict[str, dict[str, Seen]]:
    """Return the candidates; a common noun with the one word before it, where that is always
    the same. Adjectives, which people swap when they polish, have it behind them."""
    made: dict[str, dict[str, Seen]] = {}
    for term, variants in found.items():
        for wrong, seen in variants.items():
            word = "" if is_name(term) or " " in f"{term}{wrong}" else _before(seen)
            if word:
                seen.before = _shifted(seen.before)
            right, old = (f"{word} {text}".lstrip() for text in (term, wrong))
            join(made.setdefault(right, {}).setdefault(old, Seen()), seen)
    return made


def _before(seen: Seen) -> str:
    """The word that always stands before the replaced one, if it can be a part of a term."""
    words = {words[-1].lower() if words else "" for words in seen.before}
    [word, *more] = words or {""}
    within = any(words and words[-1] == word for words in seen.before)
    fits = within and not more and seen.count >= _LEAST and word.isalpha() and word not in PLAIN
    return word if fits else ""


def _shifted(before: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    shifted: Counter[tuple[str, ...]] = Counter()
    for words, count in before.items():
        shifted[words[:-1]] += count
    return shifted
