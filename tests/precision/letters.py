"""Write `mtfix/stages/encoding/letters.txt` anew: how common letters and pairs of letters are.

    pip install wordfreq opencc-python-reimplemented
    python tests/precision/letters.py > mtfix/stages/encoding/letters.txt

Counted in the word lists of wordfreq, each language with the same weight; traditional Chinese
is the simplified list as OpenCC writes it. What is kept are frequencies, in bits.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from math import log2
from typing import TYPE_CHECKING

import wordfreq
from opencc import OpenCC

if TYPE_CHECKING:
    from collections.abc import Iterator

ALPHABETS = (
    "en fr de es it pt nl da sv nb fi is pl cs sk hu ro tr ca lt lv sh sl vi ru uk bg mk el".split()
)
IDEOGRAPHS = "zh ja ko".split()
MOST_BITS = 14
"""Pairs and characters that are rarer are not listed."""
RARE_BITS = 17


def pairs() -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for language in ALPHABETS:
        words = wordfreq.get_frequency_dict(language, "large" if language in _LARGE else "small")
        whole = sum(words.values())
        for word, share in words.items():
            if all(char.isalpha() or char in "'’-" for char in word):
                for before, char in pairwise(f"_{_unfolded(word, language)}_"):
                    if _kept(before) and _kept(char):
                        counts[before][char] += share / whole
    return {
        before: {char: round(-log2(n / sum(after.values()))) for char, n in after.items()}
        for before, after in counts.items()
    }


def _unfolded(word: str, language: str) -> str:
    return _SHARP.sub("ß", word) if language == "de" else _FINAL.sub("ς", word)


_SHARP = re.compile(
    "(?<=[gG]ro)ss|(?<=grö)ss|(?<=stra)ss|(?<=wei)ss|(?<=hei)ss|(?<=hie)ss|(?<=au)ss|(?<=äu)ss|"
    "(?<=fu)ss|(?<=fü)ss|(?<=schlie)ss|(?<=spa)ss|(?<=spä)ss|(?<=ma)ss(?=[en]|$)|(?<=mä)ss|"
    "(?<=gru)ss|(?<=grü)ss|(?<=sü)ss|(?<=flei)ss|(?<=bei)ss|(?<=rei)ss|(?<=gie)ss|(?<=sto)ss|"
    "(?<=stö)ss|(?<=blo)ss|(?<=fä)ss|(?<=flie)ss|(?<=nie)ss|(?<=lie)ss"
)
"""Where German writes ß: the word lists are folded, and say ss. Σ at the end is folded too."""
_FINAL = re.compile("σ$")
_LARGE = frozenset(wordfreq.available_languages("large"))


def _kept(char: str) -> bool:
    return char == "_" or (char.isalpha() and ord(char) < 0x2000)


def characters() -> dict[str, int]:
    counts: Counter[str] = Counter()
    for name in (*IDEOGRAPHS, "zh-hant"):
        language = name.partition("-")[0]
        words = wordfreq.get_frequency_dict(language, "large" if language in _LARGE else "small")
        convert = OpenCC("s2t").convert if name == "zh-hant" else str
        own: Counter[str] = Counter()
        for word, share in words.items():
            for char in convert(word):
                if ord(char) > 0x3040:
                    own[char] += share
        whole = sum(own.values())
        for char, n in own.items():
            counts[char] += n / whole
    whole = sum(counts.values())
    return {char: round(-log2(n / whole)) for char, n in counts.items()}


def by_bits(of: dict[str, int], most: int) -> str:
    groups: dict[int, list[str]] = defaultdict(list)
    for char, bits in of.items():
        groups[min(max(bits, 1), most)] += [char] if bits <= most else []
    return " ".join(
        f"{bits}:{''.join(sorted(groups[bits]))}" for bits in sorted(groups) if groups[bits]
    )


def main() -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines()))


def lines() -> Iterator[str]:
    languages = " ".join((*ALPHABETS, *IDEOGRAPHS))
    yield "# How common letters are, in bits (4: one in sixteen). Made by tests/precision/letters.py"
    yield f"# from the word lists of wordfreq in {languages}."
    yield "# A letter, and what follows it in words; _ is the edge of a word."
    for before, after in sorted(pairs().items()):
        yield f"{before} {by_bits(after, MOST_BITS)}"
    yield "# Characters of Chinese, Japanese and Korean by themselves."
    yield by_bits(characters(), RARE_BITS).replace(" ", "\n")


if __name__ == "__main__":
    main()
