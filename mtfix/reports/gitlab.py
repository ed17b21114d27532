"""Code Quality of GitLab: a merge request shows what is new in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mtfix.reports.entry import every_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield one JSON array with an object for each finding."""
    before = "["
    for one in every_entry(findings):
        value = {
            "description": one.message,
            "check_name": one.rule,
            "fingerprint": one.fingerprint,
            "severity": "minor" if one.is_made else "info",
            "location": {
                "path": one.path,
                "lines": {"begin": one.start.line, "end": one.end.line},
            },
        }
        yield f"{before}\n{json.dumps(value)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
