"""`mtfix glossary import` and `export`: terminology in the formats of others."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from mtfix.cli.messages import UsageError, inform, tell
from mtfix.cli.output import new_file
from mtfix.edits.problem import Problem
from mtfix.interchange import FORMATS
from mtfix.interchange.concept import LISTS, Concept, Languages, merged, of_term
from mtfix.interchange.pack import written
from mtfix.interchange.shipped import ShippedTerms
from mtfix.interchange.source_language import source_language
from mtfix.packs.model import Term
from mtfix.packs.store import load_unchanged
from mtfix.text.language_codes import main_language

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from mtfix.cli.output import Write
    from mtfix.interchange import Format

_SHOWN = 20
"""Problems that are told one by one; the others are counted."""


def bring(options: argparse.Namespace) -> int:
    """Write a pack of the terms of a file; 2 if something of it was left out."""
    form = FORMATS[options.format]
    [path] = options.files
    if form.read is None:
        raise UsageError(f"{options.format} is only written; it says too little to be read")
    languages = Languages(options.origin or _said_source(form, path, options), options.target)
    about = options.about or f"Terms of {os.path.basename(path)}."
    of_pack = Languages(*map(main_language, languages))
    shipped = ShippedTerms(() if options.alone else _shipped_terms(of_pack))
    concepts = _Counted(shipped.merge(merged(form.read(path, languages))))
    pieces = written(concepts, about, of_pack, sure=options.sure, taken=shipped.ids)
    try:
        problems = _write(pieces, options.out, f"{path}: no terms were read, nothing is written")
    except UsageError:
        if not shipped.known:
            raise
        inform(f"all {shipped.known} terms are known to the shipped packs; nothing is written")
        return 2 if concepts.problems else 0
    bare = concepts.number - concepts.with_variants
    inform(
        f"{concepts.number} terms, {concepts.with_variants} with wrong forms, {problems} left out"
    )
    if shipped.known:
        inform(f"{shipped.known} terms are known to the shipped packs; nothing is added to them")
    if bare:
        inform(
            f"{bare} terms have no wrong forms: beside the source text (--source, --format tsv or"
            " jsonl) mtfix reports where they are missing"
        )
    if concepts.with_variants and not options.sure:
        inform(
            "wrong forms are marked as ambiguous, and shown until cues and examples decide them;"
            " --sure marks them as always wrong"
        )
    return 2 if problems else 0


def _said_source(form: Format, path: str, options: argparse.Namespace) -> str:
    """The language of the source terms, as the file says it; nothing where no term can be read.
    Raises ProblemError where it says none."""
    said = form.languages(path) if form.languages else []
    assert form.read is not None
    unknown = Languages("", options.target)
    if not said and not any(isinstance(one, Concept) for one in form.read(path, unknown)):
        return ""
    return source_language(said, options.target, path)


def _shipped_terms(languages: Languages) -> list[Term]:
    """The terms of the shipped packs into a language."""
    packs = load_unchanged(None)
    rules = (rule for pack in packs if pack.sort == "terms" for rule in pack.rules)
    return [rule for rule in rules if isinstance(rule, Term) and rule.language == languages.target]


class _Counted:
    """Concepts, counted as they go by."""

    def __init__(self, concepts: Iterable[Concept | Problem]) -> None:
        self._concepts = concepts
        self.number = self.with_variants = self.problems = 0

    def __iter__(self) -> Iterator[Concept | Problem]:
        for one in self._concepts:
            if isinstance(one, Problem):
                self.problems += one.severity == "error"
            else:
                self.number += 1
                self.with_variants += bool(one.deprecated or one.superseded)
            yield one


def take(options: argparse.Namespace) -> int:
    """Write the terms of packs for others, and tell what their format can't hold."""
    form = FORMATS[options.format]
    rules = [rule for pack in load_unchanged(options.packs or None) for rule in pack.rules]
    terms = [rule for rule in rules if isinstance(rule, Term)]
    origin = options.origin or _only({term.origin for term in terms})
    languages = Languages(origin, options.target)
    chosen = [t for t in terms if (t.origin, t.language) == tuple(languages)]
    if not chosen:
        said = ", ".join(sorted({f"{term.origin} to {term.language}" for term in terms}))
        raise UsageError(f"no terms are from {origin} to {options.target}, only from {said}")
    sure = [term for term in chosen if form.read or _is_sure(term)]
    concepts = [one for one in merged(map(of_term, sure)) if not isinstance(one, Problem)]
    told = [one for one in concepts if _says(one, form)]
    assert form.write is not None  # options name no others
    problems = _write(form.write(told, languages), options.out)
    inform(f"{len(told)} terms of {len(chosen)} entries written, {problems} texts left out")
    for line in _omissions(chosen, sure, concepts, told, form):
        inform(line)
    return 2 if problems else 0


def _only(origins: set[str]) -> str:
    if len(origins) == 1:
        return origins.pop()
    raise UsageError(f"name the language with --from: {', '.join(sorted(origins))}")


def _is_sure(term: Term) -> bool:
    return term.ambiguous == "no" and not term.guards and term.status == "preferred"


def _says(one: Concept, form: Format) -> bool:
    return any(getattr(one, field) for field in form.holds - {"note"})


def _omissions(
    chosen: list[Term], sure: list[Term], concepts: list[Concept], told: list[Concept], form: Format
) -> Iterator[str]:
    """Yield messages on what an export leaves out, since the format can't say it."""
    if len(sure) < len(chosen):
        count = len(chosen) - len(sure)
        yield f"left out: {count} entries that context decides, which the format can't say"
    if len(told) < len(concepts):
        yield f"left out: {len(concepts) - len(told)} terms of which it can say nothing"
    counts: Counter[str] = Counter()
    for one in told:
        for field in (*LISTS, "note"):
            name = "notes" if field == "note" else f"{field} forms"
            counts[name] += bool(getattr(one, field)) and field not in form.holds
    for term in sure:
        counts["cues"] += bool(term.cues_for or term.cues_against)
        counts["guards"] += bool(term.guards)
        counts["what is ambiguous"] += term.ambiguous != "no"
        counts["examples"] += bool(term.examples)
    lost = [f"{name} ({count})" for name, count in counts.items() if count]
    if lost:
        yield f"not said, by number of entries: {', '.join(lost)}; the YAML stays the master"


# --- writing -------------------------------------------------------------------------------------


def _write(pieces: Iterable[str | Problem], out: str | None, nothing: str = "") -> int:
    """Write the pieces, to a new file if one is named; tell problems and count them.

    Raises UsageError with `nothing` where there was not one piece: no file is left then.
    """
    with new_file(out) as write:
        return _pour(pieces, write, nothing)


def _pour(pieces: Iterable[str | Problem], write: Write, nothing: str) -> int:
    told = lost = 0
    wrote = False
    for piece in pieces:
        if isinstance(piece, str):
            write(piece)
            wrote = True
            continue
        told += 1
        lost += piece.severity == "error"
        if told <= _SHOWN:
            tell(piece)
    if told > _SHOWN:
        inform(f"… and {told - _SHOWN} more")
    if nothing and not wrote:
        raise UsageError(nothing)
    return lost
