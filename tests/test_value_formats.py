"""Formats whose values hold prose: all but the values stays, byte for byte."""

from __future__ import annotations

import json
import plistlib
import re
import tomllib
import xml.etree.ElementTree as ET
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markup_readers import adoc_lines, mail_parts, notebook_cells, rst_nodes, wiki_nodes
from timing import cpu_seconds

from mtfix import Cleaner
from mtfix.edits.edit import Span, apply
from mtfix.edits.fix import Fix
from mtfix.edits.problem import ProblemError
from mtfix.formats import FORMATS, of_file, read_document
from mtfix.formats.content import format_by_content
from mtfix.formats.toml_strings import toml_strings
from mtfix.formats.value_document import FormatError
from mtfix.matching.page import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pytest_regressions.file_regression import FileRegressionFixture


FOLDER = Path(__file__).parent / "formats"


def properties_values(text: str) -> dict[str, str]:
    """The values as `java.util.Properties` reads them."""
    joined = re.sub(r"\\\n[ \t]*", "", text)
    lines = [line.strip() for line in joined.split("\n")]
    pairs = (
        re.split(r"\s*(?<!\\)[=:]\s*", line, maxsplit=1) for line in lines if line[:1] not in "#!"
    )
    return {key: unescaped(value) for key, value in pairs}


def unescaped(text: str) -> str:
    return re.sub(
        r"\\u(....)|\\(.)",
        lambda sign: chr(int(sign[1], 16)) if sign[1] else {"n": "\n"}.get(sign[2], sign[2]),
        text,
    )


def strings_values(text: str) -> dict[str, str]:
    text = re.sub(r"(?s)/\*.*?\*/|(?m:^//[^\n]*$)", "", text)
    return {
        key: unescaped(value)
        for key, value in re.findall(r'(?s)"((?:[^"\\]|\\.)*)" = "((?:[^"\\]|\\.)*)";', text)
    }


def cues(text: str) -> list[list[str]]:
    """The lines of each block, the times among them as keys."""
    blocks = re.split(r"\n\n+", text.strip())
    return [[re.sub("<[^<>]*>", "", line) for line in block.split("\n")] for block in blocks]


class Html(HTMLParser):
    """What a browser sees: tags with their attributes as keys, text and prose of attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        prose = [value for name, value in attrs if name in {"alt", "content"}]
        self.seen += [{f"{tag} {[one for one in attrs if one[1] not in prose]}": prose}]

    def handle_endtag(self, tag: str) -> None:
        self.seen.append({f"/{tag}": []})

    def handle_data(self, data: str) -> None:
        is_code = self.seen and re.match(r"'?(?:script|style)", next(iter(self.seen[-1]), ""))
        if is_code:
            self.seen.append({data: []})
        elif data.strip():
            self.seen.append([" ".join(data.split())])


def html_events(text: str) -> list[Any]:
    parser = Html()
    parser.feed(text)
    return parser.seen


def android_values(text: str) -> dict[str, Any]:
    """The strings as the resource compiler reads them, by their names, with their tags."""
    root = ET.fromstring(text)
    return {
        f"{at} {element.tag} {sorted(element.attrib.items())}": [
            android_string(element.text),
            android_string(element.tail),
        ]
        for at, element in enumerate(root.iter())
    }


def android_string(text: str | None) -> str:
    pieces = re.split(r'(?<!\\)"', text or "")
    shown = [one if at % 2 else " ".join(one.split()) for at, one in enumerate(pieces)]
    return unescaped("".join(shown))


def xml_values(text: str) -> list[Any]:
    return [
        ({f"{one.tag} {sorted(one.attrib.items())}": []}, one.text or "", one.tail or "")
        for one in ET.fromstring(text).iter()
    ]


PARSERS: dict[str, Callable[[str], Any]] = {
    "messages.json": json.loads,
    "messages.properties": properties_values,
    "messages.strings": strings_values,
    "strings.xml": android_values,
    "messages.resx": xml_values,
    "messages.stringsdict": lambda text: plistlib.loads(text.encode()),
    "messages.yaml": yaml.safe_load,
    "messages.toml": tomllib.loads,
    "page.html": html_events,
    "film.srt": cues,
    "film.vtt": cues,
    "page.rst": rst_nodes,
    "page.adoc": adoc_lines,
    "page.wiki": wiki_nodes,
    "page.ipynb": notebook_cells,
    "letter.eml": mail_parts,
}
"""For each sample in `formats/` what another program reads in it."""
NEW = {
    ".srt": "a \"b\" 'c' & é",
    ".vtt": "a \"b\" 'c' & é",
    ".toml": 'a "b" & <d> \u00e9',
    ".adoc": "a \"b\" 'c' & d* é",
    ".eml": "a \"b\" 'c' & <d>",
}
"""New text by suffix, for formats that can't hold all signs."""


