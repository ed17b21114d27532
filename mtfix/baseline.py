"""What a person has decided to leave, in a file `.mtfix-baseline`.

One JSON object a line, in order, so that it diffs and merges well. The first names the
format; each other is an edit: the path of its file from the folder of the baseline, rule,
old and new text, and `at`, hashes by which its place is known again: of its line, and of the
40 characters before and behind it. It is the same place if its line is the same, or what
stands before it, or what stands behind; so it survives moved lines and changes near by.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix import files
from mtfix.edit import IN_BASELINE, Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NAME = ".mtfix-baseline"
FORMAT = {"mtfix-baseline": 1}
_SIDE, _TELLING = 40, 20
"""Characters each side that are compared, and how many tell a place by themselves."""
_WINDOW = 200
_LONGEST_LINE = 2_000
_BLANK = re.compile(r"\n[ \t\r]*\n")


class BaselineError(ValueError):
    """A baseline that can't be read: names file, line and remedy."""


class Entry(NamedTuple):
    """One edit that is left, so many `times` in this very place. `path` is from the folder of
    the baseline; a rule of several parts, joined by `+`, stands for each of them there."""

    path: str
    rule: str
    old: str
    new: str
    at: str
    times: int = 1


# --- one text ----------------------------------------------------------------------------------


class Kept:
    """Says of each edit of one text whether it is in the baseline. For one cleaning only."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
        self._joined: dict[str, list[Entry]] = defaultdict(list)
        self._taken: dict[Entry, set[Span]] = defaultdict(set)
        for entry in entries:
            self._exact[entry.rule, entry.old, entry.new].append(entry)
            if "+" in entry.rule:
                for part in entry.rule.split("+"):
                    self._joined[part].append(entry)

    def __call__(self, edit: Edit, original: str) -> str:
        return IN_BASELINE if self.entry(edit, original) else ""

    def entry(self, edit: Edit, original: str) -> Entry | None:
        """The entry of an edit of `original`, or None."""
        entries = self._exact.get((edit.rule, edit.old, edit.new), ())
        found = self._at(entries, edit.span, original)
        return found or next(self._wider(edit, original), None)

    def _at(self, entries: Sequence[Entry], span: Span, original: str) -> Entry | None:
        """The entry that belongs to a place: best one whose surroundings are all the same."""
        if not entries:
            return None
        here = _Place.of(original, span)
        near = [entry for entry in entries if here.is_at(entry.at)]
        for entry in sorted(near, key=lambda entry: entry.at != here.at):
            places = self._taken[entry]
            if span in places or len(places) < entry.times:
                places.add(span)
                return entry
        return None

    def _wider(self, edit: Edit, original: str) -> Iterator[Entry]:
        """The entries of several rules in whose place an edit of one of them lies."""
        for entry in self._joined.get(edit.rule, ()):
            low, high = edit.span.end - len(entry.old), edit.span.start + len(entry.old)
            start = original.find(entry.old, max(0, low), max(0, high))
            if start >= 0 and self._at([entry], Span(start, start + len(entry.old)), original):
                yield entry


class Recorder:
    """Leaves every edit it is asked about and remembers it. For one cleaning only."""

    def __init__(self) -> None:
        self.edits: dict[tuple[Span, str, str], Edit] = {}

    def __call__(self, edit: Edit, _original: str) -> str:
        self.edits[edit.span, edit.rule, edit.new] = edit
        return IN_BASELINE


def entries(path: str, text: str, edits: Iterable[Edit]) -> list[Entry]:
    """Return what a baseline says of edits of `text`; `path` is from its folder."""
    found = Counter(
        Entry(path, edit.rule, edit.old, edit.new, _Place.of(text, edit.span).at) for edit in edits
    )
    return [entry._replace(times=times) for entry, times in found.items()]


def moved(edit: Edit, text: str, made: Iterable[Edit]) -> Edit:
    """Return an edit as it stands in the `text` after others were made; where one of them
    overlaps, its span takes that in."""
    start, end = edit.span
    shift = grown = 0
    for other in made:
        more = len(other.new) - len(other.old)
        if other.span.overlaps(edit.span):
            start, end = min(start, other.span.start), max(end, other.span.end)
            grown += more
        elif other.span.end <= edit.span.start:
            shift += more
    span = Span(start + shift, end + shift + grown)
    return edit._replace(span=span, old=text[span.start : span.end])


def _occurrences(text: str, part: str) -> Iterator[Span]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield Span(at, at + len(part))
        at = text.find(part, at + len(part))


class _Place(NamedTuple):
    """The surroundings of a span: hashes, and whether a side is long enough to tell."""

    at: str
    tells: tuple[bool, bool, bool]

    @classmethod
    def of(cls, text: str, span: Span) -> _Place:
        before = " ".join(_BLANK.split(text[max(0, span.start - _WINDOW) : span.start])[-1].split())
        behind = " ".join(_BLANK.split(text[span.end : span.end + _WINDOW])[0].split())
        sides = before[-_SIDE:], behind[:_SIDE]
        low, high = max(0, span.start - _LONGEST_LINE), span.end + _LONGEST_LINE
        line = text[low : span.start].rpartition("\n")[2] + text[span.start : span.end]
        line += text[span.end : high].partition("\n")[0]
        hashes = (_hash(part) for part in (" ".join(line.split()), *sides))
        return cls("-".join(hashes), (True, len(sides[0]) >= _TELLING, len(sides[1]) >= _TELLING))

    def is_at(self, at: str) -> bool:
        """Whether an entry that says `at` may belong here."""
        same = [one == other for one, other in zip(self.at.split("-"), at.split("-"), strict=False)]
        return all(same[1:]) or any(map(min, same, self.tells))


def _hash(text: str) -> str:
    return files.digest(text.encode("utf-8", "surrogatepass"))[:8]


# --- files -------------------------------------------------------------------------------------


class Baseline:
    """The baseline of a folder: its entries, by the path of their file from there."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.path = os.path.join(folder, NAME)
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        if os.path.isfile(self.path):
            for entry in _read(self.path):
                self.entries[entry.path].append(entry)

    def name(self, path: str) -> str:
        """Return how the file at `path` is called here."""
        return os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")

    def kept(self, path: str) -> Kept | None:
        """Return what says of the edits of a file whether they are left; None if none are."""
        found = self.entries.get(self.name(path))
        return Kept(found) if found else None

    def follow(self, path: str, before: str, made: Sequence[Edit], after: str) -> bool:
        """Add what is needed to know the entries of a file again after edits near by, and
        return whether that was something. The old entries stay: edits can be undone."""
        name = self.name(path)
        places = [
            moved(Edit(span, entry.old, entry.new, entry.rule), after, made)
            for entry in self.entries.get(name, ())
            for span in _occurrences(before, entry.old)
            if _Place.of(before, span).is_at(entry.at)
        ]
        known = self.kept(path)
        lost = [edit for edit in places if known is not None and not known(edit, after)]
        if lost:
            self.entries[name] += entries(name, after, lost)
        return bool(lost)

    def write(self) -> None:
        """Write all entries, in order. Where there are none, no file is made. Raises FileError."""
        import json

        every = sorted(set().union(*self.entries.values()))
        if not every and not os.path.isfile(self.path):
            return
        lines = [FORMAT, *map(_listed, every)]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        try:
            with open(self.path, "ab"):
                pass  # what is replaced must be there
        except OSError as error:
            raise files.FileError(f"{self.path}: can't be written: {error.strerror}") from None
        # What UTF-8 has no bytes for is escaped, as JSON has it.
        files.write(self.path, text.encode("utf-8", "backslashreplace"))


