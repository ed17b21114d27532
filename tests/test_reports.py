"""Reports: places as people, programs and editors count them; diffs that apply; safe names."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_readme import blocks

from mtfix import Fix, Reason, Result, Span
from mtfix.edits.composition import flatten
from mtfix.edits.edit import apply
from mtfix.edits.fix import Missing, Withheld
from mtfix.fs import files, system
from mtfix.reports import REPORTS, render
from mtfix.reports.finding import Finding, Lines
from mtfix.reports.hunks import split

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix import Cleaner

    Run = Callable[..., tuple[int, bytes, str]]

DOCS = (Path(__file__).parent.parent / "docs" / "reports.md").read_text(encoding="utf-8")
HARD = {
    "plain": "one tiktok\ntwo\n",
    "CRLF": "one tiktok\r\ntwo\r\n",
    "a lone CR": "one tiktok\rtwo\n",
    "no last newline": "one\ntwo tiktok",
    "no last newline, CRLF": "one\r\ntwo tiktok\r\nthree",
    "a byte order mark": "\ufeffone tiktok\n",
    "undecodable bytes": "caf\udce9 tiktok \udcff\n",
    "other scripts": "我们 tiktok 😀\n",
    "form feed and line separators": "a\x0cb tiktok\u2028c\x85d\n",
    "first and last of many lines": "tiktok\n" + "x\n" * 30 + "tiktok",
    "every line": "tiktok\n" * 40,
}
NAMES = ["page.md", "two words.md", "页 страница.md", 'a"b\\c.md', "tab\tnew\nline.md", "-x.md"]


def edits_of(text: str, old: str = "tiktok", new: str = "TikTok") -> tuple[Fix, ...]:
    spans = [Span(m.start(), m.end()) for m in re.finditer(re.escape(old), text)]
    reason = Reason.of("text", text="a reason")
    return tuple(Fix.of(span, old, new, "term/tiktok", reason) for span in spans)


def finding(text: str, edits: tuple[Fix, ...], path: str = "page.md") -> Finding:
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(bom)
    return Finding(path, Result(text, apply(text, flatten(edits)), edits), bom)


def diff_of(text: str, edits: tuple[Fix, ...], path: str = "page.md") -> str:
    return "".join(render("diff", [finding(text, edits, path)]))


@st.composite
def texts_and_edits(draw: st.DrawFn) -> tuple[str, tuple[Fix, ...]]:
    text = draw(st.text("ab\n\r", max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        old, new = text[start:end], draw(st.text("ab\n\r", max_size=5))
        if old != new and (not edits or edits[-1].span.end <= start):
            edits.append(Fix.of(Span(start, end), old, new, "r"))
    return text, tuple(edits)


# --- places ---------------------------------------------------------------------------------------


@given(st.text("a\n\r\u2028é我😀\udcff", max_size=40), st.data())
def test_places_are_those_that_counting_gives(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    before = text[:at]
    line, column = before.count("\n"), before.rpartition("\n")[2]
    lines = Lines(text)
    assert lines.place(at) == (line + 1, len(column) + 1)

    def units(piece: str) -> int:
        return len(piece.encode("utf-16-le", "surrogatepass")) // 2

    assert lines.utf16(at) == (units(before), line, units(column))


def test_a_lone_carriage_return_ends_no_line_anywhere() -> None:
    text = "one\rtwo\x0cthree\u2028four\x85 tiktok\n"
    assert Lines(text).place(text.index("tiktok"))[0] == 1
    assert len(split(text)) == 1


# --- the diff ----------------------------------------------------------------------------------------


def patched(text: str, diff: str) -> str:
    """The text after a unified diff: as strict as `patch --fuzz=0`."""
    lines = split(text)
    out: list[str] = []
    at = 0
    header, *parts = re.split(r"^(?=@@ )", diff, flags=re.MULTILINE)
    assert re.fullmatch(r"(diff --git .*\n)?--- .*\n\+\+\+ .*\n", header)
    for part in parts:
        numbers, _, body = part.partition("\n")
        found = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", numbers)
        assert found
        start, length, new_start, new_length = (int(n if n else 1) for n in found.groups())
        start -= length > 0
        out += lines[at:start]
        at = start
        assert len(out) == new_start - (new_length > 0)
        marked = re.findall(r"([ +-])([^\n]*\n)(\\ No newline at end of file\n)?", body)
        assert "".join("".join(one) for one in marked) == body
        for sign, line, is_last in marked:
            shown = line[:-1] if is_last else line
            if sign in " -":
                assert lines[at] == shown
                at += 1
            if sign in " +":
                out.append(shown)
        assert (at - start, sum(sign in " +" for sign, *_ in marked)) == (length, new_length)
    return "".join(out + lines[at:])


@given(texts_and_edits())
def test_a_diff_leads_from_the_original_to_the_text(made: tuple[str, tuple[Fix, ...]]) -> None:
    text, edits = made
    diff = diff_of(text, edits)
    assert (
        diff == ""
        if apply(text, flatten(edits)) == text
        else patched(text, diff) == apply(text, flatten(edits))
    )


def test_a_diff_is_that_of_difflib_where_single_lines_change() -> None:
    from difflib import unified_diff

    for text in HARD.values():
        if not text.endswith("\n"):
            continue
        edits = edits_of(text.removeprefix("\ufeff"))
        after = text.replace("tiktok", "TikTok")
        expected = unified_diff(split(text), split(after), "a/page.md", "b/page.md")
        if text != HARD["every line"]:
            assert diff_of(text, edits) == "".join(expected)


def test_a_long_text_of_few_different_lines_is_shown_at_once() -> None:
    """Comparing line by line takes minutes here."""
    text = "".join(f"line {n % 150}\n" for n in range(150_000)) + "tiktok\n"
    assert diff_of(text, edits_of(text)).count("\n") == 8


@pytest.mark.parametrize("tool", ["patch", "git"])
@pytest.mark.parametrize("name", HARD)
def test_a_diff_of_a_hard_text_applies(tmp_path: Path, tool: str, name: str) -> None:
    _applies(tmp_path, tool, "page.md", HARD[name])


@pytest.mark.parametrize("tool", ["patch", "git"])
@pytest.mark.parametrize("name", [*NAMES, "deep/down here/ü.md"])
def test_a_diff_of_a_file_with_a_hard_name_applies(tmp_path: Path, tool: str, name: str) -> None:
    _applies(tmp_path, tool, name, HARD["plain"])


def _applies(folder: Path, tool: str, name: str, text: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"no {tool}")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(files.encode(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        diff = diff_of(text, edits_of(text.removeprefix("\ufeff")), str(path))
    command = {
        "patch": ["patch", "-p1", "--binary", "--fuzz=0"],
        "git": ["git", "apply", "--whitespace=nowarn", "-"],
    }
    subprocess.run(
        command[tool], input=files.encode(diff), cwd=folder, check=True, capture_output=True
    )
    assert path.read_bytes() == files.encode(text.replace("tiktok", "TikTok"))


@pytest.mark.parametrize("tool", ["patch", "git"])
def test_a_diff_that_leaves_nothing_leaves_an_empty_file(tmp_path: Path, tool: str) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"\x01\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        diff = diff_of("\x01\n", edits_of("\x01\n", "\x01\n", ""), "page.md")
    command = ["git", "apply", "-"] if tool == "git" else ["patch", "-p1"]
    subprocess.run(command, input=diff.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == b""


def test_a_diff_names_a_file_elsewhere_from_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    diff = diff_of("tiktok\n", edits_of("tiktok\n"), "../page.md")
    assert diff.startswith(f"--- a{(tmp_path / 'page.md').as_posix()}\n")


# --- names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/two words.md", "docs/two words.md"),
        ("页/страница.md", "页/страница.md"),
        ("a\nb.md", "a\\nb.md"),
        ("a\x1b[31m.md", "a\\x1b[31m.md"),
        ("caf\udce9.md", "caf\\udce9.md"),
        ("a\u202eb.md", "a\\u202eb.md"),
        ("a\\b.md", "a\\\\b.md"),
    ],
)
def test_names_are_printed_on_one_line_and_harmless(path: str, expected: str) -> None:
    assert system.shown(path) == expected
    text = "".join(render("text", [finding("tiktok", edits_of("tiktok"), path)]))
    assert text == f"{expected}:1:1: term/tiktok: [tiktok → TikTok] (a reason)\n"


@pytest.mark.parametrize("report", sorted({*REPORTS} - {"statistics", "quiet"}))
def test_every_report_names_files_of_windows_with_slashes(
    monkeypatch: pytest.MonkeyPatch, report: str
) -> None:
    monkeypatch.setattr(system, "WINDOWS", True)
    shown = "".join(render(report, [finding("tiktok", edits_of("tiktok"), "docs\\page.md")]))
    assert "docs/page.md" in shown
    assert "docs\\" not in shown


# --- JSON ------------------------------------------------------------------------------------------------


def test_json_counts_for_editors_too() -> None:
    text = "é\n😀 tiktok\r\n"
    [file] = json.loads("".join(render("json", [finding(text, edits_of(text))])))
    [edit] = file["fixes"][0]["edits"]
    assert [edit[key] for key in ("start", "end", "line", "column")] == [4, 10, 2, 3]
    assert edit["utf16"] == {
        "start": {"line": 1, "character": 3},
        "end": {"line": 1, "character": 9},
        "startOffset": 5,
        "endOffset": 11,
    }


def test_json_holds_every_undecodable_byte_so_that_it_can_be_put_back() -> None:
    text = files.decode(bytes(range(128, 256)))
    made = finding(text, (Fix.of(Span(0, 128), text, "x", "r"),), "caf\udce9.md")
    report = "".join(render("json", [made]))
    assert report.isascii()
    [file] = json.loads(report)
    assert files.encode(file["fixes"][0]["edits"][0]["old"]) == bytes(range(128, 256))
    assert file["path"].encode("utf-8", "surrogateescape") == b"caf\xe9.md"


def test_the_documents_name_every_field_of_the_json(cleaner: Cleaner) -> None:
    text = "tiktok grew.\n"
    made = finding(text, edits_of(text))
    held = Withheld(made.result.fixes[0], Reason("suggested"))
    lacking = Missing("term/x", Span(0, 6), "抖音", Span(0, 2), ("Douyin",), 0, 1)
    result = made.result._replace(withheld=(held,), missing=(lacking,))
    made = made._replace(result=result, source="抖音")
    [file] = json.loads("".join(render("json", [made])))
    one = file["missing"][0]
    for field in [
        *file,
        *file["withheld"][0],
        *file["fixes"][0]["edits"][0]["utf16"],
        *one,
        *one["source"],
    ]:
        assert f"`{field}`" in DOCS, field


def test_the_examples_of_the_documents_are_what_is_reported(cleaner: Cleaner) -> None:
    source, shown = blocks(DOCS, "text")[:2]
    made = Finding("news.txt", cleaner.clean(source))
    assert "".join(render("text", [made])) == shown
    assert "".join(render("diff", [made])) == blocks(DOCS, "diff")[0]
    reported = [json.loads("".join(render("json", [made]))), json.loads(blocks(DOCS, "json")[0])]
    for [file] in reported:
        del file["fixes"][0]["confidence"]  # it follows the packs
    assert reported[0] == reported[1]
