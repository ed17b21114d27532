"""Glossaries as tables with a header: CSV with any separator, and spreadsheets.

A row has a term of the source and its translation. The column `forbidden` holds wrong forms with
bars or line ends between, or says of the translation itself that it is one.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import Problem
from mtfix.interchange.concept import Concept, refused
from mtfix.interchange.text_lines import UnreadableError, lines
from mtfix.text.formula_cells import escaped, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.interchange.concept import Languages

    Rows = Iterator[tuple[int, Sequence[str]]]

_COLUMNS = {
    "source": "source|source term|source text|original|term (source)",
    "target": "target|target term|target text|translation|preferred|preferred term|term (target)",
    "forbidden": (
        "forbidden|deprecated|prohibited|rejected|wrong|wrong forms|do not use|not recommended"
        "|forbidden terms|disallowed"
    ),
    "admitted": "admitted|allowed|synonym|synonyms|variants|also",
    "note": "note|notes|comment|comments|description|entry_note|remark|remarks",
    "definition": "definition|meaning",
}
_NAMES = {name: column for column, names in _COLUMNS.items() for name in names.split("|")}
"""Names of columns as people write them, in small letters."""
_LANGUAGES = {
    "zh": "chinese",
    "en": "english",
    "ja": "japanese",
    "ko": "korean",
    "ru": "russian",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
}
_FLAGS = {
    **dict.fromkeys(("true", "yes", "y", "x", "1", "forbidden", "wahr", "✓"), True),
    **dict.fromkeys(("", "false", "no", "n", "0", "-", "falsch"), False),
}
"""What a cell says of its row that holds no forms."""
_PARTS = re.compile(r"\s*[|\r\n]\s*")
_SEPARATORS = ",;\t"
_LARGEST = 50 << 20


class _Cells(NamedTuple):
    """The cells of a row by their columns; empty where one is missing."""

    source: str
    target: str
    forbidden: str
    admitted: str
    note: str
    definition: str


# --- reading -------------------------------------------------------------------------------------


def read_csv(path: str, languages: Languages) -> Iterator[Concept | Problem]:
    """Yield the concepts of a CSV file with a header, and what is wrong with its rows."""
    try:
        yield from concepts_of(_csv_rows(path), path, languages)
    except UnreadableError as error:
        yield error.problem


def languages_of_csv(path: str) -> list[str]:
    """Return the languages that the header of a file names, as codes."""
    try:
        _, header = next(_csv_rows(path), (1, ()))
    except UnreadableError:
        return []
    return languages_of(header)


def languages_of(header: Sequence[str]) -> list[str]:
    """Return the languages that the cells of a header name, as codes."""
    codes = {name: code for code, name in _LANGUAGES.items()}
    found = []
    for cell in map(_plain, header):
        code = codes.get(cell.partition(" ")[0].partition("_")[0], cell)
        if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", code) and code not in _NAMES:
            found.append(code)
    return found


def concepts_of(rows: Rows, path: str, languages: Languages) -> Iterator[Concept | Problem]:
    """Yield the concepts of rows, of which the first is a header."""
    number, header = next(rows, (1, ()))
    columns = _columns(header, languages)
    if "target" not in columns.values():
        said = ", ".join(filter(None, map(str.strip, header))) or "nothing"
        why = f"the header has no column for {languages.target!r}, but {said}"
        yield Problem.at(f"{path}:{number}", f"{why}; name its languages with --from and --to")
        return
    right: dict[str, str] = {}
    wrong: list[tuple[str, _Cells]] = []
    for number, row in rows:
        place = f"{path}:{number}"
        cells = _cells(row, columns)
        if why := refused(cells.target):
            yield Problem.at(place, f"{cells.target[:40]!r}: {why}; the row is left out")
        elif _FLAGS.get(cells.forbidden.lower()):
            wrong.append((place, cells))
        else:
            right.setdefault(cells.source, cells.target)
            yield _concept(place, cells)
    for place, cells in wrong:
        if cells.source in right:
            one = _concept(place, cells._replace(forbidden=cells.target, admitted=""))
            yield one._replace(term=right[cells.source])
        else:
            why = f"{cells.target!r} is forbidden, and no row has what is right for it"
            yield Problem.at(place, f"{why}; it is left out")


def _columns(header: Sequence[str], languages: Languages) -> dict[int, str]:
    """The meaning of each column that has one."""
    found: dict[int, str] = {}
    for at, cell in enumerate(map(_plain, header)):
        meaning = _NAMES.get(cell) or _language_column(cell, languages)
        if meaning and meaning not in found.values():
            found[at] = meaning
    return found


def _language_column(cell: str, languages: Languages) -> str:
    for meaning, code in (("source", languages.source), ("target", languages.target)):
        name = _LANGUAGES.get(code)
        if cell == code or cell.startswith(f"{code}-") or (name and cell.startswith(name)):
            return meaning
    return ""


def _plain(cell: str) -> str:
    return cell.strip().lower().replace("_", "-" if len(cell) < 8 else "_")


def _cells(row: Sequence[str], columns: dict[int, str]) -> _Cells:
    found = {
        meaning: unescaped(row[at].strip()) for at, meaning in columns.items() if at < len(row)
    }
    return _Cells(*(found.get(name, "") for name in _Cells._fields))


def _concept(place: str, cells: _Cells) -> Concept:
    is_flag = cells.forbidden.lower() in _FLAGS
    return Concept(
        place,
        cells.target,
        tuple(filter(None, (cells.source,))),
        _parts(cells.admitted),
        () if is_flag else _parts(cells.forbidden),
        note="; ".join(filter(None, (cells.definition, cells.note))),
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, _PARTS.split(cell)))


def _csv_rows(path: str) -> Rows:
    """The rows of a file that are not empty, with the numbers of their lines."""
    first = next(lines(path, _LARGEST), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(lines(path, _LARGEST), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            why = "this row can't be read; see where its quotation marks end"
            raise UnreadableError(why, path=path, line=number) from None
        if row is None:
            return
        if any(map(str.strip, row)):
            yield number, row


# --- writing -------------------------------------------------------------------------------------


def writer(
    separator: str, note: str
) -> Callable[[Iterable[Concept], Languages], Iterator[str | Problem]]:
    """Return what writes a table: a row for each source of a concept. `note` is the name of the
    column for notes."""

    def write(concepts: Iterable[Concept], languages: Languages) -> Iterator[str | Problem]:
        yield _line([*languages, "forbidden", "admitted", note], separator)
        for one in concepts:
            if why := _unwritable(one):
                yield Problem.at(one.place, f"{one.term!r} is left out: {why}")
                continue
            rest = " | ".join(one.deprecated), " | ".join(one.admitted), " ".join(one.note.split())
            for at, source in enumerate(one.source or ("",)):
                more = ("", "", "") if at else rest
                yield _line([source, one.term, *more], separator)

    return write


def _unwritable(one: Concept) -> str:
    """Why a table can't hold a concept, or nothing."""
    parted = (*one.admitted, *one.deprecated)
    reasons = map(refused, (one.term, *one.source, *parted))
    bars = "a form has a bar, which parts forms" if "|" in "".join(parted) else ""
    return next(filter(None, reasons), bars)


def _line(cells: Sequence[str], separator: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\n").writerow(map(escaped, cells))
    return buffer.getvalue()
