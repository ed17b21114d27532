"""Glossaries as tables: DeepL, Google, Amazon, OmegaT and Microsoft.

Their shapes and bounds are those of the documentation of each: DeepL, OmegaT and Microsoft have no
header, Amazon has one of language codes, Google either.
"""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import Problem
from mtfix.interchange.concept import Concept, refused
from mtfix.interchange.text_lines import UnreadableError, lines
from mtfix.text.formula_cells import escaped, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.interchange.concept import Languages

_MIB = 1 << 20


class _GlossaryTable(NamedTuple):
    """The shape of a table.

    header: whether the first row names languages.
    columns: how many a row may have.
    longest, largest: bounds of a text and of the file, in bytes; 0 for none.
    """

    delimiter: str
    header: bool
    columns: range
    longest: int = 0
    largest: int = 0
    quoting: bool = True
    comment: str = ""


class _GlossaryColumns(NamedTuple):
    """Where in a row the terms stand, and a note if there is one."""

    source: int
    target: int
    note: int | None


_DEEPL = _GlossaryTable(
    "\t", header=False, columns=range(2, 3), longest=1024, largest=10 * _MIB, quoting=False
)
_DEEPL_CSV = _DEEPL._replace(delimiter=",", columns=range(2, 5), quoting=True)
_GOOGLE = _GlossaryTable(",", header=False, columns=range(2, 3), longest=1024, largest=10 * _MIB)
_GOOGLE_SET = _GOOGLE._replace(header=True, columns=range(2, 50))
_AMAZON = _GlossaryTable(",", header=True, columns=range(2, 50), largest=10_485_760)
_OMEGAT = _GlossaryTable("\t", header=False, columns=range(2, 4), quoting=False, comment="#")
_MICROSOFT = _GlossaryTable("\t", header=False, columns=range(2, 3), quoting=False)
_WITH_LANGUAGES = 4
"""Columns of a row for DeepL that names its languages behind its terms."""
_NOT_LANGUAGES = frozenset({"pos", "description"})


# --- reading -------------------------------------------------------------------------------------


def _read(table: _GlossaryTable, path: str, languages: Languages) -> Iterator[Concept | Problem]:
    try:
        rows = _rows(table, path)
        columns: _GlossaryColumns | Problem = _GlossaryColumns(
            0, 1, 2 if table is _OMEGAT else None
        )
        if table.header:
            columns = _columns(next(rows, (1, [])), path, languages)
        if isinstance(columns, Problem):
            yield columns
            return
        for number, row in rows:
            yield _concept(table, columns, row, f"{path}:{number}", languages)
    except UnreadableError as error:
        yield error.problem


