"""Finds the variants of terms on a page. Thousands of them share a few hundred heads.

The scan looks for heads only (`byte ju` for *byte jump*, *byte jumps*, *byte jumping*);
which variants really stand at a head is seen here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.rule_names import TERM
from mtfix.matching.phrases import NEXT_LINE
from mtfix.packs.frequencies import is_rare
from mtfix.stages.terms.term_tables import KEY, NO_VARIANTS, small
from mtfix.text.characters import PRINTED_APOSTROPHE, continues_word
from mtfix.text.line_wrap import unwrapped, unwrapped_positions
from mtfix.text.words import FREQUENT_LINE_ENDS, MOST_FREQUENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.matching.page import Page
    from mtfix.stages.terms.term_tables import TermTables, VariantGroup

_SHORTEST, _SECOND_WORD = 7, 3
"""Letters that a head has at least, and those of its second word among them: fewer heads
make the automaton small, longer ones hit less by chance."""
_WRAP = 40
"""Characters that line breaks and what begins the next lines may take within a variant."""
_LONG = 4
"""Letters of first words; with shorter ones, and with those that end lines everywhere, a variant
is only found over a plain line break."""


class Variants(NamedTuple):
    """The variants on a page, each as the index of its term and where it stands, in order.

    outermost: those that do not lie within another one: the candidates.
    every: all.
    """

    outermost: Sequence[tuple[int, Span]]
    every: Sequence[tuple[int, Span]]


class VariantIndex:
    """The variants of some terms, in small letters."""

    def __init__(self, tables: TermTables) -> None:
        self._groups = tables.groups
        self._longest = tables.longest
        self._short = tables.groups.get("", NO_VARIANTS)

    def heads(self) -> dict[str, list[str]]:
        """The variants that count in any case, by the heads by which the scan finds them; with
        the apostrophe of printers, too."""
        heads: dict[str, list[str]] = {}
        for group in self._groups.values():
            for variant, owners in group.owners.items():
                if not all(written for _, written in owners):
                    heads.setdefault(head(variant), []).append(variant)
                    if "'" in variant:
                        printed = variant.replace("'", PRINTED_APOSTROPHE)
                        heads.setdefault(head(printed), []).append(printed)
        return heads

    def wrapped(self, heads: Iterable[str]) -> Iterator[str]:
        """First words of the variants with these heads, where they end a line and the next one
        begins with white space or `>`: as they stand in the folded text."""
        begins = (begin for begin in heads if not begin.endswith(" "))
        for words in dict.fromkeys(begin.rpartition(" ")[0] for begin in begins):
            if len(words) >= _LONG and words not in FREQUENT_LINE_ENDS:
                yield from (words + sign for sign in NEXT_LINE)

    def written(self) -> Iterable[str]:
        """The variants of which only one spelling counts."""
        owners = (one for group in self._groups.values() for one in group.owners.values())
        return dict.fromkeys(written for terms in owners for _, written in terms if written)

    def standing(self, page: Page) -> list[tuple[int, Span]]:
        """Return term and span of every variant on the page that is no part of a right form, in
        order; of two with one start the longer is first."""
        text = page.text
        spans: set[tuple[int, int, int]] = set()
        for start in dict.fromkeys(hit.start for hit in page.hits.get(TERM, ())):
            for variant, group, end in self._standing(text, start):
                if not _is_shielded(text, start, group.shields.get(variant, ())):
                    found = text[start:end]
                    for term, written in group.owners[variant]:
                        if written in {"", found}:
                            spans.add((start, -end, term))
        return [(term, Span(start, -end)) for start, end, term in sorted(spans)]

    def _standing(self, text: str, start: int) -> Iterator[tuple[str, VariantGroup, int]]:
        """The variants that stand at `start` as whole words, their groups, and where they end."""
        here = _folded(text[start : start + self._longest])
        ends: Sequence[int] = ()
        group = self._groups.get(here[:KEY], NO_VARIANTS)
        longest = group.lengths[-1] if group.lengths else 0
        if "\n" in here[: max(KEY, longest)]:  # a variant may reach over the line end
            reach = min(len(text), start + self._longest + _WRAP)
            here = _folded(unwrapped(text[start:reach]))
            ends = unwrapped_positions(text, start, reach)
            group = self._groups.get(here[:KEY], NO_VARIANTS)
        for one in (self._short, group):
            owners = one.owners
            for length in one.lengths:
                variant = here[:length]
                if variant in owners and len(variant) == length:
                    end = ends[length - 1] + 1 if ends else start + length
                    if _ends(text, end) and (not ends or _quoted_alike(text, Span(start, end))):
                        yield variant, one, end


def outermost(standing: Iterable[tuple[int, Span]]) -> Iterator[tuple[int, Span]]:
    """Yield those variants that do not lie within another one."""
    reach = Span(-1, -1)
    for term, span in standing:
        if span == reach or not span.within(reach):
            yield term, span
            reach = span if span.end > reach.end else reach


def head(variant: str) -> str:
    """Return the beginning of a variant by which the scan finds it: of one that begins with a
    rare word, this word; else some letters of its second word, or where the second word is a small
    one, as it is everywhere, of the next word that is not.

    >>> head("byte jumping"), head("the first finance reporter"), head("jingdong mall")
    ('byte jum', 'the first fin', 'jingdong ')
    >>> head("in the morning post"), head("out of the circle")
    ('in the mor', 'out of the cir')
    """
    article = len("the ") if variant.startswith("the ") else 0
    space = variant.find(" ", article)
    if space < 0:
        return variant
    if is_rare(variant[article:space]):
        return variant[: space + 1]
    following = space + 1
    while (space := variant.find(" ", following)) > 0 and variant[following:space] in MOST_FREQUENT:
        following = space + 1
    return variant[: max(_SHORTEST, following + _SECOND_WORD)]


def _folded(text: str) -> str:
    """Return a text as variants are written: in small letters, with plain apostrophes."""
    return small(text).replace(PRINTED_APOSTROPHE, "'")


def _is_shielded(text: str, start: int, shields: Sequence[tuple[str, int]]) -> bool:
    """Whether a variant is part of a right form that stands there: *Honor of Kings*."""
    return any(text.startswith(form, start - offset) for form, offset in shields if start >= offset)


def _quoted_alike(text: str, span: Span) -> bool:
    """Whether the lines of a phrase begin with the same sign of a quotation, or all without."""
    lines = text[text.rfind("\n", 0, span.start) + 1 : span.end].split("\n")
    return len({line.lstrip()[:1] == ">" for line in lines}) == 1


def _ends(text: str, end: int) -> bool:
    """Whether the word before `end` ends there."""
    return end >= len(text) or not text[end - 1].isalnum() or not continues_word(text[end])
