"""A session in which a person decides about the findings of files.

Answers are held in memory until they are saved; what other programs write meanwhile to the
decisions or to the files is seen, and nothing of it is overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import ProblemError
from mtfix.fs import system
from mtfix.review.answers import OF_PLACE, decided, is_about_term
from mtfix.review.decisions import DecisionFiles
from mtfix.review.pending import Pending
from mtfix.review.review_file import stamp
from mtfix.review.saving import Saved, save_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.review.decision import Decision
    from mtfix.review.review_file import ReviewFile, ReviewItem
    from mtfix.review.run_log import Log

    States = dict[int, str]
    """States of fixes, by their numbers."""


class ReviewError(ProblemError):
    """What is asked for can't be done, and nothing was changed: says why, and what to do."""


class Counts(NamedTuple):
    """How many decisions are not saved yet; which files have changed since they were shown; and
    the rules of the decisions that another program has overruled."""

    unsaved: int
    changed: list[str]
    overruled: list[str]


class ReviewSession:
    """Files, and what is decided about their fixes, which are told by numbers.

    log: where what is saved is put down, so that it can be undone.
    """

    def __init__(self, files: Iterable[ReviewFile], log: Log | None = None) -> None:
        self._log = log
        self.begin(files)

    def begin(self, files: Iterable[ReviewFile]) -> None:
        """Begin anew with files. Raises one of the errors of decisions that can't be read."""
        self.files = [*files]
        self.items = [item for file in self.files for item in file.items.values()]
        self._numbers = {item: at for at, item in enumerate(self.items)}
        self._by_rule: dict[str, list[ReviewItem]] = defaultdict(list)
        self._by_place: dict[tuple[str, ...], list[ReviewItem]] = defaultdict(list)
        for item in self.items:
            self._by_rule[item.fix.rule].append(item)
            self._by_place[item.place].append(item)
        self._pending: dict[str, Pending] = defaultdict(Pending)
        self._overruled: list[Decision] = []
        self._known: dict[str, set[Decision]] = {}
        self._read_decisions()
        for item in self.items:
            item.begin(item.saved)

    def number(self, item: ReviewItem) -> int:
        """Return by which number a fix is told."""
        return self._numbers[item]

    def state(self, item: ReviewItem) -> str:
        """Return what is decided about a fix, in a word."""
        return item.state(self._decision(item))

    def states(self) -> States:
        """Return the states of all fixes; what another program has decided counts."""
        self._refresh()
        return {at: self.state(item) for at, item in enumerate(self.items)}

    def counts(self) -> Counts:
        """Return what is to be saved, and what has changed."""
        unsaved = sum(map(len, self._pending.values()))
        changed = [system.shown(file.path) for file in self.files if file.is_changed()]
        return Counts(unsaved, changed, sorted({one.rule for one in self._overruled}))

    def answer(self, number: int, answer: str, where: str) -> States:
        """Take an answer about a fix, and return the states that are others now.

        Raises ReviewError for a file that has changed, KeyError or IndexError for what there is
        not.
        """
        self._refresh()
        item = self.items[number]
        if item.file.is_changed():
            raise ReviewError(
                "was changed by another program", "load the page anew", path=_shown(item.file)
            )
        others = self._by_place[item.place] if answer in OF_PLACE else self._by_rule[item.fix.rule]
        before = [self.state(one) for one in others]
        self._take(item, answer, where)
        return {
            self._numbers[one]: now
            for one, then in zip(others, before, strict=True)
            if (now := self.state(one)) != then
        }

    def save(self) -> Saved:
        """Write what was decided, and return what came of it. Raises ProblemError where decisions
        can't be read or written: what is not written stays to be saved."""
        self._refresh()
        saved = Saved([], [*self._overruled], [])
        for folder, pending in self._pending.items():
            if pending:
                path = next(file.path for file in self.files if file.folder == folder)
                save_folder(self._on_disk.find_or_make(path), pending, self._log, saved)
                self._pending[folder] = Pending()
        self._overruled = []
        self._read_decisions()
        return saved

    def _take(self, item: ReviewItem, answer: str, where: str) -> None:
        """Put down an answer. Decisions that are nearer to this fix and say otherwise go."""
        pending = self._pending[item.file.folder]
        wanted = decided(item, answer, where)
        if wanted is not None:
            pending.put(wanted)
        elif answer == "ask":
            for one in [*pending.added, *self._on_disk_of(item)]:
                if is_about_term(one, item):
                    self._drop(pending, one)
        while (there := pending.about(item)) and (
            wanted is None or there.decision != wanted.decision
        ):
            self._drop(pending, there)

    def _on_disk_of(self, item: ReviewItem) -> Iterable[Decision]:
        return self._known.get(item.file.folder, ())

    def _drop(self, pending: Pending, one: Decision) -> None:
        pending.drop(one)
        self._match(item for item in self._by_rule_of(one) if item.saved == one)

    def _by_rule_of(self, one: Decision) -> list[ReviewItem]:
        """The items that a decision can be about: it may name the beginning of a rule."""
        return [
            item
            for rule, items in self._by_rule.items()
            if rule == one.rule or rule.startswith(f"{one.rule}/")
            for item in items
        ]

    def _decision(self, item: ReviewItem) -> Decision | None:
        return self._pending[item.file.folder].about(item)

    def _refresh(self) -> None:
        """Read the decisions anew, if another program has written them."""
        if self._stamps() != self._seen:
            self._read_decisions()

    def _stamps(self) -> tuple[object, ...]:
        return tuple(stamp(path) for path in self._paths)

    def _read_decisions(self) -> None:
        """Read all decisions, and which hold for the fixes. Of those of the session, they go that
        another program has overruled meanwhile."""
        self._on_disk = DecisionFiles()
        theres = [self._on_disk.of(file.path) for file in self.files]
        now = {there.folder: set(there.decisions) for there in theres if there}
        for folder, decisions in now.items():
            new = decisions - self._known.get(folder, set())
            self._overruled += self._pending[folder].overrule(new)
        self._known = now
        self._paths = sorted({*self._on_disk.looked_at})
        self._seen = self._stamps()
        self._match(self.items)

    def _match(self, items: Iterable[ReviewItem]) -> None:
        """Find for fixes the decisions on disk about them."""
        for file, own in _by_file(items):
            for item in own:
                item.saved = None
            there = self._on_disk.of(file.path)
            if there is None:
                continue
            matcher = there.matcher(file.path, without=self._pending[file.folder].removed)
            for item in own:
                text = file.finding.result.original
                item.saved = matcher.decision(item.fix, text) if matcher else None


def _by_file(items: Iterable[ReviewItem]) -> Iterator[tuple[ReviewFile, list[ReviewItem]]]:
    found: dict[ReviewFile, list[ReviewItem]] = defaultdict(list)
    for item in items:
        found[item.file].append(item)
    yield from found.items()


def _shown(file: ReviewFile) -> str:
    return system.shown(file.path)
