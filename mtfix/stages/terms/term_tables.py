"""The terms of some packs, with the tables by which they are found.

They are made from the entries, or opened from compiled packs; then only what a page asks for is
read, so that a start costs the same however many entries there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.stages.terms.cue_table import look_up_word
from mtfix.stages.terms.word_index import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.packs.model import Term

    NamedTerm = tuple[int, str, str]
    """A term by its index, as it is written, and how ambiguous its variants are."""

KEY = 4
"""First letters by which variants are grouped; the shorter ones are a group of their own."""
_BEHIND_KEY = b"\t"
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
        right = small(term.term)
        # All at once, since there are tens of thousands.
        all_small = small("\n".join(term.variants)).split("\n")
        for variant, folded in zip(term.variants, all_small, strict=False):
            owners.setdefault(folded, []).append((index, variant if folded == right else ""))
    return owners


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
    """Return the compiled form of tables: a line with what is read at once, a line for each term,
    and a line for each group of variants, its key in front, in the order of the keys."""
    head = tables[2:]
    groups = sorted(_group_start(key) + _json(group) for key, group in tables.groups.items())
    # Where a term was written and its examples are no part of what it does.
    terms = (_json(term._replace(file="")[:-1]) for term in tables.terms)
    return b"\n".join((_json(head), *terms, *groups))


def opened(data: bytes) -> TermTables:
    """Return the tables of a compiled form. Terms and groups are read when they are asked for."""
    import json

    lines = data.split(b"\n")
    rules, *others = json.loads(lines[0])
    return TermTables(
        _LazyTerms(lines[1 : 1 + len(rules)]),
        _Groups(lines[1 + len(rules) :]),
        rules,
        *others,
    )


class _LazyTerms(Sequence["Term"]):
    """Terms of which each is read when it is first asked for."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines
        self._terms: dict[int, Term] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: Any) -> Any:
        known = self._terms.get(index)
        if known is None:
            import json

            from mtfix.packs.model import Term

            fields = map(_tuples, json.loads(self._lines[index]))
            known = self._terms[index] = Term(*fields, examples=())  # type: ignore[misc]
        return known


class _Groups(Mapping[str, VariantGroup]):
    """Groups of variants, of which each is looked up and read when it is first asked for."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines
        self._groups: dict[str, VariantGroup] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        keys = (line.partition(_BEHIND_KEY)[0] for line in self._lines)
        return (key.decode("utf-8", "surrogatepass") for key in keys)

    def __getitem__(self, key: str) -> VariantGroup:
        known = self._groups.get(key)
        if known is None:
            known = self._groups[key] = self._read(key)
        return known

    def _read(self, key: str) -> VariantGroup:
        import json

        start = _group_start(key)
        at = bisect_left(self._lines, start)
        if at == len(self._lines) or not self._lines[at].startswith(start):
            raise KeyError(key)
        return VariantGroup(*json.loads(self._lines[at][len(start) :]))


def _group_start(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass") + _BEHIND_KEY


def _tuples(value: Any) -> Any:
    """The tuples that JSON has as lists."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _json(value: Any) -> bytes:
    import json

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
