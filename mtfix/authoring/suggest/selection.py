"""Which counted replacements tell of a term, and which of style, slips and chance."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.compounds import widened
from mtfix.authoring.suggest.replacement_kind import is_name, slip
from mtfix.authoring.suggest.sense_cues import Kept
from mtfix.authoring.suggest.term_replacements import Proposal, Seen, join
from mtfix.authoring.suggest.tokens import BEFORE_VERBS, LINKS
from mtfix.text.words import AUXILIARIES, FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_OFTEN = 20
"""How often what looks like a typing error must be mended to be none."""
_SHARE = 0.1
"""Of the places of a wrong form, how many must have been corrected for a name."""
_COMMON_SHARE = 0.4
"""The same for a phrase in small letters, which may be a matter of style."""
_NAME_LEAST, _COMMON_LEAST = 2, 3
"""Corrections of a name, and of a term in small letters, that make an entry which acts."""
_PARTLY = 0.34
"""Share of the corrected documents in which a phrase in small letters may still stand."""


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
        if total >= (1 if is_name(term) or least == 1 else max(least, _COMMON_LEAST)):
            found[term] = kept
    return _folded(widened(found))


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
                join(found[whole][wrong], found[part].pop(" ".join(old)))
                if not found[part]:
                    del found[part]
    return found


def proposals(
    found: dict[str, dict[str, Seen]], kept: dict[str, Kept], least: int
) -> list[Proposal]:
    """Return the terms among candidates, the most frequent first.

    kept: where each wrong form stands uncorrected. A wrong form that was replaced by many
    things, or seldom where it stands, is no term's. With 1 as `least`, what was corrected less
    often than the others is weak.
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
        enough = max(least, _NAME_LEAST if made.name else _COMMON_LEAST)
        sure = made.times >= enough and (made.name or _is_noun(good))
        if sure or (least > 1 and _is_established(made, kept[term], rights)):
            told.append(made)
        elif made.times >= least and least == 1:
            told.append(made._replace(weak=True))
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
    verbs = sum(n for word, n in before.items() if word in BEFORE_VERBS)
    closed = sum(
        n
        for word, n in after.items()
        if not word or word in LINKS or word in AUXILIARIES or re.search("(ed|es)$", word)
    )
    opened = sum(
        n for word, n in before.items() if not word or word in FUNCTION_WORDS - BEFORE_VERBS
    )
    return verbs <= 0.25 * total and closed >= 0.25 * total and opened + closed >= 0.5 * total
