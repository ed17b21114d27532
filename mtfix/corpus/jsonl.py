"""JSON Lines: each line is a document; what does not change of a line keeps its bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtfix.corpus.columns import PREFIX
from mtfix.corpus.document import RejectedError
from mtfix.corpus.foreign import refuse_foreign
from mtfix.corpus.lines import LineFormat
from mtfix.corpus.record_cleaner import RecordCleaner
from mtfix.rows.jsonl import JsonlReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile

SUFFIX = ".jsonl"


class JsonLines:
    """How a line of JSON is read, and written with further fields."""

    def __init__(self, options: CorpusOptions) -> None:
        sources = [options.source] if options.source else []
        self.reader = JsonlReader([options.text], sources)

    def is_null(self, line: str) -> bool:
        try:
            return self.reader.is_null(line)
        except (ValueError, RecursionError):
            return False

    def with_columns(self, line: str, values: Mapping[str, Any]) -> str:
        body = line.rstrip()
        if not body.endswith("}"):
            raise RejectedError("record", "it is no object, to which columns could be added")
        if f'"{PREFIX}' in line and (there := values.keys() & json.loads(line, parse_int=str)):
            raise RejectedError("record", f"there is a field {min(there)} already; rename it")
        # Half a surrogate pair, which only an escape can stand for, becomes one.
        said = json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
        return f"{body[:-1]}, {said[1:-1]}}}{line[len(body) :]}"

    def id_of(self, line: bytes, column: str) -> Any:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            return None
        return value.get(column) if isinstance(value, dict) else None


def line_cleaner(options: CorpusOptions) -> RecordCleaner:
    """Return what cleans lines of JSON."""
    return RecordCleaner(options, JsonLines(options))


def _cleaner(path: str, compression: str, options: CorpusOptions) -> RecordCleaner:
    del path, compression
    return line_cleaner(options)


LINES = LineFormat(_cleaner)


def check(file: InputFile, options: CorpusOptions) -> None:
    """Raise CorpusError for a file of another format; of lines nothing is known before they are
    read."""
    del options
    refuse_foreign(file, "JSON Lines")
