"""`mtfix apply`: makes the edits that a person has accepted in a report, file by file."""

from __future__ import annotations

import os
from itertools import groupby
from typing import TYPE_CHECKING

from mtfix.cli.decisions import save
from mtfix.cli.inputs import charset_for
from mtfix.cli.messages import inform, tell
from mtfix.cli.printing import say, write
from mtfix.cli.streams import standard_input
from mtfix.edits.composition import flatten, rebased
from mtfix.edits.edit import apply
from mtfix.edits.fix import as_one
from mtfix.formats import of_file
from mtfix.fs import files, system
from mtfix.pipeline.result import Result
from mtfix.reports import render
from mtfix.reports.edits_file import Decided, EditsError, digest_of, parse
from mtfix.reports.finding import Finding
from mtfix.review.baseline import Baselines
from mtfix.review.baseline_match import moved
from mtfix.review.decided_paths import DecidedPaths
from mtfix.review.decision import ACCEPT, of_change, of_place
from mtfix.review.decisions import DecisionFiles
from mtfix.review.person import signed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mtfix.edits.edit import Edit
    from mtfix.review.decision import Decision
    from mtfix.review.run_log import Log


def run(options: argparse.Namespace) -> int:
    """Make what is accepted and remember what is refused; 2 where that can't be done.

    Where a line of the report can't be understood, nothing is done; a file that has changed
    is left as it is, and the others go on.
    """
    [name] = options.files
    decisions = _decisions(name)
    if decisions is None:
        inform("nothing was changed; correct the report and apply it again")
        return 2
    failed = False
    log = None
    if options.log:
        from mtfix.review.run_log import Log

        log = Log(options.log)
    run = _ApplyRun(name, log, DecidedPaths(os.curdir if name == "-" else name, options.below))
    for path, group in groupby(sorted(decisions, key=_path), key=_path):
        try:
            run.file(path, list(group))
        except (EditsError, files.FileError) as error:
            tell(error.problem)
            failed = True
    if log:
        log.close()
    return 2 if failed else 0