def texts_of(value: Any) -> list[str]:
    """The strings in a value, in order."""
    if isinstance(value, str):
        return [value]
    members = value.values() if isinstance(value, dict) else value
    return (
        [text for member in members if member for text in texts_of(member)]
        if isinstance(value, dict | list | tuple)
        else []
    )


def shape_of(value: Any) -> Any:
    """A value without its strings, keys aside."""
    if isinstance(value, dict):
        return {key: shape_of(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [shape_of(member) for member in value]
    return "" if isinstance(value, str) else value


@pytest.fixture(params=sorted(PARSERS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def format_of(name: str) -> str:
    return format_by_content(name, read(name).encode()) or of_file(name)


def test_a_sample_is_cleaned(
    cleaner: Cleaner, name: str, file_regression: FileRegressionFixture
) -> None:
    result = cleaner.clean(read(name), format=format_of(name))
    after = FOLDER / f"{Path(name).stem}.cleaned{Path(name).suffix}"
    file_regression.check(result.text.encode(), binary=True, fullpath=after)
    assert shape_of(PARSERS[name](result.text)) == shape_of(PARSERS[name](read(name)))


def test_the_document_reads_what_another_program_reads(name: str) -> None:
    """Each piece of prose stands in a string that the other program reads, in the same order."""
    extracted = read_document(read(name), format_of(name)).draft.text
    said = "\n".join(texts_of(PARSERS[name](read(name))))
    whole = "".join(re.sub(r"<[^>]*>", "", said).split())
    pieces = ["".join(piece.split()) for piece in re.split("\n\n|\ufffc", extracted)]
    assert any(pieces)
    at = 0
    for piece in filter(None, pieces):
        at = whole.find(piece, at)
        assert at >= 0, piece


def test_an_edit_in_each_place_of_prose_changes_nothing_else(name: str) -> None:
    text = read(name)
    document = read_document(text, format_of(name))
    draft, parse = document.draft, PARSERS[name]
    before, count = parse(text), 0
    for word in re.finditer(r"[A-Za-z]{4,}", draft.text):
        span = draft.locate(Span(*word.span()))
        if draft.crosses(Span(*word.span())):
            continue
        new = NEW.get(Path(name).suffix, "a \"b\" 'c' & <d> \\ é")
        written = document.escape(span, new) if document.escape else new
        fix = Fix.of(span, text[span.start : span.end], written, "x/x")
        [fix] = document.quote([fix]) if document.quote else [fix]
        after = parse(apply(text, fix.edits))
        assert shape_of(after) == shape_of(before)
        assert any(new in one for one in texts_of(after))
        count += 1
    assert count


def test_nothing_is_taken_away_as_boilerplate(cleaner: Cleaner) -> None:
    text = '{"a": "We use TikTok every day.", "b": "Rate this article", "c": "Share"}'
    assert cleaner.clean(text, format="json").text == text


def test_a_fix_that_would_break_the_file_is_withheld(tmp_path: Path) -> None:
    """A raw string of TOML can hold no apostrophe."""
    pack = tmp_path / "own.yaml"
    pack.write_text(
        "about: x\nfrom: zh\nterms:\n- term: Lay's\n  kind: product\n  variants: [happy matters]\n"
        "  examples: [We eat happy matters. => We eat Lay's.]\n"
    )
    text = "a = 'We eat happy matters.'\nb = \"We eat happy matters.\"\n"
    result = Cleaner([pack]).clean(text, format="toml")
    assert result.text == "a = 'We eat happy matters.'\nb = \"We eat Lay's.\"\n"
    assert [held.reason.code for held in result.withheld] == ["markup-changes"]


HOSTILE = [
    "<",
    "<a ",
    "<a b='",
    "<!--",
    "<p>x</p>",
    "<script>",
    "<p lang=fr>",
    "<img alt='x'>",
    "&amp;",
]
HOSTILE += [
    '{"a":',
    "[",
    '"',
    "{n, plural, one {",
    "{",
    "%(",
    "a: b\n",
    "a = 'b'\n",
    "- ",
    "00:01.0 --> ",
]
HOSTILE += ["`", "``", "*a ", "a\n=\n", ".. x::\n", "a::\n", "|", "`a <", ":a:", "[a]_ ", "=\n"]
HOSTILE += [
    "{{",
    "{{a}}",
    "[[",
    "[[a|b]]",
    "[//a ",
    "''",
    "<ref>",
    "<ref",
    "<!-- ",
    "{|\n",
    "|a||b\n",
]
HOSTILE += [
    "|===\n",
    "|a ",
    "[a]\n",
    "----\n",
    "<<a",
    "a:: ",
    "((",
    "link:a[",
    "image:a[",
    ".a\n",
    "\\a",
]
HOSTILE += [
    "A: b\n",
    " a\n",
    "\n> a\n",
    "--a\n",
    "\n\n",
    "1. ",
    "  ",
    "a_ ",
    "a@",
    "://",
    "http://a",
]
MIME = "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
HOSTILE += [MIME, MIME.replace("a\n", "{}\n"), '{"cells": [{"source": ["']


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"markdown", "mdx"}])
def test_reading_takes_time_in_proportion_to_the_size(name: str, unit: str) -> None:
    def read_unit(size: int) -> None:
        with suppress(FormatError):
            read_document(unit * (size // len(unit)), name)

    read_unit(1_000)
    most = 2 * 4 * (cpu_seconds(lambda: read_unit(10_000)) + 0.05)
    # A busy machine slows one measurement, not all of them.
    assert any(cpu_seconds(lambda: read_unit(40_000)) < most for _ in range(3))


@pytest.mark.parametrize(
    ("name", "text", "unit"),
    [
        *((name, "x {}", unit) for name in ("rst", "asciidoc", "mediawiki") for unit in ("a", "a-", "_")),
        *((name, "A: b\n\nx {}", unit) for name in ("email",) for unit in ("a", "_")),
        ("rst", "x {}", ":_"),
        ("mediawiki", "x {}", " "),
        ("mediawiki", "{{|\n|-\n|{}\n|}}\n", "a="),
        ("yaml", "a: x{}y\n", " "),
        ("android", "<resources><string name='a'>x {}y</string></resources>", " "),
    ],
)  # fmt: skip
def test_a_long_word_or_gap_takes_time_in_proportion_to_its_length(
    name: str, text: str, unit: str
) -> None:
    def seconds(size: int) -> float:
        whole = text.format(unit * (size // len(unit)))
        return cpu_seconds(lambda: read_document(whole, name))

    seconds(1_000)
    most = 2 * 4 * (seconds(10_000) + 0.02)
    assert any(seconds(40_000) < most for _ in range(3))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nWe met\n2\n00:00:02,000 --> 00:00:03,000\nQorax.\n", ["We met", "Qorax."]),
        ("00:01.000 --> 00:02.000\r\nIn\r\n00:02.000 --> 00:03.000\r\n1984\r\n", ["In", "1984"]),
        ("00:01.000 --> 00:02.000\n12\n\n2\n00:02.000 --> 00:03.000\nyears\n", ["12", "years"]),
        ("Dialogue: 0,a,b,c,d,0,0,0,,In\nDialogue: 0,a,b,c,d,0,0,0,,1984\n", ["In", "1984"]),
        ("WEBVTT\n", [""]),
        ("00:01.000 --> 00:02.000\nDialogue: 0,a,b,c,d,0,0,0,,x\n", ["Dialogue: 0,a,b,c,d,0,0,0,,x"]),
    ],
)  # fmt: skip
def test_each_cue_is_read_by_itself(text: str, shown: list[str]) -> None:
    said = read_document(text, "subtitles").draft.text
    assert [piece.strip() for piece in said.split(PLACEHOLDER)] == shown


# --- JSON ------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(JSON, st.booleans(), st.sampled_from([None, 2]))
def test_any_json_is_read(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    draft = read_document(text, "json").draft
    assert draft.original == text
    assert all(edit.old == text[slice(*edit.span)] for edit in draft.edits)


def test_comments_single_quotes_and_bare_keys_of_json5_are_read(cleaner: Cleaner) -> None:
    text = """// tiktok is a key
{
  tiktok: 'It\\'s a video of tiktok', /* of tiktok, */
  "more": ["A video of tiktok",],
}
"""
    after = text.replace("video of tiktok", "video of TikTok")
    assert cleaner.clean(text, format="json").text == after


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": [1 2]}', 1),
        ('{"a" 1}', 1),
        ('{\n"a": "b"\n', 3),
        ('{"a": "b"]', 1),
        ('{"a": "b\n"}', 1),
        ("[" * 100_000, 1),
        ('{"a": "tiktok"} "b"', 1),
    ],
)
def test_broken_json_is_an_error_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FormatError) as told:
        read_document(text, "json")
    assert told.value.problem.line == line
    assert told.value.problem.remedy


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("yaml", "a: b\nc: [d\ne: f\n", 3),
        ("yaml", "a: b\nc: d: e\n", 2),
        ("toml", "a = 'b'\nc = d\n", 2),
        ("strings", '"a" = "b";\n"c" "d";\n', 2),
    ],
)
def test_other_broken_files_are_errors_with_their_lines(name: str, text: str, line: int) -> None:
    with pytest.raises(FormatError) as told:
        read_document(text, name)
    assert told.value.problem.line == line


