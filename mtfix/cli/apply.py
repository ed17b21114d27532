"""`mtfix apply`: makes the edits that a person has accepted in a report, file by file."""

from __future__ import annotations

import os
from itertools import groupby
from typing import TYPE_CHECKING

from mtfix.cli.applicable import check_decided
from mtfix.cli.coming_to_light import ComingToLight, ask
from mtfix.cli.decisions import save
from mtfix.cli.inputs import charset_for
from mtfix.cli.messages import inform, tell
from mtfix.cli.printing import say, write
from mtfix.cli.streams import is_typed, standard_input
from mtfix.edits.composition import flatten, rebased
from mtfix.edits.edit import apply
from mtfix.edits.fix import Safety, as_one
from mtfix.formats import of_file
from mtfix.fs import files, system
from mtfix.pipeline.result import Result
from mtfix.reports import render
from mtfix.reports.edits_file import Decided, EditsError, parse
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
            run.session(path, list(group))
        except (EditsError, files.FileError) as error:
            tell(error.problem)
            failed = True
    run.to_light.report(options.next)
    if log:
        log.close()
    return 2 if failed else 0


class _ApplyRun:
    """One run over the files of a report."""

    def __init__(self, name: str, log: Log | None, paths: DecidedPaths) -> None:
        self._name, self._paths = name, paths
        self._log = log
        self._baselines, self._decisions = Baselines(), DecisionFiles()
        self.to_light = ComingToLight()
        self._asks = name != "-" and is_typed()

    def session(self, path: str, decisions: Sequence[Decided]) -> None:
        """Do what was decided about a file; on a terminal, ask about what comes to light by that.

        Raises EditsError or FileError; what was asked before is done then.
        """
        while (before := self._file(path, decisions)) is not None:
            later = [one for one in decisions if one.answer == "?"]
            found = self.to_light.look(path, later, before)
            if not found or not self._asks:
                return
            self.to_light.count -= len(found)
            text = self._paths.read(path, charset_for(of_file(path), files.UTF_8)).text
            decisions, is_over = ask(path, text, found)
            if is_over:
                self._asks = False
                self._file(path, decisions)
                return

    def _file(self, path: str, decisions: Sequence[Decided]) -> str | None:
        """Make the accepted edits of a file and remember the refused ones. Return the text as it
        was; None where no edit was accepted.

        Raises EditsError or FileError, and has changed nothing then.
        """
        wanted = [one for one in decisions if one.answer in {"y", "a"}]
        unwanted = [one for one in decisions if one.answer in {"n", "v"}]
        if not wanted and not unwanted:
            return None
        source = self._paths.read(path, charset_for(of_file(path), files.UTF_8))
        check_decided(self._name, source, wanted, unwanted)
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
        return source.text if made else None

    def _encoded(self, source: files.SourceFile, text: str) -> bytes:
        """The bytes of a text in a file. Raises EditsError where it begins with what would be read
        as a byte order mark, FileError where its bytes would be read as another text."""
        data = source.encode(text)
        if not source.bom and data.startswith(files.BOM):
            why = f"the accepted fixes would give {source.path} a byte order mark"
            raise EditsError(why, "accept its removal too", path=self._name)
        return data

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
        # What is sure is made anywhere; a suggestion is accepted for the place as it was.
        accepted = [
            one.fix for one in answers if one.answer == "y" and one.fix.safety != Safety.SAFE
        ]
        always = [one for one in answers if one.answer in {"a", "v"}]
        if not refused and not always and not accepted:
            return
        path = source.path
        there = self._decisions.find_or_make(path)
        whole = (fix._replace(edits=(as_one(fix, source.text),)) for fix in refused)
        about = [of_place(fix, text, there.name(path)) for fix in moved(whole, text, made)]
        about += [_of_change(one, source.text) for one in always]
        name = there.name(path)
        about += [of_place(fix, source.text, name)._replace(decision=ACCEPT) for fix in accepted]
        added = there.add(signed(about))
        if not added:
            return
        if self._log:
            self._log.add_decisions(there.path, [one.line() for one in added])
        save(there)
        where = system.shown(there.path)
        say(f"{system.shown(path)}: {len(added)} decided, now in {where}")


def _of_change(one: Decided, text: str) -> Decision:
    """What is decided about a change wherever it comes up."""
    found = of_change(one.fix, text)
    return found._replace(decision=ACCEPT) if one.answer == "a" else found


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
