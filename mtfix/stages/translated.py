"""Whether the terms that were put right in a document show that a machine translated it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtfix.matching.page import Page

_PER_TERM = 8_000
"""Characters of a long document for which it must have one term that was put right."""
_TERMS, _TERMS_OF_LIKELY, _LIKELY = 2, 1, 0.5
"""Different terms that were put right of a document that surely was translated; and of one that is
so likely by its habits."""


def is_translated(page: Page) -> bool:
    """Return whether a document surely was translated by a machine: several terms were put right
    in it, in a long one for every 8,000 characters."""
    if not page.terms_made:
        return False
    enough = max(_TERMS, len(page.text) // _PER_TERM)
    found = _terms_put_right(page)
    if found >= enough:
        return True
    return found >= enough - _TERMS + _TERMS_OF_LIKELY and page.context.translated >= _LIKELY


def seems_translated(page: Page) -> bool:
    """Return whether a document may be a translation, which only tells something beside other
    signs: one term was put right in it, in a long one for every 8,000 characters."""
    if not page.terms_made:
        return False
    return _terms_put_right(page) >= max(1, len(page.text) // _PER_TERM)


def _terms_put_right(page: Page) -> int:
    """How many different terms were put right. Names in small letters do not count, which authors
    write, too."""
    made = (one for one in page.terms_made if _letters(one.old) != _letters(one.new))
    return len({one.rule for one in made})


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
