"""The JSON schema of packs, by which editors check and explain them while they are written.

`python -m mtfix.authoring.pack_schema > glossaries/pack.schema.json` writes it anew.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from mtfix.packs.fields import (
    CHOICE,
    CUES,
    EXAMPLES,
    FIELDS,
    FLAG,
    HEAD,
    LINES,
    MAP,
    NOTE,
    RULES,
    TEXT,
    TEXTS,
    TOPIC_NAMES,
    required_fields,
)
from mtfix.packs.schema import PHRASE_KINDS, TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.packs.fields import Field

    Schema = dict[str, Any]

_DEFINITIONS = {"terms": "term", "boilerplate": "boilerplate", "surface": "surface"}
"""The name of the schema of one rule, by the sort of its pack."""
_VALUES = {"true": True, "false": False}


def json_schema() -> Schema:
    """Return the schema of a pack."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A pack of mtfix",
        "description": "Terms, boilerplate rules or surface rules; "
        "glossaries/README.md explains every field.",
        **_record(HEAD),
        "oneOf": [
            {"anyOf": [{"required": ["terms"]}, {"required": ["lines"]}]},
            *({"required": [sort]} for sort in FIELDS if sort != "terms"),
        ],
        "$defs": {
            **_SHARED,
            **{
                _DEFINITIONS[sort]: _record(fields) | _EITHER[sort]
                for sort, fields in FIELDS.items()
            },
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_or_list(one: Schema, **options: Any) -> Schema:
    return {"oneOf": [one, {"type": "array", **options, "items": one}]}


_SHARED: Schema = {
    TEXT: {"type": "string"},
    NOTE: {"type": "string"},
    "filled": {"type": "string", "pattern": "[^ \\t\\r\\n]"},
    TEXTS: {
        "description": "One text, or a list of texts.",
        **_one_or_list(_ref("filled"), minItems=1),
    },
    TOPIC_NAMES: _one_or_list({"enum": [*TOPICS, *(f"-{topic}" for topic in TOPICS)]}),
    EXAMPLES: {
        "description": "Each is tried as a document of its own.",
        **_one_or_list({"type": "string"}),
    },
    "cue": {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "additionalProperties": {"type": "number", "exclusiveMinimum": 0, "maximum": 2},
            },
        ]
    },
    CUES: {
        "description": "Words or phrases; {cloud: 0.5} counts half.",
        "oneOf": [{"type": "string"}, {"type": "array", "items": _ref("cue")}],
    },
}


_EITHER: dict[str, Schema] = {
    "terms": {"anyOf": [{"required": ["variants"]}, {"required": ["source"]}]},
    "boilerplate": {
        "anyOf": [
            *({"required": [kind]} for kind in PHRASE_KINDS),
            {"required": ["patterns", "triggers"]},
            {
                "required": ["patterns"],
                "properties": {"strength": {"const": "hint"}, "part": {"const": "line"}},
            },
        ]
    },
    "surface": {
        "oneOf": [{"required": ["triggers", "pattern", "replace"]}, {"required": ["find"]}]
    },
}
"""Required fields of a rule of each sort, beside those that every rule must have."""


def _rule(sort: str) -> Schema:
    return _record(FIELDS[sort]) | _EITHER[sort]


def _record(fields: Mapping[str, Field]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required_fields(fields)),
        "properties": {
            name: {"description": field.about, **_value(name, field)}
            for name, field in fields.items()
        },
    }


def _value(name: str, field: Field) -> Schema:
    """The schema of the value of a field."""
    if field.form == CHOICE:
        enum = {"enum": [_VALUES.get(value, value) for value in field.values]}
        return _one_or_list(enum, minItems=1) if field.several else enum
    if field.form == RULES:
        return {"type": "array", "items": _ref(_DEFINITIONS[name])}
    if field.form == LINES:
        return {"type": "string"}
    if field.form == FLAG:
        return {"type": "boolean"}
    if field.form == MAP:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    return _ref(field.form)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
