"""The fields of packs: what the parser takes, and what the JSON schema says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.schema import (
    AMBIGUITY,
    COMMON_KINDS,
    DAMAGE_KINDS,
    GUARDS,
    NAME_KINDS,
    NUMBERS,
    PARTS,
    PLACES,
    SAFETIES,
    SOUNDS,
    STATUSES,
    STRENGTHS,
    SURFACE_CHECKS,
    SURFACE_FINDERS,
    TRIGGER_CASES,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

TEXT, NOTE, TEXTS, CUES, EXAMPLES, CHOICE, FLAG, MAP, RULES, LINES, TOPIC_NAMES = (
    "text", "note", "texts", "cues", "examples", "choice", "flag", "map", "rules",
    "lines", "topics",
)  # fmt: skip
"""How the value of a field is written."""


class Field(NamedTuple):
    """A field: how its value is written, what it means in one sentence, and what it can be.

    default: what an optional choice counts as where it is left out.
    several: whether a list of choices can stand there.
    """

    form: str
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""
    several: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The choices, and the empty text where that is the default."""
        return self.choices if self.required or self.default else ("", *self.choices)


def _choice(about: str, choices: Iterable[str], default: str = "", **options: bool) -> Field:
    return Field(CHOICE, about, choices=tuple(choices), default=default, **options)


_TRIGGERS = Field(TEXTS, "Literals of which one must occur; rare ones are fast.", required=True)
_CASE = _choice("What a trigger asks of the letters around it.", TRIGGER_CASES)
_UNLESS = Field(TEXTS, "Regular expressions; where one is found, the rule does not act.")
_NOTES = {
    "seen": Field(NOTE, "The kind of text in which such a mistake was met."),
    "note": Field(NOTE, "Anything a reader should know."),
}

_TOPICS = Field(
    TOPIC_NAMES,
    "Topics of texts that mean the term; with a minus, of those that mean the ordinary thing.",
)

_GUARDS = {
    name: Field(TEXTS, f"{one} of these {'must' if wanted else 'may'} {where}.")
    for guard, where in GUARDS.items()
    for name, one, wanted in ((guard, "One", True), (f"not-{guard}", "None", False))
}
GUARD_NAMES = tuple(sorted(_GUARDS))

TERM = {
    "term": Field(TEXT, "The right form, as its owner writes it.", required=True),
    "id": Field(TEXT, "Only where two entries share a term; the rule is term/ID."),
    "kind": _choice(
        f"A name ({', '.join(NAME_KINDS)}) or a common term ({', '.join(COMMON_KINDS)}).",
        (*NAME_KINDS, *COMMON_KINDS),
        required=True,
    ),
    "source": Field(TEXTS, "What the original said."),
    "coined": Field(FLAG, "Whether the source forms mean nothing else in their language."),
    "byline": Field(
        TEXTS,
        "Words for a person of a paper that variants end with; with the person's name behind, "
        "the first of them stays.",
    ),
    "variants": Field(TEXTS, "The wrong forms; {a|b} is a choice, {s|} an optional part."),
    "ambiguous": _choice(
        "false: never right. true: decided by cues. everyday: a common word, "
        "needs strong evidence.",
        AMBIGUITY,
        default="false",
    ),
    "topics": _TOPICS,
    "for": Field(CUES, "Words that speak for this sense."),
    "against": Field(CUES, "Words that speak for the ordinary sense."),
    **_GUARDS,
    "status": _choice("superseded: every fix is only suggested.", STATUSES, default="preferred"),
    "admitted": Field(TEXTS, "Other right forms."),
    "number": _choice(
        "Whether a name is singular or plural, where its last word does not show it.", NUMBERS
    ),
    "sound": _choice("Where a or an before the term does not follow from its spelling.", SOUNDS),
    **_NOTES,
    "examples": Field(EXAMPLES, "'before => after', or a text that must stay."),
}

