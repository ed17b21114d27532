"""How an input is split into pieces that are cleaned by themselves: documents, lines or rows.

A piece says all that is needed to clean it, so that any process can.
"""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mtfix.fs import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from io import BytesIO

    from mtfix.cleaner import Cleaner
    from mtfix.matching.candidate_lines import CandidateLine
    from mtfix.rows.runner import Position

    Bytes = BinaryIO | BytesIO

CHUNK = 1 << 20
"""Bytes that are read at once from a pipe that one process cleans."""
SHARED_CHUNK = 1 << 15
"""Bytes of a piece where several processes clean them: 0.1 s of work where each line is damaged,
so that all are busy to the end, and 2 ms where none is, of which handing it over takes a tenth."""


class Input(NamedTuple):
    """An input and how it is cleaned.

    path: by which its format and configuration are found, None for a pipe.
    name: what it is called in messages.
    unit: what is cleaned by itself, one of the names in `SPLITTERS`.
    charset: in which it is read and written; where it is not UTF-8, the input is one piece.
    """

    path: str | None
    name: str
    format: str
    unit: str
    charset: str
    source: str | None


class InputPiece(NamedTuple):
    """A part of an input, cleaned by itself.

    line: the number of its first line in the input, counted from 1.
    position: how far a file of rows was read before it.
    scanned: the lines in which something may have to change, if they are known already.
    """

    input: Input
    data: bytes
    line: int = 1
    position: Position | None = None
    scanned: Sequence[CandidateLine] | None = None


def document(input_: Input, file: Bytes, _cleaner: Cleaner, _size: int) -> Iterator[InputPiece]:
    """Yield an input as one document."""
    yield InputPiece(input_, file.read())


def lines(input_: Input, file: Bytes, _cleaner: Cleaner, size: int) -> Iterator[InputPiece]:
    """Yield an input in pieces of whole lines, of which each is a document."""
    number = 1
    for chunk in chunks(file.read, size):
        yield InputPiece(input_, chunk, number)
        number += chunk.count(b"\n")


def rows(input_: Input, file: Bytes, cleaner: Cleaner, size: int) -> Iterator[InputPiece]:
    """Yield an input in pieces of whole rows, as they come, so that a pipe need not end."""
    reader = cleaner.rows(input_.format)
    for chunk in chunks(getattr(file, "read1", file.read), size):
        position = reader.position
        yield InputPiece(input_, chunk, position.lines + 1, position)
        reader.skip(files.decode(chunk))


SPLITTERS: dict[str, Callable[[Input, Bytes, Cleaner, int], Iterator[InputPiece]]] = {
    "document": document,
    "lines": lines,
    "rows": rows,
}
"""How an input is split, by what is cleaned by itself."""


def chunks(read: Callable[[int], bytes], size: int) -> Iterator[bytes]:
    """Yield what is read, `size` bytes at a time, in pieces that end with a line: of less than
    twice that size, unless a line is longer.

    The first ones are smaller, so that other processes are started after a little work.
    """
    rest: list[bytes] = []
    sizes = chain((max(1, size >> halved) for halved in (3, 2, 1)), repeat(size))
    while data := read(next(sizes)):
        end = data.rfind(b"\n") + 1
        if not end:
            rest.append(data)
            continue
        yield b"".join([*rest, data[:end]])
        rest = [data[end:]]
    if any(rest):
        yield b"".join(rest)


def scan(piece: InputPiece, cleaner: Cleaner) -> InputPiece:
    """Return a piece of lines with those of them in which something may have to change, if
    they are not known already.

    In other formats than plain text a trigger may stand in the extracted text only: all lines.
    """
    if piece.scanned is not None:
        return piece
    data = piece.data.removeprefix(files.BOM) if piece.line == 1 else piece.data
    every = piece.input.format != "plain"
    return piece._replace(scanned=list(cleaner.candidate_lines(data, every=every)))
