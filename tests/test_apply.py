"""The report in which a person decides, and the edits that follow from it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtfix import Cleaner
from mtfix.edits.composition import flatten, rebased
from mtfix.edits.edit import Edit, apply
from mtfix.fs import files
from mtfix.reports import render
from mtfix.reports.edits_file import Decided, EditsError, parse
from mtfix.reports.finding import Finding
from mtfix.review.decisions import HEAD, NAME
from mtfix.review.run_log import read_log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, bytes, str]]

WRONG = "Shares of byte skipping rose, its CEO said. Users of tiktok heard Larry Ellison (Larry Ellison) speak.\n"
RIGHT = "Shares of ByteDance rose, its CEO said. Users of TikTok heard Larry Ellison speak.\n"
DOUBTFUL = "\nIt hit Kuaishou and fast hand grew.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a b.md").write_bytes(files.BOM + (WRONG + DOUBTFUL).encode())
    (tmp_path / "z.txt").write_text(WRONG, encoding="utf-8")
    return tmp_path


def report(run: Run, *paths: str) -> str:
    status, out, err = run("check", "--report", "edits", *paths)
    assert (status, err) == (1, "")
    return out.decode()


def decided(text: str, *answers: str) -> bytes:
    """The report with these answers, in order; the last holds for all that follow."""
    parts = text.split("\n[")
    for index in range(1, len(parts)):
        parts[index] = answers[min(index, len(answers)) - 1] + parts[index][1:]
    return "\n[".join(parts).encode()


def read(path: str) -> str:
    return files.read_file(path).text


def test_a_report_reads_well(folder: Path, run: Run) -> None:
    text = report(run, "a b.md")
    shown = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert shown[0].startswith(
        "[y] a b.md:1:11 term/bytedance  Shares of [-byte skipping-]{+ByteDance+} rose,"
    )
    assert shown[-1].startswith(
        "[?] a b.md:3:21 term/kuaishou  It hit Kuaishou and [-fast hand-]{+Kuaishou+} grew."
    )
    assert len(shown) == 4
    assert text.isascii()


def test_as_it_is_written_it_makes_what_fix_makes(folder: Path, run: Run) -> None:
    text = report(run, "a b.md", "z.txt")
    status, out, err = run("apply", "-", stdin=text.encode())
    assert (status, err) == (0, "")
    assert read("z.txt") == RIGHT
    assert files.read_file("a b.md").data == files.BOM + (RIGHT + DOUBTFUL).encode()
    assert (
        out.decode()
        .split("\n")[0]
        .startswith(
            "a b.md:1:11: term/bytedance: Shares of [byte skipping → ByteDance] rose, its CEO said."
            " (ByteDance: score"
        )
    )
    assert not (folder / NAME).exists()


def test_only_what_is_accepted_is_made(folder: Path, run: Run) -> None:
    text = report(run, "a b.md")
    (folder / "e.txt").write_bytes(decided(text, "?", "y", "?", "y"))
    assert run("apply", "e.txt")[0] == 0
    assert read("a b.md") == WRONG.replace("tiktok", "TikTok") + DOUBTFUL.replace(
        "fast hand", "Kuaishou"
    )


def test_what_is_refused_is_not_shown_again(folder: Path, run: Run) -> None:
    text = report(run, "a b.md")
    status, out, err = run("apply", "-", stdin=decided(text, "n", "y", "y", "n"))
    assert (status, err) == (0, "")
    assert b"a b.md: 2 decided, now in " in out
    assert read("a b.md") == RIGHT.replace("ByteDance", "byte skipping") + DOUBTFUL
    assert run("check", "--strict", "a b.md") == (0, b"", "")
    assert run("fix", "a b.md") == (0, b"", "")
    entries = [json.loads(line) for line in (folder / NAME).read_text().splitlines()[1:]]
    assert [entry["rule"] for entry in entries] == ["term/bytedance", "term/kuaishou"]


def test_what_is_refused_stays_so_when_what_was_left_is_fixed_later(folder: Path, run: Run) -> None:
    run("apply", "-", stdin=decided(report(run, "z.txt"), "n", "?"))
    assert read("z.txt") == WRONG
    run("fix", "z.txt")
    assert read("z.txt") == RIGHT.replace("ByteDance", "byte skipping")
    assert run("check", "--strict", "z.txt") == (0, b"", "")


HIDDEN = """\
about: What a suggestion hides.
surface:
- id: first
  about: the first word
  safety: suggested
  triggers: [kiloq]
  pattern: kiloq
  replace: miniz
  examples: [They met kiloq here. => They met kiloq here.]
