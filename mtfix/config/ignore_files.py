"""Which files are passed over: ignore files as git reads them, and which line decided.

A pattern holds below the folder of its file; a deeper file goes before a higher one, a later
line before an earlier one, and what lies in an ignored folder is ignored with it.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.problem import ProblemError, located
from mtfix.fs.regular import read_regular
from mtfix.regexes.budget import SECONDS, Budget

if TYPE_CHECKING:
    from collections.abc import Sequence


_QUICK_STARS = 3
"""Stars of a glob that can try no more than a few million ways on a path."""


class Rule(NamedTuple):
    """The line that decides of a path: a file is ignored, or `kept` in spite of others."""

    file: str
    line: int
    pattern: str
    kept: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line} ({self.pattern})"


class Patterns:
    """Patterns for paths, as a .gitignore has them; the last that fits decides.

    Those that can't be read are in `broken`, as indices, and fit nothing.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        from pathspec import GitIgnoreSpec, PathSpec

        self.broken: list[int] = []
        self._indices: list[int] = []
        compiled: list[Any] = []
        for index, pattern in enumerate(patterns):
            read = _compiled(pattern)
            if read is None:
                self.broken.append(index)
                continue
            compiled += read
            self._indices += [index] * len(read)
        self._files = GitIgnoreSpec(compiled)
        self._folders = PathSpec(compiled)

    def deciding(self, path: str) -> tuple[int, bool] | None:
        """Return the index of the pattern that decides of a path, and whether it fits or, with
        `!`, excepts it; None where none does. A path is parted by `/`, and that of a folder ends
        with one.

        A folder is passed over only where that is sure. `*` and then `!*/` say all files, but
        no folder: the order of patterns knows that, and what lies above a file does not.
        """
        found = self._files.check_file(path)
        if found.include and path.endswith("/"):
            found = min(found, self._folders.check_file(path), key=lambda one: bool(one.include))
        if found.include is None or found.index is None:
            return None
        return self._indices[found.index], found.include

    def fit(self, path: str) -> bool:
        """Whether a file is meant by the last pattern that fits it or a folder it lies in."""
        return bool(self._folders.match_file(path))


def _compiled(pattern: str) -> list[Any] | None:
    """A line as pathspec reads it: nothing of a comment; None where it can't be read."""
    import warnings

    from pathspec import GitIgnoreSpec

    pattern = pattern.rstrip("\r\n")
    if pattern.endswith("/**"):  # what lies in the folder, and not the folder
        pattern += "/*"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `[[]`, that it might be a set of sets one day
            read = list(GitIgnoreSpec.from_lines([pattern]).patterns)
    except (ValueError, re.error):
        return None
    if pattern.count("*") > _QUICK_STARS:
        for one in read:
            one.regex = one.regex and _BoundedGlob(pattern, one.regex)  # type: ignore[assignment]
    return read


class _BoundedGlob:
    """The regular expression of a glob with many stars, of which each may try every length."""

    def __init__(self, glob: str, pattern: re.Pattern[str]) -> None:
        import regex

        self._glob, self._pattern, self._budget = glob, regex.compile(pattern.pattern), Budget()

    def match(self, path: str) -> Any:
        return self._within(self._pattern.match, path)

    def search(self, path: str) -> Any:
        return self._within(self._pattern.search, path)

    def _within(self, method: Any, path: str) -> Any:
        """What a method finds in a path. Raises ProblemError where that takes too long: whether
        the file is meant is not known then."""
        try:
            return self._budget.run(lambda seconds: method(path, timeout=seconds), len(path))
        except TimeoutError:
            told = f"the pattern {self._glob!r} takes longer than {SECONDS} s on a path"
            raise ProblemError(told, "write it with fewer stars") from None


def below(path: str, folder: str) -> str | None:
    """Return a path as seen from a folder, parted by `/`; None where it lies elsewhere.

    Both are absolute.
    """
    start = folder if folder.endswith(os.sep) else folder + os.sep
    return path.removeprefix(start).replace(os.sep, "/") if path.startswith(start) else None


def shown(path: str) -> str:
    """Return an absolute path as messages name it: as seen from the current folder, if it
    lies there."""
    return below(path, os.getcwd()) or path


class _File(NamedTuple):
    """An ignore file: its folder, its lines and what they mean."""

    path: str
    lines: Sequence[str]
    patterns: Patterns

    def rule(self, path: str) -> Rule | None:
        seen = below(path, os.path.dirname(self.path))
        with located(shown(self.path), ProblemError):
            found = self.patterns.deciding(seen) if seen else None
        if found is None:
            return None
        index, fits = found
        return Rule(shown(self.path), index + 1, self.lines[index].strip(), not fits)


class Ignoring:
    """The ignore files of one name, each read once.

    They are looked for from the folder of a path up to that of its repository (which holds
    `.git`); outside of a repository, in all folders above.
    `of_git`: the files are git's own. Outside of a repository they mean nothing, and a line
    that can't be read is passed over; in others it raises ValueError.
    """

    def __init__(self, name: str, *, of_git: bool = False) -> None:
        self._name = name
        self._of_git = of_git
        self._tops: dict[str, str] = {}
        self._chains: dict[str, tuple[_File, ...]] = {}
        self._folders: dict[str, Rule | None] = {}

    def rule(self, path: str) -> Rule | None:
        """Return the rule by which the file at an absolute path is ignored, if one does."""
        folder = os.path.dirname(path)
        return self.folder_rule(folder) or self._rule(path, folder)

    def folder_rule(self, folder: str) -> Rule | None:
        """Return the rule by which all that lies in a folder is ignored, if one does."""
        if folder not in self._folders:
            above = os.path.dirname(folder)
            found = None
            if folder != self._top(folder) and above != folder:
                found = self.folder_rule(above) or self._rule(os.path.join(folder, ""), above)
            self._folders[folder] = found
        return self._folders[folder]

    def _rule(self, path: str, folder: str) -> Rule | None:
        decided = (file.rule(path) for file in self._chain(folder))
        rule = next(filter(None, decided), None)
        return None if rule is None or rule.kept else rule

    def _chain(self, folder: str) -> tuple[_File, ...]:
        """The ignore files that hold in a folder, the nearest first."""
        if folder not in self._chains:
            top = self._top(folder)
            above = os.path.dirname(folder)
            inherited = () if folder in {above, top} else self._chain(above)
            own = () if self._of_git and not top else self._read(folder)
            self._chains[folder] = (*own, *inherited)
        return self._chains[folder]

    def _top(self, folder: str) -> str:
        """The folder of the repository that a folder lies in, or an empty string."""
        if folder not in self._tops:
            above = os.path.dirname(folder)
            if os.path.lexists(os.path.join(folder, ".git")):
                self._tops[folder] = folder
            else:
                self._tops[folder] = "" if above == folder else self._top(above)
        return self._tops[folder]

    def _read(self, folder: str) -> tuple[_File, ...]:
        path = os.path.join(folder, self._name)
        try:
            text = read_regular(path).decode("utf-8-sig", "surrogateescape")
        except OSError:
            return ()
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        patterns = Patterns(lines)
        for index in () if self._of_git else patterns.broken[:1]:
            text = f"{lines[index]!r} is no pattern"
            raise ProblemError(text, "mend it", path=shown(path), line=index + 1)
        return (_File(path, lines, patterns),)
