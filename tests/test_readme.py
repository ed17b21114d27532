"""The README tells the truth: what it shows is what happens, and nothing is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from mtfix.cli.argument_parser import COMMANDS
from mtfix.packs.sources import shipped_names
from mtfix.reports import render
from mtfix.reports.finding import Finding

if TYPE_CHECKING:
    from mtfix import Cleaner

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order, without their fences and indentation."""
    fenced = rf"^( *)```{language}\n(.*?)^\1```$"
    found = re.findall(fenced, text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def _bash(script: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = {**kept, "HOME": str(home)}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        text=True,
        encoding="utf-8",
        capture_output=True,
        timeout=900,
        check=False,
    )


# --- the first screen ----------------------------------------------------------------------------


def test_the_first_two_shell_blocks_hold_one_command_each() -> None:
    clean, test = blocks(README, "sh")[:2]
    for block in (clean, test):
        assert block.count("\n") == 1
        assert not re.search(r"[;|#\\]", block.replace("||", ""))
        assert block.startswith("python3 -m venv .venv && ")
    assert "mtfix clean samples/" in clean
    assert " -m pytest" in test


def test_the_sample_of_the_first_command_exists() -> None:
    [path] = re.findall(r"mtfix clean (\S+)", blocks(README, "sh")[0])
    assert (ROOT / path).is_file()


def test_the_diff_is_what_mtfix_says(cleaner: Cleaner) -> None:
    shown = blocks(README, "diff")[0]
    before = "".join(line[1:] + "\n" for line in shown.splitlines()[3:] if line.startswith("-"))
    finding = Finding("news.txt", cleaner.clean(before))
    assert "".join(render("diff", [finding])) == shown
    assert shown.count("\n") == 5


# --- sessions ------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the sessions are those of a POSIX shell")
def test_every_session_runs_as_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.setenv("PATH", os.path.dirname(sys.executable), prepend=os.pathsep)
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for pack in blocks(text, "yaml")[: name == "CONTRIBUTING.md"]:
            (tmp_path / "yadan.yaml").write_text(pack, encoding="utf-8")
        for session in blocks(text, "console"):
            shown = ""
            for command in re.findall(r"^\$ (.*)$", session, re.MULTILINE):
                ran = _bash(f"{{ {command}\n}} 2>&1 || true", tmp_path, tmp_path)
                shown += f"$ {command}\n{ran.stdout}"
            assert shown == session, name


# --- nothing is missing --------------------------------------------------------------------------


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`mtfix {command}" in README


@pytest.mark.parametrize("pack", shipped_names())
def test_every_shipped_pack_is_in_the_readme(pack: str) -> None:
    folder = f"{pack.rpartition('/')[0]}/*"
    assert f"| `{pack}` |" in README or f"| `{folder}` |" in README


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_every_hook_is_in_the_readme_and_runs_a_command(hook: dict[str, object]) -> None:
    assert f"id: {hook['id']} " in README
    name, command = str(hook["entry"]).split()
    assert name == "mtfix"
    assert command in COMMANDS
    assert {"markdown", "mdx", "plain-text", "html", "rst", "pofile"} <= set(hook["types_or"])


def test_ci_runs_the_second_shell_block_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    [awk] = re.findall(r"block=\$\((awk .*)\)", script)
    assert _bash(awk, ROOT, ROOT).stdout == blocks(README, "sh")[1]


# --- on a fresh machine --------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the command is that of a POSIX shell")
def test_the_first_command_works_on_a_fresh_machine(tmp_path: Path) -> None:
    fresh, home = tmp_path / "fresh", tmp_path / "home"
    home.mkdir()
    left_out = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "build", "dist")
    shutil.copytree(ROOT, fresh, ignore=left_out)
    ran = _bash(blocks(README, "sh")[0], fresh, home)
    after = (ROOT / "samples" / "translated-news" / "after.txt").read_text(encoding="utf-8")
    assert (ran.stdout, ran.returncode) == (after, 0), ran.stderr
