"""Whether the matches show that a text is a scraped page, and whether too much of it would go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.units import BETWEEN
from mtfix.text.prose_lines import (
    count_ideographs,
    is_paragraph,
    is_sentence,
    lines_in,
    units_in,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.stages.boilerplate.units import RuleMatch

NO_TITLE_SIGN = lazy_regex(r"[\d:：|>»©@#]")
"""Characters that are rare in titles of songs and chapters, which look like boilerplate."""
LEAST_NO_TITLES = 2
"""So many matches must hold such a sign, where no strong rule acts."""
_CLASSES = 3
"""Classes of weak matches that show as much as a strong one, if rules with triggers know two."""
_MATCHES = 4
"""Weak matches that do so too: of two classes that such rules know, or of three of which they
know one."""
_MATCHES_WITHOUT_TRIGGER = 6
"""Weak matches that do so if no such rule knows one of the three classes."""
_FOREIGN_REACH, _FOREIGN_SHARE, _FOREIGN_TEXT = 1_500, 10, 200
"""Characters on each side in which fewer than one in ten is Chinese, of more than so many."""
_SURE_ARTICLE = 12_000
"""Characters after which a text that is mostly prose is taken for an article."""


def looks_scraped(text: str, matches: Sequence[RuleMatch], *, translated: bool = False) -> bool:
    """Return whether the matches, about which there is no doubt, show that a text was scraped.

    translated: whether the text seems to be a translation. Machines translate pages as they
    stand, so that there a weak match suffices which authors do not write.
    """
    # What only its neighbours betray shows little by itself.
    matches = [match for match in matches if BETWEEN not in match.rule.where]
    if any(match.rule.strong or _is_foreign(text, match) for match in matches):
        return True
    signs = [match for match in matches if not CLASSES[match.rule.class_].written_by_authors]
    classes = {match.rule.class_ for match in signs}
    if translated and not all(match.rule.hint for match in signs):
        return True
    with_trigger = {match.rule.class_ for match in signs if not match.rule.hint}
    if len(with_trigger) > 1:
        return len(classes) >= _CLASSES or len(matches) >= _MATCHES
    no_titles = sum(bool(NO_TITLE_SIGN.search(text, *match.cut)) for match in matches)
    least = _MATCHES if with_trigger else _MATCHES_WITHOUT_TRIGGER
    return len(classes) >= _CLASSES and len(matches) >= least and no_titles >= LEAST_NO_TITLES


def _is_foreign(text: str, match: RuleMatch) -> bool:
    """Whether the match is Chinese, and the text around it is not."""
    if count_ideographs(text[match.cut.start : match.cut.end]) < 2:
        return False
    low = max(0, match.unit.start - _FOREIGN_REACH)
    around = text[low : match.unit.start] + text[match.unit.end : match.unit.end + _FOREIGN_REACH]
    foreign = count_ideographs(around) * _FOREIGN_SHARE < len(around)
    return foreign and len(around) > _FOREIGN_TEXT


def cap_reason(text: str, removed: Sequence[RuleMatch]) -> Reason | None:
    """Return why so much may not be taken from this text, or None.

    What goes counts where it has the shape of a paragraph, what stays as a sentence already.
    """
    cuts = {line.start: match.cut for match in removed for line in lines_in(text, match.cut)}
    gone = sum(_prose_size(text, match.cut) for match in removed)
    left = other = 0
    paragraph = False
    for unit in units_in(text, Span(0, len(text))):
        cut = cuts.get(unit.start)
        kept = Span(cut.end, unit.end) if cut and cut.end < unit.end else unit
        if cut is None or kept != unit:
            rest = text[kept.start : kept.end]
            paragraph = paragraph or is_paragraph(rest)
            prose = len(rest) if is_sentence(rest) or is_paragraph(rest) else 0
            left += prose
            other += 0 if prose else len(rest)
        if unit.end > _SURE_ARTICLE and paragraph and left > gone and left > other:
            return None
    if not paragraph:
        return Reason("no-article-left")
    if gone > left:
        return Reason("most-would-go")
    return None if 2 * left > other else Reason("text-is-list")


def _prose_size(text: str, span: Span) -> int:
    return span.end - span.start if is_paragraph(text[span.start : span.end]) else 0
