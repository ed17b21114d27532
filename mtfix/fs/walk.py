"""Which files are read: those below a folder, and why one is skipped."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from mtfix.fs import files, system
from mtfix.fs.binary import binary_format

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator


def skip_reason(path: str) -> str:
    """Return why a file is not to be opened at all, or nothing.

    Raises FileError for what is no file: to read a pipe could take for ever.
    """
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise files.unreadable(path, error) from None
    if not stat.S_ISREG(mode):
        hint = "" if stat.S_ISDIR(mode) else "`mtfix clean` reads pipes and devices"
        text = "can't be read: it is no regular file"
        raise files.FileError(text, hint, path=system.shown(path))
    from mtfix.fs.symlinks import target_outside

    target = target_outside(path)
    if not target:
        return ""
    where = system.shown(target)
    return f"it is linked to {where}, out of its repository; name that file itself to have it read"


def content_skip_reason(data: bytes) -> str:
    """Return why the content of a file is not to be cleaned, or nothing."""
    name = binary_format(data)
    if name:
        return f"it is {name}"
    return "it is a log of mtfix" if data.startswith(files.LOG_HEAD) else ""


def files_below(
    paths: Iterable[str],
    suffixes: Container[str],
    pruned: Callable[[str], object] = lambda _folder: False,
    *,
    pass_over: Callable[[str], object] = lambda _file: None,
    fail: Callable[[files.FileError], object] | None = None,
) -> Iterator[str]:
    """Yield the files that `paths` stand for: a folder for the files below it that have one of
    the `suffixes`, in small letters.

    Hidden folders, other repositories and symbolic links inside a folder are passed over, and so
    is a folder inside that `pruned` says true of. `pass_over` is told of files in a folder with
    another suffix, and `fail` of folders that can't be read.
    Raises FileError for a path that does not exist, and without `fail` for such folders.
    """

    def refuse(error: OSError) -> None:
        problem = files.unreadable(error.filename or "", error)
        if fail is None:
            raise problem
        fail(problem)

    for path in paths:
        if not os.path.lexists(path):
            hint = "`mtfix clean` reads standard input" if path == "-" else ""
            raise files.FileError("there is no such file or folder", hint, path=path)
        if not os.path.isdir(path):
            yield path
            continue
        for folder, folders, names in os.walk(path, onerror=refuse):
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".")
                and not _is_repository(os.path.join(folder, name))
                and not pruned(os.path.join(folder, name))
            )
            for name in sorted(names):
                found = os.path.join(folder, name)
                suffix = os.path.splitext(name)[1].lower()
                if os.path.islink(found):
                    continue
                if suffix in suffixes:
                    yield found
                else:
                    pass_over(found)


def _is_repository(folder: str) -> bool:
    """Whether a folder is a repository of its own, such as a submodule: what it holds is changed
    there."""
    return os.path.lexists(os.path.join(folder, ".git"))
