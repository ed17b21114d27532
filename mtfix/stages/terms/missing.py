"""Terms that the source text says and the text does not, in whatever words it went wrong.

Texts of as many lines, or paragraphs, as their sources are compared piece by piece, others as a
whole. A piece says a term where it holds a right form of it, or a variant that is known (which
is then the concern of an edit). Nothing here is an edit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Missing
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.source_text import in_language, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.packs.model import Term
    from mtfix.stages.terms.source_text import Forms

_LINE = lazy_regex(r"[^\n]*\S[^\n]*")
_PARAGRAPH = lazy_regex(r"\S(?:[^\n]|\n(?![ \t\r]*(?:\n|\Z)))*")
_STANDS_FOR = lazy_regex(
    r"\b(?:it|its|itself|they|their|them|themselves|he|his|him|she|her|which|who|whose|that|this"
    r"|these|those|both|former|latter|one|another|other|the (?:\w+[- ])?(?:company|firm|group|giant"
    r"|app|application|platform|service|product|brand|site|website|network|maker|bank|paper"
    r"|newspaper|magazine|software|system|tool|phone|game|man|woman|founder|chairman|president"
    r"|minister|method|model|technique|term|concept|metric|ratio|figure|number))\b",
    re.IGNORECASE,
)
"""What can stand for a term that was said before: then a text may say it less often."""
_ENDINGS = r"(?:s|es|'s|s'|')?"
_SHORT = 3


class _Wanted(NamedTuple):
    """A term that the source says: by which entries, in which form, and where."""

    terms: tuple[Term, ...]
    form: str
    spans: tuple[Span, ...]


def missing(forms: Forms, text: str, source: str, origin: str | None) -> Iterator[Missing]:
    """Yield the terms that are in a source text and not in the text, in order.

    `origin` is the language that the user says the text was translated from, or None.
    """
    spoken = _spoken(forms, source, origin)
    if not any(spoken.values()):
        return
    pieces, is_aligned = _pieces(text, source)
    for here, there in pieces:
        part = text[here.start : here.end]
        for wanted in _wanted(forms, spoken, there):
            found = _lacking(wanted, part, source)
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


def _spoken(forms: Forms, source: str, origin: str | None) -> dict[str, list[Span]]:
    """The forms that a source says in the language of their entries."""
    said = forms.said(source)
    languages = {forms.terms[index].origin for form in said for index in forms.owners[form]}
    if origin is None:
        languages = {one for one in languages if not one or _may_be(source, one)}
    else:
        languages &= {"", origin}
    return {
        form: spans
        for form, spans in said.items()
        if any(forms.terms[index].origin in languages for index in forms.owners[form])
    }


def _may_be(source: str, language: str) -> bool:
    """Whether a source may be of a language, if it says words of it."""
    return (
        in_language(source, language)
        or language not in {"zh", "ja", "ko"}
        or (language == "zh" and not in_language(source, "ja") and not in_language(source, "ko"))
    )


def _pieces(text: str, source: str) -> tuple[Iterable[tuple[Span, Span]], bool]:
    """The parts of both texts that belong together: lines or paragraphs, where there are as many,
    else the whole; and whether there are."""
    for unit in (_LINE, _PARAGRAPH):
        ours = [Span(*match.span()) for match in unit.finditer(text)]
        theirs = [Span(*match.span()) for match in unit.finditer(source)]
        if len(ours) == len(theirs):
            return zip(ours, theirs, strict=True), True
    return [(Span(0, len(text)), Span(0, len(source)))], False


def _wanted(forms: Forms, spoken: Mapping[str, Sequence[Span]], piece: Span) -> Iterator[_Wanted]:
    """The terms said in a piece of the source; forms of one right term are taken together."""
    together: dict[str, _Wanted] = {}
    for form, spans in spoken.items():
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


def _lacking(wanted: _Wanted, part: str, source: str) -> int | None:
    """How often a piece says a term, if that is too seldom; None if it is not."""
    folded = fold(part)
    found = sum(1 for _ in _saying(wanted.terms).finditer(folded))
    coined = any(term.coined for term in wanted.terms)
    if found:
        seldom = coined and found < len(wanted.spans) and not _STANDS_FOR.search(part)
        return found if seldom else None
    if not coined and not _is_meant(wanted, folded, source):
        return None
    return 0


def _is_meant(wanted: _Wanted, folded: str, source: str) -> bool:
    """Whether an ordinary word of the source is the term there: the words around it say so, or
    cues in the text, where none speaks for the ordinary meaning."""
    if any(beside for beside, _ in signs(source, wanted.spans)):
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
    """Return text in which only what tells words apart is left: no case, hyphens or line ends."""
    return re.sub(r"[\s\u00a0‐‑–-]+", " ", text.casefold().replace("’", "'"))


@lru_cache(512)
def _saying(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """What finds the right forms and the variants of some terms in folded text."""
    said = [form for term in terms for form in (term.term, *term.admitted, *term.variants)]
    # People are called by a part of their names.
    said += (
        part
        for term in terms
        if term.kind == "person"
        for part in term.term.split()
        if len(part) >= _SHORT or len(part) == len(term.term.split()[-1])
    )
    return _words(said, _ENDINGS)


@lru_cache(512)
def _any_of(cues: tuple[str, ...]) -> re.Pattern[str]:
    return _words(cues, _ENDINGS)


def _words(phrases: Iterable[str], endings: str) -> re.Pattern[str]:
    """What finds any of some phrases as whole words in folded text; `*` is any ending."""
    folded = sorted({fold(phrase) for phrase in phrases}, key=lambda text: (-len(text), text))
    listed = "|".join(re.escape(text).replace(r"\*", r"\w*") for text in folded if text.strip())
    if not listed:
        return re.compile(r"(?!)")
    # A letter of a script without spaces ends no word and begins none.
    return re.compile(rf"(?<![^\W\u2e80-\uffff])(?:{listed}){endings}(?![^\W\u2e80-\uffff])")
