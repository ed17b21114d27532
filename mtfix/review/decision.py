"""A decision of a person about fixes: what it is about, and how it is written down.

It is about one place, known by its words and those around it; about one change wherever it
comes up; or about a whole rule. The latter two may be limited to a file or a folder.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.fix import as_one
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Fix

ACCEPT, REFUSE = "accept", "refuse"
_SIDE, _WINDOW = 60, 240
"""Characters each side that a place is known by, and those that are looked at for them."""
_BLANK = lazy_regex(r"\n[ \t\r]*\n")


class Decision(NamedTuple):
    """One decision, in the order in which its fields are written.

    rule: the rule, or its beginning (`term`).
    old, new: the change; None in a decision about a rule.
    decision: `accept` or `refuse`.
    where: a file, or a folder with a slash behind it, from the folder of the decisions; empty
        for everywhere. Of a place, the file in which it stood.
    before, behind: the words around a place; None where the decision is about no single place.
    by, on: who decided, and on which day.
    """

    rule: str
    old: str | None = None
    new: str | None = None
    decision: str = REFUSE
    where: str = ""
    before: str | None = None
    behind: str | None = None
    by: str = ""
    on: str = ""

    @property
    def scope(self) -> str:
        """`place`, `change` or `rule`."""
        if self.old is None:
            return "rule"
        return "change" if self.before is None else "place"

    @property
    def key(self) -> str:
        """A short name by which it is taken back: the same for the same decision."""
        from hashlib import sha256

        return sha256(self.line().encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def line(self) -> str:
        """Return the line that stands for it in a file."""
        fields = {name: value for name, value in self._asdict().items() if value not in {None, ""}}
        for name in ("old", "new", "before", "behind"):  # they say something when empty, too
            if getattr(self, name) is not None:
                fields[name] = getattr(self, name)
        ordered = {name: fields[name] for name in self._fields if name in fields}
        return json.dumps(ordered, ensure_ascii=False)


def parsed(line: str) -> Decision | None:
    """Return the decision that a line says; None where it says none."""
    try:
        fields: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or not fields.keys() <= {*Decision._fields}:
        return None
    if not all(isinstance(value, str) for value in fields.values()) or not fields.get("rule"):
        return None
    if ("old" in fields) != ("new" in fields) or ("before" in fields) != ("behind" in fields):
        return None
    found = Decision(**fields)
    if found.decision not in {ACCEPT, REFUSE} or (found.old is None and found.before is not None):
        return None
    return found


def of_place(fix: Fix, text: str, where: str) -> Decision:
    """Return the refusal of a fix of `text`, the file called `where`, at its place."""
    edit = as_one(fix, text)
    before, behind = sides(text, edit.span)
    return Decision(fix.rule, edit.old, edit.new, where=where, before=before, behind=behind)


def of_change(fix: Fix, text: str) -> Decision:
    """Return the refusal of what a fix of `text` changes, wherever it comes up."""
    edit = as_one(fix, text)
    return Decision(fix.rule, edit.old, edit.new)


def sides(text: str, span: Span) -> tuple[str, str]:
    """Return the words before and behind a span in its paragraph, white space as one space."""
    low = max(0, span.start - _WINDOW)
    before = " ".join(_BLANK.split(text[low : span.start])[-1].split())
    behind = " ".join(_BLANK.split(text[span.end : span.end + _WINDOW])[0].split())
    return before[-_SIDE:], behind[:_SIDE]
