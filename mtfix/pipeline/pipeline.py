"""The one loop: a text is read, and fixed by the stages in order, until nothing changes.

read the text in its format                          formats
until no stage has anything new to read, in rounds:
    for each stage that finds something:
        its fixes: left by people, withheld, or made  RuleSelection, Ledger, choose
        the page that comes of it                     Draft.revise, Scanner.reread
write it back, read it again, compare                 write_back
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mtfix import formats
from mtfix.edits.choice import choose
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import ENCODING
from mtfix.matching.candidate_lines import line_starts
from mtfix.matching.context import Context
from mtfix.matching.page import PLACEHOLDER, Page
from mtfix.matching.scanner import Scanner
from mtfix.pipeline.ledger import Ledger
from mtfix.pipeline.rare_collections import rare_collections
from mtfix.pipeline.result import Result
from mtfix.pipeline.selection import RuleSelection
from mtfix.pipeline.undecodable import keep_bytes, undecodable_lines
from mtfix.pipeline.unread_spans import UnreadSpans
from mtfix.pipeline.write_back import unchanged_result, write_back

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.fix import Missing
    from mtfix.formats.document import Document
    from mtfix.matching.candidate_lines import CandidateLine
    from mtfix.matching.page import Hit
    from mtfix.pipeline.ledger import Leave, Suppressed
    from mtfix.pipeline.limits import Deadline
    from mtfix.pipeline.stage import Observe, Stage, Stages

    FindMissing = Callable[[str, str], Iterator[Missing]]
    """Finds the terms of a source text that a text does not say."""

ROUNDS = 8
"""Most rounds until nothing changes; more than five have not been seen."""


class Pipeline:
    """Stages, and which of their fixes are made. Immutable to its users, thread-safe.

    fields: the fields of frontmatter that are prose.
    values: the values that are read of files of values, all where none is named.
    """

    __slots__ = ("_fields", "_reads_all", "_scanner", "_selection", "_stages", "_values")

    def __init__(
        self,
        stages: Stages,
        selection: RuleSelection = RuleSelection(),  # noqa: B008 - it is immutable
        fields: Collection[str] = formats.FIELDS,
        values: Collection[str] = (),
    ) -> None:
        self._stages, self._selection = stages, selection
        self._fields, self._values = fields, values
        self._scanner = Scanner(stages.plan())
        self._reads_all = any(map(stages.reads_all, stages.names))

    def run(  # noqa: PLR0913 - what is asked of one text
        self,
        text: str,
        *,
        source: str | None = None,
        format: str | None = None,  # noqa: A002 - the field's word
        leave: Leave | None = None,
        line: CandidateLine | None = None,
        observe: Observe | None = None,
        find_missing: FindMissing | None = None,
        deadline: Deadline | None = None,
    ) -> Result:
        """Return the result of cleaning a text; see `Cleaner.clean`.

        Where fixes put markup right, more of the text is read, which is cleaned as well.
        """
        with rare_collections(text):
            hits = None
            if formats.is_read_as_it_stands(text, format):
                hits = self._scanner.read_hits(text, line)
                if not (hits or source or self._reads_all):
                    return Result(text, text)
            read = partial(
                formats.read_document, name=format, fields=self._fields, values=self._values
            )
            result, ledger = self._converge(
                text, read, source, leave, hits=hits, observe=observe, deadline=deadline
            )
        if format and format != "plain" and result.fixes:
            result = self._again(
                result, ledger, read, source, leave, observe=observe, deadline=deadline
            )
        if source and find_missing:
            missing = (
                one for one in find_missing(text, source) if not self._is_left(one, text, ledger)
            )
            result = result._replace(missing=tuple(missing))
        problems = ledger.problems()
        return result._replace(problems=problems) if problems else result

    def _again(
        self,
        result: Result,
        ledger: Ledger,
        read: Callable[[str], Document],
        source: str | None,
        leave: Leave | None,
        *,
        observe: Observe | None,
        deadline: Deadline | None,
    ) -> Result:
        """Clean what came of a file again, as long as fixes put markup right: then more of it is
        read."""
        from mtfix.pipeline.markup_repairs import InOriginal, cleaned_again, repairs_markup

        again, rounds = result, 0
        while again.fixes and rounds < ROUNDS and (rounds or any(map(repairs_markup, again.fixes))):
            places = InOriginal(result, ledger, leave)
            again, _ = self._converge(
                result.text,
                read,
                source,
                places.left,
                observe=places.observer(observe),
                suppressed=places.suppressed,
                deadline=deadline,
            )
            result = cleaned_again(result, again)
            rounds += 1
        return result

    def _converge(  # noqa: PLR0913 - as `run`
        self,
        text: str,
        read: Callable[[str], Document],
        source: str | None,
        leave: Leave | None,
        *,
        hits: Mapping[str, Sequence[Hit]] | None = None,
        observe: Observe | None = None,
        suppressed: Suppressed | None = None,
        deadline: Deadline | None = None,
    ) -> tuple[Result, Ledger]:
        """Run rounds over a text as it is read now, until nothing changes. `hits` are those of the
        text that is read, where they are known."""
        document = read(text)
        ledger = Ledger(document, leave, suppressed)
        context = Context(document.draft.text, source, marked=document.escape is not None)
        if hits is None:
            hits = self._scanner.read_hits(document.draft.text)
        page = Page(document.draft.text, hits, context)
        if not page.hits and not self._reads_all:
            return Result(text, text), ledger
        work = _Work(self, document, ledger, observe, deadline)
        work.page = page
        converged = self._run_rounds(work)
        # What stages remember holds pages, and these the context: without the cycle, all of it
        # goes when the text is done, and not when the collector comes by.
        context.memo.clear()
        if converged:
            return write_back(document, work.draft, ledger.withheld(), read), ledger
        reason = Reason.of("not-converged", rounds=ROUNDS)
        return unchanged_result(work.draft, ledger.withheld(), reason), ledger

    def _run_rounds(self, work: _Work) -> bool:
        """Ask the stages in rounds, and return whether the last one has changed nothing."""
        for _ in range(ROUNDS):
            before = work.draft.text
            for name in self._stages.names:
                if name in work.unasked:
                    continue
                if work.page.hits.get(name) or self._stages.reads_all(name):
                    work.ask(self._stages.stage(name))
            if work.draft.text == before:
                return True
        return False

    def _is_left(self, missing: Missing, text: str, ledger: Ledger) -> bool:
        """Whether nobody wants to know of a missing term."""
        fix = Fix.of(missing.span, text[missing.span.start : missing.span.end], "", missing.rule)
        return self.excludes(missing.rule) or ledger.source_suppression(fix) is not None

    def excludes(self, rule: str) -> bool:
        """Return whether nobody wants to know of a rule."""
        return self._selection.excluded_reason(rule) is not None

    def touches(self, data: bytes) -> Sequence[int]:
        """Return where a change may hang on; see `Cleaner.touches`."""
        if self._reads_all:
            return range(len(data))
        return [*self._scanner.touches(data), *self._undecodable(data)]

    def candidate_lines(self, data: bytes, *, every: bool = False) -> Iterator[CandidateLine]:
        """Yield the lines in which something may change; see `Cleaner.candidate_lines`."""
        also = line_starts(data) if every or self._reads_all else self._undecodable(data)
        return self._scanner.candidate_lines(data, also)

    def _undecodable(self, data: bytes) -> Sequence[int]:
        """Where bytes stand that are no UTF-8, if that is to be told."""
        if data.isascii() or ENCODING not in self._stages.names:
            return ()
        return undecodable_lines(data)


class _Work:
    """A document on its way: its draft, the page of that, and what is new to whom."""

    page: Page

    def __init__(
        self,
        pipeline: Pipeline,
        document: Document,
        ledger: Ledger,
        observe: Observe | None,
        deadline: Deadline | None,
    ) -> None:
        self._deadline = deadline
        self._selection, self._scanner = pipeline._selection, pipeline._scanner
        self.draft, self.unasked = document.draft, document.unasked
        self._ledger, self._observe = ledger, observe
        self._unread = UnreadSpans(pipeline._stages.names)

    def ask(self, stage: Stage) -> None:
        """Make the fixes of a stage that are to be made, and withhold the others."""
        changed = self._unread.take(stage.name)
        if changed == ():
            return
        page = self.page
        page.crosses, page.changed = self.draft.crosses, changed
        if self._observe:
            self._observe(stage, page, self.draft)
        wanted: list[Fix] = []
        for fix in self._in_time(stage(page)):
            fix, reason = self._judge(fix)  # noqa: PLW2901
            if reason is None:
                wanted.append(fix)
            else:
                self._ledger.withhold(self.draft, fix, reason)
        chosen, losers = choose(wanted)
        chosen, unsafe_bytes = keep_bytes(self.draft, chosen)
        for fix, reason in (*losers, *unsafe_bytes):
            self._ledger.withhold(self.draft, fix, reason)
        if chosen:
            self._make(chosen)

    def _in_time(self, fixes: Iterable[Fix]) -> Iterable[Fix]:
        """The fixes as they come. Raises TimeUpError once the document has had its time."""
        return self._deadline.during(fixes) if self._deadline else fixes

    def _judge(self, fix: Fix) -> tuple[Fix, Reason | None]:
        """The fix, and why it is not made, or None. Comments are asked first, so that one is not
        told to be of no use only because its rule is skipped."""
        reason = (
            self._ledger.suppression(self.draft, fix)
            or self._selection.excluded_reason(fix.rule)
            or self._ledger.refusal(self.draft, fix)
        )
        if any(one.new.count(PLACEHOLDER) > one.old.count(PLACEHOLDER) for one in fix.edits):
            return fix, Reason("writes-placeholder")
        crosses = self.draft.crosses
        if reason is None and self.draft.is_marked and any(crosses(one.span) for one in fix.edits):
            return fix._replace(safety=Safety.SUGGESTED), Reason("crosses-markup")
        return fix, reason or self._selection.safety_reason(fix)

    def _make(self, fixes: list[Fix]) -> None:
        """Revise the draft, and read the page of what comes of it."""
        self.draft = self.draft.revise(fixes)
        edits = sorted(edit for fix in fixes for edit in fix.edits)
        if self.page.may_change_code(edits):
            self._unread.forget()
        else:
            self._unread.follow(edits)
        self.page.context.count(fix for fix in fixes if fix.safety == Safety.SAFE)
        if any(fix.rule.startswith("encoding/") for fix in fixes):
            self.page.context.take_repaired(self.draft.text)
        self.page = self._scanner.reread(self.page, self.draft.text, fixes)
