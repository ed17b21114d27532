"""CSV: columns with a comma, semicolon, tab or bar between them; quoted ones may hold line ends.

The dialect stays as it is. Which columns are cleaned, options must name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.problem import ProblemError
from mtfix.rows.cells import RowError
from mtfix.rows.tsv import TsvReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEPARATORS = ",;\t|"


class CsvReader(TsvReader):
    """Reads the records of one file. A column is named by its header or its number, from 1.

    Raises ProblemError where no column is named.
    """

    def __init__(self, texts: Sequence[str], sources: Sequence[str]) -> None:
        if not texts:
            remedy = "name them with --field, and those of the source with --source-field"
            raise ProblemError("no column of the CSV file is named", remedy)
        super().__init__(texts, sources)
        self._sources = sources  # none, where none is named
        self.separator = ""
        """The sign between columns; an empty string where it is told by each line."""

    def records(self, text: str) -> Iterator[Span]:
        """Yield the records of a file, without their line ends."""
        at = len("\ufeff") if text.startswith("\ufeff") else 0
        self.separator = separator_of(text[at:])
        while at < len(text):
            end = at
            for column in columns_of(text, at, self.separator):
                end = column.end
            yield Span(at, end - text[at:end].endswith("\r"))
            at = end + 1

    def _split(self, line: str) -> list[str]:
        separator = self.separator or separator_of(line)
        columns = [line[span.start : span.end] for span in columns_of(line, 0, separator)]
        if columns[-1][:1] == '"' and not self._is_quoted(columns[-1]):
            raise RowError("a quote is never closed; close it, or double those in the text")
        return columns

    def _is_quoted(self, column: str) -> bool:
        return len(column) > 1 and column[0] == column[-1] == '"'


def separator_of(text: str) -> str:
    """Return the sign that stands most often in the first line, a comma where there is none."""
    line = text.partition("\n")[0]
    return max(_SEPARATORS, key=line.count)


def columns_of(text: str, at: int, separator: str) -> Iterator[Span]:
    """Yield the columns of the record that begins at a place, as they are written."""
    while True:
        end = _quoted_end(text, at, separator) if text.startswith('"', at) else -1
        if end < 0:
            line = text.find("\n", at)
            line = len(text) if line < 0 else line
            end = text.find(separator, at, line)
            end = line if end < 0 else end
        yield Span(at, end)
        if end >= len(text) or text[end] != separator:
            return
        at = end + 1


def _quoted_end(text: str, at: int, separator: str) -> int:
    """Where a column ends that begins with a quote; at the end of the text where the quote is
    never closed, and -1 where it is no quoted column."""
    close = at
    while True:
        close = text.find('"', close + 1)
        if close < 0:
            return len(text)
        if not text.startswith('"', close + 1):
            break
        close += 1
    behind = text[close + 1 : close + 2]
    if behind == "\r":
        behind = text[close + 2 : close + 3]
        return close + 2 if behind in {"", "\n"} else -1
    return close + 1 if behind in {"", "\n", separator} else -1
