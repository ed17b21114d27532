"""TSV and JSON Lines: each row is a document, and of its line only what changes is written anew."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from timing import cpu_seconds

from mtfix import Cleaner, Fix, Reason, Result, Span
from mtfix.edits.edit import apply
from mtfix.formats import ROWS, of_file
from mtfix.fs import files
from mtfix.reports.wording import words
from mtfix.rows import row_reader
from mtfix.rows.cells import RawEditor, RawText, RowError
from mtfix.rows.runner import Rows

if TYPE_CHECKING:
    from pathlib import Path

few = settings(max_examples=max(60, settings.default.max_examples // 3))


@cache
def cleaner(texts: tuple[str, ...] = (), sources: tuple[str, ...] = ()) -> Cleaner:
    return Cleaner(texts=texts, sources=sources)


def jsonl(text: str, *fields: str) -> Result:
    return cleaner(fields).clean(text, format="jsonl")


def tsv(text: str, texts: tuple[str, ...] = (), sources: tuple[str, ...] = ()) -> Result:
    return cleaner(texts, sources).clean(text, format="tsv")


# --- JSON Lines: what stays ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"text": "A plain day."}', id="a clean text"),
        pytest.param('{"title": "tiktok", "text": "A day."}', id="a field that is not asked for"),
        pytest.param('{"meta": {"text": "tiktok"}, "text": ""}', id="the same key further down"),
        pytest.param('{"tiktok": "tiktok", "text": "\\ud83d\\ude00"}', id="keys"),
        pytest.param('{"text": "https:\\/\\/x.org\\/tiktok"}', id="a veto sees what is meant"),
        pytest.param('{"text": "lone \\ud83d surrogate"}', id="half a pair"),
        pytest.param(" \t ", id="a blank line"),
    ],
)
def test_a_line_of_json_is_left(line: str) -> None:
    result = jsonl(line)
    assert result.text == line
    assert not result.problems


PARAGRAPH = "The ferry crossed the river twice a day, and the bridge was planned since spring."


# --- JSON Lines: what changes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '{"n": 1.50e+3,  "text" : "In caf\\u00e9s and \\/ or, tiktok grew.\\u0020So" }  ',
            '{"n": 1.50e+3,  "text" : "In caf\\u00e9s and \\/ or, TikTok grew.\\u0020So" }  ',
            id="escapes, spaces and numbers around an edit",
        ),
        pytest.param(
            '{"text": "\\u0074iktok \\ud83d\\ude00 tiktok"}',
            '{"text": "TikTok \\ud83d\\ude00 TikTok"}',
            id="a variant that is partly escaped, and one behind a pair",
        ),
        pytest.param(
            '{"text": "It is Ã©tude and it\\u2019s"}',
            '{"text": "It is étude and it\\u2019s"}',
            id="new text as it is, where the string holds other letters",
        ),
        pytest.param(
            '{"text": "It is \\u00c3\\u00a9tude and more"}',
            '{"text": "It is \\u00e9tude and more"}',
            id="new text escaped, where the string is in ASCII",
        ),
        pytest.param(
            '{"text": "It is \\u00C3\\u00A9tude and more"}',
            '{"text": "It is \\u00E9tude and more"}',
            id="new text escaped in capitals, where escapes are",
        ),
        pytest.param(
            '{"text": "%s\\n\\n%s\\n\\nThis is the last day of tiktok, which everybody had feared.\\n\\nPlease rate this article"}',
            '{"text": "%s\\n\\n%s\\n\\nThis is the last day of TikTok, which everybody had feared."}',
            id="line ends are escapes, so that a string is a whole page",
        ),
    ],
)
def test_a_string_of_json_is_spliced(before: str, after: str) -> None:
    before, after = before.replace("%s", PARAGRAPH), after.replace("%s", PARAGRAPH)
    result = jsonl(before)
    assert result.text == after
    assert result.undo() == before


@pytest.mark.parametrize(
    ("raw", "new", "written"),
    [
        ("a", 'x"y\\z', 'x\\"y\\\\z'),
        ("a", "\n\t\x01", "\\n\\t\\u0001"),
        ("é", "é😀", "é😀"),
        ("a", "é😀", "\\u00e9\\ud83d\\ude00"),
        ("\\u00E9", "é😀\n", "\\u00E9\\uD83D\\uDE00\\n"),
        ("a\\/b", "c/d", "c\\/d"),
        ("a/b", "c/d", "c/d"),
    ],
)
def test_new_text_is_escaped_as_the_string_is(raw: str, new: str, written: str) -> None:
    assert RawEditor(RawText(0, raw, "json")).written(new) == written


def test_files_keep_their_mark_line_ends_and_blank_lines() -> None:
    before = '\ufeff{"text": "tiktok"}\r\n\r\n  \n{"text": "tiktok"}'
    assert jsonl(before).text == before.replace("tiktok", "TikTok")


def test_fields_are_named_by_their_way() -> None:
    line = '{"m": [{"c": "tiktok"}, {"c": "tiktok"}], "a.b": "tiktok", "t": {"en": "tiktok"}}'
    for field, count in {"m.*.c": 2, "m.1.c": 1, "a.b": 1, "t.en": 1}.items():
        assert len(jsonl(line, field).edits) == count
    assert len(jsonl(line, "m.*.c", "a.b", "t.en", "m.0.c").edits) == 4
    [edit] = jsonl(line, "m.1.c").edits
    assert edit.span.start == line.index("tiktok", line.index("tiktok") + 1)


def test_the_source_of_a_field_decides() -> None:
    lines = [
        {"text": "The vibrato is strong.", "src": "抖音很强"},
        {"text": "The vibrato is strong.", "src": "颤音很强"},
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    result = cleaner(("text",), ("src",)).clean(text, format="jsonl")
    said = [json.loads(line)["text"] for line in result.text.split("\n")]
    assert said == ["Douyin is strong.", "The vibrato is strong."]


# --- TSV -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "原文\tIn 2020 tiktok grew.\r\n",
            "原文\tIn 2020 TikTok grew.\r\n",
            id="a line end of Windows",
        ),
        pytest.param("tiktok\ttiktok", "tiktok\tTikTok", id="only the second column"),
        pytest.param(
            'a\t"He said ""tiktok"" grew"', 'a\t"He said ""TikTok"" grew"', id="a quoted column"
        ),
        pytest.param(
            'a\t"tiktok" grew, he said', 'a\t"TikTok" grew, he said', id="quotes of a text"
        ),
        pytest.param("a\t \ttiktok\nb\ttiktok \tc", "a\t \ttiktok\nb\tTikTok \tc", id="three"),
        pytest.param("a\ttiktok\u2028b\n", "a\tTikTok\u2028b\n", id="a separator is no line end"),
    ],
)
def test_a_column_is_spliced(before: str, after: str) -> None:
    result = tsv(before)
    assert result.text == after
    assert not result.problems
    assert result.undo() == before


def test_columns_are_named_by_the_header() -> None:
    text = "id\ten\tzh\n1\tIn 2020 tiktok grew.\t抖音国际版\n"
    assert tsv(text, ("en",), ("zh",)).text == text.replace("tiktok", "TikTok")
    assert tsv("en\tzh\ntiktok\t\n", ("1",), ("2",)).text == "en\tzh\nTikTok\t\n"
    assert tsv("tiktok\ttiktok\n", (), ("2",)).text == "TikTok\ttiktok\n"
    assert tsv("tiktok\n", ("1",)).text == "TikTok\n"


@pytest.mark.parametrize("new", ["a\tb", "a\nb", "a\rb", "a\udc80"])
def test_a_row_is_left_where_it_cannot_hold_the_new_text(new: str) -> None:
    def clean(text: str, _source: object, _leave: object) -> Result:
        fix = Fix.of(Span(0, len(text)), text, new, "term/x")
        return Result(text, new, (fix,))

    text = "b\tdamaged\n"
    result = Rows("tsv", ((), ()), clean).clean(text)
    assert result.text == text
    assert [reason.code for _, reason in result.withheld] == ["row-holds-no-such-text"]


def test_a_row_is_left_where_it_would_be_read_as_another() -> None:
    def clean(text: str, _source: object, _leave: object) -> Result:
        edits = (
            Fix.of(Span(0, 0), "", '"', "surface/a"),
            Fix.of(Span(len(text), len(text)), "", '"', "surface/a"),
        )
        return Result(text, f'"{text}"', edits, ())

    result = Rows("tsv", ((), ()), clean).clean('b\tis ""all""\n')
    assert not result.edits
    assert {reason.code for _, reason in result.withheld} == {"row-changes-meaning"}


# --- broken lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "tiktok"', "not valid JSON in column 18"),
        ("tiktok", "not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "tik\ttok"}', "not valid JSON in column 14"),
        ('{"title": "tiktok"}', "there is no field text; add it, or name others with --field"),
        ('"tiktok"', "there is no field text"),
        ('{"text": null}', "the field text is null and no text; write it in quotes"),
        ('{"text": ["tiktok"]}', "the field text is a list"),
        ('{"text": ' + "9" * 10_000 + "}", "the field text is a number"),
        ('{"text": true}', "the field text is true or false"),
        ('{"text": "tiktok", "text": "tiktok"}', "the field text stands there twice"),
    ],
)
def test_a_broken_line_of_json_is_kept_and_told(line: str, said: str) -> None:
    text = f'{{"text": "tiktok"}}\n{line}\r\n{{"text": "tiktok"}}\n'
    result = jsonl(text)
    assert result.text == f'{{"text": "TikTok"}}\n{line}\r\n{{"text": "TikTok"}}\n'
    [problem] = result.problems
    assert problem.broken
    assert problem.line == 2
    assert said in problem.text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tiktok", "column 2 is asked for and there is 1 column; put a tab"),
        ("a\ttiktok\tb", "there are 3 columns, and in the first row 2; take out or put in a tab"),
    ],
)
def test_a_broken_row_is_kept_and_told(line: str, said: str) -> None:
    result = tsv(f"a\ttiktok\n{line}\nb\ttiktok")
    assert result.text == f"a\tTikTok\n{line}\nb\tTikTok"
    [problem] = result.problems
    assert problem.line == 2
    assert said in problem.text


def test_a_header_without_the_column_is_told_once() -> None:
    text = "zh\tenglish\na\ttiktok\nb\ttiktok\n"
    result = tsv(text, ("engish",), ("zh",))
    assert result.text == text
    [problem] = result.problems
    assert problem.text.startswith("there is no column 'engish'; did you mean english?")


def test_a_column_that_cannot_be_is_told_once() -> None:
    text = "a\ttiktok\nb\ttiktok\n"
    result = tsv(text, ("0",))
    assert result.text == text
    [problem] = result.problems
    assert problem.text.startswith("there is no column '0'; they are counted from 1")


def test_undecodable_bytes_are_kept_and_told() -> None:
    data = b'{"text": "caf\xe9 of tiktok"}\n{"text": "tiktok"}\n'
    source = files.source("file", data)
    result = jsonl(source.text)
    assert source.encode(result.text) == data.replace(b"tiktok", b"TikTok")
    assert [(one.line, one.broken) for one in result.problems] == [(1, True)]


def test_sources_must_belong_to_fields() -> None:
    with pytest.raises(ValueError, match="name one source for all, or one for each field"):
        Cleaner(texts=["a", "b", "c"], sources=["d", "e"])
    [problem] = (
        cleaner(("a.*",), ("s.*",))
        .clean('{"a": ["x", "y", "z"], "s": ["u", "v"]}', format="jsonl")
        .problems
    )
    assert problem.text.startswith("there are 3 of a.* and 2 of s.*; name a source for each")


def test_comments_hold_in_their_row() -> None:
    text = (
        '{"text": "<!-- mtfix off --> In 2020 tiktok grew."}\n{"text": "tiktok <!-- mtfix of -->"}'
    )
    result = jsonl(text)
    assert result.text == text.replace('"tiktok', '"TikTok')
    assert [(one.line, one.broken) for one in result.problems] == [(2, False)]


def test_edits_that_are_asked_about_are_placed_in_the_file() -> None:
    text = '{"text": "caf\\u00e9 tiktok"}\n{"text": "tiktok"}'
    asked = []

    def leave(fix: Fix, original: str) -> Reason | None:
        asked.append((fix.span.start, original))
        return Reason("baseline") if len(asked) == 1 else None

    result = cleaner().clean(text, format="jsonl", leave=leave)
    assert asked == [(20, text), (39, text)]
    assert [edit.span.start for edit in result.edits] == [39]
    assert [held.fix.span.start for held in result.withheld] == [20]


# --- laws ------------------------------------------------------------------------------------------


def _columns(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _escaped(data: st.DataObject, text: str) -> str:
    """A JSON string that means `text`, with some characters escaped that need not be."""
    some = data.draw(st.integers(0, 6))
    return "".join(
        json.dumps(char)[1:-1]
        if char in '"\\' or char < " " or (some and (index * 7 + ord(char)) % some == 0)
        else char
        for index, char in enumerate(text)
    )


@st.composite
def files_of_rows(draw: st.DrawFn) -> tuple[str, str]:
    """A format and a file of it, some lines of which are broken, with texts of the packs."""
    data = draw(st.data())
    name = draw(st.sampled_from(sorted(ROWS)))
    lines = []
    for text in draw(st.lists(documents.read_texts(6), max_size=5)):
        source = draw(
            st.sampled_from(["字节跳动收购甲骨文", "小米发布了抖音", "今天", "", "tiktok"])
        )
        if draw(st.integers(0, 9)) == 0:
            line = text.replace("\n", " ")
        elif name == "tsv":
            line = f"{source}\t{_columns(text)}"
        else:
            line = f'{{"src": "{source}", "x": 1.0,  "text":"{_escaped(data, text)}" }}'
        lines.append(line + draw(st.sampled_from(["\n", "\r\n", "\n\n", " \n"])))
    whole = "".join(lines)
    return name, whole if draw(st.booleans()) else whole.rstrip("\n")


def rows_cleaner(name: str) -> Cleaner:
    return cleaner((), ("src",)) if name == "jsonl" else cleaner()


def said(name: str, text: str) -> list[object]:
    """The lines of a file without their cleaned values, as another reader sees them."""
    found: list[object] = []
    for line in text.split("\n"):
        try:
            columns: object = json.loads(line) if name == "jsonl" else line.split("\t")
        except (ValueError, RecursionError):
            columns = line
        if isinstance(columns, dict):
            columns = {key: value for key, value in columns.items() if key != "text"}
        elif isinstance(columns, list) and name == "tsv":
            columns = columns[:1] + columns[2:]
        found.append(columns)
    return found


@few
@given(files_of_rows())
@example(("jsonl", '{"text": "tiktok\\udce9", "src": ""}\n'))
@example(("tsv", '\ta "Oracle bone"\n'))
def test_laws_of_rows(file: tuple[str, str]) -> None:
    name, text = file
    made = rows_cleaner(name)
    result = made.clean(text, format=name)
    assert result.original == text
    assert apply(text, result.edits) == result.text  # 1, 2
    again = made.clean(result.text, format=name)
    assert again.text == result.text  # 4
    assert not again.edits
    assert said(name, result.text) == said(name, text)  # 5
    assert all(words(reason) for _, reason in result.withheld)  # 6
    assert result.undo() == text  # 7
    for fix, _ in result.withheld:
        assert all(text[slice(*edit.span)] == edit.old for edit in fix.edits)
    data = files.encode(result.text)
    assert files.decode(data) == result.text


@few
@given(files_of_rows(), st.lists(st.integers(1, 3), max_size=5))
def test_a_file_in_pieces_gives_what_it_gives_as_a_whole(
    file: tuple[str, str], sizes: list[int]
) -> None:
    name, text = file
    whole = rows_cleaner(name).clean(text, format=name)
    rows = rows_cleaner(name).rows(name)
    lines = text.splitlines(keepends=True) if "\r" not in text else [text]
    lines = text.split("\n")
    lines = [line + "\n" for line in lines[:-1]] + lines[-1:]
    pieces = []
    for size in [*sizes, len(lines)]:
        reader = rows_cleaner(name).rows(name)
        reader.position = rows.position
        pieces.append(rows.clean("".join(lines[:size])))
        assert reader.clean("".join(lines[:size])) == pieces[-1]
        lines = lines[size:]
    assert "".join(piece.text for piece in pieces) == whole.text
    assert tuple(one for piece in pieces for one in piece.problems) == whole.problems
    shifts = [0]
    for piece in pieces:
        shifts.append(shifts[-1] + len(piece.original))
    placed = [
        edit.span.start + shift
        for piece, shift in zip(pieces, shifts, strict=False)
        for edit in piece.edits
    ]
    assert placed == [edit.span.start for edit in whole.edits]


@few
@given(files_of_rows())
def test_rows_that_are_passed_over_would_stay(file: tuple[str, str]) -> None:
    """Law 9: only rows that something stands in are cleaned, and that tells the same."""
    name, text = file
    made = rows_cleaner(name)
    fields = ((), ("src",) if name == "jsonl" else ())
    slow = Rows(name, fields, lambda text, source, leave: made.clean(text, source, leave=leave))
    assert made.clean(text, format=name) == slow.clean(text)


@few
@given(files_of_rows())
def test_a_row_gives_what_its_text_gives_by_itself(file: tuple[str, str]) -> None:
    name, text = file
    made = rows_cleaner(name)
    reader = row_reader(name, (), ("src",) if name == "jsonl" else ())
    after = made.clean(text, format=name).text.split("\n")
    for before, line in zip(text.split("\n"), after, strict=True):
        try:
            cells = reader.row(before.removesuffix("\r"))
        except RowError:
            assert line == before
            continue
        if line != before:
            wanted = [made.clean(cell.text, cell.source).text for cell in cells]
            assert [cell.text for cell in reader.row(line.removesuffix("\r"))] == wanted


@few
@given(
    st.sampled_from(sorted(ROWS)),
    st.one_of(documents.texts(4), st.text('{}[]":,\\u\t\n', max_size=40)),
)
def test_any_text_is_read_as_rows_and_what_is_no_row_is_kept(name: str, text: str) -> None:
    result = cleaner().clean(text, format=name)
    for problem in result.problems:
        if problem.broken and "UTF-8" not in problem.text:
            line = problem.line - 1
            assert result.text.split("\n")[line] == text.split("\n")[line]


@given(documents.texts(3), st.data())
def test_places_in_a_string_are_told_in_its_line(text: str, data: st.DataObject) -> None:
    raw = _escaped(data, text)
    written = RawEditor(RawText(3, raw, "json"))
    place = data.draw(st.integers(0, len(text)))
    head, tail = raw[: written.at(place) - 3], raw[written.at(place) - 3 :]
    assert json.loads(f'["{head}", "{tail}"]', strict=False) == [text[:place], text[place:]]


# --- the command line --------------------------------------------------------------------------------


def mtfix(*arguments: str, data: bytes = b"", folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mtfix", *arguments],
        input=data,
        cwd=folder,
        capture_output=True,
        check=False,
    )


LINES = b'{"id": 7, "text": "In caf\\u00e9s tiktok grew."}\n{"text": 3}\n{"text": "tiktok \xff"}\n'
LEFT = LINES.replace(b"tiktok", b"TikTok")


def test_a_filter_keeps_broken_lines_and_says_so(tmp_path: Path) -> None:
    done = mtfix("clean", "--format", "jsonl", data=LINES, folder=tmp_path)
    assert done.stdout == LEFT
    assert done.returncode == 2
    first, second = done.stderr.decode().splitlines()
    assert first.startswith("mtfix: <stdin>:2: the field text is a number and no text")
    assert second.startswith("mtfix: <stdin>:3: bytes that are no UTF-8 are kept")


def test_files_are_repaired_and_put_back(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES)
    done = mtfix("check", "a.jsonl", folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout.decode().startswith(
        'a.jsonl:1:34: term/tiktok: "text": "In caf\\u00e9s [tiktok → TikTok] grew'
    )
    done = mtfix("fix", "--log", "log", "a.jsonl", folder=tmp_path)
    assert (tmp_path / "a.jsonl").read_bytes() == LEFT
    assert done.returncode == 2
    assert mtfix("undo", "log", folder=tmp_path).returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes() == LINES


def test_many_broken_lines_are_counted(tmp_path: Path) -> None:
    done = mtfix("clean", "--format", "tsv", data=b"x\n" * 250, folder=tmp_path)
    assert done.stdout == b"x\n" * 250
    said = done.stderr.decode().splitlines()
    assert len(said) == 101
    assert said[-1] == "mtfix: 150 more lines can't be read and are kept as they are"


def test_a_pipe_that_does_not_end_is_cleaned_as_it_comes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mtfix", "clean", "--format", "jsonl"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as run:
        assert run.stdin
        assert run.stdout
        for _ in range(3):
            run.stdin.write(b'{"text": "tiktok"}\n')
            run.stdin.flush()
            assert run.stdout.readline() == b'{"text": "TikTok"}\n'
        run.stdin.close()
        assert run.wait() == 0


def test_configuration_names_the_fields(tmp_path: Path) -> None:
    (tmp_path / ".mtfix.toml").write_text(
        '[[overrides]]\nfiles = ["*.jsonl"]\ntext-fields = ["en"]\nsource-fields = ["zh"]\n'
    )
    (tmp_path / "a.jsonl").write_text('{"zh": "抖音很好", "en": "Vibrato is good."}\n', "utf-8")
    done = mtfix("fix", "a.jsonl", folder=tmp_path)
    assert done.returncode == 0
    assert "Douyin is good." in (tmp_path / "a.jsonl").read_text("utf-8")


def test_suffixes_choose_the_formats() -> None:
    assert [of_file(name) for name in ("a.tsv", "b.JSONL", "c.ndjson")] == ["tsv", "jsonl", "jsonl"]


def test_folders_hold_rows_only_if_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"no": 1}\n')
    done = mtfix("check", ".", folder=tmp_path)
    assert (done.returncode, b"nothing to read" in done.stderr) == (0, True)


def test_an_explanation_names_places_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("今天\tA day.\n抖音很强\tThe vibrato is strong.\n", "utf-8")
    done = mtfix("explain", "a.tsv", folder=tmp_path)
    told = done.stdout.decode()
    assert told.startswith("a.tsv:2:10: vibrato → Douyin [term/douyin")
    assert "the source text says 抖音" in told


# --- a file in pieces ------------------------------------------------------------------------------

TABLES = [
    pytest.param("tsv", ("2",), "\nshort\na\ttiktok\nb\tc\td\ne\ttiktok\n", id="columns by number"),
    pytest.param("tsv", ("en",), "\ufeffzh\ten\na\ttiktok\nb\n\nc\ttiktok", id="columns by name"),
    pytest.param("tsv", ("de",), "zh\ten\na\ttiktok\nb\ttiktok\n", id="a column that is missing"),
    pytest.param("tsv", ("3",), "a\nb\tc\nd\te\ttiktok\nf\tg\n", id="rows too short at first"),
    pytest.param("jsonl", ("text",), '{"text": "tiktok"}\n{}\n\n{"text": "tiktok"}\n', id="JSON"),
]


@pytest.mark.parametrize(("form", "texts", "text"), TABLES)
def test_pieces_of_a_file_may_be_cleaned_by_themselves(
    form: str, texts: tuple[str, ...], text: str
) -> None:
    """Each from where the one before has ended, by rows that know nothing but that."""
    whole = cleaner(texts).rows(form).clean(text)
    parts = []
    reader = cleaner(texts).rows(form)
    for line in text.splitlines(keepends=True):
        rows = cleaner(texts).rows(form)
        rows.position = reader.position
        parts.append(rows.clean(line))
        reader.skip(line)
        assert reader.position == rows.position
    assert "".join(part.text for part in parts) == whole.text
    assert tuple(problem for part in parts for problem in part.problems) == whole.problems
    assert any(part.fixes or part.problems for part in parts)


def test_keys_that_stand_twice_take_time_in_proportion(cleaner: Cleaner) -> None:
    def clean(count: int) -> None:
        keys = ",".join(f'"{at}":1,"{at}":2' for at in range(count))
        cleaner.clean(f'{{{keys},"text":"tiktok"}}\n', format="jsonl")

    clean(10)
    most = 2 * 4 * (cpu_seconds(lambda: clean(5_000)) + 0.05)
    assert any(cpu_seconds(lambda: clean(20_000)) < most for _ in range(3))
