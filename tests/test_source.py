"""With the source text at hand: it decides about terms, and says which are missing."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfix import Cleaner, Span
from mtfix.packs.parser import parse
from mtfix.stages.terms.missing import missing_terms
from mtfix.stages.terms.source_text import SourceForms, is_written_as_packs
from mtfix.text.characters import is_whole_word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtfix import Result

few = settings(max_examples=max(60, settings.default.max_examples // 3))


@cache
def cleaner() -> Cleaner:
    return Cleaner()


def clean(text: str, source: str) -> Result:
    return cleaner().clean(text, source)


# --- the source decides ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("这是一把好琴，颤音很美。", "The vibrato of its strings is good.", id="the word is another"),
        pytest.param("甲骨文是最早的文字。", "Oracle bone inscriptions are the oldest writing.", id="the script"),
        pytest.param("殷墟出土的甲骨有五万片。", "Some 50,000 oracle bones came to light, Larry Ellison said.", id="a shorter word"),
        pytest.param("一家公司把五万片甲骨文数字化了。", "A company has scanned 50,000 oracle bone inscriptions.", id="a company near the script"),
        pytest.param("这个甲骨文数据库收录了五万片。", "The oracle bone inscriptions database holds 50,000 pieces.", id="a database of the script"),
        pytest.param("甲骨文表示“王”。", "Oracle bone inscriptions show the king.", id="what the script shows"),
        pytest.param("博物馆收购甲骨文。", "The museum buys oracle bone inscriptions.", id="what a museum buys"),
        pytest.param("新小米上市了。", "New millet came to the market.", id="a grain on the market"),
        pytest.param("快手菜很受欢迎。", "Fast hand dishes are popular.", id="a part of another word"),
        pytest.param("小米粥很好喝。", "Millet porridge is a good drink.", id="the grain"),
        pytest.param("跳过字节可以找到边界。", "Byte skipping finds the boundary.", id="words in another order"),
        pytest.param("企鹅在冰上走。", "The penguin walks on the ice.", id="an animal"),
        pytest.param("抖音用户增加了。", "The doctor said “vibrato” literally means shaking.", id="a veto holds nevertheless"),
    ],
)  # fmt: skip
def test_a_text_is_left_as_its_source_says(source: str, text: str) -> None:
    assert clean(text, source).text == text


@pytest.mark.parametrize(
    ("source", "text", "after"),
    [
        pytest.param("抖音很强。", "The vibrato is strong.", "Douyin is strong.", id="a coined word"),
        pytest.param(
            "微信和支付宝都可以用。",
            "Micro-channel and pay treasure can be used.",
            "WeChat and Alipay can be used.",
            id="two of them",
        ),
        pytest.param(
            "甲骨文股价上涨百分之五。",
            "Oracle bone inscriptions rose five percent.",
            "Oracle rose five percent.",
            id="an ordinary word, beside one that goes with names",
        ),
        pytest.param(
            "小米发布了新手机。",
            "Millet released something new.",
            "Xiaomi released something new.",
            id="an everyday word, beside one that goes with names",
        ),
        pytest.param(
            "该公司今天发布了财报。",
            "In 2020 tiktok released its report.",
            "In 2020 TikTok released its report.",
            id="only capitals are wrong, whatever the source says",
        ),
        pytest.param(
            "位元組跳動的股價上漲，這個公司說。",
            "Shares of byte skipping rose, its CEO said.",
            "Shares of ByteDance rose, its CEO said.",
            id="a source in other characters than the pack has says nothing",
        ),
        pytest.param(
            "株価が上がったとバイトダンスの社長は語った。",
            "Shares of byte skipping rose, its CEO said.",
            "Shares of ByteDance rose, its CEO said.",
            id="nor does one in another language",
        ),
    ],
)  # fmt: skip
def test_a_text_is_repaired_as_its_source_says(source: str, text: str, after: str) -> None:
    assert clean(text, source).text == after


def test_a_word_that_stands_more_often_than_in_the_source_is_weighed() -> None:
    source = "抖音很强，它的竞争对手说。"
    text = "The vibrato is strong. The violinist practised vibrato on her violin, and the vibrato of her bow."
    assert clean(text, source).text.count("vibrato") >= 2


PACK = """\
- term: Yadan
  kind: product
  source: [鸭蛋]
  variants:
  - duck {egg|eggs}
  ambiguous: true
  %s
  examples:
  - Duck eggs are larger than those of a hen.
