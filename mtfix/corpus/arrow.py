"""Batches of Arrow: the one function that serves Parquet files and the engines of clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.columns import COLUMNS, PREFIX, check_columns, column_values
from mtfix.corpus.document import CorpusOptions, RejectedError
from mtfix.corpus.extras import CorpusError, need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mtfix.cleaner import Cleaner
    from mtfix.pipeline.result import Result

    Noted = Callable[[int, Result | RejectedError | None], bool]
    """Is told the outcome of each row, of which there is none for a null; returns whether the row
    is kept."""


def clean_batch(
    batch: Any,
    cleaner: Cleaner | None = None,
    *,
    text: str = "text",
    source: str | None = None,
    columns: Sequence[str] = (),
) -> Any:
    """Return a record batch with the texts of one column cleaned, and the asked columns behind it.

    Other columns, the order, nulls and metadata stay. A text that can't be cleaned, since it
    exceeds the limits of the cleaner, stays as it is.

    source: the column of what the text was translated from.
    columns: what is added: see `mtfix.corpus.columns.COLUMNS`; names begin with `mtfix_`.

    Raises CorpusError where a column is missing or holds no text, or pyarrow is not installed.
    """
    if cleaner is None:
        from mtfix.cleaner import default

        cleaner = default()
    check_columns(columns)
    options = CorpusOptions(cleaner, text, source, columns=tuple(columns))
    return clean_rows(batch, options, lambda _row, _outcome: True)


def clean_table(table: Any, cleaner: Cleaner | None = None, **named: Any) -> Any:
    """Return a table with its texts cleaned; `named` is what `clean_batch` takes."""
    arrow = need("pyarrow")
    batches = table.to_batches() or [arrow.RecordBatch.from_pylist([], schema=table.schema)]
    return arrow.Table.from_batches([clean_batch(one, cleaner, **named) for one in batches])


def clean_rows(batch: Any, options: CorpusOptions, noted: Noted) -> Any:
    """Return a record batch cleaned, with the rows that `noted` keeps."""
    arrow = need("pyarrow")
    check_schema(batch.schema, options)
    at = batch.schema.get_field_index(options.text)
    texts: list[str | None] = []
    kept: list[bool] = []
    values: list[Mapping[str, Any]] = []
    names = [PREFIX + name for name in options.columns]
    for row, (text, source) in enumerate(_texts(batch, options)):
        outcome = _outcome(options, text, source)
        kept.append(noted(row, outcome))
        if outcome is None or isinstance(outcome, RejectedError):
            texts.append(text)
            values.append({})
        else:
            texts.append(outcome.text)
            values.append(column_values(outcome, options.columns) if kept[-1] else {})
    arrays = list(batch.columns)
    field = batch.schema.field(at)
    arrays[at] = arrow.array(texts, type=field.type)
    fields = [*batch.schema]
    for name, column in zip(names, options.columns, strict=True):
        fields.append(arrow.field(name, _type(arrow, COLUMNS[column].type)))
        arrays.append(arrow.array([value.get(name) for value in values], type=fields[-1].type))
    schema = arrow.schema(fields, metadata=batch.schema.metadata)
    cleaned = arrow.RecordBatch.from_arrays(arrays, schema=schema)
    return cleaned if all(kept) else cleaned.filter(arrow.array(kept, type=arrow.bool_()))


def check_schema(schema: Any, options: CorpusOptions) -> None:
    """Raise CorpusError where a column is missing, holds no text, or would stand there twice."""
    types = need("pyarrow").types
    for name in filter(None, (options.text, options.source, options.id)):
        at = schema.get_field_index(name)
        if at < 0:
            listed = ", ".join(schema.names)
            raise CorpusError(f"there is no column {name}, or several", f"name one of {listed}")
        if name not in {options.text, options.source}:
            continue  # names of records may be of any type
        kind = schema.field(at).type
        if not (types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)):
            raise CorpusError(f"the column {name} holds {kind} and no text", "name another column")
    for name in options.columns:
        if PREFIX + name in schema.names:
            raise CorpusError(f"there is a column {PREFIX}{name} already", "rename it")


def output_schema(schema: Any, options: CorpusOptions) -> Any:
    """Return the schema of cleaned batches of a schema."""
    arrow = need("pyarrow")
    for column in options.columns:
        schema = schema.append(arrow.field(PREFIX + column, _type(arrow, COLUMNS[column].type)))
    return schema


def _texts(batch: Any, options: CorpusOptions) -> Iterator[tuple[str | None, str | None]]:
    texts = batch.column(options.text)
    sources = batch.column(options.source) if options.source else None
    for row in range(batch.num_rows):
        yield texts[row].as_py(), None if sources is None else sources[row].as_py()


def _outcome(
    options: CorpusOptions, text: str | None, source: str | None
) -> Result | RejectedError | None:
    if text is None:
        return None
    try:
        return options.clean(text, source)
    except RejectedError as error:
        return error


def _type(arrow: Any, name: str) -> Any:
    """The Arrow type of a column."""
    fix = [
        ("rule", arrow.string()),
        ("start", arrow.int64()),
        ("end", arrow.int64()),
        ("old", arrow.string()),
        ("new", arrow.string()),
    ]
    return {
        "fixes": arrow.list_(arrow.struct(fix)),
        "number": arrow.float64(),
        "text": arrow.string(),
        "texts": arrow.list_(arrow.string()),
    }[name]
