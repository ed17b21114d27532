"""Terms that a bitext renders in two ways: a frequent one, and a rare one that stands for
nothing else.

A source phrase and a target phrase belong together by the coefficient of Dice (L. R. Dice,
"Measures of the amount of ecologic association between species", Ecology 1945; for bitext,
F. Smadja, K. McKeown and V. Hatzivassiloglou, "Translating collocations for bilingual
lexicons", Computational Linguistics 1996), and by more than chance: the log-likelihood ratio
(T. Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational
Linguistics 1993).
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.suggest.phrases import Grams, is_phrase
from mtfix.authoring.suggest.tokens import singular
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from mtfix.authoring.suggest.phrases import Gram

_DICE = 0.4
"""From which a rendering is the usual one."""
_COVERS = 0.6
"""Share of the rows with a source phrase that have its usual rendering."""
_RARE = 0.25
"""How often, by the usual one, a rendering may stand that competes with it."""
_ONLY_HERE = 0.8
"""Share of the rows with such a rendering that have the source phrase."""
_CHANCE = 10.83
"""Log-likelihood ratio that one association in a thousand reaches by chance."""
_ALIKE = 0.67
"""Share of its rows that may have another phrase in common, in the source or the target."""
_MORE_WORDS = 2
_MOST = 5


class Rival(NamedTuple):
    """A target phrase that stands for a source phrase instead of its usual rendering.

    rows: where it does; elsewhere: where it stands without the source phrase.
    """

    source: Gram
    usual: Gram
    wrong: Gram
    rows: tuple[int, ...]
    elsewhere: tuple[int, ...]
    with_source: int
    with_usual: int


class Bitext:
    """Rows of a source text and its translation, and what stands for what in them."""

    def __init__(self, rows: Sequence[tuple[str, str]], least: int) -> None:
        self._least = least
        self.sources = Grams([source for source, _ in rows], least)
        self.targets = Grams([target for _, target in rows], least)
        self._rows = len(rows)
        self._where = self.sources.terms()
        self._in: dict[Gram, frozenset[int]] = {}
        self._usual: dict[Gram, Gram | None] = {}
        for gram, found in self._where.items():
            self._in[gram] = frozenset(found)

    def rivals(self, known: Mapping[Gram, Gram]) -> list[Rival]:
        """Return the renderings that compete with a usual one; `known` says the right rendering
        of some source phrases."""
        found = []
        for source, rows in self._in.items():
            usual = known.get(source) or self.usual(source)
            if usual is not None and len(rows) > self._least:
                found += self._of(source, usual, rows)
        return found

    def usual(self, source: Gram) -> Gram | None:
        """Return the usual rendering of a source phrase, if it has one."""
        if source not in self._usual:
            self._usual[source] = self._find_usual(source)
        return self._usual[source]

    def _find_usual(self, source: Gram) -> Gram | None:
        rows = self._in[source]
        joint = self.targets.together(rows, _COVERS * len(rows))
        best = max(
            ((self._dice(rows, gram, count), len(gram), gram) for gram, count in joint.items()),
            default=None,
        )
        if best is None or best[0] < _DICE:
            return None
        count = joint[best[2]]
        if self._surprise(count, len(rows), self.targets.counts[best[2]]) < _CHANCE:
            return None
        longer = [
            gram
            for gram, n in joint.items()
            if n >= 0.9 * count and len(gram) > best[1] and _holds(gram, best[2])
        ]
        return max(longer, key=len, default=best[2])

    def _dice(self, rows: Set[int], gram: Gram, joint: int) -> float:
        return 2 * joint / (len(rows) + self.targets.counts[gram])

    def _surprise(self, joint: int, sources: int, targets: int) -> float:
        """Dunning's log-likelihood ratio of the four counts."""
        table = (
            joint,
            sources - joint,
            targets - joint,
            self._rows - sources - targets + joint,
        )
        either = (sources, self._rows - sources, targets, self._rows - targets)
        return 2 * (sum(map(_entropy, table)) - sum(map(_entropy, either)) + _entropy(self._rows))

    # --- what stands there instead ---------------------------------------------------------------

    def _of(self, source: Gram, usual: Gram, rows: frozenset[int]) -> list[Rival]:
        rest = {row for row in rows if not says(self.targets.texts[row], usual)}
        with_usual = len(rows) - len(rest)
        if len(rest) < self._least or with_usual < max(self._least, _COVERS * len(rows)):
            return []
        found: list[Rival] = []
        while len(rest) >= self._least and len(found) < _MOST:
            best = self._best(source, usual, rows, rest)
            if best is None:
                break
            everywhere = self.targets.where(best)
            here = everywhere & rest
            if len(here) <= _RARE * with_usual and not self._is_formula(source, best, here):
                places = tuple(sorted(here)), tuple(sorted(everywhere - rows))
                found.append(Rival(source, usual, best, *places, len(rows), with_usual))
            rest -= here
        return found

    def _best(self, source: Gram, usual: Gram, rows: frozenset[int], rest: set[int]) -> Gram | None:
        """The phrase of the other rows that stands there most, and hardly anywhere else."""
        joint = self.targets.together(rest, self._least)
        good = [
            gram
            for gram, count in joint.items()
            if count >= _ONLY_HERE * self.targets.counts[gram]
            and len(gram) <= len(usual) + _MORE_WORDS
            and not (set(gram) & FUNCTION_WORDS)
            and not _same_words(gram, usual)
            and not (set(gram) & set(source))
            and self._surprise(count, len(rows), self.targets.counts[gram]) >= _CHANCE
        ]
        return max(good, key=lambda gram: (joint[gram], len(gram), gram), default=None)

    def _is_formula(self, source: Gram, wrong: Gram, rows: frozenset[int]) -> bool:
        """Whether the rows have more in common than a term: then they are one sentence, varied,
        or another phrase of theirs is what the rendering stands for."""
        least = _ALIKE * len(rows)
        longer = 0.5 * len(self._in[source])
        if any(
            len(gram) > len(source) and _holds(gram, source) and self.sources.counts[gram] < longer
            for gram in self.sources.together(rows, least)
        ):
            return True  # 控制台 is no 控制
        return any(
            not (set(gram) & set(other) or "".join(gram) in "".join(other))
            and not _is_everywhere(grams.counts[gram], len(grams.texts))
            for grams, other in ((self.sources, source), (self.targets, wrong))
            for gram in grams.together(rows, least)
        )


