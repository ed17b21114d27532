"""What comes of a file when nothing, and when a word in each stretch of its prose is changed."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from mtfix import formats
from mtfix.edits.composition import flatten
from mtfix.edits.edit import Span, apply
from mtfix.edits.fix import Fix
from mtfix.edits.problem import ProblemError
from mtfix.fs import files
from mtfix.pipeline.write_back import write_back
from mtfix.rows import row_reader
from mtfix.rows.cells import RawEditor, RowError

from ..markup_readers import rst_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtfix.edits.draft import Draft
    from mtfix.formats.document import Document

_STRETCH = re.compile(r"[^\n\ufffc]+")
_WORD = re.compile(r"(?<![\w.@/:#&%$\\-])[A-Za-z]{4,}(?![\w.@/:=-])")
_NEW = "Zebra crossing"
_MOST = 200_000
"""Characters of a text that another program reads as well; some take long."""


class Outcome(NamedTuple):
    """What comes of a file: how many places were changed, how many of them could not be written
    and were withheld, and what failed, if anything did. `refused` says why it was not read."""

    places: int = 0
    withheld: int = 0
    failure: str = ""
    refused: str = ""


def outcome(data: bytes, name: str) -> Outcome:
    """Return what comes of a file in the format called `name`."""
    text = files.decode(data)
    if files.encode(text) != data:
        return Outcome(failure="decoding it changes bytes")
    try:
        return _of_rows(text, name) if name in formats.UNITS else _of_document(text, name)
    except ProblemError as error:
        return Outcome(refused=str(error))


def _of_document(text: str, name: str) -> Outcome:
    def read(changed: str) -> Document:
        return formats.read_document(changed, name)

    document = read(text)
    draft = document.draft
    if not _is_sound(draft):
        return Outcome(failure="its extraction is no list of disjoint edits of it")
    if write_back(document, draft, [], read).text != text:
        return Outcome(failure="without a fix other bytes come out")
    fixes = [_fix(draft, span) for span in _places(draft)]
    revised = draft.revise(fixes)
    result = write_back(document, revised, [], read)
    lost = len(fixes) - len(result.fixes)
    if result.undo() != text:
        return Outcome(len(fixes), lost, "undo gives other bytes")
    if not _says(read(result.text), revised, lost):
        return Outcome(len(fixes), lost, "its prose reads as other text")
    reader = _READERS.get(name)
    if reader and len(text) < _MOST:
        before, after = _shape(reader, text), _shape(reader, result.text)
        if before != after:
            return Outcome(len(fixes), lost, "another program reads another structure")
    return Outcome(len(fixes), lost)


def _is_sound(draft: Draft) -> bool:
    edits = draft.edits
    return all(edit.old == draft.original[slice(*edit.span)] for edit in edits) and all(
        one.span.end <= two.span.start for one, two in pairwise(edits)
    )


def _places(draft: Draft) -> Iterator[Span]:
    """A word in each stretch of prose between line ends and holes."""
    for stretch in _STRETCH.finditer(draft.text):
        word = next(
            (
                found
                for found in _WORD.finditer(draft.text, *stretch.span())
                if not draft.crosses(Span(*found.span()))
            ),
            None,
        )
        if word:
            yield Span(*word.span())


def _fix(draft: Draft, span: Span) -> Fix:
    return Fix.of(span, draft.text[slice(*span)], _NEW, "test/word")


def _says(document: Document, wanted: Draft, lost: int) -> bool:
    """Whether a document reads as it should; where fixes were withheld, only that it has as many
    stretches of prose."""
    if not lost:
        return document.draft.text == wanted.text
    return document.draft.text.count("\n\n") == wanted.text.count("\n\n")


# --- units --------------------------------------------------------------------------------------


def _of_rows(text: str, name: str) -> Outcome:
    """Changes a word in each translation of a file of units, by the editor of its raw text."""
    reader = row_reader(name, (), ())
    changes: list[Fix] = []
    wanted: list[list[tuple[str, str | None]]] = []
    for record in reader.records(text):
        row = []
        try:
            cells = reader.row(text[slice(*record)])
        except RowError:
            continue
        for cell in cells:
            word = _WORD.search(cell.text)
            said = cell.text
            if word:
                raw, _ = cell.find()
                editor = RawEditor(raw._replace(start=raw.start + record.start))
                fix = Fix.of(Span(*word.span()), word[0], _NEW, "test/word")
                changes.append(editor.fix(fix))
                said = apply(cell.text, fix.edits)
            row.append((said, cell.source))
        wanted.append(row)
    after = apply(text, flatten(changes))
    found = [
        [(cell.text, cell.source) for cell in reader.row(after[slice(*record)])]
        for record in reader.records(after)
        if _is_valid(reader, after[slice(*record)])
    ]
    return Outcome(len(changes), failure="" if found == wanted else "its units say other texts")


def _is_valid(reader: Any, line: str) -> bool:
    try:
        reader.row(line)
    except RowError:
        return False
    return True


# --- other programs -----------------------------------------------------------------------------


def _shape(read: Callable[[str], Any], text: str) -> Any:
    """The structure that another program reads, without texts; None where it reads nothing."""
    try:
        return _without_texts(read(text))
    except Exception:  # noqa: BLE001 - a program that fails judges nothing
        return None


def _without_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_texts(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_without_texts(member) for member in value]
    return "" if isinstance(value, str) else value


def _yaml(text: str) -> Any:
    return [_node(node) for node in yaml.compose_all(text, Loader=yaml.CSafeLoader)]


def _node(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return [(_node(key), _node(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_node(one) for one in node.value]
    return {node.tag: ""} if node else None


_READERS: dict[str, Callable[[str], Any]] = {
    "json": json.loads,
    "yaml": _yaml,
    "toml": tomllib.loads,
    "rst": rst_nodes,
}
