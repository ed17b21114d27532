"""The command line, in this process and as a process of its own."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mtfix
from mtfix.cli.pieces import chunks
from mtfix.fs import files

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

BEFORE = b"In 2020 tiktok, a subsidiary of byte skipping, grew.\n"
AFTER = b"In 2020 TikTok, a subsidiary of ByteDance, grew.\n"
HARD = {
    "CRLF": b"one tiktok\r\ntwo\r\n",
    "a lone CR": b"one tiktok\rtwo\rthree",
    "mixed line ends": b"one\r\ntwo tiktok\nthree\rfour\n\r",
    "no last newline": b"one tiktok",
    "many last newlines": b"one tiktok\n\n\n",
    "a byte order mark": b"\xef\xbb\xbfone tiktok\n",
    "a byte order mark twice": b"\xef\xbb\xbf\xef\xbb\xbfone\n",
    "NUL": b"one\0 tiktok\0\n",
    "undecodable bytes": b"caf\xe9 tiktok \xff\xfe\x80 \xed\xa0\x80 \xc3\n",
    "half a byte order mark": b"\xef\xbbone tiktok",
    "UTF-16": "one tiktok\n".encode("utf-16"),
    "every byte": bytes(range(256)),
    "nothing": b"",
    "one newline": b"\n",
}


def as_process(
    *arguments: object, stdin: bytes = b"", **options: object
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mtfix", *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, timeout=60, **options
    )  # type: ignore[call-overload]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_bytes(BEFORE)
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text("about: a\nterms:\n- trem: a\n")
    return path


# --- clean ----------------------------------------------------------------------------------------------------


def test_clean_is_a_filter() -> None:
    done = as_process("clean", stdin=BEFORE)
    assert (done.returncode, done.stdout, done.stderr) == (0, AFTER, b"")


def test_the_module_and_the_script_are_the_same() -> None:
    script = shutil.which("mtfix") or shutil.which("mtfix", path=Path(sys.executable).parent)
    if script is None:
        pytest.skip("not installed")
    done = subprocess.run([script, "clean"], input=BEFORE, capture_output=True, check=True)
    assert done.stdout == AFTER


def test_clean_reads_files_and_standard_input_in_order(run: Run, page: Path) -> None:
    assert run("clean", page, "-", page, stdin=b"and tiktok\n") == (
        0,
        AFTER + b"and TikTok\n" + AFTER,
        "",
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bogus", "--log", "run.jsonl"],
        ["--format", "plain", "--bogus"],
        ["--bogus", "."],
        ["--jobs", "none"],
        ["--bogus", "a\0b"],
        ["--unsafe", "--bogus"],
    ],
)
def test_standard_input_is_written_back_whatever_is_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Also where values of options are the names of files."""
    monkeypatch.chdir(tmp_path)
    for name in ("run.jsonl", "plain"):
        (tmp_path / name).write_bytes(b"another file\n")
    status, out, err = run("clean", *arguments, stdin=BEFORE)
    assert (status, out) == (2, BEFORE)
    assert err


def test_named_files_are_written_back_whatever_is_wrong(run: Run, page: Path) -> None:
    assert run("clean", "--bogus", page, "--format", "plain")[:2] == (2, BEFORE)


def test_clean_writes_nothing_to_the_file(run: Run, page: Path) -> None:
    run("clean", page)
    assert page.read_bytes() == BEFORE


@pytest.mark.parametrize("each", ["document", "line"])
@pytest.mark.parametrize("name", HARD)
def test_what_is_not_edited_survives_exactly(run: Run, name: str, each: str) -> None:
    data = HARD[name]
    status, out, err = run(
        "clean", "--each", each, "--boilerplate", "off", "--skip", "encoding", stdin=data
    )
    assert status == 0
    if each == "document" and b"\0" in data:
        assert "skipped, it is" in err
        assert out == data
    else:
        assert err == ""
        assert out == data.replace(b"tiktok", b"TikTok")


@pytest.mark.parametrize("each", ["document", "line"])
def test_a_filter_exits_with_0_whether_it_changed_anything_or_not(run: Run, each: str) -> None:
    assert run("clean", "--each", each, stdin=b"clean\n") == (0, b"clean\n", "")
    assert run("clean", "--each", each, stdin=BEFORE) == (0, AFTER, "")


