"""The blocks of reStructuredText that hold prose, and its titles with their lines of signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats.light_markup import BlockReader
from mtfix.formats.rst_names import MOST_NAMED, width
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.formats.light_markup import Blocks
    from mtfix.formats.text_lines import Line

TEXT_ARGUMENT = frozenset(
    "admonition attention caution centered danger deprecated error hint important note rubric"
    " seealso sidebar tip topic versionadded versionchanged versionremoved warning".split()
)
"""Directives whose argument is prose or the beginning of it."""
TEXT_CONTENT = TEXT_ARGUMENT | frozenset(
    "attribute class compound container data describe envvar epigraph exception figure footer"
    " function glossary header highlights hlist list-table method module only option pull-quote"
    " tab tab-set tabs".split()
)
"""Directives whose content is prose; those of other names are left as a whole."""
_VERSIONED = frozenset(("deprecated", "versionadded", "versionchanged", "versionremoved"))

_DIRECTIVE = lazy_regex(r"\.\.[ \t]+(?:[\w.+-]+:)*(?P<name>[\w.+-]+)[ \t]?::(?:[ \t]+|\Z)")
_FOOTNOTE = lazy_regex(r"\.\.[ \t]+\[[^\]\s]{1,80}\](?:[ \t]+|\Z)")
_EXPLICIT = lazy_regex(r"(?:\.\.|__)(?:[ \t]|\Z)")
_ITEM = lazy_regex(r"(?:[-*+•‣⁃]|\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,8}|#)[.)])(?:[ \t]+|\Z)")
_FIELD = lazy_regex(r":(?![: \t])(?:\\.|[^:\\`]|:(?!\s|\Z)|`[^`]*`)+:(?:[ \t]+|\Z)")
_OPTION = lazy_regex(r"(?:--?|/)[\w?][^\s]*(?:[ =][^\s]+)?(?:, .*)?(?:  |\Z)")
_LINE_BLOCK = lazy_regex(r"\|(?:[ \t]+|\Z)")
_SIGNS = lazy_regex(r"(?!(?:::|\.\.)\Z)([!-/:-@\[-`{-~])\1*\Z")
_FRAME = lazy_regex(r"\+[-=+]{2,}\+\Z|=+(?:[ \t]+=+)+\Z")
_LEAST_SIGNS = 4
_WORD = lazy_regex(r"\S+[ \t]*")


def find_blocks(text: str, names: frozenset[str]) -> Blocks:
    """Return the blocks of reStructuredText that hold prose; `names` are those that references of
    the text name."""
    return _Reader(text, names).blocks()


class _Reader(BlockReader):
    """Reads blocks by their indents, so that nothing nests in calls."""

    def __init__(self, text: str, names: frozenset[str]) -> None:
        super().__init__(text)
        self._names = names

    def block(self, line: Line) -> None:
        """Read what begins at a line."""
        if not (self._title(line) or self._table(line)):
            self._body(line, line.content, line.indent)

    def _body(self, line: Line, content: int, indent: int) -> None:
        """Read what begins at `content` of a line: marks of items, then a paragraph or a
        directive."""
        text = self._text
        while found := _ITEM.match(text, content, line.end):
            indent += found.end() - content
            content = found.end()
        if content >= line.end:
            self._at += 1
        elif _EXPLICIT.match(text, content, line.end):
            self._explicit(line, content, indent)
        elif field := _FIELD.match(text, content, line.end):
            self._at += 1
            if field.end() < line.end:
                self._paragraph(field.end(), line, None)
        elif _LINE_BLOCK.match(text, content, line.end):
            self._at += 1
            self._add(content + 1, line.end)
        elif text.startswith(">>>", content) or _OPTION.match(text, content, line.end):
            self._skip_lines()
        else:
            self._at += 1
            self._paragraph(content, line, indent)

    def _paragraph(self, start: int, line: Line, indent: int | None) -> None:
        """Read a paragraph that begins at `start`, whose further lines have an indent (any that
        is deeper than that of its line, where it is not known)."""
        end = line.end
        while self._at < len(self._lines):
            after = self._lines[self._at]
            if indent is None and after.indent > line.indent:
                indent = after.indent
            if after.is_blank or after.indent != indent or self._is_sign_line(after):
                break
            end = after.end
            self._at += 1
        self._add(start, end)
        if self._text.endswith("::", start, end):
            self._literal(line.indent if indent is None else indent)

    def _literal(self, indent: int) -> None:
        """Skip a literal block, which is deeper than its paragraph, or quoted at its indent."""
        at = self._at
        while at < len(self._lines) and self._lines[at].is_blank:
            at += 1
        if at >= len(self._lines) or self._lines[at].indent != indent:
            self._skip_deeper(indent)
            return
        sign = self._text[self._lines[at].content]
        if not sign.isalnum() and not sign.isspace():
            while at < len(self._lines) and self._text.startswith(sign, self._lines[at].content):
                at += 1
            self._at = at

    def _explicit(self, line: Line, content: int, indent: int) -> None:
        text = self._text
        directive = _DIRECTIVE.match(text, content, line.end)
        if directive and directive["name"] in TEXT_CONTENT:
            self._directive(directive["name"], line, directive.end(), indent)
            return
        if footnote := _FOOTNOTE.match(text, content, line.end):
            self._at += 1
            if footnote.end() < line.end:
                self._paragraph(footnote.end(), line, None)
            return
        said = text[content + 2 : line.end]
        self._add_comment(content, line.end, said)
        self._at += 1
        below = self._line_after(0)
        is_empty = not said.strip() and (below is None or below.is_blank)
        if not is_empty:
            self._skip_deeper(indent)

    def _directive(self, name: str, line: Line, argument: int, indent: int) -> None:
        """Read the argument of a directive whose content is prose, and skip its options."""
        self._at += 1
        if name not in TEXT_ARGUMENT:
            while self._is_deeper(indent):
                self._at += 1
            if name == "glossary" or argument >= line.end:
                self._rewind_to_content(indent)
            return
        if name in _VERSIONED:
            word = _WORD.match(self._text, argument, line.end)
            argument = word.end() if word else argument
        while self._is_deeper(indent) and self._is_option(self._lines[self._at]):
            self._at += 1
        if argument < line.end:
            self._paragraph(argument, line, None)
            while self._is_deeper(indent) and self._is_option(self._lines[self._at]):
                self._at += 1

    def _rewind_to_content(self, indent: int) -> None:
        """Go back to the first line of a directive without an argument that is no option."""
        while self._at and self._lines[self._at - 1].indent > indent:
            if self._lines[self._at - 1].is_blank or self._is_option(self._lines[self._at - 1]):
                break
            self._at -= 1

    def _is_option(self, line: Line) -> bool:
        return _FIELD.match(self._text, line.content, line.end) is not None

    def _is_deeper(self, indent: int) -> bool:
        """Whether the next line is not blank and deeper than an indent."""
        if self._at >= len(self._lines):
            return False
        line = self._lines[self._at]
        return not line.is_blank and line.indent > indent

    def _skip_deeper(self, indent: int) -> None:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.is_blank and line.indent <= indent:
                return
            self._at += 1

    def _is_sign_line(self, line: Line) -> bool:
        return (
            line.end - line.content >= 2
            and _SIGNS.match(self._text, line.content, line.end) is not None
        )

    def _table(self, line: Line) -> bool:
        """Skip a table, whose cells can't change without its frame."""
        if not _FRAME.match(self._text, line.content, line.end):
            return False
        if self._text[line.content] == "+":
            self._skip_lines()
            return True
        at = self._at + 1
        while at < len(self._lines):
            here = self._lines[at]
            is_last = at + 1 >= len(self._lines) or self._lines[at + 1].is_blank
            at += 1
            if is_last and not here.is_blank and self._text[here.content] == "=":
                break
        self._at = at
        return True

    def _title(self, line: Line) -> bool:
        """Read a title with a line of signs below it, and perhaps above it."""
        below = self._line_after(1)
        if self._is_sign_line(line):
            return self._below_signs(line, below)
        if below is None or below.is_blank or line.indent or below.indent:
            return False
        long_enough = min(_LEAST_SIGNS, width(self._text[line.content : line.end]))
        if below.end - below.content < long_enough or not self._is_sign_line(below):
            return False
        self._at += 2
        self._add_title(line, below)
        return True

    def _below_signs(self, line: Line, title: Line | None) -> bool:
        """Read a title below a line of signs, or pass over that line where it parts sections."""
        text, below = self._text, self._line_after(2)
        if title is None or title.is_blank:
            self._at += 1
        elif below and text[line.content : line.end] == text[below.content : below.end]:
            self._at += 3
            self._add_title(title, line, below)
        elif line.end - line.content >= _LEAST_SIGNS:
            self._at += 1
        else:
            return False
        return True

    def _add(self, start: int, end: int) -> None:
        if not self._is_named(start, end):
            super()._add(start, end)

    def _is_named(self, start: int, end: int) -> bool:
        """Whether references name what stands there by its words."""
        if end - start > MOST_NAMED:
            return False
        return " ".join(self._text[start:end].lower().split()) in self._names
