"""Which module may know of which, and what is imported only when it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mtfix

ROOT = Path(mtfix.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
CORE = [path for path in MODULES if "cli" not in path.relative_to(ROOT).parts]


def imported(code: str) -> set[str]:
    """The modules that are there after some code has run in a new interpreter."""
    code += "\nimport sys; print(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_imports_point_one_way() -> None:
    pytest.importorskip("importlinter")
    contracts = ROOT.parent / "pyproject.toml"
    if not contracts.exists():
        pytest.skip("not a checkout")
    code = "from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT.parent,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_mtfix_imports_no_parser_and_no_repairer() -> None:
    heavy = {
        "yaml",
        "ftfy",
        "regex",
        "argparse",
        "dataclasses",
        "difflib",
        "html",
        "tempfile",
        "importlib.resources",
    }
    assert not imported("import mtfix") & heavy


def test_a_cleaner_of_remembered_packs_imports_neither_yaml_nor_ftfy_nor_regex(
    cache_folder: str,
) -> None:
    mtfix.Cleaner()
    code = "import mtfix; mtfix.Cleaner().clean('In 2020 tiktok grew.')"
    assert not imported(code) & {"yaml", "ftfy", "regex"}


def test_the_filter_imports_neither_yaml_nor_ftfy_nor_regex_for_clean_text(
    cache_folder: str,
) -> None:
    mtfix.Cleaner()
    code = "import io, sys; sys.stdin = io.TextIOWrapper(io.BytesIO(b'clean')); from mtfix.cli.main import main; main(['clean'])"
    assert not imported(code) & {
        "yaml",
        "ftfy",
        "regex",
        "difflib",
        "mtfix.cli.fix",
        "mtfix.stages.terms",
    }


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_does_not_print(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not names & {"print", "input", "breakpoint", "eval", "exec"}
    attributes = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not attributes & {"sys.stdout", "sys.stderr", "sys.stdin"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_pickles_and_nothing_reaches_for_the_network(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    if path.name == "history.py":  # the history of a repository is asked of git
        names.remove("subprocess")
    assert not names & {
        "pickle",
        "marshal",
        "shelve",
        "socket",
        "urllib",
        "http",
        "requests",
        "subprocess",
    }


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path
        for path in MODULES
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent
