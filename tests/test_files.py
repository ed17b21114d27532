"""Reading and writing: what fails leaves the original, and nothing leads out of the repository."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtfix.fs import files, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., tuple[int, bytes, str]]

BEFORE = b"In 2020 tiktok grew.\n"
AFTER = b"In 2020 TikTok grew.\n"
posix = pytest.mark.skipif(os.name == "nt", reason="files of POSIX systems")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A damaged page in a repository, which is the current folder."""
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    path = folder / "page.md"
    path.write_bytes(BEFORE)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- a write that fails ---------------------------------------------------------------------------


class _Full:
    """A file on a disk that is full after a few bytes, at one of its calls."""

    def __init__(self, file: object, step: str) -> None:
        self._file, self._step = file, step

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        if name == self._step:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return getattr(self._file, name)


STEPS = ["open", "fdopen", "write", "flush", "fsync", "chmod", "replace"]


def _fill_disk(patch: pytest.MonkeyPatch, step: str) -> None:
    real_open, real_fdopen = os.open, os.fdopen

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def opened(path: object, *rest: int) -> int:
        if ".mtfix-" in str(path):
            full()
        return real_open(path, *rest)  # type: ignore[arg-type]

    calls = {
        "open": ("open", opened),
        "write": ("fdopen", lambda *call: _Full(real_fdopen(*call), step)),
        "flush": ("fdopen", lambda *call: _Full(real_fdopen(*call), step)),
    }
    patch.setattr(os, *calls.get(step, (step, full)))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("log", [[], ["--log", "log"]], ids=["no log", "log"])
def test_a_disk_that_is_full_at_any_step_leaves_the_original(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, step: str, log: list[str]
) -> None:
    with monkeypatch.context() as patch:
        _fill_disk(patch, step)
        status, out, err = run("fix", *log, page)
    assert (status, out) == (2, b"")
    assert "No space left on device" in err
    assert page.read_bytes() == BEFORE
    assert names(page.parent) - {"log"} == {".git", "page.md"}
    if log and step != "fsync":  # there it is the log that fails, before anything is in it
        assert run("undo", "log") == (0, b"", "")
        assert page.read_bytes() == BEFORE


