"""Runs over corpora: whole, in order, the same bytes however often they were stopped."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtfix import Cleaner
from mtfix.cli.main import main
from mtfix.corpus.condition import parse_condition
from mtfix.corpus.extras import CorpusError, need
from mtfix.corpus.inputs import InputFile
from mtfix.corpus.shard_size import shard_size
from mtfix.packs.store import sources_digest
from mtfix.review.corpus_decisions import CorpusDecisions
from mtfix.review.decisions import DecisionsError

if TYPE_CHECKING:
    from collections.abc import Callable

DAMAGED = "Shares of byte skipping rose, its CEO said."
MENDED = "Shares of ByteDance rose, its CEO said."
BROKEN = ["{broken\n", '{"text": 3}\n', '{"body": "no text"}\n']


def lines(count: int) -> list[str]:
    """Lines of JSON, of which each third is damaged."""
    texts = (DAMAGED if at % 3 == 0 else "Nothing here is damaged." for at in range(count))
    return [f'{{ "id":{at}, "text": "{text}" }}\n' for at, text in enumerate(texts)]


def write(path: Path, content: list[str]) -> Path:
    path.write_text("".join(content), encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return main(["run", "--no-config", *map(str, arguments)])


def shards(folder: Path) -> dict[str, bytes]:
    """The bytes of all that a run promises to be the same."""
    paths = [*folder.glob("part-*"), *folder.glob("rejects/*"), folder / "manifest.json"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(paths)}


def joined(folder: Path, unpack: Callable[[bytes], bytes] = bytes) -> str:
    return b"".join(unpack(path.read_bytes()) for path in sorted(folder.glob("part-*"))).decode()


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtfix.cli.run.MEGABYTE", 1_000)


# --- one machine ---------------------------------------------------------------------------------


def test_lines_keep_their_bytes_but_for_the_fixes(tmp_path: Path) -> None:
    content = lines(100)
    corpus = write(tmp_path / "in.jsonl", [*content[:50], *BROKEN, "\n", *content[50:]])
    assert run(corpus, tmp_path / "out", "--shard-mb", 2, "--jobs", 1) == 0
    kept = "".join([*content[:50], "\n", *content[50:]])
    assert joined(tmp_path / "out") == kept.replace(DAMAGED, MENDED)
    assert len(list((tmp_path / "out").glob("part-*"))) > 2
    [rejects] = (tmp_path / "out" / "rejects").iterdir()
    told = [json.loads(line) for line in rejects.read_text().splitlines()]
    assert [one["raw"] for one in told] == BROKEN
    assert [corpus.read_bytes()[one["byte"] :][:5].decode() for one in told] == [
        one[:5] for one in BROKEN
    ]


@pytest.mark.parametrize(
    ("suffix", "pack", "unpack"),
    [(".gz", gzip.compress, gzip.decompress), (".bz2", bz2.compress, bz2.decompress)],
)
def test_compressed_lines_come_out_compressed(
    suffix: str, pack: Callable[[bytes], bytes], unpack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    content = "".join(lines(60))
    (tmp_path / f"in.jsonl{suffix}").write_bytes(pack(content.encode()))
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        assert run(tmp_path / f"in.jsonl{suffix}", out, "--shard-mb", 2, "--jobs", jobs) == 0
        assert joined(out, unpack) == content.replace(DAMAGED, MENDED)
    assert shards(tmp_path / "out1") == shards(tmp_path / "out2")


def test_zstandard_comes_out_compressed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zstandard = pytest.importorskip("zstandard")
    content = "".join(lines(60))
    (tmp_path / "in.jsonl.zst").write_bytes(zstandard.compress(content.encode()))
    assert run(tmp_path / "in.jsonl.zst", tmp_path / "out", "--shard-mb", 2) == 0

    def unpack(data: bytes) -> bytes:
        return zstandard.ZstdDecompressor().decompressobj().decompress(data)

    assert joined(tmp_path / "out", unpack) == content.replace(DAMAGED, MENDED)
    (tmp_path / "cut.jsonl.zst").write_bytes(zstandard.compress(content.encode())[:-9])
    assert run(tmp_path / "cut.jsonl.zst", tmp_path / "out2", "--jobs", 1) == 2
    (tmp_path / "none.jsonl.zst").write_bytes(content.encode())
    capsys.readouterr()
    assert run(tmp_path / "none.jsonl.zst", tmp_path / "out3", "--jobs", 1) == 2
    assert "can't be read to its end" in capsys.readouterr().err


def test_a_file_that_ends_too_early_is_named_and_can_be_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = "".join(lines(3000))
    packed = gzip.compress(content.encode())
    corpus = tmp_path / "in.jsonl.gz"
    corpus.write_bytes(packed[: len(packed) // 2])
    assert run(corpus, tmp_path / "out", "--jobs", 1) == 2
    assert "can't be read to its end" in capsys.readouterr().err
    assert not (tmp_path / "out" / "manifest.json").exists()
    changed = bytearray(packed)
    changed[len(packed) // 2] ^= 0xFF
    corpus.write_bytes(changed)
    assert run(corpus, tmp_path / "out", "--jobs", 1) == 2
    assert "can't be read to its end" in capsys.readouterr().err
    corpus.write_bytes(packed)
    assert run(corpus, tmp_path / "out", "--jobs", 1) == 0
    assert joined(tmp_path / "out", gzip.decompress) == content.replace(DAMAGED, MENDED)


@pytest.mark.parametrize(("total", "size"), [(0, 32), (10**12, 32), (320 * 10**6, 10), (10, 0.25)])
def test_shards_of_a_small_input_are_small(total: int, size: float) -> None:
    file = InputFile("in.jsonl", "in.jsonl", total, 0, "jsonl", "")
    assert shard_size([file]) == size * 1_000_000


def test_a_record_over_the_limit_is_told_by_its_place(tmp_path: Path) -> None:
    content = [*lines(5), f'{{"text": "{"x" * 5_000}"}}\n', *lines(5)]
    corpus = write(tmp_path / "in.jsonl", content)
    assert run(corpus, tmp_path / "out", "--max-size", 500) == 0
    assert joined(tmp_path / "out") == "".join(lines(5) * 2).replace(DAMAGED, MENDED)
    told = [json.loads(line) for line in (tmp_path / "out/rejects/part-00000.jsonl").open()]
    assert [(one["reason"], one["byte"]) for one in told] == [("size", len("".join(content[:5])))]


def test_columns_are_added_and_conditions_asked(tmp_path: Path) -> None:
    corpus = write(tmp_path / "in.jsonl", lines(6))
    options = "--add", "damage,fixes,language,topics", "--keep-if", "damage > 0"
    assert run(corpus, tmp_path / "out", *options) == 0
    rows = [json.loads(line) for line in joined(tmp_path / "out").splitlines()]
    assert [row["id"] for row in rows] == [0, 3]
    [fix] = rows[0]["mtfix_fixes"]
    assert (fix["rule"], DAMAGED[fix["start"] : fix["end"]]) == ("term/bytedance", fix["old"])
    assert rows[0]["mtfix_damage"] == 125.0
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert (summary["documents"], summary["dropped"], summary["changed"]) == (6, 4, 2)
    assert summary["rules"]["term/bytedance"]["documents"] == 2


@pytest.mark.parametrize(
    "words", ["damage", "dammage < 2", "damage < x", "damage < nan", "damage > -inf", "fixes == 1"]
)
def test_what_is_no_condition_is_refused(words: str, tmp_path: Path) -> None:
    assert run(write(tmp_path / "in.jsonl", lines(1)), tmp_path / "out", "--keep-if", words) == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("comparison", ["<", ">=", "=="])
def test_a_document_without_a_number_meets_only_a_difference(comparison: str) -> None:
    assert not parse_condition(f"damage {comparison} 2").meets(None)
    assert parse_condition("damage != 2").meets(None)
    assert parse_condition("origin == ''").meets(None)
    assert not parse_condition("origin == zh").meets(None)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--shard-mb", "0"), "0 is no number of megabytes"),
        (("--max-size", "-1"), "-1 is no number of characters"),
        (("--field", "text", "--field", "id"), "--field is there twice"),
        (("--format", "markdown"), "invalid choice: 'markdown'"),
    ],
)
def test_options_that_say_nothing_are_refused(
    options: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(write(tmp_path / "in.jsonl", lines(1)), tmp_path / "out", *options) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe with a name is one of POSIX")
def test_an_input_that_is_no_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert run(tmp_path / "pipe.jsonl", tmp_path / "out") == 2
    assert "it is no regular file" in capsys.readouterr().err
    assert run(tmp_path / "nowhere", tmp_path / "out") == 2
    assert "No such file" in capsys.readouterr().err


def test_a_column_that_is_there_already_and_half_a_character(tmp_path: Path) -> None:
    half = '{"text": "Shares of byte skipping \\ud83d rose, its CEO said.  \\ud83d,, he said"}\n'
    again = '{"mtfix_damage": 1, "text": "Nothing here is damaged."}\n'
    named = '{"text": "It has a column \\"mtfix_damage\\" now."}\n'
    corpus = write(tmp_path / "in.jsonl", [half, again, named])
    assert run(corpus, tmp_path / "out", "--add", "damage,fixes", "--jobs", 1) == 0
    rows = [json.loads(line) for line in joined(tmp_path / "out").splitlines()]
    assert [len(row["mtfix_fixes"]) > 0 for row in rows] == [True, False]
    [rejected] = (tmp_path / "out/rejects/part-00000.jsonl").read_text().splitlines()
    assert json.loads(rejected)["raw"] == again
    counts = json.loads((tmp_path / "out/summary.json").read_text())
    assert (counts["documents"], counts["rejected"]) == (2, 1)


def test_a_log_says_what_was_changed_where(tmp_path: Path) -> None:
    content = [*lines(40), *BROKEN]
    corpus = write(tmp_path / "in.jsonl", content)
    out = tmp_path / "out"
    options = "--shard-mb", 1, "--id", "id", "--log"
    assert run(corpus, out, *options) == 0
    told = [json.loads(line) for path in sorted((out / "log").iterdir()) for line in path.open()]
    assert [one["id"] for one in told] == list(range(0, 40, 3))
    data = corpus.read_bytes()
    assert all(data[one["byte"] :].startswith(b'{ "id":%d,' % one["id"]) for one in told)
    [fix] = told[0]["fixes"]
    [edit] = fix["edits"]
    mended = json.loads(joined(out).splitlines()[0])["text"]
    assert mended.replace(edit["new"], edit["old"]) == DAMAGED
    next((out / "log").iterdir()).unlink()
    before = {path.name for path in (out / "log").iterdir()}
    assert run(corpus, out, *options) == 0
    assert {path.name for path in (out / "log").iterdir()} > before
    assert run(corpus, out, *options[:-1]) == 0
    assert not list((out / "log").iterdir())


def test_a_document_that_takes_too_long_is_rejected(tmp_path: Path) -> None:
    corpus = write(tmp_path / "in.jsonl", lines(4))
    assert run(corpus, tmp_path / "out", "--max-seconds", "1e-9") == 0
    told = [json.loads(line) for line in (tmp_path / "out/rejects/part-00000.jsonl").open()]
    assert [(one["reason"], one["raw"]) for one in told] == [
        ("time", line) for line in lines(4) if DAMAGED in line
    ]
    assert run(corpus, tmp_path / "out2", "--max-seconds", "60") == 0
    assert joined(tmp_path / "out2") == "".join(lines(4)).replace(DAMAGED, MENDED)
    assert run(corpus, tmp_path / "out3", "--max-seconds", "0") == 2


def test_how_far_a_run_is_stands_in_lines_where_there_is_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mtfix.cli.run.TOLD_EVERY", 0)
    corpus = write(tmp_path / "in.jsonl", lines(100))
    assert run(corpus, tmp_path / "out", "--shard-mb", 2, "--jobs", 1) == 0
    told = capsys.readouterr().err.splitlines()
    assert len(told) == len(list((tmp_path / "out").glob("part-*")))
    assert re.fullmatch(
        r"mtfix: 100 % of 0\.0 MB, \d shards, \d\.\d\d MB/s, 0:00:00 left", told[-1]
    )


# --- going on ------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a kill is one of POSIX")
def test_a_run_that_is_killed_goes_on_and_gives_the_same_bytes(tmp_path: Path) -> None:
    corpus = write(tmp_path / "in.jsonl", [*lines(4_000), *BROKEN])
    assert run(corpus, tmp_path / "whole", "--shard-mb", 20, "--jobs", 1) == 0
    script = (
        "import mtfix.cli.run as r; r.MEGABYTE = 1_000; from mtfix.cli.main import script; script()"
    )
    command = [sys.executable, "-c", script, "run", "--no-config", corpus, tmp_path / "out"]
    command += ["--shard-mb", "20", "--jobs", "2"]
    for shard in ("part-00001.jsonl", "part-00005.jsonl"):
        process = subprocess.Popen(command, start_new_session=True)
        while not (tmp_path / "out" / shard).exists() and process.poll() is None:
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    kept = {path: path.stat().st_ino for path in (tmp_path / "out").glob("part-0000[0-1]*")}
    assert not (tmp_path / "out" / "manifest.json").exists()
    assert run(corpus, tmp_path / "out", "--shard-mb", 20, "--jobs", 2) == 0
    assert shards(tmp_path / "out") == shards(tmp_path / "whole")
    assert not list((tmp_path / "out").glob("*.tmp"))
    assert kept
    assert {path: path.stat().st_ino for path in kept} == kept


def test_shards_are_done_again_only_where_something_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = write(tmp_path / "in.jsonl", lines(100))
    out = tmp_path / "out"
    assert run(corpus, out, "--shard-mb", 2) == 0
    inodes = {path.name: path.stat().st_ino for path in out.glob("part-*")}
    assert run(corpus, out, "--shard-mb", 2) == 0
    assert {path.name: path.stat().st_ino for path in out.glob("part-*")} == inodes
    capsys.readouterr()
    assert run(corpus, out, "--shard-mb", 2, "--skip", "term") == 0
    assert "done again, since these have changed: options, packs" in capsys.readouterr().err
    assert joined(out) == "".join(lines(100))
    assert run(write(corpus, lines(20)), out, "--shard-mb", 2, "--skip", "term") == 0
    assert joined(out) == "".join(lines(20))


def test_what_people_have_decided_holds_for_a_corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = write(tmp_path / "in.jsonl", lines(100))
    out = tmp_path / "out"
    mended = "".join(lines(100)).replace(DAMAGED, MENDED)
    assert run(corpus, out, "--shard-mb", 2) == 0
    assert joined(out) == mended
    (tmp_path / ".git").mkdir()
    assert main(["decisions", "refuse", "term/bytedance", "--in", str(corpus)]) == 0
    capsys.readouterr()
    for jobs in (2, 1):
        assert run(corpus, out, "--shard-mb", 2, "--jobs", jobs) == 0
        assert joined(out) == "".join(lines(100))
    assert "done again, since these have changed: options" in capsys.readouterr().err
    assert run(corpus, out, "--shard-mb", 2, "--no-decisions") == 0
    assert joined(out) == mended
    write(tmp_path / ".mtfix-decisions", ["no decisions\n"])
    assert run(corpus, tmp_path / "new") == 2
    assert ".mtfix-decisions:1" in capsys.readouterr().err


def test_decisions_that_change_in_the_middle_of_a_run_end_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    decided = CorpusDecisions(str(tmp_path / "in.jsonl"))
    packed = pickle.dumps(decided)
    assert repr(pickle.loads(packed)) == repr(decided)
    assert main(["decisions", "refuse", "term/bytedance", "--in", str(tmp_path)]) == 0
    with pytest.raises(DecisionsError, match="have changed since the run began"):
        pickle.loads(packed)


def test_a_folder_that_holds_something_else_is_left(tmp_path: Path) -> None:
    corpus = write(tmp_path / "in.jsonl", lines(1))
    assert run(corpus, tmp_path) == 2
    assert list(tmp_path.iterdir()) == [corpus]


def test_shards_and_a_journal_that_were_damaged_are_done_again(tmp_path: Path) -> None:
    corpus = write(tmp_path / "in.jsonl", [*lines(100), *BROKEN])
    out = tmp_path / "out"
    assert run(corpus, out, "--shard-mb", 2) == 0
    whole = shards(out)
    changed = out / "part-00001.jsonl"
    changed.write_bytes(changed.read_bytes()[::-1])
    next((out / "rejects").iterdir()).unlink()
    assert run(corpus, out, "--shard-mb", 2) == 0
    assert shards(out) == whole
    for damage in (b"\0" * 40 + b"\n", b"[]\n"):
        journal = out / ".mtfix-journal.jsonl"
        journal.write_bytes(journal.read_bytes()[:-40] + damage)
        assert run(corpus, out, "--shard-mb", 2) == 0
        assert shards(out) == whole


def test_two_runs_at_once_do_not_write_to_one_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, out = write(tmp_path / "in.jsonl", lines(10)), tmp_path / "out"
    script = (
        "import sys, mtfix.corpus.journal as journal; journal.prepare_folder(sys.argv[1]); "
        "print(flush=True); input()"
    )
    command = [sys.executable, "-c", script, out]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin
        assert other.stdout
        other.stdout.readline()
        left = out / f".mtfix-{'0' * 16}.tmp"
        left.write_bytes(b"of the other run")
        assert run(corpus, out) == 2
        assert "another run writes to it" in capsys.readouterr().err
        assert left.exists()
        other.stdin.close()
        other.wait()
    assert run(corpus, out) == 0
    assert not left.exists()
    assert joined(out) == "".join(lines(10)).replace(DAMAGED, MENDED)


def test_the_output_of_a_run_is_input_of_another_one_but_not_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(write(tmp_path / "in.jsonl", [*lines(10), *BROKEN]), "out") == 0
    before = shards(tmp_path / "out")
    (tmp_path / "link").symlink_to("out")
    for named in ("./out", "link"):
        assert run(named, "out") == 2
        assert shards(tmp_path / "out") == before
    assert run("out", "again") == 0
    assert joined(tmp_path / "again") == joined(tmp_path / "out")
    assert not (tmp_path / "again" / "rejects").exists()


def test_rejects_name_a_file_by_its_path_in_the_corpus(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        write(tmp_path / "in" / folder / "x.jsonl", BROKEN[:1])
    assert run(tmp_path / "in", tmp_path / "out") == 0
    told = [json.loads(path.read_text()) for path in sorted((tmp_path / "out/rejects").iterdir())]
    assert [one["file"] for one in told] == ["a/x.jsonl", "b/x.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is one of Linux")
def test_a_disk_that_is_full_leaves_whole_shards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = write(tmp_path / "in.jsonl", lines(200))
    from mtfix.corpus.shard import HashingFile

    plain = HashingFile.write

    def full(self: HashingFile, data: Any) -> int:
        with open("/dev/full", "wb", buffering=0) as disk:
            return disk.write(data) if b'"id":150' in data else plain(self, data)

    monkeypatch.setattr(HashingFile, "write", full)
    assert run(corpus, tmp_path / "out", "--shard-mb", 2, "--jobs", 1) == 2
    monkeypatch.undo()
    monkeypatch.setattr("mtfix.cli.run.MEGABYTE", 1_000)
    assert run(corpus, tmp_path / "out", "--shard-mb", 2, "--jobs", 1) == 0
    assert joined(tmp_path / "out") == "".join(lines(200)).replace(DAMAGED, MENDED)


# --- Arrow and Parquet ---------------------------------------------------------------------------


def batch(texts: list[str | None]) -> Any:
    arrow = pytest.importorskip("pyarrow")
    schema = arrow.schema(
        [
            arrow.field("id", arrow.int32(), metadata={"a": "b"}),
            arrow.field("text", arrow.large_string(), metadata={"c": "d"}),
        ],
        metadata={"e": "f"},
    )
    ids = arrow.array(range(len(texts)), arrow.int32())
    return arrow.record_batch([ids, arrow.array(texts, arrow.large_string())], schema=schema)


def test_a_batch_keeps_columns_nulls_and_metadata(cleaner: Cleaner) -> None:
    from mtfix.corpus.arrow import clean_batch

    given = batch([DAMAGED, None, "Nothing here."])
    cleaned = clean_batch(given, cleaner)
    assert cleaned.schema.equals(given.schema, check_metadata=True)
    assert cleaned.column("text").to_pylist() == [MENDED, None, "Nothing here."]
    assert cleaned.column("id").equals(given.column("id"))
    added = clean_batch(given.slice(1), cleaner, columns=["damage", "fixes"])
    assert added.column("mtfix_damage").to_pylist() == [None, 0.0]
    assert clean_batch(given.slice(0, 0), cleaner).num_rows == 0
    with pytest.raises(CorpusError, match="there is no column body"):
        clean_batch(given, cleaner, text="body")
    with pytest.raises(CorpusError, match="holds int32 and no text"):
        clean_batch(given, cleaner, text="id")


def test_rows_that_are_not_concerned_stay_as_they_are(cleaner: Cleaner) -> None:
    from mtfix.corpus.arrow import clean_batch, concerned

    root = Path(__file__).parents[1]
    pages = [path.read_text(encoding="utf-8") for path in sorted(root.glob("docs/*.md"))]
    texts = [line for page in pages for line in page.splitlines()] + pages
    given = batch([*texts, DAMAGED, None])
    asked = concerned(given, cleaner)
    added = clean_batch(given, cleaner, columns=["fixes"])
    *others, damaged, null = asked.to_pylist()
    assert (damaged, null) == (True, False)
    assert others.count(False) > 100
    rest = added.filter(need("pyarrow.compute").invert(asked))
    assert rest.column("text").equals(given.filter(need("pyarrow.compute").invert(asked))["text"])
    assert not any(rest.column("mtfix_fixes").to_pylist())
    beside = need("pyarrow").record_batch({"text": [texts[0], ""], "zh": ["字", None]})
    assert concerned(beside, cleaner, source="zh").to_pylist() == [True, False]


def test_parquet_comes_out_as_parquet_whatever_the_number_of_processes(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = arrow.Table.from_batches([batch([DAMAGED, None, "Nothing here."] * 50)])
    parquet.write_table(table, tmp_path / "in.parquet", row_group_size=20, compression="zstd")
    for jobs in (1, 2):
        assert (
            run(tmp_path / "in.parquet", tmp_path / f"out{jobs}", "--shard-mb", 1, "--jobs", jobs)
            == 0
        )
    assert shards(tmp_path / "out1") == shards(tmp_path / "out2")
    parts = [parquet.read_table(path) for path in sorted((tmp_path / "out1").glob("part-*"))]
    assert len(parts) > 1
    whole = arrow.concat_tables(parts)
    assert whole.schema.equals(table.schema, check_metadata=True)
    assert whole.column("text").to_pylist() == [MENDED, None, "Nothing here."] * 50
    assert run(tmp_path / "in.parquet", tmp_path / "out3", "--field", "body") == 2
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no")
    assert run(tmp_path / "bad.parquet", tmp_path / "out4") == 2


def test_parquet_that_is_damaged_or_lacks_a_column_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    corpus = tmp_path / "in.parquet"
    texts = [f"{at}: {DAMAGED}" for at in range(500)]
    parquet.write_table(arrow.table({"text": texts}), corpus, compression="zstd")
    assert run(corpus, tmp_path / "out", "--id", "url", "--jobs", 1) == 2
    assert "there is no column url" in capsys.readouterr().err
    data = bytearray(corpus.read_bytes())
    for at in range(4, len(data) // 2):
        data[at] ^= 0x5A
    corpus.write_bytes(data)
    assert run(corpus, tmp_path / "out", "--jobs", 1) == 2
    assert "in.parquet: can't be read as Parquet" in capsys.readouterr().err


def test_a_file_without_a_suffix_is_read_as_the_named_format(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    parquet.write_table(arrow.table({"text": [DAMAGED]}), tmp_path / "in")
    assert run(tmp_path / "in", tmp_path / "out", "--format", "parquet") == 0
    [row] = parquet.read_table(tmp_path / "out" / "part-00000.parquet").to_pylist()
    assert row == {"text": MENDED}


def test_a_missing_library_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(CorpusError, match=r"pip install 'mtfix\[corpus\]'"):
        need("zstandard")


# --- packs travel --------------------------------------------------------------------------------

PACK = """\
about: Trial of one term.
from: zh
terms:
- term: Frobozz
  kind: product
  source: [鸭蛋]
  variants:
  - fro bozz
  examples:
  - We bought a fro bozz. => We bought a Frobozz.
"""


def test_a_pickled_cleaner_carries_its_packs(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text(PACK, encoding="utf-8")
    cleaner = Cleaner([pack])
    pack.write_text(PACK.replace("Frobozz", "Frobozzo"), encoding="utf-8")
    other = sources_digest([pack])
    pack.unlink()
    again = pickle.loads(pickle.dumps(cleaner))
    assert again.clean("We bought a fro bozz.").text == "We bought a Frobozz."
    assert again.fingerprint() == cleaner.fingerprint()
    assert sources_digest(cleaner._options["packs"]) != other
