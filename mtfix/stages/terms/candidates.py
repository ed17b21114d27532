"""Where do variants stand? Thousands of them share a few hundred heads.

The scan looks for heads only (`byte ju` for *byte jump*, *byte jumps*, *byte jumping*);
which variants really stand at a head is seen here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.matching.phrases import NEXT_LINE
from mtfix.packs.frequencies import is_rare
from mtfix.text.characters import continues_word
from mtfix.text.line_wrap import unwrapped, unwrapped_positions
from mtfix.text.words import FREQUENT_LINE_ENDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from mtfix.matching.page import Page
    from mtfix.packs.model import Term

_SHORTEST, _SECOND_WORD = 7, 3
"""Letters that a head has at least, and those of its second word among them: fewer heads
make the automaton small, longer ones hit less by chance."""
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_WRAP = 40
"""Characters that line breaks and what begins the next lines may take within a variant."""
_KEY = 4
"""Characters by which it is looked up how long a variant may be."""
_LONG = 4
"""Letters of first words; with shorter ones, and with those that end lines everywhere, a variant
is only found over a plain line break."""


class VariantIndex:
    """The variants of some terms, in small letters."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        # For each variant its terms, and the spelling where only that one counts.
        self._known: dict[str, list[tuple[int, str]]] = {}
        for index, term in enumerate(terms):
            right = _folded(term.term)
            # All at once, since there are twenty thousand.
            all_folded = _folded("\n".join(term.variants)).split("\n")
            for variant, folded in zip(term.variants, all_folded, strict=False):
                written = variant if folded == right else ""
                self._known.setdefault(folded, []).append((index, written))
        self._longest = max(map(len, self._known), default=0)
        self._lengths, self._short = _lengths(self._known)
        self._shields: dict[str, list[tuple[str, int]]] | None = None

    def heads(self) -> dict[str, list[str]]:
        """The variants that count in any case, by the heads by which the scan finds them."""
        heads: dict[str, list[str]] = {}
        for variant, terms in self._known.items():
            if not all(written for _, written in terms):
                heads.setdefault(head(variant), []).append(variant)
        return heads

    def wrapped(self) -> Iterator[str]:
        """First words of these variants, where they end a line and the next one begins with
        white space or `>`: as they stand in the folded text."""
        heads = (begin for begin in self.heads() if not begin.endswith(" "))
        for words in dict.fromkeys(begin.rpartition(" ")[0] for begin in heads):
            if len(words) >= _LONG and words not in FREQUENT_LINE_ENDS:
                yield from (words + sign for sign in NEXT_LINE)

    def written(self) -> Iterable[str]:
        """The variants of which only one spelling counts."""
        spelled = (written for terms in self._known.values() for _, written in terms)
        return dict.fromkeys(filter(None, spelled))

    def standing(self, page: Page) -> list[tuple[int, Span]]:
        """Return term and span of every variant on the page that is no part of a right form, in
        order; of two with one start the longer is first."""
        spans: set[tuple[int, int, int]] = set()
        for start in dict.fromkeys(hit.start for hit in page.hits.get("term", ())):
            for folded, span in self._standing(page.text, start):
                found = page.text[span.start : span.end]
                for term, written in self._known[folded]:
                    if written in {"", found} and not self._shielded(page.text, span, folded):
                        spans.add((span.start, -span.end, term))
        return [(term, Span(start, -end)) for start, end, term in sorted(spans)]

    def _standing(self, text: str, start: int) -> Iterator[tuple[str, Span]]:
        """The variants that stand at `start` as whole words, and their spans."""
        here, ends = text[start : start + self._longest], None
        if "\n" in here:
            reach = min(len(text), start + self._longest + _WRAP)
            here, ends = unwrapped(text[start:reach]), unwrapped_positions(text, start, reach)
        here = _folded(here)
        for length in (*self._short, *self._lengths.get(here[:_KEY], ())):
            folded = here[:length]
            if folded in self._known and len(folded) == length:
                end = ends[length - 1] + 1 if ends else start + length
                if _ends(text, end) and (not ends or _quoted_alike(text, Span(start, end))):
                    yield folded, Span(start, end)

    def _shielded(self, text: str, span: Span, folded: str) -> bool:
        """Whether the variant is part of a right form that stands there: *Honor of Kings*."""
        if self._shields is None:
            self._shields = _shields(self._terms, self._known)
        return any(
            text.startswith(form, span.start - offset)
            for form, offset in self._shields.get(folded, ())
            if span.start >= offset
        )


def outermost(standing: Iterable[tuple[int, Span]]) -> Iterator[tuple[int, Span]]:
    """Yield those variants that do not lie within another one."""
    reach = Span(-1, -1)
    for term, span in standing:
        if span == reach or not span.within(reach):
            yield term, span
            reach = span if span.end > reach.end else reach


def head(variant: str) -> str:
    """Return the beginning of a variant by which the scan finds it: of one that begins with a
    rare word, this word.

    >>> head("byte jumping"), head("the first finance reporter"), head("jingdong mall")
    ('byte jum', 'the first fin', 'jingdong ')
    """
    article = len("the ") if variant.startswith("the ") else 0
    space = variant.find(" ", article)
    if space < 0:
        return variant
    if is_rare(variant[article:space]):
        return variant[: space + 1]
    return variant[: max(_SHORTEST, space + 1 + _SECOND_WORD)]


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_SMALL)


def _quoted_alike(text: str, span: Span) -> bool:
    """Whether the lines of a phrase begin with the same sign of a quotation, or all without."""
    lines = text[text.rfind("\n", 0, span.start) + 1 : span.end].split("\n")
    return len({line.lstrip()[:1] == ">" for line in lines}) == 1


def _ends(text: str, end: int) -> bool:
    """Whether the word before `end` ends there."""
    return end >= len(text) or not text[end - 1].isalnum() or not continues_word(text[end])


def _lengths(variants: Iterable[str]) -> tuple[dict[str, list[int]], list[int]]:
    """The lengths of variants by the characters that they begin with; and those of variants that
    are shorter than these."""
    lengths: dict[str, set[int]] = {}
    short: set[int] = set()
    for variant in variants:
        size = len(variant)
        (lengths.setdefault(variant[:_KEY], set()) if size >= _KEY else short).add(size)
    return {key: sorted(found) for key, found in lengths.items()}, sorted(short)


def _shields(terms: Sequence[Term], variants: Container[str]) -> dict[str, list[tuple[str, int]]]:
    """For each variant, the right forms in which it stands as words, and at which offset."""
    shields: dict[str, list[tuple[str, int]]] = {}
    for term in terms:
        for form in (term.term, *term.admitted):
            folded = _folded(form)
            if folded in variants:
                shields.setdefault(folded, []).append((form, 0))
            for offset, part in _word_runs(folded):
                if part in variants:
                    shields.setdefault(part, []).append((form, offset))
    return shields


def _word_runs(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of every run of whole words, but for the whole."""
    words = text.split(" ")
    starts = [sum(len(word) + 1 for word in words[:count]) for count in range(len(words))]
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if last - first < len(words):
                yield starts[first], " ".join(words[first:last])
