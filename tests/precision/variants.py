"""Counts the variants of packs in native English: `glossaries/frequencies/en.txt`.

    python tests/precision/variants.py FOLDER [PACK …] > glossaries/frequencies/en.txt

FOLDER is the corpus of docs/precision.md. Without packs, the shipped ones are counted. Only what
stands there is written, so a variant that is not in the list was never seen. Of the words of
variants, those that stand nowhere in the corpus are written too: no English text has them.
Right forms of names are counted as they are written: one that any English text may hold says
little of the text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation

from mtfix.matching.predicates import word_ends, word_starts
from mtfix.matching.triggers import folded
from mtfix.packs.model import Term
from mtfix.packs.native_counts import LEAST_LETTERS, NativeCounts, dump, variants_digest
from mtfix.packs.store import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+")
_PIECE = 1 << 22
"""Bytes of text that are searched at once."""


def counted(folder: Path, terms: Sequence[Term]) -> NativeCounts:
    """Return how often the variants and the right forms of some entries stand in a corpus."""
    variants = _Finder(variant.lower() for term in terms for variant in term.variants)
    names = _Finder(form for term in terms if term.is_name for form in (term.term, *term.admitted))
    wanted = {word for text in variants.texts for word in _WORD.findall(text)}
    met: set[str] = set()
    words = 0
    for piece in _pieces(folder):
        small = folded(piece)
        found = _WORD.findall(small.decode("utf-8", "replace").lower())
        words += len(found)
        met |= wanted.intersection(found)
        variants.count(small)
        names.count(piece)
    unknown = (word for word in wanted - met if len(word) >= LEAST_LETTERS and word.isascii())
    digest = variants_digest(terms)
    return NativeCounts(words, digest, variants.counts, names.counts, frozenset(unknown))


class _Finder:
    """Texts that are counted as whole words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = sorted(set(texts))
        self.counts: Counter[str] = Counter()
        self._automaton = BytesAhoCorasick(
            [text.encode() for text in self.texts], implementation=Implementation.ContiguousNFA
        )

    def count(self, data: bytes) -> None:
        """Count the texts that stand in some data."""
        for number, start, end in self._automaton.find_matches_as_indexes(data, overlapping=True):
            if word_starts(data, start, end) and word_ends(data, end):
                self.counts[self.texts[number]] += 1


def _pieces(folder: Path) -> Iterator[bytes]:
    """The documents of a corpus, some at a time, white space between words made one space; a line
    end stays between two documents."""
    parts: list[bytes] = []
    size = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            parts.append(b" ".join(path.read_bytes().split()))
            size += len(parts[-1])
            if size > _PIECE:
                yield b"\n".join(parts)
                parts, size = [], 0
    yield b"\n".join(parts)


if __name__ == "__main__":
    packs = load(sys.argv[2:] or None, strict=False).packs
    entries = [rule for pack in packs for rule in pack.rules if isinstance(rule, Term)]
    sys.stdout.write(dump(counted(Path(sys.argv[1]), entries)))
