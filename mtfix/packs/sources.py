"""Where packs are: the YAML files that a name stands for, beside the sources or in a wheel."""

from __future__ import annotations

import contextlib
import os
from typing import Any, NamedTuple

from mtfix.fs.regular import open_regular
from mtfix.fs.shipped import shipped_folder

MAX_BYTES = 40_000_000
ENDINGS = (".yaml", ".yml")


class PackSource(NamedTuple):
    """A YAML file of packs, read; `trusted` if it is shipped."""

    file: str
    name: str
    text: str
    trusted: bool


def shipped_names() -> list[str]:
    """Return the names of the shipped packs, in the order in which they hold."""
    return [source.name for source in find_sources("shipped")]


def find_sources(wanted: str) -> list[PackSource]:
    """Return the YAML files that one name stands for. Raises PackError where there are none."""
    shipped = dict(_walk(shipped_folder(), ""))
    if wanted == "shipped":
        return [_source(path, name, trusted=True) for name, path in shipped.items()]
    if os.path.isdir(wanted) and (inside := _walk(wanted, "")):
        return [_source(path, name, trusted=False) for name, path in inside]
    if wanted.endswith(ENDINGS):
        same = (name for name, path in shipped.items() if _same(path, wanted))
        name = next(same, "")
        own = os.path.splitext(os.path.basename(wanted))[0]
        return [_source(wanted, name or own, trusted=bool(name))]
    matching = [name for name in shipped if f"{name}/".startswith(f"{wanted.rstrip('/')}/")]
    if not matching:
        raise _error(
            wanted, 1, "there is no such pack", f"name a YAML file, or one of {', '.join(shipped)}"
        )
    return [_source(shipped[name], name, trusted=True) for name in matching]


def _walk(folder: Any, prefix: str, above: frozenset[str] = frozenset()) -> list[tuple[str, Any]]:
    """Names and paths of the YAML files below a folder, in order; works inside a zip too. A link
    to a folder that it lies in leads nowhere new. `above` are the real paths of those."""
    found: list[tuple[str, Any]] = []
    if isinstance(folder, str):
        real = os.path.realpath(folder)
        if real in above:
            return found
        above |= {real}
    with _listing(folder) as entries:
        for entry in sorted(entries, key=_name):
            if entry.is_dir():
                below = entry.path if isinstance(entry, os.DirEntry) else entry
                found += _walk(below, f"{prefix}{entry.name}/", above)
            elif entry.name.endswith(ENDINGS):
                path = entry.path if isinstance(entry, os.DirEntry) else entry
                found.append((prefix + entry.name.rpartition(".")[0], path))
    return found


def _listing(folder: Any) -> Any:
    if isinstance(folder, str):
        return os.scandir(folder)
    return contextlib.nullcontext(folder.iterdir())


def _name(entry: Any) -> str:
    name: str = entry.name
    return name


def _same(path: Any, other: str) -> bool:
    with contextlib.suppress(OSError):
        return isinstance(path, str) and os.path.samefile(path, other)
    return False


def _source(path: Any, name: str, *, trusted: bool) -> PackSource:
    file = str(path)
    try:
        if isinstance(path, str):
            with open_regular(path) as opened:
                data = opened.read(MAX_BYTES + 1)
        else:
            data = path.read_bytes()
    except OSError as error:
        raise _error(file, 1, f"can't be read: {error.strerror}", "check the path") from None
    if len(data) > MAX_BYTES:
        raise _error(file, 1, f"the pack is larger than {MAX_BYTES:,} bytes", "split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(file, line, "not UTF-8", "save the file as UTF-8") from None
    return PackSource(file, name, text, trusted)


def _error(file: str, line: int, problem: str, remedy: str) -> Exception:
    from mtfix.packs.model import PackError

    return PackError(file, line, problem, remedy)
