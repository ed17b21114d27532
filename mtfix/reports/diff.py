"""The lines that change, before and after; on a terminal with the words that differ marked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.edits.edit import Edit, Span
from mtfix.fs import system
from mtfix.reports.hunks import hunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.pipeline.result import Result
    from mtfix.reports.finding import Finding

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_RED, _GREEN, _CYAN, _BOLD, _OFF = "\033[31m", "\033[32m", "\033[36m", "\033[1m", "\033[0m"


def render(findings: Iterable[Finding], colour: bool) -> Iterator[str]:
    """Yield a unified diff of each changed file: plain ones can be fed to `patch`."""
    for path, result, bom, _ in findings:
        if result.text == result.original:  # also where edits cancel one another out
            continue
        if colour:
            yield from _words(path, result)
        else:
            yield from _header(_name(path), is_empty=not bom + result.text)
            yield from hunks(bom + result.original, _behind(bom, result.edits))


def _behind(bom: str, edits: Sequence[Edit]) -> Sequence[Edit]:
    """The edits of a text, in coordinates of the text with its byte order mark."""
    if not bom:
        return edits
    return [edit._replace(span=Span(*(at + len(bom) for at in edit.span))) for edit in edits]


def _header(name: str, *, is_empty: bool) -> Iterator[str]:
    before, after = _quoted(f"a/{name}"), _quoted(f"b/{name}")
    if is_empty:  # else `git apply` takes a file without lines for one to be deleted
        yield f"diff --git {before} {after}\n"
    # Where a name holds a space, a tab says where it ends.
    tab = "\t" if " " in name and not before.startswith('"') else ""
    yield f"--- {before}{tab}\n+++ {after}{tab}\n"


def _name(path: str) -> str:
    """A path from the current folder, or else from the root: `patch` takes no `..`."""
    here, full = os.getcwd(), os.path.abspath(path)
    if system.inside(full, here):
        return system.posix(os.path.relpath(full, here))
    return system.posix(os.path.splitdrive(full)[1]).lstrip("/")


def _quoted(name: str) -> str:
    """A name as git writes it: in quotes, where it holds a quote or what can't be printed."""
    if name.isprintable() and not set('"\\') & set(name):
        return name
    return '"' + "".join(_ESCAPES.get(c) or _octal(c) for c in name) + '"'


def _octal(c: str) -> str:
    if c.isprintable():
        return c
    return "".join(f"\\{byte:03o}" for byte in c.encode("utf-8", "surrogateescape"))


def _words(path: str, result: Result) -> Iterator[str]:
    """For people: each changed line once, what goes in red, what comes in green."""
    yield f"{_BOLD}{system.shown(path)}{_OFF}\n"
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
    parts: list[str] = []
    at = start
    for span, old, new in group:
        parts += (_shown(text[at : span.start]), _marked(old, _RED), _marked(new, _GREEN))
        at = span.end
    parts.append(_shown(text[at:end]))
    number = text.count("\n", 0, start) + 1
    yield f"{_CYAN}@@ {number} @@{_OFF}\n{''.join(parts)}\n"


def _shown(text: str) -> str:
    """A text that can send no codes to the terminal; of line ends, only that they are there."""
    return system.printable(text.replace("\r\n", "\n").removesuffix("\r"))


def _marked(text: str, colour: str) -> str:
    text = _shown(text)
    return "\n".join(f"{colour}{part}{_OFF}" if part else "" for part in text.split("\n"))
