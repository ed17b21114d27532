"""What an editor offers at a finding: to make it, alone or with its like, or never to see it
again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from mtfix.edits.fix import as_one
from mtfix.edits.rule_names import TERM, is_of
from mtfix.lsp.diagnostics import change, diagnostic
from mtfix.reports.finding import shown
from mtfix.review.decision import ACCEPT, Decision, of_change, of_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.edit import Span
    from mtfix.lsp.analysis import Analysis, Found

DECIDE, ADD_TO_GLOSSARY = "mtfix.decide", "mtfix.addToGlossary"
"""The commands that a client can ask for: see `commands`."""
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.mtfix"
_QUICK = types.CodeActionKind.QuickFix
_LONGEST_TERM = 80


class Offered(NamedTuple):
    """A decision that is offered about a fix."""

    title: str
    decision: Decision


class Actions:
    """The actions for a document.

    name: how its file is called in the decisions; None where there is no file.
    versioned: whether the client knows edits of one version of a document.
    """

    def __init__(self, analysis: Analysis, name: str | None, *, versioned: bool) -> None:
        self._analysis, self._name, self._versioned = analysis, name, versioned

    def at(self, span: Span) -> Iterator[types.CodeAction]:
        """Yield the quick fixes at a span: those of all findings, then what can be decided about
        each, then whether its words go to the glossary."""
        numbers = [at for at in self._analysis.at(span) if self._analysis.fixes[at].fix.changes]
        for number in numbers:
            yield self._make(number)
        for number in numbers:
            yield from self._of_rule(number)
            yield from self._decisions(self._analysis.fixes[number])
        yield from self._glossary(span, numbers)

    def all(self) -> Iterator[types.CodeAction]:
        """Yield what makes all fixes that `fix` would make, if there are any."""
        numbers = [at for at, one in enumerate(self._analysis.fixes) if one.is_safe]
        if numbers:
            yield types.CodeAction("mtfix: make all safe fixes", FIX_ALL, edit=self._edit(numbers))

    def _make(self, number: int) -> types.CodeAction:
        found = self._analysis.fixes[number]
        return types.CodeAction(
            shown(change(self._analysis, found)),
            _QUICK,
            diagnostics=[diagnostic(self._analysis, found)],
            is_preferred=found.is_safe or None,
            edit=self._edit([number]),
        )

    def _of_rule(self, number: int) -> Iterator[types.CodeAction]:
        """The action that makes all fixes of a rule, where there are several: at a safe one, the
        safe ones."""
        fix, is_safe, _ = self._analysis.fixes[number]
        same = [
            at
            for at, one in enumerate(self._analysis.fixes)
            if one.fix.rule == fix.rule and one.fix.changes and (one.is_safe or not is_safe)
        ]
        if len(same) > 1:
            title = f"All {len(same)} of {fix.rule} in this file"
            yield types.CodeAction(title, _QUICK, edit=self._edit(same))

    def _decisions(self, found: Found) -> Iterator[types.CodeAction]:
        if self._name is None:
            return
        about = [diagnostic(self._analysis, found)]
        for title, decision in _offered(self._analysis, found, self._name):
            arguments = [self._analysis.uri, decision.line()]
            command = types.Command(title, DECIDE, arguments=arguments)
            yield types.CodeAction(title, _QUICK, diagnostics=about, command=command)

    def _glossary(self, span: Span, numbers: list[int]) -> Iterator[types.CodeAction]:
        """The actions that add words to the glossary of the project: the words of a suggestion
        with what it makes of them, or those that are selected."""
        text = self._analysis.text
        pairs = [
            (edit.old, edit.new)
            for found in (self._analysis.fixes[at] for at in numbers)
            if not found.is_safe and is_of(found.fix.rule, TERM)
            for edit in [as_one(found.fix, text)]
        ]
        selected = text[span.start : span.end].strip()
        if not pairs and selected:
            pairs = [(selected, "")]
        for old, new in pairs:
            if self._analysis.path is None or not _is_term(old):
                continue
            told = f"{shown(old, 30)} → {shown(new, 30)}" if new else shown(old, 30)
            title = f"Add to the glossary: {told}"
            arguments = [self._analysis.uri, old, new]
            command = types.Command(title, ADD_TO_GLOSSARY, arguments=arguments)
            yield types.CodeAction(title, _QUICK, command=command)

    def _edit(self, numbers: Iterable[int]) -> types.WorkspaceEdit:
        edits = [
            types.TextEdit(self._analysis.range(edit.span), edit.new)
            for edit in self._analysis.edits(numbers)
        ]
        if not self._versioned:
            return types.WorkspaceEdit(changes={self._analysis.uri: edits})
        document = types.OptionalVersionedTextDocumentIdentifier(
            self._analysis.uri, self._analysis.version
        )
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, edits)])


def _offered(analysis: Analysis, found: Found, name: str) -> Iterator[Offered]:
    """The decisions about a fix of a file, the nearest first."""
    fix, text = found.fix, analysis.text
    told = shown(change(analysis, found), 50)
    yield Offered("Never here", of_place(fix, text, name))
    yield Offered(f"Never in this file: {told}", of_change(fix, text)._replace(where=name))
    if is_of(fix.rule, TERM):
        yield Offered(f"Never this term ({fix.rule})", Decision(fix.rule))
    else:
        yield Offered(f"Never: {told}", of_change(fix, text))
    if not found.is_safe:
        yield Offered(f"Always: {told}", of_change(fix, text)._replace(decision=ACCEPT))


def _is_term(text: str) -> bool:
    """Whether a text can be an entry of a glossary: some words on one line."""
    return "\n" not in text and any(map(str.isalnum, text)) and len(text) <= _LONGEST_TERM
