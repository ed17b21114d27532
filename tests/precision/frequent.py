"""Writes the words that are frequent in clean English, or those of them that often have a capital
inside a sentence: `mtfix/packs/frequent.txt` and `mtfix/packs/often-capital.txt`.

    python tests/precision/frequent.py FOLDER > mtfix/packs/frequent.txt
    python tests/precision/frequent.py FOLDER --capital > mtfix/packs/often-capital.txt

FOLDER is the corpus of docs/precision.md. A variant whose first words are all in the first list
is looked for together with letters of the next; of others, the first word is rare enough. A
capital on a word of the second list may be right, inside a sentence as well.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PER_MILLION = 6
SHORTEST = 4
"""Letters: shorter words are frequent whatever they are."""
CAPITAL_SHARE, TIMES = 0.05, 10
"""How many of the places of a word inside sentences show a capital, and how many are needed to
say that it has none."""
IN_A_DOCUMENT = 30
"""Places of a word that count in a document, with a capital and without: manuals repeat labels."""
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_INSIDE = re.compile(r"(?<=[a-z] )[A-Za-z][a-z]{3,}(?=[ ][a-z]|[,.;]\s)")
"""A word between small letters."""


def frequent(folder: Path) -> list[str]:
    """The words of a corpus that occur so often, in order."""
    counts: Counter[str] = Counter()
    for text in _texts(folder):
        counts.update(_WORD.findall(text.lower()))
    least = PER_MILLION * counts.total() / 1e6
    return sorted(word for word, n in counts.items() if n >= least and len(word) >= SHORTEST)


def often_capital(folder: Path) -> list[str]:
    """The frequent words that may have a capital inside a sentence, or are not met there."""
    small, capital = Counter[str](), Counter[str]()
    for text in _texts(folder):
        for word, times in Counter(_INSIDE.findall(text)).items():
            kind = small if word.islower() else capital
            kind[word.lower()] += min(times, IN_A_DOCUMENT)
    known = Path(__file__).parents[2] / "mtfix" / "packs" / "frequent.txt"
    words = [one for one in known.read_text(encoding="ascii").split() if one.isalpha()]
    return [one for one in words if _may_be_capital(small[one], capital[one])]


def _may_be_capital(small: int, capital: int) -> bool:
    return small + capital < TIMES or capital >= CAPITAL_SHARE * (small + capital)


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    _words = often_capital if "--capital" in sys.argv else frequent
    sys.stdout.write("\n".join(_words(Path(sys.argv[1]))) + "\n")
