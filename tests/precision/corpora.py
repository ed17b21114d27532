"""The corpora: which documents of the packages belong to them, and where they are laid.

A corpus is a folder of packages, each a folder of documents, outside the project. What is laid
already is not fetched again.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .packages import Package, listed, unpack
from .readers import Text, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no space between words; two make a word, for counting."""
_FEWEST = 30
_LONG_LINE = 50
_ENGLISH_WORDS = frozenset("the of and that this with which".split())
"""Words that are frequent in English, and words of no other language that is frequent."""
_MANY = 200
_ENGLISH = 0.04
_HARDLY_ENGLISH = 0.05


class Corpus(NamedTuple):
    """A corpus: its name, and the highest rates of wrong edits per million words that it is
    held to, of all rules together and of a single one."""

    name: str
    bound: float
    rule_bound: float = 0.2

    def packages(self) -> list[Package]:
        """Return what its list names."""
        return list(listed((HERE / f"{self.name}.txt").read_text(encoding="utf-8")))

    def belongs(self, text: str) -> bool:
        """Return whether a document is prose in a language of the corpus."""
        words = _WORD.findall(text.lower())
        if len(words) < _FEWEST and len(_UNSPACED.findall(text)) < _FEWEST:
            return False
        share = sum(word in _ENGLISH_WORDS for word in words) / max(1, len(words))
        if self.name == "english":
            return share >= _ENGLISH or (len(words) < _MANY and share > 0)
        return share < _HARDLY_ENGLISH


CORPORA = {one.name: one for one in (Corpus("english", 0.7), Corpus("languages", 0.2))}


class Document(NamedTuple):
    """A document of a corpus that is laid: where it is, its name within the corpus, its words,
    and the key of its text."""

    path: Path
    name: str
    words: int
    key: str


def words_of(text: str) -> int:
    """Return how many words a text has.

    >>> words_of("Nine to five, as it's said"), words_of("中文手册")
    (6, 2)
    """
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + unspaced // 2


def fetch(corpus: Corpus, cache: Path, tell: Callable[[str], None]) -> list[str]:
    """Lay what is missing of a corpus; return the packages that could not be fetched."""
    failed = []
    for package in corpus.packages():
        target = _folder(corpus, cache, package)
        if target.exists():
            continue
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            root, laid = Path(folder, "root"), Path(folder, "laid")
            root.mkdir()
            laid.mkdir()
            try:
                unpack(package.name, root)
            except subprocess.SubprocessError as error:
                failed.append(package.name)
                tell(f"{package.name}: {error}")
                continue
            words = _lay(corpus, package, root, laid)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(laid, target)
        tell(f"{package.name}: {words:,} words")
    return failed


def _lay(corpus: Corpus, package: Package, root: Path, laid: Path) -> int:
    words = 0
    for one in texts(package.name, root, package.patterns):
        if corpus.belongs(one.text):
            path = laid / _flat(one)
            path.write_text(one.text, encoding="utf-8", newline="\n")
            words += words_of(one.text)
    return words


def _flat(text: Text) -> str:
    """A file's path as one name; of a long one the end, which tells it best."""
    return re.sub(r"[^\w.-]+", "+", text.name)[-200:]


def _folder(corpus: Corpus, cache: Path, package: Package) -> Path:
    return cache / corpus.name / re.sub(r"[^a-z0-9.-]+", "-", package.name)


def documents(corpus: Corpus, cache: Path) -> Iterator[Document]:
    """Yield the documents of a corpus that is laid, in order.

    One whose long lines stood in others before, more than half of them, is another version of
    them, and passed over: what is said there once must not count twice.
    """
    seen: set[int] = set()
    for package in corpus.packages():
        folder = _folder(corpus, cache, package)
        for path in sorted(folder.iterdir()) if folder.exists() else ():
            if path.is_dir():  # what a fetch that was broken off has left
                continue
            text = path.read_text(encoding="utf-8")
            lines = {hash(line) for line in text.split("\n") if len(line) >= _LONG_LINE}
            if len(lines & seen) * 2 <= len(lines):
                key = sha256(text.encode()).hexdigest()[:16]
                yield Document(path, f"{folder.name}/{path.name}", words_of(text), key)
            seen |= lines
