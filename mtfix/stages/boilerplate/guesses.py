"""The log odds that each line of a page belongs to its article.

Each line gets a first guess from its own signs and its neighbours', then better ones from
where it stands on a page so guessed. The weights are in `article.json`; `tests/fit/article.py`
fits them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.stages.boilerplate import neighbours, prose, signs, surroundings, weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.stages.boilerplate.lines import Lines

MODEL = Path(__file__).parent / "article.json"
_LABEL, _LABELS = 60, 1 << 15
"""Lines of fewer characters look alike on many pages, and so many of them are remembered."""


class Model(NamedTuple):
    """The weights: those of lines and their neighbours for all guesses together, and those of
    the page around for each guess but the first."""

    own: signs.Own
    beside: neighbours.Beside
    around: list[surroundings.Around]


_labels: dict[tuple[bytes, int, int, int], tuple[Any, ...]] = {}
"""Facts and weights of short lines."""


def guessed(found: Lines) -> tuple[signs.Facts, list[int]]:
    """What is known of each line, and the log odds that it belongs to the article."""
    shipped = model()
    facts, own = _known(found)
    shared = list(map(sum, zip(own, *shipped.beside.weights(facts.forms), strict=False)))
    odds, *others = weights.parted(shared, len(shipped.around) + 1)
    for around, base in zip(shipped.around, others, strict=True):
        page = prose.Page(odds, facts, found.cues)
        again = map(sum, zip(base, *around.weights(page), strict=False))
        each = zip(again, odds, page.asked(), strict=True)
        odds = [new if asked else old for new, old, asked in each]
    return facts, odds


def _known(found: Lines) -> tuple[signs.Facts, Sequence[int]]:
    """What is known of each line, and what its own signs add to the guesses."""
    repeats = [one if one < signs.REPEATS else signs.REPEATS for one in found.repeats]
    keys = list(zip(found.shapes, found.cues, found.covered, repeats, strict=True))
    seen = list(map(_labels.get, keys))
    new = dict.fromkeys(key for key, known in zip(keys, seen, strict=True) if known is None)
    if new:
        facts, read = signs.own(*zip(*new, strict=True))
        own = model().own.weights(read)
        fresh = dict(zip(new, zip(*facts, own, strict=True), strict=True))
        if len(_labels) > _LABELS:
            _labels.clear()
        _labels.update((key, row) for key, row in fresh.items() if len(key[0]) < _LABEL)
        seen = [known or fresh[key] for key, known in zip(keys, seen, strict=True)]
    *known, own = zip(*seen, strict=True)
    return signs.Facts(*known), own


def forget() -> None:
    """Forget all lines that were read, as a measurement needs it."""
    _labels.clear()


@lru_cache(1)
def model() -> Model:
    """The shipped weights."""
    import json

    raw = json.loads(MODEL.read_text(encoding="utf-8"))
    start, *own = weights.together(raw, ("start", *signs.OWN))
    own[0] = [start[0] + one for one in own[0]]
    return Model(
        signs.Own(own),
        neighbours.Beside(weights.together(raw, neighbours.BESIDE)),
        [surroundings.Around(weights.together([one], surroundings.AROUND)) for one in raw[1:]],
    )
