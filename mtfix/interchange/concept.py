"""A concept: a right term, what the source says for it, and what else is or is not said."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.packs.model import Term

MOST = 200_000
"""Concepts that are read from one file: memory has a bound, and a pack of more is none."""
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Languages(NamedTuple):
    """From which language into which, as codes; a header that names others is refused."""

    source: str
    target: str


LISTS = ("source", "admitted", "deprecated", "superseded")
"""The fields of a concept that hold several terms."""


class Concept(NamedTuple):
    """One right term of the target language.

    source: what the source language says for it.
    admitted: other right forms. deprecated: wrong ones. superseded: wrong since some time,
        which are shown only.
    kind: of the entry in a pack, or an empty string where nothing is said.
    """

    place: str
    term: str
    source: tuple[str, ...] = ()
    admitted: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    note: str = ""
    kind: str = ""


def of_term(term: Term) -> Concept:
    """Return what other formats can be told of an entry of a pack."""
    old = term.status == "superseded"
    return Concept(
        f"{term.file}:{term.line}",
        term.term,
        term.source,
        term.admitted,
        () if old else term.variants,
        term.variants if old else (),
        note=term.note,
        kind=term.kind,
    )


def refused(text: str, most: int = 0) -> str:
    """Return why a text can't be a term, or an empty string; `most` is a bound in bytes.

    >>> refused("byte jump"), refused("byte\\x00jump")
    ('', 'it has the control character U+0000')
    """
    if not text.strip():
        return "it is empty"
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} or character in _BIDI:
            return f"it has the control character U+{ord(character):04X}"
    if most and len(text.encode("utf-8", "replace")) > most:
        return f"it has more than {most} bytes"
    return ""


def merged(concepts: Iterable[Concept | Problem]) -> Iterator[Concept | Problem]:
    """Yield problems as they come, and then each term once, with all that was said of it.

    Of two terms for one source, both are kept, and that is told.
    """
    by_term: dict[str, Concept] = {}
    said: dict[str, str] = {}
    for one in concepts:
        if isinstance(one, Problem):
            yield one
            continue
        if len(by_term) >= MOST and one.term not in by_term:
            yield Problem.at(one.place, f"more than {MOST:,} terms; the rest is left out: split it")
            break
        for source in one.source:
            other = said.setdefault(source, one.term)
            if other != one.term:
                yield Problem.at(
                    one.place, f"{source!r} is {other!r} already; both are kept", severity="warning"
                )
        known = by_term.get(one.term)
        by_term[one.term] = _joined(known, one) if known else one
    yield from by_term.values()


def _joined(one: Concept, other: Concept) -> Concept:
    lists: dict[str, Any] = {
        field: tuple(dict.fromkeys((*getattr(one, field), *getattr(other, field))))
        for field in LISTS
    }
    notes = dict.fromkeys(filter(None, (one.note, other.note)))
    return one._replace(**lists, note="; ".join(notes), kind=one.kind or other.kind)