def test_yaml_with_many_lists_is_no_deep_one() -> None:
    text = "a:\n" + "- [A video of tiktok]\n" * 2_000
    assert "A video of tiktok" in read_document(text, "yaml").draft.text


def test_a_broken_file_is_told_and_stays(
    run: Callable[..., tuple[int, bytes, str]], tmp_path: Path
) -> None:
    path = tmp_path / "en.json"
    path.write_text('{"a": "tiktok" "b"}')
    for command in ("fix", "check", "clean", "explain"):
        status, out, err = run(command, path)
        assert status == 2
        assert f"{path}:1: not valid JSON: a , is missing" in err
        assert out.decode() == (path.read_text() if command == "clean" else "")
    assert path.read_text() == '{"a": "tiktok" "b"}'


# --- chosen fields ---------------------------------------------------------------------------------

FIELDS = [
    ("json", '{"a": {"title": "V", "body": "V"}, "title": "V", "l": [{"title": "V"}]}'),
    ("yaml", "a:\n  title: V\n  body: V\ntitle: V\nl:\n- title: V\n"),
]
CHOSEN = {"title": [2], "*.title": [0], "**.title": [0, 3], "l.*.title": [3], "a.*": [0, 1]}


@pytest.mark.parametrize(("name", "text"), FIELDS)
@pytest.mark.parametrize("field", CHOSEN)
def test_only_chosen_values_are_cleaned(name: str, text: str, field: str) -> None:
    parts = text.split("V")
    values = ["Videos of TikTok" if at in CHOSEN[field] else "Videos of tiktok" for at in range(4)]
    before = text.replace("V", "Videos of tiktok")
    after = "".join(map("".join, zip(parts, [*values, ""], strict=True)))
    assert Cleaner(texts=[field]).clean(before, format=name).text == after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("properties", "home.title = V\nhome.body = W\n"),
        ("toml", "[home]\ntitle = 'V'\nb = 'W'\n"),
        ("toml", "home = {title = 'V', b.title = 'W'}\n"),
        ("strings", '"home.title" = "V";\n"home.body" = "W";\n'),
        ("android", '<resources><string name="home.title">V</string><string name="b">W</string></resources>'),
        ("stringsdict", "<plist><dict><key>home</key><dict><key>title</key><string>V</string></dict><key>b</key><string>W</string></dict></plist>"),
        ("resx", '<root><data name="home.title"><value>V</value></data><data name="b"><value>W</value></data></root>'),
    ],
)  # fmt: skip
def test_values_are_chosen_by_name(name: str, text: str) -> None:
    before = text.replace("V", "Videos of tiktok").replace("W", "A video of tiktok")
    after = before.replace("Videos of tiktok", "Videos of TikTok")
    assert Cleaner(texts=["*.title"]).clean(before, format=name).text == after
    with pytest.raises(ProblemError, match=r"there is no field nothing; .*--field"):
        Cleaner(texts=["nothing"]).clean(before, format=name)


