"""Whatever command writes: nothing leads out of the repository, and no file is lost on the way."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtfix.fs import files, system
from mtfix.fs.new_files import creating
from mtfix.review import run_log

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

BEFORE = b"In 2020 tiktok grew.\n"
AFTER = b"In 2020 TikTok grew.\n"
TERMS = "抖音,TikTok\n".encode()
pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX systems")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A damaged page in a repository, which is the current folder; others lie beside it."""
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(folder)
    path = folder / "page.md"
    path.write_bytes(BEFORE)
    return path


def edits_of(run: Run, path: Path | str) -> Path:
    """A report of edits in which all are accepted."""
    _, out, _ = run("check", "--report", "edits", path)
    report = Path("edits.txt")
    report.write_bytes(out)
    return report


# --- apply and undo: a file says which files -------------------------------------------------------


def test_apply_makes_what_lies_in_the_repository_of_the_current_folder(
    run: Run, page: Path
) -> None:
    (page.parent / "deep").mkdir()
    report = edits_of(run, page)
    os.chdir("deep")
    assert run("apply", f"../{report}")[0] == 0
    assert page.read_bytes() == AFTER


@pytest.mark.parametrize("path", ["../other/page.md", "{tmp}/other/page.md"])
def test_apply_writes_to_no_other_folder_unless_that_is_named(
    run: Run, page: Path, tmp_path: Path, path: str
) -> None:
    other = tmp_path / "other" / "page.md"
    other.write_bytes(BEFORE)
    report = edits_of(run, path.format(tmp=tmp_path))
    status, _, err = run("apply", report)
    assert status == 2
    assert "left as it is: it lies in another folder; name that with --below" in err
    assert other.read_bytes() == BEFORE
    assert run("apply", report, "--below", tmp_path / "other")[0] == 0
    assert other.read_bytes() == AFTER


def test_apply_follows_no_link_out_of_the_repository(run: Run, page: Path, tmp_path: Path) -> None:
    report = edits_of(run, page)
    victim = tmp_path / "other" / "page.md"
    page.rename(victim)
    page.symlink_to(victim)
    assert run("apply", report)[0] == 2
    assert run("apply", report, "--below", tmp_path)[0] == 2
    assert victim.read_bytes() == BEFORE


@pytest.mark.parametrize("name", ["log.md", ".git/page.md"])
def test_apply_changes_no_log_and_nothing_of_git(run: Run, page: Path, name: str) -> None:
    report = edits_of(run, page)
    data = files.LOG_HEAD + b"\n" + BEFORE if name == "log.md" else BEFORE
    Path(name).write_bytes(data)
    digest = files.digest(data)[:16]
    text = report.read_text().replace(f"{files.digest(BEFORE)[:16]}", digest)
    report.write_text(text.replace(f'"path": "{page}"', f'"path": "{name}"'))
    status, _, err = run("apply", report)
    assert status == 2
    assert "left as it is: it" in err
    assert Path(name).read_bytes() == data


def test_apply_waits_for_no_pipe(run: Run, page: Path) -> None:
    report = edits_of(run, page)
    page.unlink()
    os.mkfifo(page)
    status, _, err = run("apply", report)
    assert (status, "no regular file" in err) == (2, True)


