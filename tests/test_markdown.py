"""Markdown and MDX: what of a file is prose, and that nothing else ever changes.

Extracted texts are in `tests/cases/markdown`, which needs no Python to add to.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mtfix import Cleaner, Edit, Reason, Span
from mtfix.edits.edit import apply
from mtfix.formats import FIELDS, of_file, read_document
from mtfix.formats.events import events
from mtfix.formats.offsets import parsable
from mtfix.fs import files
from mtfix.matching.page import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.formats.document import Document

CASES = Path(__file__).parent / "cases" / "markdown"


def cases() -> list[Path]:
    return sorted(path for path in CASES.glob("*.md*") if path.stem != "README")


def markdown(text: str) -> Document:
    return read_document(text, "markdown", FIELDS)


def mdx(text: str) -> Document:
    return read_document(text, "mdx", FIELDS)


def shown(document: Document) -> str:
    return document.draft.text.replace(PLACEHOLDER, "□")


def prose(document: Document) -> Iterator[Span]:
    """The prose of a source that is extracted as it is written."""
    at = 0
    for edit in document.draft.edits:
        if at < edit.span.start:
            yield Span(at, edit.span.start)
        at = edit.span.end
    if at < len(document.draft.original):
        yield Span(at, len(document.draft.original))


# --- extraction ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name)
def test_a_file_reads_as_the_text_beside_it(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    document = read_document(path.read_text(encoding="utf-8"), of_file(str(path)), FIELDS)
    # Blank lines between two blocks are as many as the source has.
    assert re.sub(r"\n{3,}", "\n\n", shown(document)).strip() == expected.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Just text.", "Just text.", id="one line"),
        pytest.param("a\r\nb\r\n\r\nc\r\n", "a b\r\n\r\nc\r\n", id="line ends of Windows"),
        pytest.param("a\rb\r\rc", "a b\r\rc", id="line ends of old"),
        pytest.param("\udc80 *\udcff* \ud800", "\udc80 \udcff \ud800", id="undecodable bytes"),
        pytest.param("é 😀 *中* `x` 文", "é 😀 中 □ 文", id="letters of several bytes"),
        pytest.param("---\n\nA rule.\n\n---\n", "\n\nA rule.\n\n\n", id="a rule is no frontmatter"),
        pytest.param("---\na: b\nText.\n", "\na: b Text.\n", id="frontmatter without an end"),
        pytest.param("- byte\n- skipping\n", "byte\n\nskipping\n", id="items stand apart"),
        pytest.param("# byte\nskipping\n", "byte\n\nskipping\n", id="a heading stands apart"),
        pytest.param("a term\n: meaning\n", "a term\n\n: meaning\n", id="a term and its meaning"),
        pytest.param("a [](b), ![](c) d", "a □, □ d", id="a link and a picture without text"),
    ],
)
def test_a_text_reads(text: str, expected: str) -> None:
    assert shown(markdown(text)) == expected


def test_comments_are_told_with_their_places() -> None:
    text = "---\nmtfix: off\n---\n\n<!-- mtfix off -->\n\nText <!--\nmtfix on term --> and `<!-- x -->`."
    found = markdown(text).comments
    assert [comment.text for comment in found] == ["mtfix off", "mtfix off", "mtfix on term"]
    assert [text[slice(*comment.span)] for comment in found] == [
        "mtfix: off",
        "<!-- mtfix off -->",
        "<!--\nmtfix on term -->",
    ]


@pytest.mark.parametrize(
    "front",
    [
        "---\nmtfix: false\n---\n",
        "+++\nmtfix = false\n+++\n",
        '{"title": "x",\n "mtfix": "off"}\n',
        '{"mtfix": "off"}\n',
        '{"title": "x", "mtfix": false, "weight": 1}\n',
    ],
)
def test_every_kind_of_frontmatter_may_say_off(front: str) -> None:
    assert [comment.text for comment in markdown(front + "Text.").comments] == ["mtfix off"]


def test_comments_of_mdx_are_told() -> None:
    text = "Text.\n\n{/* mtfix off */}\n\n`{/* x */}`\n"
    [comment] = mdx(text).comments
    assert (text[slice(*comment.span)], comment.text) == ("{/* mtfix off */}", "mtfix off")


def test_code_inside_a_tag_of_mdx_is_no_prose() -> None:
    text = (
        """<A onOpen={() => { let title="kqcode"; }} data-1='x title="kqtext" y' title="Prose"/>"""
    )
    assert "kq" not in mdx(text).draft.text
    assert "Prose" in mdx(text).draft.text


# --- terms ---------------------------------------------------------------------------------------

SENTENCE = "Shares of byte skipping rose, its CEO said."
FOUND = [
    pytest.param(SENTENCE, id="a paragraph"),
    pytest.param(f"*{SENTENCE}*", id="emphasis"),
    pytest.param("Shares of **byte skipping** rose, its CEO said.", id="strong words"),
    pytest.param("See: [shares of byte skipping](u_r_l) rose, its CEO said.", id="a link text"),
    pytest.param(f"![{SENTENCE}](a.png)", id="an alternative text"),
    pytest.param(f"# {SENTENCE}\n", id="a heading"),
    pytest.param(f"1. a\n   - {SENTENCE}\n", id="a list"),
    pytest.param(f"| a | {SENTENCE} |\n|---|---|\n| b | c |\n", id="a table"),
    pytest.param(f"> > {SENTENCE}\n", id="a quote"),
    pytest.param(f"Text[^n]\n\n[^n]: {SENTENCE}\n", id="a footnote"),
    pytest.param("Shares of byte\nskipping rose, its CEO said.", id="across a line break"),
    pytest.param("> Shares of byte\n> skipping rose, its CEO said.", id="across one of a quote"),
    pytest.param(f":::note {SENTENCE}\n\nText.\n\n:::\n", id="the title of an admonition"),
    pytest.param(f"---\ntitle: {SENTENCE}\n---\n", id="frontmatter"),
    pytest.param(f"[[target|{SENTENCE}]]", id="the label of a wikilink"),
]
NOT_FOUND = [
    pytest.param("Shares of `byte skipping` rose, its CEO said.", id="code"),
    pytest.param(f"```\n{SENTENCE}\n```\n", id="fenced code"),
    pytest.param(f"Text.\n\n    {SENTENCE}\n", id="indented code"),
    pytest.param(f'<div title="{SENTENCE}">\n{SENTENCE}\n</div>\n', id="a block of HTML"),
    pytest.param(f'{{{{< figure caption="{SENTENCE}" >}}}}', id="a shortcode"),
    pytest.param(f"---\nslug: {SENTENCE}\n---\n", id="another field of frontmatter"),
    pytest.param(f"<!-- {SENTENCE} -->", id="a comment"),
]
SUGGESTED = [
    pytest.param("Shares of byte **skipping** rose, its CEO said.", id="emphasis begins inside"),
    pytest.param("Shares of byte [skipping](x) rose, its CEO said.", id="a link begins inside"),
    pytest.param("Shares of byte  \nskipping rose, its CEO said.", id="a hard line break"),
]


@pytest.mark.parametrize("text", FOUND)
def test_a_term_is_repaired(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text, format="markdown")
    assert result.text == re.sub(r"byte(\s|\n> )skipping", "ByteDance", text)
    assert result.undo() == text
    assert not cleaner.clean(result.text, format="markdown").edits


@pytest.mark.parametrize("text", NOT_FOUND)
def test_a_term_is_not_seen(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text, format="markdown")
    assert (result.text, result.withheld) == (text, ())


@pytest.mark.parametrize("text", SUGGESTED)
def test_a_term_across_markup_is_only_suggested(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text, format="markdown")
    assert result.text == text
    assert {held.reason for held in result.withheld} == {Reason("crosses-markup")}


def test_the_label_of_a_definition_keeps_its_link(cleaner: Cleaner) -> None:
    text = "Shares of [byte skipping] rose, its CEO said.\n\n[byte skipping]: https://example.com\n"
    result = cleaner.clean(text, format="markdown")
    assert result.text == text
    assert {held.reason for held in result.withheld} == {Reason("markup-changes")}


@pytest.mark.parametrize("linked", [0, 500, 999])
def test_one_bad_edit_among_thousands_costs_few_parses(
    cleaner: Cleaner, linked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"Item {index}: shares of byte skipping rose on tiktok." for index in range(1000)]
    lines[linked] = "Shares of [byte skipping] rose, its CEO said."
    parses = []

    def counted(*given: object, **named: object) -> Document:
        parses.append(given)
        return read_document(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("mtfix.formats.read_document", counted)
    text = "\n\n".join([*lines, "[byte skipping]: https://example.com\n"])
    result = cleaner.clean(text, format="markdown")
    assert result.text.count("byte skipping") == 2
    assert len(result.edits) == 1998
    assert [held.reason for held in result.withheld] == [Reason("markup-changes")]
    assert len(parses) < 30


def test_many_bad_edits_do_not_cost_a_reading_each(cleaner: Cleaner) -> None:
    line = "Shares of [byte skipping] rose, its CEO said.\n\n"
    text = line * 1000 + "[byte skipping]: https://example.com\n"
    result = cleaner.clean(text, format="markdown")
    assert result.text == text
    assert len(result.withheld) == 1000


BACKTICKS = [
    "A \\` sign and byte skipping \\` sold shares, its CEO said.",
    "&#96;``\n\nShares of byte skipping rose, its CEO said.",
    "Text.\n\n``` no ` fence\nShares of byte skipping rose, its CEO said.",
]


@pytest.mark.parametrize("text", BACKTICKS)
def test_backticks_that_open_no_code_hide_nothing(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text, format="markdown")
    assert result.text == text.replace("byte skipping", "ByteDance")


@pytest.mark.parametrize("before", ["# ", "- ", "> ", "1. "])
def test_a_line_with_a_mark_is_not_taken_out_from_behind_it(before: str) -> None:
    text = f"{before}Please go\nText.\n" if before == "# " else f"{before}Please go\n\n# Text\n"
    document = markdown(text)
    end = document.draft.text.index("Text")
    assert document.draft.crosses(Span(0, end))


# --- writing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        pytest.param("a word b", "word", "A*S*K", r"a A\*S\*K b", id="stars"),
        pytest.param("a word b", "word", "x_y _z_", r"a x_y \_z\_ b", id="underscores"),
        pytest.param("a word b", "word", "<b> & c &lt;", r"a \<b> & c \&lt; b", id="HTML"),
        pytest.param("|word|\n|-|\n", "word", "a|b", "|a\\|b|\n|-|\n", id="a pipe in a table"),
        pytest.param("a word b", "word", "a|b", "a a|b b", id="a pipe elsewhere"),
        pytest.param('---\ntitle: "a word"\n---', "word", 'b"\\', '---\ntitle: "a b\\"\\\\"\n---', id="double quotes"),
        pytest.param("---\ntitle: 'a word'\n---", "word", "b's", "---\ntitle: 'a b''s'\n---", id="single quotes"),
        pytest.param("---\ntitle: word\n---", "word", "a: b", '---\ntitle: "a: b"\n---', id="a value gets quotes"),
        pytest.param("---\ntitle: word\n---", "word", "Yes", '---\ntitle: "Yes"\n---', id="a truth value gets quotes"),
        pytest.param('+++\ntitle = "word"\n+++', "word", 'a"b', '+++\ntitle = "a\\"b"\n+++', id="TOML"),
        pytest.param('{"title": "word"}\n', "word", 'a"b', '{"title": "a\\"b"}\n', id="JSON"),
    ],
)  # fmt: skip
def test_new_text_reads_as_it_is_meant(text: str, old: str, new: str, expected: str) -> None:
    document = markdown(text)
    assert document.escape
    span = Span(text.index(old), text.index(old) + len(old))
    written = apply(text, [Edit(span, old, document.escape(span, new))])
    assert written == expected
    assert markdown(written).draft.text == document.draft.text.replace(old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("About&#58; byte skipping", '"About: ByteDance"'),
        ('The "CEO" of byte skipping &#35; 1', '"The \\"CEO\\" of ByteDance # 1"'),
        ("A&#58; line of\r\n  byte skipping", '"A: line of\r\n  ByteDance"'),
        ("Shares of byte\n  skipping: rose", None),
        ("It is &quot;byte skipping&quot;, a company", None),
        ("'About&#58; byte skipping'", "'About: ByteDance'"),
    ],
)
def test_a_value_is_quoted_where_a_part_of_it_needs_that(
    cleaner: Cleaner, before: str, after: str | None
) -> None:
    end = "\nslug: byte-skipping\n---\n\nByteDance, the owner of TikTok, said so.\n"
    text = f"---\ntitle: {before}{end}"
    result = cleaner.clean(text, format="markdown")
    if after is not None:
        assert result.text == f"---\ntitle: {after}{end}"
    assert result.undo() == text
    assert not cleaner.clean(result.text, format="markdown").edits


# --- the judge -------------------------------------------------------------------------------------

JUDGE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_JUDGED = [
    "Text `kqcode` and ``kq ` code`` end.",
    "[a](http://kq.example/url_a_b 'kqtitle') <http://kq.example> ![b](kq.png)",
    "[a][r] and [r]\n\n[r]: http://kq.example/ref 'kqtitle'\n",
    '<div class="kqclass">\nkqhtml\n</div>\n\nText <b id="kqid">bold</b>.',
    "```kqinfo\nkqfence\n```\n\n    kqindented\n",
    "- item\n\n      kqcode\n\n  > ```\n  > kqcode\n  > ```\n",
    "| a | b |\n|---|---|\n| `kq \\| a` | [x](kqurl) |\n",
    "> ~~~\n> kqcode\n\nafter `kq\ncode`\n",
    "1. a\n2. b\n   ```\n   kqcode\n   ```\n\tkqnot\n",
    "\\`text\\` and `` ` `` and `kq\\`",
    "# `kqcode` #\n\n<!-- kqcomment\n\nkqmore -->\n",
    "<span title='kqattr'>x</span> <https://kq.example/?a=b&c=d>",
    '[x]( <kq url> "kqtitle" )\n* `kq`\n+ <a\n  href=kqhref>b</a>\n',
]


def forbidden(text: str) -> Iterator[str]:
    """The words of code, URLs and attributes that markdown-it finds."""
    tokens = [*JUDGE.parse(text)]
    while tokens:
        token = tokens.pop()
        tokens += token.children or []
        if token.type in {"code_inline", "code_block", "fence", "html_block", "html_inline"}:
            yield from re.findall(r"\bkq\w*", token.content + token.info)
        for value in token.attrs.values():
            yield from re.findall(r"\bkq\w*", str(value))


@pytest.mark.parametrize("text", _JUDGED)
@pytest.mark.parametrize("within", ["{}", "# Head\n\n{}\n\nText.", "---\ntitle: x\n---\n\n{}"])
def test_no_code_url_or_attribute_is_prose(text: str, within: str) -> None:
    text = within.format(text)
    words = set(forbidden(text))
    assert words
    read_ = " ".join(text[slice(*span)] for span in prose(markdown(text)))
    assert not words & set(re.findall(r"\bkq\w*", read_))


# --- laws ----------------------------------------------------------------------------------------

_PIECES = st.sampled_from([
    "word", "other words here", "\n", "\n\n", "\r\n", "\r", " ", "  \n", "\t", "    ", "# ", "## ", "> ", "- ",
    "1. ", "* ", "**", "*", "_", "~~", "`", "``", "```\n", "~~~\n", "| ", "|", "|---|---|\n", "\\", "[", "](url)", "]",
    "![", "[r]: url\n", "[^1]", "[^1]: ", "<b>", "</b>", "<div>\n", "<!-- c -->", "<!--", "-->", "<code>", "</code>",
    "{{< x >}}", "{{", "}}", "{%", "%}", "{% raw %}", "{% endraw %}", "{", "}", "{: .c}", "[[a|b]]", "[[", "]]",
    ":::note Title\n", ":::\n", ":::", "http://a.b/c_d_", "a@b.cd", "www.x.yz", "$", "$$", "&amp;", "&nbsp;", "&#10;",
    "---\n", "---\ntitle: A word\n---\n", "+++\n", '+++\ntitle = "A"\n+++\n', '{"title": "x"}\n', "title: x\n",
    "===\n", "***\n", "- [ ] ", "é", "中文", "😀", "\udc80", "\ud83d", "\x00", "\ufffc", "\u2028", "\x0b", "import x\n",
    "export x = {\n", "<A b={'", "'}>", 'title="a', '"', "'", "{/* c */}", "<https://x.y>",
])  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=25).map("".join)
_WORD = re.compile(r"(?<!\w)(?:word|words|other|here)(?!\w)")


def exact(text: str, document: Document) -> None:
    edits = document.draft.edits
    assert document.draft.original == text
    assert apply(text, edits) == document.draft.text  # disjoint, ordered, and they fit
    assert all(text[slice(*comment.span)] for comment in document.comments)
    assert [*document.comments] == sorted(document.comments)


@pytest.mark.parametrize("format_", ["markdown", "mdx"])
@given(text=_TEXTS)
def test_any_text_is_read_exactly(format_: str, text: str) -> None:
    exact(text, read_document(text, format_, FIELDS))


@given(st.text(max_size=60))
def test_any_characters_are_read_exactly(text: str) -> None:
    exact(text, markdown(text))
    exact(text, mdx(text))


def labels(text: str) -> list[Span]:
    """Links whose text is also the name of what they link to: it can't change."""
    data = parsable(text).encode()
    found = []
    for event, where in events(parsable(text)):
        tag = event.get("Start") if isinstance(event, dict) else None
        link = isinstance(tag, dict) and (tag.get("Link") or tag.get("Image"))
        if link and link["link_type"] in {"Shortcut", "Collapsed"}:
            found.append(Span(*(len(data[: where[at]].decode()) for at in ("start", "end"))))
    return found


