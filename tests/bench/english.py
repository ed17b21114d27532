"""Clean English as it is found on a machine.

Nothing of them is committed. The same machine and the same seed give the same bytes.
"""

from __future__ import annotations

import ast
import gzip
import itertools
import random
import re
import shutil
import sysconfig
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SEED = 20_200_917
_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 tr dt dd section br ul ol table blockquote body".split()
)
_LINK_SIGN = "¶"
_UNREAD = frozenset("script style nav head pre footer".split())
_TRANSLATED = re.compile(r"/(?!en)[a-z]{2}([-_][A-Z]{2})?[./]")
_CHARACTERS_A_THE = 400
"""English has a "the" about every 110 characters; tables, code and other languages have fewer."""


class Source(NamedTuple):
    """Where English is found, and how its markup is taken off."""

    folder: str
    endings: tuple[str, ...]
    read: Callable[[str], str]


def write(target: Path, size: int, named: Sequence[Path] = ()) -> str:
    """Write `size` bytes of clean English to `target`; return where it is from.

    The named files are taken as they are, over and over if they are short; without them,
    what the machine's documentation holds, and made-up sentences for what is missing.
    """
    if named:
        _write(target, size, itertools.cycle(path.read_text("utf-8") for path in named))
        return ", ".join(map(str, named))
    found = _write(target, size, _documents())
    if found < size:
        _write(target, size - found, _made_up(), mode="ab")
    return f"documentation on this machine ({min(found, size) / size:.0%}) and made-up sentences"


def made_up(target: Path, size: int) -> None:
    """Write `size` bytes that nothing can be wrong with."""
    _write(target, size, _made_up())


def piece(source: Path, target: Path, size: int) -> None:
    """Copy the first `size` bytes of `source`, and the rest of the line."""
    with source.open("rb") as file, target.open("wb") as out:
        out.write(file.read(size))
        out.write(file.readline())


def repeated(source: Path, target: Path, times: int) -> None:
    """Copy `source` so often one after the other."""
    with target.open("wb") as out:
        for _ in range(times):
            with source.open("rb") as file:
                shutil.copyfileobj(file, out)


# --- what the machine holds ----------------------------------------------------------------


def _documents() -> Iterator[str]:
    """English texts on this machine, each paragraph as a line, none twice."""
    seen: set[int] = set()
    for source in SOURCES:
        for path in _mixed(Path(source.folder), source.endings):
            text = _text(path, source.read)
            fresh = [line for line in text.splitlines() if line and hash(line) not in seen]
            seen.update(map(hash, fresh))
            joined = "\n".join([*fresh, ""])
            if _is_english(joined):
                yield joined


def _mixed(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """The files below a folder: one of each package, then the next of each, and so on."""
    files = [path for path in folder.rglob("*") if path.name.endswith(endings)]
    files = [path for path in files if path.is_file() and not path.is_symlink()]
    files = sorted(path for path in files if not _TRANSLATED.search(str(path)))
    random.Random(SEED).shuffle(files)
    packages: dict[str, list[Path]] = {}
    for path in files:
        packages.setdefault(path.relative_to(folder).parts[0], []).append(path)
    for row in itertools.zip_longest(*packages.values()):
        yield from filter(None, row)


def _text(path: Path, read: Callable[[str], str]) -> str:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            return read(file.read())
    except (OSError, EOFError, ValueError, SyntaxError):
        return ""


def _is_english(text: str) -> bool:
    return text.count(" the ") * _CHARACTERS_A_THE > len(text)


class _Reader(HTMLParser):
    """The texts of the blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        self.parts.append("\0" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        self.parts.append("\0" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.parts.append("" if self._unread or data == _LINK_SIGN else data)


def _html(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    return _lines("".join(reader.parts).split("\0"))


def _paragraphs(text: str) -> str:
    return _lines(re.split(r"\n[ \t]*\n", text))


def _roff(text: str) -> str:
    return _paragraphs(re.sub(r"^[.'].*|\\f.|\\[&(]|\\", "", text, flags=re.MULTILINE))


def _docstrings(text: str) -> str:
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = (node for node in ast.walk(ast.parse(text)) if isinstance(node, nodes))
    return _paragraphs("\n\n".join(filter(None, map(ast.get_docstring, documented))))


def _lines(blocks: Iterable[str]) -> str:
    joined = (" ".join(block.split()) for block in blocks)
    return "\n".join(block for block in joined if block)


SOURCES = (
    Source("/usr/share/doc", (".html",), _html),
    Source("/usr/share/doc", (".txt", ".txt.gz", "README", "README.gz"), _paragraphs),
    Source("/usr/share/man/man1", (".gz",), _roff),
    Source("/usr/share/man/man3", (".gz",), _roff),
    Source("/usr/share/man/man8", (".gz",), _roff),
    Source(sysconfig.get_path("stdlib"), (".py",), _docstrings),
)
"""Best first."""


# --- what is made up -----------------------------------------------------------------------

_WHO = "The council|A neighbour|Her brother|The engineer|Every visitor|Our teacher|The last train"
_DOES = "remembers|has painted|never saw|will repair|kept|brings back|asked about|passes"
_WHAT = "the old bridge|a letter from home|seven maps|the garden wall|their instruments|the harbour"
_WHEN = "in the autumn|before the meeting|without a word|as the rules demand|on most days|at noon"
_PARTS = [column.split("|") for column in (_WHO, _DOES, _WHAT, _WHEN)]


def _made_up() -> Iterator[str]:
    """Paragraphs without end."""
    chance = random.Random(SEED)
    while True:
        sentences = (" ".join(map(chance.choice, _PARTS)) for _ in range(6))
        yield ". ".join(sentences) + ".\n"


def _write(target: Path, size: int, texts: Iterable[str], mode: str = "wb") -> int:
    """Write texts until there are `size` bytes, the last one cut; return how many there were."""
    written = 0
    with target.open(mode) as out:
        for text in texts:
            written += out.write(text.encode()[: size - written])
            if written >= size:
                break
    return written
