"""Output of `explain`: golden files, and that the changes it names would tip the decision."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import labelled
import pytest
from entries import terms, verdicts
from test_terms import MILLET, ORACLE

from mtfix import Cleaner
from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.reports.wording import words
from mtfix.stages.terms.counterfactual import counterfactuals
from mtfix.stages.terms.weights import WEIGHTS

if TYPE_CHECKING:
    from pytest_regressions.file_regression import FileRegressionFixture

FOLDER = Path(__file__).parent / "cases" / "explain"
FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("report", ["text", "json"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_told_is_what_was_told(
    file: Path, report: str, run: Any, file_regression: FileRegressionFixture, monkeypatch: Any
) -> None:
    monkeypatch.chdir(FOLDER)
    status, out, err = run("explain", "--no-config", "--report", report, file.name)
    assert (status, err) == (0, "")
    suffix = ".told" if report == "text" else ".json"
    file_regression.check(out.decode(), fullpath=file.with_suffix(suffix), encoding="utf-8")


def test_what_a_person_has_left_is_told_beside_the_cues(run: Any, tmp_path: Path) -> None:
    line = "The **oracle bone inscriptions** are hosting TikTok, said CEO Safra Catz.\n"
    page, other = tmp_path / "a.md", tmp_path / "b.md"
    page.write_text(f'<!-- mtfix keep "are hosting" -->\n{line}')
    other.write_text(line)
    run("baseline", other)
    _, out, _ = run("explain", page, other)
    told = [text.strip() for text in out.decode().splitlines() if "withheld" in text]
    assert told == ["withheld, left by the comment in line 1", "withheld, in the baseline"]
    _, out, _ = run("explain", "--report", "json", other)
    [[held]] = [file["withheld"] for file in json.loads(out)]
    assert held["withheld"]["code"] == "baseline"


SHARED = """\
about: Two entries that share a variant.
from: zh
terms:
- term: Xiaomi
  kind: organization
  source: [小米]
  id: maker
  variants: [millet]
  ambiguous: true
  for: [{phone: 2}, {shares: 1}]
  against: [flour]
  examples: [A millet phone rose. => A Xiaomi phone rose., Millet flour rose.]
- term: Xiaomi
  kind: organization
  source: [小米]
  id: goods
  variants: [millet]
  ambiguous: true
  for: [{phone: 2}, {shares: 2}]
  against: [flour]
  examples: [A millet phone rose. => A Xiaomi phone rose., Millet flour rose.]
