"""The one function of a worker: a piece of a corpus becomes a shard of the output."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from mtfix.corpus.formats import FORMATS
from mtfix.corpus.tally import CorpusTally
from mtfix.fs.new_files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.corpus.document import CorpusOptions, RejectedError
    from mtfix.corpus.pieces import Piece

REJECTS = "rejects"
"""The folder of rejected records in the output."""
PART = "part-"
"""How the names of shards begin, and of the files of their rejects."""


class Shard(NamedTuple):
    """A shard that is written: its number and file, the key of its piece, size and SHA-256 of
    the file, counts, and the seconds that it took."""

    number: int
    file: str
    key: list[Any]
    bytes: int
    sha256: str
    counts: dict[str, Any]
    seconds: float


class ShardWriter:
    """What a format is given to report to: counts, and rejected records."""

    def __init__(self, piece: Piece, options: CorpusOptions) -> None:
        self.tally = CorpusTally()
        self.rejects: list[str] = []
        self._name = piece.name
        self._options = options

    def reject(
        self,
        place: Mapping[str, Any],
        error: RejectedError,
        raw: str | None = None,
        name: Any = None,
    ) -> None:
        """Note a record that can't be cleaned: where it is in the file, as it is written, and the
        name by which the user knows it."""
        self.tally.reject()
        said = {"file": self._name, **place, "reason": error.code, "problem": error.words}
        if name is not None:
            said["id"] = name
        if raw is not None:
            said["raw"] = raw
        self.rejects.append(json.dumps(said, ensure_ascii=True, default=str) + "\n")


class ShardWork:
    """Writes the shard of a piece into a folder. Picklable: it is sent to the workers once."""

    def __init__(self, folder: str, options: CorpusOptions) -> None:
        self._folder, self._options = folder, options

    def __call__(self, piece: Piece) -> Shard:
        """Return the shard of a piece, once it stands in the folder as a whole.

        Its rejects are written before it, so that whoever finds the shard has them.
        """
        begun = perf_counter()
        report = ShardWriter(piece, self._options)
        format_ = FORMATS[piece.format]
        name = shard_name(piece, format_.suffix)
        with replacing(os.path.join(self._folder, name)) as file:
            hashing = HashingFile(file)
            format_.clean(piece, self._options, report, hashing)
            self._write_rejects(piece.number, report.rejects)
        counts = report.tally.to_dict()
        seconds = round(perf_counter() - begun, 4)
        size, digest = hashing.size, hashing.hexdigest()
        return Shard(piece.number, name, piece.key(), size, digest, counts, seconds)

    def _write_rejects(self, number: int, rejects: list[str]) -> None:
        path = os.path.join(self._folder, REJECTS, rejects_name(number))
        if not rejects:
            with suppress(FileNotFoundError):
                os.unlink(path)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with replacing(path) as file:
            file.write("".join(rejects).encode())


class HashingFile:
    """A file that is written to, with the size and SHA-256 of what was written."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash, self.size = file, sha256(), 0

    def write(self, data: Any) -> int:
        self._hash.update(data)
        written = memoryview(data).nbytes
        self.size += written
        self._file.write(data)
        return written

    def flush(self) -> None:
        self._file.flush()

    def tell(self) -> int:
        return self.size

    def close(self) -> None:
        """The file is closed by who opened it."""

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def shard_name(piece: Piece, suffix: str) -> str:
    """Return the name of the file that a piece becomes."""
    from mtfix.corpus.compression import SUFFIXES

    return f"{PART}{piece.number:05}{suffix}{SUFFIXES[piece.compression]}"


def rejects_name(number: int) -> str:
    """Return the name of the file with the rejects of a shard, by its number."""
    return f"{PART}{number:05}.jsonl"
