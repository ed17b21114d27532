"""Blocks of text that people changed: from two files, two folders, or the history in git."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import suppress
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from mtfix import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_CONTEXT = 2
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_PAIRED = 0.5
"""How much of its words two blocks must share to be the same one, moved."""
_LARGEST = 1 << 20
"""Bytes of a line or a block that is read; a larger one is no prose."""
_SHOWN = ("log", "--no-merges", "--no-color", "--no-ext-diff", "--no-textconv", "--no-notes",
          "--no-show-signature", "-p", "-M", f"-U{_CONTEXT}", "--src-prefix=a/", "--dst-prefix=b/",
          "--format=%x01%H")  # fmt: skip


class HistoryError(ValueError):
    """Why no history can be read, and what to do."""


class Block(NamedTuple):
    """A block of the document `name` before and after it was changed."""

    name: str
    before: str
    after: str


class _Hunk:
    """Lines around one change, as they were and as they are."""

    def __init__(self) -> None:
        self.olds: list[str] = []
        self.news: list[str] = []
        self.removed: list[str] = []
        self.added: list[str] = []
        self.parts: list[tuple[list[str], list[str]]] = []
        """Lines that go and lines that come, for each place in the hunk."""
        self._inside = False

    def take(self, sign: str, line: str) -> None:
        if sign != "+":
            self.olds.append(line)
        if sign != "-":
            self.news.append(line)
        if sign == " ":
            self._inside = False
            return
        if not self._inside:
            self.parts.append(([], []))
            self._inside = True
        for one in ((self.removed, self.added), self.parts[-1]):
            one[sign == "+"].append(line)


def paired(name: str, hunks: Iterable[_Hunk]) -> Iterator[Block]:
    """Yield the blocks of one changed file; what was moved is paired with what it was."""
    removed: list[str] = []
    added: list[str] = []
    for hunk in hunks:
        if hunk.removed and hunk.added and _alike(hunk.removed, hunk.added):
            yield Block(name, "\n".join(hunk.olds), "\n".join(hunk.news))
            for olds, news in hunk.parts:
                if not (olds and news):
                    removed += filter(str.strip, olds)
                    added += filter(str.strip, news)
        else:
            removed += filter(str.strip, hunk.removed)
            added += filter(str.strip, hunk.added)
    yield from _moved(name, removed, added)


_SHORT = 12


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two blocks are one, changed; a short one may have kept little."""
    olds, news = _words(one), _words(other)
    if min(len(olds), len(news)) <= _SHORT and max(len(olds), len(news)) <= 2 * _SHORT:
        return bool(olds & news)
    return _shared(olds, news) >= 0.4


def _words(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.lower().split())


def _shared(olds: frozenset[str], news: frozenset[str]) -> float:
    return 2 * len(olds & news) / ((len(olds) + len(news)) or 1)


_MOST_MOVED = 200


def _moved(name: str, removed: Sequence[str], added: Sequence[str]) -> Iterator[Block]:
    """Lines that were taken out at one place and put in, changed, at another."""
    if not removed or not added or len(removed) > _MOST_MOVED:
        return
    news = [(line, _words([line])) for line in added[:_MOST_MOVED]]
    for line in removed:
        words = _words([line])
        best = max(news, key=lambda one: _shared(words, one[1]), default=None)
        if best is not None and line != best[0] and _shared(words, best[1]) >= _PAIRED:
            yield Block(name, line, best[0])
            news.remove(best)


# --- files and folders ---------------------------------------------------------------------------


def of_files(before: str, after: str) -> Iterator[Block]:
    """Yield the changed blocks of two files, or of the files of the same names in two folders.

    Raises FileError where one can't be read, and HistoryError where nothing pairs up.
    """
    if os.path.isdir(before) != os.path.isdir(after):
        raise HistoryError(f"{before} and {after}: name two files, or two folders")
    if not os.path.isdir(before):
        yield from _of_texts(after, _text(before), _text(after))
        return
    pairs = 0
    for path in files.walk([before]):
        name = os.path.relpath(path, before)
        other = os.path.join(after, name)
        if os.path.isfile(other):
            pairs += 1
            yield from _of_texts(name, _text(path), _text(other))
    if not pairs:
        raise HistoryError(f"{before} and {after}: no text file has the same name in both")


def _text(path: str) -> str:
    """The text of a file. Raises FileError for one that is binary or no UTF-8."""
    source = files.read(path)
    if files.is_binary(source.data):
        raise files.FileError(f"{path}: it is binary; name text files")
    if not is_text(source.text):
        line = source.text.count("\n", 0, _undecodable(source.text)) + 1
        raise files.FileError(f"{path}:{line}: not UTF-8; save the file as UTF-8")
    return source.text


_SURROGATE = re.compile("[\ud800-\udfff]")


def is_text(text: str) -> bool:
    """Whether no byte of a text was undecodable."""
    return text.isascii() or not _SURROGATE.search(text)


def _undecodable(text: str) -> int:
    found = _SURROGATE.search(text)
    return found.start() if found else 0


def _of_texts(name: str, before: str, after: str) -> Iterator[Block]:
    if before != after:
        yield from paired(name, _hunks(before.splitlines(), after.splitlines()))


def _hunks(olds: list[str], news: list[str]) -> Iterator[_Hunk]:
    for group in SequenceMatcher(None, olds, news).get_grouped_opcodes(_CONTEXT):
        hunk = _Hunk()
        for tag, a, b, c, d in group:
            for line in olds[a:b]:
                hunk.take(" " if tag == "equal" else "-", line)
            for line in news[c:d] if tag != "equal" else ():
                hunk.take("+", line)
        yield hunk


