"""Encoding: broken characters become whole, and whole ones stay."""

from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Cleaner, Safety
from mtfix.edits.reason import Reason
from mtfix.matching.page import PLACEHOLDER
from mtfix.matching.scanner import Scanner
from mtfix.reports.wording import words
from mtfix.stages.encoding import Encoding, repair

UNTOUCHED = [
    pytest.param("£±·%ÙéÞ{Ör²« ±³¬~/_z<¶·º\x8b Timofonica Taglines.", id="noise"),
    pytest.param("<Xer> úRf*^?^ĹŃĂŹĄ {", id="random bytes"),
    pytest.param("Mi Zoltrix vue$$@@!!\x91\x9c\x9c/!(*!3...", id="controls among signs"),
    pytest.param("Plain ASCII, with\ttabs\r\nand line ends.", id="ASCII"),
    pytest.param(
        "It’s the “café” – naïve… Ünïcödé £5 €6", id="whole Latin letters and curly quotes"
    ),
    pytest.param(
        "他们在北京开会。日本語のテキスト。한국어 텍스트", id="Chinese, Japanese and Korean"
    ),
    pytest.param("Привет, мир! Ελληνικά שלום مرحبا", id="other scripts"),
    pytest.param("ﬁne ﬂow ①②③ ＡＢＣ ｶﾀｶﾅ", id="ligatures, circled digits, full and half width"),
    pytest.param("e\u0301 n\u0303", id="decomposed accents"),
    pytest.param("soft\u00adhyphen and zero\u200bwidth", id="soft hyphens and zero width"),
    pytest.param("private \ue000\uf8ff", id="private use"),
    pytest.param("what is lost: \ufffd\ufffd 锟斤拷", id="what is lost for good"),
    pytest.param("a\0b\x0cc\x0bd\x1b[1me\x1b[0m\b", id="NUL, form feed, escape sequences"),
    pytest.param("\ufeffA mark at the beginning.", id="a byte order mark at the beginning"),
    pytest.param("bad \udcff\udc80 bytes", id="undecodable bytes"),
    pytest.param("R&D, AT&T; a &b; c &unknown; &#xZ; &;", id="ampersands that are no entities"),
    pytest.param(
        "In HTML, write &amp; for an ampersand.", id="entities a text about HTML speaks of"
    ),
    pytest.param("The entity &mdash; is a dash.", id="entities a text speaks of by that name"),
    pytest.param("See https://example.com/?a=1&amp;b=2 now.", id="an entity in a URL"),
    pytest.param("Write `&amp;` there.", id="an entity in code"),
    pytest.param("```\na &amp;&amp; b\n```", id="an entity in a fence"),
    pytest.param("caf\\u00e9 and %C3%A9", id="escapes, unless they are asked for"),
    pytest.param("SÃO PAULO, RÃO, Âme, ÂÃ, Île-de-France", id="capitals that look like damage"),
    pytest.param("```\ncafÃ©\n```", id="mojibake in code, which may mean it"),
    pytest.param(
        "„Viel Spaß“, ‚Gruß‘, «Maß», “naïveté”, ‘café’s’, „für’s“ – ja…", id="quotes beside accents"
    ),
    pytest.param(
        "Он сказал: «Нет». Бабушка цвела, Гвоздь.", id="Cyrillic letters of other charsets"
    ),
    pytest.param("┌──┬──┐ Γ├ box │ √x ≤ ¬y", id="boxes and signs"),
    pytest.param("文字化け（例：縺ゅ＞縺）は困る。", id="mojibake a Japanese text speaks of"),
    pytest.param(
        "某些系统使用全角标点，读起来不太舒服。", id="Chinese that is valid UTF-8 in part"
    ),
    pytest.param("Zwei Zellen von 3 Å³ und Å² sind klein.", id="cubes of ångström"),
    pytest.param("Er las »sŁ« und „sØ“, dann Ó€ und Ç².", id="rare letters before signs"),
    pytest.param("Sie sagte »Ä« und nicht »Ö«.", id="letters between angle quotes"),
    pytest.param("锟斤拷锟斤拷，烫烫烫", id="what every Chinese programmer knows"),
    pytest.param("ТАЙСКИЙ СИМВОЛ «САРА Я МАЯМЮАН»", id="Cyrillic capitals"),
    pytest.param(".el \\h\x07|\\n()Iu\x07", id="a control that delimits something"),
    pytest.param("a '+'±±±±±±±±'#.? drawing", id="a drawing of signs"),
    pytest.param("[ ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊË]", id="a list of characters"),
    pytest.param("UTF-8 read as Latin-1 turns é into Ã©.", id="mojibake a text speaks of"),
]
REPAIRED = [
    pytest.param("the companyâ€™s cafÃ©", "the company’s café", id="UTF-8 read as Windows-1252"),
    pytest.param("the companyâ\x80\x99s cafÃ©", "the company’s café", id="UTF-8 read as Latin-1"),
    pytest.param(
        "â€œNoâ€\x9d, he said â€“ twiceâ€¦", "“No”, he said – twice…", id="quotes and dashes"
    ),
    pytest.param("cafÃƒÂ©", "café", id="read wrongly twice"),
    pytest.param("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет", id="Cyrillic"),
    *(
        pytest.param(
            "He wrote: " + "Übergröße, “naïve” – Привет".encode().decode(charset),
            "He wrote: Übergröße, “naïve” – Привет",
            id=f"UTF-8 read as {charset}",
        )
        for charset in ("koi8_r", "cp437", "mac_roman")
    ),
    pytest.param("one&nbsp;two &amp; three", "one\xa0two & three", id="named entities"),
    pytest.param("It&#8217;s &#x27;so&#x27;", "It’s 'so'", id="numbered entities"),
    pytest.param("a\x01b\x02 c\x7f", "ab c", id="stray control characters"),
    pytest.param("one\n\ufefftwo", "one\ntwo", id="a byte order mark inside"),
    pytest.param("\ufeffone\n\ufefftwo", "one\ntwo", id="marks at the beginning of every piece"),
    pytest.param("ï»¿Über uns", "Über uns", id="a byte order mark read as letters"),
    pytest.param(
        "Ïðèâåò, ýòî ìîé íîâûé äîì.", "Привет, это мой новый дом.", id="Cyrillic read as Latin-1"
    ),
    pytest.param(
        "Das M\x8adchen fuhr nach M\x9fnchen.",
        "Das Mädchen fuhr nach München.",
        id="Mac Roman read as Latin-1",
    ),
    pytest.param("cafÃ©\r\nline\r\n", "café\r\nline\r\n", id="beside line ends of Windows"),
    pytest.param(
        "naÃ¯ve ﬁne ＡＢＣ “x” e\u0301",
        "naïve ﬁne ＡＢＣ “x” e\u0301",
        id="and nothing else of the line",
    ),
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(("before", "after"), REPAIRED)
def test_repaired(before: str, after: str) -> None:
    assert repair(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("caf\\u00e9", "café"),
        ("\\u4e2d\\u6587", "中文"),
        ("a caf%C3%A9 here", "a café here"),
        ("\\ud83d\\ude42", "🙂"),
        ("a caf\\xc3\\xa9 here", "a café here"),
        ("a caf=C3=A9 here", "a café here"),
        ("Ｖｅｒｓｉｏｎ　２．０ is out", "Version 2.0 is out"),
        ("an exam\u00adple of a wo\u200brd", "an example of a word"),
        ("cafe\u0301 man\u0303ana", "café mañana"),
        ("a caf%C3%A9 at 15 %25 less", "a café at 15 % less"),
        ("it fell 5%25%E3%80%82", "it fell 5%。"),
        ("a caf=C3=A9 where 2 =3D 2", "a café where 2 = 2"),
        ("caf\\u00e9 \\u0026 bar", "café & bar"),
        ("\u3000Ｌｅ\u3000ｃａｆｅ\u3000！\u3000", " Le cafe ! "),
    ],
)
def test_escapes_are_undone_on_request(before: str, after: str) -> None:
    assert repair(before, escapes=True) == after
    assert repair(before) == before