def test_each_line_is_a_document_of_its_own(run: Run) -> None:
    data = b"The oracle bone was in the news.\nThe CEO of Salesforce, Larry Ellison, spoke of its shares.\n"
    assert run("clean", "--each", "line", stdin=data)[1] == data
    assert b"Oracle" in run("clean", stdin=data)[1]


def test_a_large_input_goes_through_in_pieces(run: Run) -> None:
    data = (b"x" * 99 + b"\n") * 25_000 + BEFORE + b"y" * 1_500_000
    assert run("clean", "--each", "line", stdin=data) == (0, data.replace(BEFORE, AFTER), "")


@pytest.mark.parametrize("size", [1, 2, 7, 64, 400])
def test_pieces_are_all_of_an_input_the_first_ones_small(size: int) -> None:
    data = b"".join(b"%d\n" % number for number in range(500)) + b"the end"
    found = list(chunks(io.BytesIO(data).read, size))
    assert b"".join(found) == data
    assert all(piece.endswith(b"\n") for piece in found[:-1])
    assert max(map(len, found)) < 2 * max(size, 8)
    if size == 400:
        assert len(found[0]) <= 50 < 300 < len(found[3])


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--pack", "{broken}"], id="a broken pack"),
        pytest.param(["--pack", "nope"], id="a pack that does not exist"),
        pytest.param(["--only", "term/nope"], id="a rule that does not exist"),
        pytest.param(["--from", "klingon!"], id="a language that is none"),
        pytest.param(["--each", "word"], id="a wrong value"),
        pytest.param(["--nope"], id="a wrong option"),
        pytest.param(["--boilerplate"], id="an option without its value"),
        pytest.param(["--log", "/nope/log"], id="a log that can't be written"),
        pytest.param(["--format", "doc"], id="a format that does not exist"),
    ],
)
@pytest.mark.parametrize("data", [BEFORE, HARD["every byte"]], ids=["text", "bytes"])
def test_a_filter_writes_its_input_back_when_the_user_must_act(
    broken: Path, arguments: list[str], data: bytes
) -> None:
    done = as_process(
        "clean", *(argument.format(broken=broken) for argument in arguments), stdin=data
    )
    assert done.returncode == 2
    assert done.stdout == data
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_a_filter_writes_files_back_when_the_user_must_act(page: Path) -> None:
    done = as_process("clean", "--nope", page)
    assert (done.returncode, done.stdout) == (2, BEFORE)


def test_a_filter_goes_on_behind_a_file_that_cannot_be_read(
    run: Run, page: Path, tmp_path: Path
) -> None:
    status, out, err = run("clean", tmp_path / "nope", page)
    assert (status, out) == (2, AFTER)
    assert "nope: can't be read: No such file or directory" in err


def test_a_folder_is_no_file_for_a_filter(run: Run, tmp_path: Path) -> None:
    status, out, err = run("clean", tmp_path)
    assert (status, out) == (2, b"")
    assert "can't be read" in err


