"""The log and undo: on disk before the file is, whole lines only, and back to the same bytes."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtfix import Edit, Fix, Span
from mtfix.edits.edit import apply
from mtfix.fs import files
from mtfix.review.run_log import Log, LogError, LoggedFile, read_log, undone

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix import Cleaner

    Run = Callable[..., tuple[int, bytes, str]]

BEFORE = b"In 2020 tiktok grew.\n"
AFTER = b"In 2020 TikTok grew.\n"
HEAD = files.LOG_HEAD + b"\n"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "page.md"
    path.write_bytes(BEFORE)
    return path


# --- the order of things -----------------------------------------------------------------------------


def test_the_log_is_on_disk_before_the_file_is_written(
    run: Run, page: Path, cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, str]] = []
    kept = {name: getattr(os, name) for name in ("fsync", "replace")}

    def fsync(handle: int) -> None:
        kept["fsync"](handle)
        name = os.path.basename(os.readlink(f"/proc/self/fd/{handle}"))
        steps.append(("sync", ".mtfix" if name.startswith(".mtfix-") else name))

    def replace(source: str, target: str) -> None:
        if os.path.basename(target) != page.name:  # a cache
            kept["replace"](source, target)
            return
        [_, entry] = Path("log").read_bytes().splitlines()
        assert json.loads(entry)["after"] == files.digest(AFTER)
        assert page.read_bytes() == BEFORE
        kept["replace"](source, target)
        steps.append(("replace", os.path.basename(target)))

    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("which file a handle is can't be seen on this system")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        patch.setattr(os, "replace", replace)
        assert run("fix", "--log", "log", page)[0] == 0
    folder = page.parent.name
    assert steps == [
        ("sync", "log"),
        ("sync", folder),
        ("sync", "log"),
        ("sync", ".mtfix"),
        ("replace", "page.md"),
        ("sync", folder),
    ]


@pytest.mark.parametrize("step", ["write", "fsync"])
def test_where_the_log_cannot_be_written_neither_is_the_file(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The disk is full behind the first half of an entry; then there is room again."""
    other = page.parent / "other.md"
    other.write_bytes(BEFORE)
    real = {name: getattr(os, name) for name in ("write", "fsync")}
    calls = {"write": 0, "fsync": 0}

    def failing(name: str, *arguments: object) -> object:
        calls[name] += 1
        if name == step and calls[name] in {3, 4} and step == "write":
            if calls[name] == 3:
                return real["write"](arguments[0], bytes(arguments[1])[:40])  # type: ignore[call-overload]
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if name == step == "fsync" and calls[name] == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real[name](*arguments)

    with monkeypatch.context() as patch:
        log = Log("log")
        log.add("first.md", b"a", b"b", [])
        patch.setattr(os, "write", lambda *a: failing("write", *a))
        patch.setattr(os, "fsync", lambda *a: failing("fsync", *a))
        calls.update(write=2, fsync=2)
        with pytest.raises(LogError, match="No space left on device"):
            log.add(str(page), BEFORE, AFTER, [])
        log.add(str(other), BEFORE, AFTER, [])
        log.close()
    found = [os.path.basename(entry.path) for entry in read_log("log")]
    assert found[0] == "first.md"
    assert found[-1] == "other.md"
    assert len(found) == (2 if step == "write" else 3)


