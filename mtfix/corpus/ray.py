"""Ray Data: the texts of a dataset cleaned by tasks, in processes that load the packs once each.

import ray
from mtfix.corpus.ray import clean_dataset

clean_dataset(ray.data.read_parquet("in"), columns=["damage"]).write_parquet("out")
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import clean_table

if TYPE_CHECKING:
    from mtfix.cleaner import Cleaner


def clean_dataset(dataset: Any, cleaner: Cleaner | None = None, **named: Any) -> Any:
    """Return a dataset of Ray with its texts cleaned when it is executed. `named` is what
    `clean_batch` takes."""
    # Tasks, not actors: a pool of those that takes all cores leaves none to read by.
    work = partial(clean_table, cleaner=cleaner, **named)
    return dataset.map_batches(work, batch_format="pyarrow")
