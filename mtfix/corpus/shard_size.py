"""How much of a corpus becomes one shard where nobody says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.corpus.inputs import InputFile

MOST, LEAST = 32_000_000, 250_000
_PIECES = 32


def shard_size(files: Sequence[InputFile]) -> int:
    """Return how many bytes of an input become one shard: so few that all processes have some, and
    none waits long for the last one. It hangs on the size of the input alone."""
    total = sum(file.size for file in files)
    return min(MOST, max(LEAST, total // _PIECES)) if total else MOST
