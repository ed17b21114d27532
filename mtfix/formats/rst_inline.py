"""What of a paragraph of reStructuredText is no prose: marks, roles, literals, links' targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.prose_blocks import MAIL, SCHEME, Part, hole, nothing
from mtfix.formats.rst_names import BEFORE_NAME
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.formats.prose_blocks import FindInline

_BEFORE = r"(?<![^\s'\"(\[{<‘“’«¡¿\-/:–—])"
_BEHIND = r"(?=[\s'\")\]}>’”»\-/:.,;!?\\–—]|\Z)"
_MOST_OF_ROLE = 5
"""Words of the name of a role, as in `:py:func:`."""
_INLINE = lazy_regex(
    rf"(?P<literal>{_BEFORE}``(?=\S)(?:[^`]|`(?!`)|(?<=\s)``)+?``+{_BEHIND})"
    rf"|(?P<role>(?::[\w.+-]+){{1,{_MOST_OF_ROLE}}}:`(?:\\.|[^`\\])+`(?:__?)?|`(?:\\.|[^`\\])+`(?::[\w.+-]+){{1,{_MOST_OF_ROLE}}}:)"
    rf"|(?P<link>{_BEFORE}`(?P<label>(?:\\.|[^`\\<])*?)(?P<target>\s*<[^`<>]+>`__?){_BEHIND})"
    rf"|(?P<named>`(?:\\.|[^`\\])+`(?:__?)?)"
    rf"|(?P<note>\[[^\]\s]{{1,80}}\]_|\|[^|\s](?:[^|\n]*[^|\s])?\|(?:__?)?)"
    rf"|(?P<target_>(?<!\w)_`[^`]+`)"
    rf"|(?P<url>(?:{SCHEME}|www\.|mailto:)[^\s<>`|\"]*[\w/])"
    rf"|(?P<mail>{MAIL})"
    rf"|(?P<reference>{BEFORE_NAME}(?:[^\W_]|[-.+:_](?=[^\W_]))+__?(?![\w/]))"
    rf"|(?P<open>{_BEFORE}\*\*?(?=[^\s*]))|(?P<close>(?<=[^\s*])\*\*?{_BEHIND})"
    r"|(?P<escape>\\(?:\s|[^\s]))",
    16,
)
_LITERAL_NEXT = "::"


def inline_finder(names: frozenset[str]) -> FindInline:
    """Return a function that finds the parts of a block that are no prose.

    names: what references of the text name; a link so called is one of them.
    """

    def find(text: str, block: Span) -> Iterator[Part]:
        open_ = ""
        opened = -1
        marks: list[Part] = []
        for found in _INLINE.finditer(text, *block):
            kind, (start, end) = found.lastgroup or "", found.span()
            if found["link"] is not None:
                yield from _link(text, found.span("label"), Span(start, end), names)
            elif kind == "escape":
                yield Part(Span(start, end), "" if found[0][1].isspace() else found[0][1])
            elif kind == "open" and not open_:
                open_, opened = found[0], start
            elif kind in {"open", "close"} and found[0] == open_:
                marks += nothing(opened, opened + len(open_)), nothing(start, end)
                open_ = ""
            elif kind not in {"open", "close"}:
                yield hole(start, end)
        yield from marks
        if text.endswith(_LITERAL_NEXT, *block):
            yield hole(block.end - 2, block.end)

    return find


def _link(text: str, label: tuple[int, int], whole: Span, names: frozenset[str]) -> Iterator[Part]:
    """The parts of a link: its label is prose, but where references name it."""
    said = " ".join(text[slice(*label)].lower().split())
    if not said or said in names:
        yield hole(*whole)
        return
    yield nothing(whole.start, label[0])
    yield nothing(label[1], whole.end)
