"""Plain text: everything is prose, as it stands.

Leading frontmatter, fenced code and backticks are not holes here, but places where stages
hold back (`Page.protected`): broken characters are repaired there too. Of comments, only
those that speak to mtfix are looked for: `<!-- mtfix … -->`, and `mtfix: off` in frontmatter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Span
from mtfix.formats.document import Comment, Document
from mtfix.matching.page import Page
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_OPEN, _CLOSE = "<!--", "-->"
_INDENT = 20
"""Most white space between the sign of a comment and its first word."""
_FIELD = lazy_regex(r"""^mtfix[ \t]*[:=][ \t]*["']?([\w-]+)["']?[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return `text` as a document that is prose from end to end."""
    return Document(Draft(text), comments=tuple(_comments(text)) if "mtfix" in text else ())


def _comments(text: str) -> Iterator[Comment]:
    if text.startswith(("---", "+++")):
        from mtfix.formats.frontmatter import comment_text
        from mtfix.text.layout import code_spans

        front = next((span for span in code_spans(text) if span.start == 0), Span(0, 0))
        for field in _FIELD.finditer(text, *front):
            yield Comment(Span(*field.span()), comment_text(field[1]))
    page = Page(text, {})
    last = text.rfind(_CLOSE)
    at = text.find("mtfix")
    while at >= 0:
        before = text[max(0, at - _INDENT) : at].rstrip()
        end = at + len("mtfix")
        is_word = not text[end : end + 1].isalnum()
        if is_word and before.endswith(_OPEN) and not page.protected(Span(at, end)):
            start = text.rindex(_OPEN, 0, at)
            end = _end(text, at, last)
            words = text[at:end].removesuffix(_CLOSE)
            yield Comment(Span(start, end), words.strip())
        at = text.find("mtfix", end)


def _end(text: str, at: int, last: int) -> int:
    """Where the comment ends; one that is never closed ends with its line."""
    if at < last:
        return text.index(_CLOSE, at) + len(_CLOSE)
    line = text.find("\n", at)
    return len(text) if line < 0 else line
