"""How long an editor waits for findings after a key: `python tests/bench/editor.py`.

A page of 10 KB is opened in `mtfix lsp` and typed into; what is told is the time from each change
to the findings that are shown first, and to those of the whole text.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

CHECKOUT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(CHECKOUT / "tests")]

import material
from lsp_client import Client, insertion
from writer import Writer

_SEED, _SIZE, _TYPED = 20_261_129, 10_000, "the tiktok video of the group "


def main() -> int:
    """Print a line for each page."""
    options = _options()
    writer = Writer(material.read(CHECKOUT), _SEED)
    pages = {
        "dense": writer.article(_SIZE),
        "sparse": "\n".join(writer.sparse(_SIZE)),
        "clean": writer.prose(_SIZE),
        **{path.name: path.read_text(encoding="utf-8") for path in options.files},
    }
    with tempfile.TemporaryDirectory() as folder, Client(Path(folder)) as client:
        for name, text in pages.items():
            count = len(client.open(f"{name}.md", text))
            first, whole = _typed(client, f"{name}.md", text, options.pause)
            _tell(f"{name}: {len(text.encode()):,} bytes, {count} findings")
            _tell(f"  first shown {_in_words(first)}; of the whole text {_in_words(whole)}")
    return 0


def _typed(client: Client, name: str, text: str, pause: float) -> tuple[list[float], list[float]]:
    """Milliseconds until findings are shown, and until those of the whole text are, for each of
    some keys in the middle of a page."""
    lines = text.split("\n")
    line = max(range(len(lines) // 2, len(lines)), key=lambda at: len(lines[at]))
    column = len(lines[line].encode("utf-16-le")) // 2
    client.change(name, insertion(line, column, " "))  # nothing is new to the process from here on
    client.quiet(name, pause)
    first, whole = [], []
    for at, letter in enumerate(_TYPED, column + 1):
        start = perf_counter()
        client.change(name, insertion(line, at, letter))
        first.append((perf_counter() - start) * 1_000)
        last = client.quiet(name, pause)
        whole.append((last - start) * 1_000 if last else first[-1])
    return first, whole


def _in_words(times: list[float]) -> str:
    return f"median {median(times):.0f} ms, least {min(times):.0f} ms"


def _options() -> argparse.Namespace:
    one = argparse.ArgumentParser(description=__doc__)
    one.add_argument("files", nargs="*", type=Path, metavar="FILE", help="more pages")
    one.add_argument("--pause", type=float, default=0.5, metavar="S", help="between two keys")
    return one.parse_args()


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
