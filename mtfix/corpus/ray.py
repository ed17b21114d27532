"""Ray Data: the texts of a dataset cleaned by actors, which load the packs once each.

import ray
from mtfix.corpus.ray import clean_dataset

clean_dataset(ray.data.read_parquet("in"), columns=["damage"]).write_parquet("out")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import clean_table
from mtfix.corpus.extras import need

if TYPE_CHECKING:
    from mtfix.cleaner import Cleaner


class CleanTables:
    """Cleans tables of Arrow; Ray makes one a process."""

    def __init__(self, cleaner: Cleaner | None, named: dict[str, Any]) -> None:
        self._cleaner, self._named = cleaner, named

    def __call__(self, table: Any) -> Any:
        return clean_table(table, self._cleaner, **self._named)


def clean_dataset(
    dataset: Any, cleaner: Cleaner | None = None, *, concurrency: Any = None, **named: Any
) -> Any:
    """Return a dataset of Ray with its texts cleaned when it is executed. `named` is what
    `clean_batch` takes; `concurrency` the number of processes, by default one a core."""
    cores = int(need("ray").available_resources().get("CPU", 1))
    return dataset.map_batches(
        CleanTables,
        fn_constructor_args=(cleaner, named),
        batch_format="pyarrow",
        concurrency=concurrency or max(1, cores),
    )
