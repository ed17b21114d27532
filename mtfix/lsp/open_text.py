"""The text of a document that is open in an editor, as the editor has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types
from pygls import uris

from mtfix.lsp.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable


class Snapshot(NamedTuple):
    """A document at one moment. `path` is None where it was never saved, or is no file."""

    uri: str
    path: str | None
    language: str
    version: int
    revision: int
    text: str
    encoding: str


class OpenText:
    """An open document, and its text after all changes that the client has told.

    It is kept here and not by pygls, which takes characters for line ends that are none in the
    protocol (U+0085, U+2028, a form feed), and a text with broken characters is full of them.

    revision: counts the changes, also those that concern the document without changing it.
    """

    def __init__(self, item: types.TextDocumentItem, encoding: str) -> None:
        self.uri, self.language, self.version = item.uri, item.language_id, item.version
        self.text = item.text
        self.revision = 0
        self._encoding = encoding

    @property
    def snapshot(self) -> Snapshot:
        """The document as it is now."""
        path, uri = uris.to_fs_path(self.uri) or None, self.uri
        state = self.language, self.version, self.revision, self.text, self._encoding
        return Snapshot(uri, path, *state)

    def change(self, version: int, changes: Iterable[types.TextDocumentContentChangeEvent]) -> None:
        """Make changes, each in the text that the one before has left."""
        for one in changes:
            self.text = self._after(one)
        self.version = version
        self.revision += 1

    def _after(self, change: types.TextDocumentContentChangeEvent) -> str:
        if not isinstance(change, types.TextDocumentContentChangePartial):
            return change.text
        positions = Positions(self.text, self._encoding)
        start, end = change.range.start, change.range.end
        low = positions.offset(start.line, start.character)
        high = max(low, positions.offset(end.line, end.character))
        return self.text[:low] + change.text + self.text[high:]
