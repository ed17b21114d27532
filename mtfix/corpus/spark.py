"""Spark: the texts of a DataFrame cleaned by its Python workers, in batches of Arrow.

from mtfix.corpus.spark import clean_frame

clean_frame(session.read.parquet("in"), columns=["damage"]).write.parquet("out")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import clean_batch, output_schema
from mtfix.corpus.document import CorpusOptions
from mtfix.corpus.extras import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.cleaner import Cleaner


def clean_frame(frame: Any, cleaner: Cleaner | None = None, **named: Any) -> Any:
    """Return a DataFrame with its texts cleaned when it is executed. `named` is what
    `clean_batch` takes."""
    types = need("pyspark.sql.pandas.types")
    columns = tuple(named.get("columns", ()))
    schema = types.to_arrow_schema(frame.schema)
    options = CorpusOptions(cleaner, columns=columns)  # type: ignore[arg-type]  # for its schema
    result = types.from_arrow_schema(output_schema(schema, options))

    def clean(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield clean_batch(batch, cleaner, **named)

    return frame.mapInArrow(clean, result)
