"""Which files the paths of a command stand for: all but the excluded, ignored and binary ones."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import Problem, problem_of
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.formats.unread import TRANSLATED, unread_format_of
from mtfix.fs import files, system, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.config.resolve import Configs


def chosen(
    named: Sequence[str], configs: Configs, report: Callable[[Problem], None]
) -> Iterator[str]:
    """Yield the files that are to be read; `report` is told of what the user must mend, an error,
    and of what is passed over, a note.

    Excludes hold for files that are named, too. What git ignores is passed over in folders
    only: a file or a folder that is named is meant. Nothing is said of what is passed over,
    unless nothing else is left.
    """
    passed = _PassedOver([], Counter())
    none = sound = True

    def fail(problem: Problem) -> None:
        nonlocal sound
        sound = False
        report(problem)

    for path in named:
        try:
            for file in _of(path, configs, passed, fail):
                none = False
                yield file
        except files.FileError as error:
            fail(error.problem)
    if none and sound:
        report(_nothing_read(named, passed))
    elif passed.unread:
        text = f"passed over {passed.summary()} in folders; mtfix does not read these formats"
        report(Problem(0, text, severity="note"))


class _PassedOver(NamedTuple):
    """What is not read of the files that paths stand for: those that a rule excludes, with the
    rule, and how many there are of each format that mtfix does not read."""

    excluded: list[tuple[str, str]]
    unread: Counter[str]

    def add_unread(self, path: str) -> None:
        name = unread_format_of(path)
        if name in TRANSLATED:
            self.unread[name] += 1

    def summary(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in self.unread.most_common())
        total = self.unread.total()
        return f"{total} file{'s' * (total > 1)} ({counts})"


def _nothing_read(named: Sequence[str], passed: _PassedOver) -> Problem:
    """That a run has read no file, and why."""
    if passed.excluded:
        path, rule = passed.excluded[0]
        others = len(passed.excluded) - 1
        more = f", and {others} more" if others else ""
        text = f"nothing to read: {path} is excluded by {rule}{more}"
        return Problem(0, text, severity="note")
    why = f", but {passed.summary()} that mtfix does not read" if passed.unread else ""
    text = f"nothing to read: no text, page, notebook or subtitles{why}"
    return Problem(0, text, path=", ".join(map(system.shown, named)), severity="warning")


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
    return None, skipped(path, why)


def skipped(path: str, why: str) -> Problem:
    """Return the note about a file that is passed over."""
    return Problem(0, f"skipped, {why}", path=system.shown(path), severity="note")


def unread(path: str, name: str) -> files.FileError:
    """Return the error for a file in a format that mtfix does not read."""
    remedy = "name its --format, or insist with --format plain"
    return files.FileError(f"mtfix does not read {name}", remedy, path=system.shown(path))


def _of(
    path: str,
    configs: Configs,
    passed: _PassedOver,
    fail: Callable[[Problem], None],
) -> Iterator[str]:
    """The files of one path; what is passed over is put down with the reason."""
    git = os.path.isdir(path) and not configs.pruned(path, git=True)

    def pruned(folder: str) -> bool:
        rule = configs.pruned(folder, git=git)
        if rule:
            passed.excluded.append((folder, rule))
        return bool(rule)

    found = walk.files_below(
        [path],
        CONTENT_SUFFIXES,
        pruned,
        pass_over=passed.add_unread,
        fail=lambda error: fail(error.problem),
    )
    for file in found:
        try:
            rule = configs.excluded(file) or (git and configs.ignored(file))
        except ValueError as error:
            fail(problem_of(error))
            continue
        if rule:
            passed.excluded.append((file, rule))
        else:
            yield file
