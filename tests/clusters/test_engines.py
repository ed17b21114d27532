"""Each engine gives what `mtfix run` gives; a worker that is killed loses and doubles nothing."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from engine_timing import timed
from killing import KillOnce
from made_documents import EVERY, MENDED, rows

from mtfix.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("default")]

COUNT = int(os.environ.get("MTFIX_CLUSTER_DOCUMENTS", "2000"))
CORES, BLOCKS = 2, 8
Triple = tuple[int, str | None, float | None]


class Corpus(NamedTuple):
    """A Parquet file, the same documents as lines, their bytes of text, and what `mtfix run` has
    made of them."""

    parquet: str
    lines: str
    size: int
    expected: list[Triple]

    def timed(self, name: str) -> Any:
        return timed(name, COUNT, self.size)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    folder = tmp_path_factory.mktemp("corpus")
    documents = rows(COUNT)
    size = sum(len((row["text"] or "").encode()) for row in documents)
    table = pa.Table.from_pylist(documents)
    parquet.write_table(table, folder / "in.parquet", row_group_size=max(1, COUNT // 16))
    with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in documents)
    command = ["run", "--no-config", str(folder / "in.parquet"), str(folder / "run")]
    with timed(f"mtfix run, {CORES} processes", COUNT, size):
        assert main([*command, "--add", "damage", "--jobs", str(CORES)]) == 0
    parts = [parquet.read_table(path) for path in sorted((folder / "run").glob("part-*"))]
    expected = triples(row for part in parts for row in part.to_pylist())
    mended = sum(MENDED in (text or "") for _, text, _ in expected)
    assert mended > COUNT / EVERY["damaged"] / 2  # some stand in texts that speak against it
    return Corpus(str(folder / "in.parquet"), str(folder / "in.jsonl"), size, expected)


def triples(found: Any) -> list[Triple]:
    """The rows, by their ids: what is doubled stands there twice."""
    return sorted((row["id"], row["text"], row["mtfix_damage"]) for row in found)


# --- Ray -----------------------------------------------------------------------------------------


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    folders = [os.path.dirname(__file__), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(folders))  # `killing` is there
    ray.init(num_cpus=CORES, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


def test_ray(corpus: Corpus, ray: Any) -> None:
    from mtfix.corpus.ray import clean_dataset

    with corpus.timed("Ray Data"):
        dataset = ray.data.read_parquet(corpus.parquet).repartition(BLOCKS)
        found = clean_dataset(dataset, columns=["damage"]).take_all()
    assert triples(found) == corpus.expected


def test_ray_of_which_a_worker_is_killed(corpus: Corpus, ray: Any, tmp_path: Path) -> None:
    from mtfix.corpus.ray import clean_dataset

    kill = KillOnce(str(tmp_path / "killed"), COUNT // 2)
    dataset = ray.data.read_parquet(corpus.parquet).repartition(BLOCKS)
    with corpus.timed("Ray Data, a worker killed"):
        cleaned = clean_dataset(dataset, columns=["damage"])
        found = cleaned.map_batches(kill, batch_format="pyarrow").take_all()
    assert (tmp_path / "killed").exists()
    assert triples(found) == corpus.expected


# --- Spark ---------------------------------------------------------------------------------------


@pytest.fixture
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    builder = sql.SparkSession.builder.master(f"local[{CORES},4]")  # a task may fail three times
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.addPyFile(os.path.join(os.path.dirname(__file__), "killing.py"))
    yield session
    session.stop()


def spark_rows(frame: Any) -> Any:
    return (row.asDict() for row in frame.collect())


def test_spark(corpus: Corpus, spark: Any) -> None:
    from mtfix.corpus.spark import clean_frame

    with corpus.timed("Spark"):
        frame = spark.read.parquet(corpus.parquet).repartition(BLOCKS)
        found = list(spark_rows(clean_frame(frame, columns=["damage"])))
    assert triples(found) == corpus.expected


def test_spark_of_which_a_worker_is_killed(corpus: Corpus, spark: Any, tmp_path: Path) -> None:
    from mtfix.corpus.spark import clean_frame

    kill = KillOnce(str(tmp_path / "killed"), COUNT // 2)
    frame = spark.read.parquet(corpus.parquet).repartition(BLOCKS)
    frame = frame.mapInArrow(kill.each, frame.schema)
    with corpus.timed("Spark, a worker killed"):
        found = list(spark_rows(clean_frame(frame, columns=["damage"])))
    assert (tmp_path / "killed").exists()
    assert triples(found) == corpus.expected


# --- Dask, datasets, datatrove -------------------------------------------------------------------


def test_dask(corpus: Corpus) -> None:
    dask = pytest.importorskip("dask")
    frames = pytest.importorskip("dask.dataframe")
    import pyarrow as pa

    from mtfix.corpus.dask import clean_frame

    with corpus.timed("Dask"), dask.config.set(scheduler="processes", num_workers=CORES):
        frame = frames.read_parquet(corpus.parquet, split_row_groups=True)
        cleaned = clean_frame(frame, columns=["damage"]).compute()
    assert triples(pa.Table.from_pandas(cleaned).to_pylist()) == corpus.expected


def test_datasets(corpus: Corpus, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    from mtfix import Cleaner
    from mtfix.corpus.datasets import clean_dataset

    read = {"data_files": corpus.parquet, "split": "train"}
    whole = datasets.load_dataset("parquet", **read, cache_dir=str(tmp_path))
    with corpus.timed("Hugging Face datasets"):
        cleaned = clean_dataset(whole, columns=["damage"], num_proc=CORES)
    assert triples(cleaned) == corpus.expected
    few = whole.select(range(20))
    other = clean_dataset(few, Cleaner(skip=["term"]), columns=["damage"])
    assert other._fingerprint != clean_dataset(few, columns=["damage"])._fingerprint
    streamed = datasets.load_dataset("parquet", **read, streaming=True).take(500)
    assert triples(clean_dataset(streamed, columns=["damage"])) == corpus.expected[:500]


def test_a_dataset_that_is_saved_can_be_run_over(corpus: Corpus, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    whole = datasets.load_dataset(
        "parquet", data_files=corpus.parquet, split="train", cache_dir=str(tmp_path / "cache")
    )
    few = whole.select(range(1000)).cast_column("id", datasets.Value("int32"))
    few.save_to_disk(str(tmp_path / "in"), num_shards=3)
    command = ["run", "--no-config", str(tmp_path / "in"), str(tmp_path / "out")]
    assert main([*command, "--add", "damage"]) == 0
    found = datasets.load_from_disk(str(tmp_path / "out"))
    assert found.features["id"] == datasets.Value("int32")
    assert triples(found) == corpus.expected[:1000]
    assert [row["id"] for row in found] == list(range(1000))


def test_datatrove(corpus: Corpus, tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from mtfix.corpus.datatrove import MtfixFilter, MtfixFormatter

    folder, name = os.path.split(corpus.lines)
    steps = [
        JsonlReader(folder, glob_pattern=name),
        MtfixFormatter(),
        JsonlWriter(str(tmp_path / "out"), compression=None),
        MtfixFilter("damage > 0"),
        JsonlWriter(str(tmp_path / "kept"), compression=None),
    ]
    with corpus.timed("datatrove, 1 process"):
        LocalPipelineExecutor(steps, tasks=1, logging_dir=str(tmp_path / "logs")).run()
    expected = [row for row in corpus.expected if row[1] is not None]
    assert written(tmp_path / "out") == expected
    assert written(tmp_path / "kept") == [row for row in expected if row[2]]


def written(folder: Path) -> list[Triple]:
    lines = [
        line for path in folder.glob("*.jsonl") for line in path.read_text("utf-8").split("\n")
    ]
    found = (json.loads(line) for line in lines if line)
    # The writer leaves out what is false, and so the number of the first document.
    return sorted(
        (int(one.get("id", 0)), one["text"], one["metadata"]["mtfix_damage"]) for one in found
    )


# --- for scale -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["FTFYFormatter", "GopherRepetitionFilter", "GopherQualityFilter"])
def test_other_steps_of_datatrove_for_scale(name: str, corpus: Corpus) -> None:
    pytest.importorskip("datatrove")
    from datatrove.data import Document
    from datatrove.pipeline import filters, formatters
    from datatrove.utils.word_tokenizers import load_word_tokenizer

    try:
        load_word_tokenizer("en").word_tokenize("Nothing here.")
    except ImportError as error:
        if name != "FTFYFormatter":
            pytest.skip(str(error))
    step = getattr(formatters if name == "FTFYFormatter" else filters, name)()
    with open(corpus.lines, encoding="utf-8") as file:
        given = [json.loads(line) for line in file]
    texts = (Document(text=one["text"], id=str(one["id"])) for one in given if one["text"])
    with corpus.timed(f"datatrove's {name}, 1 process"):
        assert sum(1 for _ in step.run(texts)) > 0
