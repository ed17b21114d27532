"""URLs, e-mail addresses and handles: nothing within them is prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtfix.edits.edit import Span

_REACH = 200
_MAIL = 64
"""Characters that may stand between the `@` of an address and a place within it."""


def in_address(text: str, span: Span) -> bool:
    """Return whether a span of a text lies in a URL, an e-mail address or a handle."""
    left, right = token_around(text, span)
    return is_url(left) or is_handle(left, right)


def token_around(text: str, span: Span) -> tuple[str, str]:
    """Return what stands directly before and behind a span, up to white space, and at most 200
    characters."""
    before = text[max(0, span.start - _REACH) : span.start]
    after = text[span.end : span.end + _REACH]
    left = "" if not before or before[-1].isspace() else before.rsplit(None, 1)[-1]
    right = "" if not after or after[0].isspace() else after.split(None, 1)[0]
    return left, right


def is_url(left: str) -> bool:
    """Return whether what stands directly before a place begins a URL."""
    return "://" in left or left.lower().startswith("www.")


def is_handle(left: str, right: str) -> bool:
    """Return whether what stands directly around a place makes it a part of an e-mail address or
    a handle."""
    return "@" in left[-_MAIL:] or ("@" in right and re.match(r"[\w.-]*@", right) is not None)
