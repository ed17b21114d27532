"""Which decision is about a fix: the nearest one, and of those the latest.

A place is the same if the words around it are the same, in whatever file. If they are nowhere
in the text, it is the one place whose surroundings are mostly the same: some words were edited.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mtfix.edits.fix import ACCEPTED, as_one
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.review.baseline_match import occurrences
from mtfix.review.decision import ACCEPT, REFUSE, Decision, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Fix

    _Change = tuple[str, str, str]
    """Rule, old and new."""
    _Sides = tuple[str, str]

_WORD = lazy_regex(r"[^\W\d_]+|\d+|[^\w\s]")
_ALIKE, _TELLING = 0.6, 5
"""The share of words that two surroundings have in common if they are those of one place, and
how many words there have to be for that to say anything."""
_RANK = {"rule": 0, "change": 1, "place": 2}


class DecisionMatcher:
    """Says of each fix of one text what was decided about it. For one cleaning only.

    name: how the file is called in the file of decisions; None for a text that is in none.
    exists: says whether there is a file of such a name: where there is none, it was renamed.
    whole: whether the text is a whole file, so that a place can be looked for in it.
    """

    def __init__(
        self,
        decisions: Iterable[Decision],
        name: str,
        exists: Callable[[str], bool],
        *,
        whole: bool = True,
    ) -> None:
        self._exists, self._name, self._whole = exists, name, whole
        self._by_rule: dict[str, list[Decision]] = defaultdict(list)
        self._by_change: dict[_Change, list[Decision]] = defaultdict(list)
        self._by_place: dict[tuple[_Change, _Sides], list[Decision]] = defaultdict(list)
        self._places: dict[_Change, list[Decision]] = defaultdict(list)
        self._near: dict[_Change, list[tuple[Span, Decision]]] = {}
        for one in decisions:
            change = one.rule, one.old or "", one.new or ""
            if one.scope == "place":
                self._by_place[change, (one.before or "", one.behind or "")].append(one)
                self._places[change].append(one)
            elif holds_in(one.where, name):
                kind = self._by_rule[one.rule] if one.scope == "rule" else self._by_change[change]
                kind.append(one)

    def __call__(self, fix: Fix, original: str) -> Reason | None:
        """Return why a fix of `original` is left, `ACCEPTED` for one that is to be
        made, or None where nothing is decided."""
        found = self.decision(fix, original)
        if found is None:
            return None
        if found.decision == ACCEPT:
            return ACCEPTED
        return Reason.of("decision", by=found.by or "a person", on=found.on or "some day")

    def refusal(self, fix: Fix, original: str) -> Reason | None:
        """Return why a fix of `original` is left, or None."""
        reason = self(fix, original)
        return None if reason == ACCEPTED else reason

    def decision(self, fix: Fix, original: str) -> Decision | None:
        """Return the decision about a fix of `original`, or None."""
        edit = as_one(fix, original)
        here: _Sides | None = None
        about: list[Decision] = []
        for rule in _beginnings(fix.rule):
            about += self._by_rule.get(rule, ())
            change = rule, edit.old, edit.new
            about += self._by_change.get(change, ())
            if change in self._places:
                here = here or sides(original, edit.span)
                about += self._by_place.get((change, here), ())
                about += (one for span, one in self._moved(change, original) if span == edit.span)
        return max(about, key=precedence, default=None)

    def _moved(self, change: _Change, text: str) -> list[tuple[Span, Decision]]:
        """The places of a change whose surroundings were edited, and the decisions about them: of
        this file, and of files that there are no more."""
        if not self._whole:
            return []
        if change not in self._near:
            there = {
                where: self._is_own(where) for where in {d.where for d in self._places[change]}
            }
            own = [one for one in self._places[change] if there[one.where]]
            places = (
                [(span, sides(text, span)) for span in occurrences(text, change[1])] if own else []
            )
            known = {surroundings for _, surroundings in places}
            lost = [one for one in own if (one.before, one.behind) not in known]
            found = ((_nearest(one, places), one) for one in lost)
            self._near[change] = [(span, one) for span, one in found if span is not None]
        return self._near[change]

    def _is_own(self, where: str) -> bool:
        return where == self._name or not self._exists(where)


def _nearest(one: Decision, places: Iterable[tuple[Span, _Sides]]) -> Span | None:
    """The place whose surroundings are most like those of a decision, if they are and no other
    place's are as much."""
    own = one.before or "", one.behind or ""
    scores = sorted(((_likeness(own, here), span) for span, here in places), reverse=True)
    if not scores or scores[0][0] < _ALIKE:
        return None
    is_one = len(scores) == 1 or scores[1][0] < scores[0][0]
    return scores[0][1] if is_one else None


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """The share of the words around a place that also stand around another, in order."""
    from difflib import SequenceMatcher

    pairs = [(_WORD.findall(a), _WORD.findall(b)) for a, b in zip(one, other, strict=True)]
    total = sum(len(a) for a, _ in pairs)
    if total < _TELLING:
        return 0.0
    same = sum(
        block.size
        for a, b in pairs
        for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    )
    return same / total


def _beginnings(rule: str) -> list[str]:
    """A rule, and the names of the groups that it is in."""
    parts = rule.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def holds_in(where: str, name: str) -> bool:
    """Whether a file or folder called `name` is the one called `where`, or lies in it."""
    return not where or where == name or (where.endswith("/") and name.startswith(where))


def precedence(one: Decision) -> tuple[int, int, int, str, bool]:
    """Return what puts decisions about one fix in order, the last of which holds.

    The nearer one goes first: the place, the change, the rule; the longer name; then the
    later one, and of one day the refusal."""
    return _RANK[one.scope], len(one.rule), len(one.where), one.on, one.decision == REFUSE
