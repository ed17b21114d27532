"""Word documents, OpenDocument texts and e-books: only their texts change."""

from __future__ import annotations

import io
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import FOLDER, NAMES, infos, members_of, packed, sample, unpacked
from timing import cpu_seconds

from mtfix.edits.edit import Edit, Span, apply
from mtfix.formats import of_file, read_document
from mtfix.fs import files
from mtfix.fs.packages import KINDS, decode_package, encode_package
from mtfix.fs.zip_layout import Archive, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_regressions.file_regression import FileRegressionFixture

    from mtfix import Cleaner

    Run = Callable[..., tuple[int, bytes, str]]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VARIANTS: dict[str, dict[str, Any]] = {
    "deflated": {},
    "stored": {"method": zipfile.ZIP_STORED},
    "written to a pipe": {"is_pipe": True},
    "with a comment": {"comment": b"tiktok PK\x05"},
}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def shape(content: bytes) -> list[Any]:
    """Elements of a member and their attributes, without texts and what is preserved of them."""
    return [
        (one.tag, {key: value for key, value in one.attrib.items() if not key.endswith("space")})
        for one in ET.fromstring(content).iter()
    ]


def word_texts(data: bytes, part: str = "word/document.xml") -> list[str]:
    """The texts of the paragraphs, as Word shows them."""
    return [
        "".join(
            (one.text or "") if "preserve" in one.attrib.values() else (one.text or "").strip()
            for one in paragraph.iter(f"{W}t")
        )
        for paragraph in ET.fromstring(unpacked(data)[part]).iter(f"{W}p")
    ]


def word_document(body: str) -> bytes:
    document = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>'
    return packed({**members_of("letter.docx"), "word/document.xml": document.encode()})


def cleaned(cleaner: Cleaner, data: bytes, kind: str = "docx") -> bytes:
    text = decode_package(data, kind)
    return encode_package(data, kind, cleaner.clean(text, format=kind).text)


def test_a_sample_is_cleaned(
    cleaner: Cleaner, name: str, file_regression: FileRegressionFixture
) -> None:
    kind, data = of_file(name), sample(name)
    result = cleaner.clean(decode_package(data, kind), format=kind)
    after = FOLDER / f"{name}.cleaned.txt"
    file_regression.check(result.text.encode(), binary=True, fullpath=after)
    assert result.undo() == decode_package(data, kind)
    assert cleaner.clean(result.text, format=kind).text == result.text


@pytest.mark.parametrize("how", VARIANTS)
def test_without_edits_the_same_bytes_come_out(name: str, how: str) -> None:
    data = packed(members_of(name), **VARIANTS[how])
    kind = of_file(name)
    assert encode_package(data, kind, decode_package(data, kind)) == data


@pytest.mark.parametrize("how", VARIANTS)
def test_an_edit_in_each_place_of_prose_changes_nothing_else(name: str, how: str) -> None:
    data = packed(members_of(name), **VARIANTS[how])
    kind = of_file(name)
    text = decode_package(data, kind)
    document, before = read_document(text, kind), unpacked(data)
    new, count = "a \"b\" 'c' & <d> \\ é", 0
    for word in re.finditer(r"[A-Za-z]{4,}", document.draft.text):
        span = document.draft.locate(Span(*word.span()))
        if document.draft.crosses(Span(*word.span())):
            continue
        assert document.escape is not None
        edit = Edit(span, text[slice(*span)], document.escape(span, new))
        after = encode_package(data, kind, apply(text, [edit]))
        changed = {part for part, content in unpacked(after).items() if content != before[part]}
        assert len(changed) == 1
        [part] = changed
        assert shape(unpacked(after)[part]) == shape(before[part])
        assert new in "".join(ET.fromstring(unpacked(after)[part]).itertext())
        assert [settings(one) for one in infos(after)] == [settings(one) for one in infos(data)]
        assert after.endswith(data[-len(VARIANTS[how].get("comment", b"")) - 2 :])
        count += 1
    assert count > 10


