"""Reports fit the schemas that the owners of their formats publish.

The schemas are not part of this project: `docs/reports.md` says where they are. The tests run where
`MTFIX_REPORT_SCHEMAS` names a folder with them, and are skipped elsewhere.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for
from test_report_formats import PATHS, rendered

from mtfix.pipeline.result import Result
from mtfix.reports import render
from mtfix.reports.finding import Finding

FOLDER = os.environ.get("MTFIX_REPORT_SCHEMAS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="MTFIX_REPORT_SCHEMAS names no folder")
JSON = {"sarif": "sarif-schema-2.1.0.json", "rdjson": "DiagnosticResult.json"}
EMPTY = [Finding("a.md", Result("", ""))]


def errors(schema: Any, value: Any) -> list[str]:
    kind = validator_for(schema)
    kind.check_schema(schema)
    return [f"{one.json_path}: {one.message}" for one in kind(schema).iter_errors(value)]


@pytest.mark.parametrize("name", JSON)
def test_a_report_in_json_fits_its_schema(name: str) -> None:
    schema = json.loads((Path(FOLDER) / JSON[name]).read_text(encoding="utf-8"))
    assert errors(schema, json.loads(rendered(name))) == []
    assert errors(schema, json.loads("".join(render(name, EMPTY)))) == []
    assert errors(schema, json.loads("".join(render(name, [])))) == []


def test_the_schema_of_sarif_tells_what_is_wrong() -> None:
    schema = json.loads((Path(FOLDER) / JSON["sarif"]).read_text(encoding="utf-8"))
    log = json.loads(rendered("sarif"))
    log["runs"][0]["results"][0]["level"] = "loud"
    assert errors(schema, log) != []


def test_junit_fits_the_schema_that_jenkins_reads_it_by() -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(Path(FOLDER) / "junit-10.xsd")))
    for text in (rendered("junit"), "".join(render("junit", EMPTY)), "".join(render("junit", []))):
        schema.assertValid(etree.fromstring(text.encode()))
    assert len(PATHS) == len(etree.fromstring(rendered("junit").encode()))
    broken = rendered("junit").replace(' failures="', ' failed="')
    assert not schema.validate(etree.fromstring(broken.encode()))