BOILERPLATE = {
    "id": Field(TEXT, "The rule is boilerplate/ID.", required=True),
    "about": Field(NOTE, "What the rule removes."),
    "class": _choice(
        "The class of the boilerplate; glossaries/README.md says what each does.",
        CLASSES,
        required=True,
    ),
    "strength": _choice(
        "strong: acts alone. likely: beside other boilerplate or damage. weak: beside strong or "
        "likely ones. hint: a sign of nothing by itself.",
        STRENGTHS,
        required=True,
    ),
    "where": _choice("Where the line stands.", PLACES, required=True, several=True),
    "part": _choice("What of the line the patterns match.", PARTS, default="line"),
    "triggers": _TRIGGERS._replace(required=False),
    "case": _CASE,
    "phrases": Field(TEXTS, "The whole line is one of these; {a|b}, <lexicon>, <number>, <text>."),
    "tokens": Field(TEXTS, "The line is made of these words, phrases and lexicons alone."),
    "must": Field(TEXTS, "Of a line of tokens, one of these has to stand in it."),
    "fields": Field(TEXTS, "'label: value'; the line is made of two or more of these."),
    "counts": Field(TEXTS, "Things with a number before or behind; one or more in a line."),
    "paths": Field(TEXTS, "With what a path begins; arrows or slashes and names follow."),
    "notices": Field(TEXTS, "Phrases with ' & ' between: all of them stand in the line."),
    "patterns": Field(TEXTS, "Regular expressions; the whole line must match one."),
    "unless": Field(
        TEXTS,
        "Names of exclusions, <lexicons>, or regular expressions; where one is found, the rule "
        "does not act.",
    ),
    "except": Field(TEXTS, "Phrases; a whole line that is one of them stays."),
    "speaks-of": Field(
        TEXTS, "Phrases; of what they find in the line the article must not speak near by."
    ),
    **_NOTES,
    "examples": Field(EXAMPLES, "'line => what is left', 'line =>', or a line that must stay."),
}

SURFACE = {
    "id": Field(TEXT, "The rule is surface/ID.", required=True),
    "about": Field(TEXT, "What the rule repairs.", required=True),
    "safety": _choice(
        "Whether the edit is made, made on request, or shown.", SAFETIES, required=True
    ),
    "find": _choice(
        "Instead of triggers and pattern: a function that reads a page as a whole, if the "
        "rules with triggers find sure damage in it.",
        SURFACE_FINDERS,
    ),
    "triggers": _TRIGGERS._replace(required=False),
    "case": _CASE,
    "pattern": Field(TEXTS, "A regular expression, searched in a window around the trigger."),
    "replace": Field(NOTE, "A template with groups."),
    "map": Field(MAP, r"What the text of a group becomes in `replace` as \m<group>."),
    "unless": _UNLESS,
    "check": _choice("A function that looks closer than a pattern can.", SURFACE_CHECKS),
    "damage": _choice(
        "The kind of damage that a made edit shows; an edit that would only be suggested is made "
        "in a document that shows the kind several times.",
        DAMAGE_KINDS,
    ),
    "translations": Field(
        FLAG,
        "Whether an edit that would only be suggested is made in a document that surely was "
        "translated by a machine.",
    ),
    **_NOTES,
    "examples": Field(EXAMPLES, "'before => after', or a text that must stay."),
}

FIELDS: dict[str, dict[str, Field]] = {
    "terms": TERM,
    "boilerplate": BOILERPLATE,
    "surface": SURFACE,
}
"""The sorts of packs, and the fields of their rules."""

HEAD = {
    "about": Field(TEXT, "What the pack holds, in one line.", required=True),
    "from": Field(NOTE, "The language that the text was translated from, such as zh."),
    "to": Field(NOTE, "The language of the text that is repaired; default en."),
    "kind": _choice(
        "The kind of the entries in lines, where they don't say another.",
        (*NAME_KINDS, *COMMON_KINDS),
    ),
    "topics": _TOPICS._replace(about="The topics of the entries in lines that name none."),
    "suggest": Field(FLAG, "Whether all fixes of the entries in lines are only suggested."),
    "lines": Field(
        LINES, "Right terms, one a line: right form | variants | source words | topics and flags."
    ),
    "terms": Field(RULES, "Right terms with their wrong forms."),
    "boilerplate": Field(RULES, "What scrapers leave around an article."),
    "surface": Field(RULES, "What translation engines leave between the words."),
}
"""The fields of a pack; of the last three, and lines, it has one; terms and lines go together."""


def required_fields(fields: Mapping[str, Field]) -> Collection[str]:
    """Return the names of the fields that can't be left out."""
    return [name for name, field in fields.items() if field.required]
