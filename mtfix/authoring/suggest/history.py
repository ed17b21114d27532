"""Blocks of text that people changed in the history of a git repository."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.changed_blocks import (
    CONTEXT,
    Block,
    HistoryError,
    Hunk,
    is_text,
    paired,
)
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.fs import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_LARGEST = 1 << 20
"""Bytes of a line or a block that is read; a larger one is no prose."""
_SHOWN = ("log", "--no-merges", "--no-color", "--no-ext-diff", "--no-textconv", "--no-notes",
          "--no-show-signature", "-p", "-M", f"-U{CONTEXT}", "--src-prefix=a/", "--dst-prefix=b/",
          "--format=%x01%H")  # fmt: skip


class History:
    """The changes made by hand in a git repository.

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
        """Return the answer of git. Raises HistoryError where it fails, unless `fails` stands for
        that."""
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
    return os.path.splitext(name)[1].lower() in CONTENT_SUFFIXES


def _files_of(stream: Iterable[bytes]) -> Iterator[tuple[str, list[Hunk]]]:
    """The changed files of a stream of patches. How many lines a hunk has is said in its head,
    so that no line of a text is taken for one of the patch."""
    name = ""
    hunks: list[Hunk] = []
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
            hunks.append(Hunk())
        elif data.startswith(b"diff --git ") or data[:1] == b"\x01":
            if name and hunks:
                yield name, hunks
            name, hunks = "", []
        elif data.startswith(b"+++ b/"):
            name = files.decode(data[6:].rstrip(b"\r\n\t").strip(b'"'))
    if name and hunks:
        yield name, hunks
