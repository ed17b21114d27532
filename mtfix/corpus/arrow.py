"""Batches of Arrow: the one function that serves Parquet files and the engines of clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.columns import COLUMNS, PREFIX, check_columns
from mtfix.corpus.document import CorpusOptions, RejectedError
from mtfix.corpus.extras import CorpusError, need

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


def concerned(
    batch: Any, cleaner: Cleaner | None = None, *, text: str = "text", source: str | None = None
) -> Any:
    """Return an array of booleans: which rows of a record batch hold anything that a change may
    hang on, or come with a source. All others `clean_batch` returns as they are.

    This is the first thing that cleaning does, so that it saves nothing to ask before; it tells
    what need not be sent to where mtfix runs.
    """
    arrow = need("pyarrow")
    if cleaner is None:
        from mtfix.cleaner import default

        cleaner = default()
    check_schema(batch.schema, CorpusOptions(cleaner, text, source))
    texts = batch.column(text)
    sources = batch.column(source) if source else None

    def is_concerned(row: int) -> bool:
        if not texts[row].is_valid:
            return False
        has_source = sources is not None and bool(sources[row].as_py())
        return has_source or bool(cleaner.touches(texts[row].as_buffer().to_pybytes()))

    return arrow.array(map(is_concerned, range(batch.num_rows)), type=arrow.bool_())


def clean_table(table: Any, cleaner: Cleaner | None = None, **named: Any) -> Any:
    """Return a table with its texts cleaned; `named` is what `clean_batch` takes."""
    arrow = need("pyarrow")
    batches = table.to_batches() or [arrow.RecordBatch.from_pylist([], schema=table.schema)]
    return arrow.Table.from_batches([clean_batch(one, cleaner, **named) for one in batches])


def clean_rows(batch: Any, options: CorpusOptions, noted: Noted) -> Any:
    """Return a record batch cleaned, with the rows that `noted` keeps."""
    arrow = need("pyarrow")
    check_schema(batch.schema, options)
    changed: dict[int, str] = {}
    kept: list[bool] = []
    values: list[Mapping[str, Any]] = []
    for row in range(batch.num_rows):
        outcome = _outcome(batch, row, options)
        kept.append(noted(row, outcome))
        if isinstance(outcome, RejectedError) or not kept[-1]:
            values.append({})
            continue
        values.append(options.values(outcome))
        if outcome is not None and outcome.fixes:
            changed[row] = outcome.text
    at = batch.schema.get_field_index(options.text)
    arrays = list(batch.columns)
    arrays[at] = _with_texts(arrays[at], changed)
    for name in options.columns:
        kind = _type(arrow, COLUMNS[name].type)
        arrays.append(arrow.array([value.get(PREFIX + name) for value in values], type=kind))
    schema = output_schema(batch.schema, options)
    cleaned = arrow.RecordBatch.from_arrays(arrays, schema=schema)
    return cleaned if all(kept) else cleaned.filter(arrow.array(kept, type=arrow.bool_()))


def _with_texts(column: Any, changed: Mapping[int, str]) -> Any:
    """A column of texts with those of some rows replaced."""
    if not changed:
        return column
    arrow = need("pyarrow")
    if arrow.types.is_string_view(column.type):  # which Arrow can't replace parts of
        texts = [changed.get(row, text) for row, text in enumerate(column.to_pylist())]
        return arrow.array(texts, type=column.type)
    mask = arrow.array([row in changed for row in range(len(column))], type=arrow.bool_())
    texts = arrow.array(list(changed.values()), type=column.type)
    return need("pyarrow.compute").replace_with_mask(column, mask, texts)


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


def _outcome(batch: Any, row: int, options: CorpusOptions) -> Result | RejectedError | None:
    """The outcome of a row; a text that is too long is not even taken out."""
    text = batch.column(options.text)[row]
    if not text.is_valid:
        return None
    size = text.as_buffer().size
    if size > options.most_bytes:
        return RejectedError(
            "size", f"it has {size:,} bytes, and the limit is {options.most_bytes:,}"
        )
    source = batch.column(options.source)[row].as_py() if options.source else None
    try:
        return options.clean(text.as_py(), source)
    except RejectedError as error:
        return error
    except UnicodeDecodeError as error:
        return RejectedError("encoding", f"byte {error.start + 1} is not UTF-8")


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
