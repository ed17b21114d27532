"""Turn the documentation of installed Debian packages into text to measure false alarms on.

    apt-get install git-doc perl-doc debian-policy debian-handbook dict-jargon dict-foldoc …
    python tests/precision/corpus.py FOLDER git-doc perl-doc …
    mtfix glossary measure FOLDER --each page

One file a package; a form feed parts its documents.
"""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCKS = frozenset(
    "blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 li ol p pre section table tr ul".split()
)
PASSED_OVER = frozenset({"head", "nav", "script", "style"})
_ROFF = re.compile(r"^[.'].*\n|\\f.|\\", re.MULTILINE)


class _Text(HTMLParser):
    """The text of a page; what is preformatted is fenced."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._over = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._over += tag in PASSED_OVER
        self._border(tag)

    def handle_endtag(self, tag: str) -> None:
        self._over = max(0, self._over - (tag in PASSED_OVER))
        self._border(tag)

    def handle_data(self, data: str) -> None:
        if not self._over:
            self.parts.append(data)

    def _border(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n```\n" if tag == "pre" else "\n")


def _from_html(path: Path) -> str:
    reader = _Text()
    reader.feed(path.read_text(encoding="utf-8", errors="replace"))
    return re.sub(r"\n\s*\n+", "\n\n", "".join(reader.parts))


def _from_packed(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        text = file.read()
    return _ROFF.sub("", text) if "/man/" in str(path) else text


def _from_text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


READERS: dict[str, Callable[[Path], str]] = {
    ".html": _from_html,
    ".txt": _from_text,
    ".pod": _from_text,
    ".gz": _from_packed,
    ".dz": _from_packed,
}


def documents(package: str) -> Iterator[str]:
    """Yield the text of each document of an installed package."""
    listed = subprocess.run(["dpkg", "-L", package], check=True, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        path = Path(name)
        reader = READERS.get(path.suffix)
        if reader and path.is_file() and not path.is_symlink() and ".rst." not in path.name:
            yield reader(path)


def main() -> int:
    """Write a file for each of the packages that are named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for package in sys.argv[2:]:
        with (folder / f"{package}.txt").open("w", encoding="utf-8") as file:
            for text in documents(package):
                file.write(text.replace("\f", "\n") + "\n\f")
    return 0


if __name__ == "__main__":
    sys.exit(main())
