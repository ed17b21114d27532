"""Worker processes: the answers are those of one process, in its order, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import warnings
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import IO, TYPE_CHECKING

import pytest

from mtfix.cli import parallel
from mtfix.cli.parallel import Ready, in_order
from mtfix.cli.pieces import SHARED_CHUNK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

METHODS = [
    pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="no fork")),
    "spawn",
]


@pytest.fixture(params=METHODS)
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started behind the first item, in each of the ways that there are."""
    monkeypatch.setattr(parallel, "start_method", lambda: request.param)
    monkeypatch.setattr(parallel, "START_AFTER", {"fork": -1, "spawn": -1})


def doubled(item: int) -> int:
    time.sleep(0.01 * (item % 3))
    return 2 * item


def where(_item: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def broken(item: int) -> int:
    if item == 7:
        raise ValueError(item)
    return item


def warned(item: int) -> int:
    warnings.warn("look out", stacklevel=1)
    return item


def killed(parent: int, item: int) -> int:
    """A work at which some processes are killed."""
    if item in {3, 4, 9} and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(in_order(doubled, range(40), jobs)) == list(range(0, 80, 2))
    assert list(in_order(doubled, [], jobs)) == []
    assert list(in_order(doubled, [1], jobs)) == [2]


@pytest.mark.usefixtures("at_once")
def test_what_needs_no_work_keeps_its_turn() -> None:
    items = [1, Ready(-1), 2, 3, Ready(-2), Ready(-3), 4]
    assert list(in_order(doubled, items, 2)) == [2, -1, 4, 6, -2, -3, 8]


@pytest.mark.usefixtures("at_once")
def test_the_work_is_shared() -> None:
    found = list(in_order(where, range(20), 2))
    assert found[0] == os.getpid()
    assert len({*found[1:]} - {os.getpid()}) == 2


def test_little_work_is_done_in_this_process() -> None:
    assert {*in_order(where, range(2), 4)} == {os.getpid()}


@pytest.mark.usefixtures("at_once")
def test_an_error_of_the_work_is_raised_in_its_turn() -> None:
    answers = in_order(broken, range(10), 2)
    assert [next(answers) for _ in range(7)] == list(range(7))
    with pytest.raises(ValueError, match="7"):
        next(answers)


@pytest.mark.usefixtures("at_once")
def test_an_error_of_the_items_is_raised_in_its_turn() -> None:
    def items() -> Iterator[int]:
        yield from range(5)
        raise OSError("gone")

    answers = in_order(doubled, items(), 2)
    assert [next(answers) for _ in range(5)] == [0, 2, 4, 6, 8]
    with pytest.raises(OSError, match="gone"):
        next(answers)


@pytest.mark.usefixtures("at_once")
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals")
def test_what_a_killed_process_was_at_is_done_again() -> None:
    assert list(in_order(partial(killed, os.getpid()), range(20), 2)) == list(range(20))


@pytest.mark.usefixtures("at_once")
def test_warnings_of_processes_are_told_here_and_once() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("default")
        assert list(in_order(warned, range(9), 2)) == list(range(9))
    assert {str(one.message) for one in told} == {"look out"}
    assert len(told) <= 2  # of this process, and of the others


@pytest.mark.usefixtures("at_once")
def test_who_needs_no_more_answers_ends_the_processes() -> None:
    from multiprocessing import active_children

    there = {*active_children()}
    answers = in_order(where, iter(int, 1), 2)
    assert len([next(answers) for _ in range(12)]) == 12
    assert {*active_children()} - there
    answers.close()  # type: ignore[attr-defined]
    assert not {*active_children()} - there


@pytest.mark.usefixtures("at_once")
def test_few_items_are_read_before_their_turn() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1_000):
            read.append(item)
            yield item

    answers = in_order(doubled, items(), 2)
    for _ in range(10):
        next(answers)
    time.sleep(0.1)
    assert len(read) < 40
    answers.close()  # type: ignore[attr-defined]


# --- the commands ----------------------------------------------------------------------------------