_TABLES = """\
title = "a" # "no"
"quoted key".b = 'b'
c.d = '''
multi = "x"'''
number = 1.5
day = 1979-05-27T07:32:00Z
list = ["e", ["f", 'g'], {k = "h", j.x = "i"}, "j"]
inline = { a = "k", b = { c = "l" }, d = ["m"] }
lines = [
  "n", # "no"
  "o",
]
[table.sub."k.k"]
y = "p"
[[posts]]
title = "q"
[posts.meta]
z = "r"
[[posts]]
[[posts.tags]]
name = "s"
[[posts.tags]]
name = "t"
"""


def test_strings_of_toml_have_the_keys_that_its_parser_gives_them() -> None:
    paths: list[tuple[str | int, ...]] = []

    def holds(path: Sequence[str | int]) -> bool:
        paths.append(tuple(path))
        return True

    toml_strings(_TABLES, Span(0, len(_TABLES)), holds)
    assert paths == list(_string_paths(tomllib.loads(_TABLES)))


def _string_paths(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str | int, ...]]:
    members: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    elif isinstance(value, str):
        yield path
    for key, member in members:
        yield from _string_paths(member, (*path, key))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<li><a title="Of tiktok">x</a></li>', '<li><a title="Of TikTok">x</a></li>'),
        ('<p><b><abbr title="an app of tiktok">TT</abbr></b> grew', 'an app of TikTok"'),
        ('<p>It grew <img alt="Of tiktok"></p>', 'alt="Of TikTok"'),
        ('<img alt="Of tiktok"> grew', 'alt="Of TikTok"'),
        ('<p>It <i title="Of tiktok">grew</i></p>', 'title="Of tiktok"'),
        ('<p>It <img alt="Of tiktok"> grew</p>', 'alt="Of tiktok"'),
    ],
)
def test_attributes_are_read_where_they_part_no_sentence(before: str, after: str) -> None:
    assert after in Cleaner().clean(before, format="html").text


