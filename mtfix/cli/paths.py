"""Which files the paths of a command stand for: all but the excluded, ignored and binary ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cli.messages import inform
from mtfix.edits.problem import Problem, problem_of
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.fs import files, system, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.config.resolve import Configs


def chosen(
    named: Sequence[str], configs: Configs, fail: Callable[[Problem], None]
) -> Iterator[str]:
    """Yield the files that are to be read; `fail` is told what the user must mend.

    Excludes hold for files that are named, too. What git ignores is passed over in folders
    only: a file or a folder that is named is meant. Nothing is said of what is passed over,
    unless nothing else is left.
    """
    passed: list[tuple[str, str]] = []
    none = True
    for path in named:
        try:
            for file in _of(path, configs, passed, fail):
                none = False
                yield file
        except files.FileError as error:
            fail(error.problem)
    if none and passed:
        path, rule = passed[0]
        more = f", and {len(passed) - 1} more" if len(passed) > 1 else ""
        inform(f"nothing to read: {path} is excluded by {rule}{more}")


def page(path: str, charset: str = files.UTF_8) -> tuple[files.SourceFile | None, Problem | None]:
    """Return the file, or None and why it is passed over. Raises FileError."""
    why = walk.skip_reason(path)
    if not why:
        source = files.read_file(path, charset)
        why = walk.content_skip_reason(
            files.encode(source.text) if charset != files.UTF_8 else source.data
        )
        if not why:
            return source, None
    return None, Problem(0, f"skipped, {why}", path=system.shown(path), severity="note")


def _of(
    path: str,
    configs: Configs,
    passed: list[tuple[str, str]],
    fail: Callable[[Problem], None],
) -> Iterator[str]:
    """The files of one path; what is passed over is put down with the reason."""
    git = os.path.isdir(path) and not configs.pruned(path, git=True)

    def pruned(folder: str) -> bool:
        rule = configs.pruned(folder, git=git)
        if rule:
            passed.append((folder, rule))
        return bool(rule)

    for file in walk.files_below([path], CONTENT_SUFFIXES, pruned):
        try:
            rule = configs.excluded(file) or (git and configs.ignored(file))
        except ValueError as error:
            fail(problem_of(error))
            continue
        if rule:
            passed.append((file, rule))
        else:
            yield file