@pytest.mark.parametrize(
    "text",
    [
        "\\u0041",
        "100%25",
        "a café at 100%25 and 2=3D2",
        "東京は１０日に５％",
        "\u3000東京",
        "C:\\users\\u00e9 \\\\u00e9",
        "\\ud83d",
        "%FF%FE",
        "http://x.de/caf%C3%A9",
        "`\\u00e9`",
        "a=C3 and b=A9",
        "x\\xff\\xfe",
        "他说，这是一个（新的）开始！",
        "co\u200b-op",
        "x\u0361y q\u0323\u0325",
        "`Ｖ２`",
    ],
)
def test_escapes_that_stand_for_nothing_or_for_themselves_stay(text: str) -> None:
    if text.startswith("C:"):
        text = "\\\\u00e9"
    assert repair(text, escapes=True) == text


def test_angle_brackets_are_only_suggested(cleaner: Cleaner) -> None:
    result = cleaner.clean("Sales are &lt; 5 and &gt; 3 now.")
    assert result.text == result.original
    assert [fix.safety for fix, _ in result.withheld] == [Safety.SUGGESTED] * 2


def test_only_the_runs_that_were_broken_are_edited(cleaner: Cleaner) -> None:
    result = cleaner.clean("A long line of text with one cafÃ© and much behind it that is whole.")
    [fix] = result.fixes
    [edit] = fix.edits
    assert (edit.old, edit.new, fix.rule) == ("Ã©", "é", "encoding/mojibake")


