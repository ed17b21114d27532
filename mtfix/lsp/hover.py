"""What a person reads over a word: why something is found there, or why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from mtfix.cli.explain import section_line, verdict_lines
from mtfix.cli.told_topics import ToldSection, told_topics
from mtfix.edits.rule_names import TERM, is_of
from mtfix.lsp.diagnostics import change
from mtfix.reports.finding import Lines
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.edits.edit import Span
    from mtfix.lsp.analysis import Analysis
    from mtfix.stages.terms.collect_verdicts import Locate

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


class Told(NamedTuple):
    """Lines about a span of a text, the first of which says what is changed."""

    span: Span
    lines: tuple[str, ...]


class Explanation:
    """What `explain` says of a text, by place. It takes another cleaning, so that it is worked out
    once a text, and only where a person asks."""

    def __init__(self, analysis: Analysis) -> None:
        self.revision = analysis.revision
        self._lines = Lines(analysis.text)
        self._told = [*self._of_terms(analysis), *_of_others(analysis)]
        self._sections: Sequence[ToldSection] = [*told_topics(analysis.text)]

    def at(self, at: int) -> Sequence[Told]:
        """Return what is told of a place, and last what its section is about."""
        told = [one for one in self._told if _holds(one.span, at)]
        spans = [one.span for one in told]  # an article before a term is part of the fix alone
        told = [one for one in self._told if any(map(one.span.overlaps, spans))]
        if told:
            sections = (one for one in self._sections if _holds(one.span, at))
            told += [Told(one.span, (section_line(one, self._lines),)) for one in sections]
        return told

    def _of_terms(self, analysis: Analysis) -> Iterator[Told]:
        cleaner, format_ = analysis.reading.cleaner, analysis.reading.format
        if cleaner is None:
            return
        for verdict, locate in cleaner.decisions(analysis.text, format_):

            def line_and_column(span: Span, locate: Locate = locate) -> tuple[int, int]:
                return self._lines.place(locate(span).start)

            span = locate(verdict.candidate.span)
            yield Told(span, tuple(verdict_lines(verdict, line_and_column)))


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < max(span.end, span.start + 1)


def _of_others(analysis: Analysis) -> Iterator[Told]:
    for found in analysis.fixes:
        fix, _, held = found
        why = f"withheld, {words(held)}" if held else "`mtfix fix` makes it"
        reason = () if is_of(fix.rule, TERM) else (words(fix.reason),)
        yield Told(fix.span, (f"{change(analysis, found)} [{fix.rule}]", *reason, why))


def hover(analysis: Analysis, told: Sequence[Told], *, markdown: bool) -> types.Hover | None:
    """Return what an editor shows over a place; None where nothing is told of it. No text of a
    document can be markup in it."""
    if not told:
        return None
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    written = _markdown if markdown else "\n".join
    value = "\n\n".join(written(one.lines) for one in told)
    return types.Hover(types.MarkupContent(kind, value), analysis.range(told[0].span))


def _markdown(lines: Sequence[str]) -> str:
    first, *others = (_MARKUP.sub(r"\\\1", line) for line in lines)
    return "\n".join([f"**{first}**", "", *(f"- {other}" for other in others)])
