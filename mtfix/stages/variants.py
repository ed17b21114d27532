"""Where do variants stand? Thousands of them share a few hundred heads.

The scan looks for heads only (`byte ju` for *byte jump*, *byte jumps*, *byte jumping*);
which variants really stand at a head is seen here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.document import Page
    from mtfix.packs.model import Term

_SHORTEST, _SECOND_WORD = 7, 3
"""Letters that a head has at least, and those of its second word among them: fewer heads
make the automaton small, longer ones hit less by chance."""
_FIRST_IDEOGRAPH = "\u2e80"
_FOLD = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)} | {ord("\n"): ord(" ")}
"""Capitals to small letters, and a line break within a phrase to a space."""


class _Variant(NamedTuple):
    """A variant folded to lower case; `written` where only this spelling counts."""

    folded: str
    term: int
    written: str


class Variants:
    """The variants of some terms, found by their heads."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._by_head: dict[str, list[_Variant]] = {}
        self._written: list[str] = []
        for index, term in enumerate(terms):
            for variant in term.variants:
                folded = _folded(variant)
                written = variant if folded == _folded(term.term) else ""
                if written:
                    self._written.append(written)
                found = _Variant(folded, index, written)
                self._by_head.setdefault(folded if written else head(folded), []).append(found)
        self._shields = _shields(terms)

    def heads(self) -> Iterator[str]:
        for text, variants in self._by_head.items():
            if not all(variant.written for variant in variants):
                yield text
                yield from _wrapped(text)

    def written(self) -> Iterable[str]:
        return dict.fromkeys(self._written)

    def found(self, page: Page) -> Iterator[tuple[int, Span]]:
        """Yield term and span of every variant on the page, in order; of variants that lie
        within another one, and within a right form, only the outer."""
        spans: dict[tuple[Span, int], None] = {}
        for hit in sorted(page.hits.get("term", ())):
            text = _folded(page.text[hit.start : hit.end])
            for variant in self._by_head.get(text, ()):
                span = _standing(page.text, hit.start, variant)
                if span is not None and not self._shielded(page.text, span, variant.folded):
                    spans[span, variant.term] = None
        reach = Span(-1, -1)
        for span, term in sorted(
            spans, key=lambda found: (found[0].start, -found[0].end, found[1])
        ):
            if span == reach or not span.within(reach):
                yield term, span
                reach = span if span.end > reach.end else reach

    def _shielded(self, text: str, span: Span, folded: str) -> bool:
        """Whether the variant is part of a right form that stands there: *Honor of Kings*."""
        return any(
            text.startswith(form, span.start - offset)
            for form, offset in self._shields.get(folded, ())
            if span.start >= offset
        )


def _wrapped(text: str) -> Iterator[str]:
    """The text with a line break for each of its spaces in turn."""
    space = text.find(" ")
    while space >= 0:
        yield f"{text[:space]}\n{text[space + 1 :]}"
        space = text.find(" ", space + 1)


def head(variant: str) -> str:
    """Return the beginning of a variant by which the scan finds it.

    >>> head("byte jumping"), head("the first finance reporter"), head("millet")
    ('byte jum', 'the first fin', 'millet')
    """
    article = len("the ") if variant.startswith("the ") else 0
    space = variant.find(" ", article)
    return variant if space < 0 else variant[: max(_SHORTEST, space + 1 + _SECOND_WORD)]


def _folded(text: str) -> str:
    return text.lower().replace("\n", " ") if text.isascii() else text.translate(_FOLD)


def _standing(text: str, start: int, variant: _Variant) -> Span | None:
    """The span of a variant that stands at `start` as whole words."""
    end = start + len(variant.folded)
    found = text[start:end]
    if _folded(found) != variant.folded or variant.written not in {"", found}:
        return None
    if end < len(text) and variant.folded[-1].isalnum():
        after = text[end]
        if after == "_" or (after.isalnum() and after < _FIRST_IDEOGRAPH):
            return None
    return Span(start, end)


def _shields(terms: Sequence[Term]) -> dict[str, list[tuple[str, int]]]:
    """For each variant, the right forms in which it stands as words, and at which offset."""
    variants = {_folded(variant) for term in terms for variant in term.variants}
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
