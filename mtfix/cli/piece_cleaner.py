"""The work of `mtfix clean`: a piece of an input becomes bytes, and what is told of them."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from mtfix.cli.messages import unexpected
from mtfix.cli.options import Cleaners
from mtfix.cli.pieces import CHUNK, SPLITTERS, scan
from mtfix.edits.problem import ProblemError
from mtfix.fs import files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from mtfix.cleaner import Cleaner
    from mtfix.cli.pieces import InputPiece
    from mtfix.edits.problem import Problem
    from mtfix.pipeline.result import Result


class Note(NamedTuple):
    """Messages about a text: that it could not be cleaned, or the problems of its lines; and its
    result where that is to be shown or logged."""

    name: str
    failure: Problem | None = None
    problems: Sequence[Problem] = ()
    result: Result | None = None


class Cleaned(NamedTuple):
    """The bytes to write for a piece, changed or not, and the notes on it."""

    data: bytes
    notes: Sequence[Note] = ()


class PieceCleaner:
    """Cleans pieces by the options of a run. Can be pickled: another process makes its own
    cleaners, which are the same."""

    def __init__(self, options: argparse.Namespace, cleaners: Cleaners | None = None) -> None:
        self._options = options
        self._cleaners = cleaners or Cleaners(options)
        self._wants_results = bool(options.report or options.log)

    def __reduce__(self) -> tuple[type[PieceCleaner], tuple[argparse.Namespace]]:
        return PieceCleaner, (self._options,)

    def __call__(self, piece: InputPiece) -> Cleaned:
        """Return what becomes of a piece. What fails is given back as it was."""
        notes: list[Note] = []
        try:
            cleaner, _ = self._cleaners.of(piece.input.path)
            if piece.input.charset != files.UTF_8:
                return self._recoded(piece, cleaner)
            return Cleaned(_CLEAN[piece.input.unit](self, piece, cleaner, notes), notes)
        except Exception as error:  # noqa: BLE001 - a filter gives back what it was given
            return Cleaned(piece.data, [_failed(piece.input.name, error)])

    def _document(self, piece: InputPiece, cleaner: Cleaner, notes: list[Note]) -> bytes:
        source = files.source(piece.input.name, piece.data)
        clean = partial(cleaner.clean, source.text, piece.input.source, piece.input.format)
        text = self._text(source.text, clean, piece.input.name, notes)
        return piece.data if text == source.text else source.encode(text)

    def _rows(self, piece: InputPiece, cleaner: Cleaner, notes: list[Note]) -> bytes:
        rows = cleaner.rows(piece.input.format)
        if piece.position is not None:
            rows.position = piece.position
        text = files.decode(piece.data)
        return files.encode(self._text(text, partial(rows.clean, text), piece.input.name, notes))

    def _lines(self, piece: InputPiece, cleaner: Cleaner, notes: list[Note]) -> bytes:
        """Each line as a document; lines that nothing can concern are passed on unread."""
        name, source, format_ = piece.input.name, piece.input.source, piece.input.format
        data = piece.data.removeprefix(files.BOM) if piece.line == 1 else piece.data
        cleaned = [piece.data[: len(piece.data) - len(data)]]
        at, number = 0, piece.line
        for line in scan(piece, cleaner).scanned or ():
            cleaned.append(data[at : line.start])
            if self._wants_results:
                number += data.count(b"\n", at, line.start)
                name = f"{piece.input.name}:{number}"
            text = files.decode(line.data)
            clean = partial(cleaner.clean, text, source, format_, line=line)
            cleaned.append(files.encode(self._text(text, clean, name, notes)))
            at = line.end
        cleaned.append(data[at:])
        return b"".join(cleaned)

    def _text(self, text: str, clean: Callable[[], Result], name: str, notes: list[Note]) -> str:
        """The cleaned text; where that fails, the text as it is. What is to be told is noted."""
        try:
            result = clean()
        except Exception as error:  # noqa: BLE001 - a filter gives back what it was given
            notes.append(_failed(name, error))
            return text
        if self._wants_results or result.problems:
            notes.append(
                Note(name, problems=result.problems, result=result if self._wants_results else None)
            )
        return result.text

    def _recoded(self, piece: InputPiece, cleaner: Cleaner) -> Cleaned:
        """A whole input in another charset, cleaned in UTF-8 and written back; as it is where
        that can't be."""
        notes: list[Note] = []
        try:
            source = files.source(piece.input.name, piece.data, piece.input.charset)
            plain = piece.input._replace(charset=files.UTF_8)
            cleaned = b""
            for part in SPLITTERS[plain.unit](
                plain, BytesIO(files.encode(source.text)), cleaner, CHUNK
            ):
                data, told = self(part)
                cleaned += data
                notes += told
            return Cleaned(source.encode(files.decode(cleaned)), notes)
        except files.FileError as error:
            return Cleaned(piece.data, [*notes, Note(piece.input.name, left(error.problem))])


_CLEAN: dict[str, Callable[[PieceCleaner, InputPiece, Cleaner, list[Note]], bytes]] = {
    "document": PieceCleaner._document,
    "lines": PieceCleaner._lines,
    "rows": PieceCleaner._rows,
}
"""How a piece is cleaned, by how its input was split (see `mtfix.cli.pieces.SPLITTERS`)."""


def _failed(name: str, error: Exception) -> Note:
    if isinstance(error, ProblemError):
        problem = error.problem
        return Note(name, left(problem if problem.path else problem._replace(path=name)))
    return Note(name, unexpected(error, name, AS_IT_IS))


AS_IT_IS = "it is written back as it is"


def left(problem: Problem) -> Problem:
    """Return a problem with an input, which a filter passes on as it was."""
    return problem._replace(remedy="; ".join(filter(None, [problem.remedy, AS_IT_IS])))
