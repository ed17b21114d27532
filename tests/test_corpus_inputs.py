"""Inputs of runs: tables of all formats, folders of texts, and what can't be read."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from test_corpus import BROKEN, DAMAGED, MENDED, joined, lines, run, shards, write

from mtfix.corpus.sorted_files import sorted_files

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = "Nothing here is damaged."


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtfix.cli.run.MEGABYTE", 1_000)


def rejects(folder: Path) -> list[dict[str, Any]]:
    paths = sorted((folder / "rejects").glob("*"))
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]


def counts(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "summary.json").read_text())


# --- CSV and TSV ---------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_of_tsv_keep_their_bytes_and_each_shard_has_the_header(
    jobs: int, tmp_path: Path
) -> None:
    rows = [f"{at}\t字节跳动\t{DAMAGED if at % 3 == 0 else CLEAN}\r\n" for at in range(100)]
    corpus = write(tmp_path / "in.tsv", ["\ufeffid\tzh\ten\r\n", *rows])
    out = tmp_path / "out"
    options = "--field", "en", "--source-field", "zh", "--jobs", jobs
    assert run(corpus, out, "--shard-mb", 2, *options) == 0
    parts = [path.read_bytes().decode() for path in sorted(out.glob("part-*.tsv"))]
    assert len(parts) > 2
    assert all(part.startswith("\ufeffid\tzh\ten\r\n") for part in parts)
    body = "".join(part.removeprefix("\ufeffid\tzh\ten\r\n") for part in parts)
    assert body == "".join(rows).replace(DAMAGED, MENDED)
    assert run(out, tmp_path / "again", "--field", "en") == 0
    assert counts(tmp_path / "again")["changed"] == 0


def test_columns_are_named_by_number_where_there_is_no_header(tmp_path: Path) -> None:
    corpus = write(tmp_path / "in.tsv", [f"字节跳动\t{DAMAGED}\n", "only one\n", f"x\t{CLEAN}\n"])
    options = "--field", "2", "--source-field", "1", "--id", "1", "--add", "damage"
    assert run(corpus, tmp_path / "out", *options) == 0
    assert joined(tmp_path / "out") == f"字节跳动\t{MENDED}\t125.0\nx\t{CLEAN}\t0.0\n"
    [told] = rejects(tmp_path / "out")
    assert (told["reason"], told["raw"]) == ("record", "only one\n")


def test_csv_keeps_its_dialect_over_lines(tmp_path: Path) -> None:
    quoted = f'"{DAMAGED}\n\nHe said ""no""; then"'
    rows = [f"{at};{quoted if at % 3 == 0 else CLEAN};x\n" for at in range(150)]
    corpus = write(tmp_path / "in.csv", ["id;text;more\n", *rows])
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        options = "--shard-mb", 2, "--jobs", jobs, "--add", "damage,fixes", "--id", "id"
        assert run(corpus, out, *options) == 0
    assert shards(tmp_path / "out1") == shards(tmp_path / "out2")
    parts = sorted((tmp_path / "out1").glob("part-*"))
    assert len(parts) > 2
    import csv

    found = [row for path in parts for row in csv.DictReader(path.open(), delimiter=";")]
    assert [row["id"] for row in found] == [str(at) for at in range(150)]
    assert found[0]["text"] == f'{MENDED}\n\nHe said "no"; then'
    [fix] = json.loads(found[0]["mtfix_fixes"])
    assert fix["rule"] == "term/bytedance"
    assert found[1]["mtfix_fixes"] == "[]"


def test_a_quote_that_is_never_closed_costs_its_line_alone(tmp_path: Path) -> None:
    rows = [f'1,"{DAMAGED}\n', *(f"{at},{DAMAGED.replace(',', '')}\n" for at in range(40))]
    content = ["id,text\n", *rows[1:20], rows[0], *rows[20:]]
    corpus = write(tmp_path / "in.csv", content)
    for jobs in (1, 2):
        assert run(corpus, tmp_path / f"out{jobs}", "--shard-mb", 1, "--jobs", jobs) == 0
    assert shards(tmp_path / "out1") == shards(tmp_path / "out2")
    [told] = rejects(tmp_path / "out1")
    assert told["raw"] == rows[0]
    assert corpus.read_bytes()[told["byte"] :].startswith(rows[0].encode())
    assert counts(tmp_path / "out1")["changed"] == 40


def test_a_column_that_is_added_twice_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = write(tmp_path / "in.csv", ["id,text\n", f"1,{CLEAN}\n"])
    assert run(corpus, tmp_path / "out", "--add", "damage") == 0
    assert run(tmp_path / "out", tmp_path / "again", "--add", "damage") == 2
    assert "there is a column mtfix_damage already" in capsys.readouterr().err
    assert run(tmp_path / "out", tmp_path / "again", "--add", "origin") == 0


def test_csv_is_compressed_again(tmp_path: Path) -> None:
    content = "id,text\n" + f"1,{CLEAN}\n" * 200
    (tmp_path / "in.csv.gz").write_bytes(gzip.compress(content.encode()))
    assert run(tmp_path / "in.csv.gz", tmp_path / "out", "--shard-mb", 2) == 0
    parts = sorted((tmp_path / "out").glob("part-*.csv.gz"))
    assert len(parts) > 1
    bodies = [gzip.decompress(path.read_bytes()).decode() for path in parts]
    assert "".join(one.removeprefix("id,text\n") for one in bodies) == content[8:]


def test_a_table_without_the_column_is_refused_before_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.csv", ["id,text\n", f"1,{CLEAN}\n"])
    write(tmp_path / "in" / "b.csv", ["id,body\n", f"1,{CLEAN}\n"])
    assert run(tmp_path / "in", tmp_path / "out") == 2
    told = capsys.readouterr().err
    assert "b.csv" in told
    assert "there is no column 'text'" in told
    assert not (tmp_path / "out").exists()
    write(tmp_path / "in" / "b.csv", [])
    assert run(tmp_path / "in", tmp_path / "out") == 0


# --- Arrow ---------------------------------------------------------------------------------------


def arrow_table(count: int) -> Any:
    arrow = pytest.importorskip("pyarrow")
    texts = [None if at % 7 == 6 else DAMAGED if at % 3 == 0 else CLEAN for at in range(count)]
    schema = arrow.schema(
        [("id", arrow.int32()), ("kind", arrow.dictionary(arrow.int8(), arrow.string()))],
        metadata={"e": "f"},
    ).append(arrow.field("text", arrow.large_string(), metadata={"c": "d"}))
    kinds = arrow.array(["u", "v"] * (count // 2)).dictionary_encode().cast(schema.field(1).type)
    return arrow.Table.from_arrays(
        [arrow.array(range(count), arrow.int32()), kinds, arrow.array(texts, arrow.large_string())],
        schema=schema,
    )


def write_arrow(path: Path, table: Any, kind: str, codec: str | None = None) -> None:
    arrow = pytest.importorskip("pyarrow")
    options = arrow.ipc.IpcWriteOptions(compression=codec)
    opener = arrow.ipc.new_stream if kind == "stream" else arrow.ipc.new_file
    with opener(str(path), table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=20)


@pytest.mark.parametrize(("kind", "codec"), [("stream", None), ("file", None), ("file", "lz4")])
def test_arrow_comes_out_in_its_variety_whatever_the_number_of_processes(
    kind: str, codec: str | None, tmp_path: Path
) -> None:
    arrow = pytest.importorskip("pyarrow")
    table = arrow_table(140)
    write_arrow(tmp_path / "in.arrow", table, kind, codec)
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        assert run(tmp_path / "in.arrow", out, "--shard-mb", 3, "--jobs", jobs) == 0
    assert shards(tmp_path / "out1") == shards(tmp_path / "out2")
    opener = arrow.ipc.open_stream if kind == "stream" else arrow.ipc.open_file
    paths = sorted((tmp_path / "out1").glob("part-*.arrow"))
    assert len(paths) > 1
    whole = arrow.concat_tables([opener(path.read_bytes()).read_all() for path in paths])
    assert whole.schema.equals(table.schema, check_metadata=True)
    wanted = [text and text.replace(DAMAGED, MENDED) for text in table.column("text").to_pylist()]
    assert whole.column("text").to_pylist() == wanted
    assert whole.column("kind").to_pylist() == table.column("kind").to_pylist()
    assert counts(tmp_path / "out1")["without_text"] == 20


@pytest.mark.parametrize("kind", ["stream", "file"])
@pytest.mark.parametrize("cut", [1, 30, 700])
def test_arrow_that_was_cut_is_refused(
    kind: str, cut: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.arrow"
    write_arrow(path, arrow_table(140), kind)
    path.write_bytes(path.read_bytes()[:-cut])
    assert run(path, tmp_path / "out", "--jobs", 1) == 2
    assert "in.arrow: can't be read as Arrow" in capsys.readouterr().err
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_rejects_of_tables_are_told_by_their_row_and_large_texts_too(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    texts = [CLEAN] * 30
    texts[25] = "x" * 5_000
    table = arrow.table({"url": [f"u{at}" for at in range(30)], "text": texts})
    write_arrow(tmp_path / "in.arrow", table, "stream")
    options = "--max-size", 1_000, "--id", "url", "--shard-mb", 1
    assert run(tmp_path / "in.arrow", tmp_path / "out", *options) == 0
    [told] = rejects(tmp_path / "out")
    assert (told["row"], told["id"], told["reason"]) == (26, "u25", "size")
    assert counts(tmp_path / "out")["documents"] == 29


# --- a text that is null -------------------------------------------------------------------------


def test_a_null_is_kept_alike_in_lines_and_tables(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.table({"text": [DAMAGED, None]})
    parquet.write_table(table, tmp_path / "in.parquet")
    content = [json.dumps(row) + "\n" for row in table.to_pylist()]
    write(tmp_path / "in.jsonl", content)
    for keep, found in (
        ((), 2),
        (("--keep-if", "damage >= 0"), 1),
        (("--keep-if", "origin != zh"), 2),
    ):
        for suffix in ("parquet", "jsonl"):
            out = tmp_path / f"out-{suffix}-{len(keep)}-{found}"
            assert run(tmp_path / f"in.{suffix}", out, "--add", "damage", *keep) == 0
            [shard] = out.glob("part-*")
            if suffix == "jsonl":
                rows = [json.loads(line) for line in shard.read_text().splitlines()]
            else:
                rows = parquet.read_table(shard).to_pylist()
            wanted = [{"text": MENDED, "mtfix_damage": 125.0}, {"text": None, "mtfix_damage": None}]
            assert rows == wanted[:found]
            said = counts(out)
            assert (said["documents"], said["without_text"], said["rejected"]) == (1, 1, 0)
            assert said["dropped"] == 2 - found


# --- folders of texts ----------------------------------------------------------------------------


def test_files_of_a_folder_become_lines_with_their_paths(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    for at in range(30):
        (folder / "b" / f"{at:02}.txt").write_text(f"{DAMAGED}\n{at}\n", encoding="utf-8")
    (folder / "a.md").write_bytes(b"\xef\xbb\xbf" + f"{CLEAN}\r\n".encode())
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    (folder / "image.png").write_bytes(b"\x89PNG\0\0")
    (folder / ".hidden").write_text("x")
    (folder / "b" / "large").write_text("x" * 300)
    options = "--format", "text", "--add", "damage", "--max-size", 200, "--shard-mb", 1
    for jobs in (1, 2):
        assert run(folder, tmp_path / f"out{jobs}", *options, "--jobs", jobs) == 0
    assert shards(tmp_path / "out1") == shards(tmp_path / "out2")
    assert len(list((tmp_path / "out1").glob("part-*"))) > 1
    rows = [json.loads(line) for line in joined(tmp_path / "out1").splitlines()]
    assert [row["id"] for row in rows] == ["a.md", *(f"b/{at:02}.txt" for at in range(30))]
    assert rows[0]["text"] == f"{CLEAN}\r\n"
    assert rows[1]["text"] == f"{MENDED}\n0\n"
    told = {(one["file"], one["reason"]) for one in rejects(tmp_path / "out1")}
    assert told == {("latin.txt", "encoding"), ("image.png", "binary"), ("b/large", "size")}


def test_a_file_that_is_changed_has_its_shard_done_again(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for at in range(40):
        (folder / f"{at:02}.txt").write_text(f"{DAMAGED} {at:060}")
    options = "--format", "text", "--shard-mb", 1, "--jobs", 1
    out = tmp_path / "out"
    assert run(folder, out, *options) == 0
    inodes = {path.name: path.stat().st_ino for path in out.glob("part-*")}
    (folder / "39.txt").write_text(f"{DAMAGED} {0:060}")
    assert run(folder, out, *options) == 0
    again = {path.name: path.stat().st_ino for path in out.glob("part-*")}
    *same, last = sorted(again)
    assert [again[name] for name in same] == [inodes[name] for name in same]
    assert again[last] != inodes[last]


def test_a_folder_that_holds_the_output_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    assert run(tmp_path, tmp_path / "out", "--format", "text") == 2
    assert "the input lies in it" in capsys.readouterr().err
    assert run(tmp_path / "a.txt", tmp_path / "out", "--format", "text") == 2
    assert "no folder of texts" in capsys.readouterr().err


def test_files_are_sorted_a_part_at_a_time(tmp_path: Path) -> None:
    names = ["z", "a", "b/c", "b.d", "b/b/é", "b/b/y\nx", "c"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "loose").symlink_to("nowhere")
    for at_once in (1, 2, 100):
        found = list(sorted_files(str(tmp_path), at_once))
        assert [one.name for one in found] == sorted(names, key=os.fsencode)
        assert [one.size for one in found] == [len(one.name.encode()) for one in found]


# --- datasets that were saved -------------------------------------------------------------------


def save_dataset(folder: Path) -> Any:
    """A folder as `save_to_disk` writes it, whose second file has the name that sorts first."""
    arrow = pytest.importorskip("pyarrow")
    folder.mkdir(parents=True)
    tables = [arrow.table({"id": [at], "text": [DAMAGED]}) for at in range(2)]
    names = ["data-b.arrow", "data-a.arrow"]
    for name, table in zip(names, tables, strict=True):
        write_arrow(folder / name, table, "stream")
    state = {"_data_files": [{"filename": name} for name in names], "_fingerprint": "f", "_x": 1}
    info = {"features": {"id": {}}, "splits": {"train": {}}, "license": "MIT"}
    (folder / "state.json").write_text(json.dumps(state))
    (folder / "dataset_info.json").write_text(json.dumps(info))
    return arrow


def test_a_saved_dataset_becomes_one_in_its_own_order(tmp_path: Path) -> None:
    arrow = save_dataset(tmp_path / "in")
    assert run(tmp_path / "in", tmp_path / "out") == 0
    state = json.loads((tmp_path / "out" / "state.json").read_text())
    names = [one["filename"] for one in state["_data_files"]]
    tables = [arrow.ipc.open_stream((tmp_path / "out" / name).read_bytes()) for name in names]
    rows = [row for table in tables for row in table.read_all().to_pylist()]
    assert rows == [{"id": 0, "text": MENDED}, {"id": 1, "text": MENDED}]
    assert state["_fingerprint"] != "f"
    assert state["_x"] == 1
    info = json.loads((tmp_path / "out" / "dataset_info.json").read_text())
    assert info == {"features": {"id": {}}, "license": "MIT"}
    assert run(tmp_path / "out", tmp_path / "again", "--add", "damage") == 0
    info = json.loads((tmp_path / "again" / "dataset_info.json").read_text())
    assert info["features"] is None


def test_several_datasets_in_one_folder_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_dataset(tmp_path / "in" / "train")
    (tmp_path / "in" / "dataset_dict.json").write_text('{"splits": ["train", "test"]}')
    assert run(tmp_path / "in", tmp_path / "out") == 2
    assert "name one of its folders: train, test" in capsys.readouterr().err
    assert run(tmp_path / "in" / "train", tmp_path / "out") == 0


# --- what can't be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", gzip.compress(b"{}"), "its content is compressed with gzip"),
        ("a.csv", b"PAR1....", "its content is Parquet"),
        ("a.tsv", "id\ttext\n".encode("utf-16"), "its content is UTF-16"),
        ("a.jsonl.gz", b'{"text": "x"}\n', "can't be read to its end"),
        ("a.parquet", b'{"text": "x"}\n', "can't be read as Parquet"),
        ("a.arrow", b'{"text": "x"}\n', "can't be read as Arrow"),
        ("a.feather", b"FEA1....", "it is Feather of version 1"),
    ],
)
def test_a_file_that_is_something_else_is_named_before_the_run(
    name: str, content: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "0.jsonl", lines(3))
    (folder / name).write_bytes(content)
    assert run(folder, tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert told in said
    assert name in said
    assert not (tmp_path / "out").exists()


def test_broken_records_are_rejected_with_their_places(tmp_path: Path) -> None:
    content = [*lines(2), '{"text": null, "id": 9}\n', *BROKEN, *lines(2)]
    corpus = write(tmp_path / "in.jsonl", content)
    assert run(corpus, tmp_path / "out", "--id", "id") == 0
    assert [one["reason"] for one in rejects(tmp_path / "out")] == ["record"] * 3
    assert '{"text": null, "id": 9}\n' in joined(tmp_path / "out")