"""


def made(tmp_path: Path, more: str = "", *, head: str = "about: x\nfrom: zh\nterms:\n") -> Cleaner:
    path = tmp_path / "pack.yaml"
    path.write_text(head + PACK.replace("%s", more), "utf-8")
    return Cleaner(["shipped", path])


def test_an_entry_says_whether_its_source_means_nothing_else(tmp_path: Path) -> None:
    text, source = "Duck eggs are new.", "鸭蛋是新的。"
    assert made(tmp_path).clean(text, source).text == text
    assert made(tmp_path, "coined: true").clean(text, source).text == "Yadan is new."


# --- words and languages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "whole"),
    [
        ("京东方增长", "京东", True),  # a longer entry decides, not the script
        ("データベース", "データ", False),
        ("新データ。", "データ", True),
        ("카카오는 말했다", "카카오", True),
        ("신카카오는", "카카오", False),
        ("TikTok发布", "TikTok", True),
        ("TikTokers", "TikTok", False),
        ("ยาสีฟัน", "สี", True),
    ],
)
def test_words_are_whole_as_their_script_tells(text: str, word: str, whole: bool) -> None:
    start = text.index(word)
    assert is_whole_word(text, start, start + len(word)) == whole


@pytest.mark.parametrize(
    ("text", "language", "is_it"),
    [
        ("TikTok宣布与Oracle合作", "zh", True),
        ("Oracle bone inscriptions (甲骨文) are old", "zh", False),
        ("これは甲骨文である", "zh", False),
        ("這個公司說", "zh", False),
        ("", "zh", False),
        ("これは甲骨文である", "ja", True),
        ("회사는 말했다", "ko", True),
        ("the firm said", "en", True),
        ("公司说", "en", False),
    ],
)
def test_languages_are_told_by_their_script(text: str, language: str, is_it: bool) -> None:
    assert is_written_as_packs(text, language) == is_it


# --- what is missing -------------------------------------------------------------------------------


def lacking(result: Result) -> list[tuple[str, str, int, int]]:
    return [(one.rule, one.source, one.found, one.said) for one in result.missing]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("字节跳动增长了。", "ByteDance grew.", id="the right form"),
        pytest.param("抖音增长了。", "The violinist’s vibrato grew.", id="a variant that is known"),
        pytest.param("京东方增长了。", "BOE grew.", id="a part of a longer term"),
        pytest.param("马斯克和埃隆·马斯克说。", "Musk and Elon Musk said so.", id="a part of a person's name"),
        pytest.param("字节跳动说，字节跳动增长了。", "ByteDance said that it grew.", id="a pronoun stands for it"),
        pytest.param("安阳出土的甲骨文。", "The tortoise shell script from Anyang.", id="an ordinary word"),
        pytest.param("最美的风景", "The most beautiful view", id="a word that is part of another"),
        pytest.param("链表很快。", "Linked-lists are fast.", id="plural and hyphen"),
        pytest.param("字节跳动はバイトである。", "The dance of bytes.", id="a source in another language"),
        pytest.param("今天", "Today", id="nothing of the kind"),
        pytest.param("抖音很强。", "<!-- mtfix off --> The rattle is strong.", id="a comment asks for it"),
    ],
)  # fmt: skip
def test_nothing_is_missing(source: str, text: str) -> None:
    assert not clean(text, source).missing


@pytest.mark.parametrize(
    ("source", "text", "rule", "counts"),
    [
        ("抖音很强。", "The rattle is strong.", "term/douyin", (0, 1)),
        ("甲骨文公司宣布裁员。", "Turtle carving announced layoffs.", "term/oracle", (0, 1)),
        (
            "字节跳动与字节跳动科技。",
            "ByteDance and Octet Hop Technology.",
            "term/bytedance",
            (1, 2),
        ),
        ("位于北京的腾讯公司很大。", "The soaring news of Beijing is big.", "term/tencent", (0, 1)),
    ],
)
def test_a_term_is_missing(source: str, text: str, rule: str, counts: tuple[int, int]) -> None:
    result = clean(text, source)
    [one] = result.missing
    assert one.rule.startswith(rule)
    assert (one.found, one.said) == counts
    assert source[one.source_span.start : one.source_span.end] == one.source
    assert one.span == Span(0, len(text))
    assert result.text == text


def test_texts_of_as_many_lines_are_compared_line_by_line() -> None:
    source = "抖音很强。\n\n微信也很强。\n"
    text = "Douyin is strong.\n\nThe small letter is strong too.\n"
    [one] = clean(text, source).missing
    assert text[one.span.start : one.span.end] == "The small letter is strong too."
    assert one.expected[0] == "WeChat"
    [one] = clean("WeChat is strong, and it grows.", "抖音和微信很强。\n微信很强。").missing
    assert one.expected[0] == "Douyin"


TERM_BASE = """\
about: From a term base.
from: %s
terms:
- term: tensile strength
  kind: term
  source: [%s]
  admitted: [ultimate strength]
