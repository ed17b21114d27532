"""YAML with places: every question to a node can fail with file, line and remedy."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

import regex
import yaml

from mtfix.packs.alternatives import expand
from mtfix.packs.model import Example, PackError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtfix.packs.fields import Field

_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)
_BOOLEANS = frozenset({"true", "false"})
MAX_CHARACTERS = 10_000_000
MAX_PATTERN = 20_000
MAX_TEXTS = 20_000
"""Most texts that the compact spellings of one field stand for."""


def compose(text: str, file: str) -> Node:
    """Return the root of a YAML text; `file` is named in errors.

    Raises PackError for what is too large, no YAML, empty, or made with aliases.
    """
    if len(text) > MAX_CHARACTERS:
        problem = f"the pack is larger than {MAX_CHARACTERS:,} characters"
        raise PackError(file, 1, problem, "split it")
    _no_aliases(text, file)
    return _compose(text, file)


_DEEPEST = 20
"""How deep lists and mappings may nest; packs need 6."""


def _no_aliases(text: str, file: str) -> None:
    """Refuse aliases, of which a few can stand for an endless text, and endless nesting."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                raise PackError(file, line, "aliases (*) are not allowed", "write it out")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _too_deep(file, line)
    except yaml.YAMLError as error:
        raise _yaml_error(error, text, file) from None


def _compose(text: str, file: str) -> Node:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise _yaml_error(error, text, file) from None
    if node is None:
        raise PackError(file, 1, "the pack is empty", "see glossaries/README.md")
    return Node(file, node)


def _too_deep(file: str, line: int) -> PackError:
    return PackError(file, line, "it nests too deeply", "see glossaries/README.md")


def _yaml_error(error: Exception, text: str, file: str) -> PackError:
    """Return the error for a place where PyYAML gives up. Its own words change with its versions
    and with the parser below it; of its errors only the kind and the place are used."""
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None) or 0
    line = mark.line + 1 if mark else text.count("\n", 0, position) + 1
    if (deep := _deep_line(text)) is not None:
        return _too_deep(file, deep)
    problem, remedy = _yaml_problem(error, text.split("\n")[line - 1 : line])
    return PackError(file, line, f"not valid YAML: {problem}", remedy)


_PROBLEMS: dict[type[Exception], tuple[str, str]] = {
    yaml.reader.ReaderError: ("a character that YAML does not allow", "remove it"),
    yaml.scanner.ScannerError: (
        "a sign stands where it means something else, or a quotation is not closed",
        "put the text of this line or the one before in quotes",
    ),
    yaml.parser.ParserError: (
        "a list, a bracket or the indentation does not fit what stands before",
        "indent fields of one entry alike, and close each bracket",
    ),
    yaml.composer.ComposerError: ("a second document begins", "keep one document in a file"),
}
_TAB = "a tab stands in the indentation", "indent by spaces"
_UNKNOWN = "it can't be read", "mend the YAML near this line"


def _yaml_problem(error: Exception, lines: list[str]) -> tuple[str, str]:
    """Problem and remedy; `lines` holds the line of the error."""
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return _TAB
    found = (said for kind, said in _PROBLEMS.items() if isinstance(error, kind))
    return next(found, _UNKNOWN)


def _deep_line(text: str) -> int | None:
    """The line on which brackets nest too deeply, if they do: a parser may refuse them before it
    has told of the first."""
    deep = _DEEP.search(text)
    return text.count("\n", 0, deep.start()) + 1 if deep else None


_DEEP = re.compile(rf"(?:[\[{{][^\[{{\]}}]*){{{_DEEPEST + 1}}}")
"""More brackets that open than may, and none that closes between."""


