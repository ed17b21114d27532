"""Reports for other programs hold what the documents of their formats require."""

from __future__ import annotations

import json
import os
import re
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from mtfix import Fix, Reason, Result, Span
from mtfix.edits.composition import flatten
from mtfix.edits.edit import apply
from mtfix.edits.fix import Missing, Safety, Withheld
from mtfix.reports import REPORTS, render
from mtfix.reports.entry import entries
from mtfix.reports.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

EVIL = '</script><script>document.title="taken"</script>]]>-->&"\'%0A::error::{{data}}'
PATHS = ["a.md", f"docs/{EVIL[:9]} 页,:%.md"]
FORMATS = ["github", "sarif", "gitlab", "junit", "rdjson", "checkstyle", "html"]
TEXT = f"😀 {EVIL} tiktok, and\x00 tiktok \udcff\r\nthen byte\nskipping.  byte\nskipping\n"


def findings(paths: list[str] = PATHS, copies: int = 1) -> list[Finding]:
    """Files with two fixes, a suggestion over two lines, one that was refused, a missing term."""
    text = TEXT * copies
    spans = [Span(m.start(), m.end()) for m in re.finditer("tiktok|byte\\nskipping", text)]
    why = Reason.of("text", text=EVIL)
    fixes, held = [], []
    for at, span in enumerate(spans):
        old = text[span.start : span.end]
        made = Fix.of(span, old, " TikTok", f"term/{EVIL}" if at % 4 else "term/tiktok", why)
        if old == "tiktok":
            fixes.append(made)
        else:
            reason = Reason("suggested") if at % 4 == 2 else Reason.of("decision", by="A", on="b")
            held.append(Withheld(made._replace(safety=Safety.SUGGESTED), reason))
    result = Result(text, apply(text, flatten(fixes)), tuple(fixes), tuple(held))
    missing = Missing("term/oracle", Span(0, 1), "甲骨文", Span(0, 3), ("Oracle",), 0, 1)
    return [Finding(path, result._replace(missing=(missing,)), source="甲骨文") for path in paths]


def rendered(name: str) -> str:
    return "".join(render(name, findings()))


def checked(value: Any, fields: dict[str, Any]) -> None:
    """Assert that an object has these fields and no others, each of its type or of a shape; those
    that are optional have a question mark behind."""
    assert isinstance(value, dict)
    assert {name for name in fields if not name.endswith("?")} <= value.keys()
    for name, one in value.items():
        shape = fields[name] if name in fields else fields[f"{name}?"]
        for part in one if isinstance(shape, list) else [one]:
            kind = shape[0] if isinstance(shape, list) else shape
            if isinstance(kind, dict):
                checked(part, kind)
            elif isinstance(kind, set):
                assert part in kind
            else:
                assert type(part) is kind


def test_sarif() -> None:
    message = {"text": str}
    artifact = {"uri": str}
    region = {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int}
    replacement = {"deletedRegion": region, "insertedContent": message}
    rule = {
        "id": str,
        "shortDescription": message,
        "help": {"text": str, "markdown": str},
        "defaultConfiguration": {"level": {"warning"}},
    }
    result = {
        "ruleId": str,
        "ruleIndex": int,
        "level": {"none", "note", "warning", "error"},
        "message": message,
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"mtfix/v1": str},
        "fixes?": [
            {
                "description": message,
                "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
            }
        ],
    }
    driver = {"name": {"mtfix"}, "version": str, "rules": [rule]}
    run = {
        "tool": {"driver": driver},
        "columnKind": {"unicodeCodePoints"},
        "results": [result],
    }
    log = json.loads(rendered("sarif"))
    checked(log, {"$schema": str, "version": {"2.1.0"}, "runs": [run]})
    [told] = log["runs"]
    rules = [rule["id"] for rule in told["tool"]["driver"]["rules"]]
    assert len(rules) == len({*rules})
    for one in told["results"]:
        assert rules[one["ruleIndex"]] == one["ruleId"]
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[\w/.%~-]+", uri, re.ASCII)
    hashes = [one["partialFingerprints"]["mtfix/v1"] for one in told["results"]]
    assert len(hashes) == len({*hashes}) == 8


def test_gitlab() -> None:
    entry = {
        "description": str,
        "check_name": str,
        "fingerprint": str,
        "severity": {"info", "minor", "major", "critical", "blocker"},
        "location": {"path": {*PATHS}, "lines": {"begin": int, "end": int}},
    }
    found = json.loads(rendered("gitlab"))
    for one in found:
        checked(one, entry)
    assert len({one["fingerprint"] for one in found}) == len(found) == 8
    assert json.loads("".join(render("gitlab", []))) == []


