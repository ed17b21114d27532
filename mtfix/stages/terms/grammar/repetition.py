"""Names that stand twice: *millet (Xiaomi)*, *millet, Xiaomi, said*, *Xiaomi millet*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.word_patterns import PREPOSITION
from mtfix.text.line_wrap import unwrapped

if TYPE_CHECKING:
    from mtfix.edits.edit import Edit
    from mtfix.stages.terms.grammar.variant_context import VariantContext

_KNOWN_AS = (
    r"(?:(?:also |better |formerly )?(?:known|called) as |aka |a\.k\.a\. |i\.e\.,? |that is,? |"
    r"namely,? |in English:? |English(?: name)?: ?|or )?"
)
_BRACKET = lazy_regex(r"\s*[(（]([^()（）]{2,60})[)）]")
_QUOTE = "[\"“”'‘’]?"
_LISTED = lazy_regex(r",|\b(?:and|or)\b|&", re.IGNORECASE)
_LIST_GOES_ON = lazy_regex(r"\s*(?:and|or)\b|\s+[\w.-]+(?:,|\s+(?:and|or)\b)", re.IGNORECASE)
_PLACE_BEFORE = lazy_regex(rf"\A\W*(?:{PREPOSITION})\s+\Z", re.IGNORECASE)
"""*In Xiaomi millet is …*: the first may be a place, the second the subject."""
_NO_WORD = " \n\t.,;:!?)]\"”'’"
"""Characters with which no word goes on."""
_NEAR = 80
_SENTENCE_REACH = 60


def with_gloss(here: VariantContext) -> tuple[VariantContext, str]:
    """Return the variant with its right name behind it taken in, and what stays of a bracket."""
    variant = _BRACKET.match(here.after)
    if variant and unwrapped(variant[1]).lower() in map(str.lower, here.term.variants):
        return _taken_in(here, variant.end())
    near = here.after[:_NEAR].lower()
    for name in (here.term.term, *here.term.admitted):
        if name.lower() not in near:
            continue
        own = re.escape(name)
        gloss = re.match(
            rf"\s*[(（]\s*{_KNOWN_AS}{_QUOTE}{own}{_QUOTE}\s*[)）]", here.after, re.IGNORECASE
        )
        more = re.match(rf"(\s*[(（])\s*{own}[,;] (?=\S)", here.after, re.IGNORECASE)
        again = re.match(rf"\s+{own}\b(?!['’.-]\w)", here.after)
        square = re.match(rf"\s*\[{own}\](?![(\[])", here.after, re.IGNORECASE)
        commas = re.match(rf",\s+{_KNOWN_AS}{own}(?:,(?=\s)|(?=[.;!?]))", here.after)
        twice = gloss or square or again
        if twice:
            return _taken_in(here, twice.end())
        if more:
            return here._replace(end=here.end + more.end()), more[1]
        if commas and not _in_list(here, commas.end()):
            return here._replace(end=here.end + commas.end()), ""
    return here, ""


def _taken_in(here: VariantContext, size: int) -> tuple[VariantContext, str]:
    """The variant with that much behind it; full-width brackets part words without a space."""
    here = here._replace(end=here.end + size)
    return here, " " if here.after[:1].isalnum() else ""


def without_repeated_name(here: VariantContext) -> tuple[VariantContext, Edit | None]:
    """Return the variant, and the change by which the right name directly before it goes: *Xiaomi,
    millet, said*; the comma behind the two goes with it."""
    for name in (here.term.term, *here.term.admitted):
        if name not in here.before[-_NEAR:]:
            continue
        before = re.search(rf"(?<![\w.-]){re.escape(name)}(,?\s+)\Z", here.before)
        if not before:
            continue
        gone = here.edit(here.back(*before.span()), "")
        if not before[1].startswith(","):
            return here, None if _PLACE_BEFORE.search(here.before[: before.start()]) else gone
        if (
            not here.closing
            and here.after.startswith(", ")
            and not _LISTED.search(here.before[: before.start()])
        ):
            return here._replace(end=here.end + 1), gone
    return here, None


def with_repeated_end(here: VariantContext) -> VariantContext:
    """Return the variant with the last words of its term taken in, where they stand behind it and
    not in it: *the Chinese People's Bank of China*, *shrimp Music*."""
    words = here.term.term.lower().split()
    variant = here.text[here.span.start : here.span.end].lower()
    for size in range(len(words) - 1, 0, -1):
        tail = " ".join(words[-size:])
        following = here.after[: len(tail) + 2].lower()
        if following.startswith(f" {tail}") and not following[len(tail) + 1 :].strip(_NO_WORD):
            return here if variant.endswith(tail) else here._replace(end=here.end + 1 + len(tail))
    return here


def _in_list(here: VariantContext, end: int) -> bool:
    """Whether the two names are members of a list: *Apple, millet, Xiaomi and Oppo*."""
    before = here.before[-_SENTENCE_REACH:].rstrip()
    return before.endswith((",", " and", "&")) or bool(_LIST_GOES_ON.match(here.after[end:]))
