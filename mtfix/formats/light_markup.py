"""Light markup: a reader of lines that collects the blocks of prose, and the document of these."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.document import Comment
from mtfix.formats.prose_blocks import block_document, trimmed
from mtfix.formats.text_lines import lines_of
from mtfix.formats.title_signs import Title, fit_signs

if TYPE_CHECKING:
    import re

    from mtfix.formats.document import Document
    from mtfix.formats.prose_blocks import FindInline
    from mtfix.formats.text_lines import Line


class Blocks(NamedTuple):
    """The prose of a text, in order, its titles with lines of signs, and its comments."""

    prose: list[Span]
    titles: list[Title]
    comments: list[Comment]


class BlockReader:
    """Reads the lines of one text. What begins at a line says `block`, which goes on behind it."""

    def __init__(self, text: str) -> None:
        self._text, self._lines, self._at = text, lines_of(text), 0
        self._found = Blocks([], [], [])

    def blocks(self) -> Blocks:
        """Return the blocks of the text that hold prose."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.is_blank:
                self._at += 1
                self.blank()
            else:
                self.block(line)
        return self._found

    def block(self, line: Line) -> None:
        """Read what begins at a line that is not blank."""
        raise NotImplementedError

    def blank(self) -> None:
        """Forget what a blank line ends."""

    def _line_after(self, count: int) -> Line | None:
        at = self._at + count
        return self._lines[at] if at < len(self._lines) else None

    def _skip_lines(self) -> None:
        """Go on behind the lines up to a blank one."""
        while self._at < len(self._lines) and not self._lines[self._at].is_blank:
            self._at += 1

    def _add(self, start: int, end: int) -> None:
        """Add a block, without the white space at its ends."""
        span = trimmed(self._text, start, end)
        if span.start < span.end:
            self._found.prose.append(span)

    def _add_title(self, line: Line, *signs: Line) -> None:
        """Add a title with the lines of signs around it."""
        spans = tuple(Span(one.content, one.end) for one in signs)
        self._found.titles.append(Title(Span(line.content, line.end), spans))
        self._add(line.content, line.end)

    def _add_comment(self, start: int, end: int, said: str) -> None:
        """Add what a comment says, if it speaks to mtfix."""
        said = said.strip()
        if said.startswith("mtfix"):
            self._found.comments.append(Comment(Span(start, end), said))


def light_document(
    text: str, blocks: Blocks, find_inline: FindInline, markup: re.Pattern[str]
) -> Document:
    """Return a text as a document. `markup` finds signs that would be markup in new text: a
    backslash is written before one that the old text has not."""

    def write(old: str, new: str) -> str:
        return markup.sub(lambda sign: sign[0] if sign[0] in old else "\\" + sign[0], new)

    return block_document(
        text,
        blocks.prose,
        find_inline,
        write=write,
        comments=blocks.comments,
        quote=partial(fit_signs, blocks.titles, text) if blocks.titles else None,
    )
