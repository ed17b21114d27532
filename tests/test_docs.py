"""The documents: the reference is that of the parser, links lead somewhere, examples hold."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_readme import blocks

from mtfix import Cleaner
from mtfix.cli.argument_parser import parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_regressions.file_regression import FileRegressionFixture

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(ROOT.glob("docs/*.md")),
    ROOT / "samples" / "README.md",
    ROOT / "glossaries" / "README.md",
]
IDS = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ABOUT = """\
# Command line

What `--help` says of each command.
This page is written by `pytest tests/test_docs.py --force-regen`.
"""


def _parsers(one: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser and those of its commands, in the order in which help lists them."""
    yield one
    for action in one._actions:  # argparse has no public way to the commands of a parser
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _parsers(below)


def test_the_reference_is_what_help_says(file_regression: FileRegressionFixture) -> None:
    parts = [f"## {one.prog}\n\n```text\n{one.format_help()}```\n" for one in _parsers(parser())]
    reference = "\n".join([ABOUT, *parts])
    file_regression.check(reference.encode(), binary=True, fullpath=ROOT / "docs" / "cli.md")


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_links_lead_to_files_of_the_repository(path: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)
    for target in re.findall(r"(?<!`)\]\(([^)#:\s]+)\)", prose):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_the_documents_are_clean_themselves(path: Path, cleaner: Cleaner) -> None:
    """Examples of damage stand in code, and code is never touched."""
    assert cleaner.clean(path.read_text(encoding="utf-8")).edits == ()


def test_the_architecture_lists_modules_in_the_order_of_their_imports() -> None:
    """The contract of imports, read from the bottom up, is the reading order."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = project["tool"]["importlinter"]["contracts"]
    layers = [set(re.findall(r"mtfix\.(\w+)", layer)) for layer in reversed(contract["layers"])]
    layers = [layer - {"__main__"} for layer in layers if layer != {"__main__"}]
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    text = text.partition("## Packages, in reading order")[2]
    listed = re.findall(r"^\| `(\w+)/?` \|", text, re.MULTILINE)
    for layer in layers:
        assert set(listed[: len(layer)]) == layer
        del listed[: len(layer)]
    assert not listed


# --- the sessions of docs/formats.md ---------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the sessions are those of a POSIX shell")
@pytest.mark.parametrize("session", blocks(FORMATS, "console"))
def test_a_session_runs_as_it_is_shown(session: str, tmp_path: Path) -> None:
    """A file that is shown by `cat` is written first."""
    for name, text in re.findall(r"^\$ cat (\S+)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE):
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = ""
    for command in re.findall(r"^\$ (.*)$", session, re.MULTILINE):
        script = f'mtfix() {{ "{sys.executable}" -m mtfix "$@"; }}; {{ {command}\n}} 2>&1'
        ran = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, stdout=subprocess.PIPE, check=False
        )
        shown += f"$ {command}\n{ran.stdout.decode()}"
    assert shown == session


@pytest.mark.parametrize("block", blocks(FORMATS, "yaml"))
def test_a_term_base_is_a_pack_that_loads(block: str, tmp_path: Path) -> None:
    pack = tmp_path / "base.yaml"
    pack.write_text(block, encoding="utf-8")
    [one] = Cleaner([pack]).clean("Its power.", "Die Zugfestigkeit").missing
    assert one.expected == ("tensile strength",)


# --- the worked examples of CONTRIBUTING ---------------------------------------------------------


@pytest.mark.parametrize("block", blocks(CONTRIBUTING, "yaml"))
def test_a_worked_example_is_a_pack_that_loads(block: str, tmp_path: Path) -> None:
    """It loads: then all its examples have passed."""
    pack = tmp_path / "example.yaml"
    pack.write_text(block, encoding="utf-8")
    Cleaner(["shipped", pack])
