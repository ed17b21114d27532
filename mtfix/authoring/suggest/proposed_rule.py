"""A proposed rule of boilerplate or of the surface, with the evidence for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES = 3
_SHOWN, _SUPERSEDED = "safety: suggested", "status: superseded"
_WEAKER = {"safety: safe": _SHOWN, "strength: strong": "strength: weak"}
_ID_WORDS = 4


class ProposedRule(NamedTuple):
    """A rule of a pack for review.

    notes: lines of comments above it. fields: its lines of YAML. examples: before and after, as
    packs have them; those that do not hold are left out, and at most so many are told.
    """

    id: str
    notes: tuple[str, ...]
    fields: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    most: int = _EXAMPLES

    @property
    def summary(self) -> tuple[str, str]:
        """What comes for what the rule finds, and its name."""
        return "nothing", self.id

    def noted(self, note: str) -> ProposedRule:
        """Return it with one more line of evidence."""
        return self._replace(notes=(*self.notes, note))

    def only_suggested(self) -> ProposedRule:
        """Return the rule with fixes that are only shown, or made beside others alone."""
        fields = tuple(_WEAKER.get(field, field) for field in self.fields)
        if fields[0].startswith("term:") and _SUPERSEDED not in fields:
            fields = (*fields, _SUPERSEDED)
        return self._replace(fields=fields)

    def lines(self, refused: frozenset[str] | None) -> Iterator[str]:
        """Yield the lines of the rule without the examples in `refused`; with None, all of them,
        to be tried."""
        yield from (f"# {note}" for note in self.notes)
        yield f"- id: {quoted(self.id)}"
        yield from (f"  {field}" for field in self.fields)
        # Such a rule changes nothing by itself.
        is_shown = _SHOWN in self.fields or _SUPERSEDED in self.fields
        told = [_example(old, old if is_shown else new, is_shown) for old, new in self.examples]
        held = [one for one in told if refused is None or one not in refused]
        if held:
            yield "  examples:"
            yield from (
                f"  - {quoted(one)}" for one in held[: None if refused is None else self.most]
            )


def _example(old: str, new: str, is_shown: bool) -> str:
    """An example as a pack has it; of what stays there is one side only, but for a rule whose
    edits are only shown."""
    return old if old == new and not is_shown else f"{old} => {new}".rstrip()


def unused_id(text: str, used: set[str], otherwise: str) -> str:
    """Return an id of the first words of a text that is not `used` yet, and add it there."""
    words = re.findall(r"\w+", text.lower())[:_ID_WORDS]
    name = base = "-".join(words) or otherwise
    number = 1
    while name in used:
        number += 1
        name = f"{base}-{number}"
    used.add(name)
    return name
