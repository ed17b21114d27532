"""The lines that change, before and after; on a terminal with the words that differ marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edit import Edit, Span, apply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding
    from mtfix.result import Result

_CONTEXT = 3
_RED, _GREEN, _CYAN, _BOLD, _OFF = "\033[31m", "\033[32m", "\033[36m", "\033[1m", "\033[0m"


def render(findings: Iterable[Finding], colour: bool) -> Iterator[str]:
    """Yield a unified diff of each changed file: plain ones can be fed to `patch`."""
    from difflib import unified_diff

    for path, result, bom in findings:
        if not result.edits:
            continue
        if colour:
            yield from _words(path, result)
            continue
        before, after = _lines(bom + result.original), _lines(bom + result.text)
        for line in unified_diff(before, after, f"a/{path}", f"b/{path}", n=_CONTEXT):
            yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as `patch` sees them: only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _words(path: str, result: Result) -> Iterator[str]:
    """For people: each changed line once, what goes in red, what comes in green."""
    yield f"{_BOLD}{path}{_OFF}\n"
    text = result.original
    group: list[Edit] = []
    for edit in result.edits:
        if group and "\n" in text[group[-1].span.end : edit.span.start]:
            yield from _line(text, group)
            group = []
        group.append(edit)
    yield from _line(text, group)


def _line(text: str, group: list[Edit]) -> Iterator[str]:
    start = text.rfind("\n", 0, group[0].span.start) + 1
    end = text.find("\n", group[-1].span.end)
    end = len(text) if end < 0 else end
    here = [
        edit._replace(
            span=Span(edit.span.start - start, edit.span.end - start),
            new=_marked(edit.old, _RED) + _marked(edit.new, _GREEN),
        )
        for edit in group
    ]
    number = text.count("\n", 0, start) + 1
    yield f"{_CYAN}@@ {number} @@{_OFF}\n{apply(text[start:end], here)}\n"


def _marked(text: str, colour: str) -> str:
    return "\n".join(f"{colour}{part}{_OFF}" if part else "" for part in text.split("\n"))
