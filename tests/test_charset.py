"""Files that are not in UTF-8: read as what they are where the user asks, and written back so."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mojibake import LEGACY, SENTENCES

from mtfix.fs import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

ENGLISH = "The café paid €5 for tiktok, and the the naïve owner was glad of it.\n"
MENDED = "The café paid €5 for TikTok, and the naïve owner was glad of it.\n"


FAR = "\n" + "Plain words stand between what a program reads and what people do. " * 5 + "\n\n"


def mtfix(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    command = [sys.executable, "-m", "mtfix", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False)


CASES = [
    pytest.param("utf-16-le", b"\xff\xfe", "", id="a mark of UTF-16"),
    pytest.param("utf-16-be", b"\xfe\xff", "", id="a mark of UTF-16, the other way round"),
    pytest.param("utf-32-le", b"\xff\xfe\0\0", "", id="a mark of UTF-32"),
    pytest.param("cp1252", b"", '<meta charset="windows-1252">\n' + FAR, id="HTML"),
    pytest.param(
        "cp1252", b"", '<meta charset="iso-8859-1">\n' + FAR, id="HTML, as browsers read it"
    ),
    pytest.param("cp1252", b"", '<?xml version="1.0" encoding="windows-1252"?>\n' + FAR, id="XML"),
    pytest.param("mac_roman", b"", "# -*- coding: mac-roman -*-\n", id="Emacs"),
    pytest.param("iso8859-15", b"", "# vim: set fileencoding=iso-8859-15 :\n", id="vim"),
    pytest.param("cp1252", b"", "Content-Type: text/plain; charset=cp1252\n\n", id="a header"),
]


@pytest.mark.parametrize(("charset", "bom", "head"), CASES)
def test_a_file_is_read_and_written_in_the_charset_that_it_names(
    tmp_path: Path, run: Run, charset: str, bom: bytes, head: str
) -> None:
    before, after = (bom + (head + text).encode(charset) for text in (ENGLISH, MENDED))
    path, log = tmp_path / "a.txt", tmp_path / "log"
    path.write_bytes(before)
    options = ["--encoding", "auto", "--format", "plain"]
    assert run("check", *options, path)[0] == 1
    assert run("clean", *options, path)[1] == after
    assert run("clean", *options, stdin=before)[1] == after
    assert run("clean", "--each", "line", "--encoding", "auto", stdin=before)[1] == after
    status, _, err = run("fix", *options, "--log", log, path)
    assert status == 0, err
    assert path.read_bytes() == after
    assert run("undo", log)[0] == 0
    assert path.read_bytes() == before


def test_a_charset_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENGLISH.encode("cp1252"))
    assert mtfix("fix", "--encoding", "windows-1252", str(path)).returncode == 0
    assert path.read_bytes() == MENDED.encode("cp1252")


def test_rows_are_read_so_too() -> None:
    row = '{"text": "The café of tiktok"}\n'
    done = mtfix("clean", "--format", "jsonl", "--encoding", "cp1252", data=row.encode("cp1252"))
    assert done.stdout == row.replace("tiktok", "TikTok").encode("cp1252")


@pytest.mark.parametrize("command", ["check", "fix", "clean"])
def test_by_default_other_bytes_are_kept_and_told(tmp_path: Path, command: str) -> None:
    path = tmp_path / "a.txt"
    before, after = ENGLISH.encode("cp1252"), MENDED.encode("cp1252")
    path.write_bytes(before)
    done = mtfix(command, *(["--report", "text"] if command == "clean" else []), str(path))
    assert b"bytes that are no UTF-8" in done.stdout + done.stderr
    assert (path.read_bytes() if command == "fix" else before) in {before, after}
    if command != "check":
        assert after in {path.read_bytes(), done.stdout}


def test_what_the_charset_lacks_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = "Der Preis ist 5 &euro; und die Straße ist lang.\n".encode("latin-1")
    path.write_bytes(data)
    done = mtfix("fix", "--encoding", "latin-1", str(path))
    assert done.returncode == 2
    assert b"U+20AC" in done.stderr
    assert b"UTF-8" in done.stderr
    assert path.read_bytes() == data
    done = mtfix("clean", "--encoding", "latin-1", data=data)
    assert (done.returncode, done.stdout) == (2, data)


def test_utf_8_stays_utf_8_whatever_it_says_of_itself() -> None:
    data = f'<meta charset="windows-1252">\n{ENGLISH}'.encode()
    assert files.source("a", data, "auto").charset == files.UTF_8
    assert files.source("a", b"plain", "auto").charset == files.UTF_8
    marked = files.source("a", files.BOM + ENGLISH.encode(), "auto")
    assert (marked.bom, marked.text) == (files.BOM, ENGLISH)


@pytest.mark.parametrize(
    ("charset", "data", "says"),
    [
        ("auto", b"\xff\xfea", "UTF-16"),
        ("shift_jis", b"caf\xe9 \xff", "auto"),
        ("utf-16-le", b"abc", "auto"),
    ],
)
def test_what_is_not_so_is_told(charset: str, data: bytes, says: str) -> None:
    with pytest.raises(files.FileError, match=says):
        files.source("a.txt", data, charset)


@pytest.mark.parametrize("named", ["nonsense", "rot13", "base64", ""])
def test_a_charset_that_does_not_exist_is_an_error(tmp_path: Path, named: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"tiktok\n")
    done = mtfix("check", "--encoding", named, str(path))
    assert done.returncode == 2
    assert b"auto" in done.stderr
    done = mtfix("clean", "--encoding", named, data=b"tiktok\n")
    assert (done.returncode, done.stdout) == (2, b"tiktok\n")


def test_what_is_no_text_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\0\0\xff\xfe")
    done = mtfix("fix", "--encoding", "auto", str(path))
    assert (done.returncode, b"binary" in done.stderr) == (2, True)
    assert b"nothing was read" in done.stderr


def test_edits_to_accept_are_for_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"tiktok\n")
    done = mtfix("check", "--encoding", "auto", "--report", "edits", str(path))
    assert done.returncode == 2
    assert b"UTF-8" in done.stderr


def test_without_charset_normalizer_the_user_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    with pytest.raises(files.FileError, match=r"mtfix\[charset\]"):
        files.source("a.txt", ENGLISH.encode("cp1252"), "auto")


GUESSED = [
    (language, charset)
    for language, charsets in LEGACY.items()
    for charset in charsets
    if charset not in {"mac_roman", "iso8859_5"} and (language, charset) != ("zh-hant", "gbk")
]


@pytest.mark.parametrize(("language", "charset"), GUESSED)
def test_what_names_no_charset_is_guessed(language: str, charset: str) -> None:
    pytest.importorskip("charset_normalizer")
    text = "\n".join(SENTENCES[language]) + "\n"
    data = text.encode(charset, "ignore")
    source = files.source("a.txt", data * 4, "auto")
    assert source.encode(source.text) == data * 4
    assert source.text == data.decode(charset) * 4


@given(st.binary(max_size=80), st.sampled_from(["cp1252", "cp1251", "gb18030", "cp932", "utf-16"]))
def test_what_is_read_is_written_back_as_it_was(data: bytes, charset: str) -> None:
    try:
        source = files.source("a", data, charset)
    except files.FileError:
        return
    assert source.encode(source.text) == data


def test_a_log_keeps_the_charset(tmp_path: Path) -> None:
    path, log = tmp_path / "a.txt", tmp_path / "log"
    path.write_bytes(ENGLISH.encode("cp1252"))
    mtfix("fix", "--encoding", "cp1252", "--log", str(log), str(path))
    entry = json.loads(log.read_text().splitlines()[1])
    assert entry["charset"] == "cp1252"
