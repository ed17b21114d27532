"""Attacks on the laws: see the docstring of this package for how to run them longer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from attack import harness, inputs
from attack.laws import broken_law
from mtfix import Cleaner, formats
from mtfix.cli.argument_parser import options_with_values, parser
from mtfix.cli.options import make_cleaner, option_values
from mtfix.cli.piece_cleaner import AS_IT_IS
from mtfix.fs import files
from mtfix.packs.model import PackError

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

pytestmark = [pytest.mark.attack, pytest.mark.filterwarnings("ignore")]
CASES = json.loads((Path(__file__).parent / "cases.json").read_text())
FORMATS = sorted(formats.NAMES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["law"])
def test_cases_that_broke_a_law_once(cleaner: Cleaner, case: dict[str, str]) -> None:
    assert not broken_law(cleaner, case["text"], case["format"])


def test_no_document_breaks_a_law(cleaner: Cleaner) -> None:
    for draw in harness.draws("documents", 2 * harness.SECONDS):
        format_ = draw.choice(FORMATS)
        text = inputs.document(draw, format_)
        law = broken_law(cleaner, text, format_)
        if law:
            least = harness.smallest(text, lambda one, f=format_: bool(broken_law(cleaner, one, f)))
            case = {"law": broken_law(cleaner, least, format_), "format": format_, "text": least}
            pytest.fail(f"{json.dumps(case)}\n(seed {harness.SEED})")


def test_library_pipe_lines_and_files_give_the_same_bytes(
    cleaner: Cleaner, run: Run, tmp_path: Path
) -> None:
    for draw in harness.draws("ways"):
        format_ = draw.choice(["plain", "markdown", "jsonl", "tsv"])
        data = inputs.document(draw, format_).encode("utf-8", "surrogateescape")
        if b"\0" in data or data.startswith(b"\xef\xbb\xbf"):
            continue
        text = data.decode("utf-8", "surrogateescape")
        expected = cleaner.clean(text, format=format_).text.encode("utf-8", "surrogateescape")
        options = ("--no-config", "--jobs", "1", "--format", format_)
        piped = run("clean", *options, stdin=data)
        assert piped[1] == expected, (data, harness.SEED)
        path = tmp_path / "page.txt"
        path.write_bytes(data)
        status, _, err = run("fix", *options, "--no-baseline", path)
        assert status in {0, 2}, (data, err)
        if "skipped" not in err:
            assert path.read_bytes() == expected, (data, harness.SEED)
        log = tmp_path / "run.jsonl"
        path.write_bytes(data)
        run("fix", *options, "--log", log, path)
        run("undo", log)
        log.unlink()
        assert path.read_bytes() == data, harness.SEED
        if format_ == "plain":
            lines = data.decode("utf-8", "surrogateescape").split("\n")
            each = "\n".join(cleaner.clean(line).text for line in lines)
            by_line = run("clean", *options[:3], "--each", "line", stdin=data)[1]
            assert by_line == each.encode("utf-8", "surrogateescape"), (data, harness.SEED)


def test_no_option_costs_the_input_or_ends_in_a_traceback(run: Run, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    (tmp_path / "page.md").write_text("In 2020 tiktok grew.\n")
    (tmp_path / "run.jsonl").write_bytes(b'{"mtfix-log": 2}\n')
    names = sorted(options_with_values("clean"))
    values = ["", "x", "page.md", "run.jsonl", ".", "-", "--", "\033[31m", "7", "a=b", "none", "\0"]
    for draw in harness.draws("options"):
        some = draw.choice([values, [*names, *values, "--bogus", "--unsafe"]])
        words = draw.choices(some, k=draw.randrange(5))
        data = inputs.text(draw).encode("utf-8", "surrogateescape")
        status, out, err = run("clean", *words, stdin=data)
        assert status in {0, 2}, (words, harness.SEED)
        assert "Traceback" not in err
        assert "please report" not in err, (words, err)
        if status == 2 and not any(map(os.path.exists, words)):
            assert out == _written(words, data, err), (words, out, data, harness.SEED)


def _written(words: list[str], data: bytes, err: str) -> bytes:
    """What `clean` writes that ends with status 2, where none of the words names a file: nothing
    where standard input is not named, what cleaning it gives where but other names are wrong, and
    else the input."""
    words = ["--unsafe=*" if word == "--unsafe" else word for word in words]
    try:
        options = parser(["clean"]).parse_args(["clean", *words])
    except SystemExit:
        return data
    if options.files and "-" not in options.files:
        return b""
    if AS_IT_IS in err:  # an option is wrong, or the input is no text
        return data
    source = files.source("", data)
    return source.encode(make_cleaner(option_values(options)).clean(source.text).text)


def test_every_command_reads_any_bytes(run: Run, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    commands = [
        ["undo", "odd"], ["apply", "odd"], ["explain", "odd"], ["check", "odd", "--format", "plain"],
        ["check", "page.md", "--pack", "odd.yaml"], ["check", "page.md", "--config", "odd"],
        ["check", "page.md", "--source", "odd"], ["glossary", "check", "odd.yaml"],
        ["glossary", "import", "--format", "tbx", "odd"],
        ["glossary", "import", "--format", "deepl-csv", "odd"], ["learn", "--format", "jsonl", "odd"],
    ]  # fmt: skip
    heads = [
        b"",
        b'{"mtfix-log": 2}\n',
        b"# mtfix edits 2\n",
        b"about: x\nterms:\n",
        b"<?xml version='1.0'?><tbx>",
        b"exclude = [",
    ]
    page = tmp_path / "page.md"
    for draw in harness.draws("files"):
        page.write_text("In 2020 tiktok grew.\n")
        data = draw.choice(heads) + inputs.text(draw).encode("utf-8", "surrogateescape")
        data = data[: draw.randrange(len(data) + 1)]
        for name in ("odd", "odd.yaml", ".mtfix.toml", ".mtfix-baseline"):
            Path(name).unlink(missing_ok=True)
        Path("odd").write_bytes(data)
        Path("odd.yaml").write_bytes(data)
        if draw.random() < 0.2:
            Path(draw.choice([".mtfix.toml", ".mtfix-baseline"])).write_bytes(data)
        command = draw.choice(commands)
        status, _, err = run(*command)
        assert status in {0, 1, 2}
        assert "please report" not in err, (command, data, err, harness.SEED)
        assert page.read_text() == "In 2020 tiktok grew.\n"


def test_no_field_of_a_pack_ends_in_a_traceback() -> None:
    from mtfix.verification.proof import failing_lines

    fields = [
        "term",
        "kind",
        "variants",
        "examples",
        "unless",
        "for",
        "against",
        "source",
        "note",
        "pattern",
        "triggers",
        "topics",
    ]
    values = [
        "x",
        "[]",
        "{a: 1}",
        "[1, 2]",
        "'{a|b}'",
        "null",
        "&a [*a]",
        "1e999",
        "'(a+)+'",
        "[tik tok]",
        "yes",
        "- \n",
    ]
    for draw in harness.draws("packs"):
        rows = "".join(
            f"  {draw.choice(fields)}: {draw.choice(values)}\n" for _ in range(draw.randrange(1, 5))
        )
        sort = draw.choice(["terms", "surface", "boilerplate", "lines"])
        text = f"about: x\nfrom: zh\nto: en\n{sort}:\n- id: odd\n{rows}"
        try:
            failing_lines(text)
        except (PackError, ValueError):
            continue


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
def test_killed_at_any_moment_files_are_whole_and_can_be_undone(tmp_path: Path) -> None:
    before, after = b"In 2020 tiktok grew.\n" * 50, b"In 2020 TikTok grew.\n" * 50
    pages = [tmp_path / f"{number}.md" for number in range(40)]
    log = tmp_path / "run.jsonl"
    for draw in harness.draws("kills"):
        for page in pages:
            page.write_bytes(before)
        log.unlink(missing_ok=True)
        command = [sys.executable, "-m", "mtfix", "fix", "--no-config", "--log", log, tmp_path]
        runs = [
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(draw.choice([1, 2]))
        ]
        time.sleep(draw.random() * 1.5)
        for one in runs:
            one.send_signal(draw.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        for one in runs:
            one.wait()
        assert {page.read_bytes() for page in pages} <= {before, after}, harness.SEED
        if log.exists():
            subprocess.run(
                [sys.executable, "-m", "mtfix", "undo", log], check=False, capture_output=True
            )
        if len(runs) == 1:
            assert {page.read_bytes() for page in pages} == {before}, harness.SEED


FAMILIES: dict[str, Callable[[int], str]] = {
    "sentences": lambda size: "In 2020 tiktok grew. " * (size // 21),
    "signs": lambda size: "A，" * (size // 2),
    "mojibake": lambda size: "itâ€™s cafÃ© " * (size // 13),
    "brackets": lambda size: "[" * size,
    "emphasis": lambda size: "*a " * (size // 3),
    "short lines": lambda size: "Home\n" * (size // 5),
    "quotes": lambda size: '"' * size,
    "spaces": lambda size: " " * size + "x",
}


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("format_", ["plain", "markdown"])
def test_time_grows_no_faster_than_the_text(cleaner: Cleaner, name: str, format_: str) -> None:
    def seconds(size: int) -> float:
        text, best = FAMILIES[name](size), 60.0
        for _ in range(2):
            begun = time.thread_time()
            cleaner.clean(text, format=format_)
            best = min(best, time.thread_time() - begun)
        return best

    cleaner.clean(FAMILIES[name](500), format=format_)
    assert seconds(4_000) < 12 * seconds(1_000) + 0.05