- id: second
  about: the second word
  safety: suggested
  triggers: [miniz]
  pattern: miniz
  replace: duxw
  examples: [They met miniz here. => They met miniz here.]
"""


@pytest.fixture
def hidden(folder: Path) -> Path:
    """A folder whose pages have a suggestion that hides another one."""
    (folder / "own.yaml").write_text(HIDDEN, encoding="utf-8")
    (folder / ".mtfix.toml").write_text('packs = ["own.yaml"]\n', encoding="utf-8")
    (folder / "h.md").write_text("They met kiloq here.\n\nThen came kiloq.\n", encoding="utf-8")
    return folder


def test_what_comes_to_light_is_told_and_in_the_next_report(hidden: Path, run: Run) -> None:
    text = run("check", "--report", "edits", "h.md")[1].decode()
    assert text.count("[?]") == 2
    status, _, err = run("apply", "--next", "next.txt", "-", stdin=decided(text, "y", "?"))
    assert status == 0
    assert "1 more came to light by what was accepted; in next.txt" in err
    following = read("next.txt")
    assert "{+duxw+}" in following
    assert "[-kiloq-]" in following, "what was left for later is there, too"
    assert run("apply", "-", stdin=decided(following, "y", "n"))[0] == 0
    assert read("h.md") == "They met duxw here.\n\nThen came kiloq.\n"
    assert run("apply", "-", stdin=decided(text, "y"))[0] == 2


def test_what_comes_to_light_is_asked_at_once_on_a_terminal(
    hidden: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = run("check", "--report", "edits", "h.md")[1]
    (hidden / "e.txt").write_bytes(decided(text.decode(), "y"))
    monkeypatch.setattr("mtfix.cli.apply.is_typed", lambda: True)
    status, out, err = run("apply", "--log", "log", "e.txt", stdin=b"yn")
    assert (status, err) == (0, "")
    assert "(1 of 2) [y n a v r l b q ?]" in out.decode()
    assert "came to light by what was accepted" in out.decode()
    assert read("h.md") == "They met duxw here.\n\nThen came miniz.\n"
    assert run("check", "--strict", "h.md")[0] == 0, "nothing is left to ask"
    assert run("undo", "log")[0] == 0
    assert read("h.md") == "They met kiloq here.\n\nThen came kiloq.\n"
    assert [*(hidden / NAME).read_text(encoding="utf-8").splitlines()] == [HEAD]


def test_a_log_leads_back(folder: Path, run: Run) -> None:
    before = files.read_file("a b.md").data
    assert run("apply", "--log", "log", "-", stdin=report(run, "a b.md").encode())[0] == 0
    assert files.read_file("a b.md").data != before
    assert run("undo", "log")[0] == 0
    assert files.read_file("a b.md").data == before


def test_a_log_tells_how_sure_a_fix_was_and_why_it_was_proposed(folder: Path, run: Run) -> None:
    text = report(run, "a b.md")
    assert run("apply", "--log", "log", "-", stdin=decided(text, "y"))[0] == 0
    [entry] = [one for one in read_log("log") if one.fixes]
    result = Cleaner().clean(WRONG + DOUBTFUL, format="markdown")
    proposed = [*result.fixes, *(held.fix for held in result.withheld if held.is_open)]
    assert {fix[1:5] for fix in entry.fixes} == {fix[1:5] for fix in proposed}
    assert {fix.safety.name for fix in entry.fixes} >= {"SAFE", "SUGGESTED"}


def test_a_report_with_reasons_in_words_only_can_still_be_applied(folder: Path, run: Run) -> None:
    lines = []
    for line in report(run, "a b.md", "z.txt").split("\n"):
        if line.startswith("#: "):
            data = json.loads(line[3:])
            data = {**data, "reason": "in words"}
            del data["safety"], data["confidence"]
            line = f"#: {json.dumps(data)}"  # noqa: PLW2901
        lines.append(line)
    status, out, err = run("apply", "-", stdin="\n".join(lines).encode())
    assert (status, err) == (0, "")
    assert read("z.txt") == RIGHT
    assert b"[byte skipping \xe2\x86\x92 ByteDance] rose, its CEO said. (in words)" in out


@pytest.mark.parametrize(
    "change",
    [
        {"reason": {"code": "no such code"}},
        {"reason": {"code": "overlap"}},
        {"reason": {}},
        {"reason": {"code": ["a"]}},
        {"reason": 1},
        {"safety": "sure"},
        {"confidence": "1"},
    ],
    ids=str,
)
def test_a_reason_that_cannot_be_told_is_refused(
    folder: Path, run: Run, change: dict[str, object]
) -> None:
    head, data, *rest = report(run, "z.txt").split("\n#: ")
    changed = json.dumps(json.loads(data.split("\n")[0]) | change)
    text = "\n#: ".join([head, f"{changed}\n", *rest])
    status, _, err = run("apply", "-", stdin=text.encode())
    assert status == 2
    assert "data of a fix is damaged" in err
    assert read("z.txt") == WRONG


def test_a_file_that_has_changed_is_left_and_the_others_go_on(folder: Path, run: Run) -> None:
    text = report(run, "a b.md", "z.txt")
    (folder / "a b.md").write_text(WRONG, encoding="utf-8")
    (folder / "e.txt").write_bytes(decided(text, "y"))
    status, _, err = run("apply", "e.txt")
    assert status == 2
    assert (
        err
        == "mtfix: e.txt:8: a b.md has changed since and is left as it is; write the report anew\n"
    )
    assert read("a b.md") == WRONG
    assert read("z.txt") == RIGHT
    (folder / "z.txt").unlink()
    assert "z.txt: can't be read" in run("apply", "e.txt")[2]


def test_applying_twice_is_refused(folder: Path, run: Run) -> None:
    text = report(run, "z.txt").encode()
    assert run("apply", "-", stdin=text)[0] == 0
    status, out, err = run("apply", "-", stdin=text)
    assert (status, out) == (2, b"")
    assert "has changed since" in err


def test_a_report_is_not_offered_by_what_writes(folder: Path, run: Run) -> None:
    assert run("fix", "--report", "edits", "z.txt")[0] == 2
    assert read("z.txt") == WRONG


EDITORS = {
    "lines end as on Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "a byte order mark": lambda text: files.BOM + text.encode(),
    "what PowerShell writes": lambda text: text.encode("utf-16"),
    "white space at the ends is gone": lambda text: "\n".join(map(str.rstrip, text.split("\n"))).encode(),
    "blank lines are gone": lambda text: text.replace("\n\n", "\n").encode(),
    "capitals": lambda text: text.replace("[y]", "[Y]").encode(),
    "spaces in the brackets": lambda text: text.replace("[y]", "[ y ]").encode(),
    "tabs for spaces": lambda text: text.replace("  ", "\t").encode(),
    "remarks": lambda text: text.replace("\n\n", "\n# a remark\n").encode(),
    "the last line has no end": lambda text: text.rstrip().encode(),
}  # fmt: skip


@pytest.mark.parametrize("change", EDITORS.values(), ids=EDITORS)
def test_what_editors_do_does_no_harm(
    change: Callable[[str], bytes], folder: Path, run: Run
) -> None:
    status, _, err = run("apply", "-", stdin=change(report(run, "z.txt")))
    assert (status, err) == (0, "")
    assert read("z.txt") == RIGHT


def without(text: str, start: str) -> str:
    lines = text.split("\n")
    lines.remove(next(line for line in lines if line.startswith(start)))
    return "\n".join(lines)


HOSTILE = {
    "no report": (lambda _: "Dear all,\n", "1: not a report of edits"),
    "an empty file": (lambda _: "", "1: not a report of edits"),
    "another version": (lambda text: text.replace("edits 2", "edits 1", 1), "1: a report of another version"),
    "an unknown letter": (lambda text: text.replace("[y]", "[x]", 1), "8: there is no [x]; write y, n, a, v or ?"),
    "a word": (lambda text: text.replace("[y]", "[yes]", 1), "8: not understood"),
    "no brackets": (lambda text: text.replace("[y] ", "", 1), "8: not understood"),
    "the data is gone": (lambda text: without(text, "#: {"), "8: the line with #: behind this one is missing"),
    "the line to read is gone": (lambda text: without(text, "[y]"), "8: no line with a decision"),
    "the change was changed": (lambda text: text.replace("+ByteDance+", "+Bytedance+"), "8: more than the letter was changed"),
    "the data is cut": (lambda text: text.replace('"}\n', '"\n', 1), "9: the data of a fix is damaged"),
    "the data is a list": (lambda text: text.replace("#: {", "#: [{", 1), "9: the data of a fix is damaged"),
    "a heap of brackets": (lambda text: text.replace("#: {", "#: " + "[" * 100_000, 1), "9: the data"),
    "a place that is no number": (lambda text: text.replace('[[10, ', '[[true, ', 1), "9: the data"),
    "a place before the start": (lambda text: text.replace('[[10, ', '[[-10, ', 1), "9: the data"),
    "a path that is none": (lambda text: text.replace('"z.txt"', '"z\\u0000.txt"', 1), "9: the data"),
    "a field too many": (lambda text: text.replace('"after": []', '"after": [], "x": 1', 1), "9: the data"),
    "a fix that builds on itself": (lambda text: text.replace('"after": []', '"after": [0]', 1), "8: this fix builds on one above"),
    "another place": (lambda text: text.replace('[[10, ', '[[11, ', 1), "8: this does not stand in z.txt"),
    "a place far off": (lambda text: text.replace('[[10, ', '[[' + "9" * 30 + ', ', 1), "8: this does not stand in z.txt"),
    "another old text": (lambda text: text.replace(', "byte skipping", ', ', "byte jumping", ', 1), "8: this does not stand in z.txt"),
    "the same edit twice": (lambda text: text + text.partition("# z.txt\n")[2], "17: the fix in line 8 has the same number; write the report anew"),
    "a number too long": (lambda text: text.replace('[[10, ', '[[' + "9" * 5_000 + ', ', 1), "9: the data"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_broken_report_is_refused(
    change: Callable[[str], str], said: str, folder: Path, run: Run
) -> None:
    text = change(report(run, "z.txt"))
    (folder / "e.txt").write_text(text, encoding="utf-8")
    status, out, err = run("apply", "e.txt")
    assert (status, out) == (2, b"")
    assert f"mtfix: e.txt:{said}" in err
    assert read("z.txt") == WRONG


def test_an_edit_is_not_accepted_and_refused_at_once(folder: Path, run: Run) -> None:
    text = report(run, "z.txt")
    again = decided(text, "n").decode().partition("# z.txt\n")[2]
    status, _, err = run("apply", "-", stdin=(text + again).encode())
    assert status == 2
    assert "this fix is accepted in line 8" in err
    assert read("z.txt") == WRONG
    assert not (folder / NAME).exists()


@given(st.binary(max_size=60).map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_no_text_is_too_strange_to_be_refused(text: str) -> None:
    for start in ("", "# mtfix edits 2\n", "# mtfix edits 2\n[y] a\n#: ", "# mtfix edits 2\n[n]"):
        assert all(isinstance(one, (Decided, EditsError)) for one in parse(start + text))


def flat(accepted: list[Decided]) -> tuple[Edit, ...]:
    """The edits of accepted fixes, if those are among them that they build on."""
    positions = {one.number: at for at, one in enumerate(accepted)}
    return flatten([rebased(one.fix, positions) for one in accepted])


PARTS = "They have been at sea for three months the the the world knows of it.\n"


def test_what_builds_on_another_fix_is_asked_behind_it_and_needs_it(folder: Path, run: Run) -> None:
    (folder / "p.txt").write_text(PARTS, encoding="utf-8")
    text = report(run, "p.txt")
    found = [one for one in parse(text) if isinstance(one, Decided)]
    builds = [one for one in found if one.fix.after]
    for one in builds:
        assert all(before < one.number for before in one.fix.after)
        answers = ["n" if other.number in one.fix.after else "y" for other in found]
        status, _, err = run("apply", "-", stdin=decided(text, *answers))
        assert status == 2
        assert "builds on one above that is not accepted" in err
        assert read("p.txt") == PARTS
    assert run("apply", "-", stdin=text.encode())[0] == 0
    assert read("p.txt") == PARTS.replace("the the the", "the")


def test_rules_that_touch_are_asked_about_apart(folder: Path, run: Run) -> None:
    """Refusing the one must not lose the other."""
    (folder / "t.txt").write_text("We use tiktok.The town likes it a lot.\n", encoding="utf-8")
    text = report(run, "t.txt")
    found = [one for one in parse(text) if isinstance(one, Decided)]
    assert [one.fix.rule for one in found] == ["term/tiktok", "surface/space-after-stop"]
    assert run("apply", "-", stdin=decided(text, "n", "y"))[0] == 0
    assert read("t.txt") == "We use tiktok. The town likes it a lot.\n"


@given(documents.data(), st.sampled_from(["a.md", "a b.md", "\u202e\n.md", "\udcff"]))
@settings(max_examples=150)
def test_all_safe_edits_accepted_are_what_fix_makes(
    cleaner: Cleaner, data: bytes, path: str
) -> None:
    source = files.source(path, data)
    result = cleaner.clean(source.text)
    text = "".join(render("edits", [Finding(path, result, files.decode(source.bom))]))
    found = list(parse(files.decode(files.encode(text))))
    assert not [one for one in found if isinstance(one, EditsError)]
    accepted = [one for one in found if isinstance(one, Decided) and one.answer == "y"]
    assert apply(source.text, flat(accepted)) == result.text
    assert {one.path for one in found if isinstance(one, Decided)} <= {path}


@given(documents.data(6), st.lists(st.sampled_from("yn?"), min_size=1, max_size=8))
@example(b"\xc2\x01\x80", ["n", "y", "n"])  # without the control, its bytes would be a character
@example(b"\x01\xef\xbb\xbfabc", ["y", "n"])  # it would begin with a byte order mark
@settings(max_examples=60)
def test_whatever_is_decided_is_done(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, answers: list[str]
) -> None:
    """Refused edits are never shown again, unless accepted ones stand in their place."""
    from mtfix.cli.main import main

    folder = tmp_path_factory.mktemp("apply")
    here = os.getcwd()
    os.chdir(folder)
    try:
        (folder / "a.txt").write_bytes(data)
        source = files.read_file("a.txt")
        result = Cleaner().clean(source.text)
        text = "".join(render("edits", [Finding("a.txt", result, files.decode(source.bom))]))
        (folder / "e").write_bytes(files.encode(decided(text, *answers).decode(errors="ignore")))
        found = [
            one for one in parse((folder / "e").read_bytes().decode()) if isinstance(one, Decided)
        ]
        wanted = flat([one for one in found if one.answer == "y"])
        status = main(["apply", "e"])
        if status == 0:
            assert files.read_file("a.txt").text == apply(source.text, wanted)
        else:
            assert files.read_file("a.txt").data == data
    finally:
        os.chdir(here)