@pytest.mark.parametrize("each", ["document", "line"])
def test_a_filter_writes_back_what_it_fails_on(
    run: Run, monkeypatch: pytest.MonkeyPatch, each: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(mtfix.Cleaner, "clean", fail)
    status, out, err = run("clean", "--each", each, stdin=BEFORE)
    assert (status, out) == (2, BEFORE)
    assert "an error in mtfix (RuntimeError in mtfix." in err
    assert "a bug" not in err
    assert "Traceback" not in err


def test_a_filter_writes_its_input_back_when_mtfix_itself_is_broken(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("mtfix.cli.options.make_cleaner", fail)
    status, out, err = run("clean", stdin=BEFORE)
    assert (status, out) == (2, BEFORE)
    assert "an error in mtfix (RuntimeError in mtfix." in err
    assert "a bug" not in err


@pytest.mark.parametrize("each", ["document", "line"])
def test_a_closed_pipe_is_quiet(each: str) -> None:
    command = f"head -c 3000000 /dev/zero | tr '\\0' 'x' | {sys.executable} -m mtfix clean --each {each} | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == (b"x", b"")


def test_a_closed_pipe_is_quiet_for_reports_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BEFORE * 3_000)
    command = f"{sys.executable} -m mtfix check {tmp_path} | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("data", [BEFORE, b"x" * 3_000_000], ids=["little", "much"])
def test_a_full_disk_is_told_in_one_line(data: bytes) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "mtfix", "clean"]
        done = subprocess.run(
            command, input=data, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert b"No space left on device" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_the_report_of_a_filter_goes_to_standard_error(run: Run) -> None:
    status, out, err = run("clean", "--report", "text", stdin=b"\n" + BEFORE)
    assert (status, out) == (0, b"\n" + AFTER)
    assert "<stdin>:2:9: term/tiktok: In 2020 [tiktok → TikTok], a subsidiary of" in err


def test_the_report_of_each_line_names_the_line(run: Run) -> None:
    data = b"\xef\xbb\xbfclean\n\n" + BEFORE + b"clean\n" + BEFORE
    _, _, err = run("clean", "--each", "line", "--report", "text", stdin=data)
    lines = [line for line in err.splitlines() if "term/tiktok" in line]
    assert [line.partition(":1:9:")[0] for line in lines] == ["<stdin>:3", "<stdin>:5"]


# --- options ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--only", "term/tiktok"], b"In 2020 TikTok, a subsidiary of byte skipping, grew.\n"),
        (["--skip", "term/tiktok"], b"In 2020 tiktok, a subsidiary of ByteDance, grew.\n"),
        (["--only", "term/tiktok,term/bytedance"], AFTER),
        (["--only", "term/tiktok", "--only", "term/bytedance"], AFTER),
        (["--only", "surface"], BEFORE),
        (["--skip", "term"], BEFORE),
        (["--from", "zh"], AFTER),
        (["--pack", "none", "--pack", "surface"], BEFORE),
        (
            ["--pack", "none", "--pack", "zh-en/products"],
            b"In 2020 TikTok, a subsidiary of byte skipping, grew.\n",
        ),
    ],
)
def test_options_choose_rules_and_packs(run: Run, options: list[str], expected: bytes) -> None:
    assert run("clean", *options, stdin=BEFORE) == (0, expected, "")


def test_a_pack_of_the_users_acts_beside_the_shipped_ones(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "about: a\nterms:\n- term: Qorax\n  kind: product\n  variants: [quora axe]\n"
        "  examples: [We met quora axe. => We met Qorax.]\n"
    )
    assert (
        run("clean", "--pack", path, stdin=b"We met quora axe and tiktok.")[1]
        == b"We met Qorax and TikTok."
    )


def test_unsafe_lifts_safety_for_all_rules_or_for_those_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    rule = "- id: {0}\n  about: a\n  safety: unsafe\n  triggers: [{0}]\n  pattern: {0}\n  replace: x{0}\n  examples: [a {0}]\n"
    path.write_text("about: a\nsurface:\n" + rule.format("quoxi") + rule.format("zoxi"))
    data = b"a quoxi, a zoxi"
    pack = ["--pack", path]
    assert run("clean", *pack, stdin=data)[1] == data
    assert run("clean", *pack, "--only", "surface/quoxi", stdin=data)[1] == data
    assert b"a zoxi" in run("clean", *pack, "--unsafe=surface/quoxi", "-", stdin=data)[1]


@pytest.mark.parametrize(
    ("level", "expected"), [("off", b"Please rate this news"), ("appended", b""), ("article", b"")]
)
def test_boilerplate_has_levels(run: Run, level: str, expected: bytes) -> None:
    article = b"\n\n".join(
        b"The %s council met on Monday to discuss the new bridge over the river, as it had planned since spring."
        % name
        for name in (b"old", b"new", b"town", b"city")
    )
    data = article + b"\n\nPlease rate this news"
    assert (
        run("clean", "--boilerplate", level, stdin=data)[1].removeprefix(article).strip()
        == expected
    )


@pytest.mark.parametrize("command", ["fix", "check"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--only", "term/tiktk"], "there is no rule term/tiktk; did you mean term/tiktok?"),
        (["--skip", "zzz"], "there is no rule zzz"),
        (["--unsafe=surface/nope"], "there is no rule surface/nope"),
        (
            ["--from", "Chinese"],
            "--from Chinese: not a language that mtfix knows; write one of ar, de",
        ),
        (["--pack", "nope"], "nope:1: there is no such pack"),
    ],
)
def test_a_wrong_option_says_what_to_do(
    run: Run, page: Path, command: str, options: list[str], message: str
) -> None:
    status, _, err = run(command, *options, page)
    assert status == 2
    assert message in err
    assert err.count("\n") == 1
    assert page.read_bytes() == BEFORE


