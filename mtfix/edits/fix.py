"""Fixes: the unit of decision."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from mtfix.edits.edit import Edit, Span, apply, hull
from mtfix.edits.reason import Reason


class Safety(IntEnum):
    """How sure a fix is; ordered, so that asking is comparing."""

    SUGGESTED = 0
    """Shown, and accepted one by one; never made by a run."""
    UNSAFE = 1
    """The meaning may change; made on request."""
    SAFE = 2
    """Made by default."""


class Fix(NamedTuple):
    """One or more edits that stand or fall together: made, withheld, refused and undone whole.

    edits: disjoint and in order, in code points of the text named beside the fix.
    rule: who proposes it (`term/oracle`).
    confidence: the rule's own measure in [0, 1]; `choose` prefers the higher.
    after: positions, in the sequence that the fix is part of, of the fixes that it builds on.
        Its edits then include theirs where they overlap, and it can't be made without them.
    """

    edits: tuple[Edit, ...]
    rule: str
    reason: Reason = Reason("")
    safety: Safety = Safety.SAFE
    confidence: float = 1.0
    after: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        span: Span,
        old: str,
        new: str,
        rule: str,
        reason: Reason = Reason(""),  # noqa: B008 - it is immutable
        safety: Safety = Safety.SAFE,
        confidence: float = 1.0,
    ) -> Fix:
        """Return a fix of one edit."""
        return cls((Edit(span, old, new),), rule, reason, safety, confidence)

    @property
    def span(self) -> Span:
        """From the first edit to the end of the last."""
        return hull(self.edits)

    @property
    def changes(self) -> bool:
        """Whether any edit changes anything: what is lost for good is only reported."""
        if len(self.edits) == 1:  # as most have
            return self.edits[0].old != self.edits[0].new
        return any(edit.old != edit.new for edit in self.edits)

    def shifted(self, by: int, positions: int = 0) -> Fix:
        """Return the fix in a text that begins `by` code points earlier, in a sequence in which
        `positions` fixes stand before."""
        edits = tuple(edit._replace(span=edit.span.shifted(by)) for edit in self.edits)
        return self._replace(edits=edits, after=tuple(at + positions for at in self.after))


class Withheld(NamedTuple):
    """A proposed fix that was not made, and why."""

    fix: Fix
    reason: Reason

    @property
    def is_open(self) -> bool:
        """Whether a person is to decide about it: it is not safe, and nobody has decided yet."""
        return self.fix.safety < Safety.SAFE and self.reason.code not in DECIDED


DECIDED = frozenset({"comment", "baseline"})
"""The codes of reasons that say that a person has decided."""


class Missing(NamedTuple):
    """A term of the source text that the text says in no form that is known.

    rule: the entry, as in `Fix.rule`.
    span: the part of the text in which the term is expected, in code points of `original`.
    source: what the source says, and `source_span` where: in `original`, if the source stands
        `beside` the text in it, as in a bitext; else in the source text.
    expected: the right forms, any of which would do.
    found, said: how often the text says the term, and how often the source does.
    """

    rule: str
    span: Span
    source: str
    source_span: Span
    expected: tuple[str, ...]
    found: int
    said: int
    beside: bool = False


def as_one(fix: Fix, text: str) -> Edit:
    """Return a fix of a text as one edit from its first to its last, as people read it."""
    return joined(fix.edits, text)


def joined(edits: tuple[Edit, ...], text: str) -> Edit:
    """Return edits of a text, disjoint and in order, as one from the first to the last."""
    if len(edits) == 1:
        return edits[0]
    span = hull(edits)
    old = text[span.start : span.end]
    inner = (edit._replace(span=edit.span.shifted(-span.start)) for edit in edits)
    return Edit(span, old, apply(old, inner))
