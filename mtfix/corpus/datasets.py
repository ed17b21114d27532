"""Hugging Face datasets: the texts of a dataset cleaned, also of one that is streamed.

from datasets import load_dataset
from mtfix.corpus.datasets import clean_dataset

clean_dataset(load_dataset("parquet", data_files="in/*.parquet", split="train"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import clean_table
from mtfix.corpus.extras import need

if TYPE_CHECKING:
    from mtfix.cleaner import Cleaner


class CleanTable:
    """Cleans tables of Arrow. Its pickle, of which the library makes fingerprints of datasets,
    holds the contents of the packs."""

    def __init__(self, cleaner: Cleaner, named: dict[str, Any]) -> None:
        self._cleaner, self._named = cleaner, named
        self._fingerprint = cleaner.fingerprint()

    def __call__(self, table: Any) -> Any:
        return clean_table(table, self._cleaner, **self._named)


def clean_dataset(
    dataset: Any, cleaner: Cleaner | None = None, *, num_proc: int | None = None, **named: Any
) -> Any:
    """Return a dataset with its texts cleaned. `named` is what `clean_batch` takes; `num_proc`
    the number of processes, which a streamed dataset has not."""
    if cleaner is None:
        from mtfix.cleaner import default

        cleaner = default()
    work = CleanTable(cleaner, named)
    if isinstance(dataset, need("datasets").IterableDataset):
        return dataset.with_format("arrow").map(work, batched=True).with_format(None)
    mapped = dataset.with_format("arrow").map(work, batched=True, num_proc=num_proc)
    given = dataset.format  # of which the columns are those before the new ones
    return mapped.with_format(given["type"], **given["format_kwargs"])
