"""The way of a text: read, repaired by the stages in order, round after round."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mtfix import formats
from mtfix.edits.edit import Edit, Safety, Withheld, choose
from mtfix.matching.candidate_lines import line_starts
from mtfix.matching.scanner import Scanner
from mtfix.pipeline.markup_repairs import again, repairs_markup
from mtfix.pipeline.write_back import Ledger, finished, keeping_bytes, refused, undecodable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mtfix.edits.draft import Draft
    from mtfix.edits.edit import Missing
    from mtfix.formats.document import Document
    from mtfix.matching.candidate_lines import CandidateLine
    from mtfix.matching.page import Page
    from mtfix.pipeline.result import Result
    from mtfix.pipeline.write_back import Leave
    from mtfix.stages import Stage
    from mtfix.stages.factory import StageFactory
    from mtfix.stages.terms import Terms
    from mtfix.stages.terms.source_text import SourceForms
    from mtfix.stages.terms.verdict import Verdict

ROUNDS = 8
"""Most rounds until nothing changes; more than five have not been seen."""
_CROSSES = "it crosses markup"
NOT_ASKED, SKIPPED = "the rule is not among those asked for", "the rule is skipped"
"""Why an edit is withheld of which nobody wants to know."""


class RuleSelection(NamedTuple):
    """Which edits are made: at least so safe, unsafe ones of these rules too, only of some
    rules, and not of others."""

    least: Safety = Safety.SAFE
    unsafe: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def excluded_reason(self, rule: str) -> str:
        """Why nobody wants to know of a rule, or an empty string."""
        if self.only and not _named(rule, self.only):
            return NOT_ASKED
        if _named(rule, self.skip):
            return SKIPPED
        return ""

    def safety_reason(self, edit: Edit) -> str:
        """Why an edit is not made, or an empty string."""
        if edit.safety == Safety.SUGGESTED:
            return "only suggested"
        if edit.safety < max(self.least, Safety.UNSAFE) and not _named(edit.rule, self.unsafe):
            return "unsafe; made on request"
        return ""


class Pipeline:
    """The stages of a build, and what is asked of them. Immutable to its users, thread-safe.

    fields: the fields of frontmatter that are prose.
    """

    __slots__ = ("_asked", "_build", "_fields", "_languages", "_scanner", "_stages")

    def __init__(
        self,
        build: StageFactory,
        asked: RuleSelection = RuleSelection(),  # noqa: B008 - it is immutable
        fields: Collection[str] = formats.FIELDS,
    ) -> None:
        self._build, self._asked, self._fields = build, asked, fields
        self._stages: dict[str, Stage] = {}
        self._languages: dict[str, str] | None = None
        self._scanner = Scanner(build.plan())

    def clean(
        self,
        text: str,
        source: str | None = None,
        format: str | None = None,  # noqa: A002
        leave: Leave | None = None,
        candidate_lines: CandidateLine | None = None,
    ) -> Result:
        """Return what a text becomes; see `Cleaner.clean`."""
        result, ledger = self._once(text, source, format, leave, candidate_lines)
        if format and format != "plain":
            result = self._mended(result, source, format, leave)
        if source:
            result = result._replace(missing=tuple(self._missing(text, source, ledger)))
        return ledger.told(self._told(result))

    def _once(
        self,
        text: str,
        source: str | None,
        format: str | None,  # noqa: A002
        leave: Leave | None,
        candidate_lines: CandidateLine | None = None,
    ) -> tuple[Result, Ledger]:
        """What becomes of a text as it is read now."""
        document = self._read(text, format)
        draft = document.draft
        marked = document.escape is not None
        page = self._scanner.read(
            draft.text, source, marked=marked, candidate_lines=candidate_lines
        )
        ledger = Ledger(document, leave)
        for _ in range(ROUNDS):
            before = draft.text
            draft, page = self._round(draft, page, ledger)
            if draft.text == before:
                read = partial(self._read, format=format)
                return finished(document, draft, ledger.withheld, read), ledger
        why = f"the text did not come to rest in {ROUNDS} rounds"
        return refused(draft, ledger.withheld, why), ledger

    def _mended(
        self,
        result: Result,
        source: str | None,
        format: str,  # noqa: A002
        leave: Leave | None,
    ) -> Result:
        """The result, cleaned again as long as markup was put right: then more of it is read."""
        mended = any(map(repairs_markup, result.edits))
        for _ in range(ROUNDS):
            if not mended:
                break
            once, _ledger = self._once(result.text, source, format, leave)
            mended = bool(once.edits)
            result = again(result, once)
        return result

    def _told(self, result: Result) -> Result:
        """The result with where its terms come from."""
        if not result.edits and not result.withheld:
            return result._replace(said=self._build.origin)
        edits = (*result.edits, *(held.edit for held in result.withheld))
        rules = {rule for edit in edits for rule in edit.rule.split("+") if rule[:5] == "term/"}
        if rules and self._languages is None:
            self._languages = self._build.languages()
        languages = tuple((rule, (self._languages or {})[rule]) for rule in sorted(rules))
        return result._replace(said=self._build.origin, languages=languages)

    def _missing(self, text: str, source: str, ledger: Ledger) -> Iterator[Missing]:
        """The terms that the source says and the text does not, but for what is to be left."""
        from mtfix.stages.terms.missing import missing_terms

        for one in missing_terms(self.forms(), text, source, self._build.origin):
            never = (self._build.decided or {}).get(one.rule) == "never"
            edit = Edit(one.span, text[one.span.start : one.span.end], "", one.rule)
            if not never and not self._asked.excluded_reason(edit.rule) and not ledger.leaves(edit):
                yield one

    def forms(self) -> SourceForms:
        """Return the source forms of the terms."""
        terms: Terms = self._stage("term")  # type: ignore[assignment]
        return terms.forms()

    def _read(self, text: str, format: str | None) -> Document:  # noqa: A002
        return formats.read(text, format, self._fields)

    def touches(self, data: bytes) -> Sequence[int]:
        """Return where a change may hang on; see `Cleaner.touches`."""
        if self._build.level == "article":
            return range(len(data))
        return [*self._scanner.touches(data), *self._undecodable(data)]

    def candidate_lines(self, data: bytes, *, every: bool = False) -> Iterator[CandidateLine]:
        """Yield the lines in which something may change; see `Cleaner.candidate_lines`."""
        if every or self._build.level == "article":
            return self._scanner.candidate_lines(data, line_starts(data))
        return self._scanner.candidate_lines(data, self._undecodable(data))

    def _undecodable(self, data: bytes) -> Sequence[int]:
        """Where bytes stand that are no UTF-8, if that is to be told."""
        if data.isascii() or "encoding" not in self._build.names:
            return ()
        return undecodable(data)

    def verdicts(self, text: str) -> list[Verdict]:
        """Return what is decided of every candidate term of a plain text, in its order."""
        return self.considered(text)[1]

    def considered(
        self,
        text: str,
        format: str | None = None,  # noqa: A002
        source: str | None = None,
    ) -> tuple[Draft, list[Verdict]]:
        """Return the verdicts of one text with the draft that their places are in, by which they
        can be located in `text`."""
        document = self._read(text, format)
        draft, ledger = document.draft, Ledger(document)
        page = self._scanner.read(draft.text, source, marked=document.escape is not None)
        for name in self._build.names:
            if name == "term":
                found: list[Verdict] = self._stage(name).verdicts(page)  # type: ignore[attr-defined]
                return draft, [
                    one for one in found if not self._asked.excluded_reason(one.candidate.term.rule)
                ]
            draft, page = self._after(self._stage(name), draft, page, ledger)
        return draft, []

    def _round(self, draft: Draft, page: Page, ledger: Ledger) -> tuple[Draft, Page]:
        """The draft after every stage, each on the text that the last one left, and its page."""
        for name in self._build.names:
            if page.hits.get(name) or self._build.always(name):
                page.crosses = draft.crosses
                draft, page = self._after(self._stage(name), draft, page, ledger)
        return draft, page

    def _stage(self, name: str) -> Stage:
        """A stage, made when first something is found for it."""
        made = self._stages.get(name)
        if made is None:
            made = self._stages[name] = self._build.stage(name)
        return made

    def _after(self, stage: Stage, draft: Draft, page: Page, ledger: Ledger) -> tuple[Draft, Page]:
        """The draft after one stage, and its page; what is not made is put down with the reason."""
        wanted: list[Edit] = []
        held: list[Withheld] = []
        for edit in stage(page):
            why = self._left(edit, draft, ledger)
            if not why and draft.crosses(edit.span):
                edit, why = edit._replace(safety=Safety.SUGGESTED), _CROSSES  # noqa: PLW2901
            why = why or self._asked.safety_reason(edit)
            if why:
                held.append(Withheld(edit, why))
            else:
                wanted.append(edit)
        if not wanted and not held:
            return draft, page
        chosen, losers = choose(wanted)
        chosen, lost = keeping_bytes(draft, chosen)
        for edit, why in (*held, *losers, *lost):
            ledger.hold(draft, edit, why)
        if not chosen:
            return draft, page
        draft = draft.revise(chosen)
        return draft, self._scanner.reread(page, draft.text, chosen)

    def _left(self, edit: Edit, draft: Draft, ledger: Ledger) -> str:
        """Why an edit is not even suggested, or an empty string. Comments are asked first, so
        that one is not told to be of no use only because its rule is skipped."""
        return (
            ledger.by_comment(draft, edit)
            or self._asked.excluded_reason(edit.rule)
            or ledger.by_choice(draft, edit)
        )


def _named(rule: str, names: Iterable[str]) -> bool:
    """Whether one of the rules that an edit names is among `names`, whole or by beginning."""
    return any(
        part == name or part.startswith(f"{name.rstrip('/')}/")
        for part in rule.split("+")
        for name in names
    )
