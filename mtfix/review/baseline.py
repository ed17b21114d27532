"""The file `.mtfix-baseline`: what a person has decided to leave in the files below its folder.

One JSON object a line, in order, so that it diffs and merges well. The first names the
format; each other is a fix that is left, an `Entry`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mtfix.edits.fix import Fix
from mtfix.edits.problem import ProblemError
from mtfix.fs import files, system
from mtfix.fs.regular import read_regular
from mtfix.review.baseline_match import BaselineEntry, BaselineMatcher, entries, moved, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.edits.edit import Edit

NAME = ".mtfix-baseline"
FORMAT = {"mtfix-baseline": 1}


class BaselineError(ProblemError):
    """A baseline that can't be read: names file, line and remedy."""


class Baseline:
    """The baseline of a folder: its entries, by the path of their file from there."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.path = os.path.join(folder, NAME)
        self.entries: dict[str, list[BaselineEntry]] = defaultdict(list)
        self._data: bytes | None = None
        if os.path.isfile(self.path):
            self._data = _read(self.path)
            for entry in _parsed(self.path, self._data):
                self.entries[entry.path].append(entry)

    def name(self, path: str) -> str:
        """Return how the file at `path` is called here."""
        return os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")

    def kept(self, path: str) -> BaselineMatcher | None:
        """Return what says of the edits of a file whether they are left; None if none are."""
        found = self.entries.get(self.name(path))
        return BaselineMatcher(found) if found else None

    def follow(self, path: str, before: str, made: Sequence[Edit], after: str) -> bool:
        """Add what is needed to know the entries of a file again after edits near by, and
        return whether that was something. The old entries stay: edits can be undone."""
        name = self.name(path)
        there, then = self.kept(path), self.kept(path)
        if there is None or then is None:
            return False
        left = (
            Fix.of(span, old, new, rule)
            for rule, old, new in {entry[1:4] for entry in self.entries[name]}
            for span in occurrences(before, old)
        )
        places = moved((fix for fix in left if there(fix, before)), after, made)
        lost = [fix for fix in places if not then(fix, after)]
        self.entries[name] += entries(name, after, lost)
        return bool(lost)

    def write(self) -> None:
        """Write all entries, in order. Where there are none, no file is made. Raises FileError,
        also where another program has written the file since it was read."""
        import json

        every = sorted(set().union(*self.entries.values()))
        if not every and self._data is None:
            return
        lines = [FORMAT, *map(_listed, every)]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        # What UTF-8 has no bytes for is escaped, as JSON has it.
        data = text.encode("utf-8", "backslashreplace")
        if self._data is None:
            files.create(self.path, data)
        else:
            files.write(self.path, data, before=self._data)
        self._data = data


class Baselines:
    """The baselines of a run: for each file that of its nearest parent."""

    def __init__(self) -> None:
        self._known: dict[str, Baseline | None] = {}

    def of(self, path: str) -> Baseline | None:
        """Return the baseline that holds for a file. Raises BaselineError for a broken one."""
        return self._of(os.path.dirname(os.path.abspath(path)))

    def find_or_make(self, path: str) -> Baseline:
        """Return the one that holds for a file, or a new one: of the current folder for a file
        below it, else of the folder of the file."""
        found = self.of(path)
        if found is not None:
            return found
        folder, here = os.path.dirname(os.path.abspath(path)), os.getcwd()
        if os.path.join(folder, "").startswith(os.path.join(here, "")):
            folder = here
        self._known = {folder: one for folder, one in self._known.items() if one}
        made = self._known[folder] = Baseline(folder)
        return made

    def kept(self, path: str) -> BaselineMatcher | None:
        found = self.of(path)
        return found.kept(path) if found is not None else None

    def _of(self, folder: str) -> Baseline | None:
        if folder not in self._known:
            above = os.path.dirname(folder)
            if os.path.isfile(os.path.join(folder, NAME)):
                self._known[folder] = Baseline(folder)
            else:
                self._known[folder] = None if above == folder else self._of(above)
        return self._known[folder]


def _listed(entry: BaselineEntry) -> dict[str, Any]:
    fields = entry._asdict()
    if entry.times == 1:
        del fields["times"]
    return fields


def _read(path: str) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise BaselineError(f"can't be read: {error.strerror}", path=system.shown(path)) from None


def _parsed(path: str, data: bytes) -> Iterator[BaselineEntry]:
    import json

    lines = files.decode(data).split("\n")
    if any(lines) and _json(lines[0]) != FORMAT:
        first = f"its first line is {json.dumps(FORMAT)}"
        raise BaselineError("not a baseline of this mtfix", first, path=path, line=1)
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        entry = _entry(_json(line))
        if entry is None:
            hint = "take out this line, or write the file anew with `mtfix baseline`"
            raise BaselineError("not an entry of a baseline", hint, path=path, line=number)
        yield entry


def _json(line: str) -> Any:
    import json

    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _entry(fields: Any) -> BaselineEntry | None:
    if not isinstance(fields, dict) or not {*BaselineEntry._fields[:5]} <= {*fields} <= {
        *BaselineEntry._fields
    }:
        return None
    entry = BaselineEntry(**fields)
    whole = all(isinstance(value, str) for value in entry[:5])
    return entry if whole and type(entry.times) is int and entry.times > 0 else None
