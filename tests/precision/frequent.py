"""Writes the words that are frequent in clean English: `mtfix/packs/frequent.txt`.

    python tests/precision/frequent.py FOLDER > mtfix/packs/frequent.txt

FOLDER is the corpus of docs/precision.md. A variant whose first words are all in the list is
looked for together with letters of the next; of others, the first word is rare enough.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

PER_MILLION = 6
SHORTEST = 4
"""Letters: shorter words are frequent whatever they are."""
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")


def frequent(folder: Path) -> list[str]:
    """The words of a corpus that occur so often, in order."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.txt")):
        counts.update(_WORD.findall(path.read_text(encoding="utf-8", errors="replace").lower()))
    least = PER_MILLION * counts.total() / 1e6
    return sorted(word for word, n in counts.items() if n >= least and len(word) >= SHORTEST)


if __name__ == "__main__":
    sys.stdout.write("\n".join(frequent(Path(sys.argv[1]))) + "\n")
