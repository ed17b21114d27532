"""Does a text look translated by a machine, and from which language?

Signs are what translation leaves behind: letters, marks and words of the other language,
and what mtfix itself found to repair. Each counts a few times at most, so that one habit
alone decides little; `docs/origin.md` has the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.residue import OWN_FROM, TIMES, Sign, residue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.fix import Fix

LANGUAGES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
NONE = "none"
"""What a user says of a text that is no translation."""

TRANSLATED_FROM = 1.0
"""From this score a text looks translated."""
OWN_LEAD = 1.5
"""How many times those of the next language its signs come to before a language is named."""


class Origin(NamedTuple):
    """Where a text seems to come from.

    `language` is a code such as zh, "none" where the user says that it is no translation, and
    None where it is unknown. `damage` is how many fixes were made per 1,000 words.
    """

    translated: bool
    language: str | None
    score: float
    damage: float
    signs: tuple[Sign, ...]
    said: bool = False

    def told(self) -> str:
        """What there is to say of it, on one line; an empty string where nothing is."""
        if not self.signs and not self.said:
            return ""
        if self.said:
            none = self.language == NONE
            head = f"said to be {'no translation' if none else f'from {_name(self.language)}'}"
        elif self.translated:
            head = f"looks translated from {_name(self.language)}"
        else:
            head = "does not look translated"
        signs = "; ".join(f"{sign.weight:+.2f} {_shown(sign)}" for sign in self.signs)
        told = f"{head} (score {self.score:.2f}), {self.damage:g} edits per 1,000 words"
        return f"{told}: {signs}" if signs else told


# --- what was found to repair --------------------------------------------------------------------

_FOUND: tuple[tuple[str, str, float], ...] = (
    ("surface/repeated-gloss", "names repeated in brackets", 0.5),
    ("surface/space-after-stop", "missing spaces after full stops", 0.3),
    ("surface", "damage between the words", 0.15),
    ("boilerplate", "remains of a scraped page", 0.15),
)
"""Signs in the fixes, by the rule, the first that fits; of no language by themselves."""
_TERM, _CASE, _DOUBT = 0.6, 0.2, 0.1
"""What a term adds that was put right; one of which only capitals were wrong; one suggested."""


def _repairs(
    made: Iterable[Fix], asked: Iterable[Fix], languages: Mapping[str, str]
) -> Iterator[Sign]:
    """A sign for each fix, to be counted together."""
    for fixes, sure in ((made, True), (asked, False)):
        for fix in fixes:
            if fix.rule.startswith("term/"):
                yield _of_term(fix, languages.get(fix.rule, ""), sure=sure)
                continue
            for prefix, name, weight in _FOUND if sure else ():
                if fix.rule == prefix or fix.rule.startswith(f"{prefix}/"):
                    yield Sign(name, "", 1, weight, fix.span.start)
                    break


def _of_term(fix: Fix, language: str, *, sure: bool) -> Sign:
    start = fix.span.start
    if not sure:
        return Sign("terms that may be mistranslated", language, 1, _DOUBT, start)
    if all(edit.old.lower() == edit.new.lower() for edit in fix.edits):
        return Sign("names without capitals", "", 1, _CASE, start)
    return Sign("mistranslated terms", language, 1, _TERM, start)


def _together(signs: Iterable[Sign]) -> list[Sign]:
    """Signs of the same name and language as one, which counts a few times at most."""
    groups: dict[tuple[str, str], list[Sign]] = {}
    for sign in signs:
        groups.setdefault((sign.name, sign.language), []).append(sign)
    return [
        Sign(name, language, len(group), _most(group), min(sign.start for sign in group))
        for (name, language), group in groups.items()
    ]


def _most(group: Sequence[Sign]) -> float:
    return round(sum(sorted((sign.weight for sign in group), reverse=True)[:TIMES]), 3)


# --- the conclusion ------------------------------------------------------------------------------


def origin(
    text: str,
    made: Sequence[Fix],
    asked: Iterable[Fix] = (),
    languages: Mapping[str, str] | None = None,
    said: str | None = None,
) -> Origin:
    """Return where `text` seems to come from.

    `made` and `asked` are the fixes made and suggested, `languages` the language of each rule
    of a term that is among them, `said` what the user says, which goes before all signs.
    """
    signs = [*residue(text), *_together(_repairs(made, asked, languages or {}))]
    signs.sort(key=lambda sign: (-sign.weight, sign.start, sign.name))
    own: dict[str, float] = {}
    for sign in signs:
        own[sign.language] = own.get(sign.language, 0.0) + sign.weight
    anyhow = own.pop("", 0.0)
    ranked = sorted(own.items(), key=lambda item: (-item[1], item[0]))
    (best, most), (_, second) = (*ranked, ("", 0.0), ("", 0.0))[:2]
    score = round(most + anyhow, 3)
    named = best if most >= OWN_FROM and most >= OWN_LEAD * second else None
    translated = score >= TRANSLATED_FROM
    damage = round(1000 * len(made) / max(1, len(text.split())), 2)
    if said is not None:
        return Origin(said != NONE, said, score, damage, tuple(signs), said=True)
    return Origin(translated, named if translated else None, score, damage, tuple(signs))


def _name(language: str | None) -> str:
    return LANGUAGES.get(language or "", language or "an unknown language")


def _shown(sign: Sign) -> str:
    of = f" ({_name(sign.language)})" if sign.language else ""
    return f"{sign.times} × {sign.name}{of}"


def unknown(language: str, others: Iterable[str] = ()) -> str:
    """Return what is wrong with a language that a user names, or an empty string.

    `others` are those of the user's own packs.

    >>> unknown("xx").partition(";")[0]
    'not a language that mtfix knows'
    """
    known = sorted({*LANGUAGES, *others})
    if language in known or language == NONE:
        return ""
    return f"not a language that mtfix knows; write one of {', '.join(known)}, or none"
