"""Terminology in the formats of others: there and back, and what is wrong with a file."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from html import escape
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from packages import packed, unpacked

from mtfix import Cleaner
from mtfix.cli.main import main
from mtfix.edits.problem import Problem
from mtfix.interchange import FORMATS
from mtfix.interchange.concept import MOST, Concept, Languages, merged, refused
from mtfix.interchange.names import NAMES, READ, WRITTEN
from mtfix.interchange.pack import written
from mtfix.packs.parser import parse
from mtfix.packs.store import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

ZH = Languages("zh", "en")
BOTH = [name for name in READ if name in WRITTEN]
CONCEPTS = [
    Concept("a:1", "Oracle", ("甲骨文", "甲骨文公司"), ("Oracle Corp.",), ("oracle bone",), ("Oracle Systems",), "a <name> & more"),
    Concept("a:2", "closure", ("闭包",), (), ("closed package", "packet, closed")),
    Concept("a:3", 'the "quoted" one', ("引号",)),
]  # fmt: skip


def texts(pieces: Iterable[str | Problem]) -> tuple[str, list[Problem]]:
    told = list(pieces)
    return (
        "".join(one for one in told if isinstance(one, str)),
        [one for one in told if isinstance(one, Problem)],
    )


def read(
    tmp_path: Path, name: str, data: bytes, languages: Languages = ZH
) -> tuple[list[Concept], list[Problem]]:
    path = tmp_path / "terms.file"
    path.write_bytes(data)
    reader = FORMATS[name].read
    assert reader
    told = list(merged(reader(str(path), languages)))
    return (
        [one for one in told if isinstance(one, Concept)],
        [one for one in told if isinstance(one, Problem)],
    )


def write(name: str, concepts: Iterable[Concept]) -> Iterable[str | Problem]:
    writer = FORMATS[name].write
    assert writer
    return writer(concepts, ZH)


def held(one: Concept, name: str) -> Concept:
    """The parts of a concept that a format can hold."""
    fields = {"source", "admitted", "deprecated", "superseded", "note"} - FORMATS[name].holds
    return one._replace(
        place="", kind="", **{field: "" if field == "note" else () for field in fields}
    )


def test_the_names_of_formats_are_those_of_the_options() -> None:
    assert tuple(FORMATS) == NAMES
    assert tuple(name for name, one in FORMATS.items() if one.read) == READ
    assert tuple(name for name, one in FORMATS.items() if one.write) == WRITTEN


# --- there and back ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOTH)
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    text, problems = texts(write(name, CONCEPTS))
    assert not problems
    found, problems = read(tmp_path, name, text.encode())
    assert not problems
    assert [one._replace(place="") for one in found] == [held(one, name) for one in CONCEPTS]


TERM = (
    st.text(
        st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufeff") | st.just(" "),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not text.startswith("#"))
)


@pytest.mark.parametrize("name", BOTH)
@given(pairs=st.dictionaries(TERM, TERM, max_size=6))
def test_any_pairs_come_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, pairs: dict[str, str]
) -> None:
    concepts = [
        Concept(f"x:{at}", term, (source,)) for at, (source, term) in enumerate(pairs.items())
    ]
    text, problems = texts(write(name, concepts))
    assert not problems
    found, _ = read(tmp_path_factory.mktemp("back"), name, text.encode())
    assert {source: one.term for one in found for source in one.source} == pairs


@pytest.mark.parametrize("name", BOTH)
def test_shipped_packs_there_and_back(tmp_path: Path, name: str) -> None:
    out, pack = tmp_path / "terms", tmp_path / "pack.yaml"
    main(["glossary", "export", "zh-en", "--format", name, "--out", str(out)])
    to = ["--from", "zh", "--alone", "--out", str(pack)]
    main(["glossary", "import", str(out), "--format", name, *to])
    terms = {entry["term"] for entry in yaml.safe_load(pack.read_text(encoding="utf-8"))["terms"]}
    assert {"Oracle", "ByteDance", "monthly active users"} <= terms
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert load([str(pack)])
    # What no example proves is told once for the pack; terms without variants need no proof.
    assert len(told) == (1 if "deprecated" in FORMATS[name].holds else 0)


# --- what an export says -------------------------------------------------------------------------


def test_exported_tbx_has_the_published_structure() -> None:
    """The tree of TBX-Basic: which element may stand in which, and the values of a status."""
    inside = {
        "tbx": {"tbxHeader", "text"},
        "tbxHeader": {"fileDesc"},
        "fileDesc": {"titleStmt", "sourceDesc"},
        "titleStmt": {"title"},
        "sourceDesc": {"p"},
        "text": {"body"},
        "body": {"conceptEntry"},
        "conceptEntry": {"note", "langSec"},
        "langSec": {"termSec"},
        "termSec": {"term", "termNote"},
    }
    text, _ = texts(write("tbx", CONCEPTS))
    root = ET.fromstring(text)
    namespace = "{urn:iso:std:iso:30042:ed-2}"
    assert (root.tag, root.get("style"), root.get("type")) == (
        f"{namespace}tbx",
        "dca",
        "TBX-Basic",
    )
    statuses = set()
    for element in root.iter():
        name = element.tag.removeprefix(namespace)
        assert {child.tag.removeprefix(namespace) for child in element} <= inside.get(name, set())
        if name == "langSec":
            assert element.get("{http://www.w3.org/XML/1998/namespace}lang") in ZH
        if name == "termNote":
            statuses.add(element.text)
    assert statuses == {
        f"{one}Term-admn-sts" for one in ("preferred", "admitted", "deprecated", "superseded")
    }


def test_an_export_says_what_it_loses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(
        ["glossary", "export", "zh-en/media", "--format", "deepl", "--out", str(tmp_path / "x")]
    ) in {0, 2}
    told = capsys.readouterr().err
    assert "deprecated forms" in told
    assert "examples" in told


def test_vale_gets_only_what_is_never_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "export", "--format", "vale", "--from", "zh"]) == 0
    out, err = capsys.readouterr()
    style = yaml.safe_load(out)
    assert style["extends"] == "substitution"
    assert not any("oracle bone" in key for key in style["swap"])
    keys = [key for key, right in style["swap"].items() if right == "Pinduoduo"]
    assert any(re.fullmatch(key, "Spell DUODUO") for key in keys)
    assert "entries that context decides" in err


def test_the_languages_are_named_where_there_is_a_choice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["glossary", "export", "zh-en", "--format", "tbx", "--to", "xx"]) == 2
    assert "no terms are from zh to xx, only from zh to en" in capsys.readouterr().err


# --- what an import says -------------------------------------------------------------------------


def test_a_pack_of_bare_terms_is_said_to_need_the_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("闭包\tclosure\n", encoding="utf-8")
    assert main(["glossary", "import", str(path), "--format", "deepl", "--from", "zh"]) == 0
    out, err = capsys.readouterr()
    assert "1 terms have no wrong forms: beside the source text" in err
    assert yaml.safe_load(out)["terms"] == [
        {"term": "closure", "id": "closure", "kind": "term", "source": ["闭包"]}
    ]


def test_wrong_forms_are_not_believed_unless_asked() -> None:
    for sure in (False, True):
        text, _ = texts(written(CONCEPTS[:1], "Terms.", ZH, sure=sure))
        entry, old = yaml.safe_load(text)["terms"]
        assert entry.get("ambiguous", False) is not sure
        assert (entry["variants"], old["variants"], old["status"]) == (
            ["oracle bone"],
            ["Oracle Systems"],
            "superseded",
        )


V2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "http://example.invalid/TBXcoreStructV02.dtd">
<martif type="TBX"><text><body><termEntry id="1">
<langSet xml:lang="zh-CN"><ntig><termGrp><term>闭包</term></termGrp></ntig></langSet>
<langSet xml:lang="en-US">
<tig><term>lock package</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>closure</term><termNote type="normativeAuthorization">preferredTerm</termNote>
<termNote type="partOfSpeech">noun</termNote></tig>
<tig><term>closing</term><termNote type="administrativeStatus">deprecated</termNote></tig>
</langSet></termEntry></body></text></martif>"""


