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
from mtfix.pipeline.result import fix_as_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mtfix.corpus.document import CorpusOptions, RejectedError
    from mtfix.corpus.pieces import Piece
    from mtfix.pipeline.result import Result

REJECTS, LOG = "rejects", "log"
"""The folders of rejected records, and of what was changed, in the output."""
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
    """What a format is given to report to: counts, rejected records, and what was changed."""

    def __init__(self, piece: Piece, options: CorpusOptions) -> None:
        self.tally = CorpusTally()
        self._lines: dict[str, list[str]] = {REJECTS: [], LOG: []}
        self._file = piece.name
        self._logs = options.log
        self._place: Mapping[str, Any] = {}
        self._name: Callable[[], Any] = _no_name

    def begin(self, place: Mapping[str, Any], name: Callable[[], Any] | None = None) -> None:
        """Begin a record: where it is in the file, and what gives the name by which the user
        knows it."""
        self._place, self._name = place, name or _no_name

    def add(self, result: Result, *, kept: bool) -> None:
        """Note a document that was cleaned."""
        self.tally.add(result, kept=kept)
        if self._logs and kept and result.fixes:
            self.tally.counts["logged"] += 1
            self._note(LOG, {"fixes": [fix_as_dict(fix) for fix in result.fixes]})

    def reject(self, error: RejectedError, raw: str | None = None) -> None:
        """Note that the record can't be cleaned, with how it is written."""
        self.tally.reject()
        said = {"reason": error.code, "problem": error.words}
        self._note(REJECTS, said if raw is None else said | {"raw": raw})

    def _note(self, folder: str, said: Mapping[str, Any]) -> None:
        name = self._name()
        place = {"file": self._file, **self._place}
        named = {} if name is None else {"id": name}
        line = json.dumps({**place, **named, **said}, ensure_ascii=True, default=str)
        self._lines[folder].append(line + "\n")

    def write(self, folder: str, number: int) -> None:
        """Write what was noted into the output folder, in place of what is there."""
        for below, lines in self._lines.items():
            path = os.path.join(folder, below, notes_name(number))
            if not lines:
                with suppress(FileNotFoundError):
                    os.unlink(path)
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with replacing(path) as file:
                file.write("".join(lines).encode())


def _no_name() -> None:
    return None


class ShardWork:
    """Writes the shard of a piece into a folder. Picklable: it is sent to the workers once."""

    def __init__(self, folder: str, options: CorpusOptions) -> None:
        self._folder, self._options = folder, options

    def __call__(self, piece: Piece) -> Shard:
        """Return the shard of a piece, once it stands in the folder as a whole.

        Its rejects and its log are written before it, so that whoever finds the shard has them.
        """
        begun = perf_counter()
        report = ShardWriter(piece, self._options)
        format_ = FORMATS[piece.format]
        name = shard_name(piece, format_.suffix)
        with replacing(os.path.join(self._folder, name)) as file:
            hashing = HashingFile(file)
            format_.clean(piece, self._options, report, hashing)
            report.write(self._folder, piece.number)
        counts = report.tally.to_dict()
        seconds = round(perf_counter() - begun, 4)
        size, digest = hashing.size, hashing.hexdigest()
        return Shard(piece.number, name, piece.key(), size, digest, counts, seconds)


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


def notes_name(number: int) -> str:
    """Return the name of the files with the rejects and the log of a shard, by its number."""
    return f"{PART}{number:05}.jsonl"


def notes_of(shard: Shard) -> list[str]:
    """Return the paths, in the output folder, of what must be there beside a shard."""
    folders = [REJECTS] if shard.counts["rejected"] else []
    folders += [LOG] if shard.counts["logged"] else []
    return [os.path.join(folder, notes_name(shard.number)) for folder in folders]
