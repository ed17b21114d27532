"""The vocabulary: spans, edits, and how edits are chosen and made.

All spans are half-open and count code points *of the text named beside them*.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Span(NamedTuple):
    """A stretch of a text: `start` up to, not including, `end`, in code points."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether both share a character, or an insertion stands inside the other.

        >>> Span(0, 3).overlaps(Span(2, 5)), Span(0, 3).overlaps(Span(3, 5))
        (True, False)
        >>> Span(1, 1).overlaps(Span(0, 3)), Span(0, 0).overlaps(Span(0, 3))
        (True, False)
        """
        if self == other:
            return True
        return max(self.start, other.start) < min(self.end, other.end) or (
            (self.start == self.end and other.start < self.start < other.end)
            or (other.start == other.end and self.start < other.start < self.end)
        )


class Safety(IntEnum):
    """How sure an edit is; ordered, so that asking is comparing."""

    SUGGESTED = 0
    """Shown, and accepted one by one; never made by a run."""
    UNSAFE = 1
    """The meaning may change; made on request."""
    SAFE = 2
    """Made by default."""


class Edit(NamedTuple):
    """One replacement: `old` at `span` becomes `new`.

    `rule` names who proposes it (`term/oracle`); an edit composed of several names
    them all, joined by `+`; a format's reading edits have no name.
    `confidence` is the rule's own measure in [0, 1]; `choose` prefers the higher.
    """

    span: Span
    old: str
    new: str
    rule: str
    reason: str = ""
    safety: Safety = Safety.SAFE
    confidence: float = 1.0


LEFT = "left by the comment in line"
IN_BASELINE = "in the baseline"


class Withheld(NamedTuple):
    """A proposed edit that was not made, and why."""

    edit: Edit
    why: str

    @property
    def is_open(self) -> bool:
        """Whether a person is to decide about it: it is not safe, and nobody has decided yet."""
        return self.edit.safety < Safety.SAFE and not self.why.startswith((LEFT, IN_BASELINE))


class Missing(NamedTuple):
    """A term of the source text that the text says in no form that is known.

    rule: the entry, as in `Edit.rule`.
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


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with all `edits` made at once.

    The edits are disjoint, in order, and in coordinates of `text`.
    Raises ValueError where they are not, or where an `old` is not what stands in the text.

    >>> apply("tik tok", [Edit(Span(0, 7), "tik tok", "TikTok", "term/tiktok")])
    'TikTok'
    """
    parts: list[str] = []
    at = 0
    for edit in edits:
        start, end = edit.span
        if start < at or text[start:end] != edit.old:
            raise ValueError(f"edit {edit.rule or 'of the reading'} does not fit at {start}:{end}")
        parts += text[at:start], edit.new
        at = end
    parts.append(text[at:])
    return "".join(parts)


def revert(text: str, edits: Sequence[Edit]) -> str:
    """Return what `text` was before `edits`, given in coordinates of what it was.

    Raises ValueError where the edits are not what made `text`.
    """
    shift = 0
    inverse = []
    for edit in edits:
        start = edit.span.start + shift
        inverse.append(
            edit._replace(span=Span(start, start + len(edit.new)), old=edit.new, new=edit.old)
        )
        shift += len(edit.new) - len(edit.old)
    return apply(text, inverse)


def choose(edits: Iterable[Edit]) -> tuple[list[Edit], list[Withheld]]:
    """Settle rivals: return disjoint edits in order, and every loser with the reason.

    The safer edit wins, then the more confident, the longer, the earlier.
    An edit that changes nothing is withheld too.
    """
    chosen: list[Edit] = []
    withheld: list[Withheld] = []
    cluster: list[Edit] = []
    reach = -1
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.old == edit.new:
            withheld.append(Withheld(edit, "it changes nothing"))
            continue
        if cluster and edit.span.start >= reach and edit.span != cluster[-1].span:
            _settle(cluster, chosen, withheld)
            cluster = []
        cluster.append(edit)
        reach = max(reach, edit.span.end)
    _settle(cluster, chosen, withheld)
    return chosen, withheld


def _settle(cluster: list[Edit], chosen: list[Edit], withheld: list[Withheld]) -> None:
    """Choose among edits that touch one another directly or through others."""
    if len(cluster) == 1:
        chosen += cluster
        return
    kept: list[Edit] = []
    for edit in sorted(cluster, key=_precedence):
        rival = next((other for other in kept if edit.span.overlaps(other.span)), None)
        if rival is None:
            kept.append(edit)
        elif rival[:4] == edit[:4]:
            withheld.append(Withheld(edit, "proposed twice"))
        else:
            withheld.append(Withheld(edit, f"{rival.rule} goes first here"))
    chosen += sorted(kept, key=lambda edit: edit.span)


def _precedence(edit: Edit) -> tuple[int, float, int, Span, str, str]:
    length = edit.span.end - edit.span.start
    return -edit.safety, -edit.confidence, -length, edit.span, edit.rule, edit.new