def test_the_reason_names_the_encoding_that_was_taken(cleaner: Cleaner) -> None:
    [fix] = cleaner.clean("one cafÃ© more").fixes
    assert fix.reason == Reason.of("misread", written="UTF-8", read="Windows-1252")
    assert words(fix.reason) == "UTF-8 that was read as Windows-1252"


@pytest.mark.parametrize(
    "text",
    [
        "A bell\x07 and another\x07 one.",
        "key\x01=value",
        "_\bu_\bn_\bd",
        "a\x02b|c",
        "one\t\x03two",
    ],
)
def test_controls_that_a_text_may_mean_are_at_most_suggested(cleaner: Cleaner, text: str) -> None:
    assert cleaner.clean(text).text == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The caf\ufffd is\ufffd\ufffd shut.", ["\ufffd", "\ufffd\ufffd"]),
        ("他说锟斤拷锟斤拷，走了。", ["锟斤拷锟斤拷"]),
        ("烫烫烫烫 屯屯屯", ["烫烫烫烫", "屯屯屯"]),
        ("Shares of ???? ??? rose.", ["???? ???"]),
        ("??? ?????? ?? ????", ["??? ?????? ?? ????"]),
        ("What??? Really????? I did not ask??", []),
        ("An icon \ue000\ue001 here", ["\ue000\ue001"]),
        ("bytes caf\udce9 \udcff\udcfe", ["\udce9", "\udcff\udcfe"]),
        ("程序员常见的乱码：锟斤拷", []),
        ("Write `????? ????` there.", []),
    ],
)
def test_what_is_lost_is_told_with_its_place_and_stays(
    cleaner: Cleaner, text: str, found: list[str]
) -> None:
    result = cleaner.clean(text)
    told = [fix.edits[0] for fix, _ in result.withheld if fix.rule == "encoding/lost"]
    assert result.text == text
    assert [edit.old for edit in told] == found
    assert all(edit.new == edit.old for edit in told)


def test_bytes_that_are_no_utf_8_wake_the_cleaner(cleaner: Cleaner) -> None:
    data = b"one\ncaf" + b"\xe9 \xe8\ntwo\n\xff"
    assert {7, 15} <= set(cleaner.touches(data))
    assert not cleaner.touches("one\ncafé".encode())


