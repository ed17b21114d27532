"""`mtfix explain`: for each candidate, what was decided, by which cues, and what would tip it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.cli.inputs import charset_for, check_extraction, for_rows, source_of
from mtfix.cli.messages import UsageError
from mtfix.cli.options import Cleaners, packs_of
from mtfix.cli.paths import unread
from mtfix.cli.printing import say
from mtfix.cli.streams import standard_input
from mtfix.cli.told_topics import told_topics
from mtfix.cli.withheld_rewritings import WithheldRewritings
from mtfix.edits.edit import Span
from mtfix.edits.fix import as_one
from mtfix.edits.problem import located
from mtfix.edits.rule_names import TERM, is_of
from mtfix.fs import files, system
from mtfix.fs.walk import content_skip_reason
from mtfix.reports.finding import Lines, shown
from mtfix.reports.wording import words
from mtfix.review.decided_fixes import DecidedFixes
from mtfix.stages.terms.counterfactual import counterfactuals

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from mtfix.cleaner import Cleaner
    from mtfix.cli.told_topics import ToldSection
    from mtfix.edits.fix import Fix
    from mtfix.pipeline.ledger import Leave
    from mtfix.stages.terms.collect_verdicts import Locate
    from mtfix.stages.terms.counterfactual import Counterfactual
    from mtfix.stages.terms.verdict import Verdict


class _Input(NamedTuple):
    """A text to be explained, and how it is cleaned: what it is translated from, and what says of a
    fix whether a person has left it."""

    path: str
    text: str
    cleaner: Cleaner
    format: str
    source: str | None
    kept: Leave | None


def run(options: argparse.Namespace) -> int:
    """Explain files and rules."""
    cleaners, decided = Cleaners(options), DecidedFixes()
    said = source_of(options)
    reports: list[dict[str, Any]] = []
    for name in options.files:
        if name != "-" and not os.path.exists(name):
            _explain_rule(name, cleaners)
            continue
        one = _input(name, cleaners, decided, said)
        shown_path = system.shown(one.path)
        with located(shown_path, UsageError):
            if options.report == "json":
                from mtfix.cli.explain_json import explanation

                reports.append(explanation(*one))
                continue
            if name != "-" and (rule := cleaners.configs.excluded(name)):
                say(f"{shown_path}: excluded by {rule}; `fix` passes over it")
            for line in explained(*one._replace(path=shown_path)):
                say(line)
    if options.report == "json":
        import json

        say(json.dumps(reports, indent=2))
    return 0


def _explain_rule(name: str, cleaners: Cleaners) -> None:
    """Print a rule. Raises UsageError where there is none of this name."""
    from mtfix.cli.glossary import show_rules

    packs = cleaners.configs.of_folder(os.curdir).values.get("packs", ())
    if not show_rules([name], packs_of([pack for pack, _ in packs])):
        raise UsageError(f"{name}: no file and no rule; `mtfix glossary list` lists packs")


def _input(name: str, cleaners: Cleaners, decided: DecidedFixes, said: str | None) -> _Input:
    """A file, or standard input. Raises FileError and UsageError where it is not read."""
    is_file = name != "-"
    data = files.read_file(name).data if is_file else standard_input().read()
    path = name if is_file else None
    cleaner, format_ = cleaners.of(path)
    charset = charset_for(format_, files.UTF_8)
    source = files.source(path or "<stdin>", data, charset)
    if charset == files.UTF_8 and (why := content_skip_reason(data)):
        raise files.FileError(f"nothing to explain, {why}", path=system.shown(source.path))
    if unknown := cleaners.unread_format(path, data):
        raise unread(source.path, unknown)
    format_ = cleaners.format_of(path, data)
    check_extraction(cleaner, format_, source.path)
    for_rows(format_, said)
    kept = decided.leave(name) if is_file else None
    return _Input(source.path, source.text, cleaner, format_, said, kept)


def explained(
    path: str,
    text: str,
    made: Cleaner,
    format: str | None,  # noqa: A002
    source: str | None = None,
    leave: Leave | None = None,
) -> Iterator[str]:
    """Yield lines that explain every candidate term of a text, then every other fix, then
    what its sections are about, and where the text seems to come from."""
    lines = Lines(text)
    result = made.clean(text, source, format, leave=leave)
    withheld = WithheldRewritings(result)
    for verdict, locate in made.decisions(text, format, source):

        def line_and_column(span: Span, locate: Locate = locate) -> tuple[int, int]:
            return lines.place(locate(span).start)

        line, column = line_and_column(verdict.candidate.span)
        first, *others = verdict_lines(verdict, line_and_column)
        yield f"{path}:{line}:{column}: {first}"
        yield from (f"    {other}" for other in others)
        if reason := withheld.reason(verdict, locate(verdict.candidate.span)):
            yield f"    withheld, {words(reason)}"
    for fix in result.fixes:
        if not is_of(fix.rule, TERM):
            yield _headline(path, text, lines, fix)
            yield f"    made by {fix.rule}: {words(fix.reason)}"
    for fix, reason in result.withheld:
        if not is_of(fix.rule, TERM):
            yield _headline(path, text, lines, fix)
            yield f"    withheld, {words(reason)}; {fix.rule}: {words(fix.reason)}"
    yield from _topics(path, text, lines)
    if origin := result.origin.summary():
        yield f"{path}: {origin}"


def _topics(path: str, text: str, lines: Lines) -> Iterator[str]:
    """The topics of each section, with the words that told them."""
    for section in told_topics(text):
        yield f"{path}: {section_line(section, lines)}"


def section_line(section: ToldSection, lines: Lines) -> str:
    """Return what a section is about, on one line."""
    first, last = lines.place(section.span.start)[0], lines.place(section.span.end - 1)[0]
    topics = "; ".join(
        f"{topic} {sure:.2f} ({', '.join(telling)})" for topic, sure, telling in section.topics
    )
    where = f"line {first} is" if first == last else f"lines {first} to {last} are"
    return f"{where} about {topics}"


def verdict_lines(
    verdict: Verdict, line_and_column: Callable[[Span], tuple[int, int]]
) -> Iterator[str]:
    """Yield what a verdict changes and its outcome, then the cues, and what would tip it."""
    place = verdict.candidate
    yield f"{_change(place.old, place.term.term)} [{place.term.rule}]: {verdict.outcome}"
    for weight in verdict.heaviest():
        at = Span(weight.start, weight.start + 1)
        where = f" {weight.zone}, line {line_and_column(at)[0]}" if weight.zone else ""
        yield f"{weight.value:+.2f} {weight.name}{where}"
    if verdict.features:
        doubt = f"; {words(verdict.doubt)}" if verdict.doubt else ""
        yield f"= {verdict.score:+.2f}{doubt}"
    else:
        yield words(verdict.reason)
    for tip in counterfactuals(verdict):
        yield _tip(verdict.outcome, tip)


_TIPPED = {
    ("suggest", "rewrite"): "more for it would rewrite it",
    ("leave", "rewrite"): "more for it would rewrite it",
    ("leave", "suggest"): "more for it would make it a suggestion",
    ("rewrite", "suggest"): "against it would make it a suggestion",
    ("suggest", "leave"): "against it would leave it",
}
"""The words for the way from one outcome to another."""


def _tip(outcome: str, tip: Counterfactual) -> str:
    """Return on one line the change that would make the outcome another one."""
    ways = "; ".join(map(words, tip.ways))
    if not tip.missing:
        return f"to {tip.outcome} it: {ways}"
    told = f"{tip.missing:.2f} {_TIPPED[outcome, tip.outcome]}"
    return f"{told}: {ways}" if ways else told


def _headline(path: str, text: str, lines: Lines, fix: Fix) -> str:
    edit = as_one(fix, text)
    line, column = lines.place(edit.span.start)
    return f"{path}:{line}:{column}: {_change(edit.old, edit.new)}"


def _change(old: str, new: str) -> str:
    return f"{shown(old) or 'nothing'} → {shown(new) or 'nothing'}"