def settings(info: zipfile.ZipInfo) -> tuple[Any, ...]:
    return info.filename, info.date_time, info.compress_type, info.extra, info.comment


def test_an_edit_across_pieces_that_look_the_same_stands_in_the_first(cleaner: Cleaner) -> None:
    after = cleaned(cleaner, sample("letter.docx"))
    [runs] = [
        [one.text for one in paragraph.iter(f"{W}t")]
        for paragraph in ET.fromstring(unpacked(after)["word/document.xml"]).iter(f"{W}p")
        if "In 2020" in "".join(paragraph.itertext())
    ]
    assert runs[:4] == ["In 2020 ", "ByteDance", None, " said that tik"]
    assert "ByteDance said that tik" in word_texts(after)[1]


def test_an_edit_across_bold_text_or_a_bookmark_is_only_suggested(cleaner: Cleaner) -> None:
    text = decode_package(sample("letter.docx"), "docx")
    held = cleaner.clean(text, format="docx").withheld
    crossing = {one.fix.rule: one.reason.code for one in held}
    assert crossing["term/bytedance"] == crossing["term/tiktok"] == "crosses-markup"


@pytest.mark.parametrize(
    ("properties", "is_read"),
    [
        ("", True),
        ('<w:rStyle w:val="Emphasis"/>', True),
        ('<w:rStyle w:val="VerbatimChar"/>', False),
        ("<w:vanish/>", False),
    ],
)
def test_code_and_hidden_text_are_left(cleaner: Cleaner, properties: str, is_read: bool) -> None:
    data = word_document(
        f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>A video of tiktok</w:t></w:r></w:p>"
    )
    assert (word_texts(cleaned(cleaner, data)) == ["A video of TikTok"]) == is_read