@posix
def test_a_real_limit_on_the_size_of_files_leaves_the_original(page: Path) -> None:
    page.write_bytes(BEFORE * 5_000)
    code = (
        "import resource, sys; from mtfix.cli.main import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "sys.exit(main(['fix', '--report', 'json', 'page.md']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert b"File too large; the file is as it was" in done.stderr
    assert page.read_bytes() == BEFORE * 5_000
    assert names(page.parent) == {".git", "page.md"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize("report", ["text", "diff", "json"])
def test_where_the_report_cannot_be_written_files_are_whole(
    page: Path, command: str, report: str
) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mtfix", command, "--report", report, page],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"No space left on device" in done.stderr
    assert page.read_bytes() in ({BEFORE} if command == "check" else {BEFORE, AFTER})


@posix
def test_killed_anywhere_in_many_writes_every_file_is_whole(page: Path) -> None:
    """A kill leaves at most one temporary file, and a later run takes that away."""
    page.unlink()
    folder = page.parent
    pages = [folder / f"{n}.md" for n in range(40)]
    code = (
        "import itertools; from mtfix.fs import files\n"
        f"before, after = {BEFORE * 2_000!r}, {AFTER * 2_000!r}\n"
        "for turn in itertools.count():\n"
        "    for n in range(40): files.write(f'{n}.md', before if turn % 2 else after)\n"
        "    print(turn, flush=True)"
    )
    for pause in (0.0, 0.003, 0.011, 0.02, 0.03):
        for path in pages:
            path.write_bytes(BEFORE * 2_000)
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(pause)
        child.kill()
        assert child.wait() == -signal.SIGKILL
        child.stdout.close()
        assert all(path.read_bytes() in (BEFORE * 2_000, AFTER * 2_000) for path in pages)
        left = [path for path in folder.iterdir() if path.suffix == ".tmp"]
        assert len(left) <= 1
        for path in left:
            os.utime(path, (1, 1))
        sweep_again()
        files.write("0.md", BEFORE)
        assert not [path for path in folder.iterdir() if path.suffix == ".tmp"]


def sweep_again() -> None:
    """Let the next write look for what old runs have left, as in a new process: each looks once in
    a folder."""
    files._sweep.cache_clear()


def test_a_run_takes_away_only_what_an_old_run_has_left(page: Path) -> None:
    old, young = f".mtfix-{'0' * 16}.tmp", f".mtfix-{'1' * 16}.tmp"
    others = {".mtfix-baseline", ".mtfix.toml", ".mtfix-0123.tmp", "page.tmp"}
    for name in (old, young, *others):
        (page.parent / name).write_bytes(b"")
        if name != young:
            os.utime(page.parent / name, (1, 1))
    sweep_again()
    files.write("page.md", AFTER)
    assert names(page.parent) == {".git", "page.md", young, *others}


def test_a_file_that_another_program_writes_meanwhile_is_left_to_it(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files._sweep  # the last that is done before the file is put in its place

    def meanwhile(folder: str) -> None:
        page.write_bytes(b"another text\n")
        real(folder)

    with monkeypatch.context() as patch:
        patch.setattr(files, "_sweep", meanwhile)
        status, _, err = run("fix", page)
    assert status == 2
    assert (
        err
        == f"mtfix: {page}: was changed by another program meanwhile; left as it is, run again\n"
    )
    assert page.read_bytes() == b"another text\n"
    assert names(page.parent) == {".git", "page.md"}


@pytest.mark.parametrize("when", ["before it is read", "before it is written"])
def test_a_file_that_vanishes_is_told_and_the_others_are_fixed(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    other = page.parent / "other.md"
    other.write_bytes(BEFORE)

    def below(
        _paths: list[str], _suffixes: object, _pruned: object = None, **_told: object
    ) -> Iterator[str]:
        yield str(page.parent / "gone.md")
        yield str(other)

    (page.parent / "gone.md").write_bytes(BEFORE)
    real = files.read_file

    def read(path: str, charset: str = files.UTF_8) -> files.SourceFile:
        source = real(path, charset)
        Path(path).unlink() if path.endswith("gone.md") else None
        return source

    with monkeypatch.context() as patch:
        patch.setattr(walk, "files_below", below)
        if when == "before it is read":
            (page.parent / "gone.md").unlink()
        else:
            patch.setattr(files, "read_file", read)
        status, _, err = run("fix", ".")
    assert status == 2
    assert "gone.md: can't be" in err
    assert "No such file or directory" in err
    assert err.count("\n") == 1
    assert other.read_bytes() == AFTER


# --- permissions --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
def test_a_file_that_nobody_may_write_is_refused(run: Run, page: Path, mode: int) -> None:
    """By root too: it may write everything, and yet somebody has said that it must not."""
    page.chmod(mode)
    status, out, err = run("fix", page)
    assert (status, out) == (2, b"")
    assert err == f"mtfix: {page}: can't be written: it is read-only; allow it, or exclude it\n"
    assert page.read_bytes() == BEFORE
    assert page.stat().st_mode & 0o777 == mode
    assert run("check", page)[0] == 1


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_keeps_its_files(run: Run, page: Path) -> None:
    page.parent.chmod(0o555)
    try:
        status, _, err = run("fix", page)
    finally:
        page.parent.chmod(0o755)
    assert status == 2
    assert "Permission denied; the file is as it was" in err
    assert page.read_bytes() == BEFORE


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o751, 0o664, 0o2755])
def test_permission_bits_stay(run: Run, page: Path, mode: int) -> None:
    page.chmod(mode)
    run("fix", page)
    assert page.read_bytes() == AFTER
    assert page.stat().st_mode & 0o7777 == mode


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_group_stay_with_the_bits_that_a_new_owner_takes_away(
    run: Run, page: Path
) -> None:
    os.chown(page, 1234, 5678)
    page.chmod(0o6755)
    run("fix", page)
    there = page.stat()
    assert page.read_bytes() == AFTER
    assert (there.st_uid, there.st_gid, there.st_mode & 0o7777) == (1234, 5678, 0o6755)


@posix
def test_an_owner_that_cannot_be_kept_hinders_nothing(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    real = os.stat

    def of_another(path: object, **options: object) -> object:
        there = real(path, **options)  # type: ignore[arg-type]
        if str(path).endswith("page.md"):
            return os.stat_result((*there[:4], there.st_uid + 1, *there[5:10]))
        return there

    with monkeypatch.context() as patch:
        patch.setattr(os, "chown", refuse)
        patch.setattr(os, "stat", of_another)
        assert run("fix", page)[0] == 0
    assert page.read_bytes() == AFTER


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes")
def test_extended_attributes_stay(run: Run, page: Path) -> None:
    try:
        os.setxattr(page, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    run("fix", page)
    assert page.read_bytes() == AFTER
    assert os.getxattr(page, "user.note") == b"mine"


def test_of_a_hard_link_it_is_said_what_happens_to_the_other_names(run: Run, page: Path) -> None:
    other = page.parent / "other.txt"
    other.hardlink_to(page)
    status, _, err = run("fix", page)
    assert status == 0
    assert f"{page}: is a hard link; the other names of the file (1) keep the old text" in err
    assert (page.read_bytes(), other.read_bytes()) == (AFTER, BEFORE)


# --- links ------------------------------------------------------------------------------------------------


@pytest.fixture
def outside(page: Path) -> Path:
    path = page.parent.parent / "outside" / "other.md"
    path.parent.mkdir()
    path.write_bytes(BEFORE)
    return path


def _refused(run: Run, outside: Path, path: str | Path) -> None:
    for command in ("check", "fix"):
        status, out, err = run(command, path)
        assert (status, out) == (0 if os.path.isdir(path) else 2, b"")
        assert "nothing was read" in err
        assert f"skipped, it is linked to {outside}, out of its repository" in err
    assert outside.read_bytes() == BEFORE


def test_a_link_out_of_the_repository_is_skipped(run: Run, page: Path, outside: Path) -> None:
    Path("link.md").symlink_to(outside)
    for path in ("link.md", "./link.md", page.parent / "link.md"):
        _refused(run, outside, path)


def test_a_linked_folder_out_of_the_repository_is_skipped(
    run: Run, page: Path, outside: Path
) -> None:
    Path("folder").symlink_to(outside.parent)
    for path in ("folder/other.md", "folder", "folder/../outside/other.md"):
        _refused(run, outside, path)


def test_a_link_into_another_repository_leads_out(run: Run, page: Path, outside: Path) -> None:
    (outside.parent / ".git").mkdir()
    Path("folder").symlink_to(outside.parent)
    _refused(run, outside, "folder/other.md")


def test_a_chain_of_links_is_followed_to_its_end(run: Run, page: Path, outside: Path) -> None:
    Path("second.md").symlink_to(outside)
    Path("first.md").symlink_to("second.md")
    _refused(run, outside, "first.md")


def test_without_a_repository_the_current_folder_is_the_border(
    run: Run, page: Path, outside: Path
) -> None:
    (page.parent / ".git").rmdir()
    Path("link.md").symlink_to(outside)
    _refused(run, outside, "link.md")
    os.chdir("..")
    assert run("fix", "site/link.md")[0] == 0
    assert outside.read_bytes() == AFTER


def test_a_link_inside_the_repository_is_followed_and_stays(run: Run, page: Path) -> None:
    (page.parent / "deep").mkdir()
    link = page.parent / "deep" / "link.md"
    link.symlink_to("../page.md")
    os.chdir("deep")
    assert run("fix", "link.md")[0] == 0
    assert link.is_symlink()
    assert page.read_bytes() == AFTER


def test_a_repository_may_be_reached_through_a_link(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(tmp_path / "site")
    os.chdir(tmp_path)
    for path in (tmp_path / "way" / "page.md", "way/page.md"):
        page.write_bytes(BEFORE)
        assert run("fix", path)[0] == 0
        assert page.read_bytes() == AFTER


def test_the_file_itself_may_be_named_wherever_it_lies(run: Run, page: Path, outside: Path) -> None:
    assert run("fix", outside)[0] == 0
    assert run("fix", "../outside/other.md")[0] == 0
    assert outside.read_bytes() == AFTER


def test_a_link_to_nothing_is_told_as_one(run: Run, page: Path) -> None:
    Path("link.md").symlink_to("nope.md")
    status, _, err = run("fix", "link.md")
    assert status == 2
    assert err == (
        "mtfix: link.md: can't be read: it is a symbolic link, and what it points to does not exist\n"
    )


def test_links_in_a_circle_end(run: Run, page: Path) -> None:
    Path("a.md").symlink_to("b.md")
    Path("b.md").symlink_to("a.md")
    status, _, err = run("fix", "a.md", page)
    assert status == 2
    assert "a.md: can't be read: Too many levels of symbolic links" in err
    assert page.read_bytes() == AFTER


# --- what is no file ---------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_pipe_is_not_waited_for(page: Path, command: str) -> None:
    os.mkfifo("pipe.md")
    for path in ("pipe.md", "."):
        done = subprocess.run(
            [sys.executable, "-m", "mtfix", command, path],
            capture_output=True,
            check=False,
            timeout=30,
        )
        assert done.returncode == 2
        assert b"pipe.md: can't be read: it is no regular file; `mtfix clean` reads" in done.stderr


@posix
def test_a_device_is_no_file(run: Run) -> None:
    status, _, err = run("check", "/dev/zero")
    assert status == 2
    assert "/dev/zero: can't be read: it is no regular file" in err


def test_a_name_that_no_file_can_have_is_told(run: Run, page: Path) -> None:
    for name in ("a\0b", "x" * 5_000, ""):
        status, _, err = run("fix", name, page)
        assert status == 2
        assert "Traceback" not in err
        assert err.count("\n") == 1
    assert page.read_bytes() == AFTER


@pytest.mark.parametrize(
    "name", ["two words.md", "页 страница.md", "-x.md", "a'b\"c.md", "line\nend.md", "a\\b.md"]
)
def test_files_may_have_any_name(run: Run, page: Path, name: str) -> None:
    try:
        page.rename(name)
    except OSError:
        pytest.skip("the file system has no such names")
    status, out, err = run("fix", "--log", "log", "./" + name)
    assert (status, err) == (0, "")
    assert out.count(b"\n") == 1
    assert Path(name).read_bytes() == AFTER
    assert run("undo", "log")[0] == 0
    assert Path(name).read_bytes() == BEFORE


@posix
def test_a_name_of_undecodable_bytes_is_read_written_shown_and_undone(run: Run, page: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    try:
        page.rename(name)
    except OSError:
        pytest.skip("the file system has no such names")
    status, out, err = run("fix", "--log", "log", name)
    assert (status, err) == (0, "")
    assert out.startswith(b"caf\\udce9.md:1:9: ")
    assert Path(name).read_bytes() == AFTER
    assert run("undo", "log")[0] == 0
    assert Path(name).read_bytes() == BEFORE


@pytest.mark.parametrize("name", ["a\n\x1b[31mb.md", "a\udce9\n.md"])
def test_a_message_about_a_hard_name_is_one_line_and_harmless(
    run: Run, page: Path, name: str
) -> None:
    for command in ("check", "fix"):
        _, _, err = run(command, name)
        assert err.count("\n") == 1
        assert "\x1b" not in err