def test_a_broken_pack_names_its_line(run: Run, page: Path, broken: Path) -> None:
    status, _, err = run("fix", "--pack", broken, page)
    assert status == 2
    assert err == f"mtfix: {broken}:3: the field 'trem' is unknown here; did you mean 'term'?\n"
    assert page.read_bytes() == BEFORE


@pytest.mark.parametrize(
    "arguments",
    [[], ["--help"], ["--version"], ["clean", "--help"], ["glossary", "check", "--help"]],
)
def test_help_is_given(run: Run, arguments: list[str]) -> None:
    status, out, _ = run(*arguments)
    assert out
    assert status == (0 if arguments else 2)


@pytest.mark.parametrize(
    "arguments",
    [["nope"], ["fix"], ["check"], ["undo"], ["glossary"], ["explain"], ["fix", "--nope", "x"]],
)
def test_a_wrong_command_line_exits_with_2(run: Run, arguments: list[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert "mtfix" in err


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_generated(run: Run, shell: str) -> None:
    pytest.importorskip("shtab")
    status, out, _ = run("--print-completion", shell)
    assert status == 0
    assert all(
        command in out.decode()
        for command in ("clean", "fix", "check", "explain", "undo", "glossary")
    )


# --- fix and check ---------------------------------------------------------------------------------------------------------


def test_fix_repairs_in_place_and_prints_every_edit(run: Run, page: Path) -> None:
    status, out, err = run("fix", page)
    assert (status, err) == (0, "")
    assert page.read_bytes() == AFTER
    lines = out.decode().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(
        f"{page}:1:9: term/tiktok: In 2020 [tiktok → TikTok], a subsidiary of"
    )


def test_fix_twice_is_fix_once(run: Run, page: Path) -> None:
    run("fix", page)
    assert run("fix", page) == (0, b"", "")
    assert page.read_bytes() == AFTER


def test_check_prints_the_same_and_writes_nothing(run: Run, page: Path) -> None:
    checked = run("check", page)
    assert page.read_bytes() == BEFORE
    assert checked[0] == 1
    assert checked[1:] == run("fix", page)[1:]


def test_check_exits_with_0_where_there_is_nothing_to_fix(run: Run, page: Path) -> None:
    page.write_bytes(AFTER)
    assert run("check", page) == (0, b"", "")


def test_suggestions_print_and_count_only_when_strict(run: Run, page: Path) -> None:
    page.write_bytes(b"The oracle bone inscriptions were in the news.\n")
    status, out, _ = run("check", page)
    assert status == 0
    assert b"? term/oracle" in out
    assert run("check", "--strict", page)[0] == 1


@pytest.mark.parametrize(("data", "status"), [(BEFORE, 1), (AFTER, 0)])
def test_fix_tells_on_request_whether_it_changed_a_file(
    run: Run, page: Path, data: bytes, status: int
) -> None:
    page.write_bytes(data)
    assert run("fix", "--exit-non-zero-on-fix", page)[0] == status


@pytest.mark.parametrize(
    "name", [name for name in HARD if name not in {"NUL", "UTF-16", "every byte"}]
)
def test_fix_keeps_what_it_does_not_edit_exactly(run: Run, page: Path, name: str) -> None:
    page.write_bytes(HARD[name])
    run("fix", "--skip", "encoding", page)
    assert page.read_bytes() == HARD[name].replace(b"tiktok", b"TikTok")


@pytest.mark.parametrize("name", ["NUL", "UTF-16", "every byte"])
@pytest.mark.parametrize("command", ["fix", "check"])
def test_binary_files_are_skipped(run: Run, page: Path, name: str, command: str) -> None:
    page.write_bytes(HARD[name])
    status, out, err = run(command, page)
    assert (status, out) == (2, b"")
    assert "nothing was read" in err
    assert f"skipped, it is {'UTF-16' if name == 'UTF-16' else 'binary'}" in err
    assert page.read_bytes() == HARD[name]


def test_a_file_without_edits_is_not_written(run: Run, page: Path) -> None:
    page.write_bytes(AFTER)
    os.utime(page, (1, 1))
    run("fix", page)
    assert page.stat().st_mtime == 1


def test_a_folder_stands_for_its_content_files(run: Run, tmp_path: Path) -> None:
    for name in ("a.md", "b.txt", "deep/c.markdown", "code.py", ".hidden/d.md", "e.MD"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BEFORE)
    (tmp_path / "site" / "link.md").symlink_to(tmp_path / "site" / "code.py")
    run("fix", tmp_path / "site")
    changed = {
        str(p.relative_to(tmp_path / "site"))
        for p in (tmp_path / "site").rglob("*")
        if p.is_file() and p.read_bytes() == AFTER
    }
    assert changed == {"a.md", "b.txt", "deep/c.markdown", "e.MD"}


def test_a_file_that_is_named_may_have_any_suffix(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(BEFORE)
    run("fix", path)
    assert path.read_bytes() == AFTER


def test_the_other_files_are_fixed_where_one_is_missing(
    run: Run, page: Path, tmp_path: Path
) -> None:
    status, _, err = run("fix", tmp_path / "nope.md", page)
    assert status == 2
    assert "nope.md: there is no such file or folder" in err
    assert page.read_bytes() == AFTER


def test_permission_bits_stay(run: Run, page: Path) -> None:
    page.chmod(0o751)
    run("fix", page)
    assert page.stat().st_mode & 0o7777 == 0o751


def test_a_symbolic_link_stays_one(run: Run, page: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(page)
    run("fix", link)
    assert link.is_symlink()
    assert page.read_bytes() == AFTER


@pytest.mark.parametrize("step", ["replace", "fsync", "chmod", "fdopen"])
def test_a_write_that_fails_leaves_the_original_and_nothing_else(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, step, full)
        status, _, err = run("fix", page)
    assert status == 2
    assert "can't be written: No space left on device; the file is as it was" in err
    assert page.read_bytes() == BEFORE
    assert [path.name for path in page.parent.iterdir()] == ["page.md"]


def test_the_other_files_are_fixed_where_one_cannot_be_written(
    run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(BEFORE)
    real = os.replace

    def once(source: str, target: str) -> None:
        if target.endswith("page.md"):
            raise OSError(13, "Permission denied")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "replace", once)
        status, out, err = run("fix", page, other)
    assert status == 2
    assert "page.md: can't be written: Permission denied" in err
    assert (page.read_bytes(), other.read_bytes()) == (BEFORE, AFTER)
    assert f"{page}:" not in out.decode(), "an edit that was not made is not told as one"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_leaves_its_files(run: Run, page: Path) -> None:
    page.parent.chmod(0o555)
    try:
        assert run("fix", page)[0] == 2
        assert page.read_bytes() == BEFORE
    finally:
        page.parent.chmod(0o755)


def test_killed_in_the_middle_the_file_is_whole(page: Path) -> None:
    """The process kills itself at the moment at which the new file would take its place."""
    code = (
        "import os, signal; from mtfix.cli.main import main\n"
        "os.replace = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"main(['fix', '--log', {str(page.parent / 'log')!r}, {str(page)!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    assert page.read_bytes() == BEFORE
    assert as_process("undo", page.parent / "log").returncode == 0
    assert page.read_bytes() == BEFORE


def test_an_interrupt_is_quiet(page: Path) -> None:
    code = (
        "import signal, time; from mtfix.cli.main import main; import mtfix, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # may be ignored outside
        "mtfix.Cleaner.clean = lambda *a, **k: signal.raise_signal(signal.SIGINT) or time.sleep(9)\n"
        f"sys.exit(main(['fix', {str(page)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr
    assert page.read_bytes() == BEFORE


# --- reports ----------------------------------------------------------------------------------------------------------


def test_the_diff_can_be_fed_to_patch(run: Run, tmp_path: Path) -> None:
    if shutil.which("patch") is None:
        pytest.skip("no patch")
    data = b"one\n" * 5 + BEFORE + b"two\n" * 9 + BEFORE.rstrip(b"\n")
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    status, out, _ = run("check", "--report", "diff", path)
    assert status == 1
    subprocess.run(["patch", "-p1", str(path)], input=out, check=True, capture_output=True)
    assert path.read_bytes() == data.replace(b"tiktok", b"TikTok").replace(
        b"byte skipping", b"ByteDance"
    )


@pytest.mark.parametrize(
    "name", ["CRLF", "a lone CR", "mixed line ends", "undecodable bytes", "a byte order mark"]
)
def test_the_diff_of_a_hard_file_can_be_fed_to_patch(tmp_path: Path, name: str) -> None:
    if shutil.which("patch") is None:
        pytest.skip("no patch")
    path = tmp_path / "page.txt"
    path.write_bytes(HARD[name])
    done = as_process("check", "--report", "diff", "--skip", "encoding", path)
    assert done.returncode == 1, done.stderr
    subprocess.run(
        ["patch", "--binary", "-p1", str(path)], input=done.stdout, check=True, capture_output=True
    )
    assert path.read_bytes() == HARD[name].replace(b"tiktok", b"TikTok")


def test_json_tells_every_edit_and_every_suggestion(run: Run, page: Path) -> None:
    page.write_bytes("é\n".encode() + BEFORE + b"\nThe U.S. of old.\n")
    _, out, _ = run("check", "--report", "json", page)
    [file] = json.loads(out)
    text = page.read_text(encoding="utf-8")
    assert file["path"] == str(page)
    assert [fix["rule"] for fix in file["fixes"]] == ["term/tiktok", "term/bytedance"]
    assert {fix["safety"] for fix in file["fixes"]} == {"safe"}
    edits = [edit for fix in file["fixes"] for edit in fix["edits"]]
    for edit in edits:
        assert text[edit["start"] : edit["end"]] == edit["old"]
    assert (edits[0]["line"], edits[0]["column"]) == (2, 9)


def test_a_byte_order_mark_is_no_column(run: Run, page: Path) -> None:
    page.write_bytes(b"\xef\xbb\xbftiktok grew.\n")
    [file] = json.loads(run("check", "--report", "json", page)[1])
    [edit] = file["fixes"][0]["edits"]
    assert (edit["start"], edit["column"]) == (0, 1)


def test_json_is_json_for_undecodable_bytes_and_without_findings(run: Run, page: Path) -> None:
    page.write_bytes(HARD["undecodable bytes"])
    _, out, _ = run("check", "--report", "json", page)
    assert json.loads(out)
    page.write_bytes(b"clean")
    assert json.loads(run("check", "--report", "json", page)[1]) == []


@pytest.mark.parametrize("report", ["text", "diff", "json"])
def test_reports_can_print_undecodable_bytes(page: Path, report: str) -> None:
    page.write_bytes(b"caf\xe9 tiktok \x80\n")
    for environment in (
        {},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        done = as_process("check", "--report", report, page, env={**os.environ, **environment})
        assert done.returncode == 1, done.stderr
        assert b"Traceback" not in done.stderr
        assert b"TikTok" in done.stdout


def test_reports_hold_no_colours_and_no_raw_controls_off_a_terminal(run: Run, page: Path) -> None:
    page.write_bytes(b"a \x1b[31mtiktok\x1b[0m \x07tiktok\n")
    _, out, _ = run("check", page)
    assert b"\x1b" not in out
    assert b"\x07" not in out


def test_a_long_edit_stays_on_one_line(run: Run, page: Path) -> None:
    page.write_bytes(b"In 2020 tik tok Co., Ltd.\nand tiktok grew.\n")
    _, out, _ = run("check", page)
    assert all(line.startswith(f"{page}:".encode()) for line in out.splitlines())


# --- the log, and undo ----------------------------------------------------------------------------------------------------


def test_undo_puts_back_what_a_logged_run_changed(run: Run, page: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    run("fix", "--log", log, page)
    assert page.read_bytes() == AFTER
    status, out, err = run("undo", log)
    assert (status, err) == (0, "")
    assert page.read_bytes() == BEFORE
    assert f"{page}: 2 fixes undone" in out.decode()


@pytest.mark.parametrize(
    "name", [name for name in HARD if name not in {"NUL", "UTF-16", "every byte"}]
)
def test_undo_gives_back_every_byte(run: Run, page: Path, tmp_path: Path, name: str) -> None:
    page.write_bytes(HARD[name] + b" caf\xc3\x83\xc2\xa9 \x01\x80 tiktok")
    before = page.read_bytes()
    run("fix", "--log", tmp_path / "log", page)
    assert page.read_bytes() != before
    assert run("undo", tmp_path / "log")[0] == 0
    assert page.read_bytes() == before


def test_undo_twice_is_undo_once(run: Run, page: Path, tmp_path: Path) -> None:
    run("fix", "--log", tmp_path / "log", page)
    run("undo", tmp_path / "log")
    assert run("undo", tmp_path / "log")[0] == 0
    assert page.read_bytes() == BEFORE


def test_runs_that_follow_one_another_are_undone_from_the_last(
    run: Run, page: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    run("fix", "--only", "term/tiktok", "--log", log, page)
    run("fix", "--log", log, page)
    assert page.read_bytes() == AFTER
    assert run("undo", log)[0] == 0
    assert page.read_bytes() == BEFORE


def test_undo_refuses_a_file_that_has_changed_since(run: Run, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(BEFORE)
    run("fix", "--log", tmp_path / "log", page, other)
    page.write_bytes(AFTER + b"More.\n")
    status, _, err = run("undo", tmp_path / "log")
    assert status == 2
    assert f"{page}: has changed since; left as it is" in err
    assert page.read_bytes() == AFTER + b"More.\n"
    assert other.read_bytes() == BEFORE


def test_undo_tells_of_a_file_that_is_gone(run: Run, page: Path, tmp_path: Path) -> None:
    run("fix", "--log", tmp_path / "log", page)
    page.unlink()
    status, _, err = run("undo", tmp_path / "log")
    assert status == 2
    assert "can't be read" in err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "log:1: not a log of mtfix"),
        (b"hello\n", "log:1: not"),
        (b"\xff\n", "log:1: not a log of mtfix"),
        (b'{"mtfix-log": 999}\n', "log:1: not a log of mtfix"),
        (b'{"mtfix-log": 2}\n{"path": 1}\n{"path": 2}\n', "log:2: not an entry"),
        (b'{"mtfix-log": 2}\n[]\n[]\n', "log:2: not an entry"),
    ],
)
def test_what_is_no_log_is_refused_with_its_line(
    run: Run, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "log").write_bytes(content)
    status, _, err = run("undo", tmp_path / "log")
    assert status == 2
    assert message in err


def test_a_log_that_was_cut_off_is_undone_as_far_as_it_goes(
    run: Run, page: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    run("fix", "--log", log, page)
    with log.open("ab") as file:
        file.write(b'{"path": "half')
    assert run("undo", log)[0] == 0
    assert page.read_bytes() == BEFORE


def test_a_log_behind_a_cut_off_one_can_still_be_undone(
    run: Run, page: Path, tmp_path: Path
) -> None:
    """A run was killed while it wrote the log; the next one appends to it."""
    log = tmp_path / "log"
    log.write_bytes(b'{"mtfix-log": 2}\n{"path": "half')
    run("fix", "--log", log, page)
    assert page.read_bytes() == AFTER
    assert run("undo", log)[0] == 0
    assert page.read_bytes() == BEFORE


def test_a_log_that_cannot_be_written_stops_the_run(run: Run, page: Path) -> None:
    status, _, err = run("fix", "--log", page.parent, page)
    assert status == 2
    assert "can't be written" in err
    assert page.read_bytes() == BEFORE


def test_a_file_that_is_no_log_is_not_appended_to(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"my notes\n")
    status, _, err = run("fix", "--log", tmp_path / "notes.txt", page)
    assert status == 2
    assert "notes.txt" in err
    assert (tmp_path / "notes.txt").read_bytes() == b"my notes\n"
    assert page.read_bytes() == BEFORE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_log_on_a_full_disk_leaves_the_files(page: Path) -> None:
    """In a process of its own with little memory: the device can be read without end."""
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    done = as_process("fix", "--log", "/dev/full", page, preexec_fn=limited)
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    assert page.read_bytes() == BEFORE


def test_the_edits_of_a_filter_are_logged_but_cannot_be_undone(run: Run, tmp_path: Path) -> None:
    assert run("clean", "--log", tmp_path / "log", stdin=BEFORE)[1] == AFTER
    status, _, err = run("undo", tmp_path / "log")
    assert "can't be put back" in err
    assert status in {0, 2}


# --- explain and glossary ------------------------------------------------------------------------------------------------------


def test_explain_tells_of_every_candidate_what_was_decided_and_what_would_tip_it(
    run: Run, page: Path
) -> None:
    page.write_bytes(
        BEFORE
        + b"The oracle bone inscriptions were in the cloud.\n\nIn Anyang they found oracle bone inscriptions.\n"
    )
    status, out, err = run("explain", page)
    told = out.decode()
    assert (status, err) == (0, "")
    assert f"{page}:1:9: tiktok → TikTok [term/tiktok]: rewrite" in told
    assert "[term/oracle]" in told
    assert "cloud" in told
    assert "more for it would make it safe" in told or "against it would" in told


def test_explain_tells_places_in_the_file(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "page.md"
    path.write_text("---\nslug: x\ntitle: Users of tiktok\n---\n\n**Shares** of tiktok rose.\n")
    _, out, _ = run("explain", path)
    assert [line.split(": ")[0] for line in out.decode().splitlines() if ": tiktok" in line] == [
        f"{path}:3:17",
        f"{path}:6:15",
    ]


def test_explain_reads_standard_input(run: Run) -> None:
    status, out, _ = run("explain", "-", stdin=BEFORE)
    assert status == 0
    assert b"<stdin>:1:9: " in out


def test_explain_shows_other_edits_too(run: Run) -> None:
    _, out, _ = run("explain", "-", stdin="They met at the the office, cafÃ©.\n".encode())
    assert b"surface/doubled-article" in out
    assert b"encoding/mojibake" in out


@pytest.mark.parametrize(
    "name", ["term/tiktok", "TikTok", "surface/doubled-article", "boilerplate/rating-widget"]
)
def test_explain_shows_a_rule(run: Run, name: str) -> None:
    status, out, _ = run("explain", name)
    assert status == 0
    assert b"examples" in out


def test_explain_of_nothing_known_says_so(run: Run) -> None:
    status, _, err = run("explain", "term/nope")
    assert status == 2
    assert "no file and no rule" in err


def test_the_glossary_is_listed(run: Run) -> None:
    status, out, _ = run("glossary", "list")
    assert status == 0
    assert [
        line.split()[0] for line in out.decode().splitlines()
    ] == mtfix.packs.sources.shipped_names()


def test_a_pack_is_checked_as_a_whole(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "about: a\nterms:\n- term: Qorax\n  kind: product\n  variants: [quora axe, Qorax]\n"
        "  examples: [We met quora axe. => We met Zorax., nothing => something]\n"
    )
    status, out, err = run("glossary", "check", path)
    assert status == 2
    assert err.count(f"mtfix: {path}:") == 3
    assert b"1 packs, 1 rules, 2 examples, 3 problems" in out


def test_a_shipped_pack_passes_its_check(run: Run) -> None:
    status, out, err = run("glossary", "check", "zh-en/metrics")
    assert (status, err) == (0, "")
    assert b" 0 problems" in out


def test_a_rule_is_shown_as_it_was_understood(run: Run) -> None:
    status, out, _ = run("glossary", "show", "term/tiktok")
    assert status == 0
    assert b"variants: " in out
    assert run("glossary", "show", "nope")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["fix", "\0"],
        ["check", "x" * 10_000],
        ["explain", "\udc80"],
        ["undo", "\0"],
        ["clean", "a\0b"],
        ["glossary", "check", "\0"],
    ],
)
def test_names_that_no_file_can_have_are_told_in_a_line(run: Run, arguments: list[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert err.startswith("mtfix: ")
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["check", "clean"])
def test_an_error_of_mtfix_is_told_without_the_words_of_others(
    run: Run, page: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("their words")

    monkeypatch.setattr("mtfix.pipeline.pipeline.formats.read_document", fail)
    status, out, err = run(command, str(page))
    assert status == 2
    assert f"{page}: an error in mtfix (RuntimeError in mtfix.pipeline.pipeline:" in err
    assert "their words" not in err
    assert command == "check" or out == page.read_bytes()
