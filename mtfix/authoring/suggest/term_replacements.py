"""Which replacements tell of a term: counted, merged under the right term, and judged."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.suggest.tokens import singular

if TYPE_CHECKING:
    from mtfix.authoring.suggest.replacements import Change
    from mtfix.authoring.suggest.sense_cues import Kept

CAPACITY = 200_000
"""Different replacements that are counted at the same time, about 200 MB; beyond, those that
were seen once are forgotten."""
SAMPLES = 40
"""Sentences that are kept of one replacement."""


class Seen:
    """How often one phrase was replaced by another, in which documents, and where."""

    __slots__ = ("after", "alone", "before", "count", "documents", "forms", "samples", "starts")

    def __init__(self) -> None:
        self.count = self.alone = self.starts = 0
        self.documents: set[str] = set()
        self.forms: Counter[str] = Counter()
        self.samples: list[tuple[str, str]] = []
        self.before: Counter[tuple[str, ...]] = Counter()
        self.after: Counter[tuple[str, ...]] = Counter()

    def add(self, name: str, change: Change) -> None:
        self.count += 1
        self.alone += change.alone
        self.starts += change.starts
        self.documents.add(name)
        if not change.starts or change.bare:
            self.forms[" ".join(change.new.split())] += 1
        self.before[change.previous] += 1
        self.after[change.next] += 1
        sample = change.before, change.after
        if len(self.samples) < SAMPLES and sample not in self.samples:
            self.samples.append(sample)


class Proposal(NamedTuple):
    """A right term and the wrong forms that were replaced by it.

    variants: each wrong form with what was seen of it, the most frequent first.
    name: whether the term keeps its capital wherever it stands.
    kept: the sentences in which a wrong form stands uncorrected, with its count.
    weak: whether it was corrected so seldom that its places are only to be shown.
    """

    term: str
    name: bool
    variants: tuple[tuple[str, Seen], ...]
    kept: Kept
    weak: bool = False

    @property
    def times(self) -> int:
        return sum(seen.count for _, seen in self.variants)

    @property
    def documents(self) -> int:
        return len(set().union(*(seen.documents for _, seen in self.variants)))


class ReplacementCounts:
    """The replacements of some documents, in bounded memory."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.changes = 0
        self.forgotten = 0
        self._capacity = capacity
        self._seen: dict[tuple[str, str], Seen] = {}

    def add(self, name: str, change: Change) -> None:
        """Count a replacement in the document `name`."""
        old, new = change.old, change.new
        same = re.sub(r"[\W_]", "", old.lower()) == re.sub(r"[\W_]", "", new.lower())
        wrong = old if same else " ".join(old.lower().split())
        right = " ".join(new.split())
        if change.starts and right[1:] == right[1:].lower():
            right = right.lower()  # the capital is that of the sentence; names are found below
        if wrong == right:
            return
        self.changes += 1
        if len(self._seen) >= self._capacity:
            self._forget()
        self._seen.setdefault((wrong, right), Seen()).add(name, change)

    def _forget(self) -> None:
        before = len(self._seen)
        self._seen = {key: seen for key, seen in self._seen.items() if seen.count > 1}
        self.forgotten += before - len(self._seen)
        if len(self._seen) > 0.75 * self._capacity:
            often = sorted(self._seen.items(), key=lambda one: -one[1].count)
            self._seen = dict(often[: self._capacity // 2])

    def merged(self) -> dict[str, dict[str, Seen]]:
        """Return the right terms, each with its wrong forms: what differs only in number or in
        the capital of a sentence is one term, what was turned back does not count, and what was
        replaced in its turn leads on."""
        forms = self._forms()
        by_right: dict[str, dict[str, Seen]] = {}
        for (wrong, right), seen in self._seen.items():
            term = forms.get(_key(right), right)
            net = self._net(wrong, right, seen)
            if net > 0 and wrong != term and singular(wrong) != term:
                known = by_right.setdefault(term, {}).setdefault(wrong, Seen())
                join(known, seen)
        _lead_on(by_right)
        return by_right

    def _net(self, wrong: str, right: str, seen: Seen) -> int:
        back = self._seen.get((right.lower(), wrong)) or self._seen.get((right, wrong))
        return seen.count - (back.count if back else 0)

    def _forms(self) -> dict[str, str]:
        """How each right term is written: as within sentences, where capitals tell something;
        in the singular if it is no name."""
        written: dict[str, Counter[str]] = {}
        fallback: dict[str, Counter[str]] = {}
        for (_, right), seen in self._seen.items():
            written.setdefault(_key(right), Counter()).update(seen.forms)
            fallback.setdefault(_key(right), Counter())[right] += seen.count
        return {key: _best(written[key] or fallback[key]) for key in written}


def _key(right: str) -> str:
    return singular(right.lower())


def _best(counter: Counter[str]) -> str:
    named = Counter({form: n for form, n in counter.items() if form != form.lower()})
    if 2 * sum(named.values()) >= sum(counter.values()):
        return max(named, key=lambda form: (named[form], form))
    return singular(max(counter, key=lambda form: (counter[form], form)).lower())


def join(one: Seen, other: Seen) -> None:
    """Add what was seen of one replacement to another."""
    one.count += other.count
    one.alone += other.alone
    one.starts += other.starts
    one.documents |= other.documents
    one.forms += other.forms
    one.before += other.before
    one.after += other.after
    one.samples = [*one.samples, *other.samples][:SAMPLES]


def _lead_on(by_right: dict[str, dict[str, Seen]]) -> None:
    """Where a right term was replaced by another one later, its wrong forms are that one's."""
    later = {
        wrong: term
        for term, variants in by_right.items()
        for wrong, seen in variants.items()
        if seen.count >= 2
    }
    for term in list(by_right):
        following = later.get(term.lower()) or later.get(term)
        if following is None or following == term or following not in by_right:
            continue
        if (
            sum(s.count for s in by_right[term].values())
            > by_right[following][
                term.lower() if term.lower() in by_right[following] else term
            ].count
            * 4
        ):
            continue
        for wrong, seen in by_right.pop(term).items():
            if wrong != following.lower():
                join(by_right[following].setdefault(wrong, Seen()), seen)
