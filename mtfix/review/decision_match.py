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

    from mtfix.edits.edit import Edit, Span
    from mtfix.edits.fix import Fix

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
        self._near: dict[Decision, Span | None] = {}
        for one in decisions:
            if one.scope == "place" or holds_in(one.where, name):
                self._by_rule[one.rule].append(one)

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
        candidates = [one for rule in _beginnings(fix.rule) for one in self._by_rule.get(rule, ())]
        if not candidates:
            return None
        edit = as_one(fix, original)
        here = sides(original, edit.span)
        about = [one for one in candidates if self._is_about(one, edit, here, original)]
        return max(about, key=precedence, default=None)

    def _is_about(self, one: Decision, edit: Edit, here: tuple[str, str], original: str) -> bool:
        if one.old is None:
            return True
        if (one.old, one.new) != (edit.old, edit.new):
            return False
        if one.before is None or here == (one.before, one.behind):
            return True
        if not self._whole or (one.where != self._name and self._exists(one.where)):
            return False
        if one not in self._near:
            self._near[one] = _nearest(one, original)
        return self._near[one] == edit.span


def _nearest(one: Decision, text: str) -> Span | None:
    """The place in a text whose surroundings are most like those of a decision, if they are and
    no other place's are as much; None where its own surroundings still stand there."""
    assert one.old is not None
    scores: list[tuple[float, Span]] = []
    for span in occurrences(text, one.old):
        here = sides(text, span)
        if here == (one.before, one.behind):
            return None
        scores.append((_likeness((one.before or "", one.behind or ""), here), span))
    scores.sort(reverse=True)
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