class Baselines:
    """The baselines of a run: for each file that of its nearest parent."""

    def __init__(self) -> None:
        self._known: dict[str, Baseline | None] = {}

    def of(self, path: str) -> Baseline | None:
        """Return the baseline that holds for a file. Raises BaselineError for a broken one."""
        return self._of(os.path.dirname(os.path.abspath(path)))

    def made(self, path: str) -> Baseline:
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

    def kept(self, path: str) -> Kept | None:
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


def _listed(entry: Entry) -> dict[str, Any]:
    fields = entry._asdict()
    if entry.times == 1:
        del fields["times"]
    return fields


def _read(path: str) -> Iterator[Entry]:
    import json

    try:
        with open(path, "rb") as file:
            lines = files.decode(file.read()).split("\n")
    except OSError as error:
        raise BaselineError(f"{path}: can't be read: {error.strerror}") from None
    if any(lines) and _json(json, lines[0]) != FORMAT:
        raise BaselineError(f"{path}:1: not a baseline of this mtfix; its first line is {FORMAT}")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        entry = _entry(_json(json, line))
        if entry is None:
            hint = "take out this line, or write the file anew with `mtfix baseline`"
            raise BaselineError(f"{path}:{number}: not an entry of a baseline; {hint}")
        yield entry


def _json(json: Any, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _entry(fields: Any) -> Entry | None:
    if not isinstance(fields, dict) or not {*Entry._fields[:5]} <= {*fields} <= {*Entry._fields}:
        return None
    entry = Entry(**fields)
    whole = all(isinstance(value, str) for value in entry[:5])
    return entry if whole and type(entry.times) is int and entry.times > 0 else None
