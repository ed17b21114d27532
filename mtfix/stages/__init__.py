"""The stages: each reads a page and proposes edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mtfix.edits.edit import Edit
    from mtfix.matching.page import Page
    from mtfix.matching.triggers import Triggers
    from mtfix.packs.model import Term
    from mtfix.packs.pack_set import PackSet


CODE_RULES = {
    "encoding/mojibake": "text that was read in another encoding than it was written in",
    "encoding/entity": "an HTML entity in plain text",
    "encoding/escape": "an escape sequence such as \\u00e9 or %C3%A9 in prose (unsafe)",
    "encoding/width": "full-width letters and digits (unsafe)",
    "encoding/invisible": "a soft hyphen or zero-width space within a word (unsafe)",
    "encoding/decomposed": "a letter and its mark as two characters (unsafe)",
    "encoding/control": "a control character that no text means",
    "encoding/lost": "characters that are lost for good: only reported",
    "encoding/bom": "a byte order mark that is not at the beginning",
    "boilerplate/before-article": "lines of a page before its main part (level article)",
    "boilerplate/within-article": "lines in a gap of the main part of a page (level article)",
    "boilerplate/behind-article": "lines of a page behind its main part (level article)",
}
"""The rules that are no data: what each repairs."""


class Stage(Protocol):
    """What reads a page and proposes edits; it knows no file, no format, no other stage."""

    name: str

    def triggers(self) -> Iterable[Triggers]: ...

    def __call__(self, page: Page) -> Iterable[Edit]: ...


NAMES = ("encoding", "boilerplate", "term", "surface")
"""The stages in the order in which they read a text."""


DECISIONS = {"always": "rewrite", "ask": "suggest", "never": "leave"}
"""What a user can decide of a term, and the outcome at each of its places."""


def built(
    name: str,
    loaded: PackSet,
    level: str,
    origin: str | None,
    decided: Mapping[str, str] | None = None,
) -> Stage:
    """Return one stage, made from the packs.

    `level` is that of boilerplate; `origin` the language that the text was translated from,
    where the user says so; `decided` what the user has decided of terms, by their ids.
    """
    made: Stage
    match name:
        case "encoding":
            from mtfix.stages.encoding import Encoding

            made = Encoding()
        case "boilerplate":
            from mtfix.stages.boilerplate import Boilerplate

            made = Boilerplate(*_rules(loaded, "boilerplate"), level=level)
        case "term":
            from mtfix.stages.terms import Terms

            made = Terms(_rules(loaded, "terms")[0], origin, decided or {})
        case _:
            from mtfix.stages.surface import Surface

            terms: list[Term] = _rules(loaded, "terms")[0]
            names = frozenset(term.term for term in terms if term.is_name)
            made = Surface(*_rules(loaded, "surface"), names=names)
    return made


def _rules(loaded: PackSet, sort: str) -> tuple[list[Any], list[bool]]:
    """The rules of a sort, and for each whether its pack is shipped."""
    packs = loaded.of(sort)
    return (
        [rule for pack in packs for rule in pack.rules],
        [pack.trusted for pack in packs for _ in pack.rules],
    )
