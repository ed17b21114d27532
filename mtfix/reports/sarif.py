"""SARIF 2.1.0, the format of results of static analysis, with fixes and fingerprints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mtfix.reports.entry import every_entry
from mtfix.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.entry import Entry
    from mtfix.reports.finding import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GROUPS = {
    "term": "A name or term that a machine has translated by its words.",
    "boilerplate": "A line of the page around an article, not of the article.",
    "encoding": "Characters that were decoded wrongly.",
    "surface": "A sign, a space or a word that translation has damaged.",
}
"""Of each stage, what its rules find."""


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield one run, with a result for each finding and the rules that have found something."""
    found = [*every_entry(findings)]
    rules = sorted({one.rule for one in found})
    places = {rule: at for at, rule in enumerate(rules)}
    driver = {"name": "mtfix", "version": __version__, "rules": [*map(_rule, rules)]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places[one.rule]) for one in found],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: str) -> dict[str, Any]:
    about = _GROUPS.get(rule.partition("/")[0], "A rule of mtfix.")
    command = f"mtfix explain {rule}"
    refuse = f"mtfix decisions refuse {rule}"
    return {
        "id": rule,
        "shortDescription": {"text": about},
        "help": {
            "text": f"{about} {command} shows the rule; {refuse} leaves what it finds.",
            "markdown": f"{about}\n\n`{command}` shows the rule; `{refuse}` leaves what it finds.",
        },
        "defaultConfiguration": {"level": "warning"},
    }


def _result(one: Entry, rule: int) -> dict[str, Any]:
    artifact = {"uri": _uri(one.path)}
    region = {
        "startLine": one.start.line,
        "startColumn": one.start.column,
        "endLine": one.end.line,
        "endColumn": one.end.column,
    }
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": rule,
        "level": "warning" if one.is_made else "note",
        "message": {"text": one.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"mtfix/v1": one.fingerprint},
    }
    if one.edit is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": one.edit.new}}
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": one.about}, "artifactChanges": [change]}]
    return result


def _uri(path: str) -> str:
    """A path as a relative reference: all but letters, digits and a few signs as bytes."""
    data = path.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if chr(byte) in _PLAIN else f"%{byte:02X}" for byte in data)


_PLAIN = frozenset("/-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
