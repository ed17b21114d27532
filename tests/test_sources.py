"""Sources of many files, paired by name, and the table of violated terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

POPULAR, MUSIC = "抖音很受欢迎。\n", "颤音很受欢迎。\n"
TEXT = "The vibrato is popular.\n"


def tree(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_files_of_two_folders_are_paired_by_name(run: Run, tmp_path: Path) -> None:
    tree(tmp_path / "en", {"a.md": TEXT, "deep/b.md": TEXT, "c.md": TEXT})
    tree(tmp_path / "zh", {"a.md": POPULAR, "deep/b.md": MUSIC})
    status, _, err = run("fix", "--source", tmp_path / "zh", tmp_path / "en")
    assert status == 0
    read = [(tmp_path / "en" / name).read_text() for name in ("a.md", "deep/b.md", "c.md")]
    assert read == ["Douyin is popular.\n", TEXT, TEXT]
    assert f"c.md: has no source of its name in {tmp_path / 'zh'}; it is cleaned without" in err
    assert err.count("no source") == 1


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("page.en.md", "page.zh.md"),
        ("page.en.md", "page.md"),
        ("page.md", "page.zh-CN.md"),
        ("page_en.txt", "page_zh.md"),
        ("page.md", "page.txt"),
    ],
)
def test_a_language_in_a_name_is_no_part_of_it(
    run: Run, tmp_path: Path, text: str, source: str
) -> None:
    tree(tmp_path, {f"en/{text}": TEXT, f"zh/{source}": POPULAR, "zh/other.md": MUSIC})
    assert run("fix", "--source", tmp_path / "zh", tmp_path / "en" / text)[0] == 0
    assert (tmp_path / "en" / text).read_text() == "Douyin is popular.\n"


def test_source_and_text_may_stand_in_one_folder(run: Run, tmp_path: Path) -> None:
    tree(tmp_path, {"page.en.md": TEXT, "page.zh.md": POPULAR})
    run("fix", "--source", tmp_path, tmp_path / "page.en.md")
    assert (tmp_path / "page.en.md").read_text() == "Douyin is popular.\n"


def test_of_several_sources_none_is_taken(run: Run, tmp_path: Path) -> None:
    tree(tmp_path, {"en/a.md": TEXT, "zh/a.zh.md": POPULAR, "zh/a.txt": MUSIC})
    _, _, err = run("fix", "--source", tmp_path / "zh", tmp_path / "en")
    assert (tmp_path / "en" / "a.md").read_text() == TEXT
    assert "a.md: may have several sources: " in err


@pytest.mark.parametrize("command", ["fix", "check"])
@pytest.mark.parametrize(
    ("sources", "why"),
    [
        ({}, "has no source of its name in {zh}; put one there, or name it with --source"),
        ({"zh/a.zh.md": POPULAR, "zh/a.txt": MUSIC}, "may have several sources: {zh}/a.txt, "),
    ],
)
def test_a_file_that_is_named_needs_its_source(
    run: Run, tmp_path: Path, command: str, sources: dict[str, str], why: str
) -> None:
    text = "In 2020 tiktok grew.\n"
    tree(tmp_path, {"en/a.md": text, "en/b.md": text, "zh/b.md": POPULAR, **sources})
    named = [tmp_path / "en" / name for name in ("a.md", "b.md")]
    status, _, err = run(command, "--source", tmp_path / "zh", *named)
    assert status == 2
    assert f"{named[0]}: {why.format(zh=tmp_path / 'zh')}" in err
    assert err.count("source") == err.splitlines()[0].count("source")
    assert named[0].read_text() == text
    assert (named[1].read_text() == text) is (command == "check")


def test_a_file_that_is_passed_over_needs_no_source(run: Run, tmp_path: Path) -> None:
    tree(tmp_path, {"en/a.md": "tik\0tok", "en/b.md": TEXT, "zh/b.md": POPULAR})
    named = [tmp_path / "en" / name for name in ("a.md", "b.md")]
    status, _, err = run("fix", "--source", tmp_path / "zh", *named)
    assert status == 0
    assert "skipped, it is binary" in err


def test_a_source_that_can_not_be_read_is_told(run: Run, tmp_path: Path) -> None:
    tree(tmp_path, {"en/a.md": TEXT, "zh/a.md": ""})
    (tmp_path / "zh" / "a.md").write_bytes("抖音".encode("gbk"))
    status, _, err = run("fix", "--source", tmp_path / "zh", tmp_path / "en")
    assert status == 2
    assert "not UTF-8" in err


def test_a_folder_is_no_source_of_a_filter(run: Run, tmp_path: Path) -> None:
    tree(tmp_path, {"en/a.md": TEXT, "zh/a.md": POPULAR})
    status, out, err = run("clean", "--source", tmp_path / "zh", tmp_path / "en" / "a.md")
    assert (status, out.decode()) == (2, TEXT)
    assert "--source" in err


def test_documents_by_violated_terms(run: Run, tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "en/a.md": "We use tiktok and tiktok.\n",
            "en/b.md": "The rattle is popular, says tiktok.\n",
            "en/c.md": "Nothing here.\n",
            "zh/b.md": POPULAR,
        },
    )
    status, out, _ = run("check", "--report", "terms", "--source", tmp_path / "zh", tmp_path / "en")
    lines = [line.split("\t") for line in out.decode().splitlines()]
    assert status == 1
    assert lines[0] == ["document", "sum", "tiktok", "douyin"]
    assert [line[1:] for line in lines[1:]] == [["2", "2", ""], ["2", "1", "1"]]
    assert lines[2][0].endswith("b.md")
