"""The seam to the system, with Windows simulated: what that system can't do is not asked of it."""

from __future__ import annotations

import io
import ntpath
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtfix.fs import files, system

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

BEFORE = b"In 2020 tiktok grew.\n"
AFTER = b"In 2020 TikTok grew.\n"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pretend to be on Windows; the pauses that were made."""
    pauses: list[float] = []
    monkeypatch.setattr(system, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_bytes(BEFORE)
    return tmp_path / "page.md"


def _held_open(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Another program has the file open for the next attempts to rename over it."""
    real, left = os.replace, [times]

    def replace(source: str, target: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "The process cannot access the file")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("times", [1, 3, len(system.WAITS)])
def test_a_file_that_is_open_elsewhere_is_waited_for(
    run: Run, page: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    _held_open(monkeypatch, times)
    assert run("fix", page)[0] == 0
    assert page.read_bytes() == AFTER
    assert windows == list(system.WAITS[:times])


def test_a_file_that_stays_open_is_left_as_it_was(
    run: Run, page: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _held_open(monkeypatch, 99)
    status, _, err = run("fix", page)
    assert status == 2
    assert "can't be written: The process cannot access the file; the file is as it was" in err
    assert page.read_bytes() == BEFORE
    assert os.listdir() == ["page.md"]
    assert sum(windows) < 3


@pytest.mark.skipif(os.name == "nt", reason="the other systems")
def test_elsewhere_a_refusal_is_final(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _held_open(monkeypatch, 1)
    with pytest.raises(files.FileError):
        files.write(str(page), AFTER)


def test_windows_is_asked_for_no_folder_and_no_owner(
    page: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("not there")

    for name in ("chown", "listxattr", "setxattr", "getxattr", "geteuid"):
        monkeypatch.delattr(os, name, raising=False)
    real = os.open

    def opened(path: str, *rest: int, **options: object) -> int:
        assert not os.path.isdir(path)
        return real(path, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", opened)
    files.write(str(page), AFTER)
    assert page.read_bytes() == AFTER


def test_a_folder_that_cannot_be_synced_hinders_nothing(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    files.write(str(page), AFTER)
    assert page.read_bytes() == AFTER


# --- paths ---------------------------------------------------------------------------------------------


def test_patterns_are_expanded_where_no_shell_does_it(
    run: Run, page: Path, windows: list[float]
) -> None:
    for name in ("a.md", "b.txt", "deep/c.md", "[x].md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(BEFORE)
    assert system.expand(["*.md", "b.txt", "[x].md", "nope*.md"]) == [
        *sorted(["[x].md", "a.md", "page.md"]),
        "b.txt",
        "[x].md",
        "nope*.md",
    ]
    assert system.expand(["**/c.md"]) == [os.path.join("deep", "c.md")]
    assert run("fix", "*.md")[0] == 0
    assert [Path(name).read_bytes() for name in ("a.md", "b.txt")] == [AFTER, BEFORE]
    status, _, err = run("fix", "nope*.md")
    assert status == 2
    assert "nope*.md: there is no such file or folder" in err


@pytest.mark.skipif(os.name == "nt", reason="the other systems")
def test_elsewhere_a_star_is_a_letter(run: Run, page: Path) -> None:
    Path("*.md").write_bytes(BEFORE)
    assert run("fix", "*.md")[0] == 0
    assert page.read_bytes() == BEFORE


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("C:\\Site\\Docs\\a.md", "c:\\site", True),
        ("C:\\site", "C:\\Site", True),
        ("C:\\site-old\\a.md", "C:\\site", False),
        ("D:\\site\\a.md", "C:\\site", False),
        ("C:\\a.md", "C:\\", True),
    ],
)
def test_letter_case_does_not_matter_on_windows(
    windows: list[float],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    folder: str,
    expected: bool,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "path", ntpath)
        patch.setattr(os, "sep", "\\")
        found = system.inside(path, folder)
    assert found is expected


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("/site/a.md", "/site", True),
        ("/site", "/site", True),
        ("/site-old/a.md", "/site", False),
        ("/a.md", "/", True),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX systems")
def test_a_path_lies_in_a_folder_by_whole_names(path: str, folder: str, expected: bool) -> None:
    assert system.inside(path, folder) is expected


# --- the console ------------------------------------------------------------------------------------------


def test_windows_writes_utf_8_and_lf_into_a_pipe(windows: list[float]) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252", newline=None)
    system.prepare(stream)
    stream.write("a → b 页\n\udcff")
    stream.flush()
    assert raw.getvalue() == "a → b 页\n".encode() + b"\xff"


def test_the_console_of_windows_keeps_its_encoding(windows: list[float]) -> None:
    class Console(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = io.BytesIO()
    stream = Console(raw, encoding="cp850")
    system.prepare(stream)
    stream.write("é → b")
    stream.flush()
    assert raw.getvalue() == b"\x82 \\u2192 b"


def test_a_stream_that_is_none_of_pythons_is_left_alone() -> None:
    system.prepare(io.StringIO())
