"""A folder of text files, each of which is a document: they become lines of JSON, with the path
of the file as `id`."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING

from mtfix.corpus.document import RejectedError
from mtfix.corpus.extras import CorpusError
from mtfix.corpus.jsonl import line_cleaner
from mtfix.corpus.pieces import Piece
from mtfix.corpus.record_cleaner import BOM
from mtfix.corpus.sorted_files import sorted_files
from mtfix.fs import system
from mtfix.fs.binary import binary_format
from mtfix.fs.regular import open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.shard import HashingFile, ShardWriter

FORMAT = "text"
ID = "id"
"""The field of the path where no other is named."""
_MOST_FILES = 20_000
"""Files of a piece: more are not read before their turn, however small they are."""


def split(file: InputFile, number: int, size: int, options: CorpusOptions) -> Iterator[Piece]:
    """Yield the pieces of a folder: files, together of about `size` bytes."""
    del options
    held: list[tuple[str, int]] = []
    digest, count, bytes_held, done = sha256(), 0, 0, 0

    def piece() -> Piece:
        # Its files, sizes and times in place of the time of the one file that others have.
        changed = int.from_bytes(digest.digest()[:6])
        place = (bytes_held, changed, file.format, "", count - len(held), count, 0, done)
        return Piece(number, file.path, file.name, *place, tuple(held))

    for found in sorted_files(file.path):
        held.append((found.name, found.size))
        digest.update(os.fsencode(f"{found.name}\0{found.size}\0{found.changed}\0"))
        count, bytes_held, done = count + 1, bytes_held + found.size, done + found.size
        if bytes_held >= size or len(held) >= _MOST_FILES:
            yield piece()
            number, held, bytes_held, digest = number + 1, [], 0, sha256()
    if held:
        yield piece()


def clean(piece: Piece, options: CorpusOptions, report: ShardWriter, file: HashingFile) -> None:
    """Write the documents of a piece, cleaned, as lines of JSON."""
    cleaner = line_cleaner(options)
    for name, size in piece.records:
        report.begin({"file": system.shown(name)})
        try:
            text = _content(os.path.join(piece.path, name), size, options.most_bytes)
            line = json.dumps({options.id or ID: system.shown(name), options.text: text}) + "\n"
            cleaned = cleaner.clean(line.encode(), report)
        except RejectedError as error:
            report.reject(error)
            continue
        if cleaned is not None:
            file.write(cleaned)


def _content(path: str, size: int, most: int) -> str:
    """The text of a file. Raises RejectedError."""
    if size > most:
        raise RejectedError("size", f"it has {size:,} bytes, and the limit is {most:,}")
    try:
        with open_regular(path) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise RejectedError("unreadable", error.strerror or str(error)) from None
    if len(data) > most:
        raise RejectedError("size", f"it has more bytes than the limit of {most:,}")
    if said := binary_format(data):
        raise RejectedError("binary", f"it is no text but {said.partition(';')[0]}")
    try:
        return data.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        raise RejectedError("encoding", f"byte {error.start + 1} is not UTF-8") from None


def check(file: InputFile, options: CorpusOptions) -> None:
    """Raise CorpusError for what is no folder, and for a column that texts have not."""
    if not os.path.isdir(file.path):
        raise CorpusError("it is no folder of texts", "name one", path=file.path)
    if options.source:
        raise CorpusError("texts have no column of a source", "leave it out", path=file.path)
