"""The schema of packs that editors use: it says what the loader says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mtfix.authoring.pack_schema import json_schema
from mtfix.edits.fix import Safety
from mtfix.matching.predicates import PREDICATES
from mtfix.packs import fields, schema
from mtfix.packs.fields import FIELDS, HEAD
from mtfix.packs.model import PackError
from mtfix.packs.parser import PARSERS, parse
from mtfix.packs.sources import find_sources
from mtfix.stages.surface.checks import CHECKS
from mtfix.stages.surface.finders import FINDERS
from mtfix.stages.surface.stage import SAFETY
from mtfix.stages.terms.guards import GUARDS

if TYPE_CHECKING:
    from mtfix.packs.sources import PackSource

FOLDER = Path(__file__).parent.parent / "glossaries"
SCHEMA: dict[str, Any] = json.loads((FOLDER / "pack.schema.json").read_text(encoding="utf-8"))
README = (FOLDER / "README.md").read_text(encoding="utf-8")
VALID = Draft202012Validator(SCHEMA)
SHIPPED = find_sources("shipped")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_is_what_the_command_writes() -> None:
    """`python -m mtfix.authoring.pack_schema > glossaries/pack.schema.json` mends this."""
    assert json_schema() == SCHEMA


@pytest.mark.parametrize("source", SHIPPED, ids=[source.name for source in SHIPPED])
def test_shipped_packs_are_accepted(source: PackSource) -> None:
    assert [error.message for error in VALID.iter_errors(yaml.safe_load(source.text))] == []


INTERNAL = {"any", "start", "word", "short", "run"}
"""Predicates that stages use and no rule can name."""


@pytest.mark.parametrize(
    ("names", "table"),
    [
        pytest.param(schema.SURFACE_CHECKS, CHECKS, id="checks of surface rules"),
        pytest.param(schema.SURFACE_FINDERS, FINDERS, id="finders of surface rules"),
        pytest.param(schema.GUARDS, GUARDS, id="guards of terms"),
        pytest.param(schema.SAFETIES, SAFETY, id="safety of surface rules"),
        pytest.param(schema.SAFETIES, [one.name.lower() for one in Safety], id="safety of fixes"),
        pytest.param(schema.TRIGGER_CASES, set(PREDICATES) - INTERNAL, id="cases of triggers"),
        pytest.param(FIELDS, PARSERS, id="sorts of packs"),
    ],
)
def test_the_names_of_the_schema_are_those_of_the_functions(names: Any, table: Any) -> None:
    assert set(names) == set(table)
    assert len(names) == len(set(names))


def documented() -> list[str]:
    tables = {"head": HEAD, **FIELDS}
    names = {name for fields_ in tables.values() for name in fields_}
    words = {
        word for fields_ in tables.values() for one in fields_.values() for word in one.choices
    }
    return sorted(names | words)


@pytest.mark.parametrize("word", documented())
def test_the_readme_tells_of_every_field_and_choice(word: str) -> None:
    assert re.search(rf"`{word}[`:]|\b{word}:|[,:] {word}\b|\b{word},", README), word


def test_each_field_has_a_line_that_explains_it() -> None:
    for table in (HEAD, *FIELDS.values()):
        assert all(field.about.endswith(".") for field in table.values())
    assert set(fields.GUARD_NAMES) == {f"{no}{guard}" for guard in GUARDS for no in ("", "not-")}


GOOD = {
    "terms": {"term": "Oracle", "kind": "organization", "variants": ["oracle bone"]},
    "boilerplate": {"id": "a", "class": "rating", "strength": "strong", "where": ["tail"], "triggers": ["rate"], "patterns": ["rate .*"]},
    "surface": {"id": "a", "about": "b", "safety": "safe", "triggers": ["x"], "pattern": "x", "replace": "y"},
}  # fmt: skip
MISSING = object()
CHANGES: list[tuple[str, str, Any]] = [
    *[(sort, field, MISSING) for sort, rule in GOOD.items() for field in rule],
    *[(sort, "colour", "red") for sort in GOOD],
    *[(sort, "examples", [value]) for sort in GOOD for value in (3, {"a": "b"}, None)],
    *[(sort, "triggers", value) for sort in ("boilerplate", "surface") for value in ([], 3, [" "], {"a": 1})],
    ("terms", "term", 3), ("terms", "kind", "animal"), ("terms", "variants", []), ("terms", "variants", [True]),
    ("terms", "ambiguous", "often"), ("terms", "ambiguous", 1), ("terms", "coined", "perhaps"), ("terms", "byline", []),
    ("terms", "for", [{"cloud": 3}]), ("terms", "for", [{"cloud": 0}]), ("terms", "for", {"cloud": 1}), ("terms", "against", [4]),
    ("terms", "near", []), ("terms", "not-before", [""]), ("terms", "status", "old"), ("terms", "sound", "loud"),
    ("terms", "source", []), ("terms", "admitted", {"a": "b"}),
    ("boilerplate", "class", "ratings"), ("boilerplate", "class", ["rating"]), ("boilerplate", "strength", "strange"), ("boilerplate", "where", ["top"]), ("boilerplate", "where", []),
    ("boilerplate", "part", "whole"), ("boilerplate", "case", "title"), ("boilerplate", "unless", []),
    ("surface", "safety", "sure"), ("surface", "check", "twice"), ("surface", "case", "title"),
]  # fmt: skip


def _pack(sort: str, rule: Any) -> str:
    return json.dumps({"about": "A trial.", sort: [rule]})


@pytest.mark.parametrize("sort", GOOD)
def test_a_small_rule_is_accepted_by_both(sort: str) -> None:
    assert _accepted(_pack(sort, GOOD[sort])) == (True, True)


@pytest.mark.parametrize(("sort", "field", "value"), CHANGES)
def test_a_broken_rule_is_refused_by_both(sort: str, field: str, value: Any) -> None:
    rule = {**GOOD[sort], field: value}
    if value is MISSING:
        del rule[field]
    assert _accepted(_pack(sort, rule)) == (False, False)


@pytest.mark.parametrize(
    "text",
    [
        "about: A.\n",
        "terms: []\n",
        "about: A.\nterms: []\nsurface: []\n",
        "about: A.\nterms: []\nlanguage: en\n",
        "about: A.\nto: 3\nterms: []\n",
        "about: A.\nterms: [one]\n",
        "- about\n",
    ],
)
def test_a_broken_head_is_refused_by_both(text: str) -> None:
    if text == "about: A.\nto: 3\nterms: []\n":
        text = text.replace("terms: []", json.dumps({"terms": [GOOD["terms"]]})[1:-1])
    assert _accepted(text) == (False, False)


def _accepted(text: str) -> tuple[bool, bool]:
    """Whether the loader takes a pack, and whether the schema does."""
    try:
        parse(text, "trial.yaml", "trial", trusted=False)
    except PackError:
        loaded = False
    else:
        loaded = True
    return loaded, VALID.is_valid(yaml.safe_load(text))
