"""A file in which a person decides about each edit, for `mtfix apply`.

Each edit has two lines: one to read, with the decision in brackets before it, and one that
holds all that is needed to make it, as JSON in ASCII, which editors and mail leave alone.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.edit import Edit, Safety, Span
from mtfix.fs import system
from mtfix.reports.finding import Lines, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding

_HEAD = """\
# mtfix edits 1
# Put a letter in the brackets before each edit, then run `mtfix apply` on this file:
#   y  make it     n  never: it goes to .mtfix-baseline     ?  later
# Lines with #: belong to the line above; only the letters are for you to change.
"""
_FIRST = "# mtfix edits"
_DATA = "#: "
_AROUND, _CHANGED = 40, 160
_LINE = re.compile(r"\[\s*(.?)\s*\] (.*)")
_FIELDS = {
    "path": str,
    "hash": str,
    "start": int,
    "old": str,
    "new": str,
    "rule": str,
    "reason": str,
    "line": str,
}
"""What stands in the data of an edit: among it the hash of the file and that of the line to
read, by which a change to either is seen."""


class EditsError(ValueError):
    """A line that can't be understood: says which, why, and what to do."""


class Decided(NamedTuple):
    """An edit of the file at `path`, whose bytes had the hash `digest`, and what was decided in
    `line` of the report: `y`, `n` or `?`."""

    line: int
    answer: str
    path: str
    digest: str
    edit: Edit


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield a block for each edit, set to be made, and for each that a person must decide on."""
    yield _HEAD
    for path, result, bom, _ in findings:
        open_ones = {held.edit for held in result.withheld if held.is_open and _changes(held.edit)}
        if not result.edits and not open_ones:
            continue
        text, lines = result.original, Lines(result.original)
        digest = digest_of((bom + text).encode("utf-8", "surrogateescape"))
        yield f"\n# {system.shown(path)}\n"
        for edit in sorted({*result.edits, *open_ones}):
            line = _read(path, text, lines, edit)
            values = (system.posix(path), digest, edit.span.start, *edit[1:5], _mark(line))
            data = json.dumps(dict(zip(_FIELDS, values, strict=True)))
            yield f"\n[{'?' if edit in open_ones else 'y'}] {line}\n{_DATA}{data}\n"


def _changes(edit: Edit) -> bool:
    """Whether there is anything to decide: what is lost is only reported."""
    return edit.old != edit.new


def digest_of(data: bytes) -> str:
    """The hash by which a report knows the bytes of a file again."""
    from hashlib import sha256

    return sha256(data).hexdigest()[:16]


def parse(text: str) -> Iterator[Decided | EditsError]:
    """Yield the decisions of an edited report in order, and an error for each broken line."""
    lines = text.removeprefix("\ufeff").split("\n")
    if not lines[0].startswith(_FIRST):
        yield EditsError("1: not a report of edits; `mtfix check --report edits` writes one")
        return
    if lines[0].strip() != _HEAD.partition("\n")[0]:
        yield EditsError("1: a report of another version of mtfix; write it anew")
        return
    asked: tuple[int, str, str] | None = None
    for number, line in enumerate(map(str.strip, lines), 1):
        if line.startswith(_DATA.strip()):
            yield _decided(number, line.removeprefix(_DATA.strip()), asked)
            asked = None
        elif line and not line.startswith("#"):
            if asked:
                yield _without_data(asked[0])
            match = _LINE.match(line)
            asked = (number, match[1], match[2]) if match else None
            if match is None:
                yield EditsError(f"{number}: not understood; an edit begins with [y], [n] or [?]")
    if asked:
        yield _without_data(asked[0])


def _read(path: str, text: str, lines: Lines, edit: Edit) -> str:
    """An edit as it is read: place, rule, the change in its line, and the reason."""
    line, column = lines.place(edit.span.start)
    start, end = edit.span
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    behind = text[end : end + _AROUND].partition("\n")[0]
    old = f"[-{shown(edit.old, _CHANGED)}-]" if edit.old else ""
    new = f"{{+{shown(edit.new, _CHANGED)}+}}" if edit.new else ""
    reason = f"   ({shown(edit.reason, _CHANGED)})" if edit.reason else ""
    doubt = " unsafe" if edit.safety == Safety.UNSAFE else ""
    place = f"{system.shown(path)}:{line}:{column}"
    return f"{place} {edit.rule}{doubt}  {shown(before)}{old}{new}{shown(behind)}{reason}"


def _mark(line: str) -> str:
    """By what a changed line is known; editors may change its white space."""
    return digest_of("".join(line.split()).encode("utf-8", "surrogateescape"))[:8]


def _decided(number: int, data: str, asked: tuple[int, str, str] | None) -> Decided | EditsError:
    if asked is None:
        return EditsError(f"{number}: no line with a decision stands before this one; put it back")
    line, answer, read = asked
    if answer.lower() not in {"y", "n", "?", ""}:
        return EditsError(f"{line}: there is no [{answer}]; write y, n or ?")
    fields = _fields(data)
    if fields is None:
        return EditsError(f"{number}: the data of an edit is damaged; write the report anew")
    if fields["line"] != _mark(read):
        return EditsError(f"{line}: more than the letter was changed; edit the file itself instead")
    span = Span(fields["start"], fields["start"] + len(fields["old"]))
    edit = Edit(span, *(fields[name] for name in ("old", "new", "rule", "reason")))
    return Decided(line, answer.lower() or "?", fields["path"], fields["hash"], edit)


def _fields(data: str) -> dict[str, Any] | None:
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or fields.keys() != _FIELDS.keys():
        return None
    whole = all(type(fields[name]) is sort for name, sort in _FIELDS.items())
    return fields if whole and fields["start"] >= 0 and "\0" not in fields["path"] else None


def _without_data(line: int) -> EditsError:
    return EditsError(f"{line}: the line with #: behind this one is missing; write the report anew")
