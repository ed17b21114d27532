"""Comments by which an author leaves something as it is, and which of them do nothing.

Spans are in the source. A comment says one of

    mtfix off [RULE…]             leave what follows, until `on` or the end of the file
    mtfix on [RULE…]
    mtfix off next-line [RULE…]   leave the next line that is neither blank nor such a comment
    mtfix keep "WORDS"…           leave these words in the whole file

Rules are named as in `--skip`, whole or by beginning; what follows ` -- ` is a note.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.problem import Problem
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.edits.fix import Fix
    from mtfix.formats.document import Comment

_NEXT = "next-line"
_ACTIONS = ("off", "on", "keep")
_MOST_KEPT = 200
"""Phrases that one file may keep: each is looked for around each edit."""
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”')
_IN_FRONTMATTER = re.compile(r"""[\s"'{,]*(?:mtfix|off)\b""")
_FIRST = re.compile(r"\S")


class _Order(NamedTuple):
    """One thing that a comment asks for: a comment that names two rules asks for two."""

    line: int
    text: str
    rule: str = ""


class _KeptPhrase(NamedTuple):
    """A phrase that stays, and how far around an edit it is looked for."""

    order: int
    pattern: re.Pattern[str]
    reach: int


class Suppressions:
    """The suppressions in the comments of one text. Remembers which of them were of use."""

    def __init__(self, comments: Sequence[Comment], original: str) -> None:
        self._original = original
        self._orders: list[_Order] = []
        self._used: set[int] = set()
        self._problems: list[Problem] = []
        self._ranges: dict[tuple[str, str], _Ranges] = {}
        self._kept: list[_KeptPhrase] = []
        self._open: dict[str, tuple[int, int]] = {}
        said = [(one, words) for one in comments if (words := _words(one.text))]
        targets = self._targets([one.span for one, _ in said])
        line = at = 0
        for (comment, words), target in zip(said, targets, strict=True):
            line += original.count("\n", at, comment.span.start)
            at = comment.span.start
            self._read(comment, words, line + 1, target)
        self._close(list(self._open), len(original))

    def reason(self, fix: Fix) -> Reason | None:
        """Return why a fix, placed in the source, is left: a comment speaks of one of its edits.
        None where none does."""
        orders: list[int] = []
        for edit in fix.edits:
            own = self._over("comment", "", edit.span)
            if own:
                return Reason.of("comment", line=self._orders[own[0]].line)
            orders += (
                order
                for rule in _beginnings(fix.rule)
                for sort in ("off", _NEXT)
                for order in self._over(sort, rule, edit.span)
            )
            orders += (kept.order for kept in self._kept if self._touches(edit.span, kept))
        self._used.update(orders)
        return Reason.of("comment", line=self._orders[min(orders)].line) if orders else None

    def problems(self) -> tuple[Problem, ...]:
        """The comments that can't be understood, and those that have left nothing so far."""
        unused = (
            Problem(order.line, f"`{order.text}` leaves nothing", order.rule, remedy="take it out")
            for index, order in enumerate(self._orders)
            if index not in self._used and order.text
        )
        return tuple(sorted([*self._problems, *unused]))

    # --- reading ----------------------------------------------------------------------------

    def _read(self, comment: Comment, words: Sequence[str], line: int, target: Span) -> None:
        self._add("comment", "", comment.span, self._order(line, ""))
        action, rules = words[1] if len(words) > 1 else "", words[2:]
        match action:
            case "off" if rules[:1] == [_NEXT]:
                for rule in rules[1:] or [""]:
                    order = self._order(line, f"mtfix off {_NEXT} {rule}", rule)
                    self._add(_NEXT, rule, target, order)
            case "off":
                start = comment.span.end
                if _IN_FRONTMATTER.match(self._original, comment.span.start, comment.span.end):
                    start = 0  # it speaks of the file, not of what follows
                for rule in rules or [""]:
                    order = self._order(line, f"mtfix off {rule}", rule)
                    self._open.setdefault(rule, (start, order))
            case "on":
                if not self._close(rules or list(self._open), comment.span.start):
                    said = " ".join(["mtfix on", *rules])
                    self._problems.append(Problem(line, f"`{said}` ends nothing; take it out"))
            case "keep":
                self._keep(comment.text, line)
            case _:
                self._problems.append(Problem(line, _unknown(action)))

    def _keep(self, text: str, line: int) -> None:
        phrases = [one or other for one, other in _QUOTED.findall(text)]
        if not phrases:
            said = '`mtfix keep` needs the words that stay: mtfix keep "byte skipping"'
            self._problems.append(Problem(line, said))
        for phrase in filter(str.split, phrases):
            if len(self._kept) == _MOST_KEPT:
                said = f"a file keeps at most {_MOST_KEPT} phrases; use mtfix off and on"
                self._problems.append(Problem(line, said))
                return
            order = self._order(line, f'mtfix keep "{phrase}"')
            self._kept.append(_KeptPhrase(order, _pattern(phrase), 2 * len(phrase) + 40))

    def _order(self, line: int, text: str, rule: str = "") -> int:
        self._orders.append(_Order(line, text.strip(), rule))
        return len(self._orders) - 1

    def _close(self, rules: Sequence[str], end: int) -> bool:
        opened = [(rule, self._open.pop(rule)) for rule in rules if rule in self._open]
        for rule, (start, order) in opened:
            self._add("off", rule, Span(start, end), order)
        return bool(opened)

    def _add(self, sort: str, rule: str, span: Span, order: int) -> None:
        self._ranges.setdefault((sort, rule.rstrip("/")), _Ranges()).add(span, order)

    def _targets(self, spans: Sequence[Span]) -> list[Span]:
        """For each comment what lies from the end of its line up to the end of the next that
        is neither blank nor another comment: blank lines too, so that none is joined to it."""
        targets: list[Span] = []
        text, after = self._original, Span(-1, -1)
        for span in reversed(spans):
            line = text.find("\n", span.end)
            first = _FIRST.search(text, line) if line >= 0 else None
            if first is None:
                end = line = len(text)
            elif first.start() == after.start:
                end = targets[-1].end
            else:
                end = text.find("\n", first.start())
            targets.append(Span(line, len(text) if end < 0 else end))
            after = span
        return targets[::-1]

    # --- asking -----------------------------------------------------------------------------

    def _over(self, sort: str, rule: str, span: Span) -> list[int]:
        ranges = self._ranges.get((sort, rule))
        return list(ranges.over(span)) if ranges else []

    def _touches(self, span: Span, kept: _KeptPhrase) -> bool:
        low, high = max(0, span.start - kept.reach), span.end + kept.reach
        found = kept.pattern.finditer(self._original, low, high)
        return any(Span(*match.span()).overlaps(span) for match in found)


