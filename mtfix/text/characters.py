"""Scripts: their ranges, to be set in a character class, and questions about one character."""

from __future__ import annotations

from mtfix.regexes.lazy import lazy_regex

FIRST_IDEOGRAPH = "\u2e80"
"""From here on Unicode has ideographs, kana, Hangul and their signs, and behind these only what
is no letter of a word either."""

PRINTED_APOSTROPHE = "’"
LATIN = "A-Za-z"
GREEK = r"\u0370-\u03ff"
CYRILLIC = r"\u0400-\u04ff"
HEBREW = r"\u05d0-\u05ea"
ARABIC = r"\u0621-\u064a"
DEVANAGARI = r"\u0904-\u0939"
THAI = r"\u0e01-\u0e4e"
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Scripts that write words without spaces, besides ideographs: Thai, Lao, Burmese, Khmer."""
HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HIRAGANA = r"\u3041-\u309f"
KATAKANA = r"\u30a1-\u30fa"
LONG_VOWEL = r"\u30fc"
"""The sign of a long vowel, which stands within words of katakana but is no letter."""
KANA = HIRAGANA + KATAKANA
HANGUL = r"\uac00-\ud7a3"
IDEOGRAPHS = rf"{HAN}\u3041-\u30ff"
"""Characters of Chinese and Japanese, which part no words by spaces; signs within words, too."""
EAST_ASIAN = IDEOGRAPHS + HANGUL
"""Characters of Chinese, Japanese and Korean: each says as much as a syllable or more."""
OTHER_SCRIPTS = rf"\u0370-\u1fff{FIRST_IDEOGRAPH}-\ud7ff\uf900-\ufaff"
"""Letters of all scripts but Latin."""
FULL_WIDTH = r"\uff01-\uff5e"
"""ASCII in the width of an ideograph."""

WORD = rf"[^\W{FIRST_IDEOGRAPH}-\U0010ffff]"
"""A pattern for the characters that `continues_word` is true of."""


def continues_word(char: str) -> bool:
    """Return whether a word of letters goes on with a character: a letter, digit or underscore,
    but no ideograph, since a word boundary lies between those and other letters.

    >>> continues_word("ж"), continues_word("_"), continues_word("字"), continues_word("")
    (True, True, False, False)
    """
    return char == "_" or (char.isalnum() and char < FIRST_IDEOGRAPH)


def is_ideograph(char: str) -> bool:
    """Return whether a letter is an ideograph, kana or Hangul."""
    return char >= FIRST_IDEOGRAPH


def is_east_asian(char: str) -> bool:
    """Return whether a character is one of Chinese, Japanese or Korean, or a sign of theirs."""
    return (
        "\u3000" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" or "\uff01" <= char <= "\uffee"
    )


def mainly_other_script(text: str) -> bool:
    """Return whether a text is written in other letters than Latin ones: these may be twice as
    many, since a word of Latin letters says as much as a few ideographs."""
    if text.isascii():
        return False
    others = sum(map(len, _OTHERS.findall(text)))
    return others > 0 and others * 2 > sum(map(len, _LATINS.findall(text)))


def is_half_width_kana(char: str) -> bool:
    return "\uff61" <= char <= "\uff9f"


_OTHERS, _LATINS = lazy_regex(f"[{OTHER_SCRIPTS}]+"), lazy_regex(f"[{LATIN}]+")
_SPACELESS = lazy_regex(f"[{UNSPACED}]")
_KATAKANA = lazy_regex(f"[{KATAKANA}{LONG_VOWEL}]")
_HANGUL = lazy_regex(f"[{HANGUL}]")


def is_whole_word(text: str, start: int, end: int) -> bool:
    """Return whether what stands from `start` to `end` is a word by itself, as far as its script
    tells: behind Korean, particles may follow; in Chinese and Thai, anything.

    >>> is_whole_word("データベース", 0, 3), is_whole_word("字节跳动", 0, 2)
    (False, True)
    """
    first, last = _word_script(text[start]), _word_script(text[end - 1])
    before = _word_script(text[start - 1]) if start else ""
    behind = _word_script(text[end]) if end < len(text) else ""
    return (not first or before != first) and (last in {"", "hangul"} or behind != last)


def _word_script(char: str) -> str:
    """The script of a letter, if words of it end where another script begins; else nothing."""
    if _KATAKANA.match(char):
        return "katakana"
    if _HANGUL.match(char):
        return "hangul"
    return "letters" if continues_word(char) and not _SPACELESS.match(char) else ""
