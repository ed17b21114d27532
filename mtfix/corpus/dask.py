"""Dask: the texts of a DataFrame cleaned, partition by partition.

import dask.dataframe
from mtfix.corpus.dask import clean_frame

clean_frame(dask.dataframe.read_parquet("in")).to_parquet("out")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import clean_table
from mtfix.corpus.extras import need

if TYPE_CHECKING:
    from mtfix.cleaner import Cleaner


def clean_frame(frame: Any, cleaner: Cleaner | None = None, **named: Any) -> Any:
    """Return a DataFrame with its texts cleaned when it is computed. `named` is what
    `clean_batch` takes."""
    meta = _clean_partition(frame._meta_nonempty, cleaner, named).iloc[:0]
    return frame.map_partitions(_clean_partition, cleaner, named, meta=meta)


def _clean_partition(partition: Any, cleaner: Cleaner | None, named: dict[str, Any]) -> Any:
    """A pandas DataFrame cleaned; its index stays."""
    pandas = need("pandas")
    table = need("pyarrow").Table.from_pandas(partition)
    cleaned = clean_table(table, cleaner, **named)
    return cleaned.to_pandas(types_mapper={**_strings(pandas)}.get)


def _strings(pandas: Any) -> dict[Any, Any]:
    """How texts of Arrow are held: as Dask holds them."""
    arrow = need("pyarrow")
    held = pandas.StringDtype("pyarrow")
    return {arrow.string(): held, arrow.large_string(): held}