class _Ranges:
    """Disjoint spans in order, each with what asked for it."""

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._spans: list[tuple[Span, int]] = []

    def add(self, span: Span, order: int) -> None:
        if span.start < span.end and (not self._ends or self._ends[-1] <= span.start):
            self._ends.append(span.end)
            self._spans.append((span, order))

    def over(self, span: Span) -> Iterator[int]:
        for index in range(bisect_right(self._ends, span.start), len(self._ends)):
            here, order = self._spans[index]
            if not here.overlaps(span):
                return
            yield order


def _words(text: str) -> list[str]:
    """The words of a comment that speaks to mtfix; none of any other."""
    words = text.partition(" -- ")[0].replace(",", " ").split()
    return words if words and words[0].rstrip(":") == "mtfix" else []


def _beginnings(rule: str) -> list[str]:
    """
    >>> _beginnings("term/oracle")
    ['', 'term', 'term/oracle']
    """
    pieces = rule.split("/")
    return ["", *("/".join(pieces[:count]) for count in range(1, len(pieces) + 1))]


def _pattern(phrase: str) -> re.Pattern[str]:
    """Finds a phrase as whole words, across line breaks, in any case.

    Only ASCII letters are told to end a word: Chinese is written without spaces.
    """
    before = r"(?<!\w)" if phrase[0].isascii() and phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isascii() and phrase[-1].isalnum() else ""
    body = r"\s{1,20}".join(map(re.escape, phrase.split()))
    return re.compile(f"{before}{body}{after}", re.IGNORECASE)


def _unknown(action: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(action, _ACTIONS, 1, 0.5)
    hint = f"did you mean `mtfix {near[0]}`?" if near else "write off, on or keep"
    return f"there is no comment `{f'mtfix {action}'.strip()}`; {hint}"