"""


def test_where_two_entries_speak_for_a_rewriting_the_second_names_the_first(
    run: Any, tmp_path: Path
) -> None:
    (tmp_path / "p.yaml").write_text(SHARED)
    (tmp_path / "a.txt").write_text("Shares of millet fell as its phone did.\n")
    options = (
        "--no-config",
        "--pack",
        "none",
        "--pack",
        str(tmp_path / "p.yaml"),
        str(tmp_path / "a.txt"),
    )
    told = run("explain", *options)[1].decode()
    assert told.count(": rewrite\n") == 2
    first, second = (part for part in told.split("1:11: ") if "rewrite" in part)
    assert ("goes first here" in first) is not ("goes first here" in second)
    [file] = json.loads(run("explain", "--report", "json", *options)[1])
    made = file["fixes"][0]["rule"]
    reasons = {one["rule"]: one["withheld"] for one in file["candidates"]}
    assert reasons.pop(made) is None
    [reason] = reasons.values()
    assert reason == {"code": "overlap", "text": f"{made} goes first here"}


def test_what_is_read_only_after_a_repair_of_markup_is_told(run: Any, tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("Home > News > x\n\nThey met < b > tiktok < / b > and byte skipping there.\n")
    _, out, _ = run("explain", page)
    _, checked, _ = run("check", page)
    made = re.findall(r":(\d+:\d+): term/(\w+)", checked.decode())
    told = re.findall(r":(\d+:\d+): .* \[term/(\w+)\]: rewrite", out.decode())
    assert ("3:16", "tiktok") in made
    assert told == made


def test_json_is_an_array_even_without_files_to_tell_of(run: Any) -> None:
    _, out, _ = run("explain", "--report", "json", "-", stdin=b"Nothing here.\n")
    [told] = json.loads(out)
    assert told["path"] == "<stdin>"
    assert told["candidates"] == told["fixes"] == told["origin"]["signs"] == []


def test_places_of_json_are_those_of_the_file(run: Any, tmp_path: Path) -> None:
    text = "---\ntitle: Users of tiktok\n---\n\nShares of *oracle bones* rose, Ellison said.\n"
    page = tmp_path / "page.md"
    page.write_text(text)
    _, out, _ = run("explain", "--report", "json", page)
    [told] = json.loads(out)
    for one in told["candidates"]:
        assert text[one["start"] : one["end"]] == one["old"]
        for cue in one["cues"]:
            of_topic = cue["name"].startswith(("topic ", "words of "))
            if cue["zone"] and not of_topic:  # which are no words of the text
                assert text.lower().startswith(cue["name"][:4].lower(), cue["start"])


# --- tips are true ---------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [ORACLE, MILLET], ids=["phrase", "everyday"])
@pytest.mark.parametrize(
    "rest", [" sells cloud.", " grew.", " has a CEO.", ", says Anyang, grew.", " in a field."]
)
def test_a_cue_that_is_named_tips_the_decision(pack: str, rest: str) -> None:
    variant = "oracle bone inscription" if pack == ORACLE else "millet"
    text = f"Today {variant}{rest}"
    [verdict] = [v for v in verdicts(pack, text) if v.candidate.old == variant]
    if verdict.outcome == "rewrite":
        return
    rewrite = next(tip for tip in counterfactuals(verdict) if tip.outcome == "rewrite")
    assert rewrite.missing == pytest.approx(max(0, WEIGHTS.safe - verdict.score), abs=0.006)
    for way in map(words, rewrite.ways):
        found = re.match(r"a cue of weight .* such as ([\w ]+?)(?:,| or |$)", way)
        found = found or re.match(r"a mention of (\w+)$", way)
        if found:
            more = f"Today {variant} and {found[1]}{rest}"
            [again] = [v for v in verdicts(pack, more) if v.candidate.old == variant]
            assert again.outcome == "rewrite", way


def test_a_cue_against_that_is_named_tips_a_rewriting() -> None:
    text = "Oracle bone inscriptions grew, Ellison said."
    [verdict] = verdicts(ORACLE, text)
    [tip] = counterfactuals(verdict)
    assert (verdict.outcome, tip.outcome) == ("rewrite", "suggest")
    assert "Anyang" in words(tip.ways[0])
    assert verdicts(ORACLE, text.replace("said", "of Anyang said"))[0].outcome != "rewrite"


def test_saying_where_a_text_comes_from_tips_what_is_tipped_by_it() -> None:
    text = "Oracle bone inscriptions sells cloud."
    [verdict] = verdicts(ORACLE, text)
    [rewrite] = [tip for tip in counterfactuals(verdict) if tip.outcome == "rewrite"]
    assert "--from zh" in map(words, rewrite.ways)
    assert verdicts(ORACLE, text, origin="zh")[0].outcome == "rewrite"


@pytest.mark.parametrize("case", labelled.cases()[::7], ids=lambda case: case.id)
def test_there_is_a_tip_for_every_candidate(case: labelled.Case) -> None:
    for verdict in Cleaner().verdicts(case.text):
        found = counterfactuals(verdict)
        assert found
        assert all(tip.outcome != verdict.outcome for tip in found)
        assert all(tip.missing >= 0 for tip in found)


def test_a_veto_a_guard_and_the_source_say_that_no_cue_helps() -> None:
    stage = terms(ORACLE.replace("  for:", "  not-after: [quarry]\n  for:"))
    read = Scanner(stage.triggers()).read_page
    for text, source, told in (
        ("It means oracle bone inscriptions.", None, "never touched"),
        ("The oracle bone inscription quarry.", None, "guard of the entry"),
        ("The oracle bone inscriptions grew.", "今天", "source term"),
    ):
        [verdict] = stage.verdicts(read(text, Context(text, source)))
        assert told in words(counterfactuals(verdict)[0].ways[0])
