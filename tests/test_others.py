"""Files of other users: caches and configurations that are not the user's say nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtfix.fs import cache_dir

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="owners and modes of POSIX systems")
PAGE = "In 2020 tiktok grew.\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of caches, with one in a folder in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache_dir.write("own/a.cache", b"data")
    assert cache_dir.load("own/a.cache") == b"data"
    return tmp_path / "mtfix"


def test_folders_of_caches_are_the_users_alone(cache: Path) -> None:
    assert [path.stat().st_mode & 0o777 for path in (cache, cache / "own")] == [0o700] * 2


@pytest.mark.parametrize("path", [".", "own", "own/a.cache"])
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_cache_that_others_may_write_is_none(cache: Path, path: str, mode: int) -> None:
    (cache / path).chmod(mode)
    assert cache_dir.load("own/a.cache") == b""
    assert cache_dir.read_indexed("own/a.cache") == cache_dir.Indexed()


def test_a_cache_of_another_user_is_none_and_none_is_written_beside_it(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: real + 1)
    assert cache_dir.load("own/a.cache") == b""
    cache_dir.write("own/b.cache", b"data")
    assert {path.name for path in (cache / "own").iterdir()} == {"a.cache"}


def test_a_folder_of_the_user_that_a_group_may_write_becomes_private(cache: Path) -> None:
    cache.chmod(0o775)
    cache_dir.write("own/a.cache", b"new")
    assert cache_dir.load("own/a.cache") == b"new"


def _disowned(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """Let paths belong to another user."""
    real = os.stat
    others = {str(path) for path in paths}

    def stat(path: object, **options: object) -> object:
        found = real(path, **options)  # type: ignore[call-overload]
        if str(path) in others:
            return os.stat_result((*found[:4], 4711, *found[5:]))
        return found

    monkeypatch.setattr(os, "stat", stat)


@pytest.mark.parametrize(
    ("where", "mode", "holds"),
    [
        ("above a repository", 0o755, False),
        ("in a repository", 0o755, True),
        ("in a repository", 0o777, False),
    ],
)
def test_the_configuration_of_another_user_holds_in_a_repository_only(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    mode: int,
    holds: bool,
) -> None:
    folder = tmp_path / "shared" / "mine"
    folder.mkdir(parents=True)
    repository = folder if where == "above a repository" else folder.parent
    (repository / ".git").mkdir()
    repository.chmod(mode)
    (folder / "page.md").write_text(PAGE)
    config = tmp_path / "shared" / ".mtfix.toml"
    config.write_text('off = ["term"]\n')
    assert run("check", folder)[0] == 0
    _disowned(monkeypatch, config)
    assert run("check", folder)[0] == (0 if holds else 1)


def test_another_repository_in_a_folder_is_passed_over_unless_it_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("sub", "linked", "plain"):
        Path(name).mkdir()
        Path(name, "page.md").write_text(PAGE)
    Path("sub/.git").mkdir()
    Path("linked/.git").write_text("gitdir: ../.git/modules/linked\n")
    Path(".git").mkdir()
    run("fix", ".")
    changed = {
        name for name in ("sub", "linked", "plain") if Path(name, "page.md").read_text() != PAGE
    }
    assert changed == {"plain"}
    assert run("fix", "sub")[0] == 0
    assert Path("sub/page.md").read_text() != PAGE


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    status, _, err = run("check", tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert (status, "closed: can't be read" in err) == (2, True)
