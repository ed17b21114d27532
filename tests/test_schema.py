"""The schema of packs that editors use: it says what the loader says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.model import CHECKS, COMMON, NAMES, PackError
from mtfix.packs.parser import _HEAD, CASES, SORTS, parse
from mtfix.packs.sources import named

if TYPE_CHECKING:
    from mtfix.packs.sources import Source

FILE = Path(__file__).parent.parent / "glossaries" / "pack.schema.json"
SCHEMA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA)
SHIPPED = named("shipped")
RECORDS = {"terms": "term", "boilerplate": "boilerplate", "surface": "surface"}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("source", SHIPPED, ids=[source.name for source in SHIPPED])
def test_shipped_packs_are_accepted(source: Source) -> None:
    assert [error.message for error in VALID.iter_errors(yaml.safe_load(source.text))] == []


@pytest.mark.parametrize("sort", SORTS)
def test_the_fields_are_those_of_the_loader(sort: str) -> None:
    assert set(SCHEMA["$defs"][RECORDS[sort]]["properties"]) == SORTS[sort][0]
    assert set(SCHEMA["properties"]) == _HEAD


def test_the_choices_are_those_of_the_loader() -> None:
    found = {
        name: SCHEMA["$defs"][name]["properties"] for name in ("term", "boilerplate", "surface")
    }
    assert set(found["term"]["kind"]["enum"]) == NAMES | COMMON
    assert set(found["surface"]["check"]["enum"]) == CHECKS | {""}
    assert found["boilerplate"]["class"]["enum"] == list(CLASSES)
    for name in ("boilerplate", "surface"):
        assert set(found[name]["case"]["enum"]) == CASES


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
    ("terms", "ambiguous", "often"), ("terms", "ambiguous", 1), ("terms", "coined", "perhaps"),
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
