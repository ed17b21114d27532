"""What is shown of a document that takes long to look at, until that is done.

What stands away from the last change is where it was, or has moved with it; the paragraphs around
the change are looked at as if they were all. What the rest of the text would have to say about
them is not known yet, and is shown when all of it is looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.lsp.analysis import Analysis, found_in

if TYPE_CHECKING:
    from mtfix.lsp.analysis import Found
    from mtfix.lsp.open_text import Snapshot
    from mtfix.lsp.project import Project

LEAST = 4_000
"""Characters of a text of which parts are looked at."""
FORMATS = frozenset({"plain", "markdown"})
"""The formats of which most of what belongs together stands in one paragraph, but for what `_CODE`
begins."""
_AROUND, _MOST = 700, 4_000
"""Characters each side of a change that are looked at with it, and of all that is."""
_BORDERS = ("\n\n", "\r\n\r\n", "\n")
"""What ends a paragraph; where they are long, or the text has none, what ends a line."""
_CODE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)


def preview(project: Project, last: Analysis, snapshot: Snapshot) -> Analysis | None:
    """Return what to show of a document that has changed since it was looked at last; None where
    that can't be told from a part of it."""
    shown = Analysis(snapshot)
    text, old = shown.text, last.text
    if last.reading.format not in FORMATS or "mtfix" in text:
        return None
    changed = changed_span(old, text)
    part = _paragraphs(text, changed)
    if part is None or len(_CODE.findall(text, 0, part.start)) % 2:
        return None
    shown.reading = project.reading(snapshot.path, snapshot.language, text)
    cleaner, format_, leave, *_ = shown.reading
    if cleaner is None:
        return None
    try:
        result = cleaner.clean(text[part.start : part.end], format=format_, leave=leave)
    except Exception:  # noqa: BLE001 - it is told once all of the text is looked at
        return None
    moved = len(text) - len(old)
    before = [one for one in last.fixes if one.fix.span.end < part.start]
    behind = [one for one in last.fixes if one.fix.span.start > part.end - moved]
    shown.fixes = (
        *before,
        *(_shifted(one, part.start) for one in found_in(result)),
        *(_shifted(one, moved) for one in behind),
    )
    return shown


def changed_span(old: str, new: str) -> Span:
    """Return the part of a new text that is not as it was."""
    shorter = min(len(old), len(new))
    start = _alike(old, new, shorter)
    end = _alike(old[::-1], new[::-1], shorter - start)
    return Span(start, len(new) - end)


def _alike(one: str, other: str, most: int) -> int:
    """How many characters two texts begin with alike, up to `most`."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _paragraphs(text: str, changed: Span) -> Span | None:
    """The paragraphs, or lines, in which a part of a text lies, with some of what stands around it;
    None where they are too long. The first one of a text has its frontmatter before it."""
    for border in _BORDERS:
        start = text.rfind(border, 0, max(0, changed.start - _AROUND))
        end = text.find(border, changed.end + _AROUND)
        start = 0 if start < 0 else start + len(border)
        if text.startswith("---", start):
            start = 0
        found = Span(start, len(text) if end < 0 else end)
        if found.end - found.start <= _MOST:
            return found
    return None


def _shifted(found: Found, by: int) -> Found:
    return found._replace(fix=found.fix.shifted(by))
