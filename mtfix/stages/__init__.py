"""The stages: each reads a page and proposes edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mtfix.packs.model import Boilerplate as BoilerplateRule
from mtfix.packs.model import Surface as SurfaceRule
from mtfix.packs.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.document import Page
    from mtfix.edit import Edit
    from mtfix.packs.model import Pack
    from mtfix.triggers import Triggers


CODE_RULES = {
    "encoding/mojibake": "text that was read in another encoding than it was written in",
    "encoding/entity": "an HTML entity in plain text",
    "encoding/escape": "an escape sequence such as \\u00e9 or %C3%A9 in prose (unsafe)",
    "encoding/control": "a control character that no text means",
    "encoding/bom": "a byte order mark that is not at the beginning",
    "boilerplate/segment": "what stands outside the main segment of a page (level article)",
}
"""The rules that are no data: what each repairs."""


class Stage(Protocol):
    """What reads a page and proposes edits; it knows no file, no format, no other stage.

    `always` asks for pages without a hit of the stage as well.
    """

    name: str
    always: bool

    def triggers(self) -> Iterable[Triggers]: ...

    def __call__(self, page: Page) -> Iterable[Edit]: ...


def built(packs: Sequence[Pack], level: str, origin: str | None) -> tuple[Stage, ...]:
    """Return the stages made from `packs`, in the order in which they read a text.

    `level` is that of boilerplate; `origin` the language that the text was translated from,
    where the user says so.
    """
    from mtfix.stages.boilerplate import Boilerplate
    from mtfix.stages.encoding import Encoding
    from mtfix.stages.surface import Surface
    from mtfix.stages.terms import Terms

    rules = [(rule, pack.trusted) for pack in packs for rule in pack.rules]
    lines = [(rule, trusted) for rule, trusted in rules if isinstance(rule, BoilerplateRule)]
    marks = [(rule, trusted) for rule, trusted in rules if isinstance(rule, SurfaceRule)]
    boilerplate = Boilerplate(
        [rule for rule, _ in lines], level=level, trusted=[trusted for _, trusted in lines]
    )
    terms = [rule for rule, _ in rules if isinstance(rule, Term)]
    names = frozenset(term.term for term in terms if term.is_name)
    surface = Surface(
        [rule for rule, _ in marks], names=names, trusted=[trusted for _, trusted in marks]
    )
    return (
        Encoding(),
        *(() if level == "off" else (boilerplate,)),
        Terms(terms, origin),
        surface,
    )
