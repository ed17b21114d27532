"""The journal of a run: which shards are finished, so that a run that was killed goes on."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from mtfix.corpus.extras import CorpusError
from mtfix.corpus.shard import Shard
from mtfix.fs import system
from mtfix.fs.new_files import temporary_file

if TYPE_CHECKING:
    from mtfix.corpus.pieces import Piece

_NAME = ".mtfix-journal.jsonl"
_LEFTOVER = (".mtfix-", ".tmp")


class Journal:
    """What the journal in an output folder says. `changed` says why earlier shards are not used."""

    def __init__(self, folder: str, said: dict[str, Any]) -> None:
        self._folder, self._path = folder, os.path.join(folder, _NAME)
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
        try:
            size = os.path.getsize(os.path.join(self._folder, shard.file))
        except OSError:
            return None
        return shard if size == shard.bytes else None

    def add(self, shard: Shard) -> None:
        """Note a finished shard, for good before this returns."""
        with open(self._path, "ab") as file:
            file.write(_line(shard._asdict()))
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> list[dict[str, Any]]:
        """The lines that were written whole."""
        try:
            with open(self._path, "rb") as file:
                lines = file.read().splitlines(keepends=True)
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            if not line.endswith(b"\n"):
                break
            found.append(json.loads(line))
        return found

    def _begin(self, said: dict[str, Any]) -> None:
        """Write the journal anew, without a line that a kill has cut."""
        lines = [said, *(shard._asdict() for shard in self._shards.values())]
        write_whole(self._path, b"".join(map(_line, lines)))


def write_whole(path: str, data: bytes) -> None:
    """Write a file, in place of one of its name, as a whole or not at all."""
    folder = os.path.dirname(path)
    with temporary_file(folder, 0o644, lambda temporary: system.replace(temporary, path)) as file:
        file.write(data)


def prepare_folder(folder: str) -> None:
    """Make the output folder, and take out of it what a kill has left. Raises CorpusError for a
    folder that holds anything else than a run."""
    os.makedirs(folder, exist_ok=True)
    names = os.listdir(folder)
    if names and _NAME not in names and not all(map(_is_leftover, names)):
        raise CorpusError(
            "the folder is not empty, and holds no run of mtfix", "name a new folder", path=folder
        )
    for name in filter(_is_leftover, names):
        os.unlink(os.path.join(folder, name))


def _is_leftover(name: str) -> bool:
    begin, end = _LEFTOVER
    return name.startswith(begin) and name.endswith(end)


def _line(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"
