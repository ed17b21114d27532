"""What a page shows of each finding, as plain values for its script."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.edit import Edit
from mtfix.edits.fix import as_one
from mtfix.fs import system
from mtfix.regexes.lazy import lazy_regex
from mtfix.reports.entry import context
from mtfix.reports.finding import Lines, shown, visible
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.edits.fix import Fix, Missing
    from mtfix.edits.reason import Reason
    from mtfix.pipeline.result import Result
    from mtfix.reports.finding import Finding

MADE, OPEN, WITHHELD, MISSING = "made", "to decide", "withheld", "missing"
"""The states of findings."""
_TOKEN = lazy_regex(r"\w+|\s+|[^\w\s]")
_LONGEST = 2_000
"""Characters of a change that are shown, and compared word by word."""
_AROUND = 60


class FixState(NamedTuple):
    """A fix of a file, what became of it, and why it was not made where it was not."""

    fix: Fix
    state: str
    held: Reason | None = None


def records(finding: Finding) -> Iterator[dict[str, Any]]:
    """Yield what a page shows of a file: its fixes by place, then its missing terms."""
    result = finding.result
    lines = Lines(result.original)
    for one in fix_states(result):
        yield record(finding.path, result.original, lines, one)
    for missing, _ in finding.missing(lines):
        yield _missing_record(finding.path, result.original, lines, missing)


def fix_states(result: Result) -> list[FixState]:
    """Return every fix of a result, by place."""
    found = [FixState(fix, MADE) for fix in result.fixes]
    found += [
        FixState(held.fix, OPEN if held.is_open else WITHHELD, held.reason)
        for held in result.withheld
    ]
    return sorted(found, key=lambda one: (one.fix.span, one.fix.rule))


def record(path: str, text: str, lines: Lines, one: FixState) -> dict[str, Any]:
    """Return what is shown of a fix of `text`, whose lines are given."""
    fix = one.fix
    edit = as_one(fix, text)
    return {
        **_placed(path, text, lines, edit, fix.rule),
        "safety": fix.safety.name.lower(),
        "state": one.state,
        "why": words(fix.reason),
        "withheld": words(one.held) if one.held else "",
    }


def _missing_record(path: str, text: str, lines: Lines, one: Missing) -> dict[str, Any]:
    old = text[one.span.start : one.span.end]
    edit = Edit(one.span, old, " / ".join(one.expected))
    return {
        **_placed(path, text, lines, edit, one.rule),
        "safety": "",
        "state": MISSING,
        "why": f"the source says {one.source}",
        "withheld": "a person has to write it",
    }


def _placed(path: str, text: str, lines: Lines, edit: Edit, rule: str) -> dict[str, Any]:
    """What changes, where it stands, and the words around it."""
    line, column = lines.place(edit.span.start)
    before, behind = context(text, edit.span, _AROUND)
    return {
        "path": system.shown(system.posix(path)),
        "line": line,
        "column": column,
        "rule": rule,
        "kind": rule.partition("/")[0],
        "before": shown(before),
        "behind": shown(behind),
        **_marked(visible(edit.old, _LONGEST), visible(edit.new, _LONGEST)),
    }


def _marked(old: str, new: str) -> dict[str, list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether it differs from the other text."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    compared = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    sides: dict[str, list[tuple[str, bool]]] = {"old": [], "new": []}
    for kind, start, end, new_start, new_end in compared:
        differs = kind != "equal"
        for name, piece in (("old", olds[start:end]), ("new", news[new_start:new_end])):
            if piece:
                sides[name].append(("".join(piece), differs))
    return sides
