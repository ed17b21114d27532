"""How often the variants of entries stand in native English: `glossaries/frequencies/en.txt`, which
`tests/precision/variants.py` makes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.fs.shipped import shipped_text
from mtfix.packs.schema import COUNTED, DOUBTED, FREQUENT, NEVER, SEEN, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mtfix.packs.model import Term

FILE = "frequencies", "en.txt"
LEAST_LETTERS = 5
"""Letters of a word that no English text has: shorter ones are abbreviations of anything."""
FREQUENT_FROM = 0.3
"""Times in a million words from which a variant is frequent."""
_COMMON_FROM = 1.0
"""Times in a million words from which a right form may stand in any text."""
_PARTS = ("variants", "names", "unknown words")
_HEAD = """\
# How often variants and names of the packs stand in native English; see tests/precision/variants.py
words {words}
digest {digest}
"""


class NativeCounts(NamedTuple):
    """What was counted in native English.

    words: how many words were read.
    digest: that of the variants that were looked for.
    variants, names: how often those stand there that do; variants in small letters.
    unknown_words: words of variants that stand nowhere there.
    """

    words: int
    digest: str
    variants: Mapping[str, int]
    names: Mapping[str, int]
    unknown_words: frozenset[str]

    def per_million(self, count: int) -> float:
        """Return a count as a rate in a million words."""
        return 1e6 * count / self.words if self.words else 0.0

    def frequency(self, term: Term, variant: str) -> str:
        """Return how often a variant in small letters of an entry of one line stands in native
        English: `never`, where no English text can have it; `unseen`, `doubted`, `seen` or
        `frequent`."""
        if term.frequency in {NEVER, FREQUENT}:
            return term.frequency
        count = self.variants.get(variant, 0)
        if count:
            return FREQUENT if self.per_million(count) >= FREQUENT_FROM else SEEN
        if term.frequency == DOUBTED:
            return DOUBTED
        if not self.unknown_words.isdisjoint(_words(variant)):
            return NEVER
        return UNSEEN if term.frequency == COUNTED else SEEN

    def is_common(self, name: str) -> bool:
        """Return whether a right form stands in so many English texts that it says little."""
        return self.per_million(self.names.get(name, 0)) >= _COMMON_FROM


def _words(text: str) -> Iterable[str]:
    return text.replace("-", " ").replace("'", " ").split()


@cache
def native_counts() -> NativeCounts:
    """Return the counts that are shipped."""
    return parse(shipped_text(*FILE))


def dump(counts: NativeCounts) -> str:
    """Return counts as `parse` reads them."""
    parts = (
        (f"{count} {text}" for text, count in sorted(counts.variants.items())),
        (f"{count} {text}" for text, count in sorted(counts.names.items())),
        sorted(counts.unknown_words),
    )
    head = _HEAD.format(words=counts.words, digest=counts.digest)
    return head + "".join(
        f"\n# {name}\n" + "".join(f"{line}\n" for line in lines)
        for name, lines in zip(_PARTS, parts, strict=True)
    )


def parse(text: str) -> NativeCounts:
    """Return the counts of a file; without one, nothing was counted."""
    if not text:
        return NativeCounts(0, "", {}, {}, frozenset())
    head, *parts = text.split("\n\n")
    words, digest = (line.split(" ", 1)[1] for line in head.splitlines()[1:3])
    variants, names, unknown = (part.rstrip("\n").split("\n")[1:] for part in parts)
    return NativeCounts(int(words), digest, _counts(variants), _counts(names), frozenset(unknown))


def variants_digest(terms: Iterable[Term]) -> str:
    """Return a digest of the variants and names of some entries, by which one sees whether those
    that were counted are those that are there."""
    from hashlib import blake2b

    texts = {text for term in terms for text in (term.term, *term.variants)}
    return blake2b("\n".join(sorted(texts)).encode(), digest_size=8).hexdigest()


def _counts(lines: Iterable[str]) -> dict[str, int]:
    pairs = (line.split(" ", 1) for line in lines)
    return {text: int(count) for count, text in pairs}
