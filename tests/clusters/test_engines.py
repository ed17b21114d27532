"""Each engine gives the texts that `mtfix run` gives, in its order."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from mtfix.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("default")]

COUNT = int(os.environ.get("MTFIX_CLUSTER_DOCUMENTS", "2000"))
TEXTS = ["Shares of byte skipping rose, its CEO said.", "Nothing here is damaged.", None]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Parquet file of documents, with the output of `mtfix run` beside it."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    folder = tmp_path_factory.mktemp("corpus")
    rows = [
        (at, f"{text} Number {at}." if text else None)
        for at in range(COUNT)
        for text in [TEXTS[at % 3]]
    ]
    table = pa.table({"id": [at for at, _ in rows], "text": [text for _, text in rows]})
    parquet.write_table(table, folder / "in.parquet", row_group_size=max(1, COUNT // 8))
    assert (
        main(
            [
                "run",
                "--no-config",
                str(folder / "in.parquet"),
                str(folder / "run"),
                "--add",
                "damage",
            ]
        )
        == 0
    )
    return folder


def expected(corpus: Path) -> list[tuple[Any, ...]]:
    import pyarrow.parquet as parquet

    parts = [parquet.read_table(path) for path in sorted((corpus / "run").glob("part-*"))]
    rows = [row for part in parts for row in part.to_pylist()]
    assert sum("ByteDance" in (row["text"] or "") for row in rows) == (COUNT + 2) // 3
    return [(row["id"], row["text"], row["mtfix_damage"]) for row in rows]


def triples(rows: Any) -> list[tuple[Any, ...]]:
    return sorted((row["id"], row["text"], row["mtfix_damage"]) for row in rows)


def test_ray(corpus: Path) -> None:
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    from mtfix.corpus.ray import clean_dataset

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        dataset = ray.data.read_parquet(str(corpus / "in.parquet"))
        cleaned = clean_dataset(dataset, columns=["damage"])
        assert triples(cleaned.take_all()) == expected(corpus)
    finally:
        ray.shutdown()


def test_spark(corpus: Path) -> None:
    sql = pytest.importorskip("pyspark.sql")
    from mtfix.corpus.spark import clean_frame

    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    try:
        frame = session.read.parquet(str(corpus / "in.parquet"))
        cleaned = clean_frame(frame, columns=["damage"])
        assert triples(row.asDict() for row in cleaned.collect()) == expected(corpus)
    finally:
        session.stop()


def test_dask(corpus: Path) -> None:
    dask = pytest.importorskip("dask")
    frames = pytest.importorskip("dask.dataframe")
    from mtfix.corpus.dask import clean_frame

    with dask.config.set(scheduler="processes", num_workers=2):
        frame = frames.read_parquet(corpus / "in.parquet", split_row_groups=True)
        cleaned = clean_frame(frame, columns=["damage"]).compute()
    import pyarrow as pa

    assert triples(pa.Table.from_pandas(cleaned).to_pylist()) == expected(corpus)


def test_datasets(corpus: Path, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    from mtfix.corpus.datasets import clean_dataset

    files = str(corpus / "in.parquet")
    whole = datasets.load_dataset(
        "parquet", data_files=files, split="train", cache_dir=str(tmp_path)
    )
    cleaned = clean_dataset(whole, columns=["damage"], num_proc=2)
    assert triples(cleaned) == expected(corpus)
    from mtfix import Cleaner

    other = clean_dataset(whole, Cleaner(skip=["term"]), columns=["damage"])
    assert other._fingerprint != cleaned._fingerprint
    streamed = datasets.load_dataset("parquet", data_files=files, split="train", streaming=True)
    assert triples(clean_dataset(streamed, columns=["damage"])) == expected(corpus)


def test_datatrove(corpus: Path) -> None:
    data = pytest.importorskip("datatrove.data")
    from mtfix.corpus.datatrove import MtfixFilter, MtfixFormatter

    rows = [row for row in expected(corpus) if row[1] is not None]
    import pyarrow.parquet as parquet

    given = [row for row in parquet.read_table(corpus / "in.parquet").to_pylist() if row["text"]]
    documents = (data.Document(text=row["text"], id=str(row["id"])) for row in given)
    found = list(MtfixFormatter().run(documents))
    assert [(int(one.id), one.text, one.metadata["mtfix_damage"]) for one in found] == rows
    kept = list(MtfixFilter("damage > 0").run(iter(found)))
    assert len(kept) == sum(row[2] > 0 for row in rows)
