"""Masks parts of a text that a Markdown parser would take for prose; they become placeholders.

Templates of Hugo, Jekyll and Liquid, wikilinks, bare addresses, the marks of admonitions.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span
from mtfix.formats.offsets import width
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

Code = list[tuple[int, int]]


class Mask(NamedTuple):
    """`start` to `end` of a text; `new` is read for it, and the parser reads `stand_in`,
    letters if None, which is as long in bytes. Where `new` is None, the parser decides."""

    start: int
    end: int
    new: str | None = PLACEHOLDER
    stand_in: str | None = None


def masked(text: str, masks: Iterable[Mask]) -> str:
    """Return what the parser reads for `text`: as long in bytes, and as many lines or fewer."""
    parts: list[str] = []
    at = 0
    for start, end, _, stand_in in masks:
        parts += text[at:start], stand_in or "x" * width(text[start:end])
        at = end
    return "".join((*parts, text[at:]))


def disjoint(masks: Iterable[Mask], code: Code) -> list[Mask]:
    """Return masks in order, without those at whose ends code stands; holes that overlap
    become one, of others the first stays."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        if _within(code, mask.start) or _within(code, mask.end - 1):
            continue
        if not kept or kept[-1].end <= mask.start:
            kept.append(mask)
        elif kept[-1].new == mask.new == PLACEHOLDER:
            kept[-1] = Mask(kept[-1].start, max(kept[-1].end, mask.end))
    return kept


def _within(code: Code, at: int) -> bool:
    index = bisect_right(code, (at, float("inf"))) - 1
    return index >= 0 and at < code[index][1]


def laid_over(text: str, edits: list[Edit], masks: Iterable[Mask]) -> list[Edit]:
    """Return the edits that extract prose with those of masks that stand in prose."""
    result: list[Edit] = []
    queue = iter(edits)
    edit = next(queue, None)
    for start, end, new, _ in masks:
        if new is None:
            continue
        while edit and edit.span.end <= start:
            result.append(edit)
            edit = next(queue, None)
        if edit and edit.span.start <= start and end <= edit.span.end:
            continue
        span = Span(start, end)
        while edit and edit.span.start < span.end:  # where the parser saw marks all the same
            span = Span(min(start, edit.span.start), max(span.end, edit.span.end))
            edit = next(queue, None)
        result.append(Edit(span, text[slice(*span)], new))
    if edit:
        result += (edit, *queue)
    return result


# --- templates -------------------------------------------------------------------------------

