"""JSON Lines: one JSON value a line, of which some strings are cleaned, each by itself.

A line is parsed to know what it says. Only where a string changes is it looked for in the
line, and of its characters only those that change are written anew.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from mtfix.regexes.lazy import lazy_regex
from mtfix.rows.cells import Cell, RawText, RowError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    Path = tuple[str, ...]

TEXT = "text"
"""The field that is cleaned where nothing is said."""
ANY = "*"
"""Stands in a path for each member of a list."""
_TOKEN = lazy_regex(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]')
_SHOWN = 60


class JsonlReader:
    """Reads the lines of one file. A field is a key, or keys with full stops between them that
    lead to it (`translation.en`); in a list a number from 0 or `*` leads on."""

    layout = None
    is_settled = True

    def __init__(self, texts: Sequence[str], sources: Sequence[str]) -> None:
        texts = texts or (TEXT,)
        given: list[str | None] = [*sources] or [None]
        if len(given) < len(texts):
            given *= len(texts)
        self._pairs = list(zip(texts, given, strict=True))
        self._twice: set[str] = set()
        # Numbers are kept as they are written, so that none is too long.
        self._decode = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=str.encode, parse_float=str.encode
        ).decode

    def row(self, line: str) -> Sequence[Cell]:
        """Return the strings of a line that are cleaned, none of a blank line."""
        if not line.strip():
            return ()
        self._twice.clear()
        try:
            value = self._decode(line)
        except json.JSONDecodeError as error:
            said = f"not valid JSON in column {error.pos + 1}"
            raise RowError(f"{said}; mend it, or take the line out") from None
        except RecursionError:
            raise RowError("not valid JSON: nested too deeply; take the line out") from None
        cells: dict[Path, Cell] = {}
        for pair in self._pairs:
            for path, cell in self._cells(line, value, *pair):
                cells.setdefault(path, cell)  # two fields may lead to one string
        return list(cells.values())

    def is_null(self, line: str) -> bool:
        """Return whether a line of JSON has the field, and null in it."""
        value = self._decode(line)
        found = [said for text, _ in self._pairs for _, said in _values_at(value, text)]
        return bool(found) and all(said is None for said in found)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            self._twice.update(key for key, count in counts.items() if count > 1)
        return made

    def _cells(
        self, line: str, value: Any, text: str, source: str | None
    ) -> Iterator[tuple[Path, Cell]]:
        """The strings that a field leads to, each with its path."""
        texts = self._strings(value, text)
        sources = self._strings(value, source) if source else []
        raw = _RawTexts(line, (path for path, _ in (*texts, *sources)))
        if source and len(sources) not in {1, len(texts)}:
            raise RowError(
                f"there are {len(texts)} of {text} and {len(sources)} of {source}; "
                "name a source for each, or one for all"
            )
        for index, (path, said) in enumerate(texts):
            from_path, from_said = None, None
            if sources:
                from_path, from_said = sources[index if len(sources) > 1 else 0]
            yield path, Cell(said, from_said, partial(raw.find, path, from_path))

    def _strings(self, value: Any, field: str) -> list[tuple[Path, str]]:
        """The strings that a field leads to, each with its path. Raises RowError for none."""
        found = list(_values_at(value, field))
        if not found:
            raise RowError(f"there is no field {field}; add it, or name others with --field")
        for path, said in found:
            if not isinstance(said, str):
                is_one = _kind(said)
                raise RowError(f"the field {field} is {is_one} and no text; write it in quotes")
            for key in self._twice.intersection(path):
                raise RowError(f"the field {key} stands there twice; take one out")
        return found


def _values_at(value: Any, field: str) -> Iterator[tuple[Path, Any]]:
    """Yield the values that a field names, each with its path; a key may hold full stops itself."""
    if isinstance(value, dict) and field in value:
        yield (field,), value[field]
        return
    yield from _down(value, tuple(field.split(".")), ())


def _down(value: Any, keys: Path, path: Path) -> Iterator[tuple[Path, Any]]:
    if not keys:
        yield path, value
        return
    key, rest = keys[0], keys[1:]
    if isinstance(value, dict) and key in value:
        yield from _down(value[key], rest, (*path, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            if key in {ANY, str(index)}:
                yield from _down(member, rest, (*path, str(index)))


_KINDS = {dict: "an object", list: "a list", bytes: "a number", bool: "true or false"}


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "null")


# --- where a string stands -----------------------------------------------------------------------


class _RawTexts:
    """The strings at some paths of a line as they are written, all looked for at once when the
    first is asked for."""

    def __init__(self, line: str, paths: Iterable[Path]) -> None:
        self._line, self._paths = line, frozenset(paths)

    def find(self, text: Path, source: Path | None) -> tuple[RawText, RawText | None]:
        """Return a string and the one that it was translated from, if there is one."""
        return self._found[text], None if source is None else self._found[source]

    @cached_property
    def _found(self) -> dict[Path, RawText]:
        return dict(strings_at(self._line, self._paths))


def strings_at(line: str, wanted: Collection[Path]) -> Iterator[tuple[Path, RawText]]:
    """Yield the strings at some paths of a line that is valid JSON, as they are written."""
    path: list[str] = []
    lists: list[bool] = []
    is_key = False
    for token in _TOKEN.finditer(line):
        match token[0]:
            case "{" | "[" as sign:
                lists.append(sign == "[")
                path.append("0" if lists[-1] else "")
                is_key = not lists[-1]
            case "}" | "]":
                lists.pop()
                path.pop()
            case ",":
                is_key = not lists[-1]
                if lists[-1]:
                    path[-1] = str(int(path[-1]) + 1)
            case ":":
                is_key = False
            case string if is_key:
                path[-1] = json.loads(string) if "\\" in string else string[1:-1]
            case string:
                if (here := tuple(path)) in wanted:
                    yield here, RawText(token.start() + 1, string[1:-1], "json")