def test_rdjson() -> None:
    place = {"line": int, "column": int}
    span = {"start": place, "end": place}
    diagnostic = {
        "message": str,
        "location": {"path": {*PATHS}, "range": span},
        "severity": {"WARNING", "INFO"},
        "code": {"value": str},
        "suggestions?": [{"range": span, "text": str}],
    }
    found = json.loads(rendered("rdjson"))
    checked(found, {"source": {"name": {"mtfix"}}, "diagnostics": [diagnostic]})
    data = TEXT.encode("utf-8", "surrogateescape").split(b"\n")
    for one in found["diagnostics"]:
        if "suggestions" in one and one["severity"] == "WARNING":
            start, end = one["location"]["range"]["start"], one["location"]["range"]["end"]
            line = data[start["line"] - 1]
            assert line[start["column"] - 1 : end["column"] - 1] == b"tiktok"


@pytest.mark.parametrize("size", [1, 7, 40])
def test_bytes_are_counted_from_the_beginning_of_the_line(size: int) -> None:
    text = "😀 é tiktok 页\n" + "页é😀 tik\udcfftok " * 20 + "\n\nand tiktok"
    spans = [Span(at, min(at + size, len(text))) for at in range(len(text))]
    fixes = tuple(Fix.of(span, text[span.start : span.end], "x", "term/tiktok") for span in spans)
    reason = Reason("suggested")
    held = tuple(Withheld(fix._replace(safety=Safety.SUGGESTED), reason) for fix in fixes)
    lines = text.split("\n")
    found = [*entries(Finding("a.md", Result(text, text, (), held)))]
    assert len(found) == len(text)
    for place in (place for one in found for place in (one.start, one.end)):
        assert (
            place.byte
            == len(lines[place.line - 1][: place.column - 1].encode("utf-8", "surrogateescape")) + 1
        )


def test_junit_and_checkstyle() -> None:
    suites = ET.fromstring(rendered("junit"))
    assert suites.tag == "testsuites"
    for suite, path in zip(suites, PATHS, strict=True):
        assert suite.get("name") == path
        outcomes = [case[0].tag if len(case) else "" for case in suite]
        counts = {name: int(suite.get(name, "")) for name in ("tests", "failures", "skipped")}
        assert counts == {
            "tests": len(outcomes),
            "failures": outcomes.count("failure"),
            "skipped": outcomes.count("skipped"),
        }
        assert {*outcomes} == {"failure", "skipped"}
    [clean] = ET.fromstring("".join(render("junit", [Finding("a", Result("", ""))])))
    assert [(case.tag, len(case)) for case in clean] == [("testcase", 0)]
    style = ET.fromstring(rendered("checkstyle"))
    assert (style.tag, [file.get("name") for file in style]) == ("checkstyle", PATHS)
    for error in style.iter("error"):
        assert {*error.attrib} == {"line", "column", "severity", "message", "source"}
        assert error.get("severity") in {"warning", "info"}


def test_github_takes_each_line_for_one_command_on_a_file() -> None:
    lines = rendered("github").splitlines()
    assert len(lines) == 8
    for line in lines:
        match = re.fullmatch(r"::(?:warning|notice) ([^:]*)::(.*)", line)
        assert match
        told = dict(part.split("=", 1) for part in match[1].split(","))
        assert {"file", "line", "endLine", "title"} <= told.keys()
        assert int(told["line"]) <= int(told["endLine"])


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_person_has_refused_is_told_on_the_page_only(name: str) -> None:
    assert ("refused by A on b" in rendered(name)) is (name == "html")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_whose_name_is_not_utf8_is_told(
    name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = os.fsdecode(b"\xff.md")
    Path(path).write_text("Shares of byte skipping rose, its CEO said.\n", encoding="utf-8")
    status, out, err = run("check", "--no-config", "--report", name, path)
    assert (status, err) == (1, "")
    assert (b"\xff.md" in out) is (name == "github")
    assert b"ByteDance" in out


def test_every_report_is_tried() -> None:
    known = {"text", "diff", "json", "edits", "terms", "statistics", "quiet"}
    assert {*FORMATS} | known == {*REPORTS}


def test_statistics_and_quiet(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "a.txt"
    page.write_text("tiktok\ntiktok\n", encoding="utf-8")
    assert run("check", "--quiet", page) == (1, b"", "")
    status, out, err = run("check", "--statistics", page)
    assert (status, err) == (1, "")
    assert out.decode().splitlines()[1].split("\t") == ["2", "0", "0", "term/tiktok"]


# --- the page -------------------------------------------------------------------------------------


def test_the_page_allows_its_own_script_and_style_and_no_other() -> None:
    page = rendered("html")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    styles = re.findall(r"<style>(.*?)</style>", page, re.S)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for [part], kind in ((scripts, "script"), (styles, "style")):
        digest = b64encode(sha256(part.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy[1]
    data = page.partition('type="application/json">')[2].partition("</script>")[0]
    records = json.loads(data)
    assert {one["rule"] for one in records} == {"term/tiktok", f"term/{EVIL}", "term/oracle"}
    assert not {*"<>&"} & {*data}
    assert not re.search(r"https?:|\son\w+=|style=", page.replace(data, ""))