def _rows(table: _GlossaryTable, path: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are neither empty nor comments, with the numbers of their lines."""
    reader = csv.reader(
        lines(path, table.largest),
        delimiter=table.delimiter,
        quoting=csv.QUOTE_MINIMAL if table.quoting else csv.QUOTE_NONE,
        strict=table.quoting,
    )
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            why = "this row can't be read; see where its quotation marks end"
            raise UnreadableError(why, path=path, line=number) from None
        if row is None:
            return
        if any(map(str.strip, row)) and not (table.comment and row[0].startswith(table.comment)):
            yield number, row


def _columns(
    first: tuple[int, list[str]], path: str, languages: Languages
) -> _GlossaryColumns | Problem:
    """Where source, target and description stand, by the header."""
    number, row = first
    header = [cell.strip().lower() for cell in row]
    found = []
    for language in languages:
        at = next((i for i, cell in enumerate(header) if _same(cell, language)), None)
        if at is None:
            said = ", ".join(cell for cell in header if cell not in _NOT_LANGUAGES) or "nothing"
            return Problem.at(
                f"{path}:{number}",
                f"the header has no column {language!r}, but {said}; name its languages with"
                " --from and --to",
            )
        found.append(at)
    note = header.index("description") if "description" in header else None
    source, target = found
    return _GlossaryColumns(source, target, note)


def _same(cell: str, language: str) -> bool:
    """Whether a code of a header is a language: `zh-CN` is `zh`."""
    wanted = language.lower()
    return cell == wanted or cell.replace("_", "-").startswith(f"{wanted}-")


def _concept(
    table: _GlossaryTable,
    columns: _GlossaryColumns,
    row: Sequence[str],
    place: str,
    languages: Languages,
) -> Concept | Problem:
    if len(row) not in table.columns:
        least, most = table.columns[0], table.columns[-1]
        wanted = f"{least}" if least == most else f"{least} to {most}"
        return Problem.at(place, f"the row has {len(row)} columns, not {wanted}; it is left out")
    if max(columns.source, columns.target) >= len(row):
        return Problem.at(place, "the row ends before its term; it is left out")
    source, target = row[columns.source].strip(), row[columns.target].strip()
    if table.quoting:
        source, target = unescaped(source), unescaped(target)
    for text in (source, target):
        if why := refused(text, table.longest):
            return Problem.at(place, f"{text[:40]!r}: {why}; the row is left out")
    if table is _DEEPL_CSV and len(row) == _WITH_LANGUAGES:
        pair = row[2].strip().lower(), row[3].strip().lower()
        if not all(map(_same, pair, languages)):
            return Problem.at(place, f"the row is {pair[0]} to {pair[1]}; it is left out")
    described = columns.note is not None and columns.note < len(row)
    note = row[columns.note or 0].strip() if described else ""
    return Concept(place, target, (source,), note=note)


# --- writing -------------------------------------------------------------------------------------


def _write(
    table: _GlossaryTable, concepts: Iterable[Concept], languages: Languages
) -> Iterator[str | Problem]:
    size = 0
    line = _writer(table)
    if table.header:
        extra = ["description"] if table is _GOOGLE_SET else []
        yield line([*languages, *extra])
    seen: dict[str, str] = {}
    for one in concepts:
        for source in one.source:
            why = refused(source, table.longest) or refused(one.term, table.longest)
            if not why and not table.quoting:
                why = "it has a tab" if "\t" in source + one.term else ""
            if seen.get(source) == one.term:
                continue
            if not why and source in seen:
                why = f"it is {seen[source]!r} already"
            if why:
                yield Problem.at(one.place, f"{source!r} is left out: {why}")
                continue
            seen[source] = one.term
            note = [" ".join(one.note.split())] if table in {_OMEGAT, _GOOGLE_SET} else []
            row = line([source, one.term, *note])
            size += len(row.encode())
            if table.largest and size > table.largest:
                yield Problem.at(
                    one.place, f"the rest is left out: a file has {table.largest} bytes"
                )
                return
            yield row


def _writer(table: _GlossaryTable) -> Callable[[Sequence[str]], str]:
    if not table.quoting:
        return lambda row: table.delimiter.join(row) + "\n"

    def line(row: Sequence[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=table.delimiter, lineterminator="\n").writerow(
            map(escaped, row)
        )
        return buffer.getvalue()

    return line


def _languages_of(table: _GlossaryTable, path: str) -> list[str]:
    """The languages that the header of a file names, or its first row behind the terms."""
    try:
        _, row = next(_rows(table, path), (1, []))
    except UnreadableError:
        return []
    if table.header:
        return [cell for cell in map(str.strip, row) if cell.lower() not in _NOT_LANGUAGES]
    return row[2:4] if len(row) == _WITH_LANGUAGES else []


languages_of_deepl = partial(_languages_of, _DEEPL_CSV)
languages_of_google = partial(_languages_of, _GOOGLE_SET)
languages_of_amazon = partial(_languages_of, _AMAZON)
languages_of_amazon_tsv = partial(_languages_of, _AMAZON._replace(delimiter="\t"))
deepl = partial(_read, _DEEPL)
deepl_csv = partial(_read, _DEEPL_CSV)
google = partial(_read, _GOOGLE)
google_set = partial(_read, _GOOGLE_SET)
amazon = partial(_read, _AMAZON)
amazon_tsv = partial(_read, _AMAZON._replace(delimiter="\t"))
omegat = partial(_read, _OMEGAT)
microsoft = partial(_read, _MICROSOFT)
write_microsoft = partial(_write, _MICROSOFT)
write_deepl = partial(_write, _DEEPL)
write_deepl_csv = partial(_write, _DEEPL_CSV)
write_google = partial(_write, _GOOGLE)
write_google_set = partial(_write, _GOOGLE_SET)
write_amazon = partial(_write, _AMAZON)
write_amazon_tsv = partial(_write, _AMAZON._replace(delimiter="\t"))
write_omegat = partial(_write, _OMEGAT)
