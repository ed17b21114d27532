"""Decisions of a session that are not on disk yet, by what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.review.decision_match import precedence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.review.decision import Decision
    from mtfix.review.review_file import ReviewItem

    Subject = tuple[str | None, ...]


class Pending:
    """Decisions of one folder that are to be written, and those that are to be taken out."""

    def __init__(self) -> None:
        self._added: dict[Subject, Decision] = {}
        self.removed: set[Decision] = set()

    def __len__(self) -> int:
        return len(self._added) + len(self.removed)

    @property
    def added(self) -> list[Decision]:
        """The decisions that are to be written."""
        return [*self._added.values()]

    def put(self, one: Decision) -> None:
        """Add a decision; one about the same goes."""
        self._added[_subject(one)] = one

    def drop(self, one: Decision) -> None:
        """Take a decision back: one of the session, or one on disk."""
        if self._added.get(_subject(one)) == one:
            del self._added[_subject(one)]
        else:
            self.removed.add(one)

    def overrule(self, others: Iterable[Decision]) -> list[Decision]:
        """Take out what others say otherwise, and return it."""
        said = {_subject(one): one.decision for one in others}
        gone = [
            one for key, one in self._added.items() if said.get(key, one.decision) != one.decision
        ]
        for one in gone:
            self.drop(one)
        return gone

    def about(self, item: ReviewItem) -> Decision | None:
        """Return what holds for a fix: the nearest decision, of the session or on disk."""
        found = [self._added[key] for key in _subjects(item) if key in self._added]
        if item.saved is not None:
            found.append(item.saved)
        return max(found, key=precedence, default=None)


def _subject(one: Decision) -> Subject:
    """What a decision is about. A place is the same in whatever file it stands."""
    if one.scope == "place":
        return one.rule, one.old, one.new, one.before, one.behind
    return one.rule, one.old, one.new, one.where


def _subjects(item: ReviewItem) -> Iterator[Subject]:
    """What decisions that a session makes can be about, if they hold for a fix."""
    rule, (_, old, new) = item.fix.rule, item.change
    yield item.place
    for where in places(item.file.name):
        yield rule, old, new, where
        yield rule, None, None, where


def places(name: str) -> Iterator[str]:
    """Yield everywhere, and the folders and the file itself, for a file of this name.

    >>> list(places("docs/a.md"))
    ['', 'docs/', 'docs/a.md']
    """
    yield ""
    at = name.find("/")
    while at >= 0:
        yield name[: at + 1]
        at = name.find("/", at + 1)
    yield name
