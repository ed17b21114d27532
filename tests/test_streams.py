"""Standard streams: closed ones, and a terminal that gets no codes from what it is shown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

BEFORE, AFTER = b"In 2020 tiktok grew.\n", b"In 2020 TikTok grew.\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="descriptors of POSIX systems")
MTFIX = f"{sys.executable} -m mtfix"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "c.md"):
        Path(name).write_bytes(BEFORE)
    return tmp_path


def shell(command: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{MTFIX} {command}"],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


# --- closed streams ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "given", "status", "out"),
    [
        ("clean", BEFORE, 0, AFTER),
        ("clean --report text", BEFORE, 0, AFTER),
        ("clean --bogus", BEFORE, 2, BEFORE),
        ("clean --format jsonl", b'{"text": 7}\n', 2, b'{"text": 7}\n'),
        ("clean no-such-file", b"", 2, b""),
        ("check a.md no-such-file", b"", 2, None),
    ],
)
def test_with_standard_error_closed_the_rest_is_as_ever(
    folder: Path, command: str, given: bytes, status: int, out: bytes | None
) -> None:
    assert shell(command, given)[0] == status
    closed = shell(f"{command} 2>&-", given)
    assert closed[0] == status
    assert closed[1] == (shell(command, given)[1] if out is None else out)


def test_with_standard_output_closed_all_files_are_fixed_and_logged(folder: Path) -> None:
    assert shell("fix --log run.jsonl . >&-")[0] == 0
    assert [path.read_bytes() for path in sorted(folder.glob("*.md"))] == [AFTER] * 3
    assert shell("undo run.jsonl >&-")[0] == 0
    assert [path.read_bytes() for path in sorted(folder.glob("*.md"))] == [BEFORE] * 3


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_check_says_by_its_status_what_it_cannot_print(folder: Path, closed: str) -> None:
    assert shell(f"check . {closed}")[0] == 1
    assert shell(f"baseline . {closed}")[0] == 0
    assert shell(f"check . {closed}")[0] == 0


@pytest.mark.parametrize(
    "command", ["clean", "explain a.md", "glossary list", "--version", "--help"]
)
def test_what_can_only_be_printed_is_told_to_be_lost(folder: Path, command: str) -> None:
    status, _, err = shell(f"{command} >&-", BEFORE)
    assert status == 2
    assert err == b"mtfix: standard output: Bad file descriptor\n"


@pytest.mark.parametrize("command", ["clean", "clean --each line", "explain -", "apply -"])
def test_with_standard_input_closed_that_is_told(folder: Path, command: str) -> None:
    status, out, err = shell(f"{command} <&-")
    assert (status, out) == (2, b"")
    assert b"standard input is closed; name a file" in err


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- 2>&-"])
def test_no_file_gets_the_number_of_a_closed_stream(folder: Path, closed: str) -> None:
    """A file that is opened gets the least free number, and would be written to as the stream."""
    shell(f"fix --log run.jsonl --report diff a.md no-such-file {closed}")
    assert Path("a.md").read_bytes() == AFTER
    assert all(line.startswith(b"{") for line in Path("run.jsonl").read_bytes().splitlines())


# --- a terminal -------------------------------------------------------------------------------------

HOSTILE = "\033]0;owned\a\033[31mred\x9b2J\u202e\b\r"
"""Codes of a terminal: a title, a colour, a sequence of one byte, a direction, a step back."""
OWN = re.compile(r"\033\[(?:[012]|3[126])m|\r?\n|\t")
"""What may reach it: colours of reports and line ends, of which the terminal makes two."""


def on_terminal(*arguments: str) -> str:
    """What a command prints on a terminal, which is all of its streams."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - another process
        os.environ.pop("NO_COLOR", None)
        os.environ["TERM"] = "xterm"
        os.execv(sys.executable, [sys.executable, "-m", "mtfix", *arguments])
    parts = []
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:  # Linux says so where the other end is closed
            break
        if not data:
            break
        parts.append(data)
    os.waitpid(pid, 0)
    os.close(terminal)
    return b"".join(parts).decode()


def raw_codes(printed: str) -> list[str]:
    return [c for c in OWN.sub("", printed) if not c.isprintable()]


