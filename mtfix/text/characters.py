"""Scripts: their ranges, to be set in a character class, and questions about one character."""

from __future__ import annotations

FIRST_IDEOGRAPH = "\u2e80"
"""From here on Unicode has ideographs, kana, Hangul and their signs, and behind these only what
is no letter of a word either."""

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


def is_half_width_kana(char: str) -> bool:
    return "\uff61" <= char <= "\uff9f"
