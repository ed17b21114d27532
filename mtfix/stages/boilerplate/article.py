"""The article of a flattened page: which lines belong to it, and why the others go.

Each line gets a first guess from its own signs and its neighbours', then better ones from
where it stands on a page so guessed. Then the best way through the page is looked for: one main
part, with gaps. The weights are in `article.json`; `tests/fit/article.py` fits them.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import groupby
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mtfix.document import HOLE
from mtfix.edit import Edit, Span
from mtfix.stages.boilerplate import lines, signs, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.document import Page

MODEL = Path(__file__).parent / "article.json"
_KEEP = 0.3
"""Log odds that a line is given in advance: a line too many does less harm than one lost."""
_LEAVE, _RETURN = 0.2, 0.4
"""What it costs, in log odds, to leave the main part for a gap, and to come back."""
_FEWEST, _FEWEST_CUES = 5, 2
"""A page from which fewer lines would go, or fewer that hold little else than words of menus,
shares and comments, has no sign that it was scraped: nothing goes."""
_GAP = 5
"""Lines that go from within the main part for their shape alone; fewer go if one of them
shows a sign of what it is."""
_LEAST_WORDS = 30
"""An article has at least as many words."""
_LABEL, _LABELS = 60, 1 << 14
"""Lines of fewer characters look alike on many pages, and so many of them are remembered."""
_GUARDED = HOLE, "`", "~~~", "---", "+++"
"""Where none of these occurs, no place of a text is protected."""

Tables = list[list[float]]


class Guess(NamedTuple):
    """The weights of one guess: for each sign a list by its value."""

    start: float
    own: Tables
    beside: Tables
    around: Tables


Known = tuple[signs.Line, list[float]]
Key = tuple[bytes, int, int, int]


_labels: dict[Key, Known] = {}


class Kept(NamedTuple):
    """The lines of a text, and for each whether it belongs to the article."""

    found: lines.Lines
    known: list[signs.Line]
    kept: list[bool]


def edits(page: Page) -> Iterator[Edit]:
    """Yield the removal of each run of lines that does not belong to the article of a page."""
    text = page.text
    if text.count("\n") < _FEWEST:
        return
    found, known, kept = judged(text)
    if any(sign in text for sign in _GUARDED):
        spans = map(Span, found.starts, found.ends)
        kept = [one or bool(page.protected(span)) for one, span in zip(kept, spans, strict=True)]
    if all(kept):
        return
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
    for keep, run in groupby(range(len(kept)), kept.__getitem__):
        if keep:
            continue
        members = list(run)
        where = "before" if members[0] < first else "behind" if members[0] > last else "within"
        span = _span(found, members, last)
        why = _why(found, known, members)
        yield Edit(span, text[span.start : span.end], "", f"boilerplate/{where}-article", why)


def judged(text: str) -> Kept:
    """Return the lines of a text, each judged by the shipped model."""
    found = lines.read(text, _FEWEST_CUES)
    cues = sum(map(lines.is_cue, found.shapes, found.covered))
    if len(found.shapes) < _FEWEST or cues < _FEWEST_CUES:
        # Whatever the guesses were, nothing would go: most clean documents leave here.
        return Kept(found, [], [True] * len(found.shapes))
    known, odds = _guessed(found)
    return Kept(found, known, chosen(found, known, odds))


def chosen(found: lines.Lines, known: Sequence[signs.Line], odds: Sequence[float]) -> list[bool]:
    """Return which lines are kept: all, where nothing shows that a page was scraped."""
    kept = _bridged(found, known, path(odds))
    return kept if _looks_scraped(found, known, kept) else [True] * len(kept)


def path(odds: Sequence[float]) -> list[bool]:
    """Return which lines are kept on the best way through a page: before the main part,
    within it, in a gap of it, behind it. Nothing comes back from behind."""
    before, within, gap, behind = 0.0, -1e9, -1e9, -1e9
    steps = []
    for odd in odds:
        half = (odd + _KEEP) / 2
        back = gap - _RETURN
        from_in = 0 if before >= within and before >= back else 1 if within >= back else 2
        from_gap = 1 if within - _LEAVE >= gap else 2
        from_behind = 1 if within >= behind else 3
        steps.append((0, from_in, from_gap, from_behind))
        behind = (within if within >= behind else behind) - half
        gap = (within - _LEAVE if from_gap == 1 else gap) - half
        within = (before, within, back)[from_in] + half
        before -= half
    state = 0 if before >= within and before >= behind else 1 if within >= behind else 3
    kept = []
    for step in reversed(steps):
        kept.append(state == 1)
        state = step[state]
    return kept[::-1]


def _guessed(found: lines.Lines) -> tuple[list[signs.Line], list[float]]:
    """What is known of each line, and the log odds that it belongs to the article."""
    first, *others = _model()
    known = _known(found)
    rows = [line for line, _ in known]
    sides = list(signs.beside(rows, found.cues))
    odds = [
        owns[0] + _sum(first.beside, side) for (_, owns), side in zip(known, sides, strict=True)
    ]
    for number, guess in enumerate(others, 1):
        places = surroundings.around(odds, rows, found.cues)
        odds = [
            owns[number] + _sum(guess.beside, side) + _sum(guess.around, place) if place else odd
            for (_, owns), side, place, odd in zip(known, sides, places, odds, strict=True)
        ]
    return rows, odds


def _known(found: lines.Lines) -> list[Known]:
    """The signs of each line, and what they add to each guess."""
    repeats = [min(one, signs.REPEATS) for one in found.repeats]
    keys = list(zip(found.shapes, found.cues, found.covered, repeats, strict=True))
    seen = [_labels.get(key) for key in keys]
    new = [key for key, known in zip(keys, seen, strict=True) if known is None]
    own = signs.own(*zip(*new, strict=True)) if new else ()
    read = [
        (line, [guess.start + _sum(guess.own, line.signs) for guess in _model()]) for line in own
    ]
    if len(_labels) > _LABELS:
        _labels.clear()
    _labels.update(
        (key, known) for key, known in zip(new, read, strict=True) if len(key[0]) < _LABEL
    )
    fresh = iter(read)
    return [next(fresh) if known is None else known for known in seen]


def _sum(tables: Tables, row: Sequence[int]) -> float:
    return sum(map(getitem, tables, row))


@lru_cache(1)
def _model() -> list[Guess]:
    """The shipped weights, a guess after the other."""
    import json

    raw = json.loads(MODEL.read_text(encoding="utf-8"))
    return [_guess(one, surroundings.AROUND if number else ()) for number, one in enumerate(raw)]


def _guess(raw: dict[str, list[float]], around: Sequence[str]) -> Guess:
    def tables(names: Sequence[str]) -> Tables:
        # What was never seen in fitting weighs nothing.
        return [raw[name] + [0.0] * (signs.MOST - len(raw[name])) for name in names]

    return Guess(raw["start"][0], tables(signs.OWN), tables(signs.BESIDE), tables(around))


# --- what goes, and why --------------------------------------------------------------------------


def _bridged(found: lines.Lines, known: Sequence[signs.Line], kept: Sequence[bool]) -> list[bool]:
    """The lines kept, with those of small gaps that show no sign of what they are."""
    bridged: list[bool] = []
    for keep, run in groupby(range(len(kept)), kept.__getitem__):
        members = list(run)
        within = any(bridged) and members[-1] + 1 < len(kept)
        odd = any(found.cues[at] or found.repeats[at] > 1 or known[at].dated for at in members)
        stays = keep or (within and len(members) < _GAP and not odd)
        bridged += [stays] * len(members)
    return bridged


def _looks_scraped(found: lines.Lines, known: Sequence[signs.Line], kept: Sequence[bool]) -> bool:
    """Whether a page has a main part, and around it signs that it was scraped."""
    gone = [at for at, keep in enumerate(kept) if not keep]
    cues = sum(known[at].length < 2 and lines.is_cue(found.shapes[at], found.covered[at]) for at in gone)
    if len(gone) < _FEWEST or cues < _FEWEST_CUES:
        return False
    return sum(line.words for line, keep in zip(known, kept, strict=True) if keep) >= _LEAST_WORDS


def _span(found: lines.Lines, run: Sequence[int], last: int) -> Span:
    """A run with its line breaks: up to the next line that stays, or at the end of a text from
    the last one, so that the text ends as it did."""
    if run[0] > last:
        return Span(found.ends[last], found.ends[run[-1]])
    return Span(found.starts[run[0]], found.starts[run[-1] + 1])


def _why(found: lines.Lines, known: Sequence[signs.Line], run: Sequence[int]) -> str:
    """The signs that most lines of a run have, the most frequent first."""
    size = len(run)
    shown = {
        "short": sum(known[at].length < 2 for at in run),
        "no sentence": sum(known[at].form % 3 != 1 for at in run),
        "repeated": sum(found.repeats[at] > 1 for at in run),
        "dates or times": sum(known[at].dated for at in run),
    }
    cues = Counter(map(found.cues.__getitem__, run))
    for bit, name in enumerate(lines.cue_classes()):
        shown[f"words of {name}"] = sum(many for cue, many in cues.items() if cue >> bit & 1)
    most = sorted((sign for sign in shown if shown[sign]), key=lambda sign: -shown[sign])[:4]
    told = ", ".join(f"{sign} ({shown[sign]})" for sign in most)
    lines_ = "1 line" if size == 1 else f"{size} lines"
    return f"{lines_} outside the article: {told or 'far from its other lines'}"
