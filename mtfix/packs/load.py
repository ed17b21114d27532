"""YAML to packs, strictly: every problem is an error with file, line and remedy."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from mtfix.packs.expand import expand
from mtfix.packs.model import COMMON, NAMES, Boilerplate, Example, Pack, PackError, Surface, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)

GUARDS = ("before", "after", "sentence", "near", "document")
GUARD_FIELDS = frozenset(GUARDS) | {f"not-{guard}" for guard in GUARDS}
MAX_BYTES = 10_000_000


class _Node(NamedTuple):
    """A YAML node with its file, so that every question can fail with a place."""

    file: str
    node: yaml.Node

    def fail(self, problem: str, remedy: str = "") -> PackError:
        return PackError(self.file, self.node.start_mark.line + 1, problem, remedy)

    @property
    def line(self) -> int:
        return self.node.start_mark.line + 1

    def text(self) -> str:
        """A scalar that YAML reads as text."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.fail("text is expected here", "quote it, or indent it as one value")
        if self.node.tag != "tag:yaml.org,2002:str":
            kind = self.node.tag.rpartition(":")[2]
            raise self.fail(
                f"{self.node.value!r} is read by YAML as {kind}, not as text",
                f"write it in quotes: '{self.node.value}'",
            )
        value: str = self.node.value
        if any(not char.isprintable() and char not in "\r\n\t" for char in value):
            raise self.fail("it contains a control or formatting character", "remove it")
        return value

    def items(self) -> Iterator[_Node]:
        """The members of a list; a single scalar counts as a list of one."""
        if isinstance(self.node, yaml.ScalarNode):
            yield self
        elif isinstance(self.node, yaml.SequenceNode):
            for member in self.node.value:
                yield _Node(self.file, member)
        else:
            raise self.fail("a list is expected here", "start each member with '- '")

    def fields(self) -> dict[str, _Node]:
        """The fields of a mapping; duplicate keys are errors."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail("fields are expected here", "write 'name: value' lines")
        fields: dict[str, _Node] = {}
        for key_node, value_node in self.node.value:
            key = _Node(self.file, key_node)
            name = key.text()
            if name in fields:
                raise key.fail(f"the field {name!r} stands twice", "keep one of them")
            fields[name] = _Node(self.file, value_node)
        return fields


class _Record:
    """The fields of one entry; each reader takes what it knows, the rest is unknown."""

    def __init__(self, node: _Node, known: frozenset[str]) -> None:
        self.node = node
        self._fields = node.fields()
        for name, value in self._fields.items():
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                remedy = f"did you mean {near[0]!r}?" if near else "see glossaries/README.md"
                raise value.fail(f"the field {name!r} is unknown here", remedy)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def field(self, name: str) -> _Node:
        if name not in self._fields:
            raise self.node.fail(f"the field {name!r} is missing", f"add '{name}: …'")
        return self._fields[name]

    def text(self, name: str, default: str | None = None) -> str:
        if default is not None and name not in self._fields:
            return default
        return self.field(name).text()

    def choice(self, name: str, options: frozenset[str], default: str | None = None) -> str:
        value = self.text(name, default)
        if value not in options:
            raise self.field(name).fail(
                f"{name!r} can't be {value!r}", f"choose from {', '.join(sorted(options))}"
            )
        return value

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        if name not in self._fields and not required:
            return ()
        texts = tuple(item.text() for item in self.field(name).items())
        if not texts or not all(text.strip() for text in texts):
            raise self.field(name).fail(f"{name!r} is empty", "write it, or remove the field")
        return texts

    def expanded(self, name: str) -> tuple[str, ...]:
        """The texts of a field with its compact spellings written out."""
        self.texts(name, required=True)
        texts: list[str] = []
        for item in self.field(name).items():
            try:
                texts += expand(item.text())
            except ValueError as error:
                raise item.fail(
                    f"{item.text()!r}: {error}", "see 'variants' in glossaries/README.md"
                ) from None
        return tuple(dict.fromkeys(texts))

    def patterns(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        for item in self.field(name).items() if name in self or required else ():
            try:
                re.compile(item.text())
            except re.error as error:
                raise item.fail(f"the pattern does not compile: {error}", "mend it") from None
        return self.texts(name, required=required)

    def examples(self) -> tuple[Example, ...]:
        if "examples" not in self._fields:
            return ()
        examples = []
        for item in self.field("examples").items():
            text = item.text()
            before, arrow, after = text.partition(" =>")
            examples.append(Example(item.line, before, after.removeprefix(" ") if arrow else None))
        return tuple(examples)


_HEAD = frozenset({"about", "from", "to", "terms", "boilerplate", "surface"})


def parse(text: str, file: str, name: str, *, trusted: bool) -> Pack:
    """Return the pack that `text` describes; `file` is named in errors, `name` is its id.

    Raises PackError at the first problem.
    """
    if len(text) > MAX_BYTES:
        raise PackError(file, 1, f"the pack is larger than {MAX_BYTES:,} characters", "split it")
    _no_anchors(text, file)
    root = _compose(text, file)
    head = _Record(root, _HEAD)
    sorts = [sort for sort in SORTS if sort in head]
    if len(sorts) != 1:
        raise root.fail("a pack holds one of terms, boilerplate, surface", "split it into files")
    [sort] = sorts
    known, read = SORTS[sort]
    rules = tuple(read(_Record(node, known), head) for node in head.field(sort).items())
    return Pack(name, sort, head.text("about"), trusted, rules)


def _no_anchors(text: str, file: str) -> None:
    """Refuse aliases: a small file of them can stand for an endless one."""
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise PackError(file, line, "aliases (*) are not allowed", "write it out")
    except yaml.YAMLError as error:
        raise _yaml_error(error, file) from None


def _compose(text: str, file: str) -> _Node:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise _yaml_error(error, file) from None
    if node is None:
        raise PackError(file, 1, "the pack is empty", "see glossaries/README.md")
    return _Node(file, node)


def _yaml_error(error: Exception, file: str) -> PackError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    line = mark.line + 1 if mark else 1
    return PackError(file, line, f"not valid YAML: {problem}", "mend the YAML near this line")


# --- terms ---------------------------------------------------------------------------------

_TERM_FIELDS = GUARD_FIELDS | {
    "term", "id", "kind", "source", "variants", "ambiguous", "for", "against", "status",
    "admitted", "sound", "seen", "note", "examples",
}  # fmt: skip


def _term(record: _Record, head: _Record) -> Term:
    term = record.text("term")
    return Term(
        rule=f"term/{record.text('id', slug(term))}",
        file=record.node.file,
        line=record.node.line,
        term=term,
        kind=record.choice("kind", NAMES | COMMON),
        source=record.texts("source"),
        variants=record.expanded("variants"),
        ambiguous=_ambiguous(record),
        cues_for=_cues(record, "for"),
        cues_against=_cues(record, "against"),
        guards=tuple((g, record.texts(g)) for g in sorted(GUARD_FIELDS) if g in record),
        status=record.choice("status", frozenset({"preferred", "superseded"}), "preferred"),
        admitted=record.texts("admitted"),
        sound=record.choice("sound", frozenset({"", "vowel", "consonant"}), ""),
        origin=head.text("from", ""),
        language=head.text("to", "en"),
        examples=record.examples(),
    )


def _ambiguous(record: _Record) -> str:
    if "ambiguous" not in record:
        return "no"
    value = getattr(record.field("ambiguous").node, "value", None)
    choices = {"true": "yes", "false": "no", "everyday": "everyday"}
    if value not in choices:
        raise record.field("ambiguous").fail(
            f"'ambiguous' can't be {value!r}", "choose from true, false, everyday"
        )
    return choices[value]


def _cues(record: _Record, name: str) -> tuple[tuple[str, float], ...]:
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


def _weight(node: _Node) -> float:
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


CASES = frozenset({"", "upper", "lower", "seam", "repeat", "exact"})
"""What a trigger can ask of the letters around it; see `mtfix.scan.TESTS`."""

# --- boilerplate ---------------------------------------------------------------------------

_BOILERPLATE_FIELDS = frozenset({
    "id", "about", "class", "strength", "where", "part", "triggers", "case", "patterns", "unless",
    "seen", "note", "examples",
})  # fmt: skip
PLACES = frozenset({"head", "tail", "inline"})


def _boilerplate(record: _Record, _head: _Record) -> Boilerplate:
    for item in record.field("where").items():
        if item.text() not in PLACES:
            raise item.fail(f"'where' can't be {item.text()!r}", "choose from head, inline, tail")
    return Boilerplate(
        rule=f"boilerplate/{record.text('id')}",
        file=record.node.file,
        line=record.node.line,
        class_=record.text("class"),
        strong=record.choice("strength", frozenset({"strong", "weak"})) == "strong",
        where=record.texts("where", required=True),
        part=record.choice("part", frozenset({"line", "start", "end", "seam"}), "line"),
        triggers=record.expanded("triggers"),
        case=record.choice("case", CASES, ""),
        patterns=record.patterns("patterns", required=True),
        unless=record.patterns("unless"),
        examples=record.examples(),
    )


# --- surface -------------------------------------------------------------------------------

_SURFACE_FIELDS = frozenset({
    "id", "about", "safety", "triggers", "case", "pattern", "replace", "unless", "check", "seen",
    "note", "examples",
})  # fmt: skip


def _surface(record: _Record, _head: _Record) -> Surface:
    [pattern] = record.patterns("pattern", required=True)[:1]
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
        unless=record.patterns("unless"),
        check=record.text("check", ""),
        examples=record.examples(),
    )


SORTS: dict[str, tuple[frozenset[str], Callable[[_Record, _Record], Any]]] = {
    "terms": (_TERM_FIELDS, _term),
    "boilerplate": (_BOILERPLATE_FIELDS, _boilerplate),
    "surface": (_SURFACE_FIELDS, _surface),
}
"""The sorts of packs: the fields of a rule, and its reader."""
