"""The first sheet of a spreadsheet as rows of text: Excel workbooks and OpenDocument sheets."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from mtfix.edits.problem import Problem, ProblemError
from mtfix.formats.xml_tokens import count_of
from mtfix.fs.regular import open_regular
from mtfix.fs.zip_layout import Archive
from mtfix.interchange.headed import concepts_of, languages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.interchange.concept import Concept, Languages

    Rows = Iterator[tuple[int, Sequence[str]]]
    Open = Callable[[str, dict[str, str]], object]

_LARGEST = 200 << 20
_MOST_COLUMNS = 100
_MOST_REPEATED = 1_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_SHARED = "xl/sharedStrings.xml"
_CONTENT = "content.xml"


def read_sheet(path: str, languages: Languages) -> Iterator[Concept | Problem]:
    """Yield the concepts of the first sheet of a file, and what is wrong with its rows."""
    try:
        yield from concepts_of(_rows(path), path, languages)
    except ProblemError as error:
        yield error.problem._replace(path=path)


def languages_of_sheet(path: str) -> list[str]:
    """Return the languages that the header of the first sheet names, as codes."""
    try:
        _, header = next(_rows(path), (1, ()))
    except ProblemError:
        return []
    return languages_of(header)


def _rows(path: str) -> Rows:
    """The rows that are not empty, with their numbers. Raises ProblemError."""
    try:
        if os.path.getsize(path) > _LARGEST:
            raise ProblemError("the file is larger than mtfix reads", "split it")
        with open_regular(path) as file:
            archive = Archive(file.read())
    except OSError as error:
        raise ProblemError(f"it can't be read: {error.strerror}") from None
    sheets = sorted(filter(_SHEET.fullmatch, archive.members), key=_number)
    if sheets:
        found = _of_workbook(archive, sheets[0])
    elif _CONTENT in archive.members:
        found = _of_open_document(archive.read(_CONTENT))
    else:
        raise ProblemError("there is no sheet in it", "save it as .xlsx or .ods")
    return iter([(number, row) for number, row in found if any(map(str.strip, row))])


def _number(name: str) -> int:
    found = _SHEET.fullmatch(name)
    return count_of(found[1], _LARGEST) if found else 0


# --- Excel ---------------------------------------------------------------------------------------


def _of_workbook(archive: Archive, sheet: str) -> list[tuple[int, list[str]]]:
    shared = _Shared()
    if _SHARED in archive.members:
        shared.parse(archive.read(_SHARED))
    reader = _Sheet(shared.texts)
    reader.parse(archive.read(sheet))
    return reader.rows


class _Reader:
    """Reads XML by its elements, named without prefixes. Raises ProblemError for what is none."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """The text that was read since `clear`."""
        return "".join(self._pieces)

    def clear(self) -> None:
        self._pieces.clear()

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def opened(name: str, given: dict[str, str]) -> None:
            found = {key.rpartition(" ")[2]: value for key, value in given.items()}
            self.open(name.rpartition(" ")[2], found)

        def declared(*_: object) -> None:
            raise ProblemError("it declares an entity, which a sheet needs none of", "take it out")

        parser.StartElementHandler = opened
        parser.EndElementHandler = lambda name: self.close(name.rpartition(" ")[2])
        parser.CharacterDataHandler = self._pieces.append
        parser.EntityDeclHandler = declared
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise ProblemError("its XML is broken", "save it again") from None

    def open(self, name: str, given: dict[str, str]) -> None:
        raise NotImplementedError

    def close(self, name: str) -> None:
        raise NotImplementedError


class _Shared(_Reader):
    """The texts that cells of a workbook share. Pronunciation beside them is left."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._is_aside = False

    def open(self, name: str, _given: dict[str, str]) -> None:
        self.clear()
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._is_aside = True

    def close(self, name: str) -> None:
        if name == "t" and not self._is_aside:
            self._parts.append(self.text)
        elif name == "rPh":
            self._is_aside = False
        elif name == "si":
            self.texts.append("".join(self._parts))


class _Sheet(_Reader):
    """The rows of a sheet of a workbook."""

    def __init__(self, shared: Sequence[str]) -> None:
        super().__init__()
        self.rows: list[tuple[int, list[str]]] = []
        self._shared = shared
        self._cell = ""
        self._column, self._kind = 0, ""

    def open(self, name: str, given: dict[str, str]) -> None:
        self.clear()
        if name == "row":
            number = count_of(given.get("r", ""), _LARGEST, len(self.rows) + 1)
            self.rows.append((number, []))
            self._column = -1
        elif name == "c":
            place = _REFERENCE.fullmatch(given.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._kind, self._cell = given.get("t", ""), ""

    def close(self, name: str) -> None:
        if name == "v":
            self._cell = self._value(self.text)
        elif name == "t":
            self._cell += self.text
        elif name == "c" and self.rows and self._column < _MOST_COLUMNS:
            row = self.rows[-1][1]
            row += [""] * (self._column + 1 - len(row))
            row[self._column] = self._cell

    def _value(self, text: str) -> str:
        none = len(self._shared)
        if self._kind == "s" and (at := count_of(text, none, none)) < none:
            return self._shared[at]
        return {"1": "true", "0": "false"}.get(text, text) if self._kind == "b" else text


def _column(letters: str) -> int:
    """The number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


# --- OpenDocument --------------------------------------------------------------------------------


def _of_open_document(data: bytes) -> list[tuple[int, list[str]]]:
    reader = _Table()
    reader.parse(data)
    return reader.rows


class _Table(_Reader):
    """The rows of the first sheet of an OpenDocument file."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[int, list[str]]] = []
        self._tables = self._number = 0
        self._times = 1
        self._is_note = False
        self._parts: list[str] = []

    def open(self, name: str, given: dict[str, str]) -> None:
        if name == "table":
            self._tables += 1
        elif name == "table-row":
            self._number += 1
            self.rows += [(self._number, [])] if self._tables == 1 else []
            self._number += count_of(given.get("number-rows-repeated", ""), _LARGEST) - 1
        elif name == "table-cell":
            self._times = count_of(given.get("number-columns-repeated", ""), _MOST_REPEATED)
            self._parts = []
        elif name == "annotation":
            self._is_note = True
        elif name == "p":
            self.clear()

    def close(self, name: str) -> None:
        if name == "p" and not self._is_note:
            self._parts.append(self.text)
        elif name == "annotation":
            self._is_note = False
        elif name in {"table-cell", "covered-table-cell"} and self._tables == 1 and self.rows:
            row = self.rows[-1][1]
            room = _MOST_COLUMNS - len(row)
            row += ["\n".join(self._parts)] * min(self._times, max(room, 0))
