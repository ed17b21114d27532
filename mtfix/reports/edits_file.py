"""A file in which a person decides about each fix, for `mtfix apply`.

Each fix has two lines: one to read, with the decision in brackets before it, and one that
holds all that is needed to make it, as JSON in ASCII, which editors and mail leave alone.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.composition import order_of, select
from mtfix.edits.fix import Fix, Safety, as_one
from mtfix.edits.problem import ProblemError
from mtfix.fs import system
from mtfix.pipeline.result import fix_as_dict, fix_from_dict
from mtfix.reports.finding import Lines, shown
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.pipeline.result import Result
    from mtfix.reports.finding import Finding

_HEAD = """\
# mtfix edits 2
# Put a letter in the brackets before each fix, then run `mtfix apply` on this file:
#   y  make it    n  leave it    a, v  always, or never, make this change    ?  later
# Lines with #: belong to the line above; only the letters are for you to change.
"""
_FIRST = "# mtfix edits"
_DATA = "#: "
_AROUND, _CHANGED = 40, 160
_LINE = re.compile(r"\[\s*(.?)\s*\] (.*)")
_FIELDS = {
    "path": str,
    "hash": str,
    "number": int,
    "after": list,
    "edits": list,
    "rule": str,
    "reason": dict,
    "safety": str,
    "confidence": float,
    "line": str,
}
"""The fields in the data of a fix, with their types: among them the hash of the file and that of
the line to read, by which a change to either is seen; its number in the file, and those of the
fixes that it builds on; start, old and new text of each edit; and the rest as in a log."""
_FORMER_FIELDS = {
    **{name: sort for name, sort in _FIELDS.items() if name not in {"safety", "confidence"}},
    "reason": str,
}
"""The fields in files of the first months: the reason in words, and how sure it was is not told."""


class EditsError(ProblemError):
    """A line that can't be understood: says which, why, and what to do."""