_OPENING = lazy_regex(r"\{(?:\{[<%]?|[%#:])")
_CLOSING = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{#": "#}", "{:": "}"}
_PAIRED = lazy_regex(r"[{<%\s-]*(highlight|raw|comment|verbatim|codeblock|mermaid|math|katex)\b")
_REACH = 20_000


def templates(text: str) -> Iterator[Mask]:
    """Yield what Hugo, Jekyll and Liquid fill in, and the elements of theirs that hold code."""
    at = 0
    ends = {sign: _Next(text, sign) for sign in _CLOSING.values()}
    for opening in _OPENING.finditer(text):
        start = opening.start()
        if start < at:
            continue
        sign = _CLOSING[opening[0]]
        end = ends[sign].after(opening.end())
        if end < 0 or _parted(text, start, end, sign):
            continue
        at = _closed(text, start, end + len(sign))
        yield Mask(start, at)


def _parted(text: str, start: int, end: int, sign: str) -> bool:
    """Whether what looks like one is two signs far apart in prose."""
    if sign in ("}", "#}"):
        return "\n" in text[start : min(end, start + _REACH)] or end - start > _REACH
    return end - start > _REACH or "\n\n" in text[start:end]


def _closed(text: str, start: int, end: int) -> int:
    """Where the element ends that a template from `start` to `end` opens, if it holds code."""
    paired = _PAIRED.match(text, start, end)
    if not paired or text[start : start + 2] == "{#":
        return end
    closing = _ending(paired[1]).search(text, end, end + _REACH)
    return closing.end() if closing else end


def _ending(name: str) -> re.Pattern[str]:
    return lazy_regex(r"\{\{[<%]\s*/\s*" + name + r"\s*[>%]\}\}|\{%-?\s*end" + name + r"\s*-?%\}")


class _Next:
    """Where a sign stands next, asked in order: a text is searched once."""

    def __init__(self, text: str, sign: str) -> None:
        self._text, self._sign, self._at = text, sign, -2

    def after(self, start: int) -> int:
        if self._at != -1 and self._at < start:
            self._at = self._text.find(self._sign, start)
        return self._at


# --- wikilinks, admonitions -------------------------------------------------------------------

_WIKILINK = lazy_regex(r"!?\[\[[^\[\]\r\n|`]{1,300}(?:(\\?\|)([^\[\]\r\n`]{,300}))?\]\](?![(\[])")
_ADMONITION = lazy_regex(
    r"[ \t>]*(:{3,}[ \t]*[\w-]*(?:\{[^}\r\n]*\})?)"
    r"(?:(\[)([^\[\]\r\n]*)(\])|[ \t]+([^\s{][^\r\n{]*?))?"
    r"[ \t]*(?:\{[^}\r\n]*\})?[ \t]*(?=[\r\n]|\Z)"
)


def wikilinks(text: str) -> Iterator[Mask]:
    """Yield targets of wikilinks; a label is prose."""
    for link in _WIKILINK.finditer(text):
        if link[2] is None or link[0].startswith("!"):
            yield Mask(*link.span())
        else:
            yield Mask(link.start(), link.start(2), "")
            yield Mask(link.end(2), link.end(), "")


def admonitions(text: str) -> Iterator[Mask]:
    """Yield the marks of admonitions: a title reads as a heading, a line of colons as a rule."""
    at = text.find(":::")
    while at >= 0:
        line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        found = _ADMONITION.match(text, line)
        if found and found.start(1) == at:
            yield from _admonition(text, found)
        at = text.find(":::", found.end() if found else at + 3)


def _admonition(text: str, found: re.Match[str]) -> Iterator[Mask]:
    start, end = found.start(1), found.end()
    group = 3 if found[3] else 5
    if not (found[group] or "").strip():
        yield Mask(start, end, None, "*" * width(text[start:end]))
        return
    first, last = found.span(group)
    yield Mask(start, first, None, "#".ljust(width(text[start:first])))
    if last < end:
        yield Mask(last, end, None, " " * width(text[last:end]))


# --- addresses ----------------------------------------------------------------------------------

_URL = r"(?:[^\s()<>\[\]|`\"'*\\]++|\([^\s()<>\[\]|`\"]*\)|['*](?=[\w/]))*"
_TRAILING = ".,;:!?_~*'&"
_ADDRESSES = (
    ("://", lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*\Z"), lazy_regex(_URL)),
    ("www.", lazy_regex(r"(?<![\w./@-])\Z"), lazy_regex(r"[\w-]+\." + _URL)),
    ("@", lazy_regex(r"(?:mailto:)?[\w.+-]+\Z"), lazy_regex(r"[\w-]+(?:\.[\w-]+)+")),
)
_SCHEME_REACH = 70


def addresses(text: str) -> Iterator[Mask]:
    """Yield bare URLs and e-mail addresses."""
    for sign, before, after in _ADDRESSES:
        at = text.find(sign)
        while at >= 0:
            low = max(0, at - _SCHEME_REACH)
            first = before.search(text[low:at])
            last = after.match(text, at + len(sign)) if first else None
            if first and last and last[0]:
                end = last.start() + len(last[0].rstrip(_TRAILING))
                yield Mask(low + first.start(), max(end, at + len(sign)))
                at = end
            at = text.find(sign, at + len(sign))


Finders = dict[str, "Callable[[str], Iterable[Mask]]"]

FINDERS: Finders = {
    "{": templates,
    "[[": wikilinks,
    ":::": admonitions,
    "://": addresses,
    "www.": addresses,
    "@": addresses,
}
"""The functions that find masks, by a literal without which a text holds none of theirs."""


def find_masks(text: str, finders: Finders, code: Callable[[], Code]) -> list[Mask]:
    """Return the masks of `text`, in order. `code` is asked where code stands if there are
    templates, since only those can reach into code and out of it."""
    wanted = {finder for sign, finder in finders.items() if sign in text}
    asked = {finder: list(finder(text)) for finder in wanted}
    inside = code() if asked.get(templates) and ("`" in text or "~~~" in text) else []
    return disjoint([mask for found in asked.values() for mask in found], inside)
