"""One document of a corpus: cleaned, kept or dropped, or rejected with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.corpus.columns import PREFIX, column_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtfix.cleaner import Cleaner
    from mtfix.corpus.condition import Condition
    from mtfix.pipeline.ledger import Leave
    from mtfix.pipeline.result import Result

MOST_CHARACTERS = 1_000_000
"""The characters of a document from which on it is rejected: where it is damaged all over, one of
so many takes 300 MB."""
_BYTES = 8
"""Bytes of a record for each of these characters: more than any way to write one in JSON."""


class RejectedError(Exception):
    """A record that can't be cleaned: the reason as a code, and in words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


class CorpusOptions(NamedTuple):
    """How the documents of a corpus are cleaned. Picklable.

    text, source, id: the columns of the text, of what it was translated from, and of the name
        by which a rejected record is told.
    columns: those that are added (see `columns.COLUMNS`).
    keep: conditions, all of which a document must meet to be written.
    most: the characters above which a document is rejected; a record of eight times as many bytes
        is not even read.
    log: whether what was changed is written beside the documents.
    leave: is asked about each fix (see `Cleaner.clean`). Picklable, and its `repr` tells whether
        it would answer in the same way.
    """

    cleaner: Cleaner
    text: str = "text"
    source: str | None = None
    id: str | None = None
    columns: Sequence[str] = ()
    keep: Sequence[Condition] = ()
    most: int = MOST_CHARACTERS
    log: bool = False
    leave: Leave | None = None

    @property
    def most_bytes(self) -> int:
        """The bytes above which a record is not read."""
        return _BYTES * self.most

    def clean(self, text: str, source: str | None) -> Result:
        """Return what a document becomes. Raises RejectedError where it exceeds a limit, or
        where mtfix fails: a run goes on behind it."""
        if len(text) > self.most:
            words = f"it has {len(text):,} characters, and the limit is {self.most:,}"
            raise RejectedError("size", words)
        try:
            result = self.cleaner.clean(text, source, leave=self.leave)
        except Exception as error:
            raise RejectedError("error", f"{type(error).__name__} in mtfix") from error
        limit = next((one for one in result.problems if one.rule.startswith("limit/")), None)
        if limit is not None:
            raise RejectedError(limit.rule.removeprefix("limit/"), limit.text)
        return result

    def keeps(self, result: Result | None) -> bool:
        """Whether a document is written; one without a text has no values to compare."""
        if result is None:
            return all(condition.meets(None) for condition in self.keep)
        return all(condition.holds(result) for condition in self.keep)

    def values(self, result: Result | None) -> Mapping[str, Any]:
        """Return the values of the added columns by their names; None for one without a text."""
        if result is None:
            return dict.fromkeys(PREFIX + name for name in self.columns)
        return column_values(result, self.columns)

    def fingerprint(self) -> str:
        """Return a digest of all that the output hangs on beside the input."""
        from mtfix.packs.code_digest import digest

        said = self._replace(cleaner=None)  # type: ignore[arg-type]  # it has a digest of its own
        return digest([repr(tuple(said)).encode(), self.cleaner.fingerprint().encode()])
