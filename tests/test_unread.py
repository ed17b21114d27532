"""Files in formats that mtfix does not read: refused, passed over or passed through."""

from __future__ import annotations

import gzip
import io
import tarfile
from typing import TYPE_CHECKING

import pytest

from mtfix.formats import SUFFIXES
from mtfix.formats.unread import TRANSLATED, unread_format_of, unread_text_format
from mtfix.fs.binary import binary_format

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

PROSE = "We use tiktok every day.\n"
TEXTS = {
    "map.geojson": '{"tiktok": "Share on tiktok"}\n',
    "page.org": "#+tiktok: we use tiktok every day\n",
    "page.xml": '<?xml version="1.0"?>\n<file id="tiktok">We use tiktok</file>\n',
    "page.tex": "We use \\emph{x} and tiktok.\n",
    "mails.mbox": "From tiktok\n\nWe use tiktok every day.\n",
    "page.shtml": "<!DOCTYPE html>\n<p id='tiktok'>tiktok</p>\n",
    "app.ts": 'import a from "a"\n// In 2020 tiktok grew.\n',
    "query.sql": "SELECT * FROM a;\n-- In 2020 tiktok grew.\n",
    "film.sub": "1\n00:00:01,000 --> 00:00:02,000\ntiktok\n",
}


def archive() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        info = tarfile.TarInfo("tiktok.txt")
        info.size = len(PROSE)
        tar.addfile(info, io.BytesIO(PROSE.encode()))
    return file.getvalue()


BINARIES = {
    "compressed with gzip": gzip.compress(PROSE.encode()),
    "a TAR archive": archive(),
    "UTF-16": PROSE.encode("utf-16"),
    "binary": b"\x7fELF\0\0 tiktok , too",
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("command", ["fix", "check", "clean", "explain", "baseline"])
def test_a_named_file_in_an_unread_format_is_refused(
    run: Run, tmp_path: Path, name: str, command: str
) -> None:
    path = tmp_path / name
    path.write_text(TEXTS[name])
    status, out, err = run(command, path)
    assert status == 2
    assert f"{name}: mtfix does not read {unread_format_of(name)}; " in err
    assert "--format plain" in err
    assert path.read_text() == TEXTS[name]
    if command == "clean":
        assert out.decode() == TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_who_insists_has_it_read_as_plain_text(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXTS[name])
    status, out, _ = run("clean", "--format", "plain", "--boilerplate", "off", path)
    assert status == 0
    assert b"TikTok" in out


def test_a_configuration_insists_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".mtfix.toml").write_text('format = "plain"\n')
    (tmp_path / "page.shtml").write_text(PROSE)
    assert run("check", tmp_path / "page.shtml")[0] == 1


@pytest.mark.parametrize("name", ["map.geojson", "page.xml", "page.shtml", "film.sub"])
def test_content_shows_a_format_that_the_suffix_hides(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "export.txt"
    path.write_text(TEXTS[name])
    status, _, err = run("fix", path)
    assert (status, path.read_text()) == (2, TEXTS[name])
    assert "mtfix does not read" in err


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "{x | x > 0} is a set.\n",
        "[1] The first note.\n",
        '["Quoted" words in brackets]\n',
        "<p> is an element of HTML.\n",
        "--- \nA line, and then more.\n",
        "1\n2\n3\n",
    ],
)
def test_prose_is_no_unread_format(text: str) -> None:
    assert unread_text_format(text.encode()) == ""
    assert binary_format(text.encode()) == ""


@pytest.mark.parametrize("name", BINARIES)
@pytest.mark.parametrize("how", ["file", "pipe"])
def test_clean_passes_binaries_through(run: Run, tmp_path: Path, name: str, how: str) -> None:
    path = tmp_path / "data"
    path.write_bytes(BINARIES[name])
    done = run("clean", path) if how == "file" else run("clean", stdin=BINARIES[name])
    assert done[:2] == (0, BINARIES[name])
    assert f"skipped, it is {name}" in done[2]


def test_files_of_a_folder_are_counted(run: Run, tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "page.md").write_text(PROSE)
    status, out, err = run("check", tmp_path)
    assert status == 1
    assert out.count(b"page.md") == 1
    assert "passed over 7 files" in err
    assert "1 JSON" in err


@pytest.mark.parametrize("names", [[], ["map.geojson"]])
def test_a_folder_in_which_nothing_is_read_says_so(
    run: Run, tmp_path: Path, names: list[str]
) -> None:
    for name in names:
        (tmp_path / name).write_text(TEXTS[name])
    status, _, err = run("check", tmp_path)
    assert status == 0
    assert "warning" in err
    assert "nothing to read" in err
    assert ("1 JSON" in err) == bool(names)


def test_a_folder_that_cannot_be_read_is_an_error(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission bits do not stop an administrator, so the system's answer is given here."""
    import os

    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "page.md").write_text("We use TikTok.\n")
    real = os.scandir

    def scan(path: str) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scan)
    status, _, err = run("check", tmp_path)
    assert status == 2
    assert "closed: can't be read: Permission denied" in err


def test_no_suffix_is_both_read_and_unread() -> None:
    assert not [suffix for suffix in SUFFIXES if unread_format_of(f"x{suffix}")]
    assert {unread_format_of(f"x{one.split()[0]}") for one in TRANSLATED.values()} == {*TRANSLATED}


@pytest.mark.parametrize("command", ["fix", "check"])
@pytest.mark.parametrize("name", BINARIES)
def test_a_run_that_reads_no_named_file_is_an_error(
    run: Run, tmp_path: Path, name: str, command: str
) -> None:
    folder = tmp_path / "binaries"
    folder.mkdir()
    path = folder / "data.md"
    path.write_bytes(BINARIES[name])
    status, _, err = run(command, path)
    assert status == 2
    assert "mtfix: nothing was read" in err
    status, _, err = run(command, folder)
    assert status == 0
    assert "warning: nothing was read" in err
    (tmp_path / "page.md").write_text("We use TikTok.\n")
    status, _, err = run(command, path, tmp_path / "page.md")
    assert status == 0
    assert f"skipped, it is {name}" in err
    assert "nothing was read" not in err
