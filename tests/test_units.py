"""Translation units: PO, XLIFF, TMX and CSV, whose texts stand beside their sources."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import cpu_seconds

from mtfix import Cleaner
from mtfix.edits.problem import ProblemError
from mtfix.formats import UNITS, of_file
from mtfix.formats.value_document import FormatError
from mtfix.rows import row_reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_regressions.file_regression import FileRegressionFixture

FOLDER = Path(__file__).parent / "formats"
FIELDS = {"csv": (("en",), ("zh",))}
SAMPLES = ["messages.po", "messages.xliff", "memory.tmx", "messages.csv", "messages.xcstrings"]


def cleaner_for(name: str) -> Cleaner:
    texts, sources = FIELDS.get(name, ((), ()))
    return Cleaner(texts=texts, sources=sources)


def read(name: str) -> str:
    return (FOLDER / name).read_bytes().decode()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_cleaned(name: str, file_regression: FileRegressionFixture) -> None:
    format_ = of_file(name)
    result = cleaner_for(format_).clean(read(name), format=format_)
    assert not result.problems
    after = FOLDER / f"{Path(name).stem}.cleaned{Path(name).suffix}"
    file_regression.check(result.text.encode(), binary=True, fullpath=after)
    assert cleaner_for(format_).clean(result.text, format=format_).text == result.text
    assert result.undo() == read(name)


def test_xml_stays_well_formed_with_the_same_codes() -> None:
    for name in ("messages.xliff", "memory.tmx"):
        before, after = (
            [(one.tag, one.attrib) for one in ET.fromstring(text.encode()).iter()]
            for text in (read(name), cleaner_for("").clean(read(name), format=of_file(name)).text)
        )
        assert before == after


def test_csv_keeps_its_dialect_and_its_other_columns() -> None:
    after = cleaner_for("csv").clean(read("messages.csv"), format="csv").text
    before_rows, after_rows = (
        list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        for text in (read("messages.csv"), after)
    )
    assert [row[:2] for row in before_rows] == [row[:2] for row in after_rows]
    assert after_rows[1][2] == 'The Douyin is popular; it\r\nis "loved" by TikTok, too' or (
        after_rows[1][2] == 'Douyin is popular; it\r\nis "loved" by TikTok, too'
    )
    assert after.count("\r\n") == read("messages.csv").count("\r\n")


def test_each_text_has_the_source_of_its_own_unit() -> None:
    text = (
        'msgid "抖音"\nmsgstr "We like vibrato."\n\n'
        'msgid "颤音"\nmsgstr "The vibrato of a violin."\n'
    )
    assert cleaner_for("po").clean(text, format="po").text == text.replace(
        "We like vibrato", "We like Douyin"
    )


def test_columns_of_csv_must_be_named() -> None:
    with pytest.raises(ProblemError, match="--field"):
        Cleaner().clean("a,b\n", format="csv")


@pytest.mark.parametrize(
    ("format_", "text", "told"),
    [
        ("po", 'msgid "a"\nmsgstr "b\n', "not valid PO"),
        ("po", 'msgid "a\nmsgstr "b"\n', "not valid PO"),
        ("csv", 'zh,en\na,"b\n', "never closed"),
        ("xliff", "<trans-unit id='1'><target>tiktok</target></trans-unit>", "no source"),
    ],
)
def test_a_broken_unit_is_told_and_stays(format_: str, text: str, told: str) -> None:
    result = cleaner_for(format_).clean(text, format=format_)
    assert result.text == text
    assert [told in problem.text for problem in result.problems] == [True]
    assert result.problems[0].broken


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=9), min_size=2, max_size=2
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(",;\t"),
)
def test_records_of_csv_are_those_that_another_program_reads(
    rows: list[list[str]], separator: str
) -> None:
    rows = [["zh", "en"], *([cell.replace("\0", "") for cell in row] for row in rows)]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    text = file.getvalue()
    reader = row_reader("csv", ["en"], ["zh"])
    found = []
    for start, end in reader.records(text):  # type: ignore[attr-defined]
        found += [(cell.source, cell.text) for cell in reader.row(text[start:end])]
    assert [one for one in found if any(one)] == [
        (source, said) for source, said in rows[1:] if source or said
    ]


@pytest.mark.parametrize(
    "unit", ['msgid "a"\n', '"', "<tu>", "<trans-unit>", "<target>", "a;b\n", "\n"]
)
@pytest.mark.parametrize("name", UNITS)
def test_reading_takes_time_in_proportion_to_the_size(name: str, unit: str) -> None:
    cleaner = cleaner_for(name)

    def clean(size: int) -> None:
        with suppress(FormatError):
            cleaner.clean(unit * (size // len(unit)), format=name)

    clean(1_000)
    most = 2 * 4 * (cpu_seconds(lambda: clean(10_000)) + 0.05)
    # A busy machine slows one measurement, not all of them.
    assert any(cpu_seconds(lambda: clean(40_000)) < most for _ in range(3))


def test_the_command_line_reads_units(
    run: Callable[..., tuple[int, bytes, str]], tmp_path: Path
) -> None:
    path = tmp_path / "en.po"
    path.write_text(read("messages.po"))
    assert run("check", path)[0] == 1
    status, out, _ = run("clean", path)
    assert status == 0
    assert out.decode() == read("messages.cleaned.po")
    table = tmp_path / "terms.csv"
    table.write_text(read("messages.csv"))
    assert run("check", table)[0] == 2
    assert run("check", "--field", "en", "--source-field", "zh", table)[0] == 1
    assert re.search(r"terms.csv: no column .* --field", run("check", table)[2])


CATALOG = (
    '{{"sourceLanguage":"zh-Hans","strings":{{"抖音很受欢迎。":{{{}"localizations":{{{}}}}}}}}}'
)
UNIT = '"{}":{{"stringUnit":{{"state":"{}","value":"The vibrato of tiktok."}}}}'


@pytest.mark.parametrize(
    ("entry", "localizations", "cleaned"),
    [
        ("", UNIT.format("en", "translated"), "Douyin of TikTok."),
        ("", UNIT.format("en-GB", "needs_review"), "Douyin of TikTok."),
        ("", UNIT.format("en", "new"), None),
        ("", UNIT.format("de", "translated"), None),
        ('"shouldTranslate":false,', UNIT.format("en", "translated"), None),
        ('"extractionState":"stale",', UNIT.format("en", "translated"), None),
    ],
)
def test_entries_of_a_catalog_that_nobody_sees_are_left(
    entry: str, localizations: str, cleaned: str | None
) -> None:
    text = CATALOG.format(entry, localizations)
    after = text if cleaned is None else text.replace("The vibrato of tiktok.", cleaned)
    assert cleaner_for("").clean(text, format="xcstrings").text == after


def test_a_broken_catalog_is_told_with_its_line(
    run: Callable[..., tuple[int, bytes, str]], tmp_path: Path
) -> None:
    path = tmp_path / "Localizable.xcstrings"
    path.write_text('{\n"strings": {"a" "tiktok"}}')
    status, _, err = run("fix", path)
    assert status == 2
    assert "Localizable.xcstrings:2: not valid JSON: a : is missing" in err
    path.write_text('{"strings": {"a": {"localizations": ["tiktok"]}}}')
    status, _, err = run("fix", path)
    assert status == 2
    assert "string catalog" in err