"""


@pytest.mark.parametrize(
    ("language", "form", "source"),
    [
        ("zh", "抗拉强度", "测量了抗拉强度。"),
        ("de", "Zugfestigkeit", "Die Zugfestigkeit wurde gemessen."),
        ("ko", "인장강도", "인장강도를 측정했다."),
    ],
)
def test_entries_without_variants_say_what_is_missing(
    language: str, form: str, source: str, tmp_path: Path
) -> None:
    path = tmp_path / "base.yaml"
    path.write_text(TERM_BASE % (language, form), "utf-8")
    base = Cleaner([path])
    [one] = base.clean("The pulling power was measured.", source).missing
    assert (one.rule, one.expected) == (
        "term/tensile-strength",
        ("tensile strength", "ultimate strength"),
    )
    assert not base.clean("The tensile strengths were measured.", source).missing
    assert not base.clean("Its ultimate strength was measured.", source).missing
    assert not Cleaner([path], origin="fr").clean("Pulling power.", source).missing
    assert not Cleaner([path], skip=["term"]).clean("Pulling power.", source).missing
    decided = Cleaner([path], decide={"tensile strength": "never"})
    assert not decided.clean("Pulling power.", source).missing


def test_an_entry_without_variants_needs_a_source(tmp_path: Path) -> None:
    text = TERM_BASE % ("zh", "抗拉强度")
    with pytest.raises(ValueError, match="variants"):
        parse(text.replace("  source: [抗拉强度]\n", ""), "x.yaml", "x", trusted=False)


def test_missing_terms_of_rows_are_placed_in_the_file() -> None:
    rows = ["微信很强\tWeChat is strong.", "抖音很强\tThe shiver is strong."]
    text = "\n".join(rows)
    [one] = cleaner().clean(text, format="tsv").missing
    assert one.beside
    assert text[one.span.start : one.span.end] == "The shiver is strong."
    assert text[one.source_span.start : one.source_span.end] == "抖音"
    line = json.dumps({"src": "说，抖音很强", "text": "“The shiver” is."})
    found = Cleaner(sources=["src"]).clean(line, format="jsonl").missing
    assert [line[slice(*one.source_span)] for one in found] == ["\\u6296\\u97f3"]


@cache
def forms() -> SourceForms:
    return SourceForms(documents.terms())


def _sources() -> st.SearchStrategy[str]:
    words = sorted({form for term in documents.terms() for form in term.source})
    piece = st.one_of(st.integers(0, len(words) - 1).map(words.__getitem__), st.text(max_size=4))
    return st.lists(st.one_of(piece, st.sampled_from("，。\n 的在是")), max_size=8).map("".join)


@few
@given(documents.texts(5), _sources())
def test_laws_hold_with_a_source(text: str, source: str) -> None:
    result = cleaner().clean(text, source)
    again = cleaner().clean(result.text, source)
    assert again.text == result.text
    assert result.undo() == text
    for one in result.missing:
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert source[one.source_span.start : one.source_span.end]
        assert one.found < one.said
        assert one.expected


@few
@given(_sources(), documents.texts(2))
def test_a_text_that_says_every_right_form_lacks_none(source: str, text: str) -> None:
    said = forms().occurrences(source)
    right = [
        forms().terms[index].term
        for form, spans in said.items()
        for index in forms().owners[form]
        for _ in spans
    ]
    whole = " ; ".join([*right, text.replace("\n", " ")])
    assert not list(missing_terms(forms(), whole, source.replace("\n", " "), None))


# --- the command line --------------------------------------------------------------------------------


def mtfix(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mtfix", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def pair(folder: Path, text: str, source: str) -> None:
    (folder / "en.txt").write_text(text, "utf-8")
    (folder / "zh.txt").write_text(source, "utf-8-sig")


def test_the_source_of_a_file_is_named(tmp_path: Path) -> None:
    pair(tmp_path, "The vibrato is strong.\n", "抖音很强。\n")
    done = mtfix("clean", "--source", "zh.txt", "en.txt", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Douyin is strong.\n", "")
    done = mtfix("explain", "--source", "zh.txt", "en.txt", folder=tmp_path)
    assert "the source text says 抖音" in done.stdout
    done = mtfix("fix", "--source", "zh.txt", "en.txt", folder=tmp_path)
    assert (tmp_path / "en.txt").read_text("utf-8") == "Douyin is strong.\n"


def test_missing_terms_are_printed_and_counted_by_strict(tmp_path: Path) -> None:
    pair(tmp_path, "One.\nThe shiver is strong.\n", "一。\n说，抖音很强。\n")
    done = mtfix("check", "--source", "zh.txt", "en.txt", folder=tmp_path)
    told = "en.txt:2:1: ! term/douyin: Douyin is missing (the source says 抖音 at 2:3)\n"
    assert (done.returncode, done.stdout) == (0, told)
    done = mtfix("check", "--strict", "--source", "zh.txt", "en.txt", folder=tmp_path)
    assert done.returncode == 1
    done = mtfix("check", "--report", "json", "--source", "zh.txt", "en.txt", folder=tmp_path)
    [[one]] = [page["missing"] for page in json.loads(done.stdout)]
    assert (one["line"], one["expected"], one["found"], one["said"]) == (2, ["Douyin"], 0, 1)
    source = one["source"]
    assert (source["text"], source["line"], source["column"], source["beside"]) == (
        "抖音",
        2,
        3,
        False,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--source", "no.txt", "en.txt"], "--source no.txt: can't be read: No such file"),
        (["--source", "bad.txt", "en.txt"], "--source bad.txt:2: not UTF-8; save the file as UTF-8"),
        (["--source", "zh.txt", "en.txt", "zh.txt"], "--source is the source of one file"),
        (["--source", "zh.txt", "."], "--source is the source of one file"),
        (["--source", "zh.txt", "a.tsv"], "in tsv, --source-field names the source"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["check", "fix", "explain"])
def test_a_source_that_is_none_is_an_error(
    command: str, arguments: Sequence[str], said: str, tmp_path: Path
) -> None:
    pair(tmp_path, "The vibrato is strong.\n", "抖音很强。\n")
    (tmp_path / "bad.txt").write_bytes(b"\xe4\xb8\xad\n\xff\n")
    (tmp_path / "a.tsv").write_text("a\tb\n")
    done = mtfix(command, *arguments, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert (tmp_path / "en.txt").read_text() == "The vibrato is strong.\n"


def test_a_filter_writes_its_input_back_without_its_source(tmp_path: Path) -> None:
    pair(tmp_path, "The vibrato is strong.\n", "")
    done = mtfix("clean", "--source", "no.txt", "en.txt", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "The vibrato is strong.\n")
    assert "--source no.txt: can't be read" in done.stderr
