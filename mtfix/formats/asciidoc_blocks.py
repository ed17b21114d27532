"""The blocks of AsciiDoc that hold prose, and its titles with a line of signs below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats.asciidoc_tables import cells
from mtfix.formats.light_markup import BlockReader
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.formats.light_markup import Blocks
    from mtfix.formats.text_lines import Line

_VERBATIM = lazy_regex(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|```+)[\w,-]*\Z|--\Z")
_CONTAINER = lazy_regex(r"(={4,}|\*{4,}|_{4,}|-{2}|~{4,})\Z")
_TABLE = lazy_regex(r"([|!,:]===+)\Z")
_HEADING = lazy_regex(r"(?:={1,6}|#{1,6})[ \t]+(?=\S)")
_CAPTION = lazy_regex(r"\.(?=[^\s.])")
_ATTRIBUTE = lazy_regex(r":!?[\w-]+!?:(?:\s|\Z)")
_STYLE = lazy_regex(r"\[(?:\[[^\]]*\]|[^\]]*)\]\Z")
_COMMENT = lazy_regex(r"//(?!/)")
_MACRO = lazy_regex(r"[a-z][\w-]*::[^\s\[\]]*\[[^\]]*\]\Z")
_ITEM = lazy_regex(
    r"(?:\*{1,8}|-{1,2}|\.{1,8}|\d{1,5}\.|[A-Za-z]\.|[ivxlcdmIVXLCDM]{1,8}\)|<[\d.]+>|•)"
    r"[ \t]+(?=\S)(?:\[[ x*]\][ \t]+)?"
)
_TERM = lazy_regex(r"(?P<term>[^\r\n]*?\S)(?P<sign>:{2,4}|;;)(?:[ \t]+|\Z)")
_LABEL = lazy_regex(r"(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING):[ \t]+")
_SIGNS = lazy_regex(r"(?:=+|-+|~+|\^+|\++)\Z")
_PROSE_STYLE = lazy_regex(
    r"\[(?:\[.*|#.*|\..*|%.*|[\w-]+=.*|(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING|quote|abstract|sidebar"
    r"|example|partintro|appendix|preface|dedication|colophon|glossary|bibliography|horizontal|qanda"
    r"|discrete|float|lead|arabic|loweralpha|upperalpha|lowerroman|upperroman|square|circle|disc)"
    r"\b.*|)\]\Z"
)
_REFERENCE = lazy_regex(r"<<([^<>,\n]{1,300})|xref:([^\[\]\n]{1,300})\[")
_SPECIAL_COLUMN = lazy_regex(r"\bcols=\"?[^\]\"]*[aelmsv]")
_PLUS = "+"


def find_blocks(text: str) -> Blocks:
    """Return the blocks of AsciiDoc that hold prose."""
    return _Reader(text).blocks()


class _Reader(BlockReader):
    """Reads blocks one behind the other; those that hold others only lay marks around them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._style = ""
        self._names = {(found[1] or found[2]).lower() for found in _REFERENCE.finditer(text)}

    def block(self, line: Line) -> None:
        """Read what begins at a line."""
        if not (self._quiet(line) or self._delimited(line) or self._title(line)):
            self._paragraph(line)

    def blank(self) -> None:
        """Forget the style that stood above nothing."""
        self._style = ""

    def _quiet(self, line: Line) -> bool:
        """Read a line that is an attribute, a style, a comment or a macro."""
        text = self._text
        said = text[line.content : line.end]
        if _COMMENT.match(said):
            self._add_comment(line.content, line.end, said[2:])
        elif _ATTRIBUTE.match(said):
            while text.endswith("\\", line.start, line.end) and self._at + 1 < len(self._lines):
                self._at += 1
                line = self._lines[self._at]
        elif _STYLE.match(said):
            self._style += said
        elif not (_MACRO.match(said) or said in {_PLUS, "<<<", "'''"}):
            return False
        self._at += 1
        return True

    def _delimited(self, line: Line) -> bool:
        """Skip a listing or the like, or the mark of a block that holds others; read a table."""
        said = self._text[line.start : line.end]
        if self._is_title_above(line):
            return False
        if _TABLE.match(said):
            first, last = self._to_end(said)
            whole = said[0] == "|" and "format=" not in self._style
            if whole and not _SPECIAL_COLUMN.search(self._style):
                for span in cells(self._text, self._lines[first:last]):
                    self._add(*span)
        elif (verbatim := _VERBATIM.match(said)) and (said != "--" or self._is_verbatim_style()):
            self._to_end(verbatim[1] if said.startswith("`") else said)
        elif _CONTAINER.match(said):
            if self._is_verbatim_style():
                self._to_end(said)
            else:
                self._at += 1
        else:
            return False
        self._style = ""
        return True

    def _to_end(self, delimiter: str) -> tuple[int, int]:
        """Go behind the end of a block; return where its lines begin and end."""
        first = self._at + 1
        self._at = first
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if self._text[line.start : line.end] == delimiter:
                return first, self._at - 1
        return first, self._at

    def _is_verbatim_style(self) -> bool:
        """Whether a style above says what is not known to be prose."""
        return not all(
            _PROSE_STYLE.match(f"[{one}") for one in self._style.split("[") if one and one != "]"
        )

    def _is_title_above(self, line: Line) -> bool:
        below = self._line_after(1)
        return below is not None and self._are_signs(line, below)

    def _are_signs(self, line: Line, below: Line) -> bool:
        text = self._text
        length = below.end - below.start
        near = abs(line.end - line.start - length) <= 1 and length >= 2
        if not near or line.indent or not _SIGNS.match(text, below.start, below.end):
            return False
        return any(char.isalnum() for char in text[line.start : line.end])

    def _title(self, line: Line) -> bool:
        text = self._text
        below = self._line_after(1)
        if below is not None and self._are_signs(line, below):
            self._at += 2
            if not self._is_named(line.start, line.end):
                self._add_title(line, below)
            self._header(is_first=text[below.start] == "=")
            return True
        if heading := _HEADING.match(text, line.start, line.end):
            self._at += 1
            if not self._is_named(heading.end(), line.end):
                self._add(heading.end(), line.end)
            self._header(is_first=heading.end() - heading.start() == 2)
            return True
        if caption := _CAPTION.match(text, line.start, line.end):
            self._at += 1
            self._add(caption.end(), line.end)
            return True
        return False

    def _header(self, *, is_first: bool) -> None:
        """Skip the author and the revision below the title of a document."""
        is_first = is_first and len(self._found.prose) <= 1
        while is_first and self._at < len(self._lines) and not self._lines[self._at].is_blank:
            if not self._quiet(self._lines[self._at]):
                self._at += 1
        self._style = ""

    def _paragraph(self, line: Line) -> None:
        text = self._text
        is_verbatim, self._style = self._is_verbatim_style(), ""
        if is_verbatim:
            self._skip_lines()
            return
        start, is_item = line.content, False
        while found := _ITEM.match(text, start, line.end):
            start, is_item = found.end(), True
        if term := _TERM.match(text, start, line.end):
            self._add(start, term.end("term"))
            start, is_item = term.end(), True
        if line.indent and not is_item and not self._follows_item():
            self._skip_lines()
            return
        if label := _LABEL.match(text, start, line.end):
            start = label.end()
        end = line.end
        self._at += 1
        while self._at < len(self._lines) and self._goes_on(self._lines[self._at]):
            end = self._lines[self._at].end
            self._at += 1
        self._add(start, end)

    def _follows_item(self) -> bool:
        """Whether the line above is one of a list's: an indented line then goes on with it."""
        above = self._lines[self._at - 1] if self._at else None
        return above is not None and not above.is_blank

    def _goes_on(self, line: Line) -> bool:
        """Whether a line goes on with the paragraph above it."""
        text = self._text
        said = text[line.content : line.end]
        starts = (_ITEM, _TERM, _COMMENT, _MACRO, _ATTRIBUTE, _STYLE)
        return not (
            line.is_blank
            or said == _PLUS
            or any(one.match(said) for one in starts)
            or _VERBATIM.match(said)
            or _CONTAINER.match(said)
            or _TABLE.match(said)
        )

    def _is_named(self, start: int, end: int) -> bool:
        """Whether a reference names a title, by its words or by the name made of them."""
        said = self._text[start:end].lower()
        slug = "".join(char if char.isalnum() else " " for char in said).split()
        return not self._names.isdisjoint(
            (said, "_" + "_".join(slug), "-".join(slug), "#" + "-".join(slug))
        )