def _is_everywhere(count: int, texts: int) -> bool:
    return count > 0.02 * texts


def _entropy(count: float) -> float:
    return count * log(count) if count > 0 else 0.0


def _holds(long: Gram, short: Gram) -> bool:
    """Whether a phrase is a part of another."""
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))


def _stem(word: str) -> str:
    bare = singular(word)
    return bare[:5] if len(bare) > 6 else bare


def _same_words(gram: Gram, usual: Gram) -> bool:
    """Whether a phrase is the usual rendering in another form: inflected, shortened, or with
    words around it."""
    one, other = "".join(gram), "".join(usual)
    if one == other or _abbreviates(one, other) or _abbreviates(other, one):
        return True
    return all(any(_alike(a, b) for b in gram) for a in usual) or all(
        any(_alike(a, b) for b in usual) for a in gram
    )


def _alike(one: str, other: str) -> bool:
    """Whether two words have the same stem, or one is the other with something before it."""
    short, long = sorted((one, other), key=len)
    return one[:4] == other[:4] or (len(short) >= 4 and short in long)


def _abbreviates(short: str, long: str) -> bool:
    letters = iter(long)
    return short[0] == long[0] and len(short) < len(long) and all(c in letters for c in short)


def says(text: str, usual: Gram) -> bool:
    """Whether a text has the words of a rendering in any form or order."""
    lower = text.lower()
    return all(_stem(word) in lower for word in usual) or "".join(usual) in lower.replace(
        " ", ""
    ).replace("-", "")


def merged(rivals: Iterable[Rival]) -> dict[Gram, list[Rival]]:
    """Return the rivals of each right rendering, the most frequent first; of those that differ
    only in their source phrase, the one that is seen most beside it."""
    best: dict[tuple[Gram, Gram], Rival] = {}
    for one in rivals:
        key = one.usual, one.wrong
        known = best.get(key)
        if known is None or len(one.rows) > len(known.rows):
            best[key] = one
    found: dict[Gram, list[Rival]] = {}
    for one in sorted(best.values(), key=lambda one: (-len(one.rows), one.wrong)):
        known_wrongs = [other.wrong for other in found.get(one.usual, ())]
        if not any(_holds(one.wrong, w) or _holds(w, one.wrong) for w in known_wrongs):
            found.setdefault(one.usual, []).append(one)
    return {usual: some for usual, some in found.items() if is_phrase(usual)}