PACK = """\
about: a
terms:
- term: Qorax
  kind: product
  variants: [quora axe]
  examples: [They met at quora axe. => They met at Qorax.]
"""
LINES = [
    "In 2020 tiktok, a subsidiary of byte skipping, grew.",
    "The quora axe was new , and nobody knew why.",
    "It is the companyâ€™s first cafÃ©.",
    "Nothing is wrong with this line.",
    "",
]


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started behind the first item, with all that is loaded."""
    monkeypatch.setattr(parallel, "START_AFTER", {"fork": -1, "spawn": -1})
    if sys.platform == "linux":
        monkeypatch.setattr(parallel, "start_method", lambda: "fork")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pages, with files that can't be read, and a pack of the user's own."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "own.yaml").write_text(PACK)
    for number in range(9):
        lines = LINES[number % 3 :] + LINES[: number % 3]
        (folder / f"{number}.md").write_text("\n".join(lines * (number + 1)), "utf-8")
    (folder / "comment.md").write_text("<!-- mtfix off next-line -->\nNothing.\n")
    (folder / "image.txt").write_bytes(b"\0 tiktok")
    (folder / "latin.txt").write_bytes(b"caf\xe9 tiktok\n")
    (folder / "rows.jsonl").write_text('{"text": "tiktok"}\n{}\n{"text": "tiktok , too"}\n')
    (folder / "linked.md").symlink_to("2.md")
    monkeypatch.chdir(folder)
    return folder


OPTIONS = [
    pytest.param([], id="as they are"),
    pytest.param(["--pack", "own.yaml", "--report", "json"], id="with a pack"),
    pytest.param(["--only", "term,surface", "--report", "diff"], id="with some rules"),
    pytest.param(["--encoding", "auto", "--boilerplate", "off"], id="in other charsets"),
    pytest.param(["--pack", "missing.yaml"], id="with a pack that is missing"),
]


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize("baseline", [False, True], ids=["", "with a baseline"])
def test_more_processes_change_nothing_of_files(
    run: Run, tree: Path, command: str, options: list[str], *, baseline: bool
) -> None:
    paths = [".", "rows.jsonl", "gone.md", "linked.md", "1.md", "./1.md"]
    if baseline:
        run("baseline", "1.md", "3.md")
    before = {path: path.read_bytes() for path in tree.iterdir()}
    found = []
    for jobs in (1, 3):
        for path, data in before.items():
            path.write_bytes(data)
        told = run(command, *paths, *options, "--jobs", jobs)
        found.append((told, {path: path.read_bytes() for path in tree.iterdir()}))
    assert found[0] == found[1]
    assert (found[0][1] != before) == (command == "fix" and "missing.yaml" not in options)


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("each", ["line", "document"])
def test_more_processes_change_nothing_of_a_filter(
    run: Run, tree: Path, each: str, options: list[str]
) -> None:
    paths = [*sorted(map(str, tree.glob("*.md"))), "gone.md", "latin.txt", "rows.jsonl"]
    every = [run("clean", *paths, "--each", each, *options, "--jobs", jobs) for jobs in (1, 3)]
    assert every[0] == every[1]


@pytest.mark.usefixtures("forked", "tree")
@pytest.mark.parametrize("form", ["jsonl", "tsv", "plain"])
def test_more_processes_change_nothing_of_a_pipe(
    run: Run, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mtfix.cli.clean.SHARED_CHUNK", 400)
    rows = {
        "jsonl": [json.dumps({"text": line}) for line in LINES] + ["{}"],
        "tsv": [f"{number}\t{line}" for number, line in enumerate(LINES)] + ["short"],
        "plain": LINES,
    }[form]
    data = ("\ufeff" + "\n".join(rows * 30)).encode() + b" \xff"
    options = ["--format", form, "--pack", "own.yaml"]
    options += ["--each", "line"] if form == "plain" else []
    every = [run("clean", *options, "--jobs", jobs, stdin=data) for jobs in (1, 3)]
    assert every[0] == every[1]
    assert every[0][1] != data


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_ctrl_c_ends_all_processes(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": " ".join(LINES)}) + "\n")
    data = (tmp_path / "a.jsonl").read_bytes() * 2_000
    command = [sys.executable, "-m", "mtfix", "clean", "--format", "jsonl", "--jobs", "2"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        assert process.stderr
        feeder = Thread(target=_fed, args=(process.stdin, data), daemon=True)
        feeder.start()
        assert len(process.stdout.read(3 * SHARED_CHUNK)) == 3 * SHARED_CHUNK
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()
        assert process.wait(20) == 130
        assert process.stderr.read() == b""
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def _fed(pipe: IO[bytes], data: bytes) -> None:
    with suppress(OSError):
        pipe.write(data)
        pipe.close()


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_a_wrong_number_of_processes_is_told(run: Run, jobs: str) -> None:
    status, _, told = run("check", f"--jobs={jobs}", ".")
    assert status == 2
    assert "is no number of processes" in told