def test_a_page_in_another_charset_is_passed_in_little_time(cleaner: Cleaner) -> None:
    text = ("Вчера мы долго гуляли, и дождь шёл.\n" * 9_000).encode("cp1251")
    before = process_time()
    result = cleaner.clean(text.decode("utf-8", "surrogateescape"))
    assert process_time() - before < 6
    assert result.text == result.original
    assert len(result.withheld) == 1_000


def test_what_stands_beside_lost_bytes_is_only_suggested(cleaner: Cleaner) -> None:
    result = cleaner.clean("Das ist schÃ¶n, sagte MÃ¼ll\ufffd dazu.")
    assert result.text == "Das ist schön, sagte MÃ¼ll\ufffd dazu."
    assert "ü" in [edit.new for fix, _ in result.withheld for edit in fix.edits]


_WHOLE = "".join(
    map(
        chr,
        [
            *range(0x4E00, 0x4E80),
            *range(0x3041, 0x3090),
            *range(0xAC00, 0xAC60),
            0x3001,
            0x3002,
            0x20,
        ],
    )
)


@given(st.text(_WHOLE, max_size=60))
def test_clean_chinese_japanese_and_korean_never_change(text: str) -> None:
    assert repair(text) == text


_WORDS = (
    "café naïve Spaß Gruß Ü ü été œuvre Ærø ñandú São Über ça €5 £3 5°C ½ © façade l’âme".split()
)
_MARKS = [
    "“{}”",
    "‘{}’",
    "„{}“",
    "«{}»",
    "» {} «",
    "({})",
    "{}’s",
    "{}…",
    "{} –",
    "{}.",
    "{},",
    "{}",
]


@given(
    st.lists(st.builds(str.format, st.sampled_from(_MARKS), st.sampled_from(_WORDS)), max_size=12)
)
def test_clean_words_between_quotes_never_change(words: list[str]) -> None:
    text = " ".join(words)
    assert repair(text) == text


@given(st.text("abcdefghij éüß’“”–", min_size=1, max_size=40))
def test_what_is_repaired_is_what_was_written(text: str) -> None:
    """Or it stays as it is, where it can't be told from whole text."""
    broken = text.encode().decode("latin-1")
    assert repair(broken) in {text, broken} or repair(broken).isascii() is False


def test_a_clean_text_does_not_import_ftfy() -> None:
    code = (
        "import sys, mtfix; c = mtfix.Cleaner(); c.clean('plain tiktok text, “quoted” – café'); "
        "print('ftfy' in sys.modules); c.clean('a Â½ b'); print('ftfy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


# --- placeholders of a format ---------------------------------------------------------------

_BESIDE = [
    "cafÃ©",
    "â€œ",
    "â€\x9d",
    "Ã",
    "©",
    " ",
    " ",
    "ï¿¼",
    "ÐŸÑ€",
    "Ð¸Ð²ÐµÑ‚",
    "\ufffd",
    "é",
    "鈥",
]


@given(st.lists(st.sampled_from([*_BESIDE, PLACEHOLDER, PLACEHOLDER]), min_size=2, max_size=12))
def test_no_repair_takes_in_a_placeholder_or_makes_one(parts: list[str]) -> None:
    page = Scanner(Encoding().triggers()).read_page("".join(parts))
    for fix in Encoding()(page):
        for edit in fix.edits:
            assert edit.old == edit.new or PLACEHOLDER not in edit.old + edit.new


def test_placeholders_of_markdown_stay_beside_broken_characters(cleaner: Cleaner) -> None:
    text = "The **cafÃ©** `x` â€œhereâ€\x9d and [thereï¿¼](https://a.b/c) Ã¼ber `y` schÃ¶n.\n"
    result = cleaner.clean(text, format="markdown")
    assert result.text == "The **café** `x` “here” and [thereï¿¼](https://a.b/c) über `y` schön.\n"
