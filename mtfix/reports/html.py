"""A page for people, in one file that needs nothing else: every decision, to be filtered.

Findings stand in it as JSON in which no markup can be written, and the page's script puts them
in as text only. Its policy allows that script and its style by their hashes, and nothing else.
"""

from __future__ import annotations

import json
from base64 import b64encode
from difflib import SequenceMatcher
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from mtfix.edits.fix import as_one
from mtfix.fs import system
from mtfix.regexes.lazy import lazy_regex
from mtfix.reports.entry import context
from mtfix.reports.finding import Lines, shown, visible
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.fix import Fix
    from mtfix.edits.reason import Reason
    from mtfix.pipeline.result import Result
    from mtfix.reports.finding import Finding

_TOKEN = lazy_regex(r"\w+|\s+|[^\w\s]")
_LONGEST = 2_000
"""Characters of a change that are shown, and compared word by word."""


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield the page."""
    page, style, script = (_part(name) for name in ("page.html", "style.css", "script.js"))
    before, _, rest = page.partition("{{data}}")
    fills = {
        "{{style}}": style,
        "{{style-hash}}": _hash(style),
        "{{script-hash}}": _hash(script),
    }
    yield _filled(before, fills)
    yield "["
    comma = ""
    for finding in findings:
        for record in _records(finding):
            yield f"{comma}\n{_json(record)}"
            comma = ","
    yield "\n]"
    yield _filled(rest, {"{{script}}": script})


def _records(finding: Finding) -> Iterator[dict[str, Any]]:
    """The findings of a file by place, as the script of the page reads them."""
    result = finding.result
    lines, path = Lines(result.original), system.posix(finding.path)
    for fix, held, state in sorted(_states(result), key=lambda one: (one[0].span, one[0].rule)):
        edit = as_one(fix, result.original)
        line, column = lines.place(edit.span.start)
        before, behind = context(result.original, edit.span, 60)
        yield {
            "path": system.shown(path),
            "line": line,
            "column": column,
            "rule": fix.rule,
            "kind": fix.rule.partition("/")[0],
            "safety": fix.safety.name.lower(),
            "state": state,
            "before": shown(before),
            "behind": shown(behind),
            **_marked(visible(edit.old, _LONGEST), visible(edit.new, _LONGEST)),
            "why": words(fix.reason),
            "withheld": words(held) if held else "",
        }


def _states(result: Result) -> Iterator[tuple[Fix, Reason | None, str]]:
    """Each fix with what became of it."""
    for fix in result.fixes:
        yield fix, None, "made"
    for held in result.withheld:
        yield held.fix, held.reason, "to decide" if held.is_open else "withheld"


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


def _json(value: object) -> str:
    """JSON that can stand in a page: no sign in it begins a tag, a comment or an entity."""
    text = json.dumps(value)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _part(name: str) -> str:
    return files("mtfix.reports").joinpath("html_page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _filled(text: str, fills: dict[str, str]) -> str:
    for name, value in fills.items():
        text = text.replace(name, value)
    return text
