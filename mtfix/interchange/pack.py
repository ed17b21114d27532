"""Concepts as a pack: what an import writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mtfix.edits.problem import Problem
from mtfix.interchange.concept import LISTS, Concept, refused
from mtfix.packs.parse_term import slug
from mtfix.packs.yaml_nodes import MAX_CHARACTERS
from mtfix.packs.yaml_writer import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.interchange.concept import Languages

_BRACES = re.compile(r"[{}|]")


def written(
    concepts: Iterable[Concept | Problem],
    about: str,
    languages: Languages,
    *,
    sure: bool,
    taken: Iterable[str] = (),
) -> Iterator[str | Problem]:
    """Yield the lines of a pack, and what could not be taken over; no line at all where no term
    could be.

    sure: whether deprecated terms are always wrong. Else they are marked as ambiguous: shown,
        and made once cues and examples decide them.
    taken: ids that no entry may have.
    """
    head = (
        f"about: {quoted(about)}\n"
        f"from: {quoted(languages.source)}\nto: {quoted(languages.target)}\nterms:\n"
    )
    size = len(head)
    used = set(taken)
    for one in concepts:
        if isinstance(one, Problem):
            yield one
            continue
        sound, problems = _sound(one)
        yield from problems
        if sound is None:
            continue
        entry = "".join(_entry(sound, sound.deprecated, "preferred", used, sure=sure))
        if sound.superseded:
            entry += "".join(_entry(sound, sound.superseded, "superseded", used, sure=sure))
        if not entry:
            why = f"{one.term!r} has neither a source nor wrong forms; it is left out"
            yield Problem.at(one.place, why)
            continue
        size += len(entry)
        if size > MAX_CHARACTERS:
            why = (
                f"a pack has at most {MAX_CHARACTERS:,} characters; the rest is left out: split it"
            )
            yield Problem.at(one.place, why)
            return
        yield head + entry
        head = ""


def _sound(one: Concept) -> tuple[Concept | None, list[Problem]]:
    """The concept without the texts that no pack can hold."""
    problems = []
    if why := refused(one.term):
        return None, [Problem.at(one.place, f"the term {one.term!r} is left out: {why}")]
    kept: dict[str, Any] = {}
    for field in LISTS:
        good = []
        for text in map(str.strip, getattr(one, field)):
            wrong = field in {"deprecated", "superseded"}
            why = refused(text)
            if not why and wrong and _BRACES.search(text):
                why = "braces and bars are choices in a pack"
            if not why and wrong and text == one.term:
                why = "it is the term itself"
            if why:
                problems.append(
                    Problem.at(one.place, f"the {field} term {text!r} is left out: {why}")
                )
            else:
                good.append(text)
        kept[field] = tuple(dict.fromkeys(good))
    if not any(kept.values()):
        problems.append(Problem.at(one.place, f"nothing is said of {one.term!r}; it is left out"))
        return None, problems
    return one._replace(**kept), problems


def _kind(term: str) -> str:
    """A term with a capital is a name, which keeps it; a pack asks for more than others say."""
    return "term" if term == term.lower() else "product"


def _entry(
    one: Concept, variants: Iterable[str], status: str, used: set[str], *, sure: bool
) -> Iterator[str]:
    variants = list(variants)
    if not (variants or one.source):
        return
    name = base = slug(one.term) or "term"
    name = base = f"{base}-superseded" if status == "superseded" else base
    number = 1
    while name in used:
        number += 1
        name = f"{base}-{number}"
    used.add(name)
    yield f"- term: {quoted(one.term)}\n"
    yield f"  id: {quoted(name)}\n"
    yield f"  kind: {one.kind or _kind(one.term)}\n"
    yield f"  source: {listed(one.source)}\n" if one.source else ""
    yield f"  admitted: {listed(one.admitted)}\n" if one.admitted else ""
    if variants:
        yield "  variants:\n" + "".join(f"  - {quoted(text)}\n" for text in variants)
        yield "" if sure else "  ambiguous: true\n"
    yield "  status: superseded\n" if status == "superseded" else ""
    note = " ".join(one.note.split())
    yield f"  note: {quoted(note)}\n" if note and not refused(note) else ""
