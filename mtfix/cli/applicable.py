"""Whether what was decided in an edits file can be carried out in a file as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.fs import files
from mtfix.reports.edits_file import Decided, EditsError, digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.edit import Edit


def check_decided(
    name: str, source: files.SourceFile, wanted: Sequence[Decided], unwanted: Sequence[Decided]
) -> None:
    """Raise EditsError where the decisions about a file can't be carried out; `name` is that of the
    report."""
    both = (*wanted, *unwanted)
    digest = digest_of(source.bom + files.encode(source.text))
    if any(one.digest != digest for one in both):
        first = min(one.line for one in both)
        raise EditsError(
            f"{source.path} has changed since and is left as it is",
            "write the report anew",
            path=name,
            line=first,
        )
    for one in both:
        if any(source.text[edit.span.start : edit.span.end] != edit.old for edit in one.fix.edits):
            raise _error(name, one, f"this does not stand in {source.path}", "")
    _check_numbers(name, wanted)
    _check_overlaps(name, wanted)
    accepted = {(one.fix.edits, one.fix.rule): one.line for one in wanted}
    for one in unwanted:
        line = accepted.get((one.fix.edits, one.fix.rule))
        if line is not None:
            raise _error(name, one, f"this fix is accepted in line {line}", "decide for one")


def _check_numbers(name: str, wanted: Sequence[Decided]) -> None:
    """Raise EditsError for an accepted fix that stands there twice, or that builds on one
    that is not accepted."""
    lines: dict[int, int] = {}
    for one in wanted:
        if one.number in lines:
            text = f"the fix in line {lines[one.number]} has the same number"
            raise _error(name, one, text, "write the report anew")
        above = lines.keys() >= set(one.fix.after)
        lines[one.number] = one.line
        if not above:
            text = "this fix builds on one above that is not accepted"
            raise _error(name, one, text, "accept that one too, or neither")


def _check_overlaps(name: str, wanted: Sequence[Decided]) -> None:
    """Raise EditsError for accepted fixes that change the same place."""
    last: tuple[Edit, Decided] | None = None
    for edit, own in sorted((edit, one) for one in wanted for edit in one.fix.edits):
        if last and _clash(*last, edit, own):
            first, second = sorted((own, last[1]), key=lambda one: one.line)
            text = f"this fix and that in line {first.line} overlap"
            raise _error(name, second, text, "accept one of them")
        if not last or edit.span.end >= last[0].span.end:
            last = edit, own


def _error(name: str, one: Decided, text: str, remedy: str) -> EditsError:
    return EditsError(text, remedy, path=name, line=one.line)


def _clash(edit: Edit, one: Decided, other_edit: Edit, other: Decided) -> bool:
    """Whether edits of two fixes overlap, and neither builds on the other."""
    if one.number in other.fix.after or other.number in one.fix.after:
        return False
    return edit.span.overlaps(other_edit.span)
