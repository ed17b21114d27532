"""Terms of the source text that the text lacks, in whatever words it went wrong.

Texts of as many lines, or paragraphs, as their sources are compared piece by piece, others as a
whole. A piece has a term where it holds a right form of it, or a variant that is known (which
is then the concern of an edit). Nothing here is an edit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Missing
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.source_text import name_words
from mtfix.text.characters import WORD
from mtfix.text.language import may_be_written_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.packs.model import Term
    from mtfix.stages.terms.source_text import SourceForms

_LINE = lazy_regex(r"[^\n]*\S[^\n]*")
_PARAGRAPH = lazy_regex(r"\S(?:[^\n]|\n(?![ \t\r]*(?:\n|\Z)))*")
_REFERENCE = lazy_regex(
    r"\b(?:it|its|itself|they|their|them|themselves|he|his|him|she|her|which|who|whose|that|this"
    r"|these|those|both|former|latter|one|another|other|the (?:\w+[- ])?(?:company|firm|group|giant"
    r"|app|application|platform|service|product|brand|site|website|network|maker|bank|paper"
    r"|newspaper|magazine|software|system|tool|phone|game|man|woman|founder|chairman|president"
    r"|minister|method|model|technique|term|concept|metric|ratio|figure|number))\b",
    re.IGNORECASE,
)
"""Words that can stand for a term: where there are some, a text may have it less often."""
_ENDINGS = r"(?:s|es|'s|s'|')?"
_SHORT = 3


class _Wanted(NamedTuple):
    """A term of the source: its entries, its form, and where that stands."""

    terms: tuple[Term, ...]
    form: str
    spans: tuple[Span, ...]


def missing_terms(
    forms: SourceForms, text: str, source: str, origin: str | None
) -> Iterator[Missing]:
    """Yield the terms that are in a source text and not in the text, in order.

    `origin` is the language that the user states the text was translated from, or None.
    """
    occurrences = _occurrences(forms, source, origin)
    if not any(occurrences.values()):
        return
    pieces, is_aligned = _pieces(text, source)
    for here, there in pieces:
        part = text[here.start : here.end]
        for wanted in _wanted(forms, occurrences, there):
            found = _too_seldom(wanted, part, source)
            if found == 0 or (found and is_aligned):
                yield Missing(
                    wanted.terms[0].rule,
                    here,
                    wanted.form,
                    wanted.spans[0],
                    _expected(wanted.terms),
                    found,
                    len(wanted.spans),
                )


def _occurrences(forms: SourceForms, source: str, origin: str | None) -> dict[str, list[Span]]:
    """The forms in a source that may be in the language of their entries."""
    found = forms.occurrences(source)
    languages = {forms.terms[index].origin for form in found for index in forms.owners[form]}
    if origin is None:
        languages = {one for one in languages if not one or may_be_written_in(source, one)}
    else:
        languages &= {"", origin}
    return {
        form: spans
        for form, spans in found.items()
        if any(forms.terms[index].origin in languages for index in forms.owners[form])
    }


def _pieces(text: str, source: str) -> tuple[Iterable[tuple[Span, Span]], bool]:
    """The parts of both texts that belong together: lines or paragraphs, where there are as many,
    else the whole; and whether there are."""
    for unit in (_LINE, _PARAGRAPH):
        ours = [Span(*match.span()) for match in unit.finditer(text)]
        theirs = [Span(*match.span()) for match in unit.finditer(source)]
        if len(ours) == len(theirs):
            return zip(ours, theirs, strict=True), True
    return [(Span(0, len(text)), Span(0, len(source)))], False


def _wanted(
    forms: SourceForms, occurrences: Mapping[str, Sequence[Span]], piece: Span
) -> Iterator[_Wanted]:
    """The terms in a piece of the source; forms of one right term are taken together."""
    together: dict[str, _Wanted] = {}
    for form, spans in occurrences.items():
        inside = tuple(span for span in spans if span.within(piece))
        if not inside:
            continue
        terms = tuple(forms.terms[index] for index in forms.owners[form])
        known = together.get(terms[0].term)
        if known is not None:
            terms = tuple(dict.fromkeys((*known.terms, *terms)))
            inside = (*known.spans, *inside)
        first = min(inside)
        together[terms[0].term] = _Wanted(
            terms, form if known is None or first in spans else known.form, tuple(sorted(inside))
        )
    yield from sorted(together.values(), key=lambda wanted: wanted.spans)


def _too_seldom(wanted: _Wanted, part: str, source: str) -> int | None:
    """How often a piece has a term, if that is too seldom; None if it is not."""
    folded = fold(part)
    found = sum(1 for _ in _forms_and_variants(wanted.terms).finditer(folded))
    unambiguous = any(term.unambiguous_source for term in wanted.terms)
    if found:
        seldom = unambiguous and found < len(wanted.spans) and not _REFERENCE.search(part)
        return found if seldom else None
    if not unambiguous and not _is_meant(wanted, folded, source):
        return None
    return 0


def _is_meant(wanted: _Wanted, folded: str, source: str) -> bool:
    """Whether an ordinary word of the source is the term there: the words around it say so, or
    cues in the text, where none speaks for the ordinary meaning."""
    if any(beside for beside, _ in name_words(source, wanted.spans, wanted.terms[0].origin)):
        return True
    against = (name for term in wanted.terms for name, _ in term.cues_against)
    if _any_of(tuple(against)).search(folded):
        return False
    names = (name for term in wanted.terms for name, weight in term.cues_for if weight >= 1)
    return _any_of(tuple(names)).search(folded) is not None


def _expected(terms: Iterable[Term]) -> tuple[str, ...]:
    """The right forms of some terms, any of which would do."""
    return tuple(dict.fromkeys(form for term in terms for form in (term.term, *term.admitted)))


def fold(text: str) -> str:
    """Return a text without what tells no words apart: case, hyphens and line ends."""
    return re.sub(r"[\s\u00a0‐‑–-]+", " ", text.casefold().replace("’", "'"))


@lru_cache(512)
def _forms_and_variants(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """A pattern for the right forms and the variants of some terms in folded text."""
    forms = [form for term in terms for form in (term.term, *term.admitted, *term.variants)]
    # People are called by a part of their names.
    forms += (
        part
        for term in terms
        if term.kind == "person"
        for part in term.term.split()
        if len(part) >= _SHORT or len(part) == len(term.term.split()[-1])
    )
    return _words(forms, _ENDINGS)


@lru_cache(512)
def _any_of(cues: tuple[str, ...]) -> re.Pattern[str]:
    return _words(cues, _ENDINGS)


def _words(phrases: Iterable[str], endings: str) -> re.Pattern[str]:
    """A pattern for any of some phrases as whole words in folded text; `*` is any ending."""
    folded = sorted({fold(phrase) for phrase in phrases}, key=lambda text: (-len(text), text))
    listed = "|".join(re.escape(text).replace(r"\*", r"\w*") for text in folded if text.strip())
    if not listed:
        return re.compile(r"(?!)")
    # A letter of a script without spaces ends no word and begins none.
    return re.compile(rf"(?<!{WORD})(?:{listed}){endings}(?!{WORD})")
