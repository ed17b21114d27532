"""The terms of some packs, with the tables by which they are found.

They are made from the entries, or opened from compiled packs; then only what a page asks for is
read, so that a start costs the same however many entries there are.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.stages.terms.cue_table import look_up_word
from mtfix.stages.terms.line_table import (
    LazyList,
    LineTable,
    TextLines,
    dump_list,
    dump_table,
    to_json,
)
from mtfix.stages.terms.word_index import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.packs.model import Term

    NamedTerm = tuple[int, str, str]
    """A term by its index, as it is written, and how ambiguous its variants are."""

KEY = 4
"""First letters by which variants are grouped; the shorter ones are a group of their own."""
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class VariantGroup(NamedTuple):
    """Variants in small letters that begin alike.

    lengths: how long they are, in ascending order.
    owners: for each the index of its terms, and the spelling where only that one counts.
    shields: for some the right forms that they are a part of, and where in the form they begin.
    """

    lengths: Sequence[int]
    owners: Mapping[str, Sequence[tuple[int, str]]]
    shields: Mapping[str, Sequence[tuple[str, int]]]


NO_VARIANTS = VariantGroup((), {}, {})


class TermTables(NamedTuple):
    """The terms, and how to find them.

    terms: in the order in which they hold; tables refer to them by their index.
    groups: the variants by their first letters; those of too few letters under an empty key.
    rules: the index of each term by its id.
    names: terms by their names in small letters.
    right_forms: the forms of names by the word that they are looked up with; with each where in
        it that word begins, and the index of its term.
    proper_names: the terms that are names, as they are written.
    longest: the length of the longest variant.
    """

    terms: Sequence[Term]
    groups: Mapping[str, VariantGroup]
    rules: Mapping[str, int]
    names: Mapping[str, Sequence[NamedTerm]]
    right_forms: Mapping[str, Sequence[tuple[str, int, int]]]
    proper_names: Sequence[str]
    longest: int

    def by_rule(self, rule: str) -> Term | None:
        """Return the term with an id."""
        index = self.rules.get(rule)
        return None if index is None else self.terms[index]

    def named(self, name: str) -> Sequence[NamedTerm]:
        """Return the terms with a name, whatever its capitals."""
        return self.names.get(name.lower(), ())


def tables_of(terms: Sequence[Term]) -> TermTables:
    """Return the tables of some terms."""
    names: dict[str, list[NamedTerm]] = {}
    right_forms: dict[str, list[tuple[str, int, int]]] = {}
    for index, term in enumerate(terms):
        names.setdefault(term.term.lower(), []).append((index, term.term, term.ambiguous))
        for form in (term.term, *term.admitted) if term.is_name else ():
            offset, word = look_up_word(fold(form))
            right_forms.setdefault(word, []).append((form, offset, index))
    owners = _owners(terms)
    return TermTables(
        tuple(terms),
        dict(_grouped(owners, _shields(terms, owners))),
        {term.rule: index for index, term in enumerate(terms)},
        names,
        right_forms,
        [term.term for term in terms if term.is_name],
        max(map(len, owners), default=0),
    )


def small(text: str) -> str:
    """Return text of the same length with small letters, as far as they are of ASCII."""
    return text.lower() if text.isascii() else text.translate(_SMALL)


def _owners(terms: Sequence[Term]) -> dict[str, list[tuple[int, str]]]:
    """The terms of each variant."""
    owners: dict[str, list[tuple[int, str]]] = {}
    for index, term in enumerate(terms):
        right = _letters(term, small(term.term))
        # All at once, since there are tens of thousands.
        all_small = small("\n".join(term.variants)).split("\n")
        for variant, folded in zip(term.variants, all_small, strict=False):
            is_exact = _letters(term, folded) == right
            owners.setdefault(folded, []).append((index, variant if is_exact else ""))
    return owners


def _letters(term: Term, text: str) -> str:
    """What a variant must share with its term so that only its spelling counts: an entry of one
    line names every such spelling."""
    return text.replace(" ", "") if term.is_plain else text


def _grouped(
    owners: Mapping[str, Sequence[tuple[int, str]]],
    shields: Mapping[str, Sequence[tuple[str, int]]],
) -> Iterator[tuple[str, VariantGroup]]:
    groups: dict[str, list[str]] = {}
    for variant in owners:
        groups.setdefault(variant[:KEY] if len(variant) >= KEY else "", []).append(variant)
    for key, variants in groups.items():
        yield (
            key,
            VariantGroup(
                sorted(set(map(len, variants))),
                {variant: owners[variant] for variant in variants},
                {variant: shields[variant] for variant in variants if variant in shields},
            ),
        )


def _shields(
    terms: Iterable[Term], variants: Mapping[str, object]
) -> dict[str, list[tuple[str, int]]]:
    """For each variant, the right forms in which it stands as words, and at which offset."""
    shields: dict[str, list[tuple[str, int]]] = {}
    for term in terms:
        for form in (term.term, *term.admitted):
            folded = small(form)
            if folded in variants:
                shields.setdefault(folded, []).append((form, 0))
            for offset, part in _word_runs(folded):
                if part in variants:
                    shields.setdefault(part, []).append((form, offset))
    return shields


def _word_runs(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of every run of whole words, but for the whole."""
    words = text.split(" ")
    starts = [sum(len(word) + 1 for word in words[:count]) for count in range(len(words))]
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if last - first < len(words):
                yield starts[first], " ".join(words[first:last])


# --- the compiled form ----------------------------------------------------------------------------


def dump(tables: TermTables) -> bytes:
    """Return the compiled form of tables: a line with the sizes of the parts, and the parts."""
    # Where a term was written and its examples are no part of what it does.
    terms = (term._replace(file="")[:-1] for term in tables.terms)
    parts = (
        dump_list(terms),
        *map(dump_table, (tables.groups, tables.rules, tables.names, tables.right_forms)),
        "\n".join(tables.proper_names).encode("utf-8", "surrogatepass"),
    )
    head = {"sizes": list(map(len, parts)), "longest": tables.longest}
    return b"\n".join((to_json(head), b"".join(parts)))


def opened(data: bytes) -> TermTables:
    """Return the tables of a compiled form. What a page does not ask for is not read."""
    import json

    start = data.index(b"\n") + 1
    head = json.loads(data[:start])
    ends = accumulate(head["sizes"], initial=start)
    parts = [data[begin:end] for begin, end in pairwise(ends)]
    return TermTables(
        LazyList(parts[0], _term),
        LineTable(parts[1], _group),
        LineTable(parts[2], _same),
        LineTable(parts[3], _same),
        LineTable(parts[4], _same),
        TextLines(parts[5]),
        head["longest"],
    )


def _term(fields: Any) -> Term:
    from mtfix.packs.model import Term

    return Term(*map(_tuples, fields), examples=())  # type: ignore[misc]


def _group(fields: Any) -> VariantGroup:
    return VariantGroup(*fields)


def _same(value: Any) -> Any:
    return value


def _tuples(value: Any) -> Any:
    """The tuples that JSON has as lists."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
