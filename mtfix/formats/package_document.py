"""Documents of packages: each member with prose is read by itself, and all are one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.edits.rule_names import BOILERPLATE
from mtfix.formats.document import Document, escape_by_part
from mtfix.formats.value_document import FormatError
from mtfix.fs.packages import PART, without_breaks

if TYPE_CHECKING:
    from collections.abc import Callable

    ReadPart = Callable[[str], Document]


def package_document(text: str, read_part: ReadPart) -> Document:
    """Return the text of a package, as `fs.packages` gives it, or of one of its members as a
    document.

    `read_part` reads one member. Raises FormatError where one can't be read.
    """
    lines = list(PART.finditer(text)) if text.startswith("\f") else []
    if not lines:
        return read_part(text)._replace(unasked=(BOILERPLATE,))
    edits: list[Edit] = []
    starts: list[int] = []
    escapes = []
    is_first = True
    ends = [line.start() for line in lines[1:]] + [len(text)]
    for line, end in zip(lines, ends, strict=True):
        document = _part(line[1], text[line.end() : end], read_part)
        between = "" if is_first or not document.draft.text.strip() else "\n\n"
        is_first = is_first and not document.draft.text.strip()
        edits.append(Edit(Span(*line.span()), line[0], between))
        edits += (
            edit._replace(
                span=edit.span.shifted(line.end()),
                old=text[edit.span.start + line.end() : edit.span.end + line.end()],
            )
            for edit in document.draft.edits
        )
        starts.append(line.end())
        escapes.append(document.escape)

    def write(index: int, span: Span, new: str) -> str:
        escape = escapes[index]
        return escape(span.shifted(-starts[index]), new) if escape else new

    draft = Draft(text, [edit for edit in edits if edit.old or edit.new])
    return Document(draft, escape_by_part(starts, write), unasked=(BOILERPLATE,))


def _part(name: str, text: str, read_part: ReadPart) -> Document:
    try:
        return read_part(without_breaks(text))
    except FormatError as error:
        problem = error.problem
        raise FormatError(f"{name}: {problem.text}", problem.remedy, line=problem.line) from None