def test_tbx_v2_and_its_spellings(tmp_path: Path) -> None:
    [one], problems = read(tmp_path, "tbx", V2.encode())
    assert not problems
    assert (one.term, one.source, one.deprecated) == (
        "closure",
        ("闭包",),
        ("lock package", "closing"),
    )
    assert one.place.endswith(":3")


BOMB = '<!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><tbx><text>&b;</text></tbx>'
OUTSIDE = '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx><note>&a;</note></tbx>'
DEEP = "<tbx>" + "<p>" * 100


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("tbx", BOMB.encode(), ":1: it declares an entity"),
        ("tbx", OUTSIDE.encode(), ":1: it declares an entity"),
        ("tbx", DEEP.encode(), "too deep"),
        ("tbx", b"<html></html>", "is it TBX?"),
        ("tbx", b"<tbx></tbx>", "no conceptEntry or termEntry"),
        ("tbx", b"<tbx>\n<text>\n", "this is no XML; mend the file there"),
        ("tbx", "<tbx>\n<p>caf\xe9</p></tbx>".encode("latin-1"), ":2:"),
        ("tbx", b"", "this is no XML"),
        ("deepl", "闭包\tclosure\tmore\n".encode(), ":1: the row has 3 columns, not 2"),
        ("deepl", "ok\tfine\n闭包\t\n".encode(), ":2: '': it is empty"),
        ("deepl", "ok\tfine\ncaf\xe9\tx\n".encode("latin-1"), ":2: this is no UTF-8; save the file as UTF-8"),
        ("deepl", b"a\tb\na\tc\n", ":2: 'a' is 'b' already; both are kept"),
        ("deepl", b"a\tb\x07\n", ":1: 'b\\x07': it has the control character U+0007"),
        ("deepl", ("a\t" + "b" * 1025).encode(), "more than 1024 bytes"),
        ("deepl-csv", b'c,d\na,"b\ne,f\n', ":2: this row can't be read"),
        ("deepl-csv", b"a,b,de,en\n", ":1: the row is de to en; it is left out"),
        ("amazon", b"de,fr\na,b\n", ":1: the header has no column 'zh', but de, fr"),
        ("amazon", b"", "the header has no column"),
        ("amazon", b"en,zh\nclosure\n", ":2: the row has 1 columns"),
        ("omegat", b"only one column\n", ":1: the row has 1 columns, not 2 to 3"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    _, problems = read(tmp_path, name, data)
    assert any(told in str(problem) for problem in problems), problems


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_read(tmp_path: Path, encoding: str) -> None:
    [one], problems = read(tmp_path, "deepl", "闭包\tclosure\r\n".encode(encoding))
    assert (one.term, one.source, problems) == ("closure", ("闭包",), [])


def test_columns_are_found_by_the_header(tmp_path: Path) -> None:
    data = "description,en-US,pos,zh_CN\na note,closure,noun,闭包\n".encode()
    [one], problems = read(tmp_path, "google-set", data)
    assert (one.term, one.source, one.note, problems) == ("closure", ("闭包",), "a note", [])


def test_a_term_base_without_end_is_cut_with_its_place() -> None:
    endless = (Concept(f"big.tbx:{at}", f"term {at}", ("x",)) for at in range(MOST + 5))
    told = [one for one in merged(endless) if isinstance(one, Problem) and one.severity == "error"]
    assert (
        str(told[0]) == f"big.tbx:{MOST}: more than 200,000 terms; the rest is left out: split it"
    )


@pytest.mark.parametrize(
    ("suffix", "data", "told"),
    [
        ("tsv", "闭包\tclosure\n".encode("gbk"), ":1: this is no UTF-8"),
        ("tsv", b"", "no terms were read"),
        ("tbx", b'<?xml version="1.0" encoding="GBK"?><tbx/>', ":1: its encoding can't be read"),
        ("tbx", b'<?xml version="1.0" encoding="KOI9"?><tbx/>', "its encoding can't be read"),
        ("tbx", b"", "this is no XML"),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_no_pack_is_left_where_no_term_was_read(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    suffix: str,
    data: bytes,
    told: str,
    named: bool,
) -> None:
    path, out = tmp_path / f"terms.{suffix}", tmp_path / "terms.yaml"
    path.write_bytes(data)
    name = {"tsv": "deepl", "tbx": "tbx"}[suffix]
    to = ["--out", str(out)] if named else []
    assert main(["glossary", "import", str(path), "--format", name, *to]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert "nothing is written" in said.err
    assert (said.out, list(tmp_path.iterdir())) == ("", [path])


def test_an_import_is_cut_where_no_pack_could_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtfix.interchange.pack.MAX_CHARACTERS", 400)
    many = [Concept(f"t.tsv:{at}", f"term {at}", (f"词{at}",)) for at in range(9)]
    text, [problem] = texts(written(many, "Terms.", ZH, sure=False))
    kept = parse(text, "t.yaml", "t", trusted=False).rules
    assert 0 < len(kept) < 9
    assert len(text) <= 400
    assert problem.place == f"t.tsv:{len(kept)}"
    assert "a pack has at most 400 characters" in problem.text


def test_a_term_of_which_nothing_can_be_looked_for_is_told() -> None:
    text, [problem] = texts(
        written([Concept("t:1", "pact", admitted=("treaty",))], "T.", ZH, sure=False)
    )
    assert (text, str(problem)) == (
        "",
        "t:1: 'pact' has neither a source nor wrong forms; it is left out",
    )


def test_what_no_example_proves_keeps_its_status(tmp_path: Path) -> None:
    text, _ = texts(written(CONCEPTS[:1], "Terms.", ZH, sure=False))
    pack, out = tmp_path / "mine.yaml", tmp_path / "mine.tbx"
    pack.write_text(text, encoding="utf-8")
    assert main(["glossary", "export", str(pack), "--format", "tbx", "--out", str(out)]) == 0
    [one], problems = read(tmp_path, "tbx", out.read_bytes())
    assert (one.deprecated, one.superseded, problems) == (("oracle bone",), ("Oracle Systems",), [])


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@pytest.mark.parametrize("name", READ)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    found, _ = read(tmp_path_factory.mktemp("any"), name, data)
    for one in found:
        text, _ = texts(written([one], "Terms.", ZH, sure=False))
        yaml.safe_load(text)


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mine"
    out.write_text("mine", encoding="utf-8")
    assert main(["glossary", "export", "zh-en", "--format", "tbx", "--out", str(out)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert main(["glossary", "import", str(tmp_path / "none"), "--format", "tbx"]) == 2
    assert "none: it can't be read: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "  ", "a\u202eb", "a\x00"])
def test_texts_that_are_no_terms(text: str) -> None:
    assert refused(text)


# --- tables with a header, spreadsheets and memories -----------------------------------------------

ROWS = [
    ["zh-CN", "English", "forbidden", "note", "Definition"],
    ["闭包", "closure", "closed package | lock package", "a note", "what it is"],
    ["数据湖", "data lake", "no", "", ""],
    ["数据湖", "data sea", "yes", "", ""],
]
WANTED = [
    ("closure", ("闭包",), ("closed package", "lock package"), "what it is; a note"),
    ("data lake", ("数据湖",), ("data sea",), ""),
]


def told(found: Iterable[Concept]) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    return [(one.term, one.source, one.deprecated, one.note) for one in found]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_with_a_header_is_read(tmp_path: Path, separator: str) -> None:
    data = "".join(separator.join(row) + "\r\n" for row in ROWS).encode("utf-8-sig")
    found, problems = read(tmp_path, "csv", data)
    assert not problems
    assert told(found) == WANTED


def workbook(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as Excel writes them: texts are shared, empty cells are left out."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row))
    shared = "".join(f"<si><r><t>{escape(one)}</t></r><rPh><t>x</t></rPh></si>" for one in texts)
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABCDEF"[at]}{number}" t="s"><v>{texts.index(cell)}</v></c>'
            for at, cell in enumerate(row)
            if cell
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return packed(
        {
            "xl/worksheets/sheet2.xml": b"<x/>",
            "xl/worksheets/sheet1.xml": f"<worksheet {main}>{cells}</worksheet>".encode(),
            "xl/sharedStrings.xml": f"<sst {main}>{shared}</sst>".encode(),
        }
    )


def open_document(rows: Iterable[Iterable[str]]) -> bytes:
    table, text = (
        f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("table", "text")
    )
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>"
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    end = '<table:table-row table:number-rows-repeated="1048570"/>'
    content = (
        f'<x xmlns:table="{table}" xmlns:text="{text}"><table:table>{cells}{end}</table:table>'
        "<table:table><table:table-row/></table:table></x>"
    )
    return packed({"mimetype": b"x", "content.xml": content.encode()})


@pytest.mark.parametrize(("name", "make"), [("xlsx", workbook), ("ods", open_document)])
def test_spreadsheets_are_read(
    tmp_path: Path, name: str, make: Callable[[Iterable[Iterable[str]]], bytes]
) -> None:
    found, problems = read(tmp_path, name, make(ROWS))
    assert not problems
    assert told(found) == WANTED
    assert FORMATS[name].languages(str(tmp_path / "terms.file")) == ["zh-cn", "en"]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("make", "name", "old"),
    [
        (workbook, "xl/worksheets/sheet1.xml", 'r="2"'),
        (workbook, "xl/worksheets/sheet1.xml", "<v>0</v>"),
        (open_document, "content.xml", '-repeated="1048570"'),
        (open_document, "content.xml", '-repeated="16000"'),
    ],
)
def test_a_number_of_thousands_of_figures_is_read(
    tmp_path: Path, make: Callable[[Iterable[Iterable[str]]], bytes], name: str, old: str
) -> None:
    members = unpacked(make(ROWS))
    text = members[name].decode()
    assert old in text
    many = re.sub(r"\d+", "9" * 5_000, old, count=1)
    members[name] = text.replace(old, many).encode()
    found, _ = read(tmp_path, "xlsx", packed(members))
    assert "closure" in {concept.term for concept in found}


@pytest.mark.parametrize("name", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no archive", "broken"),
        (packed({"x": b"x"}), "no sheet"),
        (packed({"content.xml": b"<x>"}), "XML is broken"),
        (packed({"content.xml": b"<x>" + b" " * (30 << 20)}), "larger than mtfix reads"),
        (packed({"content.xml": BOMB.encode()}), "declares an entity"),
    ],
)
def test_broken_spreadsheets_are_told(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    found, [problem] = read(tmp_path, name, data)
    assert not found
    assert why in problem.text
    assert problem.remedy


TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="zh-CN"><seg>闭包</seg></tuv><tuv xml:lang="en-US"><seg>clo<bpt>x</bpt>sure &amp; co</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>他来了。</seg></tuv><tuv xml:lang="en-US"><seg>He came.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Haus</seg></tuv><tuv xml:lang="en-US"><seg>house</seg></tuv></tu>
</body></tmx>"""


def test_a_memory_gives_its_short_units(tmp_path: Path) -> None:
    [one], [problem] = read(tmp_path, "tmx", TMX.encode())
    assert (one.term, one.source, one.place[-2:]) == ("closure & co", ("闭包",), ":4")
    assert "1 units are sentences" in problem.text


def test_formulas_are_no_formulas_in_a_table() -> None:
    text, _ = texts(write("csv", [Concept("a:1", "=1+1", ("@x",), (), ("-y",))]))
    assert text.splitlines()[1] == "'@x,'=1+1,'-y,,"


# --- statuses, languages, and what is shipped -----------------------------------------------------

TBX = """<tbx><text><body><conceptEntry><descrip type="definition">A thing.</descrip><note>Old.</note>
<langSec xml:lang="zh"><termSec><term>闭包</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>closure</term></termSec>
<termSec><term>lock package</term><termNote type="{}">{}</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize(
    "status",
    [
        "forbidden",
        "obsolete",
        "notRecommended",
        "not recommended",
        "rejected",
        "prohibited",
        "deprecated",
        "deprecatedTerm",
        "deprecatedTerm-admn-sts",
        "Forbidden",
    ],
)
@pytest.mark.parametrize("category", ["administrativeStatus", "normativeAuthorization", "Status"])
def test_each_spelling_of_a_status_makes_a_variant(
    tmp_path: Path, status: str, category: str
) -> None:
    [one], problems = read(tmp_path, "tbx", TBX.format(category, status).encode())
    assert (one.term, one.deprecated, one.admitted) == ("closure", ("lock package",), ())
    assert one.note == "A thing.; Old."
    assert not problems


def test_an_unknown_status_is_an_error_that_names_it(tmp_path: Path) -> None:
    [one], [problem] = read(tmp_path, "tbx", TBX.format("administrativeStatus", "maybe").encode())
    assert (one.term, one.admitted, one.deprecated) == ("closure", (), ())
    assert "'lock package' has the status 'maybe'" in problem.text
    assert problem.severity == "error"


VARIETIES = {
    "tbx": TBX.replace('"zh"', '"de_AT"').replace("闭包", "Haus").format("", ""),
    "deepl-csv": "Haus,closure,de-AT,EN\n",
    "google-set": "de-AT,en,description\nHaus,closure,\n",
    "amazon": "en,de_AT\nclosure,Haus\n",
    "csv": "de-AT;en-GB\nHaus;closure\n",
    "tmx": TMX.replace('"de"', '"de-AT"'),
}
"""Files whose source is a variety of a language."""


@pytest.mark.parametrize(
    ("origin", "sources"), [("de", "Haus"), ("de-AT", "Haus"), ("DE_at", "Haus"), ("de-CH", "")]
)
@pytest.mark.parametrize("name", VARIETIES)
def test_a_variety_of_a_language_is_that_language_and_no_other_variety(
    tmp_path: Path, name: str, origin: str, sources: str
) -> None:
    concepts, _ = read(tmp_path, name, VARIETIES[name].encode(), Languages(origin, "en"))
    assert "".join(source for one in concepts for source in one.source) == sources


def test_a_pack_is_from_the_language_of_a_variety(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "terms"
    path.write_text(VARIETIES["csv"])
    command = ["glossary", "import", str(path), "--format", "csv", "--alone"]
    assert main([*command, "--from", "de-AT", "--to", "en_GB"]) == 0
    pack = yaml.safe_load(capsys.readouterr().out)
    assert (pack["from"], pack["to"]) == ("de", "en")


@pytest.mark.parametrize(
    ("name", "data", "language"),
    [
        ("tbx", TBX.format("x", "y"), "zh"),
        ("deepl-csv", "Zugfestigkeit,tensile strength,DE,EN\n", "de"),
        ("deepl-csv", "Zugfestigkeit,tensile strength\n", ""),
        ("deepl", "Zugfestigkeit\ttensile strength\n", ""),
        ("google-set", "de,en,description\nZugfestigkeit,tensile strength,\n", "de"),
        ("amazon", "en,de\ntensile strength,Zugfestigkeit\n", "de"),
        ("csv", "German;English\nZugfestigkeit;tensile strength\n", "de"),
        ("csv", "source;target\nZugfestigkeit;tensile strength\n", ""),
        ("csv", "de;fr;en\nZugfestigkeit;x;tensile strength\n", ""),
        ("tmx", TMX.replace('"de"', '"zh"'), "zh"),
    ],
)
def test_the_source_language_is_asked_for_where_the_file_does_not_say_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: str, language: str
) -> None:
    path = tmp_path / "terms"
    path.write_text(data, encoding="utf-8")
    status = main(["glossary", "import", str(path), "--format", name])
    out, err = capsys.readouterr()
    if language:
        assert yaml.safe_load(out)["from"] == language
    else:
        assert (status, out) == (2, "")
        assert "--from" in err


def test_an_import_switches_no_shipped_entry_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "terms.csv"
    rows = [
        "zh,en,forbidden",
        "甲骨文,Oracle,",
        "甲骨文云,Oracle,Turtle Shell Cloud",
        "词,bytedance,",
    ]
    rows += ["短视频,Kwai,byte skipping"]
    table.write_text("\n".join(rows), encoding="utf-8")
    pack = tmp_path / "mine.yaml"
    main(["glossary", "import", str(table), "--format", "csv", "--out", str(pack)])
    err = capsys.readouterr().err
    entries = yaml.safe_load(pack.read_text(encoding="utf-8"))["terms"]
    oracle = next(one for one in entries if one["term"] == "Oracle")
    assert (oracle["id"], oracle["source"]) == ("oracle-2", ["甲骨文云"])
    assert "the term 'bytedance' is spelled 'ByteDance' in term/bytedance" in err
    assert "'byte skipping' is put right as 'ByteDance' by term/bytedance" in err
    text = (
        "Larry Ellison, CEO of the oracle bone inscriptions, a database company, met byte skipping."
    )
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert Cleaner(["shipped", pack]).clean(text).text == Cleaner().clean(text).text
    assert not [one for one in told if "replace" in str(one.message)]


@pytest.mark.parametrize(("row", "status"), [("甲骨文,Oracle,", 0), ("甲骨文,Oracle,\n空,,", 2)])
def test_a_table_of_known_terms_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, status: int
) -> None:
    table, pack = tmp_path / "terms.csv", tmp_path / "mine.yaml"
    table.write_text(f"zh,en,forbidden\n{row}\n", encoding="utf-8")
    assert main(["glossary", "import", str(table), "--format", "csv", "--out", str(pack)]) == status
    assert "all 1 terms are known to the shipped packs" in capsys.readouterr().err
    assert not pack.exists()


@pytest.mark.parametrize("name", ["tbx", "tbx-dct", "tbx2", "csv", "memoq", "trados"])
def test_notes_come_through_an_export(tmp_path: Path, name: str) -> None:
    pack, out, back = (tmp_path / one for one in ("a.yaml", "terms", "b.yaml"))
    entry = "{term: closure, kind: term, source: [闭包], note: 'in \"programming\", =not=maths'}"
    pack.write_text(f"about: A test.\nfrom: zh\nterms:\n- {entry}\n", encoding="utf-8")
    main(["glossary", "export", str(pack), "--format", name, "--out", str(out)])
    to = ["--from", "zh", "--alone", "--out", str(back)]
    main(["glossary", "import", str(out), "--format", name, *to])
    [term] = yaml.safe_load(back.read_text(encoding="utf-8"))["terms"]
    assert term["note"] == 'in "programming", =not=maths'


def test_what_is_known_already_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "terms.csv"
    table.write_text("zh,en\n字节跳动,ByteDance\n新词,new thing\n", encoding="utf-8")
    assert main(["glossary", "import", str(table), "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert [one["term"] for one in yaml.safe_load(out)["terms"]] == ["new thing"]
    assert "1 terms are known to the shipped packs" in err
