"""The verb that goes with a term, where the term has another number than its variant.

Never a guess: a verb changes only where the term is surely its subject. It is where a clause
begins with it, or where nothing else in the sentence before could be what a plural goes with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.stages.terms.grammar import verb_patterns as patterns
from mtfix.stages.terms.grammar.number import verb_number
from mtfix.stages.terms.grammar.subject import (
    begins_clause,
    is_coordinated,
    may_be_subject,
    no_other_plural,
    takes_bare_verb,
)
from mtfix.stages.terms.grammar.variant_context import with_case_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtfix.edits.edit import Edit
    from mtfix.stages.terms.grammar.variant_context import VariantContext


def agreement(here: VariantContext) -> Iterator[Edit]:
    """Yield the changes of verbs by which they agree with the term."""
    number = verb_number(here)
    if not number or is_coordinated(here.before):
        return
    forms = patterns.FORMS[number]
    question = patterns.QUESTION.search(here.before)
    if question:
        yield from _in_question(here, question, forms)
        return
    yield from _in_relative_clause(here, forms)
    end = 0
    verb = patterns.VERB.match(here.after)
    if verb:
        new = _agreeing(here, verb, number)
        if not new or not may_be_subject(here.before):
            return
        group = verb.lastgroup or ""
        yield here.edit(here.ahead(*verb.span(group)), new)
        own = patterns.THEMSELVES.match(here.after) if number == "singular" else None
        if own:
            yield here.edit(here.ahead(*own.span(1)), with_case_of(own[1], "itself"))
        end = 0 if verb[group].lower().startswith("do") else verb.end()
    elif begins_clause(here.before):
        first = patterns.FIRST_VERB.match(here.after)
        end = first.end() if first else 0
    if end:
        yield from _second_verb(here, end, forms)


def _agreeing(here: VariantContext, verb: re.Match[str], number: str) -> str:
    """The form of the verb behind the term, or nothing where it is not surely its own."""
    group = verb.lastgroup or ""
    if group in {"noun", "verb"}:
        return "" if number == "plural" else _agreeing_verb(here, verb, group)
    return _agreeing_auxiliary(here, verb, group, number)


def _agreeing_verb(here: VariantContext, verb: re.Match[str], group: str) -> str:
    """*plan* becomes *plans*, unless it may be a noun or have no ending."""
    before = here.before
    a_plan = group == "noun" and patterns.TO_DO.match(here.after, verb.end(group))
    if a_plan and patterns.AFTER_THE.search(before):
        return ""
    if takes_bare_verb(before) or not begins_clause(before):
        return ""
    return with_case_of(verb[group], third_person(verb[group]))


def _agreeing_auxiliary(here: VariantContext, verb: re.Match[str], group: str, number: str) -> str:
    """*are* becomes *is*."""
    before, word = here.before, verb[group].lower()
    new = patterns.FORMS[number].get(word, "")
    if not new or (word == "were" and patterns.WISHED.search(before)):
        return ""
    if word not in patterns.FINITE and takes_bare_verb(before):
        return ""
    is_sure = (
        begins_clause(before)
        or _is_compared(here, verb.end(group))
        or (number == "singular" and no_other_plural(before))
    )
    return with_case_of(verb[group], new) if is_sure else ""


def _is_compared(here: VariantContext, end: int) -> bool:
    """*pays more than oracle bone inscriptions do.*"""
    return bool(patterns.COMPARED.search(here.before) and patterns.END.match(here.after, end))


def third_person(verb: str) -> str:
    """Return the form of a verb for a singular.

    >>> [third_person(verb) for verb in ("plan", "deny", "rush", "do")]
    ['plans', 'denies', 'rushes', 'does']
    """
    verb = verb.lower()
    if re.search(r"[^aeiou]y\Z", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)\Z", verb) else "s")


def _in_question(
    here: VariantContext, question: re.Match[str], forms: Mapping[str, str]
) -> Iterator[Edit]:
    """*Are oracle bone inscriptions planning* becomes *Is Oracle planning*."""
    word, after = question["aux"].lower(), here.after
    if word not in forms or (word == "were" and patterns.SUPPOSED.match(after)):
        return
    inverted = patterns.INVERTED.search(here.before) and patterns.END.match(after)
    if not inverted and not patterns.QUESTION_GOES_ON.match(after):
        return
    if not patterns.WITH_ANOTHER.match(after):
        yield here.edit(
            here.back(*question.span("aux")), with_case_of(question["aux"], forms[word])
        )


def _in_relative_clause(here: VariantContext, forms: Mapping[str, str]) -> Iterator[Edit]:
    """*oracle bone inscriptions, which are* becomes *Oracle, which is*."""
    clause = patterns.RELATIVE.match(here.after)
    new = forms.get(clause["aux"].lower()) if clause else None
    if clause and new and (begins_clause(here.before) or no_other_plural(here.before)):
        yield here.edit(here.ahead(*clause.span("aux")), with_case_of(clause["aux"], new))


def _second_verb(here: VariantContext, end: int, forms: Mapping[str, str]) -> Iterator[Edit]:
    """*oracle bone inscriptions grew and are* becomes *Oracle grew and is*; `end` is where the
    first verb ends."""
    second = patterns.SECOND_VERB.match(here.after[end:])
    new = forms.get(second["aux"].lower()) if second else None
    if second and new:
        start, stop = second.span("aux")
        yield here.edit(here.ahead(end + start, end + stop), with_case_of(second["aux"], new))
