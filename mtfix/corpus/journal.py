"""The journal of a run: which shards are finished, so that a run that was killed goes on."""

from __future__ import annotations

import json
import os
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

from mtfix.corpus.extras import CorpusError
from mtfix.corpus.shard import LOG, REJECTS, Shard, notes_of
from mtfix.fs import system
from mtfix.fs.new_files import replacing

if TYPE_CHECKING:
    from mtfix.corpus.pieces import Piece

JOURNAL = ".mtfix-journal.jsonl"
_LOCK = ".mtfix-lock"


class Journal:
    """What the journal in an output folder says. `changed` says why earlier shards are not used."""

    def __init__(self, folder: str, said: dict[str, Any]) -> None:
        self._folder, self._path = folder, os.path.join(folder, JOURNAL)
        self._shards: dict[int, Shard] = {}
        self.changed = ""
        lines = self._lines()
        if lines and lines[0] != said:
            named = (name for name in said if lines[0].get(name) != said[name])
            self.changed = ", ".join(sorted(named))
            lines = []
        for fields in lines[1:]:
            shard = Shard(**fields)
            self._shards[shard.number] = shard
        self._begin(said)

    def finished(self, piece: Piece) -> Shard | None:
        """Return the shard of a piece, if it is finished and stands in the folder."""
        shard = self._shards.get(piece.number)
        if shard is None or shard.key != piece.key():
            return None
        return shard if self._is_whole(shard) else None

    def _is_whole(self, shard: Shard) -> bool:
        """Whether a shard is in the folder as it was written, with what belongs to it."""
        notes = notes_of(shard)
        if not all(os.path.isfile(os.path.join(self._folder, name)) for name in notes):
            return False
        try:
            with open(os.path.join(self._folder, shard.file), "rb") as file:
                same_size = os.fstat(file.fileno()).st_size == shard.bytes
                return same_size and file_digest(file, "sha256").hexdigest() == shard.sha256
        except OSError:
            return False

    def add(self, shard: Shard) -> None:
        """Note a finished shard, for good before this returns."""
        with open(self._path, "ab") as file:
            file.write(_line(shard._asdict()))
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> list[dict[str, Any]]:
        """The lines that were written whole; of a damaged journal, those before the damage."""
        try:
            with open(self._path, "rb") as file:
                lines = file.read().splitlines(keepends=True)
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                fields = json.loads(line)
            except ValueError:
                break
            if not line.endswith(b"\n") or not isinstance(fields, dict):
                break
            found.append(fields)
        return found

    def _begin(self, said: dict[str, Any]) -> None:
        """Write the journal anew, without a line that a kill has cut."""
        lines = [said, *(shard._asdict() for shard in self._shards.values())]
        write_whole(self._path, b"".join(map(_line, lines)))


def write_whole(path: str, data: bytes) -> None:
    """Write a file, in place of one of its name, as a whole or not at all."""
    with replacing(path) as file:
        file.write(data)


def prepare_folder(folder: str) -> int:
    """Make the output folder, and take out of it what a kill has left. Return the handle of its
    lock: no other process can prepare the folder until that is closed.

    Raises CorpusError for a folder that holds anything else than a run, or that another run
    writes to.
    """
    os.makedirs(folder, exist_ok=True)
    names = os.listdir(folder)
    if JOURNAL not in names and not all(name == _LOCK or _is_leftover(name) for name in names):
        raise CorpusError(
            "the folder is not empty, and holds no run of mtfix", "name a new folder", path=folder
        )
    handle = os.open(os.path.join(folder, _LOCK), os.O_RDWR | os.O_CREAT, 0o644)
    if not system.lock(handle):
        os.close(handle)
        raise CorpusError("another run writes to it", "wait for its end", path=folder)
    for below in (folder, *(os.path.join(folder, name) for name in (REJECTS, LOG))):
        for name in filter(_is_leftover, os.listdir(below) if os.path.isdir(below) else ()):
            os.unlink(os.path.join(below, name))
    return handle


def _is_leftover(name: str) -> bool:
    return name.startswith(".mtfix-") and name.endswith(".tmp")


def _line(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"
