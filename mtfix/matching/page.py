"""The page that a stage reads: a text with its hits, blocks, sentences and protected places."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import TERM, is_of
from mtfix.matching.context import Context
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.edit import Edit
    from mtfix.edits.fix import Fix
    from mtfix.text.sentence_breaks import Sentences

PLACEHOLDER = "\ufffc"
"""Stands in an extracted text for what no stage may touch or look into."""


_INDENT = 4
_FENCES = lazy_regex(r"[`~]|---|\+\+\+")
_LONG_BLOCK = 4_000
"""Characters of a paragraph from which its ends may be those of the search for them."""
_CODE_REACH = 1_000
"""How far from a place, within its line, a pair of backticks may stand."""


class Hit(NamedTuple):
    """Where a trigger occurs (in code points of the page), and the rule that asked for it."""

    start: int
    end: int
    rule: int


class TermMade(NamedTuple):
    """A term that was put right: where it stands on the page, by which rule, and its text
    before and after."""

    start: int
    rule: str
    old: str
    new: str


class Page:
    """The text that a stage reads, with the hits of the scan.

    hits: by the name of the stage, in code points, in order.
    context: what is known of the whole document.
    crosses: whether markup or a placeholder stands within a span.
    terms_made: where terms stand now that were put right, each with its rule, and its text
        before and after.
    changed: the spans that edits have touched since the stage was last asked, in order; None
        when it is asked for the first time.
    in_other_language: of stretches, whether they are surely not in a language; and
    short_sentences: of sentences, whether they have few words; see `page_language`.

    Blocks, sentences and protected places are found around a place when asked for,
    so that work follows the number of hits and not the length of the text.
    """

    __slots__ = (
        "_block",
        "_code",
        "_known",
        "_sentences",
        "_spaced",
        "changed",
        "context",
        "crosses",
        "hits",
        "in_other_language",
        "short_sentences",
        "terms_made",
        "text",
    )

    def __init__(
        self,
        text: str,
        hits: Mapping[str, Collection[Hit]],
        context: Context | None = None,
        *,
        terms_made: Iterable[TermMade] = (),
    ) -> None:
        self.text = text
        self.hits = hits
        self.context = context or Context(text)
        self.terms_made = tuple(terms_made)
        self.crosses: Callable[[Span], bool] = _never
        self.changed: Sequence[Span] | None = None
        self._block = Span(-1, -2)
        self._spaced: bool | None = None
        self._code: list[Span] | None = None
        self._sentences: Sentences | None = None
        self._known: dict[tuple[str, Span], str | None] = {}
        self.in_other_language: dict[tuple[Span, str], bool] = {}
        self.short_sentences: dict[Span, bool] = {}

    def after(self, fixes: Sequence[Fix], text: str, hits: Mapping[str, Collection[Hit]]) -> Page:
        """Return the page of what this one becomes by some fixes."""
        edits = sorted(edit for fix in fixes for edit in fix.edits)
        page = Page(text, hits, self.context, terms_made=_moved_terms(self, fixes, edits))
        if self._code is not None and not self.may_change_code(edits):
            page._code = list(_moved(self._code, edits)) if self._code else []
        return page

    def block(self, at: int) -> Span:
        """The paragraph around `at`: what stands between blank lines, at most 4,000 characters
        each side."""
        if self._block.start <= at < self._block.end:
            return self._block
        from mtfix.text.layout import block, has_spaced_blank_lines

        if self._spaced is None:
            self._spaced = has_spaced_blank_lines(self.text)
        found = block(self.text, at, spaced=self._spaced)
        if found.end - found.start < _LONG_BLOCK:  # its ends hang on the place
            self._block = found
        return found

    def line(self, at: int) -> Span:
        """The line around `at`, without its line end."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return Span(start, len(self.text) if end < 0 else end)

    def sentence(self, span: Span) -> Span:
        """The sentence around `span`."""
        if self._sentences is None:
            from mtfix.text.sentence_breaks import Sentences

            self._sentences = Sentences(self.text)
        return self._sentences.around(span)

    def once(self, question: str, span: Span, answer: Callable[[str], str | None]) -> str | None:
        """The answer to a question about the text of a span, which is worked out once."""
        key = question, span
        if key not in self._known:
            self._known[key] = answer(self.text[span.start : span.end])
        return self._known[key]

    def protected(self, span: Span) -> Reason | None:
        """Why nothing may change at `span` (code, frontmatter, a hole), or None."""
        if PLACEHOLDER in self.text[span.start : span.end]:
            return Reason("in-placeholder")
        if self.context.marked:
            return None
        if self._code is None:
            from mtfix.text.layout import code_spans

            self._code = code_spans(self.text)
        index = bisect_right(self._code, span.start, key=_end)
        if index < len(self._code) and self._code[index].start < max(span.end, span.start + 1):
            return Reason("in-code-or-frontmatter")
        return Reason("in-code") if self._between_backticks(span) else None

    def may_change_code(self, edits: Sequence[Edit]) -> bool:
        """Whether edits might make or unmake code or frontmatter, and so change what is
        protected far from them."""
        if self.context.marked or not edits:
            return False
        if min(edit.span.start for edit in edits) < _INDENT:
            return True
        near = [self.text[low - _INDENT : high + _INDENT] + new for (low, high), _, new in edits]
        return _FENCES.search("\n".join(near)) is not None

    def _between_backticks(self, span: Span) -> bool:
        low, high = max(0, span.start - _CODE_REACH), span.end + _CODE_REACH
        if "`" not in self.text[low:high]:
            return False
        before = self.text[low : span.start].rpartition("\n")[2]
        return bool(before.count("`") % 2 and "`" in self.text[span.end : high].partition("\n")[0])


def _never(_span: Span) -> bool:
    return False


def _moved_terms(page: Page, fixes: Sequence[Fix], edits: Sequence[Edit]) -> Iterator[TermMade]:
    """The terms that were put right and those that are now, and where they stand afterwards."""
    terms = [
        TermMade(
            fix.edits[0].span.start,
            fix.rule,
            " ".join(edit.old for edit in fix.edits),
            " ".join(edit.new for edit in fix.edits),
        )
        for fix in fixes
        if is_of(fix.rule, TERM)
    ]
    if page.terms_made or terms:
        shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in edits)]
        ends = [edit.span.end for edit in edits]
        for start, rule, old, new in (*page.terms_made, *terms):
            yield TermMade(start + shifts[bisect_right(ends, start)], rule, old, new)


def _moved(spans: Sequence[Span], edits: Sequence[Edit]) -> Iterator[Span]:
    """The spans after edits of which none lies across a border."""
    ends = [edit.span.end for edit in edits]
    shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in edits)]
    for start, end in spans:
        yield Span(start + shifts[bisect_right(ends, start)], end + shifts[bisect_right(ends, end)])


def _end(span: Span) -> int:
    return span.end
