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
from mtfix.edits.fix import Fix
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import ENCODING
from mtfix.matching.candidate_lines import line_starts
from mtfix.matching.context import Context
from mtfix.matching.page import Page
from mtfix.matching.scanner import Scanner
from mtfix.pipeline.ledger import Ledger
from mtfix.pipeline.rare_collections import rare_collections
from mtfix.pipeline.result import Result
from mtfix.pipeline.selection import RuleSelection
from mtfix.pipeline.undecodable import is_utf8, undecodable_lines
from mtfix.pipeline.work import Cleaning, Work
from mtfix.pipeline.write_back import unchanged_result, write_back

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from mtfix.edits.fix import Missing
    from mtfix.matching.candidate_lines import CandidateLine
    from mtfix.matching.scanner import Hits
    from mtfix.pipeline.ledger import Leave
    from mtfix.pipeline.limits import Deadline
    from mtfix.pipeline.stage import Observe, Stages

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
            known: list[Hits] = []
            if formats.is_read_as_it_stands(text, format):
                known.append(self._scanner.read_hits(text, line))
                if not (known[0] or source or self._reads_all):
                    return Result(text, text)
            read = partial(
                formats.read_document, name=format, fields=self._fields, values=self._values
            )
            cleaning = Cleaning(read, source, leave, observe, deadline)
            result, ledger = self._converge(text, cleaning, known)
        if format and format != "plain" and result.fixes:
            result = self._again(result, ledger, cleaning)
        if source and find_missing:
            missing = (
                one for one in find_missing(text, source) if not self._is_left(one, text, ledger)
            )
            result = result._replace(missing=tuple(missing))
        problems = ledger.problems()
        return result._replace(problems=problems) if problems else result

    def _again(self, result: Result, ledger: Ledger, cleaning: Cleaning) -> Result:
        """Clean what came of a file again, as long as fixes put markup right: then more of it is
        read."""
        from mtfix.pipeline.markup_repairs import InOriginal, cleaned_again, repairs_markup

        again, rounds = result, 0
        while again.fixes and rounds < ROUNDS and (rounds or any(map(repairs_markup, again.fixes))):
            places = InOriginal(result, ledger, cleaning.leave)
            in_original = cleaning._replace(
                leave=places.left,
                observe=places.observer(cleaning.observe),
                suppressed=places.suppressed,
            )
            again, _ = self._converge(result.text, in_original)
            result = cleaned_again(result, again)
            rounds += 1
        return result

    def _converge(
        self,
        text: str,
        cleaning: Cleaning,
        known: list[Hits] | None = None,
    ) -> tuple[Result, Ledger]:
        """Run rounds over a text as it is read now, until nothing changes. `known` holds the hits
        of the text that is read, where they are known, and is emptied: those of a long text take
        more room than the text, so that nothing but the page may keep them."""
        document = cleaning.read(text)
        ledger = Ledger(document, cleaning.leave, cleaning.suppressed)
        context = Context(document.draft.text, cleaning.source, marked=document.escape is not None)
        hits = known.pop() if known else self._scanner.read_hits(document.draft.text)
        if not hits and not self._reads_all:
            return Result(text, text), ledger
        page = Page(document.draft.text, hits, context)
        work = Work(document, ledger, page, cleaning, self._scanner, self._selection)
        del hits, page
        converged = self._run_rounds(work)
        # What stages remember holds pages, and these the context: without the cycle, all of it
        # goes when the text is done, and not when the collector comes by.
        context.memo.clear()
        if converged:
            return write_back(document, work.draft, ledger.withheld(), cleaning.read), ledger
        reason = Reason.of("not-converged", rounds=ROUNDS)
        return unchanged_result(work.draft, ledger.withheld(), reason), ledger

    def _run_rounds(self, work: Work) -> bool:
        """Ask the stages in rounds, and return whether the last one has changed nothing, and the
        text that came of them is the same evidence as that before."""
        for _ in range(ROUNDS):
            before = work.draft.text
            for name in self._stages.names:
                if name in work.unasked:
                    continue
                if work.page.hits.get(name) or self._stages.reads_all(name):
                    work.ask(self._stages.stage(name))
            if work.draft.text == before and not work.take_evidence():
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

    def is_touched(self, data: bytes) -> bool:
        """Return whether a change may hang on anything; see `Cleaner.is_touched`."""
        touched = self._reads_all and bool(data)
        return touched or self._scanner.is_touched(data) or self._has_undecodable(data)

    def candidate_lines(self, data: bytes, *, every: bool = False) -> Iterator[CandidateLine]:
        """Yield the lines in which something may change; see `Cleaner.candidate_lines`."""
        also = line_starts(data) if every or self._reads_all else self._undecodable(data)
        return self._scanner.candidate_lines(data, also)

    def _undecodable(self, data: bytes) -> Sequence[int]:
        """Where bytes stand that are no UTF-8, if that is to be told."""
        return undecodable_lines(data) if self._has_undecodable(data) else ()

    def _has_undecodable(self, data: bytes) -> bool:
        return ENCODING in self._stages.names and not is_utf8(data)