class _ApplyRun:
    """One run over the files of a report."""

    def __init__(self, name: str, log: Log | None, paths: DecidedPaths) -> None:
        self._name, self._paths = name, paths
        self._log = log
        self._baselines, self._decisions = Baselines(), DecisionFiles()

    def file(self, path: str, decisions: Sequence[Decided]) -> None:
        """Make the accepted edits of a file and remember the refused ones.

        Raises EditsError or FileError, and has changed nothing then.
        """
        wanted = [one for one in decisions if one.answer in {"y", "a"}]
        unwanted = [one for one in decisions if one.answer in {"n", "v"}]
        if not wanted and not unwanted:
            return
        source = self._paths.read(path, charset_for(of_file(path), files.UTF_8))
        self._check(source, wanted, unwanted)
        positions = {one.number: at for at, one in enumerate(wanted)}
        made = [rebased(one.fix, positions) for one in wanted]
        edits = flatten(made)
        text = apply(source.text, edits)
        data = self._encoded(source, text)
        self._follow(source, text, edits)
        self._remember(source, text, edits, decisions)
        if made:
            if self._log:
                self._log.add(path, source.data, data, made, charset=source.charset)
            if note := files.write(path, data, before=source.data):
                inform(note, system.shown(path))
            finding = Finding(path, Result(source.text, text, tuple(made)))
            for piece in render("text", [finding]):
                write(piece)

    def _encoded(self, source: files.SourceFile, text: str) -> bytes:
        """The bytes of a text in a file. Raises EditsError where it begins with what would be read
        as a byte order mark, FileError where its bytes would be read as another text."""
        data = source.encode(text)
        if not source.bom and data.startswith(files.BOM):
            why = f"the accepted fixes would give {source.path} a byte order mark"
            raise EditsError(why, "accept its removal too", path=self._name)
        return data

    def _check(
        self, source: files.SourceFile, wanted: Sequence[Decided], unwanted: Sequence[Decided]
    ) -> None:
        """Raise EditsError where the decisions about a file can't be carried out."""
        both = (*wanted, *unwanted)
        digest = digest_of(source.bom + files.encode(source.text))
        if any(one.digest != digest for one in both):
            first = min(one.line for one in both)
            raise EditsError(
                f"{source.path} has changed since and is left as it is",
                "write the report anew",
                path=self._name,
                line=first,
            )
        for one in both:
            if any(
                source.text[edit.span.start : edit.span.end] != edit.old for edit in one.fix.edits
            ):
                raise self._error(one, f"this does not stand in {source.path}", "")
        self._check_numbers(wanted)
        self._check_overlaps(wanted)
        accepted = {(one.fix.edits, one.fix.rule): one.line for one in wanted}
        for one in unwanted:
            line = accepted.get((one.fix.edits, one.fix.rule))
            if line is not None:
                raise self._error(one, f"this fix is accepted in line {line}", "decide for one")

    def _check_numbers(self, wanted: Sequence[Decided]) -> None:
        """Raise EditsError for an accepted fix that stands there twice, or that builds on one
        that is not accepted."""
        lines: dict[int, int] = {}
        for one in wanted:
            if one.number in lines:
                text = f"the fix in line {lines[one.number]} has the same number"
                raise self._error(one, text, "write the report anew")
            above = lines.keys() >= set(one.fix.after)
            lines[one.number] = one.line
            if not above:
                text = "this fix builds on one above that is not accepted"
                raise self._error(one, text, "accept that one too, or neither")

    def _check_overlaps(self, wanted: Sequence[Decided]) -> None:
        """Raise EditsError for accepted fixes that change the same place."""
        last: tuple[Edit, Decided] | None = None
        for edit, own in sorted((edit, one) for one in wanted for edit in one.fix.edits):
            if last and _clash(*last, edit, own):
                first, second = sorted((own, last[1]), key=lambda one: one.line)
                text = f"this fix and that in line {first.line} overlap"
                raise self._error(second, text, "accept one of them")
            if not last or edit.span.end >= last[0].span.end:
                last = edit, own

    def _error(self, one: Decided, text: str, remedy: str) -> EditsError:
        return EditsError(text, remedy, path=self._name, line=one.line)

    def _follow(self, source: files.SourceFile, text: str, made: Sequence[Edit]) -> None:
        """Put down what the baseline needs to know its fixes again after the edits made."""
        baseline = self._baselines.of(source.path)
        if baseline and baseline.follow(source.path, source.text, made, text):
            baseline.write()

    def _remember(
        self,
        source: files.SourceFile,
        text: str,
        made: Sequence[Edit],
        answers: Sequence[Decided],
    ) -> None:
        """Put down what is decided for later, as it stands in the `text` after the edits made;
        before that, in the log."""
        refused = [one.fix for one in answers if one.answer == "n"]
        always = [one for one in answers if one.answer in {"a", "v"}]
        if not refused and not always:
            return
        path = source.path
        there = self._decisions.find_or_make(path)
        whole = (fix._replace(edits=(as_one(fix, source.text),)) for fix in refused)
        about = [of_place(fix, text, there.name(path)) for fix in moved(whole, text, made)]
        about += [_of_change(one, source.text) for one in always]
        added = there.add(signed(about))
        if not added:
            return
        if self._log:
            self._log.add_decisions(there.path, [one.line() for one in added])
        save(there)
        name, where = system.shown(path), system.shown(there.path)
        say(f"{name}: {len(added)} decided, now in {where}")


def _of_change(one: Decided, text: str) -> Decision:
    """What is decided about a change wherever it comes up."""
    found = of_change(one.fix, text)
    return found._replace(decision=ACCEPT) if one.answer == "a" else found


def _clash(edit: Edit, one: Decided, other_edit: Edit, other: Decided) -> bool:
    """Whether edits of two fixes overlap, and neither builds on the other."""
    if one.number in other.fix.after or other.number in one.fix.after:
        return False
    return edit.span.overlaps(other_edit.span)


def _decisions(name: str) -> list[Decided] | None:
    """Return the decisions in an edits file; None, with a message, if a line can't be
    understood."""
    decisions: list[Decided] = []
    failed = False
    for one in parse(_text(name)):
        if isinstance(one, EditsError):
            tell(one.problem._replace(path=name))
            failed = True
        else:
            decisions.append(one)
    return None if failed else decisions


def _text(name: str) -> str:
    data = standard_input().read() if name == "-" else files.read_file(name).data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # what PowerShell makes of `>`
        return data.decode("utf-16", "replace")
    return files.decode(data)


def _path(one: Decided) -> str:
    return one.path
