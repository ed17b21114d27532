"""The removal of what stands outside the main part of a flattened page, with the reasons."""

from __future__ import annotations

from collections import Counter
from itertools import compress, islice
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.composition import flatten
from mtfix.edits.edit import Span, apply
from mtfix.edits.fix import Fix
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import BOILERPLATE, rule_name
from mtfix.matching.page import PLACEHOLDER, Page
from mtfix.stages.boilerplate.article.linear_model import line_odds
from mtfix.stages.boilerplate.article.menu_words import classes
from mtfix.stages.boilerplate.article.page_lines import PageLines, is_menu, read_lines
from mtfix.stages.boilerplate.article.segmentation import best_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.stages.boilerplate.article.line_features import LineFacts

_LEAST_LINES, _LEAST_MENUS = 5, 2
"""A page from which fewer lines would go, or fewer that hold little else than menu words, has no
sign that it was scraped: nothing goes."""
_LEAST_WORDS = 30
"""An article has at least as many words."""
_GAP_LINES = 5
"""Lines that go from within the main part for their shape alone; fewer go if one of them
shows a sign of what it is."""
_SIGNS_SHOWN = 4
_MAY_BE_PROTECTED = PLACEHOLDER, "`", "~~~", "---", "+++"
"""Where none of these occurs, no place of a text is protected."""


class LabelledPage(NamedTuple):
    """The lines of a text, what is known of each, and whether it belongs to the article."""

    lines: PageLines
    facts: list[LineFacts]
    """Empty where all lines are kept without a look."""
    kept: list[bool]


def removals(page: Page) -> Iterator[Fix]:
    """Yield the removal of each run of lines that does not belong to the article of a page."""
    text = page.text
    if text.count("\n") < _LEAST_LINES:
        return
    lines, facts, kept = labelled(text)
    if any(sign in text for sign in _MAY_BE_PROTECTED):
        spans = map(Span, lines.starts, lines.ends)
        kept = [one or bool(page.protected(span)) for one, span in zip(kept, spans, strict=True)]
    if not facts or all(kept):
        return
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
    for run in _runs_outside(kept):
        where = "before" if run.start < first else "behind" if run.start > last else "within"
        span = _span(lines, run, last)
        reason = _reason(lines, facts, run)
        rule = rule_name(BOILERPLATE, f"{where}-article")
        yield Fix.of(span, text[span.start : span.end], "", rule, reason)


def main_part(text: str) -> str:
    """Return what is left of a text without these runs."""
    return apply(text, flatten(list(removals(Page(text, {})))))


def labelled(text: str) -> LabelledPage:
    """Return the lines of a text as the shipped model labels them."""
    lines = read_lines(text, _LEAST_MENUS)
    sizes = map(len, lines.shapes)
    if len(lines.shapes) < _LEAST_LINES or sum(map(is_menu, sizes, lines.covered)) < _LEAST_MENUS:
        # Whatever the odds were, nothing would go: most clean documents leave here.
        return LabelledPage(lines, [], [True] * len(lines.shapes))
    facts, odds = line_odds(lines)
    return LabelledPage(lines, facts, kept_lines(lines, facts, odds))


def kept_lines(lines: PageLines, facts: Sequence[LineFacts], odds: Sequence[float]) -> list[bool]:
    """Return which lines are kept: all, where nothing shows that a page was scraped."""
    kept = _with_small_gaps(lines, facts, best_labels(odds))
    return kept if _looks_scraped(lines, facts, kept) else [True] * len(kept)


# --- which lines go ------------------------------------------------------------------------------


def _runs_outside(kept: Sequence[bool]) -> Iterator[range]:
    """The runs of lines that are not kept."""
    marks = bytes([*kept, True])
    start = marks.find(False)
    while start >= 0:
        end = marks.index(True, start)
        yield range(start, end)
        start = marks.find(False, end)


def _with_small_gaps(
    lines: PageLines, facts: Sequence[LineFacts], kept: Sequence[bool]
) -> list[bool]:
    """The lines kept, with those of small gaps that show no sign of what they are."""
    filled = list(kept)
    for gap in _runs_outside(kept):
        run = slice(gap.start, gap.stop)
        inside = gap.start > 0 and gap.stop < len(kept) and len(gap) < _GAP_LINES
        if inside and not any(lines.menus[run]) and not any(facts[at].dated for at in gap):
            filled[run] = [max(lines.repeats[run]) == 1] * len(gap)
    return filled


def _looks_scraped(lines: PageLines, facts: Sequence[LineFacts], kept: Sequence[bool]) -> bool:
    """Whether a page has a main part, and around it signs that it was scraped."""
    gone = [at for run in _runs_outside(kept) for at in run]
    menus = (
        1
        for at in gone
        if facts[at].length < 2 and is_menu(len(lines.shapes[at]), lines.covered[at])
    )
    if len(gone) < _LEAST_LINES or sum(islice(menus, _LEAST_MENUS)) < _LEAST_MENUS:
        return False
    return sum(line.words for line in compress(facts, kept)) >= _LEAST_WORDS


def _span(lines: PageLines, run: range, last: int) -> Span:
    """A run with its line breaks: up to the next line that stays, or at the end of a text from
    the last one, so that the text ends as it did."""
    if run.start > last:
        return Span(lines.ends[last], lines.ends[run.stop - 1])
    return Span(lines.starts[run.start], lines.starts[run.stop])


# --- why -----------------------------------------------------------------------------------------


def _reason(lines: PageLines, facts: Sequence[LineFacts], run: range) -> Reason:
    """The signs that most lines of a run have, the most frequent first."""
    each = facts[run.start : run.stop]
    menus = Counter(lines.menus[run.start : run.stop])
    signs = [
        Reason.of("short-lines", lines=sum(line.length < 2 for line in each)),
        Reason.of("no-sentences", lines=sum(not line.is_sentence for line in each)),
        Reason.of("repeated-lines", lines=sum(lines.repeats[at] > 1 for at in run)),
        Reason.of("dated-lines", lines=sum(line.dated for line in each)),
        *(
            Reason.of("menu-words", kind=name, lines=_count_with(1 << number, menus))
            for number, name in enumerate(classes())
        ),
    ]
    most = sorted(signs, key=lambda sign: -sign.get("lines"))[:_SIGNS_SHOWN]
    shown = tuple(sign for sign in most if sign.get("lines")) or (Reason("unlike-article"),)
    code = "line-outside-article" if len(run) == 1 else "lines-outside-article"
    return Reason.of(code, lines=len(run), signs=shown)


def _count_with(bit: int, menus: Counter[int]) -> int:
    """How many lines have words of a class."""
    return sum(count for bits, count in menus.items() if bits & bit)