def edited(document: Document, word: re.Pattern[str]) -> str:
    """The source with a word of every stretch of prose changed."""
    text = document.draft.original
    fixed = labels(text)
    found = (word.search(text, *span) for span in prose(document))
    spans = [Span(*one.span()) for one in found if one]
    edits = [
        Edit(span, text[slice(*span)], "q" * (span.end - span.start))
        for span in spans
        if not any(span.overlaps(label) for label in fixed)
    ]
    return apply(text, edits)


def markup(document: Document) -> list[tuple[str, str]]:
    return [(edit.old, edit.new) for edit in document.draft.edits]


@given(_TEXTS)
def test_an_edit_in_every_stretch_of_prose_keeps_all_markup(text: str) -> None:
    document = markdown(text)
    changed = edited(document, _WORD)
    assert markup(markdown(changed)) == markup(document)


_DAMAGED = st.lists(
    st.one_of(documents.pieces(), _PIECES, st.sampled_from([SENTENCE, "Please rate this news\n"])),
    max_size=14,
).map("".join)


def holes(text: str, format_: str) -> list[str]:
    edits = read_document(text, format_, FIELDS).draft.edits
    return [edit.old for edit in edits if PLACEHOLDER in edit.new]


@pytest.mark.parametrize("format_", ["markdown", "mdx"])
@given(text=_DAMAGED)
def test_cleaning_changes_prose_only_and_comes_to_rest(
    cleaner: Cleaner, format_: str, text: str
) -> None:
    result = cleaner.clean(text, format=format_)
    assert apply(text, result.edits) == result.text
    assert result.undo() == text
    if result.edits:
        assert holes(result.text, format_) == holes(text, format_)
    assert cleaner.clean(result.text, format=format_).text == result.text


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[ " * 90_000 + "\n---\n",
        "---\n" + "- " * 90_000 + "\n---\n",
        '{"a":' * 30_000,
        "+++\n" + "a." * 40_000 + "b = 1\n+++\n",
        "<!--" * 25_000,
        "://" * 30_000,
        "<code>" * 15_000,
        "{{" * 50_000,
        "> " * 5_000,
    ],
    ids=lambda text: text[:10].strip(),
)
def test_what_is_nested_or_never_closed_hangs_nothing(text: str) -> None:
    exact(text, markdown(text))
    exact(text, mdx(text))


