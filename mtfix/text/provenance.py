"""Whether a text looks translated by a machine, and from which language.

Signals are what translation leaves behind: letters, marks and words of the other language,
and what mtfix itself found to repair. Each counts a few times at most, so that one habit
alone decides little; `docs/origin.md` has the table.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.rule_names import BOILERPLATE, SURFACE, TERM, is_of, rule_name
from mtfix.text.source_residue import OWN_FROM, TIMES, ProvenanceSignal, source_residue
from mtfix.text.translationese import habit_signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.fix import Fix

LANGUAGES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
NONE = "none"
"""The language that a user states of a text that is no translation."""

TRANSLATED_FROM = 1.0
"""From this score a text looks translated."""
_STEEP = 4.0
"""How fast the likelihood grows with the score."""
OWN_LEAD = 1.5
"""A language is named if its signals come to so many times those of the next one."""


class Provenance(NamedTuple):
    """Where a text seems to come from.

    `likelihood` is how likely it was translated by a machine, from 0 to 1. `language` is a code
    such as zh, "none" where the user says that it is no translation, and None where it is
    unknown. `damage` is how many fixes were made per 1,000 words. `said` is
    whether the user states it.
    """

    translated: bool
    language: str | None
    score: float
    damage: float
    signs: tuple[ProvenanceSignal, ...]
    said: bool = False
    likelihood: float = 0.0

    def summary(self) -> str:
        """Return the conclusion and its signals on one line; an empty string without either."""
        if not self.signs and not self.said:
            return ""
        if self.said:
            none = self.language == NONE
            head = f"said to be {'no translation' if none else f'from {_name(self.language)}'}"
        elif self.translated:
            head = f"looks translated from {_name(self.language)}"
        else:
            head = "does not look translated"
        signals = "; ".join(f"{one.weight:+.2f} {_in_words(one)}" for one in self.signs)
        summary = f"{head} (score {self.score:.2f}), {self.damage:g} edits per 1,000 words"
        return f"{summary}: {signals}" if signals else summary


# --- what was found to repair --------------------------------------------------------------------

_BY_RULE: tuple[tuple[str, str, float], ...] = (
    (rule_name(SURFACE, "repeated-gloss"), "names repeated in brackets", 0.5),
    (rule_name(SURFACE, "space-after-stop"), "missing spaces after full stops", 0.3),
    (SURFACE, "damage between the words", 0.15),
    (BOILERPLATE, "remains of a scraped page", 0.15),
)
"""Signals of no language by themselves: the rule of a fix, of which the first that fits counts;
a name; a weight."""
_TERM, _CASE, _DOUBT = 0.6, 0.2, 0.1
"""The weights of a term that was put right; of one of which only capitals were wrong; and of one
that is suggested."""


def _of_fixes(fixes: Iterable[Fix], languages: Mapping[str, str]) -> Iterator[ProvenanceSignal]:
    """A signal for each fix that was made."""
    for fix in fixes:
        if not is_of(fix.rule, TERM):
            yield from _of_rule(fix.rule, fix.span.start)
        elif all(edit.old.lower() == edit.new.lower() for edit in fix.edits):
            yield _once("names without capitals", "", _CASE, fix.span.start)
        else:
            language = languages.get(fix.rule, "")
            yield _once("mistranslated terms", language, _TERM, fix.span.start)


def _of_rule(rule: str, start: int) -> Iterator[ProvenanceSignal]:
    for prefix, name, weight in _BY_RULE:
        if rule == prefix or is_of(rule, prefix):
            yield _once(name, "", weight, start)
            return


def _of_suggestions(
    fixes: Iterable[Fix], languages: Mapping[str, str]
) -> Iterator[ProvenanceSignal]:
    """A signal for each term that is only suggested."""
    for fix in fixes:
        if is_of(fix.rule, TERM):
            language = languages.get(fix.rule, "")
            yield _once("terms that may be mistranslated", language, _DOUBT, fix.span.start)


def _once(name: str, language: str, weight: float, start: int) -> ProvenanceSignal:
    return ProvenanceSignal(name, language, 1, weight, start)


def _merged(signals: Iterable[ProvenanceSignal]) -> Iterator[ProvenanceSignal]:
    """Signals of the same name and language as one, which counts a few times at most."""
    groups: dict[tuple[str, str], list[ProvenanceSignal]] = {}
    for one in signals:
        groups.setdefault((one.name, one.language), []).append(one)
    for (name, language), group in groups.items():
        heaviest = sorted((one.weight for one in group), reverse=True)[:TIMES]
        start = min(one.start for one in group)
        yield ProvenanceSignal(name, language, len(group), round(sum(heaviest), 3), start)


# --- the conclusion ------------------------------------------------------------------------------


def provenance(
    text: str,
    fixes: Sequence[Fix],
    suggested: Iterable[Fix] = (),
    languages: Mapping[str, str] | None = None,
    stated: str | None = None,
) -> Provenance:
    """Return where `text` seems to come from.

    `fixes` and `suggested` are the fixes made and suggested, `languages` the language of each rule
    of a term that is among them, `stated` the language that the user states, which goes before
    all signals.
    """
    known = languages or {}
    repairs = _merged([*_of_fixes(fixes, known), *_of_suggestions(suggested, known)])
    found = (*source_residue(text), *habit_signals(text), *repairs)
    signals = sorted(found, key=lambda one: (-one.weight, one.start, one.name))
    own: dict[str, float] = {}
    for one in signals:
        own[one.language] = own.get(one.language, 0.0) + one.weight
    of_none = own.pop("", 0.0)
    ranked = sorted(own.items(), key=lambda item: (-item[1], item[0]))
    (best, most), (_, second) = (*ranked, ("", 0.0), ("", 0.0))[:2]
    score = round(most + of_none, 3)
    damage = round(1000 * len(fixes) / max(1, len(text.split())), 2)
    if stated is not None:
        sure = float(stated != NONE)
        return Provenance(bool(sure), stated, score, damage, tuple(signals), True, sure)
    is_named = score >= TRANSLATED_FROM and most >= OWN_FROM and most >= OWN_LEAD * second
    language = best if is_named else None
    likely = likelihood(score)
    return Provenance(
        score >= TRANSLATED_FROM, language, score, damage, tuple(signals), likelihood=likely
    )


def likelihood(score: float) -> float:
    """Return how likely a text with such a score was translated, from 0 to 1.

    >>> likelihood(0.0), likelihood(TRANSLATED_FROM), likelihood(2.0)
    (0.018, 0.5, 0.982)
    """
    return round(1 / (1 + exp(-_STEEP * (score - TRANSLATED_FROM))), 3)


def text_likelihood(text: str) -> float:
    """Return how likely a text was translated by what it shows itself, without its repairs."""
    own: dict[str, float] = {}
    for one in (*source_residue(text), *habit_signals(text)):
        own[one.language] = own.get(one.language, 0.0) + one.weight
    return likelihood(own.pop("", 0.0) + max(own.values(), default=0.0))


def _name(language: str | None) -> str:
    return LANGUAGES.get(language or "", language or "an unknown language")


def _in_words(signal: ProvenanceSignal) -> str:
    of = f" ({_name(signal.language)})" if signal.language else ""
    return f"{signal.times} × {signal.name}{of}"


def language_problem(language: str, others: Iterable[str] = ()) -> str:
    """Return what is wrong with a language that a user states, or an empty string.

    `others` are those of the user's own packs.

    >>> language_problem("xx").partition(";")[0]
    'not a language that mtfix knows'
    """
    known = sorted({*LANGUAGES, *others})
    if language in known or language == NONE:
        return ""
    return f"not a language that mtfix knows; write one of {', '.join(known)}, or none"
