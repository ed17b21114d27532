"""Decisions about fixes: known again by content, held in one file that git merges."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from mtfix.edits.edit import Span
from mtfix.edits.fix import ACCEPTED, Fix, Safety
from mtfix.review.decision import ACCEPT, Decision, of_place, parsed
from mtfix.review.decision_match import DecisionMatcher
from mtfix.review.decisions import HEAD, NAME, DecisionFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

PAGE = "Shares of byte skipping rose, its CEO said. Users of tiktok heard Larry Ellison speak.\n"
DOUBTFUL = "\nIt hit Kuaishou and fast hand grew.\n"
OTHER = "\nIn winter Kuaishou lost a little, while fast hand fell asleep.\n"
TEXT = (
    "Yesterday the board of the company met in Paris, and users of tiktok were told about it.\n\n"
    "Nobody else came to the meeting that day.\n"
)


def fix_in(text: str, nth: int = 0, old: str = "tiktok") -> Fix:
    at = -1
    for _ in range(nth + 1):
        at = text.index(old, at + 1)
    return Fix.of(Span(at, at + len(old)), old, "TikTok", "term/tiktok")


def is_refused(text: str, name: str = "a.md", nth: int = 0, *, there: bool = True) -> bool:
    decision = of_place(fix_in(TEXT), TEXT, "a.md")
    matcher = DecisionMatcher([decision], name, lambda _: there)
    return matcher(fix_in(text, nth), text) is not None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.md").write_text(PAGE + DOUBTFUL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ann")
    return tmp_path


# --- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "stays"),
    {
        "nothing": ((("", ""),), True),
        "a new paragraph before it": ((("Yesterday", "New.\n\nYesterday"),), True),
        "the line broken elsewhere": (((" and users", "\nand users"),), True),
        "a word before it": ((("Paris", "London"),), True),
        "a word on both sides": ((("Paris", "London"), ("told", "asked")), True),
        "the end of the sentence": (((" were told about it", " heard of this"),), True),
        "all that stood around it": (
            (
                ("the board of the company met in Paris, and users of", "he opened"),
                ("were told about it", "on his phone"),
            ),
            False,
        ),
    }.values(),
    ids=lambda value: None,
)
def test_a_place_is_known_again(change: tuple[tuple[str, str], ...], stays: bool) -> None:
    text = TEXT
    for old, new in change:
        text = text.replace(old, new, 1)
    assert is_refused(text) is stays


def test_a_place_is_known_again_in_another_file() -> None:
    assert is_refused(TEXT, "docs/new.md")
    edited = TEXT.replace("Paris", "London")
    assert is_refused(edited, "docs/new.md", there=False), "the file was renamed, and edited"
    assert not is_refused(edited, "docs/new.md", there=True), "the page that it was in still exists"


def test_a_place_that_is_only_like_it_is_another_one() -> None:
    other = TEXT.replace("Paris", "London")
    assert not is_refused(TEXT + "\n" + other, nth=1), "it still stands above"
    assert not is_refused(other + "\n" + other), "which of the two it was can't be told"


def test_the_nearer_decision_goes_first() -> None:
    fix = fix_in(TEXT)._replace(safety=Safety.SUGGESTED)
    rule = Decision("term", decision="refuse", on="2026-02-02")
    change = Decision("term/tiktok", "tiktok", "TikTok", ACCEPT, on="2026-01-01")
    place = of_place(fix, TEXT, "a.md")

    def answer(*decisions: Decision) -> object:
        return DecisionMatcher(decisions, "a.md", bool)(fix, TEXT)

    assert answer(rule, change) == ACCEPTED
    assert answer(rule, change, place) not in {None, ACCEPTED}
    assert answer(Decision("term", where="docs/")) is None
    assert answer(rule._replace(rule="ter")) is None


def test_many_places_are_looked_up_not_searched() -> None:
    """Each file of decisions is asked for once, and no place is compared that still stands."""
    text = "".join(f"Page {at} says that tiktok has {at} users.\n\n" for at in range(400))
    fixes = [
        Fix.of(Span(at, at + 6), "tiktok", "TikTok", "term/tiktok")
        for at in range(len(text))
        if text.startswith("tiktok", at)
    ]
    others = [of_place(fix, text, f"{number % 7}.md") for number, fix in enumerate(fixes)]
    asked: list[str] = []

    def exists(name: str) -> bool:
        asked.append(name)
        return True

    matcher = DecisionMatcher(others[::2], "0.md", exists)
    assert [matcher(fix, text) is not None for fix in fixes] == [True, False] * 200
    assert len(asked) <= 7


# --- the file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{}",
        '{"rule": ""}',
        '{"rule": "r", "old": "x"}',
        '{"rule": "r", "before": "", "behind": ""}',
        '{"rule": "r", "decision": "perhaps"}',
        '{"rule": 1}',
        '{"rule": "r", "other": ""}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_ends_the_run_and_names_it(line: str, folder: Path, run: Run) -> None:
    assert parsed(line) is None
    (folder / NAME).write_text(f"{HEAD}\n{line}\n", encoding="utf-8")
    before = (folder / "a.md").read_bytes()
    status, out, err = run("fix", "a.md")
    assert (status, out) == (2, b"")
    assert f"{NAME}:2: no decision" in err
    assert (folder / "a.md").read_bytes() == before


def test_git_merges_what_two_people_decided(folder: Path) -> None:
    def git(*arguments: str) -> None:
        options = ["-c", "user.name=A", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *options, *arguments], cwd=folder, check=True, capture_output=True)

    (folder / ".git").rmdir()
    git("init")
    (folder / ".gitattributes").write_text(f"{NAME} merge=union\n", encoding="utf-8")

    def decide(*rules: str) -> None:
        there = DecisionFile(str(folder))
        there.add(Decision(rule) for rule in rules)
        there.write()
        git("add", ".")
        git("commit", "-m", "x")

    decide("term/m")
    git("checkout", "-b", "other")
    decide("term/b", "term/n", "term/same")
    git("checkout", "main")
    decide("term/a", "term/o", "term/same")
    git("merge", "other")
    there = DecisionFile(str(folder))
    assert {one.rule[5:] for one in there.decisions} == {"a", "b", "m", "n", "o", "same"}
    there.write()
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    assert lines[0] == HEAD
    assert lines[1:] == sorted({*lines[1:]})


# --- commands -------------------------------------------------------------------------------------


def test_every_command_honours_a_decision(folder: Path, run: Run) -> None:
    status, out, _ = run("decisions", "refuse", "term/tiktok")
    assert status == 0
    assert b"refuse term/tiktok everywhere [Ann, " in out
    assert run("decisions", "accept", "term/kuaishou", "--in", "a.md")[0] == 0
    right = PAGE.replace("byte skipping", "ByteDance") + DOUBTFUL.replace("fast hand", "Kuaishou")
    assert run("clean", "a.md")[1].decode() == right
    assert run("clean", "--stdin-filename", "a.md", stdin=PAGE.encode())[1].count(b"tiktok") == 1
    assert run("clean", "--no-decisions", "a.md")[1].count(b"TikTok") == 1
    assert b"tiktok" not in run("check", "a.md")[1]
    assert b"refused by Ann on " in run("explain", "a.md")[1]
    assert run("fix", "a.md")[0] == 0
    assert (folder / "a.md").read_text(encoding="utf-8") == right
    assert run("baseline", "a.md")[1] == b"0 fixes and suggestions are left from now on\n"


def test_decisions_are_searched_and_taken_back(folder: Path, run: Run) -> None:
    run("decisions", "refuse", "term/tiktok", "--change", "tiktok", "TikTok", "--in", "docs")
    run("decisions", "refuse", "term/oracle")
    listed = run("decisions", "list")[1].decode().splitlines()
    assert len(listed) == 2
    status, out, _ = run("decisions", "search", "TIK")
    assert (status, out.decode().strip()) == (0, listed[1])
    assert "tiktok → TikTok in docs/" in listed[1]
    assert run("decisions", "search", "nothing")[0] == 1
    assert run("decisions", "remove", "12345678")[0] == 2
    assert run("decisions", "remove", listed[1].split()[0])[0] == 0
    assert run("decisions", "list")[1].decode().splitlines() == listed[:1]
    assert "decided already" in run("decisions", "refuse", "term/oracle")[2]
    for name in ("a.md", "a.mdx"):
        run("decisions", "refuse", "surface", "--in", name)
    [one] = run("decisions", "list", "--in", "a.md")[1].decode().splitlines()
    assert "refuse surface in a.md " in one
    status, _, err = run("decisions", "refuse", "term/tiktak")
    assert status == 2
    assert "there is no rule term/tiktak" in err


def test_a_refused_place_survives_a_rename_and_an_edit(folder: Path, run: Run) -> None:
    edits = run("check", "--report", "edits", "a.md")[1].decode().replace("[y]", "[n]", 1)
    assert run("apply", "-", stdin=edits.encode())[0] == 0
    (folder / "a.md").rename(folder / "docs" / "b.md")
    page = folder / "docs" / "b.md"
    page.write_text(page.read_text(encoding="utf-8").replace("said", "told"), encoding="utf-8")
    run("fix", "docs")
    assert "byte skipping rose" in page.read_text(encoding="utf-8")


def test_undo_takes_the_decisions_of_a_run_back(folder: Path, run: Run) -> None:
    before = (folder / "a.md").read_bytes()
    run("decisions", "refuse", "term/oracle")
    there = (folder / NAME).read_bytes()
    edits = run("check", "--report", "edits", "a.md")[1].decode()
    edits = edits.replace("[y]", "[v]", 1).replace("[?]", "[a]", 1)
    assert run("apply", "--log", "log", "-", stdin=edits.encode())[0] == 0
    words = [json.loads(line) for line in (folder / NAME).read_text().splitlines()[1:]]
    assert {(one["rule"], one["decision"]) for one in words} == {
        ("term/oracle", "refuse"),
        ("term/bytedance", "refuse"),
        ("term/kuaishou", "accept"),
    }
    assert run("undo", "log")[0] == 0
    assert (folder / "a.md").read_bytes() == before
    assert (folder / NAME).read_bytes() == there


# --- one suggestion after the other ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "grew", "decided"),
    {
        "yes": ("y", "Kuaishou grew", [("accept", "place")]),
        "no": ("n", "fast hand grew", [("refuse", "place")]),
        "always": ("a", "Kuaishou grew", [("accept", "change")]),
        "never": ("V", "fast hand grew", [("refuse", "change")]),
        "all of the rule": ("r", "Kuaishou grew", [("accept", "rule")]),
        "later": ("l", "fast hand grew", []),
        "help, back, and quit": ("?bq", "fast hand grew", []),
        "end of input": ("", "fast hand grew", []),
    }.values(),
    ids=lambda value: None,
)
def test_a_key_decides(
    keys: str, grew: str, decided: list[tuple[str, str]], folder: Path, run: Run
) -> None:
    status, out, _ = run("fix", "-i", "a.md", stdin=keys.encode())
    assert status == 0
    assert b"It hit Kuaishou and [-fast hand-]{+Kuaishou+} grew." in out
    assert grew in (folder / "a.md").read_text(encoding="utf-8")
    there = DecisionFile(str(folder))
    assert [(one.decision, one.scope) for one in there.decisions] == decided
    again = run("fix", "-i", "a.md")[1]
    assert (b"fast hand" in again) is (not decided and "fast hand" in grew), "it is asked again"


def test_back_asks_again_and_quitting_leaves_the_other_files(folder: Path, run: Run) -> None:
    (folder / "b.md").write_text(PAGE + DOUBTFUL + OTHER, encoding="utf-8")
    (folder / "c.md").write_text(PAGE, encoding="utf-8")
    run("fix", "-i", "b.md", "c.md", stdin=b"nbyq")
    assert (folder / "b.md").read_text(encoding="utf-8").count("Kuaishou") == 3
    [one] = DecisionFile(str(folder)).decisions
    assert (one.decision, one.scope) == ("accept", "place")
    assert (folder / "c.md").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize(("key", "count"), [(b"n", 2), (b"y", 4)])
def test_a_place_is_asked_once_where_all_around_it_is_the_same(
    key: bytes, count: int, folder: Path, run: Run
) -> None:
    (folder / "a.md").write_text(PAGE + DOUBTFUL * 2, encoding="utf-8")
    (folder / "b.md").write_text(f"# New\n\n{DOUBTFUL}\n{PAGE}", encoding="utf-8")
    out = run("fix", "-i", "a.md", "b.md", stdin=key)[1]
    assert out.count(b"[y n a") == 1
    assert (folder / "a.md").read_text(encoding="utf-8").count("Kuaishou") == count
    assert (folder / "b.md").read_text(encoding="utf-8").count("Kuaishou") == count // 2
    assert len(DecisionFile(str(folder)).decisions) == 1


def test_an_accepted_place_is_made_again_in_a_page_that_was_taken_anew(
    folder: Path, run: Run
) -> None:
    before = (folder / "a.md").read_text(encoding="utf-8")
    run("fix", "-i", "a.md", stdin=b"y")
    right = (folder / "a.md").read_text(encoding="utf-8")
    (folder / "docs" / "anew.md").write_text(before, encoding="utf-8")
    assert run("fix", "docs")[0] == 0
    assert (folder / "docs" / "anew.md").read_text(encoding="utf-8") == right


def test_ctrl_c_keeps_the_answers_and_leaves_the_other_files(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter("n")

    def key() -> str:
        for one in typed:
            return one
        raise KeyboardInterrupt

    monkeypatch.setattr("mtfix.cli.keys.is_typed", lambda: True)
    monkeypatch.setattr("mtfix.cli.keys.typed_key", key)
    (folder / "a.md").write_text(PAGE + DOUBTFUL + OTHER, encoding="utf-8")
    (folder / "b.md").write_text(PAGE, encoding="utf-8")
    assert run("fix", "-i", "a.md", "b.md")[0] == 0
    assert [one.scope for one in DecisionFile(str(folder)).decisions] == ["place"]
    assert (folder / "b.md").read_text(encoding="utf-8") == PAGE


def test_one_answer_holds_for_the_files_that_follow(folder: Path, run: Run) -> None:
    (folder / "b.md").write_text(PAGE + DOUBTFUL, encoding="utf-8")
    out = run("fix", "-i", "a.md", "b.md", stdin=b"a")[1]
    assert out.count(b"[y n a") == 1
    assert "Kuaishou grew" in (folder / "b.md").read_text(encoding="utf-8")
    assert run("fix", "-i", "--no-decisions", "a.md")[0] == 2