# --- git -----------------------------------------------------------------------------------------


class History:
    """What was changed by hand in a git repository.

    named: a revision or a range of them, then paths; each may be missing. Raises HistoryError
    without git, outside of a repository, and for a revision that does not exist.
    """

    def __init__(self, named: Sequence[str]) -> None:
        self.unread = 0
        """Blocks that are no UTF-8."""
        first = named[0] if named else ""
        is_range = bool(first) and not os.path.lexists(first)
        self._range = first if is_range else "HEAD"
        paths = [os.path.realpath(path) for path in (named[1:] if is_range else named)]
        for path in paths:
            if not os.path.lexists(path):
                raise HistoryError(f"{path}: there is no such file or folder")
        start = paths[0] if paths else os.curdir
        self._folder = start if os.path.isdir(start) else os.path.dirname(start) or os.curdir
        top = self._ask("rev-parse", "--show-toplevel").strip()
        self._paths = [path for path in paths if path != os.path.realpath(top)]
        self._top = top
        self._verify()

    def _verify(self) -> None:
        ends = re.split(r"\.\.\.?", self._range)
        self._last = ends[-1] or "HEAD"
        for end in filter(None, ends):
            if not self._ask(
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                f"{end}^{{commit}}",
                fails="",
            ):
                raise HistoryError(
                    f"{end}: neither a file nor a revision of {self._top}"
                    if self._range != "HEAD"
                    else f"{self._top}: it has no commits yet"
                )

    def _git(self, *arguments: str) -> list[str]:
        return ["git", "-C", self._folder, "-c", "core.quotePath=false", *arguments]

    def _ask(self, *arguments: str, fails: str | None = None) -> str:
        """What git answers. Raises HistoryError where it fails, unless `fails` stands for that."""
        try:
            ran = subprocess.run(self._git(*arguments), capture_output=True, check=False)  # noqa: S603
        except FileNotFoundError:
            raise HistoryError("git is not installed, or not on the PATH") from None
        if ran.returncode:
            if fails is not None:
                return fails
            said = ran.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
            raise HistoryError(f"{self._folder}: {said[0].removeprefix('fatal: ')}")
        return ran.stdout.decode("utf-8", "surrogateescape")

    def blocks(self) -> Iterator[Block]:
        """Yield the changed blocks of text files, commit by commit, the newest first."""
        asked = self._git(*_SHOWN, "--end-of-options", self._range, "--", *self._paths)
        with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:  # noqa: S603
            assert ran.stdout is not None
            assert ran.stderr is not None
            try:
                for name, hunks in _files_of(ran.stdout):
                    if _is_content(name):
                        for block in paired(name, hunks):
                            if is_text(block.before) and is_text(block.after):
                                yield block
                            else:
                                self.unread += 1
            finally:
                if ran.poll() is None and ran.stdout.peek(1):  # type: ignore[attr-defined]
                    ran.kill()
            said = ran.stderr.read().decode("utf-8", "replace").strip()
        if ran.returncode > 0:
            raise HistoryError(f"{self._folder}: git log failed: {said.partition(chr(10))[0]}")

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the names and texts of the text files as they stand at the end of the range."""
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", self._last)
        within = [os.path.relpath(path, os.path.realpath(self._top)) for path in self._paths]
        with subprocess.Popen(  # noqa: S603
            self._git("cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as ran:
            assert ran.stdin is not None
            assert ran.stdout is not None
            for line in filter(None, listed.split("\0")):
                about, _, name = line.partition("\t")
                mode, kind, blob = about.split(" ")[:3]
                if kind != "blob" or mode == "120000" or not _is_content(name):
                    continue
                if within and not any(f"{name}/".startswith(f"{path}/") for path in within):
                    continue
                ran.stdin.write(f"{blob}\n".encode())
                ran.stdin.flush()
                size = int(ran.stdout.readline().split()[-1])
                data = ran.stdout.read(size + 1)[:-1]
                text = files.decode(data)
                if not files.is_binary(data) and is_text(text):
                    yield name, text
            with suppress(OSError):
                ran.stdin.close()


def _is_content(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in files.CONTENT


def _files_of(stream: Iterable[bytes]) -> Iterator[tuple[str, list[_Hunk]]]:
    """The changed files of a stream of patches. How many lines a hunk has is said in its head,
    so that no line of a text is taken for one of the patch."""
    name = ""
    hunks: list[_Hunk] = []
    olds = news = 0
    for data in stream:
        if olds > 0 or news > 0:
            sign = data[:1].decode("ascii", "replace")
            if sign in "+- \n" and len(data) < _LARGEST:
                hunks[-1].take(sign.strip() or " ", files.decode(data[1:].rstrip(b"\r\n")))
            olds -= sign in "- \n"
            news -= sign in "+ \n"
        elif head := _HUNK.match(data):
            olds, news = (1 if count is None else int(count) for count in head.groups())
            hunks.append(_Hunk())
        elif data.startswith(b"diff --git ") or data[:1] == b"\x01":
            if name and hunks:
                yield name, hunks
            name, hunks = "", []
        elif data.startswith(b"+++ b/"):
            name = files.decode(data[6:].rstrip(b"\r\n\t").strip(b'"'))
    if name and hunks:
        yield name, hunks
