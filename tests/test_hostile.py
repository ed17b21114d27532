"""Broken and hostile packs, as a user meets them: an error with file, line and remedy, in bounded
time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import mtfix
from mtfix.packs.model import PackError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

SECONDS, BYTES = 60, 2_000_000_000
"""Limits of a run; a machine under load is slow, a pack without end is slower."""
HEAD = "about: For a test.\nfrom: zh\nterms:\n"
ENTRY = """\
- term: Qorax
  kind: organization
  variants: [quora axe]
  examples:
  - We met quora axe. => We met Qorax.
"""


def entry(variants: str, more: str = "") -> str:
    return f"{HEAD}- term: Qorax\n  kind: product\n{more}  variants:\n{variants}"


def surface(trigger: str, pattern: str, replace: str, *examples: str) -> str:
    lines = "".join(f"  - {example}\n" for example in examples)
    return (
        "about: For a test.\nsurface:\n- id: trial\n  about: a trial\n  safety: safe\n"
        f"  triggers: [{trigger}]\n  pattern: '{pattern}'\n  replace: '{replace}'\n  examples:\n{lines}"
    )


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
)
HOSTILE = [
    pytest.param(LAUGHS, 2, "aliases", id="a billion laughs"),
    pytest.param("a: " + "[" * 100_000, 1, "nests too deeply", id="lists without end"),
    pytest.param("a:\n" + "".join(" " * n + "b:\n" for n in range(1, 2000)), 21, "nests too deeply", id="mappings without end"),
    pytest.param("#" * 11_000_000, 1, "larger than 10,000,000 characters", id="a file of eleven megabytes"),
    pytest.param("é" * 21_000_000, 1, "larger than 40,000,000 bytes", id="a file of forty megabytes"),
    pytest.param(entry("  - '" + "{a|b}" * 60 + "'\n"), 7, "more than 2000 texts", id="choices of 2^60 texts"),
    pytest.param(entry("".join(f"  - 'x{n} {{a..z}}{{a..z}}'\n" for n in range(1500))), 36, "over 20,000 texts", id="a million variants in one field"),
    pytest.param(HEAD + "".join(f"- term: T{n}\n  kind: product\n  variants: ['x{n} {{a..z}}{{a..z}}{{a|b}}']\n" for n in range(800)), 445, "200,000 variants", id="a million variants in one pack"),
    pytest.param(entry("  - qqa bb\n", "  for: [" + ", ".join(f"c{n}" for n in range(50_000)) + "]\n"), 4, "over 1,000 cues", id="cues without end"),
    pytest.param(surface("qqe", "(" * 5000 + "qqe" + ")" * 5000, "x", "aqqe => ax"), 7, "does not compile", id="a pattern of brackets"),
    pytest.param(surface("qqe", "q" * 30_000, "x", "aqqe => ax"), 7, "over 20,000 characters", id="a pattern without end"),
    pytest.param(surface("qqa", "q(q|a|aa)+c", "x", "qqac => x", "qq" + "a" * 60), 3, "takes longer than", id="a pattern that backtracks for ever"),
    pytest.param(surface("qq", "qq", "qqq", "The qq => The qqq"), 10, "change their own result again and again", id="a rule that matches its own result"),
    pytest.param(surface("e", ".*", "", "aaae => "), 3, "breaks an example of", id="a pattern that takes all"),
    pytest.param(b"\x80\x81\xff" * 1000, 1, "not UTF-8", id="bytes that are no text"),
]  # fmt: skip
BROKEN = [
    pytest.param(HEAD + ENTRY.replace("- term", "- <<: {term: Y}\n  term"), 4, "'<<' is read by YAML as merge", id="a merge key"),
    pytest.param(HEAD + ENTRY.replace("Qorax", "!!python/object/apply:os.getcwd []", 1), 4, "text is expected", id="a tag of Python"),
    pytest.param("? [a, b]\n: c\n", 1, "text is expected", id="a list as a key"),
    pytest.param(HEAD + ENTRY.replace("quora axe]", '"quora \\u202eaxe"]'), 6, "control or formatting", id="a sign that turns the direction"),
    pytest.param(HEAD + ENTRY.replace("Qorax", '"Q\\u0000x"', 1), 4, "control or formatting", id="a term with NUL"),
    pytest.param(HEAD + ENTRY.replace("Qorax", "[Qorax]", 1), 4, "text is expected", id="a list as a term"),
    pytest.param("about: a\nterms:\n", 2, "expected", id="no terms"),
    pytest.param(b"about: a\0b\n", 1, "not valid YAML", id="NUL"),
]  # fmt: skip


def bounded(
    *arguments: str, cache: Path | str, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own, with little memory and time."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    return subprocess.run(
        [sys.executable, "-m", "mtfix", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=10 * SECONDS,
        preexec_fn=limit if os.name == "posix" else None,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONUTF8": "1"},
        check=False,
    )


def put(folder: Path, text: str | bytes) -> str:
    path = folder / "bad.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def check_error(path: str, line: int, problem: str) -> None:
    """Let the library refuse a pack, with the place, the problem and a remedy."""
    with pytest.raises(PackError) as raised:
        mtfix.Cleaner(["shipped", path])
    assert (raised.value.problem.path, raised.value.problem.line) == (path, line)
    assert problem in raised.value.problem.text
    assert raised.value.problem.remedy


COMMANDS = [["glossary", "check"], ["clean", "--pack"]]


def check_report(arguments: list[str], line: int, status: int, out: str, err: str) -> None:
    """A command says where the pack is wrong, in few words, and gives the text as it was."""
    assert status == 2, err
    assert f"mtfix: {arguments[-1]}:{line}: " in err
    assert "Traceback" not in err
    assert len(err) < 5_000
    assert out == "As it is.\n" or arguments[0] == "glossary"


@pytest.mark.parametrize(("text", "line", "problem"), HOSTILE)
def test_a_hostile_pack_is_an_error_with_its_place_however_it_is_used(
    tmp_path: Path, cache_folder: str, text: str | bytes, line: int, problem: str
) -> None:
    path = put(tmp_path, text)
    for command in COMMANDS:
        arguments = [*command, path]
        ran = bounded(*arguments, cache=cache_folder, stdin="As it is.\n")
        check_report(arguments, line, ran.returncode, ran.stdout, ran.stderr)
        assert problem in ran.stderr


@pytest.mark.parametrize(("text", "line", "problem"), BROKEN)
def test_a_broken_pack_is_an_error_with_its_place_however_it_is_used(
    tmp_path: Path, run: Run, text: str | bytes, line: int, problem: str
) -> None:
    """These packs are small, so no process of their own is needed to bound them."""
    path = put(tmp_path, text)
    check_error(path, line, problem)
    for command in COMMANDS:
        arguments = [*command, path]
        status, out, err = run(*arguments, stdin=b"As it is.\n")
        check_report(arguments, line, status, out.decode(), err)


def test_a_sound_pack_is_read_within_the_same_bounds(tmp_path: Path, cache_folder: str) -> None:
    path = put(tmp_path, HEAD + ENTRY)
    ran = bounded("glossary", "check", path, cache=cache_folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    ran = bounded("clean", "--pack", path, cache=cache_folder, stdin="We met quora axe.\n")
    assert (ran.stdout, ran.stderr) == ("We met Qorax.\n", "")


def test_a_pattern_that_backtracks_on_a_text_is_stopped_and_named(
    tmp_path: Path, cache_folder: str
) -> None:
    """Its examples are short; the text is not."""
    path = put(tmp_path, surface("qqa", "q(q|a|aa)+c", "x", "qqac => x", "qqab"))
    text = "qq" + "a" * 90 + "\n"
    ran = bounded("clean", "--pack", path, cache=cache_folder, stdin=text * 3)
    assert (ran.returncode, ran.stdout) == (0, text * 3)
    assert ran.stderr.count("takes longer than") == 1
    assert f"warning: {path}:3: surface/trial: " in ran.stderr