@pytest.mark.parametrize(
    "pieces",
    [
        ["Shares of byte", " skipping rose"],
        ["Shares of ", "byte ", "skipping", " rose"],
        [" byte skipping", "  "],
    ],
)
def test_white_space_at_the_ends_of_pieces_is_kept(cleaner: Cleaner, pieces: list[str]) -> None:
    """Word shows it only where the piece says so."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{one}</w:t></w:r>' for one in pieces)
    after = cleaned(cleaner, word_document(f"<w:p>{runs}</w:p>"))
    assert word_texts(after) == ["".join(pieces).replace("byte skipping", "ByteDance")]


def test_a_number_of_thousands_of_figures_is_read() -> None:
    spaces = f'<text:s text:c="{"9" * 5_000}"/>'
    namespace = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    document = read_document(f"<x {namespace}><text:p>a{spaces}b</text:p></x>", "odt")
    assert document.draft.text == f"a{' ' * 100}b"


def test_prefixes_are_free(cleaner: Cleaner) -> None:
    body = "<w:p><w:r><w:t>A video of tiktok</w:t></w:r></w:p>"
    content = unpacked(word_document(body))["word/document.xml"]
    other = content.replace(b"w:", b"ns0:").replace(b"xmlns:w", b"xmlns:ns0")
    assert b"<ns0:t>" in other
    data = packed({**members_of("letter.docx"), "word/document.xml": other})
    assert "A video of TikTok" in word_texts(cleaned(cleaner, data))


def test_a_text_box_within_a_sentence_is_a_hole() -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent></w:pict>"
    start, end = ("<w:p><w:r><w:t>{}</w:t>", "</w:r><w:r><w:t>{}</w:t></w:r></w:p>")
    within = word_document(start.format("We use") + box + end.format("it."))
    behind = word_document(start.format("We use it.") + box + end.format("It is new."))
    assert "A box" not in read_document(decode_package(within, "docx"), "docx").draft.text
    extracted = read_document(decode_package(behind, "docx"), "docx").draft.text
    assert "We use it.\ufffc\n\nA box.\n\nIt is new." in extracted


def test_paragraphs_nested_deeply_are_read_in_time() -> None:
    body = "<w:p>" * 50_000 + "<w:r><w:t>tiktok</w:t></w:r>" + "</w:p>" * 50_000
    assert read_document(decode_package(word_document(body), "docx"), "docx").draft.text


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_reading_takes_time_in_proportion_to_the_size(kind: str) -> None:
    unit = {"docx": "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:tab/></w:r></w:p>", "odt": ""}[kind]
    unit = unit or "<t:p>a<t:span>b</t:span><t:note><t:p>c</t:p></t:note></t:p>"
    address = {"docx": W[1:-1], "odt": "urn:oasis:names:tc:opendocument:xmlns:text:1.0"}[kind]
    prefix = unit[1]

    def read(count: int) -> None:
        body = unit * count
        read_document(f'\fa\n<x xmlns:{prefix}="{address}">{body}</x>', kind)

    read(10)
    most = 2 * 4 * (cpu_seconds(lambda: read(1_000)) + 0.05)
    assert any(cpu_seconds(lambda: read(4_000)) < most for _ in range(3))


# --- what is refused -------------------------------------------------------------------------------


def with_flags(data: bytes, flags: int) -> bytes:
    """An archive with flags set for its last member, in header and directory."""
    changed = bytearray(data)
    at = data.rindex(b"PK\x01\x02")
    header = struct.unpack_from("<L", data, at + 42)[0]
    for place in (at + 8, header + 6):
        struct.pack_into("<H", changed, place, struct.unpack_from("<H", data, place)[0] | flags)
    return bytes(changed)


def with_part(content: bytes) -> bytes:
    return packed({**members_of("letter.docx"), "word/document.xml": content})


def with_member(name: str) -> bytes:
    return packed({**members_of("letter.docx"), name: b"<x/>"})


def twice() -> bytes:
    file = io.BytesIO(sample("letter.docx"))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return file.getvalue()


BOMB = b"<!DOCTYPE x [" + b"".join(
    b'<!ENTITY e%d "%s">' % (at, b"&e%d;" % (at - 1) * 10 if at else b"tiktok" * 10)
    for at in range(9)
)
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: sample("letter.docx")[:-30], "it has no directory"),
    "empty": (lambda: b"", "it has no directory"),
    "no archive": (lambda: b"We use tiktok every day.\n", "it has no directory"),
    "damaged": (
        lambda: sample("letter.docx").replace(b"word/document.xml", b"word/documenu.xml", 1),
        "is another member than its directory says",
    ),
    "encrypted": (lambda: with_flags(sample("letter.docx"), 1), "is encrypted"),
    "a bomb": (lambda: with_part(b"<x>" + b" " * (40 << 20) + b"</x>"), "larger than mtfix reads"),
    "a path outside": (lambda: with_member("../../tiktok"), "a path out of the archive"),
    "an absolute path": (lambda: with_member("/tiktok"), "a path out of the archive"),
    "a path of Windows": (lambda: with_member("..\\tiktok"), "a path out of the archive"),
    "signed": (lambda: with_member("_xmlsignatures/sig1.xml"), "it is signed"),
    "the same name twice": (twice, "stands in it twice"),
    "without its text": (lambda: packed({"word/x.xml": b"<x/>"}), "holds no text"),
    "broken XML": (lambda: with_part(b"<w:p><w:t>tiktok</w:p>"), "can't be read: line 1"),
    "an entity bomb": (lambda: with_part(BOMB + b"]><x>&e8;</x>"), "entity"),
    "a file fetched": (
        lambda: with_part(b'<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/passwd">]><x>&e;</x>'),
        "entity",
    ),
    "UTF-16": (lambda: with_part("<x>tiktok</x>".encode("utf-16")), "not UTF-8"),
    "nested deeply": (lambda: with_part(b"<x>" * 300_000), "can't be read"),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("command", ["fix", "check", "clean", "explain", "baseline"])
def test_a_bad_file_is_refused_and_stays(run: Run, tmp_path: Path, command: str, what: str) -> None:
    make, told = BAD[what]
    path = tmp_path / "letter.docx"
    data = make()
    path.write_bytes(data)
    status, out, err = run(command, path)
    assert status == 2
    assert path.read_bytes() == data
    assert out == (data if command == "clean" else b"") or command == "baseline"
    assert "letter.docx: " in err
    assert told in err
    assert "; " in err.partition(told)[2]


@given(st.data())
def test_no_damage_makes_it_crash(data: st.DataObject) -> None:
    good = bytearray(sample("letter.docx"))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(good[: data.draw(st.integers(len(good) // 2, len(good)))])
    with suppress(ArchiveError):
        assert encode_package(broken, "docx", decode_package(broken, "docx")) == broken


def test_an_encrypted_book_is_refused() -> None:
    key = b'<encryption><CipherReference URI="OEBPS/two.xhtml"/></encryption>'
    data = packed({**members_of("book.epub"), "META-INF/encryption.xml": key})
    with pytest.raises(ArchiveError, match="encrypted"):
        decode_package(data, "epub")


def test_a_size_that_lies_is_refused() -> None:
    data = bytearray(sample("letter.docx"))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    struct.pack_into("<L", data, at + 24, 5)
    name = list(Archive(bytes(data)).members)[1]
    with pytest.raises(ArchiveError, match="checksum"):
        Archive(bytes(data)).read(name)


# --- commands --------------------------------------------------------------------------------------


def test_fix_and_undo(run: Run, tmp_path: Path, name: str) -> None:
    path, log = tmp_path / name, tmp_path / "log"
    data = sample(name)
    path.write_bytes(data)
    assert run("check", path)[0] == 1
    assert run("fix", "--log", log, path)[0] == 0
    assert b"TikTok" in b"".join(unpacked(path.read_bytes()).values())
    assert run("check", path)[0] == 0
    assert run("clean", path)[1] == path.read_bytes()
    assert run("undo", log)[0] == 0
    assert unpacked(path.read_bytes()) == unpacked(data)


def test_undo_leaves_a_file_that_has_changed(run: Run, tmp_path: Path) -> None:
    path, log = tmp_path / "a.docx", tmp_path / "log"
    path.write_bytes(sample("letter.docx"))
    run("fix", "--log", log, path)
    for other in (b"no archive", with_member("word/other.xml")):
        path.write_bytes(other)
        status, _, err = run("undo", log)
        assert (status, path.read_bytes()) == (2, other)
        assert "has changed since" in err


def test_clean_is_a_filter(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(sample(name))
    status, out, _ = run("clean", path)
    assert status == 0
    assert run("clean", "--format", of_file(name), stdin=sample(name)) == (0, out, "")
    assert b"TikTok" in b"".join(unpacked(out).values())
    assert run("clean", "--stdin-filename", name, stdin=out)[1] == out


def test_edits_are_accepted_one_by_one(run: Run, tmp_path: Path) -> None:
    path, edits = tmp_path / "a.docx", tmp_path / "edits"
    path.write_bytes(sample("letter.docx"))
    lines = run("check", "--report", "edits", path)[1].decode().split("\n")
    chosen = [
        line.replace("[y]", "[n]") if "Videos of" not in line and "[y]" in line else line
        for line in lines
    ]
    edits.write_text("\n".join(chosen))
    assert run("apply", edits)[0] == 0
    assert word_texts(path.read_bytes())[0] in {"Videos of tiktok", "Videos of TikTok"}
    assert run("check", path)[0] == 0


def test_a_baseline_holds(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(sample("letter.docx"))
    assert run("baseline", path)[0] == 0
    assert run("check", path)[:2] == (0, b"")


def test_paragraphs_are_the_lines_of_reports(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(sample("letter.docx"))
    lines = run("check", path)[1].decode()
    assert "byte skipping → ByteDance" in lines
    places = re.findall(r"a\.docx:(\d+):", lines)
    assert len({*places}) > 4


def test_folders_are_not_searched_for_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(sample("letter.docx"))
    (tmp_path / "a.md").write_text("We use tiktok every day.\n")
    out = run("check", tmp_path)[1]
    assert b"a.md" in out
    assert b"a.docx" not in out


def test_the_formats_of_packages_have_one_table() -> None:
    assert tuple(KINDS) == files.PACKAGES
