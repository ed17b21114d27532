"""What mtfix finds in a text that is open in an editor."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from mtfix.cli.messages import unexpected
from mtfix.edits.composition import flatten, select
from mtfix.edits.disjoint_spans import DisjointSpans
from mtfix.edits.edit import Span
from mtfix.edits.problem import problem_of
from mtfix.lsp.positions import Positions
from mtfix.lsp.project import Reading
from mtfix.pipeline.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtfix.edits.edit import Edit
    from mtfix.edits.fix import Fix
    from mtfix.edits.reason import Reason
    from mtfix.lsp.open_text import Snapshot
    from mtfix.lsp.project import Project
    from mtfix.pipeline.ledger import Leave

MOST = 1_000_000
"""Characters of a text that is looked at while it is written; longer ones are left to `check`."""
_LONG = 4_000
"""Characters from which on a cleaning is ended when the text has changed; shorter ones are soon
over."""
_BOM = "\ufeff"


class Found(NamedTuple):
    """A fix, whether it is a safe one, and why it is withheld if it is."""

    fix: Fix
    is_safe: bool
    held: Reason | None


class SupersededError(Exception):
    """A text has changed while it was looked at, so that nobody waits for the answer."""


class Analysis:
    """A text of a document at one revision, and what was found in it.

    text: without a byte order mark; all spans are in code points of it.
    fixes: those that are made by default, then those that a person is to decide about. What a fix
        is `after` are positions in this list.
    seconds: how long the processor was busy with it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.uri, self.path = snapshot.uri, snapshot.path
        self.version, self.revision = snapshot.version, snapshot.revision
        self.text = snapshot.text.removeprefix(_BOM)
        self._shift = len(snapshot.text) - len(self.text)
        self._positions = Positions(snapshot.text, snapshot.encoding)
        self.reading = Reading()
        self.result = Result(self.text, self.text)
        self.fixes: tuple[Found, ...] = ()
        self.seconds = 0.0

    def range(self, span: Span) -> types.Range:
        """Return where a span of the text is in the document."""
        places = (self._positions.position(at + self._shift) for at in span)
        start, end = (types.Position(*place) for place in places)
        return types.Range(start, end)

    def span(self, where: types.Range) -> Span:
        """Return which part of the text a range of the document is."""
        offsets = (
            self._positions.offset(place.line, place.character) - self._shift
            for place in (where.start, where.end)
        )
        low, high = (max(0, at) for at in offsets)
        return Span(low, max(low, high))

    def at(self, span: Span) -> list[int]:
        """Return the positions in `fixes` of those with an edit that meets a span; one that ends
        where the span begins does, too."""
        return [
            number
            for number, one in enumerate(self.fixes)
            if any(
                edit.span.start <= span.end and span.start <= edit.span.end
                for edit in one.fix.edits
            )
        ]

    def edits(self, numbers: Iterable[int]) -> tuple[Edit, ...]:
        """Return the edits that make some of the `fixes`, and those that these build on; of two
        that get in each other's way the first is made."""
        return together([one.fix for one in self.fixes], numbers, len(self.result.fixes))


def together(fixes: Sequence[Fix], numbers: Iterable[int], made: int) -> tuple[Edit, ...]:
    """Return the edits that make the fixes at some positions, and all that they build on. The
    first `made` fixes go together; of others, one that overlaps an earlier one is left out."""
    wanted = sorted(_with_bases(fixes, numbers))
    chosen = [number for number in wanted if number < made]
    owners = {edit: number for number in chosen for edit in fixes[number].edits}
    safe, others = DisjointSpans(), DisjointSpans()
    for edit in flatten(select(fixes, chosen)):
        safe.add(edit.span, owners[edit])
    for number in wanted[len(chosen) :]:
        edits = fixes[number].edits
        bases = {None, *_with_bases(fixes, fixes[number].after)}
        if any(safe.overlapping(edit.span) not in bases for edit in edits):
            continue
        if all(others.overlapping(edit.span) is None for edit in edits):
            chosen.append(number)
            for edit in edits:
                others.add(edit.span, number)
    return flatten(select(fixes, chosen))


def _with_bases(fixes: Sequence[Fix], numbers: Iterable[int]) -> set[int]:
    found: set[int] = set()
    queue = list(numbers)
    while queue:
        number = queue.pop()
        if number not in found:
            found.add(number)
            queue += fixes[number].after
    return found


def analyse(project: Project, snapshot: Snapshot, is_current: Callable[[], bool]) -> Analysis:
    """Return what is found in a document. Raises SupersededError once it is no longer current; of
    an error in mtfix, the `problems` tell."""

    def check() -> None:
        if not is_current():
            raise SupersededError

    check()
    start = thread_time()
    analysis = Analysis(snapshot)
    text = analysis.text
    if len(text) > MOST:
        why = f"it has more than {MOST:,} characters; `mtfix check` reads it"
        analysis.reading = Reading(why=why)
        return analysis
    problem = None
    try:
        reading = analysis.reading = project.reading(snapshot.path, snapshot.language, text)
        if reading.cleaner:
            leave = _guarded(reading.leave, check) if len(text) > _LONG else reading.leave
            analysis.result = reading.cleaner.clean(text, format=reading.format, leave=leave)
            analysis.fixes = found_in(analysis.result)
    except SupersededError:
        raise
    except ValueError as error:  # the text is not what its format asks for
        problem = problem_of(error)._replace(severity="warning")
    except Exception as error:  # noqa: BLE001 - the editor goes on without an answer
        problem = unexpected(error, "", "")
    if problem:
        analysis.reading = analysis.reading._replace(cleaner=None, problems=(problem,))
    analysis.seconds = thread_time() - start
    return analysis


def found_in(result: Result) -> tuple[Found, ...]:
    """Return the fixes of a result that are shown."""
    made = (Found(fix, is_safe=True, held=None) for fix in result.fixes)
    open_ones = (held for held in result.withheld if held.is_open)
    return (*made, *(Found(one.fix, is_safe=False, held=one.reason) for one in open_ones))


def _guarded(leave: Leave | None, check: Callable[[], None]) -> Leave:
    """What asks `leave` about a fix, and before that lets `check` end the cleaning."""

    def answer(fix: Fix, original: str) -> Reason | None:
        check()
        return leave(fix, original) if leave else None

    return answer
