"""What of a file is prose. A format is one module and one row of this table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.document import Document

FORMATS: dict[str, Callable[[str], Document]] = {
    "plain": plain.read,
}
"""How a source text is read, by the name of its format."""
