"""The article of a flattened page: which lines belong to it, and why the others go.

Each line has log odds that it belongs (`guesses`). By them the best way through the page is
looked for: one main part, with gaps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import reduce
from itertools import compress, islice
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span, apply
from mtfix.edits.fix import Fix, flatten
from mtfix.edits.reason import Reason
from mtfix.matching.page import PLACEHOLDER, Page
from mtfix.stages.boilerplate import guesses, lines, signs
from mtfix.stages.boilerplate.cues import classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_KEEP = 300
"""Log odds that a line is given in advance, in thousandths as all here: a line too many does
less harm than one lost."""
_LEAVE, _RETURN = 400, 800
"""What it costs to leave the main part for a gap, and to come back."""
_FEWEST, _FEWEST_CUES = 5, 2
"""A page from which fewer lines would go, or fewer that hold little else than words of menus,
shares and comments, has no sign that it was scraped: nothing goes."""
_GAP = 5
"""Lines that go from within the main part for their shape alone; fewer go if one of them
shows a sign of what it is."""
_LEAST_WORDS = 30
"""An article has at least as many words."""
_GUARDED = PLACEHOLDER, "`", "~~~", "---", "+++"
"""Where none of these occurs, no place of a text is protected."""


class Kept(NamedTuple):
    """The lines of a text, and for each whether it belongs to the article."""

    found: lines.Lines
    facts: signs.Facts | None
    """None where it was not asked."""
    kept: list[bool]


def edits(page: Page) -> Iterator[Fix]:
    """Yield the removal of each run of lines that does not belong to the article of a page."""
    text = page.text
    if text.count("\n") < _FEWEST:
        return
    found, facts, kept = judged(text)
    if any(sign in text for sign in _GUARDED):
        spans = map(Span, found.starts, found.ends)
        kept = [one or bool(page.protected(span)) for one, span in zip(kept, spans, strict=True)]
    if facts is None or all(kept):
        return
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
    for run in _gaps(kept):
        where = "before" if run.start < first else "behind" if run.start > last else "within"
        span = _span(found, run, last)
        why = _why(found, facts, run)
        yield Fix.of(
            span,
            text[span.start : span.end],
            "",
            f"boilerplate/{where}-article",
            Reason.of("text", text=why),
        )


def main_part(text: str) -> str:
    """Return what is left of a text without these runs."""
    return apply(text, flatten(list(edits(Page(text, {})))))


def judged(text: str) -> Kept:
    """Return the lines of a text, each judged by the shipped model."""
    found = lines.read(text, _FEWEST_CUES)
    covered = compress(found.shapes, found.covered), filter(None, found.covered)
    cues = sum(map(lines.is_cue, *covered))
    if len(found.shapes) < _FEWEST or cues < _FEWEST_CUES:
        # Whatever the guesses were, nothing would go: most clean documents leave here.
        return Kept(found, None, [True] * len(found.shapes))
    facts, odds = guesses.guessed(found)
    return Kept(found, facts, chosen(found, facts, odds))


def chosen(found: lines.Lines, facts: signs.Facts, odds: Sequence[float]) -> list[bool]:
    """Return which lines are kept: all, where nothing shows that a page was scraped."""
    kept = _bridged(found, facts, path(odds))
    return kept if _looks_scraped(found, facts, kept) else [True] * len(kept)


def path(odds: Sequence[float]) -> list[bool]:
    """Return which lines are kept on the best way through a page: before the main part,
    within it, in a gap of it, behind it. Nothing comes back from behind.

    A line kept gains its odds, another one loses them. What matters is by how much each way is
    better than to have kept nothing yet; so only lines that are kept change it.
    """
    within = gap = behind = float("-inf")
    left = ended = 0
    entered: list[tuple[int, int]] = []
    for at, odd in enumerate(odds):
        if within >= behind:
            behind, ended = within, at
        back = gap - _RETURN
        if within <= 0 >= back:
            entered.append((at, 0))
            within = 0.0
        elif within < back:
            entered.append((at, left))
            within = back
        elif within - _LEAVE >= gap:
            gap, left = within - _LEAVE, at
        within += 2 * (odd + _KEEP)
    kept = [False] * len(odds)
    end = len(odds) if within >= behind else ended
    while end and max(within, behind) > 0:
        start, before = entered[bisect_left(entered, (end,)) - 1]
        kept[start:end] = [True] * (end - start)
        end = before
    return kept


# --- what goes, and why --------------------------------------------------------------------------


def _gaps(kept: Sequence[bool]) -> Iterator[range]:
    """The runs of lines that are not kept."""
    marks = bytes([*kept, True])
    start = marks.find(False)
    while start >= 0:
        end = marks.index(True, start)
        yield range(start, end)
        start = marks.find(False, end)


def _bridged(found: lines.Lines, facts: signs.Facts, kept: Sequence[bool]) -> list[bool]:
    """The lines kept, with those of small gaps that show no sign of what they are."""
    bridged = list(kept)
    for gap in _gaps(kept):
        run = slice(gap.start, gap.stop)
        inside = gap.start > 0 and gap.stop < len(kept) and len(gap) < _GAP
        if inside and not any(found.cues[run]) and not any(facts.dated[run]):
            bridged[run] = [max(found.repeats[run]) == 1] * len(gap)
    return bridged


def _looks_scraped(found: lines.Lines, facts: signs.Facts, kept: Sequence[bool]) -> bool:
    """Whether a page has a main part, and around it signs that it was scraped."""
    gone = (at for gap in _gaps(kept) for at in gap)
    cues = (
        at
        for at in gone
        if facts.lengths[at] < 2 and lines.is_cue(found.shapes[at], found.covered[at])
    )
    if kept.count(False) < _FEWEST or sum(1 for _ in islice(cues, _FEWEST_CUES)) < _FEWEST_CUES:
        return False
    return sum(compress(facts.words, kept)) >= _LEAST_WORDS


def _span(found: lines.Lines, run: range, last: int) -> Span:
    """A run with its line breaks: up to the next line that stays, or at the end of a text from
    the last one, so that the text ends as it did."""
    if run.start > last:
        return Span(found.ends[last], found.ends[run.stop - 1])
    return Span(found.starts[run.start], found.starts[run.stop])


def _why(found: lines.Lines, facts: signs.Facts, run: range) -> str:
    """The signs that most lines of a run have, the most frequent first."""
    size, at = len(run), slice(run.start, run.stop)
    shown = {
        "short": size - facts.lengths[at].count(2),
        "no sentence": size - sum(map(signs.SENTENCES.__contains__, facts.forms[at])),
        "repeated": size - found.repeats[at].count(1),
        "dates or times": sum(facts.dated[at]),
    }
    cues = Counter(found.cues[at])
    some = reduce(or_, cues)
    for bit, name in enumerate(classes()):
        if some >> bit & 1:
            shown[f"words of {name}"] = sum([cues[cue] for cue in cues if cue >> bit & 1])
    most = sorted((sign for sign in shown if shown[sign]), key=lambda sign: -shown[sign])[:4]
    told = ", ".join(f"{sign} ({shown[sign]})" for sign in most)
    lines_ = "1 line" if size == 1 else f"{size} lines"
    return f"{lines_} outside the article: {told or 'far from its other lines'}"
