"""Which module may know of which, and what is imported only when it is needed.

That the core neither prints nor pickles nor reaches for the network, and that every module says
what it is for, is checked by ruff: see `pyproject.toml`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mtfix

ROOT = Path(mtfix.__file__).parent


def imported(code: str, stdin: str = "") -> set[str]:
    """The modules that are there after some code has run in a new interpreter."""
    code += "\nimport sys; print(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], input=stdin, capture_output=True, text=True, check=True
    )
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
    assert not imported("import mtfix; mtfix.Cleaner") & heavy


def test_all_public_names_are_there_and_no_others() -> None:
    assert not [name for name in mtfix.__all__ if not hasattr(mtfix, name)]
    assert set(mtfix.__all__) <= set(dir(mtfix))
    with pytest.raises(AttributeError, match="module 'mtfix' has no attribute 'nothing'"):
        _ = mtfix.nothing


def test_what_starts_processes_is_imported_only_when_they_are_started(cache_folder: str) -> None:
    code = "from mtfix.cli.main import main; main(['clean', '--jobs', '2'])"
    heavy = {"multiprocessing", "queue", "signal", "mtfix.cli.worker_pool"}
    assert not imported(code, "In 2020 tiktok grew.") & heavy


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


def test_no_command_that_cleans_imports_what_authors_use(cache_folder: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("A tiktok video rose.\n", encoding="utf-8")
    runs = [[name, str(page)] for name in ("check", "explain", "fix")]
    code = f"from mtfix.cli.main import main; print([main(one) for one in {[['clean'], *runs]!r}])"
    found = imported(code, "A tiktok video rose.")
    assert page.read_text(encoding="utf-8") == "A TikTok video rose.\n"
    assert {"mtfix.cli.fix", "mtfix.cli.explain", "mtfix.stages.terms"} <= found
    others = "mtfix.authoring", "mtfix.interchange", "mtfix.lsp", "pygls", "lsprotocol"
    assert not [name for name in found if name.startswith(others)]