CASES = {
    "a name that is missing": ["check", f"{HOSTILE}.md"],
    "clean of it": ["clean", f"{HOSTILE}.md"],
    "explain of it": ["explain", HOSTILE],
    "learn of it": ["learn", HOSTILE],
    "baseline of it": ["baseline", HOSTILE],
    "settings of it": ["config", "show", HOSTILE],
    "a file": ["check", "odd"],
    "its fixes": ["fix", "odd"],
    "its words": ["check", "--report", "diff", "odd"],
    "its edits": ["check", "--report", "edits", "odd"],
    "its reasons": ["explain", "odd/\033[31mred.md"],
    "its comments": ["check", "comment.md"],
    "its settings": ["check", "set"],
    "shown settings": ["config", "show", "set/a.md"],
    "settings that hold": ["config", "show", "held/a.md"],
    "a pack": ["check", "a.md", "--pack", HOSTILE],
    "a pack that is bad": ["glossary", "check", "bad.yaml"],
    "a rule": ["glossary", "show", HOSTILE],
    "rules": ["glossary", "show", "--pack", "own.yaml", "term/zyxw"],
    "a configuration": ["check", "a.md", "--config", HOSTILE],
    "a charset": ["check", "a.md", "--encoding", HOSTILE],
    "a stage": ["check", "a.md", "--only", HOSTILE],
    "a language": ["check", "a.md", "--from", HOSTILE],
    "a format": ["check", "a.md", "--format", HOSTILE],
    "an option": ["check", f"--{HOSTILE}"],
    "a command": [HOSTILE],
    "a log": ["undo", HOSTILE],
    "a report": ["apply", HOSTILE],
    "a number": ["check", "--jobs", HOSTILE, "a.md"],
}


@pytest.fixture
def hostile(folder: Path) -> Path:
    """Files that hold codes of a terminal wherever they can."""
    Path("odd").mkdir()
    Path("odd/\033[31mred.md").write_text(f"{HOSTILE} In 2020 tiktok grew. {HOSTILE}\n")
    Path("comment.md").write_text("<!-- mtfix of\033[31m\033]0;owned\a -->\nIn 2020 tiktok grew.\n")
    Path("set").mkdir()
    Path("set/a.md").write_bytes(BEFORE)
    Path("set/.mtfix.toml").write_text('"\\u001b[31mkey" = 1\n')
    Path("held").mkdir()
    Path("held/.mtfix.toml").write_text(
        'text-fields = ["\\u001b[31mred\\u009b2J"]\nexclude = ["\\u001b[31m*"]\n'
    )
    Path("bad.yaml").write_text('"\\e[31mabout": x\n')
    Path("own.yaml").write_text(
        "about: Own.\nfrom: zh\nto: en\nterms:\n- term: Zyxw\n  kind: organization\n"
        '  note: "\\e[31mred\\x9b"\n  variants: [zyx wv]\n'
        "  examples:\n  - We met zyx wv. => We met Zyxw.\n"
    )
    return folder


@pytest.mark.parametrize("arguments", CASES.values(), ids=CASES)
def test_nothing_that_is_printed_sends_codes_to_a_terminal(
    hostile: Path, arguments: list[str]
) -> None:
    printed = on_terminal(*arguments)
    assert printed
    assert "Traceback" not in printed
    assert raw_codes(printed) == []


def test_colours_of_a_text_are_not_those_of_the_report(hostile: Path) -> None:
    printed = on_terminal("check", "--report", "diff", "odd")
    assert r"\x1b[31mred" in printed
    assert "\033[31mtiktok\033[0m" in printed


@pytest.mark.parametrize("arguments", CASES.values(), ids=CASES)
def test_messages_are_escaped_wherever_they_lead(
    hostile: Path, run: Run, arguments: list[str]
) -> None:
    assert raw_codes(run(*arguments)[2]) == []


def test_a_diff_in_a_file_has_the_bytes_of_the_text(hostile: Path, run: Run) -> None:
    assert HOSTILE.encode() in run("check", "--report", "diff", "odd")[1]


def test_only_one_module_writes_to_the_streams() -> None:
    """ruff holds the others to it: `print` and the streams are banned in `mtfix/cli` as well."""
    import tomllib

    root = Path(__file__).parent.parent
    ignored = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    allowed = [name for name in ignored["per-file-ignores"] if name.startswith("mtfix/cli")]
    assert allowed == ["mtfix/cli/{main,printing,streams}.py"]
