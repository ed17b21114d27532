"""Teasers glued to the end of the last paragraph: is the seam certain?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtfix.edit import Span

_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_MOST = 400
"""A teaser is a few headlines long, in characters."""
_NO_NAMES = frozenset(
    "A An And Are As At But Can Could Did Do Does For From Has Have He Her His How I If In Is It "
    "Its Not Now Of On Or Our She So That The Their There These They This To Was We Were What When "
    "Where Which Who Why Will With Would You Your Ever Never".split()
)


def parts(text: str, unit: Span, cut: Span) -> bool:
    """Whether what is cut speaks of something else than the article.

    It is short, it names somebody or something, and none of its names occurs before it.
    """
    piece = text[cut.start : cut.end]
    names = {name for name in _NAME.findall(piece) if name not in _NO_NAMES}
    if not names or len(piece) > _MOST or cut.start == unit.start:
        return False
    before = text[max(0, cut.start - 20_000) : cut.start].lower()
    return not any(re.search(rf"\b{re.escape(name.lower())}\b", before) for name in names)
