"""Where the lines around a match show that it belongs to a reference: a list of names, a table of
contents, terms and what they mean, fields of a record."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.lexicons import lexicon
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.lines_around import lines_after, lines_before
from mtfix.text.prose_lines import is_paragraph, is_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.edit import Span
    from mtfix.stages.boilerplate.units import RuleMatch

_LINES = 8
"""Lines each side that are looked at."""
_IDENTIFIER = lazy_regex(
    r"\W*[\w.:]+\(.*\)\W*\Z|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\Z|#?:[a-z][\w-]*|\S*->\S*\Z|"
    r"[a-z]+(?:-[a-z]+)+[?!*]?\Z|[A-Za-z]*_\w*\Z"
)
"""A name of a program: `open()`, `url.host`, `#:style`, `size-in-pixels`, `ct_group`."""
_LEAST_IDENTIFIERS = 3
_LEAST_OTHERS, _MANY_OTHERS = 8, 9
"""Lines around a match that are not recognised, so that it is one of them; and where one more is
recognised."""
_NO_LABEL = lazy_regex(r"[:：|©@]")
"""Signs that entries of such lists lack."""
_TERM_WORDS = 3
_FIELD = lazy_regex(r"[A-Z][\w-]*(?: \w+){,2} ?:\s+\S")
_ADDRESS = lazy_regex(r"https?://|[\w.+-]+@\w")
_LEAST_FIELDS = 3
"""Fields right beside one, which no rule has recognised, so that it belongs to their record."""


def reference_doubt(text: str, match: RuleMatch, recognized: frozenset[int]) -> Reason | None:
    """Return why a whole line belongs to what stands around it, or None.

    recognized: the starts of all lines that rules recognised.
    """
    return _doubt(text, match, recognized) if match.whole else None


def _doubt(text: str, match: RuleMatch, recognized: frozenset[int]) -> Reason | None:
    unit = match.unit
    before = lines_before(text, unit, _LINES)
    after = lines_after(text, unit, _LINES)
    others = [line for line in (*before, *after) if line.start not in recognized]
    around = before, after, recognized
    reasons = (
        (_are_identifiers(text, others), "among-identifiers"),
        (_are_fields(text, unit, *around), "among-fields"),
        (_is_alone_in_list(text, unit, *around), "among-labels"),
        (CLASSES[match.rule.class_].of_manuals and _is_manual(text), "of-a-manual"),
        (_is_term(text, unit, *around), "among-terms"),
    )
    return next((Reason(reason) for holds, reason in reasons if holds), None)


@lru_cache(4)
def _is_manual(text: str) -> bool:
    """Whether a text is a page of a manual, so that dates and authors in it are those of the
    text."""
    small = text.lower()
    return any(sign in small for sign in lexicon("manual-sign", "en"))


def _are_identifiers(text: str, lines: Sequence[Span]) -> bool:
    found = sum(bool(_IDENTIFIER.match(text[line.start : line.end])) for line in lines)
    return found >= _LEAST_IDENTIFIERS


def _are_fields(
    text: str,
    unit: Span,
    before: Sequence[Span],
    after: Sequence[Span],
    recognized: frozenset[int],
) -> bool:
    """Whether enough unknown fields stand beside one, with a blank line between at most."""
    if not _FIELD.match(text, unit.start):
        return False
    found = 0
    for side in (before, after):
        last = unit
        for line in side:
            between = text[min(last.end, line.end) : max(last.start, line.start)]
            if between.count("\n") > 2 or not _FIELD.match(text, line.start):
                break
            found += line.start not in recognized
            last = line
    return found >= _LEAST_FIELDS


def _is_alone_in_list(
    text: str,
    unit: Span,
    before: Sequence[Span],
    after: Sequence[Span],
    recognized: frozenset[int],
) -> bool:
    """Whether a line is one of many in a row of which no rule knows another."""
    if _NO_LABEL.search(text, *unit):
        return False
    known = unknown = 0
    for side in (before, after):
        for line in side:
            words = text[line.start : line.end]
            if is_paragraph(words) or is_sentence(words):
                break
            known += line.start in recognized
            unknown += line.start not in recognized
    return known < 2 and unknown >= (_MANY_OTHERS if known else _LEAST_OTHERS)


def _is_term(
    text: str,
    unit: Span,
    before: Sequence[Span],
    after: Sequence[Span],
    recognized: frozenset[int],
) -> bool:
    """Whether a line is a term between others, each with a sentence below that explains it;
    a command that the sentence below repeats (Add, Adds); a heading above a list or an address."""
    if not after or after[0].start in recognized or not _is_short(text, unit):
        return False
    words = text[after[0].start : after[0].end]
    if text[unit.end - 1] == ":" and _ADDRESS.match(words):
        return True
    if not is_sentence(words):
        return False
    term = text[unit.start : unit.end]
    if words.endswith(":") or (term.isalpha() and words.startswith((f"{term}s ", f"{term}es "))):
        return True
    if len(before) < 2 or recognized.intersection((before[0].start, before[1].start)):
        return False
    return is_sentence(text[before[0].start : before[0].end]) and _is_short(text, before[1])


def _is_short(text: str, line: Span) -> bool:
    return len(text[line.start : line.end].split()) <= _TERM_WORDS
