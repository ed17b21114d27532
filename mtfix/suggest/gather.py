"""Which replacements tell of a term: counted, merged under the right term, and judged."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mtfix.suggest.judge import is_name, slip
from mtfix.suggest.words import AUXILIARIES, FUNCTION, PREPOSITIONS, PRONOUNS, singular

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtfix.suggest.changes import Change
    from mtfix.suggest.senses import Kept

CAPACITY = 200_000
"""Different replacements that are counted at the same time, about 200 MB; beyond, those that
were seen once are forgotten."""
SAMPLES = 40
"""Sentences that are kept of one replacement."""
_OFTEN = 20
"""How often what looks like a typing error must be mended to be none."""
_SHARE = 0.1
"""Of the places of a wrong form, how many must have been corrected for a name."""
_COMMON_SHARE = 0.4
"""The same for a phrase in small letters, which may be a matter of style."""
_COMMON_LEAST = 3
_PARTLY = 0.34
"""Share of the corrected documents in which a phrase in small letters may still stand."""


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
    """

    term: str
    name: bool
    variants: tuple[tuple[str, Seen], ...]
    kept: Kept

    @property
    def times(self) -> int:
        return sum(seen.count for _, seen in self.variants)

    @property
    def documents(self) -> int:
        return len(set().union(*(seen.documents for _, seen in self.variants)))


class Counts:
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
                _join(known, seen)
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


def _join(one: Seen, other: Seen) -> None:
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
                _join(by_right[following].setdefault(wrong, Seen()), seen)


# --- judgement -----------------------------------------------------------------------------------


def candidates(merged: dict[str, dict[str, Seen]], least: int) -> dict[str, dict[str, Seen]]:
    """Return what may be a term by the replacements alone; `least` is how often a term must
    have been put in. Typing errors, numbers, endings and the like are left out."""
    found: dict[str, dict[str, Seen]] = {}
    for term, variants in merged.items():
        kept = {
            wrong: seen
            for wrong, seen in variants.items()
            if not (why := slip(wrong, term))
            or (why == "typing" and " " in wrong and seen.count >= _OFTEN)
        }
        total = sum(seen.count for seen in kept.values())
        if total >= (1 if is_name(term) else max(least, _COMMON_LEAST)):
            found[term] = kept
    return _folded(found)


def _folded(found: dict[str, dict[str, Seen]]) -> dict[str, dict[str, Seen]]:
    """The terms without those that are a part of another: where a sentence begins with the name
    *Liu big mountain*, only *big mountain* was seen to change."""
    wholes = {(wrong, term.lower()): term for term, variants in found.items() for wrong in variants}
    for (wrong, term), whole in wholes.items():
        olds, news = wrong.split(), term.split()
        for cut, end in ((slice(1, None), slice(1)), (slice(-1), slice(-1, None))):
            old, new = olds[cut], news[cut]
            kept = olds[end] == news[end]
            part = wholes.get((" ".join(old), " ".join(new)))
            if kept and part in found and part != whole and whole in found:
                _join(found[whole][wrong], found[part].pop(" ".join(old)))
                if not found[part]:
                    del found[part]
    return found


def proposals(
    found: dict[str, dict[str, Seen]], kept: dict[str, Kept], least: int
) -> list[Proposal]:
    """Return the terms among candidates, the most frequent first.

    kept: where each wrong form stands uncorrected. A wrong form that was replaced by many
    things, or seldom where it stands, is no term's.
    """
    rights: dict[str, Counter[str]] = {}
    for term, variants in found.items():
        for wrong, seen in variants.items():
            rights.setdefault(wrong, Counter())[term] += seen.count
    told = []
    for term, variants in found.items():
        good = [
            (wrong, seen)
            for wrong, seen in variants.items()
            if _holds(term, seen, kept[wrong], rights[wrong])
        ]
        good.sort(key=lambda one: (-one[1].count, one[0]))
        stays = _together(kept[wrong] for wrong, _ in good)
        made = Proposal(term, is_name(term), tuple(good), stays)
        if not good:
            continue
        enough = least if made.name else max(least, _COMMON_LEAST)
        sure = made.times >= enough and (made.name or _is_noun(good))
        if sure or _is_established(made, kept[term], rights):
            told.append(made)
    told.sort(key=lambda one: (-one.times, one.term))
    return told


def _is_established(made: Proposal, elsewhere: Kept, rights: dict[str, Counter[str]]) -> bool:
    """Whether a name that was put in once, as the only change of its sentence and for a phrase
    that is none, is used in other documents too."""
    [(wrong, seen), *more] = made.variants
    if more or not made.name or not seen.alone or len(rights[wrong]) > 1:
        return False
    old = seen.samples[0][0] if seen.samples else ""
    share = seen.count / (seen.count + made.kept.count)
    return wrong in old and share >= 0.5 and len(elsewhere.documents - seen.documents) > 1


def _holds(term: str, seen: Seen, kept: Kept, rights: Counter[str]) -> bool:
    share = seen.count / (seen.count + kept.count)
    among = rights[term] / sum(rights.values())
    if is_name(term):
        return share >= _SHARE and among >= 0.25
    # Who corrects a term does so in the whole of a document; who polishes, here and there.
    partly = len(seen.documents & kept.documents) / len(seen.documents)
    return share >= _COMMON_SHARE and among >= 0.5 and partly <= _PARTLY


def _together(kept: Iterable[Kept]) -> Kept:
    from mtfix.suggest.senses import Kept

    made = Kept()
    for one in kept:
        made.join(one)
    return made


def _is_noun(variants: list[tuple[str, Seen]]) -> bool:
    """Whether a phrase stands where nouns do: seldom behind *to* or a pronoun, and at times with
    no other noun behind it."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for _, seen in variants:
        for words, count in seen.before.items():
            before[words[-1].lower() if words else ""] += count
        for words, count in seen.after.items():
            after[words[0].lower() if words else ""] += count
    total = sum(before.values())
    verbs = sum(n for word, n in before.items() if word in PRONOUNS)
    closed = sum(
        n
        for word, n in after.items()
        if not word or word in PREPOSITIONS or word in AUXILIARIES or re.search("(ed|es)$", word)
    )
    opened = sum(n for word, n in before.items() if not word or word in FUNCTION - PRONOUNS)
    return verbs <= 0.25 * total and closed >= 0.25 * total and opened + closed >= 0.5 * total
