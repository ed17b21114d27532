"""A run over a corpus: pieces become shards, and the finished ones are kept."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.corpus.dataset_folder import INFO, STATE, described
from mtfix.corpus.extras import CorpusError
from mtfix.corpus.formats import FORMATS
from mtfix.corpus.inputs import TEXT
from mtfix.corpus.journal import Journal, prepare_folder, write_whole
from mtfix.corpus.shard import LOG, PART, REJECTS, Shard, ShardWork, notes_of
from mtfix.corpus.tally import CorpusTally
from mtfix.fs import system
from mtfix.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.pieces import Piece

    Share = Callable[[Callable[[Piece], Shard], Iterable[Piece | Shard]], Iterator[Shard]]
    """Gives a function and pieces; yields the shards in the order of the pieces, where one that is
    finished already stands for itself."""

MANIFEST, SUMMARY = "manifest.json", "summary.json"


class Progress(NamedTuple):
    """How far a run is: bytes of input behind the last shard, of all; and the shard."""

    shards: int
    done: int
    total: int
    shard: Shard
    reused: bool


class CorpusRun:
    """A run from some input files into a folder.

    shard_bytes: about how much of the input, before compression, becomes one shard.
    dataset: the folder that says what Hugging Face datasets wants to know of the files, if one
        does; then the output is such a folder.
    `changed` names what is other than in the run whose shards are there, if they are done again.
    """

    def __init__(
        self,
        files: Sequence[InputFile],
        folder: str,
        options: CorpusOptions,
        shard_bytes: int,
        dataset: str = "",
    ) -> None:
        for file in files:
            FORMATS[file.format].check(file, options)
        real = os.path.realpath(folder)
        if any(_overlap(file, real) for file in files):
            raise CorpusError("the input lies in it", "name another folder", path=folder)
        self._lock = prepare_folder(folder)
        for name in (MANIFEST, SUMMARY, STATE, INFO):  # they tell of a whole run alone
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(folder, name))
        said = {
            "version": __version__,
            "packs": options.cleaner.fingerprint(),
            "options": options.fingerprint(),
            "shard_bytes": shard_bytes,
        }
        self._files, self._folder, self._options = files, folder, options
        self._shard_bytes, self._dataset = shard_bytes, dataset
        self._journal = Journal(folder, said)
        self.changed = self._journal.changed
        self.tally = CorpusTally()
        self.seconds = 0.0

    def shards(self, share: Share) -> Iterator[Progress]:
        """Yield each shard when it is finished, in the order of the input; then write the manifest
        and the summary. Can be asked for once: in the end other runs may write to the folder."""
        try:
            yield from self._shards(share)
        finally:
            os.close(self._lock)

    def _shards(self, share: Share) -> Iterator[Progress]:
        total = sum(file.size for file in self._files)
        reused: set[int] = set()
        pieces: dict[int, Piece] = {}
        written: list[Shard] = []

        def items() -> Iterator[Piece | Shard]:
            for piece in self._pieces():
                pieces[piece.number] = piece._replace(records=())
                finished = self._journal.finished(piece)
                if finished:
                    reused.add(piece.number)
                yield finished or piece

        before = {
            file.path: sum(one.size for one in self._files[:at])
            for at, file in enumerate(self._files)
        }
        for shard in share(ShardWork(self._folder, self._options), items()):
            if shard.number not in reused:
                self._journal.add(shard)
            written.append(shard)
            self.tally.join(shard.counts)
            self.seconds += shard.seconds
            piece = pieces.pop(shard.number)
            yield Progress(
                len(written),
                before[piece.path] + piece.done,
                total,
                shard,
                shard.number in reused,
            )
        self._finish(written)

    def _pieces(self) -> Iterator[Piece]:
        number = 0
        for file in self._files:
            for piece in FORMATS[file.format].split(file, number, self._shard_bytes, self._options):
                yield piece
                number = piece.number + 1

    def _finish(self, shards: list[Shard]) -> None:
        """Take out shards of a longer run before, and write what the run came to."""
        names = {shard.file for shard in shards}
        notes = {name for shard in shards for name in notes_of(shard)}
        _keep_only(self._folder, "", names)
        for folder in (REJECTS, LOG):
            _keep_only(self._folder, folder, notes)
        listed = [_listed(shard) for shard in shards]
        if self._dataset:
            said = described(self._dataset, self._options, [shard.file for shard in shards])
            for name, value in said.items():
                write_whole(os.path.join(self._folder, name), _pretty(value))
        manifest = {"version": __version__, "shards": listed}
        write_whole(os.path.join(self._folder, MANIFEST), _pretty(manifest))
        summary = {"seconds": round(self.seconds, 3), **self.tally.to_dict()}
        write_whole(os.path.join(self._folder, SUMMARY), _pretty(summary))


def _overlap(file: InputFile, folder: str) -> bool:
    """Whether a file lies in a folder, or the folder in a folder of texts."""
    path = os.path.realpath(file.path)
    return system.inside(path, folder) or (file.format == TEXT and system.inside(folder, path))


def _listed(shard: Shard) -> dict[str, Any]:
    """What the manifest says of a shard: the same in each run over the same input."""
    counts = {name: value for name, value in shard.counts.items() if name != "rules"}
    return {"file": shard.file, "bytes": shard.bytes, "sha256": shard.sha256, "counts": counts}


def _keep_only(folder: str, below: str, paths: set[str]) -> None:
    """Take out of a folder below another one the files of shards that are not named."""
    if not os.path.isdir(os.path.join(folder, below)):
        return
    for name in os.listdir(os.path.join(folder, below)):
        if name.startswith(PART) and os.path.join(below, name) not in paths:
            os.unlink(os.path.join(folder, below, name))


def _pretty(value: Any) -> bytes:
    return json.dumps(value, indent=1).encode() + b"\n"
