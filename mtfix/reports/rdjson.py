"""The Diagnostic Format of reviewdog, which makes comments with suggested changes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtfix.reports.entry import every_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.entry import Entry, Place
    from mtfix.reports.finding import Finding

_HEAD = '{"source": {"name": "mtfix"}, "diagnostics": ['


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield one JSON object with a diagnostic for each finding."""
    yield _HEAD
    comma = ""
    for one in every_entry(findings):
        yield f"{comma}\n{json.dumps(_diagnostic(one))}"
        comma = ","
    yield "\n]}\n"


def _diagnostic(one: Entry) -> dict[str, Any]:
    place = {"start": _place(one.start), "end": _place(one.end)}
    value: dict[str, Any] = {
        "message": one.message,
        "location": {"path": one.path, "range": place},
        "severity": "WARNING" if one.is_made else "INFO",
        "code": {"value": one.rule},
    }
    if one.edit is not None:
        value["suggestions"] = [{"range": place, "text": one.edit.new}]
    return value


def _place(place: Place) -> dict[str, int]:
    """A position: its columns count the bytes of UTF-8."""
    return {"line": place.line, "column": place.byte}
