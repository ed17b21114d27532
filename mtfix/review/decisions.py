"""The file `.mtfix-decisions`: what people have decided about fixes in the files below its folder.

One JSON object a line, in order. Git merges it without conflicts and without a program of ours if
`.gitattributes` says `.mtfix-decisions merge=union`: the order and what stands there twice are put
right when it is next written, and of two decisions about the same the later one holds.
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mtfix.edits.problem import ProblemError
from mtfix.fs import files, system
from mtfix.fs.regular import read_regular
from mtfix.fs.symlinks import repository

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mtfix.review.decision import Decision
    from mtfix.review.decision_match import DecisionMatcher

NAME = ".mtfix-decisions"
HEAD = '{"mtfix-decisions": 1}'


class DecisionsError(ProblemError):
    """Decisions that can't be read: names file, line and remedy."""


class DecisionFile:
    """The decisions of a folder. Raises DecisionsError for a file that is none."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.path = os.path.join(folder, NAME)
        self.decisions: set[Decision] = set()
        self._data: bytes | None = None
        if os.path.isfile(self.path):
            self._data = _data(self.path)
            self.decisions = {*_parsed(self.path, self._data)}

    @property
    def is_new(self) -> bool:
        """Whether it is not on disk yet."""
        return self._data is None

    def name(self, path: str) -> str:
        """Return how the file or folder at `path` is called here; a folder ends with a slash, and
        the folder of the decisions is nothing: everywhere."""
        full = os.path.abspath(path)
        name = os.path.relpath(full, self.folder).replace(os.sep, "/")
        if not os.path.isdir(full):
            return name
        return "" if name == "." else f"{name}/"

    def matcher(
        self, path: str, *, whole: bool = True, without: Collection[Decision] = ()
    ) -> DecisionMatcher | None:
        """Return what says of the fixes of a file what was decided, `without` some of it; None
        where there is nothing."""
        decisions = self.decisions.difference(without)
        if not decisions:
            return None
        from mtfix.review.decision_match import DecisionMatcher

        return DecisionMatcher(decisions, self.name(path), self._exists, whole=whole)

    def _exists(self, name: str) -> bool:
        return os.path.lexists(os.path.join(self.folder, name))

    def add(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Add decisions, and return those that are new. One about the same that says otherwise
        goes."""
        added: list[Decision] = []
        by_subject: dict[tuple[Any, ...], set[Decision]] = defaultdict(set)
        for old in self.decisions:
            by_subject[subject(old)].add(old)
        for one in decisions:
            same = by_subject[subject(one)]
            if any(old.decision == one.decision for old in same):
                continue
            self.decisions -= same
            self.decisions.add(one)
            by_subject[subject(one)] = {one}
            added.append(one)
        return added

    def write(self) -> None:
        """Write all decisions, in order. Where there are none, no file is made.

        Raises FileError, also where another program has written the file since it was read.
        """
        if not self.decisions and self._data is None:
            return
        lines = [HEAD, *sorted(one.line() for one in self.decisions)]
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
        if self._data is None:
            files.create(self.path, data)
        else:
            files.write(self.path, data, before=self._data)
        self._data = data


class DecisionFiles:
    """The decisions of a run: for each file those of its nearest parent."""

    def __init__(self) -> None:
        self._known: dict[str, DecisionFile | None] = {}

    @property
    def looked_at(self) -> list[str]:
        """The paths at which decisions were looked for, whether there were any or not."""
        return [os.path.join(folder, NAME) for folder in self._known]

    def of(self, path: str) -> DecisionFile | None:
        """Return the decisions that hold for a file. Raises DecisionsError for broken ones."""
        return self._of(os.path.dirname(os.path.abspath(path)))

    def find_or_make(self, path: str) -> DecisionFile:
        """Return those that hold for a file, or new ones: of its repository; where it is in none,
        of the current folder if it is below that, else of its own."""
        found = self.of(path)
        if found is not None:
            return found
        folder, here = os.path.dirname(os.path.abspath(path)), os.getcwd()
        root = repository(folder)
        if root and system.inside(folder, root):
            folder = root
        elif system.inside(folder, here):
            folder = here
        self._known = {known: one for known, one in self._known.items() if one}
        made = self._known[folder] = DecisionFile(folder)
        return made

    def matcher(self, path: str, *, whole: bool = True) -> DecisionMatcher | None:
        """Return what says of the fixes of a file what was decided, or None."""
        found = self.of(path)
        return found.matcher(path, whole=whole) if found is not None else None

    def _of(self, folder: str) -> DecisionFile | None:
        if folder not in self._known:
            above = os.path.dirname(folder)
            if os.path.isfile(os.path.join(folder, NAME)):
                self._known[folder] = DecisionFile(folder)
            else:
                self._known[folder] = None if above == folder else self._of(above)
        return self._known[folder]


def subject(one: Decision) -> tuple[Any, ...]:
    """Return what a decision is about, without what it says, and who said it when."""
    return one._replace(decision="", by="", on="")


def _data(path: str) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise DecisionsError(f"can't be read: {error.strerror}", path=system.shown(path)) from None


def _parsed(path: str, data: bytes) -> Iterator[Decision]:
    """The decisions of a file. What a merge has left twice, or out of order, is no error."""
    from mtfix.review.decision import parsed

    lines, path = files.decode(data).split("\n"), system.shown(path)
    if any(lines) and HEAD not in map(str.strip, lines):
        raise DecisionsError(
            "no decisions of this mtfix", f"one of its lines is {HEAD}", path=path, line=1
        )
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.strip() == HEAD:
            continue
        one = parsed(line)
        if one is None:
            hint = "take out this line; of a merge, keep the lines of both sides"
            raise DecisionsError("no decision", hint, path=path, line=number)
        yield one
