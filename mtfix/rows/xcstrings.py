"""String catalogs of Apple's systems: English texts, each with that in the language of the source.

Entries that are not to be translated or no longer used are left, and texts that are not yet
translated.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtfix.edits.edit import Span
from mtfix.formats.json import walk
from mtfix.rows.cells import Cell, RawText, RowError
from mtfix.rows.jsonl import strings_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Path = tuple[str, ...]
    Find = Callable[[], tuple[RawText, RawText | None]]

_ENGLISH = "en"
_ENTRIES = "strings"


class XcstringsReader:
    """Reads the entries of one catalog. Options name no fields: all texts are read."""

    layout = None
    is_settled = True

    def __init__(self, _texts: Sequence[str] = (), _sources: Sequence[str] = ()) -> None:
        self._source_language = ""

    def records(self, text: str) -> Iterator[Span]:
        """Yield the entries of a catalog, from the key on. Raises FormatError."""
        found: list[Span] = []
        start = 0
        for kind, token, path in walk(text):
            if kind == "value" and path == ["sourceLanguage"]:
                self._source_language = token.text.strip('"')
            elif path[:1] != [_ENTRIES] or len(path) != 2:
                continue
            elif kind == "key":
                start = token.span.start
            elif kind == "close":
                found.append(Span(start, token.span.end))
        yield from found

    def row(self, line: str) -> Sequence[Cell]:
        """Return the English texts of an entry, none of one that is left. Raises RowError."""
        try:
            [(key, entry)] = json.loads(f"{{{line}}}").items()
            if entry.get("shouldTranslate") is False or entry.get("extractionState") == "stale":
                return ()
            localizations = entry.get("localizations", {})
            return [
                cell
                for language, texts in localizations.items()
                if language.split("-")[0].lower() == _ENGLISH
                for cell in self._cells(line, key, localizations, (language, texts))
            ]
        except (ValueError, AttributeError, TypeError, RecursionError):
            raise RowError("the entry is not written as in a string catalog; mend it") from None

    def _cells(
        self, line: str, key: str, localizations: dict[str, Any], english: tuple[str, Any]
    ) -> Iterator[Cell]:
        language, texts = english
        is_source = language == self._source_language
        sources = {} if is_source else dict(_units(localizations.get(self._source_language, {})))
        is_key_source = not is_source and not sources
        for path, said in _units(texts):
            at = (key, "localizations", language, *path)
            from_path = path if path in sources else _general(sources)
            if from_path is not None:
                there = (key, "localizations", self._source_language, *from_path)
                yield Cell(said, sources[from_path], _finder(line, at, there))
            else:
                find = _finder(line, at, None)
                yield (
                    Cell(said, key, _with_key(line, find))
                    if is_key_source
                    else Cell(said, None, find)
                )


def _finder(line: str, text: Path, source: Path | None) -> Find:
    """What finds a text and its source in an entry, by the keys that lead to them."""

    def find() -> tuple[RawText, RawText | None]:
        wanted = {path for path in (text, source) if path is not None}
        found = {
            path: raw._replace(start=raw.start - 1)
            for path, raw in strings_at(f"{{{line}}}", wanted)
        }
        return found[text], None if source is None else found[source]

    return find


def _with_key(line: str, find: Find) -> Find:
    """What finds a text whose source is the key of its entry."""

    def find_both() -> tuple[RawText, RawText | None]:
        _, end = json.JSONDecoder().raw_decode(line)
        return find()[0], RawText(1, line[1 : end - 1], "json")

    return find_both


def _units(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The texts below a localization that are translated, each with the keys that lead to it."""
    for key, inner in value.items():
        if key == "stringUnit":
            if inner.get("state") != "new" and isinstance(inner.get("value"), str):
                yield (*path, key, "value"), inner["value"]
        elif isinstance(inner, dict):
            yield from _units(inner, (*path, key))


def _general(sources: dict[Path, str]) -> Path | None:
    """The path of the text that stands for all forms of a source, None where there is none."""
    return next(iter(sources), None) if len(sources) == 1 else None
