"""The verb that goes with a term, where the term has another number than its variant.

Never a guess: a verb changes only where the term is surely its subject. It is where a clause
begins with it, or where nothing else in the sentence before could be what a plural goes with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.around import Change, like
from mtfix.stages.terms.grammar.number import changed
from mtfix.stages.terms.grammar.subject import (
    alone,
    begins_clause,
    coordinated,
    may_be_subject,
    unfinished,
)
from mtfix.stages.terms.grammar.words import (
    ADVERB,
    NOUN_VERB,
    PAST,
    PEOPLE,
    PLAIN_VERB,
    PREPOSITION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.terms.grammar.around import Around

_PAIRS = (("are", "is"), ("were", "was"), ("have", "has"), ("do", "does"))
_NOT = tuple((f"{many}n{sign}t", f"{one}n{sign}t") for many, one in _PAIRS for sign in "'’")
_SHORT = tuple((f"{sign}{many}", f"{sign}s") for many in ("re", "ve") for sign in "'’")
_FORMS = {
    "singular": dict(_PAIRS + _NOT + _SHORT),
    "plural": {one: many for many, one in _PAIRS + _NOT},
}
"""The forms of auxiliaries, by the number that they get."""
_FINITE = frozenset("are were aren't weren't aren’t weren’t 're ’re 've ’ve".split())
"""Those that are no infinitive: their subject is a plural."""

_AUXILIARY = "|".join(
    sorted(
        (word for forms in _FORMS.values() for word in forms if word[0].isalpha()),
        key=len,
        reverse=True,
    )
)
_ASIDE = (
    r"(?:\s*[(（](?!(?:and|or)\b)[^()（）\n]{1,60}[)）])?"
    r"(?:\s+(?:in|from|at)\s+(?:the\s+)?(?-i:[A-Z])\w+)?"
    r"(?:,\s+(?:the|an?|its|along|together|as well as|like|unlike|including|now|then|once|formerly|"
    r"however|meanwhile|too|also|in|at|on|by|for|of course|after|since|before|with|without|despite|"
    r"according|based|led|run|known|which|who|whose|where|not|rather|instead|but not|"
    r"(?-i:[A-Z])[\w.]*['’]s|\w+ed|\w+ing)\b[^,;:.()!?]{,80},"
    r"|\s+[–—-]+\s[^–—;:.()!?\n]{1,80}\s[–—-]+(?=\s))?"
)
"""What may stand between a subject and its verb: a bracket, a place, or a few words between
commas or dashes."""
_LEAD = rf"[\"”]?{_ASIDE}(?:\s+(?:{ADVERB})\b,?)*"
_VERB_BEHIND = lazy_regex(
    rf"{_LEAD}(?:\s+(?P<aux>{_AUXILIARY})\b|(?P<short>['’](?:re|ve))\b|"
    rf"\s+(?P<noun>{NOUN_VERB})(?=\s+(?:to|the|an?|its|their|that|this|more|no)\b)|"
    rf"\s+(?P<verb>{PLAIN_VERB})(?=\s+(?!of\b)\w|\s*[,.;:!?)]|\s*\Z))",
    re.IGNORECASE,
)
_THE_PLAN = lazy_regex(r"\s+(?:to|that|no|more)\b", re.IGNORECASE)
_RELATIVE = lazy_regex(
    rf",?\s+(?:which|who)\s+(?:(?:{ADVERB})\s+)*(?P<aux>{_AUXILIARY})\b", re.IGNORECASE
)
_SECOND = lazy_regex(
    rf"(?:\s+(?!(?:that|which|who|where|when|because|if|while|as|said|says|say|saw|and|but|or)\b)"
    rf"[\w’'-]+){{1,5}}?\s+(?:and|but)\s+(?:(?:{ADVERB})\s+)*(?P<aux>are|were|have|do|aren['’]t|"
    rf"weren['’]t|haven['’]t|don['’]t)\b",
    re.IGNORECASE,
)
"""The second of two verbs of one subject: *Oracle has grown and is hiring*."""
_FIRST = lazy_regex(
    rf"(?:\s+(?:{ADVERB}))*\s+(?:\w+ed|(?!saw|said|thought|found|knew|felt){PAST})\b", re.IGNORECASE
)
_ASKED = lazy_regex(
    rf"(?:\A[\W\d_]*(?:(?:never|rarely|seldom|nowhere|hardly|little)\s+(?:\w+\s+)?)?|"
    rf"[:;,—–(\"“‘]\s*|\b(?:why|how|what|when|where|who|whom|so|nor|neither|and|but|then|as|than|"
    rf"only|which)\s+(?:else\s+)?|\b(?:which|what|whose|how)\s+(?:[\w-]+\s+){{1,3}}?)(?P<aux>{_AUXILIARY})(?P<gap>\s+(?:the\s+)?)\Z",
    re.IGNORECASE,
)
_BASE_VERB = (
    "have|do|be|buy|go|like|work|take|see|come|leave|support|care|mean|feel|find|meet|stand|fight|"
    "compare"
)
_ASKED_OF = lazy_regex(
    rf"\s*[?,)\"“]|\s+(?:\w+ing|\w+ed|{PAST}|been|done|gone|known|shown|{ADVERB}|{PREPOSITION}|the|an?|"
    rf"its|their|so|as|such|no|more|{PLAIN_VERB}|{NOUN_VERB}|{_BASE_VERB})\b|\s+(?!{PEOPLE})\w+(?<!s)"
    rf"(?=\s*[?.,!]|\s+(?:{PREPOSITION}|enough|and|or|because|if|when|while)\b)",
    re.IGNORECASE,
)
"""What follows a subject in a question, and not a noun that the term only goes with."""
_INVERTED = lazy_regex(r"\b(?:so|nor|neither|as|than|where)\s+\w+\s+(?:the\s+)?\Z", re.IGNORECASE)
_ENDS = lazy_regex(r"\s*(?:[.,;!?]|\Z)")
"""*So are oracle bone inscriptions.*"""
_COMPARED = lazy_regex(r"\b(?:than|as)\s+(?:the\s+)?\Z", re.IGNORECASE)
_THEMSELVES = lazy_regex(r"\s+(themselves)\b", re.IGNORECASE)
_WISHED = lazy_regex(
    r"\b(?:if|wish|wishes|wished|though|would that)\s+(?:the\s+)?\Z", re.IGNORECASE
)


def agreement(here: Around) -> Iterator[Change]:
    """The verbs that change with the number of the term."""
    number = changed(here)
    if not number or coordinated(here.before):
        return
    asked = _ASKED.search(here.before)
    if asked:
        yield from _question(here, asked, _FORMS[number])
        return
    yield from _relative(here, _FORMS[number])
    end = 0
    found = _VERB_BEHIND.match(here.after)
    group = found.lastgroup if found else None
    if found and group:
        new = _agreeing(here, found, group, number)
        if not new or not may_be_subject(here.before):
            return
        yield Change(here.ahead(*found.span(group)), new)
        own = _THEMSELVES.match(here.after) if number == "singular" else None
        if own:
            yield Change(here.ahead(*own.span(1)), like(own[1], "itself"))
        end = 0 if found[group].lower().startswith("do") else found.end()
    elif begins_clause(here.before):
        first = _FIRST.match(here.after)
        end = first.end() if first else 0
    if end:
        yield from _second(here, end, _FORMS[number])


def _agreeing(here: Around, found: re.Match[str], group: str, number: str) -> str:
    """The form of the verb behind the term, or nothing where it is not surely its own."""
    word, before = found[group], here.before
    if group in {"noun", "verb"}:
        after_the = group == "noun" and _THE_PLAN.match(here.after, found.end(group))
        after_the = after_the and re.search(r"\bthe\s+\Z", before, re.IGNORECASE)
        if number == "plural" or after_the or unfinished(before) or not begins_clause(before):
            return ""
        return like(word, third(word))
    forms = _FORMS[number]
    if word.lower() not in forms or (word.lower() == "were" and _WISHED.search(before)):
        return ""
    sure = begins_clause(before) or _compared(here, found.end(group))
    if number == "singular" and not sure:
        sure = alone(before)
    if word.lower() not in _FINITE and unfinished(before):
        return ""
    return like(word, forms[word.lower()]) if sure else ""


def _compared(here: Around, end: int) -> bool:
    """*pays more than oracle bone inscriptions do.*"""
    return bool(_COMPARED.search(here.before) and _ENDS.match(here.after, end))


def third(verb: str) -> str:
    """The form of a verb for one.

    >>> third("plan"), third("deny"), third("rush"), third("do")
    ('plans', 'denies', 'rushes', 'does')
    """
    verb = verb.lower()
    if re.search(r"[^aeiou]y\Z", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)\Z", verb) else "s")


def _question(here: Around, asked: re.Match[str], forms: dict[str, str]) -> Iterator[Change]:
    """*Are oracle bone inscriptions planning* becomes *Is Oracle planning*."""
    word = asked["aux"].lower()
    if word == "were" and _SUPPOSED.match(here.after):
        return
    told = _INVERTED.search(here.before) and _ENDS.match(here.after)
    if word in forms and (told or _ASKED_OF.match(here.after)) and not _with_another(here.after):
        yield Change(here.back(*asked.span("aux")), like(asked["aux"], forms[word]))


_SUPPOSED = lazy_regex(
    r"\s+(?:not\s+|ever\s+)?to\s|[^.?!]*,[^.?!]*\b(?:would|could|might|should)\b[^.?!]*(?:[.!]|\Z)",
    re.IGNORECASE,
)
"""What stands behind the subject in *Were Oracle to buy it*: *were* of what is only supposed."""
_WITH_ANOTHER = lazy_regex(
    r"\s*(?:,\s*[\w.’'-]+(?:\s+[\w.’'-]+){0,3}\s*,?\s+(?:and|or)\b|(?:and|or|&|/|as well as)\s)",
    re.IGNORECASE,
)


def _with_another(after: str) -> bool:
    return bool(_WITH_ANOTHER.match(after))


def _relative(here: Around, forms: dict[str, str]) -> Iterator[Change]:
    """*oracle bone inscriptions, which are* becomes *Oracle, which is*."""
    found = _RELATIVE.match(here.after)
    if not found or found["aux"].lower() not in forms:
        return
    if begins_clause(here.before) or alone(here.before):
        start, end = found.span("aux")
        yield Change(here.ahead(start, end), like(found["aux"], forms[found["aux"].lower()]))


def _second(here: Around, end: int, forms: dict[str, str]) -> Iterator[Change]:
    found = _SECOND.match(here.after[end:])
    if found and found["aux"].lower() in forms:
        start, stop = found.span("aux")
        new = like(found["aux"], forms[found["aux"].lower()])
        yield Change(here.ahead(end + start, end + stop), new)
