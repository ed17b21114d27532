"""Which fixes may change the markup of a file: repairs of it that leave all other markup alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from re import finditer
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.draft import is_soft
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mtfix.edits.edit import Edit, Span

    _Texts = Sequence[tuple[str, str]]

MOST_PARSES = 250
"""Most parses of a text spent to find which fixes change its markup."""

_BLANK_LINES = lazy_regex(r"\n(?:[ \t]*\r?\n)+")


class Markup(NamedTuple):
    """The parts of a text that are not read, in order, as edits of it; soft line breaks may go
    with an edit and are none. The text has come of its source by the edits `made`."""

    parts: Sequence[Edit]
    made: Sequence[Edit] = ()

    @classmethod
    def of(cls, extraction: Iterable[Edit], made: Sequence[Edit] = ()) -> Markup:
        """Return the markup that some edits take out of a text."""
        return cls([edit for edit in extraction if not is_soft(edit)], made)

    def texts(self) -> _Texts:
        """Return the source of each part, and the text extracted from it."""
        return [(edit.old, edit.new) for edit in self.parts]

    def split(self, cuts: Sequence[int]) -> list[_Texts]:
        """Return the texts of the parts before, between and behind some places of the source."""
        starts = [edit.span.start for edit in self.parts]
        texts = self.texts()
        ends = [bisect_left(starts, at) for at in self._moved(cuts)]
        return [texts[start:end] for start, end in pairwise([0, *ends, len(texts)])]

    def _moved(self, cuts: Sequence[int]) -> list[int]:
        """Places of the source as places of the text."""
        shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in self.made)]
        ends = [edit.span.end for edit in self.made]
        moved = []
        for cut in cuts:
            before = bisect_right(ends, cut)
            inside = before < len(ends) and self.made[before].span.start < cut
            at = self.made[before].span.start if inside else cut
            moved.append(at + shifts[before])
        return moved


class Place(NamedTuple):
    """Where a repair stands in the source: where its line begins, and the block of lines that
    blank lines part from others."""

    block: int
    line: int


def places_of(text: str, spans: Iterable[Span]) -> list[Place]:
    """Return the places of repairs of `text` with some spans."""
    lines = [0, *(match.end() for match in finditer("\n", text))]
    blocks = [0, *(match.end() for match in _BLANK_LINES.finditer(text))]
    return [
        Place(
            blocks[bisect_right(blocks, span.start) - 1], lines[bisect_right(lines, span.start) - 1]
        )
        for span in spans
    ]


def choose_markup_repairs(
    places: Mapping[int, Place], markup: Markup, markup_with: Callable[[set[int]], Markup]
) -> set[int]:
    """Return the positions of those repairs that leave all other markup as it is, each tried
    after the good ones of those before it.

    places: where each repair stands.
    markup: that of the source; `markup_with` gives it after some of the repairs.

    No markup that a repair makes reaches over a blank line, so one parse tries repairs of all
    blocks. Within a block all are tried at once, but for those of the same line; only where that
    changes more than each may change in its line, the repairs of the block are tried one by one.
    """
    trial = _Trial(places, markup, markup_with)
    order = sorted(places, key=lambda at: (places[at], at))
    for group in _one_each(order, lambda at: places[at].line):
        trial.keep_lines(group)
    left = [at for at in order if places[at].block in trial.bad_blocks]
    for group in _one_each(left, lambda at: places[at].block):
        trial.keep_good(group)
    return trial.kept


class _Trial:
    """The repairs that are kept so far, the markup after them, and the blocks in which repairs
    have to be tried one by one."""

    def __init__(
        self,
        places: Mapping[int, Place],
        markup: Markup,
        markup_with: Callable[[set[int]], Markup],
    ) -> None:
        self.kept: set[int] = set()
        self.bad_blocks: set[int] = set()
        self._places, self._markup, self._markup_with = places, markup, markup_with
        self._parses = 0

    def keep_lines(self, group: Sequence[int]) -> None:
        """Keep repairs of different lines; where one of a block is bad, keep none of that."""
        places = self._places
        group = [at for at in group if places[at].block not in self.bad_blocks]
        markup, good = self._try(group, [places[at].line for at in group], _differ_in_line)
        bad = {places[at].block for at in set(group).difference(good)}
        self.bad_blocks |= bad
        self._keep(group, markup, {at for at in self.kept.union(group) if places[at].block in bad})

    def keep_good(self, group: Sequence[int]) -> None:
        """Keep the good ones of repairs of different blocks."""
        markup, good = self._try(group, [self._places[at].block for at in group], _differ_once)
        self._keep(group, markup, set(group).difference(good))

    def _try(
        self, group: Sequence[int], cuts: Sequence[int], are_alike: Callable[[_Texts, _Texts], bool]
    ) -> tuple[Markup, list[int]]:
        """The markup after a group, too, and those of it for which old and new markup are alike
        between the place given for them and that of the next."""
        if not group or self._parses >= MOST_PARSES:
            return self._markup, []
        self._parses += 1
        markup = self._markup_with(self.kept.union(group))
        before, *old = self._markup.split(cuts)
        new_before, *new = markup.split(cuts)
        if before != new_before:
            return markup, []
        pairs = zip(group, old, new, strict=True)
        return markup, [at for at, *both in pairs if are_alike(*both)]

    def _keep(self, group: Sequence[int], markup: Markup, bad: set[int]) -> None:
        """Keep a group, after which the markup is as given, but nothing that is bad."""
        kept = self.kept.union(group) - bad
        if bad and kept != self.kept:
            markup = self._markup_with(kept)
        if kept != self.kept:
            self.kept, self._markup = kept, markup


def _one_each(order: Iterable[int], key: Callable[[int], int]) -> list[list[int]]:
    """Positions in groups: in the first the first of each key, then the second, and so on."""
    groups: list[list[int]] = []
    counts: dict[int, int] = {}
    for at in order:
        rank = counts[key(at)] = counts.get(key(at), -1) + 1
        groups += [[]] if rank == len(groups) else []
        groups[rank].append(at)
    return groups


def _differ_once(old: _Texts, new: _Texts) -> bool:
    """Whether but for one place all old markup is among the new: an address that stood alone may
    have become part of a link."""
    before = after = 0
    most = min(len(old), len(new))
    while before < most and old[before] == new[before]:
        before += 1
    while after < most - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return before + after >= len(old) - 1


def _differ_in_line(old: _Texts, new: _Texts) -> bool:
    """Whether they differ once, and not in what reaches over the end of a line or begins a block,
    which may end that of the line before."""
    breaks, new_breaks = (
        [text for text in each if "\n" in text[0] + text[1]] for each in (old, new)
    )
    return breaks == new_breaks and _differ_once(old, new)