def test_a_run_whose_log_fails_leaves_that_file_alone(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **_named: object) -> None:
        raise LogError("log: can't be written: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Log, "add", full)
        status, out, err = run("fix", "--log", "log", page)
    assert (status, out) == (2, b"")
    assert "No space left on device" in err
    assert page.read_bytes() == BEFORE


# --- a log that was cut ---------------------------------------------------------------------------------


def test_a_log_that_is_cut_anywhere_undoes_what_stands_in_it(run: Run, page: Path) -> None:
    """Whatever byte was the last to reach the disk: the file of a cut entry is not written yet."""
    other = page.parent / "other.md"
    other.write_bytes(BEFORE)
    run("fix", "--log", "log", page, other)
    whole = Path("log").read_bytes()
    first = whole.index(b"\n", len(HEAD)) + 1
    for cut in range(first, len(whole)):
        page.write_bytes(AFTER)
        other.write_bytes(BEFORE)
        Path("log").write_bytes(whole[:cut])
        entries = read_log("log")
        assert [os.path.basename(entry.path) for entry in entries][:1] == ["page.md"]
        assert len(entries) == 1 + (cut == len(whole) - 1)
        if cut % 50 == 0:
            assert run("undo", "log")[::2] == (0, "")
            assert (page.read_bytes(), other.read_bytes()) == (BEFORE, BEFORE)


def test_runs_behind_a_cut_line_are_undone_and_nothing_of_the_log_goes(
    run: Run, page: Path
) -> None:
    cut = HEAD + b'{"path": "/tmp/caf\\udc'
    Path("log").write_bytes(cut)
    run("fix", "--log", "log", page)
    assert Path("log").read_bytes().startswith(cut + b"\n" + HEAD)
    assert run("undo", "log")[0] == 0
    assert page.read_bytes() == BEFORE


def test_a_line_that_is_broken_in_the_middle_is_told_with_a_remedy(run: Run, page: Path) -> None:
    run("fix", "--log", "log", page)
    head, entry = Path("log").read_bytes().splitlines(keepends=True)
    Path("log").write_bytes(head + entry[:30] + b"\n" + entry)
    status, _, err = run("undo", "log")
    assert status == 2
    assert err == (
        "mtfix: log:2: not an entry of a log of mtfix; without this line, the others can be undone\n"
    )
    assert page.read_bytes() == AFTER
    Path("log").write_bytes(head + entry)
    assert run("undo", "log")[0] == 0


@pytest.mark.parametrize(
    "entry",
    [
        b'{"path": 1, "before": "", "after": "", "fixes": []}',
        b'{"path": "", "before": "", "after": "", "fixes": []}',
        b'{"path": "a", "before": "", "after": "", "fixes": [[1]]}',
        b'{"path": "a", "before": "", "after": "", "fixes": [{"rule": "", "safety": "no", "confidence": 1, "reason": {"code": ""}, "edits": []}]}',
        b'{"path": "a", "before": "", "after": "", "fixes": [{"rule": "a", "safety": 5, "confidence": 1, "reason": {"code": "a"}, "edits": [{"start": 0, "end": 1, "old": "a", "new": "b"}]}]}',
        b'{"path": "a", "before": "", "after": "", "fixes": [{"rule": "a", "safety": "safe", "confidence": 1, "reason": {"code": "a"}, "edits": [{"start": "0", "end": 1, "old": "a", "new": "b"}]}]}',
        b'{"path": "a", "before": "", "after": "", "fixes": [{"rule": 1, "safety": "safe", "confidence": 1, "reason": {"code": "a"}, "edits": [{"start": 0, "end": 1, "old": "a", "new": "b"}]}]}',
        b'{"path": "a", "before": "", "after": "", "fixes": [{"rule": "a", "safety": "safe", "confidence": 1, "reason": {"code": "a"}, "edits": [{"start": 0, "end": 1, "old": "a", "new": "b"}], "after": ["x"]}]}',
        b'["path"]',
        b"7",
        b"\xff",
    ],
)
def test_what_is_no_entry_is_refused_even_at_the_end(tmp_path: Path, entry: bytes) -> None:
    (tmp_path / "log").write_bytes(HEAD + entry + b"\n")
    with pytest.raises(LogError, match="log:2: not an entry"):
        read_log(str(tmp_path / "log"))


def test_a_log_of_many_processes_is_whole(page: Path) -> None:
    """pre-commit runs a hook on several files at once, with the same arguments."""
    pages = [page.parent / f"{n}.md" for n in range(4)]
    for path in pages:
        path.write_bytes(BEFORE * 300)
    command = [sys.executable, "-m", "mtfix", "fix", "--log", "log", "--report", "diff"]
    children = [
        subprocess.Popen([*command, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for path in pages
    ]
    assert [(child.communicate(timeout=60)[1], child.returncode) for child in children] == [
        (b"", 0)
    ] * 4
    assert {entry.path for entry in read_log("log")} == {str(path) for path in pages}
    done = subprocess.run(
        [sys.executable, "-m", "mtfix", "undo", "log"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert all(path.read_bytes() == BEFORE * 300 for path in pages)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
def test_a_run_that_is_killed_can_be_undone_as_far_as_it_came(page: Path) -> None:
    pages = [page.parent / f"{n:03}.md" for n in range(60)]
    for path in pages:
        path.write_bytes(BEFORE)
    code = (
        "import os, signal; from mtfix.cli.main import main\n"
        "real, left = os.replace, [30]\n"
        "def replace(*a):\n"
        "    left[0] -= 1\n"
        "    real(*a) if left[0] else os.kill(os.getpid(), signal.SIGKILL)\n"
        "os.replace = replace\n"
        "main(['fix', '--log', 'log', '.'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    assert {path.read_bytes() for path in pages} == {BEFORE, AFTER}
    done = subprocess.run(
        [sys.executable, "-m", "mtfix", "undo", "log"], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert {path.read_bytes() for path in pages} == {BEFORE}


# --- undo -------------------------------------------------------------------------------------------------


@given(st.binary(max_size=40) | st.text("a\ufeff", max_size=4).map(files.encode), st.data())
def test_undo_leads_from_the_new_bytes_to_the_old(data: bytes, drawn: st.DataObject) -> None:
    now = files.source("a", data)
    start = drawn.draw(st.integers(0, len(now.text)))
    end = drawn.draw(st.integers(start, len(now.text)))
    edit = Edit(Span(start, end), now.text[start:end], drawn.draw(st.text("aé\n", max_size=3)))
    text = apply(now.text, [edit])
    after = now.encode(text)
    # Where bytes become readable by an edit, the cleaner makes none.
    assume(files.decode(after) == files.decode(now.bom) + text)
    assert (
        undone(
            LoggedFile("a", files.digest(data), files.digest(after), (Fix((edit,), "r"),)), after
        )
        == data
    )


def test_a_log_whose_edits_do_not_fit_is_refused(run: Run, page: Path) -> None:
    run("fix", "--log", "log", page)
    changes = {
        (b'"TikTok"', b'"Tok"'): "the log does not lead back; left as it is",
        (b'"start": 8,', b'"start": 9,'): "the log does not lead back; left as it is",
        (b'"start": 8,', b'"start": "8",'): "other:2: not an entry of a log",
    }
    for (old, new), said in changes.items():
        text = Path("log").read_bytes()
        Path("other").write_bytes(text.replace(old, new))
        assert Path("other").read_bytes() != text
        status, _, err = run("undo", "other")
        assert status == 2
        assert said in err
        assert page.read_bytes() == AFTER


def test_undo_writes_through_no_link_that_came_since(run: Run, page: Path) -> None:
    (page.parent / "repo" / ".git").mkdir(parents=True)
    inside, outside = page.parent / "repo" / "page.md", page
    inside.write_bytes(BEFORE)
    run("fix", "--log", "log", inside, outside)
    Path("log").write_bytes(b"".join(Path("log").read_bytes().splitlines(keepends=True)[:2]))
    inside.unlink()
    inside.symlink_to(outside)
    status, _, err = run("undo", "log")
    assert status == 2
    assert f"{inside}: left as it is: it is linked to {outside}, out of its repository" in err
    assert outside.read_bytes() == AFTER


def test_undo_keeps_permission_bits_and_refuses_a_read_only_file(run: Run, page: Path) -> None:
    page.chmod(0o640)
    run("fix", "--log", "log", page)
    page.chmod(0o440)
    status, _, err = run("undo", "log")
    assert status == 2
    assert "it is read-only" in err
    page.chmod(0o640)
    assert run("undo", "log")[0] == 0
    assert page.stat().st_mode & 0o777 == 0o640
    assert page.read_bytes() == BEFORE


# --- the log as a file ---------------------------------------------------------------------------------------


def test_a_log_among_the_files_is_not_cleaned(run: Run, page: Path) -> None:
    """A log holds damaged text: to repair it would break undo."""
    for _ in range(2):
        status, _, err = run("fix", "--log", "run.txt", ".")
        assert status == 0
        assert "run.txt: skipped, it is a log of mtfix" in err
    assert run("undo", "run.txt")[0] == 0
    assert page.read_bytes() == BEFORE


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX systems")
def test_a_pipe_is_no_log(run: Run, page: Path) -> None:
    os.mkfifo("log")
    status, _, err = run("fix", "--log", "log", page)
    assert status == 2
    assert err == "mtfix: log: can't be written: a log is a file, and this is a pipe\n"
    assert page.read_bytes() == BEFORE


def test_paths_in_the_log_hold_whatever_folder_undo_is_called_in(run: Run, page: Path) -> None:
    (page.parent / "deep").mkdir()
    run("fix", "--log", "log", "page.md")
    os.chdir("deep")
    assert run("undo", "../log")[0] == 0
    assert page.read_bytes() == BEFORE
