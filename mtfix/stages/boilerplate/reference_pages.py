"""Where the lines around a match show that it belongs to a reference: a list of names, a table of
contents, terms and what they mean, fields of a record."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.reason import Reason
from mtfix.matching.page import PLACEHOLDER
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.lexicons import lexicon
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.lines_around import lines_after, lines_before
from mtfix.text.prose_lines import is_paragraph, is_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


class _Surroundings(NamedTuple):
    """A line that a rule recognised, and the lines on both sides of it, the nearest first.

    recognized: the starts of all lines that rules recognised.
    """

    text: str
    match: RuleMatch
    before: Sequence[Span]
    after: Sequence[Span]
    recognized: frozenset[int]

    @property
    def unit(self) -> Span:
        return self.match.unit

    @property
    def sides(self) -> tuple[Sequence[Span], Sequence[Span]]:
        return self.before, self.after

    def is_unknown(self, line: Span) -> bool:
        return line.start not in self.recognized

    def words(self, line: Span) -> str:
        return self.text[line.start : line.end]

    def is_short(self, line: Span) -> bool:
        return len(self.words(line).split()) <= _TERM_WORDS


def reference_doubt(text: str, match: RuleMatch, recognized: frozenset[int]) -> Reason | None:
    """Return why a whole line belongs to what stands around it, or None.

    recognized: the starts of all lines that rules recognised.
    """
    if not match.whole:
        return None
    before = lines_before(text, match.unit, _LINES)
    after = lines_after(text, match.unit, _LINES)
    around = _Surroundings(text, match, before, after, recognized)
    return next((Reason(code) for code, holds in _REASONS.items() if holds(around)), None)


def _are_identifiers(around: _Surroundings) -> bool:
    """Whether enough of the unknown lines are names of a program."""
    lines = filter(around.is_unknown, chain(*around.sides))
    return sum(bool(_IDENTIFIER.match(around.words(line))) for line in lines) >= _LEAST_IDENTIFIERS


def _are_fields(around: _Surroundings) -> bool:
    """Whether enough unknown fields stand beside one, with a blank line between at most."""
    text = around.text
    if not _FIELD.match(text, around.unit.start):
        return False
    found = 0
    for side in around.sides:
        last = around.unit
        for line in side:
            between = text[min(last.end, line.end) : max(last.start, line.start)]
            if between.count("\n") > 2 or not _FIELD.match(text, line.start):
                break
            found += around.is_unknown(line)
            last = line
    return found >= _LEAST_FIELDS


def _is_alone_in_list(around: _Surroundings) -> bool:
    """Whether a line is one of many in a row of which no rule knows another."""
    if _NO_LABEL.search(around.text, *around.unit):
        return False
    known = unknown = 0
    for side in around.sides:
        for line in side:
            words = around.words(line)
            if is_paragraph(words) or is_sentence(words):
                break
            if around.is_unknown(line):
                unknown += 1
            else:
                known += 1
    return known < 2 and unknown >= (_MANY_OTHERS if known else _LEAST_OTHERS)


def _is_of_manual(around: _Surroundings) -> bool:
    """Whether manuals have such lines in their text, and the page is one of a manual."""
    return CLASSES[around.match.rule.class_].of_manuals and _is_manual(around.text)


@lru_cache(4)
def _is_manual(text: str) -> bool:
    """Whether a text is a page of a manual, so that dates and authors in it are those of the
    text."""
    small = text.lower()
    return any(sign in small for sign in lexicon("manual-sign", "en"))


def _is_term(around: _Surroundings) -> bool:
    """Whether a line is a term between others, each with a sentence below that explains it;
    a command that the sentence below repeats (Add, Adds); a heading above a list or an address."""
    before, after = around.sides
    if not after or not around.is_unknown(after[0]) or not around.is_short(around.unit):
        return False
    term, words = around.words(around.unit), around.words(after[0])
    if term.endswith(":") and _ADDRESS.match(words):
        return True
    if not is_sentence(words):
        return False
    if words.endswith(":") or (term.isalpha() and words.startswith((f"{term}s ", f"{term}es "))):
        return True
    if len(before) < 2 or not all(map(around.is_unknown, before[:2])):
        return False
    return is_sentence(around.words(before[0])) and around.is_short(before[1])


def _is_in_component(around: _Surroundings) -> bool:
    """Whether a line is all that stands between two tags, which is mostly an example."""
    nearest = [side[0] for side in around.sides if side]
    return len(nearest) == len(around.sides) and all(
        not around.words(line).strip(f"{PLACEHOLDER} ") for line in nearest
    )


_REASONS: dict[str, Callable[[_Surroundings], bool]] = {
    "among-identifiers": _are_identifiers,
    "among-fields": _are_fields,
    "among-labels": _is_alone_in_list,
    "of-a-manual": _is_of_manual,
    "among-terms": _is_term,
    "in-component": _is_in_component,
}
"""Codes of reasons, and what each needs; the first one that holds is given."""