# --- real files ------------------------------------------------------------------------------------


def real_files() -> Iterator[Path]:
    """Markdown below the folders of MTFIX_MARKDOWN (parted as in PATH), or of this Python."""
    for folder in os.environ.get("MTFIX_MARKDOWN", sys.prefix).split(os.pathsep):
        for path in Path(folder).rglob("*"):
            if path.suffix in {".md", ".mdx", ".markdown"} and path.is_file():
                yield path


@pytest.mark.slow
def test_real_files_keep_all_that_is_no_prose() -> None:
    word = re.compile(r"(?<!\w)[a-z]{4,12}(?!\w)")
    count = 0
    for path in real_files():
        source = files.read_file(str(path))
        format_ = of_file(str(path))
        document = read_document(source.text, format_, FIELDS)
        assert source.encode(document.draft.original) == source.data
        changed = edited(document, word)
        assert markup(read_document(changed, format_, FIELDS)) == markup(document), path
        count += 1
    assert count


def test_an_explanation_names_lines_of_the_source() -> None:
    from mtfix.cli.explain import explained

    text = "---\ntitle: a page\n---\n\nThe firm **byte skipping** owns\ntiktok.\n"
    told = "\n".join(explained("x.md", text, Cleaner(), "markdown"))
    assert "x.md:5:12: byte skipping → ByteDance" in told
    assert "TikTok in the sentence of another place, line 6" in told or "x.md:6:1: tiktok" in told
