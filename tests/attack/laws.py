"""The laws of one document, each of which says what is broken, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import apply
from mtfix.edits.problem import ProblemError
from mtfix.matching.page import PLACEHOLDER

if TYPE_CHECKING:
    from mtfix import Cleaner, Result


def broken_law(cleaner: Cleaner, text: str, format_: str) -> str:
    """Return which law the cleaning of a text breaks, or nothing."""
    try:
        result = cleaner.clean(text, format=format_)
    except ProblemError:
        return ""  # it is no text of this format, as is told
    except Exception as error:  # noqa: BLE001 - whatever else is raised breaks a law
        return f"it raises {type(error).__name__}: {error}"
    try:
        again = cleaner.clean(result.text, format=format_)
    except Exception as error:  # noqa: BLE001 - whatever is raised breaks a law
        return f"it raises {type(error).__name__}: {error}"
    return _of_result(text, result) or _of_second(result, again)


def _of_result(text: str, result: Result) -> str:
    if result.original != text:
        return "the original is another text"
    if any(text[one.span.start : one.span.end] != one.old for one in result.edits):
        return "an edit is of what does not stand there"
    if result.text != apply(text, result.edits):
        return "the text is not the original with its edits"
    if result.undo() != text:
        return "undo gives another text"
    if result.text.count(PLACEHOLDER) > text.count(PLACEHOLDER):
        return "a placeholder is in the text"
    if result.text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape") != (
        result.text
    ):
        return "the bytes are read as another text"
    return ""


def _of_second(result: Result, again: Result) -> str:
    if again.text != result.text:
        return f"it is cleaned again, to {again.text!r}"
    return ""
