"""Fixes that a person has decided to leave, and how they are known again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mtfix import Cleaner, Fix, Reason, Span
from mtfix.review.baseline import NAME, Baseline, BaselineError, Baselines
from mtfix.review.baseline_match import BaselineMatcher, Recorder, entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

WRONG = "Shares of byte skipping rose on Monday, its CEO said to the papers of the town."
RIGHT = WRONG.replace("byte skipping", "ByteDance")
DOUBTFUL = "It hit Kuaishou and fast hand grew."
CLEAN = "The council met on Monday to discuss the new bridge over the river."


def kept(cleaner: Cleaner, text: str) -> Callable[[Fix, str], Reason | None]:
    """A filter that leaves all fixes of a text."""
    recorder = Recorder()
    cleaner.clean(text, leave=recorder)
    return BaselineMatcher(entries("a.txt", text, recorder.fixes.values()))


CHANGES = {
    "nothing has changed": (f"{CLEAN}\n\n{WRONG}\n", True),
    "lines are put before": (f"{CLEAN}\n{CLEAN}\n\n{CLEAN}\n\n{WRONG}\n", True),
    "its paragraph has moved": (f"{WRONG}\n\n{CLEAN}\n", True),
    "its line has moved among others": (f"- {CLEAN}\n- {WRONG}\n- {CLEAN}\n".replace("- Sh", "Sh"), True),
    "the paragraph is wrapped anew": (f"{CLEAN}\n\n{WRONG}\n".replace("rose on", "rose\non").replace("CEO said", "CEO\nsaid"), True),
    "white space has changed": (f"{CLEAN}\n\n{WRONG}\n".replace("rose on", "rose   on"), True),
    "words far behind have changed": (f"{CLEAN}\n\n{WRONG} And then they went home.\n", True),
    "words behind have changed": (f"{CLEAN}\n\n{WRONG}\n".replace("rose", "fell"), False),
    "it stands in another sentence": (f"{CLEAN}\n\nIn May byte skipping bought TikTok, a company.\n", False),
    "it is there once more": (f"{WRONG}\n\n{CLEAN}\n\n{WRONG}\n", False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "left"), CHANGES.values(), ids=CHANGES)
def test_an_edit_is_left_where(text: str, left: bool, cleaner: Cleaner) -> None:
    leave = kept(cleaner, f"{CLEAN}\n\n{WRONG}\n")
    assert bool(cleaner.clean(text, leave=leave).edits) is not left


def test_one_long_side_is_enough(cleaner: Cleaner) -> None:
    """An edit that is made near by must not bring back what was refused."""
    before = f"{WRONG} Users of tiktok like it, and it is the largest of all companies in China."
    text = before.replace("Shares of", "In the spring of last year the shares of")
    leave = kept(cleaner, text.replace("tiktok", "TikTok"))
    assert [edit.new for edit in cleaner.clean(text, leave=leave).edits] == ["TikTok"]


def test_another_new_text_is_another_edit() -> None:
    text = "a b c"
    fix = Fix.of(Span(2, 3), "b", "x", "term/x")
    leave = BaselineMatcher(entries("a.txt", text, [fix]))
    assert leave(fix, text)
    assert not leave(Fix.of(Span(2, 3), "b", "y", "term/x"), text)
    assert not leave(fix._replace(rule="term/y"), text)


def test_each_rule_can_be_refused_alone_where_several_act_in_one_place(cleaner: Cleaner) -> None:
    """A fix that touches that of another rule is no part of it."""
    text = "We use tiktok.The town likes it. Shares of byte skipping rose, its CEO said."
    result = cleaner.clean(text)
    assert {fix.rule for fix in result.fixes} >= {"term/tiktok", "surface/space-after-stop"}
    for refused in result.fixes:
        leave = BaselineMatcher(entries("a.txt", text, [refused]))
        again = cleaner.clean(text, leave=leave)
        others = {fix.rule for fix in result.fixes if fix != refused}
        assert {fix.rule for fix in again.fixes} == others


def test_what_is_made_in_several_rounds_is_refused_round_by_round(cleaner: Cleaner) -> None:
    text = "They have been at sea for three months the the the world knows of it."
    refused = cleaner.clean(text).fixes
    assert cleaner.clean(text).text == text.replace("the the the", "the")
    leave = BaselineMatcher(entries("a.txt", text, refused))
    assert not cleaner.clean(text, leave=leave).fixes


def test_an_insertion_is_known_again() -> None:
    text = "It ended.Then it began."
    fix = Fix.of(Span(9, 9), "", " ", "surface/x")
    assert BaselineMatcher(entries("a.txt", text, [fix]))(fix, text)


@given(documents.texts())
def test_with_what_stands_in_a_baseline_nothing_is_edited_or_suggested(
    cleaner: Cleaner, text: str
) -> None:
    result = cleaner.clean(text, leave=kept(cleaner, text))
    assert not result.edits
    assert not [held for held in result.withheld if held.is_open]
    moved = f"{CLEAN}\n\n{text}"
    cleaner.clean(moved, leave=kept(cleaner, text))


@pytest.mark.parametrize("format_", ["plain", "markdown"])
@given(text=documents.texts())
@example(text="< b > tiktok < / b > met byte skipping and Zhang Yiming.")
def test_what_was_made_once_and_is_refused_is_not_made_again(
    cleaner: Cleaner, text: str, format_: str
) -> None:
    result = cleaner.clean(text, format=format_)
    refused = {*result.fixes, *(held.fix for held in result.withheld if held.is_open)}
    leave = BaselineMatcher(entries("a.txt", text, refused))
    again = cleaner.clean(text, format=format_, leave=leave)
    assert not {fix[:2] for fix in again.fixes} & {fix[:2] for fix in refused}


@given(
    st.lists(st.tuples(documents.texts(3), st.text(max_size=5), st.text(max_size=5)), max_size=5)
)
def test_a_baseline_reads_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("baseline")
    made = Baseline(str(folder))
    for index, (text, new, rule) in enumerate(parts):
        span = Span(index, max(index, len(text) - index))
        fix = Fix.of(span, text[span.start : span.end], new, rule)
        made.entries[f"{rule}.md"] += entries(f"{rule}.md", text, [fix])
    made.write()
    read = Baseline(str(folder))
    assert {name: {*found} for name, found in read.entries.items()} == {
        name: {*found} for name, found in made.entries.items()
    }


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a b.md").write_text(f"{WRONG}\n\n{DOUBTFUL}\n", encoding="utf-8")
    (tmp_path / "z.txt").write_text(f"{WRONG}\n{WRONG}\n", encoding="utf-8")
    return tmp_path


def lines(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line) for line in (folder / NAME).read_text(encoding="utf-8").split("\n") if line
    ]


def test_what_stands_is_put_down_and_then_left(folder: Path, run: Run) -> None:
    assert run("check", "--strict", "docs", "z.txt")[0] == 1
    status, out, err = run("baseline", "docs", "z.txt")
    assert (status, err) == (0, "")
    assert out == b"4 fixes and suggestions are left from now on\n"
    assert run("check", "--strict", "docs", "z.txt") == (0, b"", "")
    assert run("fix", "docs", "z.txt") == (0, b"", "")
    head, *found = lines(folder)
    assert head == {"mtfix-baseline": 1}
    assert [entry["path"] for entry in found] == ["docs/a b.md"] * 2 + ["z.txt"] * 2
    assert found == sorted(found, key=lambda entry: [*entry.values()])
    assert run("check", "--no-baseline", "docs")[0] == 1


def test_it_holds_from_any_folder_below(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("baseline", ".")
    monkeypatch.chdir(folder / "docs")
    assert run("check", "--strict", "a b.md", folder / "z.txt")[:2] == (0, b"")
    run("baseline", "a b.md")
    assert not (folder / "docs" / NAME).exists()


def test_files_that_are_not_named_keep_their_entries_and_stale_ones_go(
    folder: Path, run: Run
) -> None:
    run("baseline", "docs", "z.txt")
    (folder / "z.txt").write_text(CLEAN, encoding="utf-8")
    run("baseline", "z.txt")
    assert [entry["path"] for entry in lines(folder)[1:]] == ["docs/a b.md"] * 2
    (folder / "docs" / "a b.md").unlink()
    run("baseline", "docs")
    assert lines(folder) == [{"mtfix-baseline": 1}]


def test_entries_of_rules_that_are_not_asked_for_stay(folder: Path, run: Run) -> None:
    run("baseline", "docs")
    before = lines(folder)
    run("baseline", "--only", "surface", "docs")
    assert lines(folder) == before
    run("baseline", "--skip", "term/bytedance", "docs")
    assert lines(folder) == before


def test_nothing_to_leave_makes_no_file(folder: Path, run: Run) -> None:
    (folder / "z.txt").write_text(CLEAN, encoding="utf-8")
    assert run("baseline", "z.txt")[0] == 0
    assert not (folder / NAME).exists()


def test_a_file_outside_the_current_folder_has_its_baseline_beside_it(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "docs")
    run("baseline", folder / "z.txt")
    assert (folder / NAME).exists()


def test_a_missing_path_does_not_stop_the_others(folder: Path, run: Run) -> None:
    status, _, err = run("baseline", "no.txt", "z.txt")
    assert status == 2
    assert "no.txt: there is no such file" in err
    assert len(lines(folder)) == 3


BROKEN = {
    "another format": ('{"mtfix-baseline": 9}\n', 1),
    "no baseline at all": ("# notes\n", 1),
    "a sign of a merge": ('{"mtfix-baseline": 1}\n<<<<<<< HEAD\n', 2),
    "a list": ('{"mtfix-baseline": 1}\n\n[1, 2]\n', 3),
    "a missing field": ('{"mtfix-baseline": 1}\n{"path": "a"}\n', 2),
    "a field too many": ('{"mtfix-baseline": 1}\n{"path": "a", "rule": "", "old": "", "new": "", "at": "", "x": 1}\n', 2),
    "a number for a text": ('{"mtfix-baseline": 1}\n{"path": "a", "rule": 1, "old": "", "new": "", "at": ""}\n', 2),
    "a heap of brackets": ('{"mtfix-baseline": 1}\n' + "[" * 100_000 + "\n", 2),
    "no times": ('{"mtfix-baseline": 1}\n{"path": "a", "rule": "", "old": "", "new": "", "at": "", "times": 0}\n', 2),
}  # fmt: skip


@pytest.mark.parametrize(("content", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_baseline_stops_the_run_before_anything_is_written(
    content: str, line: int, folder: Path, run: Run
) -> None:
    (folder / NAME).write_text(content, encoding="utf-8")
    before = (folder / "z.txt").read_bytes()
    for command in ("check", "fix", "baseline"):
        status, _, err = run(command, "z.txt")
        assert status == 2
        assert f"{NAME}:{line}: " in err
        assert "its first line is" not in err or 'is {"mtfix-baseline": 1}' in err
    assert (folder / "z.txt").read_bytes() == before
    assert (folder / NAME).read_text(encoding="utf-8") == content
    with pytest.raises(BaselineError):
        Baselines().of("z.txt")


def test_an_empty_baseline_is_one(folder: Path, run: Run) -> None:
    (folder / NAME).touch()
    assert run("check", "z.txt")[0] == 1


def test_undecodable_bytes_are_told_in_ascii(folder: Path, run: Run) -> None:
    (folder / "z.txt").write_bytes(b"\xff" + WRONG.encode() + b"\xfe")
    run("baseline", "z.txt")
    rules = [one["rule"] for one in lines(folder) if "rule" in one]
    assert sorted(rules) == ["encoding/lost", "encoding/lost", "term/bytedance"]
    assert run("check", "z.txt")[0] == 0
