"""Rows of tables: cleaned a bounded part at a time, rejected ones reported by their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import check_schema, clean_rows
from mtfix.corpus.document import RejectedError
from mtfix.corpus.extras import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.shard import ShardWriter
    from mtfix.pipeline.result import Result

AT_ONCE = 4_000_000
"""Bytes of rows that are cleaned together: what a worker holds hangs on it."""
DAMAGED = (OSError, ValueError)
"""What is raised for a damaged file: the errors of Arrow are ValueErrors."""


def check_columns_of(path: str, schema: Any, options: CorpusOptions) -> None:
    """Raise CorpusError, which names the file, where `check_schema` raises it."""
    try:
        check_schema(schema, options)
    except CorpusError as error:
        raise CorpusError(error.problem.text, error.problem.remedy, path=path) from None


def cleaned_batches(
    batches: Iterable[Any], options: CorpusOptions, report: ShardWriter, first: int
) -> Iterator[Any]:
    """Yield the rows of batches cleaned, in batches of bounded size. `first` is the number of the
    first row in its file."""
    for batch in batches:
        for part in _parts(batch):
            yield _cleaned(part, options, report, first)
            first += part.num_rows


def _parts(batch: Any) -> Iterator[Any]:
    """Slices of a batch of about `AT_ONCE` bytes; a row is never cut."""
    if batch.nbytes <= AT_ONCE or batch.num_rows < 2:
        yield batch
        return
    half = batch.num_rows // 2
    yield from _parts(batch.slice(0, half))
    yield from _parts(batch.slice(half))


def _cleaned(batch: Any, options: CorpusOptions, report: ShardWriter, first: int) -> Any:
    names = batch.column(options.id) if options.id else None

    def noted(row: int, outcome: Result | RejectedError | None) -> bool:
        report.begin({"row": first + row}, None if names is None else names[row].as_py)
        if isinstance(outcome, RejectedError):
            report.reject(outcome)
            return False
        kept = options.keeps(outcome)
        if outcome is None:
            report.tally.add_null(kept=kept)
        else:
            report.add(outcome, kept=kept)
        return kept

    return clean_rows(batch, options, noted)


def unreadable(path: str, format: str, error: Exception) -> CorpusError:  # noqa: A002
    """Return the error about a table that is damaged, or of another format."""
    words = "".join(str(error).splitlines()[:1]) or type(error).__name__
    return CorpusError(
        f"can't be read as {format}: {words}", "replace the file, or take it out", path=path
    )