def test_an_attribute_parts_no_sentence() -> None:
    page = '<p>See <b>byte <i title="new">jump</i></b></p>'
    assert read_document(page, "html").draft.text.strip() == "See byte jump"


# --- XML -------------------------------------------------------------------------------------------

ENTITIES = (
    "<!DOCTYPE resources [<!ENTITY a 'ha'>{}]><resources><string name='a'>&a;</string></resources>"
)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
        '<!ENTITY % b "x">',
        f'<!ENTITY b "{"x" * 2_000}">',
    ],
)
def test_entities_that_could_grow_are_refused(declared: str) -> None:
    assert read_document(ENTITIES.format(""), "android")
    with pytest.raises(FormatError, match="entity") as told:
        read_document(ENTITIES.format(declared), "android")
    assert told.value.problem.remedy


@pytest.mark.parametrize("name", ["android", "resx", "stringsdict"])
@pytest.mark.parametrize("text", ["", "<", "<a>", "tiktok", "<a></b>", "<a>\n&x;</a>", "<a/><b/>"])
def test_what_is_no_xml_is_refused(name: str, text: str) -> None:
    with pytest.raises(FormatError, match="not valid XML"):
        read_document(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "android",
            '<resources><string name="a">V<string name="b">V</string></string></resources>',
        ),
        ("resx", '<root><data name="a"><value>V<value>V</value>V</value></data></root>'),
        ("resx", '<root><data name="a"><value>V</value><value>V</value></data></root>'),
    ],
)
def test_strings_within_strings_are_read_once(cleaner: Cleaner, name: str, text: str) -> None:
    before, after = (text.replace("V", f"A video of {one}.") for one in ("tiktok", "TikTok"))
    assert cleaner.clean(before, format=name).text == after


def test_content_tells_string_resources(
    run: Callable[..., tuple[int, bytes, str]], tmp_path: Path
) -> None:
    path = tmp_path / "strings.xml"
    path.write_text(
        f"<!-- {'licence ' * 1_000}-->\n<resources><string name='a'>A video of tiktok</string></resources>"
    )
    assert run("check", path)[0] == 1
    assert b"A video of TikTok" in run("clean", path)[1]
    assert run("fix", path)[0] == 0
    assert "A video of TikTok" in path.read_text()
    path.write_text("<feed><title>A video of tiktok</title></feed>")
    status, _, err = run("fix", path)
    assert status == 2
    assert "mtfix does not read XML" in err