def test_apply_leaves_a_file_that_another_program_writes_meanwhile(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = edits_of(run, page)
    real = files._sweep

    def meanwhile(folder: str) -> None:
        page.write_bytes(b"another text\n")
        real(folder)

    monkeypatch.setattr(files, "_sweep", meanwhile)
    status, _, err = run("apply", report)
    assert (status, "was changed by another program meanwhile" in err) == (2, True)
    assert page.read_bytes() == b"another text\n"


def test_undo_writes_what_a_log_says_below_its_folder_only(
    run: Run, page: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "other" / "known.md"
    victim.write_bytes(BEFORE)
    run("fix", "--log", "run.jsonl", victim)
    status, _, err = run("undo", "run.jsonl")
    assert status == 2
    assert "it lies in another folder; name that with --below" in err
    assert victim.read_bytes() == AFTER
    assert run("undo", "run.jsonl", "--below", victim.parent)[0] == 0
    assert victim.read_bytes() == BEFORE


def test_undo_finds_the_files_beside_the_log(run: Run, page: Path, tmp_path: Path) -> None:
    run("fix", "--log", "run.jsonl", page)
    os.chdir(tmp_path / "other")
    assert run("undo", page.parent / "run.jsonl")[0] == 0
    assert page.read_bytes() == BEFORE


def test_the_log_of_another_user_is_refused(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("fix", "--log", "run.jsonl", page)
    real = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: real + 1)
    status, _, err = run("undo", "run.jsonl")
    assert (status, "run.jsonl: belongs to another user" in err) == (2, True)
    assert page.read_bytes() == AFTER


@pytest.mark.parametrize("charset", ["rot13", "zip", "hex", "no-such", 7])
def test_a_log_with_what_is_no_charset_of_text_is_refused(
    run: Run, page: Path, charset: object
) -> None:
    run("fix", "--log", "run.jsonl", page)
    head, entry = Path("run.jsonl").read_bytes().splitlines()
    changed = json.loads(entry) | {"charset": charset}
    Path("run.jsonl").write_bytes(head + b"\n" + json.dumps(changed).encode() + b"\n")
    status, _, err = run("undo", "run.jsonl")
    assert (status, "not an entry of a log of mtfix" in err) == (2, True)


def test_a_log_that_is_nested_without_end_is_refused(run: Run, page: Path) -> None:
    deep = b'{"path": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    Path("run.jsonl").write_bytes(files.LOG_HEAD + b"\n" + deep)
    status, _, err = run("undo", "run.jsonl")
    assert (status, err.count("\n")) == (2, 1)
    assert "not an entry of a log of mtfix" in err


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing"])
def test_a_log_is_written_through_no_link_out_of_the_repository(
    run: Run, page: Path, tmp_path: Path, there: bool
) -> None:
    victim = tmp_path / "other" / "victim"
    if there:
        victim.write_bytes(b"")
    Path("run.jsonl").symlink_to(victim)
    assert run("fix", "--log", "run.jsonl", page)[0] == 2
    assert page.read_bytes() == BEFORE
    assert (victim.read_bytes() if there else victim.exists()) in (b"", False)


# --- baseline ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing"])
def test_a_baseline_is_written_through_no_link_out_of_the_repository(
    run: Run, page: Path, tmp_path: Path, there: bool
) -> None:
    victim = tmp_path / "other" / "victim"
    if there:
        victim.write_bytes(b"")
    Path(".mtfix-baseline").symlink_to(victim)
    status, _, err = run("baseline", page)
    assert (status, "can't be written" in err) == (2, True)
    assert (victim.read_bytes() if there else victim.exists()) in (b"", False)


def test_a_baseline_that_is_a_folder_is_told(run: Run, page: Path) -> None:
    Path(".mtfix-baseline").mkdir()
    status, _, err = run("baseline", page)
    assert (status, err.count("\n")) == (2, 1)
    assert ".mtfix-baseline: can't be written" in err


def test_a_disk_that_is_full_leaves_no_empty_baseline(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = run("baseline", page)
    assert (status, "No space left on device" in err) == (2, True)
    assert {path.name for path in page.parent.iterdir()} == {".git", "page.md"}


# --- new files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", [False, True], ids=["a file", "a link"])
def test_a_new_file_destroys_none_beside_it(run: Run, page: Path, link: bool) -> None:
    Path("terms.csv").write_bytes(TERMS)
    mine = Path("mine")
    mine.write_bytes(b"mine\n")
    part = Path("new.yaml.part")
    if link:
        part.symlink_to(mine)
    else:
        mine.rename(part)
    to = ["--from", "zh", "--out", "new.yaml"]
    status, _, _ = run("glossary", "import", "--format", "deepl-csv", "terms.csv", *to)
    assert status == 0
    assert Path("new.yaml").read_bytes()
    assert part.read_bytes() == b"mine\n"


def test_a_new_file_takes_no_name_that_was_taken_meanwhile(page: Path) -> None:
    making = creating("new")
    making.__enter__().write(b"text")
    Path("new").write_bytes(b"another")
    with pytest.raises(FileExistsError):
        making.__exit__(None, None, None)
    assert Path("new").read_bytes() == b"another"
    assert {path.name for path in page.parent.iterdir()} == {".git", "page.md", "new"}


def test_a_new_file_is_made_where_there_are_no_hard_links(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    files.create("new", b"text")
    assert Path("new").read_bytes() == b"text"
    with pytest.raises(files.FileError):
        files.create("new", b"another")


# --- what can't be read to its end ------------------------------------------------------------------

READERS = {
    "explain": ["explain", "{}"],
    "undo": ["undo", "{}"],
    "apply": ["apply", "{}"],
    "learn a file": ["learn", "{}"],
    "learn rows": ["learn", "--format", "jsonl", "{}"],
    "kept": ["learn", "page.md", "--kept", "{}"],
    "source": ["check", "page.md", "--source", "{}"],
    "config": ["check", "page.md", "--config", "{}"],
    "pack": ["check", "page.md", "--pack", "{}"],
    "import": ["glossary", "import", "--format", "deepl-csv", "{}"],
    "import TBX": ["glossary", "import", "--format", "tbx", "{}"],
    "measure": ["glossary", "measure", "{}"],
    "suggest": ["glossary", "suggest", "page.md", "{}"],
}


@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "loop", "nothing"])
@pytest.mark.parametrize("command", READERS.values(), ids=READERS)
def test_what_is_no_file_is_told_in_a_line_without_waiting(
    run: Run, page: Path, kind: str, command: list[str]
) -> None:
    if kind == "pipe":
        os.mkfifo("odd.yaml")
    elif kind == "socket":
        socket.socket(socket.AF_UNIX).bind("odd.yaml")
    elif kind == "folder":
        Path("odd.yaml").mkdir()
    elif kind == "loop":
        Path("odd.yaml").symlink_to("odd.yaml")
    status, _, err = run(*(word.format("odd.yaml") for word in command))
    assert "Traceback" not in err
    assert "please report" not in err
    reads_folders = kind == "folder" and command[0] in {"learn", "glossary"}
    if not reads_folders:
        assert status == 2
        assert "odd.yaml" in err


def test_a_pipe_of_the_shell_is_read(run: Run, page: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, "抖音在2020年增长。".encode())
    os.close(writing)
    status, _, _ = run("check", "page.md", "--source", f"/dev/fd/{reading}")
    os.close(reading)
    assert status == 1


@pytest.mark.parametrize("name", [".gitignore", ".mtfixignore", ".mtfix.toml", ".mtfix-baseline"])
def test_a_pipe_in_the_place_of_a_file_of_settings_hinders_nothing(
    run: Run, page: Path, name: str
) -> None:
    os.mkfifo(name)
    assert run("check", ".")[0] == 1


def test_a_pack_folder_that_is_linked_to_itself_is_read_once(run: Run, page: Path) -> None:
    Path("packs").mkdir()
    Path("packs/own.yaml").write_text(
        "about: Own.\nfrom: zh\nto: en\nterms:\n- term: Zyxw\n  kind: organization\n  variants: [zyx wv]\n"
        "  examples:\n  - We met zyx wv. => We met Zyxw.\n"
    )
    Path("packs/again").symlink_to(".")
    status, out, _ = run("glossary", "list", "packs")
    assert (status, out.count(b"\n")) == (0, 1)


def test_a_log_tells_of_its_charset_by_a_name_python_knows() -> None:
    line = {"path": "a", "before": "", "after": "", "fixes": [], "charset": "cp1252"}
    assert run_log._entry(line).charset == "cp1252"


def test_a_file_belongs_to_who_runs_the_process(page: Path) -> None:
    assert system.is_own(str(page))