class Node(NamedTuple):
    """A YAML node with its file, so that every question can fail with a place."""

    file: str
    node: yaml.Node

    def fail(self, problem: str, remedy: str = "") -> PackError:
        return PackError(self.file, self.node.start_mark.line + 1, problem, remedy)

    @property
    def line(self) -> int:
        return self.node.start_mark.line + 1

    @property
    def value(self) -> str:
        """The text of a scalar, whatever type YAML makes of it; empty for other nodes."""
        return self.node.value if isinstance(self.node, yaml.ScalarNode) else ""

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
        if any(not char.isprintable() and char not in "\r\n\t\u3000" for char in value):
            raise self.fail("it contains a control or formatting character", "remove it")
        return value

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines of a text that begins with `|`, each with its number in the file."""
        text = self.text()
        if not isinstance(self.node, yaml.ScalarNode) or self.node.style != "|":
            raise self.fail("lines are expected here", "put '|' behind the colon, and indent them")
        yield from enumerate(text.split("\n"), self.line + 1)

    def items(self) -> Iterator[Node]:
        """The members of a list; a single scalar counts as a list of one."""
        if isinstance(self.node, yaml.ScalarNode):
            yield self
        elif isinstance(self.node, yaml.SequenceNode):
            for member in self.node.value:
                yield Node(self.file, member)
        else:
            raise self.fail("a list is expected here", "start each member with '- '")

    def fields(self) -> dict[str, Node]:
        """The fields of a mapping; duplicate keys are errors."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail("fields are expected here", "write 'name: value' lines")
        fields: dict[str, Node] = {}
        for key_node, value_node in self.node.value:
            key = Node(self.file, key_node)
            name = key.text()
            if name in fields:
                raise key.fail(f"the field {name!r} stands twice", "keep one of them")
            fields[name] = Node(self.file, value_node)
        return fields


class Record:
    """The fields of one entry, or of the head of a pack; an unknown one is an error."""

    def __init__(self, node: Node, known: Mapping[str, Field]) -> None:
        self.node = node
        self._known = known
        self._fields = node.fields()
        for name, value in self._fields.items():
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                remedy = f"did you mean {near[0]!r}?" if near else "see glossaries/README.md"
                raise value.fail(f"the field {name!r} is unknown here", remedy)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def field(self, name: str) -> Node:
        if name not in self._fields:
            raise self.node.fail(f"the field {name!r} is missing", f"add '{name}: …'")
        return self._fields[name]

    def text(self, name: str, default: str | None = None) -> str:
        if default is not None and name not in self._fields:
            return default
        return self.field(name).text()

    def choice(self, name: str) -> str:
        """The choice of a field, or its default; `true` and `false` can be choices."""
        known = self._known[name]
        if name not in self._fields and not known.required:
            return known.default
        return self._chosen(self.field(name), name)

    def choices(self, name: str) -> tuple[str, ...]:
        """The choices of a field that takes several."""
        self.texts(name, required=True)
        return tuple(self._chosen(item, name) for item in self.field(name).items())

    def _chosen(self, node: Node, name: str) -> str:
        known = self._known[name]
        value = node.value if node.value in _BOOLEANS.intersection(known.choices) else node.text()
        if value not in known.values:
            remedy = f"choose from {', '.join(known.choices)}"
            raise node.fail(f"{name!r} can't be {value!r}", remedy)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Whether a field is true."""
        if name not in self._fields:
            return default
        value = self._fields[name].value
        if value not in _BOOLEANS:
            raise self._fields[name].fail(f"{name!r} can't be {value!r}", "choose from true, false")
        return value == "true"

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        if name not in self._fields and not required:
            return ()
        texts = tuple(item.text() for item in self.field(name).items())
        if not texts or not all(text.strip(" \t\r\n") for text in texts):
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
                    f"{item.text()[:80]!r}: {error}", "see 'variants' in glossaries/README.md"
                ) from None
            if len(texts) > MAX_TEXTS:
                raise item.fail(f"{name!r} stands for over {MAX_TEXTS:,} texts", "write fewer")
        return tuple(dict.fromkeys(texts))

    def patterns(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        for item in self.field(name).items() if name in self or required else ():
            if len(item.text()) > MAX_PATTERN:
                raise item.fail(f"the pattern has over {MAX_PATTERN:,} characters", "shorten it")
            try:
                re.compile(item.text())
                regex.compile(item.text())  # a user's patterns run on this one
            except (re.error, regex.error, RecursionError, OverflowError) as error:
                raise item.fail(*_pattern_problem(item.text(), error)) from None
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


def _pattern_problem(pattern: str, error: Exception) -> tuple[str, str]:
    """Problem and remedy of a pattern that does not compile."""
    place = getattr(error, "pos", None)
    if place is None:
        return "the pattern does not compile: it nests too deeply or repeats too much", "shorten it"
    around = pattern[max(0, place - 10) : place + 20]
    return (
        f"the pattern does not compile, at character {place + 1}: {around!r}",
        "mend it there; it is a regular expression of Python",
    )
