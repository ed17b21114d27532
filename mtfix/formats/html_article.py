"""The article of a page of HTML, as trafilatura (the extra `html`) reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.problem import ProblemError
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_XML = lazy_regex("[\x00\ud800-\udfff]")
"""What the parser of trafilatura refuses."""


def extract_article(page: str) -> str:
    """Return the text of the article of a page, each paragraph on a line, without what readers
    have said about it.

    Raises ProblemError where trafilatura is not installed, or finds no article.
    """
    article: str | None = _extractor()(_NO_XML.sub("\ufffd", page), include_comments=False)
    if not article:
        raise ProblemError("no article was found in this page", "use `--boilerplate appended`")
    return article


def _extractor() -> Callable[..., str | None]:
    import logging

    try:
        from trafilatura import extract
    except ImportError:
        why = "trafilatura reads articles out of HTML, and is not installed"
        raise ProblemError(why, "pip install 'mtfix[html]'") from None
    # Else it writes warnings to standard error.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found: Callable[..., str | None] = extract
    return found
