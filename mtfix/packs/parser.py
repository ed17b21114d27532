"""YAML to packs, strictly: every problem is an error with file, line and remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.model import CHECKS, COMMON, NAMES, Boilerplate, Pack, Surface, Term
from mtfix.packs.yaml_nodes import Node, Record, compose
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    _Reader = Callable[[Record, Record], Any]

GUARDS = ("before", "after", "sentence", "near", "document")
GUARD_FIELDS = frozenset(GUARDS) | {f"not-{guard}" for guard in GUARDS}


_HEAD = frozenset({"about", "from", "to", "terms", "boilerplate", "surface"})


def parse(text: str, file: str, name: str, *, trusted: bool) -> Pack:
    """Return the pack that `text` describes; `file` is named in errors, `name` is its id.

    Raises PackError at the first problem.
    """
    root = compose(text, file)
    head = Record(root, _HEAD)
    sorts = [sort for sort in SORTS if sort in head]
    if len(sorts) != 1:
        raise root.fail("a pack holds one of terms, boilerplate, surface", "split it into files")
    [sort] = sorts
    known, read = SORTS[sort]
    records = ((Record(node, known), head) for node in head.field(sort).items())
    rules = tuple(_bounded(records, read))
    return Pack(name, sort, head.text("about"), trusted, rules)


MAX_CUES = 1_000
MAX_LITERALS = 200_000
"""Most variants, triggers and cues of a pack: what they are compiled to grows with them."""


def _bounded(records: Iterable[tuple[Record, Record]], read: _Reader) -> Iterator[Any]:
    """The rules of a pack, as long as their literals are not too many."""
    literals = 0
    for record, head in records:
        rule = read(record, head)
        sure = rule.variants if isinstance(rule, Term) else rule.triggers
        cues = (*rule.cues_for, *rule.cues_against) if isinstance(rule, Term) else ()
        if len(cues) > MAX_CUES:
            raise record.node.fail(f"{rule.rule} has over {MAX_CUES:,} cues", "keep the best")
        literals += len(sure) + len(cues)
        if literals > MAX_LITERALS:
            problem = f"more than {MAX_LITERALS:,} variants, triggers and cues in one pack"
            raise record.node.fail(problem, "split it, and load fewer")
        yield rule


# --- terms ---------------------------------------------------------------------------------

_TERM_FIELDS = GUARD_FIELDS | {
    "term", "id", "kind", "source", "variants", "ambiguous", "for", "against", "status",
    "admitted", "sound", "number", "seen", "note", "examples", "coined",
    "byline",
}  # fmt: skip


def _term(record: Record, head: Record) -> Term:
    term = record.text("term")
    return Term(
        rule=f"term/{record.text('id', slug(term))}",
        file=record.node.file,
        line=record.node.line,
        term=term,
        kind=record.choice("kind", NAMES | COMMON),
        source=record.texts("source"),
        # A term of a term base may have none: its source form says where it is missing.
        variants=()
        if "source" in record and "variants" not in record
        else record.expanded("variants"),
        ambiguous=_ambiguous(record),
        cues_for=_cues(record, "for"),
        cues_against=_cues(record, "against"),
        guards=tuple((g, record.texts(g)) for g in sorted(GUARD_FIELDS) if g in record),
        status=record.choice("status", frozenset({"preferred", "superseded"}), "preferred"),
        admitted=record.texts("admitted"),
        sound=record.choice("sound", frozenset({"", "vowel", "consonant"}), ""),
        number=record.choice("number", frozenset({"", "singular", "plural"}), ""),
        origin=head.text("from", ""),
        language=head.text("to", "en"),
        unambiguous_source=_coined(record),
        byline=record.texts("byline"),
        examples=record.examples(),
    )


def _coined(record: Record) -> bool:
    """Whether the source forms mean nothing else; where nothing is said, if the variants do not."""
    if "coined" not in record:
        return _ambiguous(record) == "no"
    value = getattr(record.field("coined").node, "value", None)
    if value not in {"true", "false"}:
        raise record.field("coined").fail(f"'coined' can't be {value!r}", "choose from true, false")
    return bool(value == "true")


def _ambiguous(record: Record) -> str:
    if "ambiguous" not in record:
        return "no"
    value = getattr(record.field("ambiguous").node, "value", None)
    choices = {"true": "yes", "false": "no", "everyday": "everyday"}
    if value not in choices:
        raise record.field("ambiguous").fail(
            f"'ambiguous' can't be {value!r}", "choose from true, false, everyday"
        )
    return choices[value]


def _cues(record: Record, name: str) -> tuple[tuple[str, float], ...]:
    """Cues with weights: `word` counts 1, `{word: 0.5}` half."""
    if name not in record:
        return ()
    cues: dict[str, float] = {}
    for item in record.field(name).items():
        if isinstance(item.node, yaml.MappingNode):
            for cue, weight in item.fields().items():
                cues[cue] = _weight(weight)
        else:
            cues[item.text()] = 1.0
    return tuple(cues.items())


def _weight(node: Node) -> float:
    try:
        weight = float(getattr(node.node, "value", ""))
    except (TypeError, ValueError):
        weight = 0.0
    if not 0 < weight <= 2:
        raise node.fail("a weight is a number over 0 and up to 2", "write for instance 0.5")
    return weight


def slug(term: str) -> str:
    """Return the id that a term gets: `Ant Group` -> `ant-group`.

    >>> slug("JD.com"), slug("“Global” Times")
    ('jd-com', 'global-times')
    """
    return re.sub(r"[^\w]+", "-", term.lower()).strip("-_")


CASES = frozenset(
    {
        "",
        "upper",
        "lower",
        "space",
        "starter",
        "seam",
        "repeat",
        "exact",
        "loose",
        "ending",
        "latin",
        "apart",
        "first",
        "behind-small",
    }
)
"""What a trigger can ask of the letters around it; see `mtfix.matching.predicates.TESTS`."""

# --- boilerplate ---------------------------------------------------------------------------

_BOILERPLATE_FIELDS = frozenset({
    "id", "about", "class", "strength", "where", "part", "triggers", "case", "patterns", "unless",
    "seen", "note", "examples",
})  # fmt: skip
PLACES = frozenset({"head", "tail", "inline", "between"})
_FROM_THE_START = frozenset({"line", "start"})
"""Parts of a text whose rules match it from its start."""


def _boilerplate(record: Record, _head: Record) -> Boilerplate:
    for item in record.field("where").items():
        if item.text() not in PLACES:
            raise item.fail(
                f"'where' can't be {item.text()!r}", "choose from head, inline, tail, between"
            )
    part = record.choice("part", frozenset({"line", "start", "end", "seam"}), "line")
    patterns = record.patterns("patterns", required=True)
    return Boilerplate(
        rule=f"boilerplate/{record.text('id')}",
        file=record.node.file,
        line=record.node.line,
        class_=_class(record),
        strong=record.choice("strength", frozenset({"strong", "weak"})) == "strong",
        where=record.texts("where", required=True),
        part=part,
        triggers=_company_triggers(record, part),
        case=record.choice("case", CASES, ""),
        patterns=patterns,
        unless=record.patterns("unless"),
        examples=record.examples(),
    )


def _class(record: Record) -> str:
    """The class of a rule, which the closed table must know."""
    name = record.text("class")
    if name not in CLASSES:
        remedy = did_you_mean(name, CLASSES, "see the table of classes in glossaries/README.md")
        raise record.field("class").fail(f"there is no class {name!r} of boilerplate", remedy)
    return name


def _company_triggers(record: Record, part: str) -> tuple[str, ...]:
    """Triggers, which only a weak rule for whole lines at head or tail may do without."""
    places = {item.text() for item in record.field("where").items()}
    if "triggers" in record:
        if "between" in places:
            raise record.field("triggers").fail(
                "a rule for what stands between remains has no 'triggers'", "leave them out"
            )
        triggers = record.expanded("triggers")
        if not triggers:
            raise record.field("triggers").fail("'triggers' is empty", "name some, or leave it out")
        return triggers
    if record.text("strength") != "weak" or part != "line" or "inline" in places:
        raise record.node.fail(
            f"boilerplate rule {record.text('id')!r} has no 'triggers'",
            "name them; only a weak rule for whole lines at head or tail needs none",
        )
    return ()


# --- surface -------------------------------------------------------------------------------

_SURFACE_FIELDS = frozenset({
    "id", "about", "safety", "triggers", "case", "pattern", "replace", "map", "unless", "check",
    "seen", "note", "examples",
})  # fmt: skip


def _surface(record: Record, head: Record) -> Surface:
    [pattern] = record.patterns("pattern", required=True)[:1]
    _template(record, pattern)
    return Surface(
        rule=f"surface/{record.text('id')}",
        file=record.node.file,
        line=record.node.line,
        about=record.text("about"),
        safety=record.choice("safety", frozenset({"safe", "unsafe", "suggested"})),
        triggers=record.expanded("triggers"),
        case=record.choice("case", CASES, ""),
        pattern=pattern,
        replace=record.text("replace"),
        map=_map(record),
        unless=record.patterns("unless"),
        check=record.choice("check", CHECKS | {""}, ""),
        language=head.text("to", "en"),
        examples=record.examples(),
    )


def _map(record: Record) -> tuple[tuple[str, str], ...]:
    if "map" not in record:
        return ()
    return tuple((key, node.text()) for key, node in record.field("map").fields().items())


_GROUP = re.compile(r"\\(?:[gm]<(\w+)>|(\d+))")


def _template(record: Record, pattern: str) -> None:
    """Raise PackError where the replacement asks for a group that the pattern has not."""
    compiled = re.compile(pattern)
    for group in _GROUP.finditer(record.text("replace")):
        name = group[1] or group[2]
        known = int(name) <= compiled.groups if name.isdigit() else name in compiled.groupindex
        if not known:
            groups = ", ".join(compiled.groupindex) or "none"
            raise record.field("replace").fail(
                f"the pattern has no group {name!r}", f"its named groups are {groups}"
            )


SORTS: dict[str, tuple[frozenset[str], _Reader]] = {
    "terms": (_TERM_FIELDS, _term),
    "boilerplate": (_BOILERPLATE_FIELDS, _boilerplate),
    "surface": (_SURFACE_FIELDS, _surface),
}
"""The sorts of packs: the fields of a rule, and its reader."""
