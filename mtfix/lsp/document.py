"""A document that is open in an editor, with what was found in it last."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtfix.lsp.analysis import Analysis
    from mtfix.lsp.hover import Explanation
    from mtfix.lsp.open_text import OpenText


class Document:
    """An open document. `work` looks at it until that is done with its text as it is now."""

    def __init__(self, text: OpenText) -> None:
        self.text = text
        self.analysis: Analysis | None = None
        self.explanation: Explanation | None = None
        self.work: asyncio.Task[None] | None = None
        self.is_open = True
        self._has_changed = asyncio.Event()

    def changed(self) -> None:
        """Note that the text has changed."""
        self._has_changed.set()

    async def changes_within(self, seconds: float) -> bool:
        """Return whether the text changes within some time, as soon as it does."""
        self._has_changed.clear()
        try:
            await asyncio.wait_for(self._has_changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    @property
    def is_current(self) -> bool:
        """Whether the last analysis is that of the text as it is now."""
        return self.analysis is not None and self.analysis.revision == self.text.revision
