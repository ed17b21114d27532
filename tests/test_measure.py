"""Measuring a corpus: every document counted once, however it is cut and shared out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.authoring import measure
from mtfix.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from mtfix import Cleaner

PAGES = [
    "Shares of byte skipping rose, its CEO said.\n",
    "A parser keeps its byte skipping.\n\nNothing else is here.\n",
    "In 2020 tiktok grew.\nAnd tiktok grew again.\n",
]


def corpus(tmp_path: Path, times: int = 1) -> Path:
    path = tmp_path / "corpus.txt"
    path.write_text("\f".join(PAGES * times), encoding="utf-8")
    return path


def total(cleaner: Cleaner, path: Path, each: str, jobs: int = 1) -> measure.Tally:
    tally = measure.Tally()
    for _, found in measure.measure(cleaner, measure.pieces([str(path)], each), jobs=jobs):
        tally.join(found)
    return tally


@pytest.mark.parametrize(("each", "documents"), [("file", 1), ("page", 3), ("line", 5)])
def test_documents_are_what_was_asked_for(
    cleaner: Cleaner, tmp_path: Path, each: str, documents: int
) -> None:
    tally = total(cleaner, corpus(tmp_path), each)
    assert (tally.documents, tally.words) == (documents, 26)


def test_outcomes_are_counted_by_rule(cleaner: Cleaner, tmp_path: Path) -> None:
    tally = total(cleaner, corpus(tmp_path), "page")
    assert tally.outcomes["term/bytedance", "made"] == 1
    assert tally.outcomes["term/bytedance", "left"] == 1
    assert tally.outcomes["term/tiktok", "made"] == 2
    assert "[byte skipping → ByteDance]" in tally.examples["term/bytedance", "made"][0]


def test_processes_find_what_one_finds(
    cleaner: Cleaner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "PIECE", 100)
    path = corpus(tmp_path, 5)
    alone, shared = (total(cleaner, path, "page", jobs) for jobs in (1, 2))
    assert alone.outcomes == shared.outcomes
    assert alone.examples == shared.examples
    assert (alone.words, alone.documents) == (shared.words, shared.documents) == (130, 15)


@given(st.text("ab\n\f", max_size=60), st.integers(1, 20), st.sampled_from(["line", "page"]))
def test_pieces_are_the_file_and_end_where_documents_do(text: str, size: int, each: str) -> None:
    import tempfile
    from pathlib import Path

    data = text.encode()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure, "PIECE", size)
        path = Path(folder, "x.txt")
        path.write_bytes(data)
        found = list(measure.pieces([str(path)], each))
    assert b"".join(data[piece.start : piece.end] for piece in found) == data
    ending = measure.EACH[each].encode()
    assert all(data[piece.end - 1 : piece.end] == ending for piece in found[:-1])


def test_the_command_reports_as_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["glossary", "measure", str(corpus(tmp_path)), "--each", "page", "--jobs", "1"]
    assert main([*arguments, "--report", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rules"]["term/tiktok"]["made"] == 2
    assert told["stages"]["term"] | {"perMillion": 0} == {
        "candidates": 4, "made": 3, "unsafe": 0, "suggested": 0, "lost": 0, "left": 1, "perMillion": 0,
    }  # fmt: skip
    assert main([*arguments, "--report", "json", "--only", "encoding"]) == 0
    assert json.loads(capsys.readouterr().out)["rules"] == {}
    assert main([*arguments, "--report", "table"]) == 0
    assert "| term/tiktok | 2 | 2 | 0 |" in capsys.readouterr().out
    assert main(arguments) == 0
    assert "26 words in 3 documents" in capsys.readouterr().out


def test_a_corpus_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "measure", "nowhere"]) == 2
    assert "there is no such file or folder" in capsys.readouterr().err
