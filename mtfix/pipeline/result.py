"""The result of cleaning a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.composition import cancelled_positions, flatten, order_of, rebased, select
from mtfix.edits.edit import Edit, Span, revert
from mtfix.edits.fix import Fix, Missing, Safety, Withheld
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtfix.edits.problem import Problem
    from mtfix.text.provenance import Provenance


class Result(NamedTuple):
    """A cleaned text and every decision about it. All spans are in code points of `original`.

    fixes: what was made, by place; a fix stands behind those that it builds on (`Fix.after`).
    withheld: what was proposed and not made, with the reason.
    """

    original: str
    text: str
    fixes: tuple[Fix, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Comments of the file that do nothing or can't be understood, and lines that can't be read
    as their format asks."""
    missing: tuple[Missing, ...] = ()
    """Terms of the source text, where it is at hand, that the text does not say. Never fixed."""
    source_language: str | None = None
    """The language that the user says the text comes from."""
    languages: tuple[tuple[str, str], ...] = ()
    """The rules of terms that are among the fixes, and the languages of their packs."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of all fixes, disjoint and in order: `text` is `original` after them."""
        return flatten(self.fixes)

    @property
    def origin(self) -> Provenance:
        """Whether and from which language the text looks translated by a machine, by which
        signs, and how damaged it is. Worked out each time it is asked for.

        >>> Result("A 测试 of，half， 译文 left.", "").origin.language
        'zh'
        """
        from mtfix.text.provenance import provenance

        suggested = [held.fix for held in self.withheld if held.is_open]
        return provenance(
            self.original, self.fixes, suggested, dict(self.languages), self.source_language
        )

    def undo(self) -> str:
        """Return the original, made from `text` and the edits alone.

        >>> from mtfix.edits.edit import Span
        >>> Result("tik tok", "TikTok", (Fix.of(Span(0, 7), "tik tok", "TikTok", "t"),)).undo()
        'tik tok'
        """
        return revert(self.text, self.edits)

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values, for JSON; reasons as codes with their data.

        >>> from mtfix.edits.edit import Span
        >>> fixes = (Fix.of(Span(0, 7), "tik tok", "TikTok", "term/tiktok"),)
        >>> Result("tik tok", "TikTok", fixes).to_dict()["fixes"][0]["edits"]
        [{'start': 0, 'end': 7, 'old': 'tik tok', 'new': 'TikTok'}]
        """
        return {
            "original": self.original,
            "text": self.text,
            "fixes": [fix_as_dict(fix) for fix in self.fixes],
            "withheld": [
                fix_as_dict(held.fix) | {"withheld": _reason_as_dict(held.reason)}
                for held in self.withheld
            ],
            "problems": [problem._asdict() for problem in self.problems],
            "missing": [missing._asdict() for missing in self.missing],
        }


def result_of(
    original: str, text: str, fixes: Sequence[Fix], withheld: Iterable[Withheld] = ()
) -> Result:
    """Return a result whose fixes, in the order in which they build on one another, are put in
    order of place without those that cancel one another out, and what is withheld beside them,
    but for what was made after all."""
    made = {fix.edits for fix in fixes}
    cancelled = cancelled_positions(fixes)
    order = [at for at in order_of(fixes) if at not in cancelled]
    positions = {old: at for at, old in enumerate(order)}
    left = (
        held._replace(fix=rebased(held.fix, positions))
        for held in withheld
        if held.fix.edits not in made
    )
    by_place = sorted(left, key=lambda held: (held.fix.span, held.fix.rule, held.fix.edits))
    return Result(original, text, select(fixes, order), tuple(by_place))


def fix_as_dict(fix: Fix) -> dict[str, Any]:
    """Return a fix as plain values."""
    found: dict[str, Any] = {
        "rule": fix.rule,
        "safety": fix.safety.name.lower(),
        "confidence": fix.confidence,
        "reason": _reason_as_dict(fix.reason),
        "edits": [
            {"start": edit.span.start, "end": edit.span.end, "old": edit.old, "new": edit.new}
            for edit in fix.edits
        ],
    }
    return found | ({"after": list(fix.after)} if fix.after else {})


def fix_from_dict(fields: Mapping[str, Any]) -> Fix:
    """Return the fix that `fix_as_dict` has given. Raises ValueError, KeyError or TypeError for
    other values."""
    edits = [
        Edit(Span(edit["start"], edit["end"]), edit["old"], edit["new"]) for edit in fields["edits"]
    ]
    texts = fields["rule"], fields["safety"], *(text for edit in edits for text in edit[1:])
    numbers = *(at for edit in edits for at in edit.span), *fields.get("after", ())
    if not (edits and all(type(text) is str for text in texts)):
        raise TypeError("a fix has edits, and its texts are texts")
    if not all(type(number) is int for number in numbers):
        raise TypeError("places are numbers")
    return Fix(
        tuple(edits),
        fields["rule"],
        _reason_from_dict(fields["reason"]),
        Safety[fields["safety"].upper()],
        fields["confidence"],
        tuple(fields.get("after", ())),
    )


def _reason_as_dict(reason: Reason) -> dict[str, Any]:
    """A reason, with those among its data, as plain values."""
    return {"code": reason.code, **{name: _as_plain(value) for name, value in reason.data}}


def _as_plain(value: Any) -> Any:
    if isinstance(value, Reason):
        return _reason_as_dict(value)
    return [_as_plain(one) for one in value] if isinstance(value, tuple) else value


def _reason_from_dict(fields: Mapping[str, Any]) -> Reason:
    data = {name: _from_plain(value) for name, value in fields.items() if name != "code"}
    return Reason.of(fields["code"], **data)


def _from_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _reason_from_dict(value)
    return tuple(_from_plain(one) for one in value) if isinstance(value, list) else value