class Decided(NamedTuple):
    """A fix of the file at `path`, whose bytes had the hash `digest`, and what was decided in
    `line` of the report: `y`, `n`, `a`, `v` or `?`. The fix is `after` others by their numbers."""

    line: int
    answer: str
    path: str
    digest: str
    number: int
    fix: Fix


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield a block for each fix, set to be made, and for each that a person must decide on."""
    yield _HEAD
    for path, result, bom, _ in findings:
        fixes, is_open = decidable(result)
        if not fixes:
            continue
        text, lines = result.original, Lines(result.original)
        digest = digest_of((bom + text).encode("utf-8", "surrogateescape"))
        yield f"\n# {system.shown(path)}\n"
        for number, fix in enumerate(fixes):
            line = _read(path, text, lines, fix, fixes)
            values = {
                **fix_as_dict(fix),
                "path": system.posix(path),
                "hash": digest,
                "number": number,
                "after": list(fix.after),
                "edits": [[span.start, old, new] for span, old, new in fix.edits],
                "line": _mark(line),
            }
            data = json.dumps({name: values[name] for name in _FIELDS})
            yield f"\n[{'?' if is_open[number] else 'y'}] {line}\n{_DATA}{data}\n"


def decidable(result: Result) -> tuple[tuple[Fix, ...], list[bool]]:
    """The fixes that were made and those to decide on, by place, and for each whether it is to
    be decided on; what is lost is only reported."""
    open_ones = [held.fix for held in result.withheld if held.is_open and held.fix.changes]
    fixes = [*result.fixes, *dict.fromkeys(open_ones)]
    order = order_of(fixes)
    return select(fixes, order), [at >= len(result.fixes) for at in order]


def digest_of(data: bytes) -> str:
    """The hash by which a report knows the bytes of a file again."""
    from hashlib import sha256

    return sha256(data).hexdigest()[:16]


def parse(text: str) -> Iterator[Decided | EditsError]:
    """Yield the decisions of an edited report in order, and an error for each broken line."""
    lines = text.removeprefix("\ufeff").split("\n")
    if not lines[0].startswith(_FIRST):
        yield EditsError("not a report of edits", "`mtfix check --report edits` writes one", line=1)
        return
    if lines[0].strip() != _HEAD.partition("\n")[0]:
        yield EditsError("a report of another version of mtfix", "write it anew", line=1)
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
                yield EditsError("not understood", "a fix begins with [y], [n] or [?]", line=number)
    if asked:
        yield _without_data(asked[0])


def _read(path: str, text: str, lines: Lines, fix: Fix, fixes: tuple[Fix, ...]) -> str:
    """A fix as it is read: place, rule, the change in its line, and the reason."""
    edit = as_one(fix, text)
    line, column = lines.place(edit.span.start)
    start, end = edit.span
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    behind = text[end : end + _AROUND].partition("\n")[0]
    old = f"[-{shown(edit.old, _CHANGED)}-]" if edit.old else ""
    new = f"{{+{shown(edit.new, _CHANGED)}+}}" if edit.new else ""
    notes = [shown(words(fix.reason), _CHANGED)]
    if fix.after:
        needed = dict.fromkeys(fixes[at].rule for at in fix.after)
        notes.append(f"builds on {', '.join(needed)} above")
    reason = f"   ({'; '.join(filter(None, notes))})" if any(notes) else ""
    doubt = " unsafe" if fix.safety == Safety.UNSAFE else ""
    place = f"{system.shown(path)}:{line}:{column}"
    return f"{place} {fix.rule}{doubt}  {shown(before)}{old}{new}{shown(behind)}{reason}"


def _mark(line: str) -> str:
    """By what a changed line is known; editors may change its white space."""
    return digest_of("".join(line.split()).encode("utf-8", "surrogateescape"))[:8]


def _decided(number: int, data: str, asked: tuple[int, str, str] | None) -> Decided | EditsError:
    if asked is None:
        return EditsError(
            "no line with a decision stands before this one", "put it back", line=number
        )
    line, answer, read = asked
    if answer.lower() not in {"y", "n", "a", "v", "?", ""}:
        return EditsError(f"there is no [{answer}]", "write y, n, a, v or ?", line=line)
    fields = _fields(data)
    if fields is None:
        return EditsError("the data of a fix is damaged", "write the report anew", line=number)
    if fields["line"] != _mark(read):
        return EditsError(
            "more than the letter was changed", "edit the file itself instead", line=line
        )
    decision = answer.lower() or "?"
    return Decided(line, decision, fields["path"], fields["hash"], fields["number"], fields["fix"])


def _fields(data: str) -> dict[str, Any] | None:
    """The data of a fix, and as `fix` the fix; None where it is none."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    sorts = _FORMER_FIELDS if isinstance(fields.get("reason"), str) else _FIELDS
    if {name: type(value) for name, value in fields.items()} != sorts:
        return None
    whole = all(type(at) is int for at in fields["after"]) and _are_edits(fields["edits"])
    if not whole or "\0" in fields["path"]:
        return None
    fields["fix"] = _fix(fields)
    return fields if fields["fix"] else None


def _fix(fields: dict[str, Any]) -> Fix | None:
    """The fix of these fields; None where no words can be made from its reason."""
    edits = [
        {"start": start, "end": start + len(old), "old": old, "new": new}
        for start, old, new in fields["edits"]
    ]
    values = {"safety": "safe", "confidence": 1.0, **fields, "edits": edits}
    if isinstance(fields["reason"], str):
        values["reason"] = {"code": "text", "text": fields["reason"]}
    try:
        fix = fix_from_dict(values)
        words(fix.reason)
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
    return fix


def _are_edits(edits: list[Any]) -> bool:
    """Whether a list holds starts with old and new texts, in order."""
    end = 0
    for edit in edits:
        if not isinstance(edit, list) or [type(part) for part in edit] != [int, str, str]:
            return False
        if edit[0] < end:
            return False
        end = edit[0] + len(edit[1])
    return bool(edits)


def _without_data(line: int) -> EditsError:
    return EditsError(
        "the line with #: behind this one is missing", "write the report anew", line=line
    )
