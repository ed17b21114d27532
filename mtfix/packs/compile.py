"""Find, load and remember packs.

Parsing YAML takes a hundred times longer than reading its compiled form, which is JSON
behind a checksum. The wheel carries the compiled form of the shipped packs, verified when
it was built; everything else is kept in the user's cache folder under a hash of its
content. A cache that is missing, foreign or damaged is made anew, one that can't be
written is done without.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.packs.model import RECORDS, Example, Pack, PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Triggers = dict[str, list[list[Any]]]
"""The fields of the triggers of each stage, by its name."""

FORMAT = "mtfix-packs-1"
"""Changes with the model: a compiled form of another one is not read."""

COMPILED = "compiled.json"
_ENDINGS = (".yaml", ".yml")


class PackSet:
    """Packs in the order in which they hold, and whether their examples are known to pass.

    `triggers` is what the stages made of the packs ask the scan for, where it is known;
    then the packs themselves are read only when something is found.
    """

    __slots__ = ("_body", "_packs", "key", "triggers", "verified")

    def __init__(self, packs: tuple[Pack, ...] | bytes, triggers: Triggers | None, key: str) -> None:
        self._packs = packs if isinstance(packs, tuple) else None
        self._body = packs if isinstance(packs, bytes) else b""
        self.triggers = triggers
        self.verified = triggers is not None
        self.key = key

    @property
    def packs(self) -> tuple[Pack, ...]:
        if self._packs is None:
            self._packs = tuple(_pack(*fields) for fields in json.loads(self._body))
        return self._packs


class _Source(NamedTuple):
    file: str
    name: str
    text: str
    trusted: bool


def load(
    wanted: Sequence[str | os.PathLike[str]] | None = None, *, strict: bool = True
) -> PackSet:
    """Return the packs that `wanted` names, or all shipped ones.

    A name is that of a shipped pack (`zh-en/companies`), of a folder of them (`zh-en`),
    `shipped` for all of them, or the path of a YAML file or a folder of YAML files.
    Raises PackError where a pack breaks a rule of `glossaries/README.md`; with `strict` off,
    only where it can't be understood.
    """
    if wanted is None or list(wanted) == ["shipped"]:
        packed = shipped_folder() / COMPILED
        found = _read(packed, "shipped") if _exists(packed) else None
        if found is not None:
            return found
        wanted = ["shipped"]
    sources = [source for name in wanted for source in _sources(os.fspath(name))]
    sources = list({source.file: source for source in sources}.values())
    key = _hash(sources)
    remembered = _read(_cache_file(key), key)
    if remembered is not None:
        return remembered
    from mtfix.packs.check import check
    from mtfix.packs.load import parse

    packs = tuple(parse(s.text, s.file, s.name, trusted=s.trusted) for s in sources)
    if strict:
        check(packs)
    return PackSet(packs, None, key)


def remember(packs: PackSet, triggers: Triggers) -> None:
    """Keep packs whose examples have passed; where the folder can't be written, do nothing."""
    path = _cache_file(packs.key)
    if path is None:
        return
    import tempfile

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(dump(packs.packs, triggers))
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def dump(packs: Iterable[Pack], triggers: Triggers) -> bytes:
    """Return the compiled form of packs: format and checksum, triggers, and rules, a line each."""
    body = _json(triggers) + b"\n" + _json(list(packs))
    return f"{FORMAT} {zlib.crc32(body):08x}\n".encode() + body


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def shipped_folder() -> Path:
    """Return where the shipped packs are: in the installed package, else beside the sources."""
    package = Path(__file__).parent.parent
    packed = package / "glossaries"
    if packed.is_dir():
        return packed
    beside = package.parent / "glossaries"
    if beside.is_dir():
        return beside
    from importlib.resources import files

    return files("mtfix") / "glossaries"  # type: ignore[return-value]  # a Path inside a zip


def shipped_names() -> list[str]:
    """Return the names of the shipped packs, in the order in which they hold."""
    return [source.name for source in _sources("shipped")]


def _sources(wanted: str) -> list[_Source]:
    """The YAML files that one name stands for."""
    root = shipped_folder()
    if wanted == "shipped":
        return [_source(path, name, trusted=True) for name, path in _walk(root, "")]
    path = Path(wanted)
    if path.is_dir() and _walk(path, ""):
        return [_source(found, found.stem, trusted=False) for _, found in _walk(path, "")]
    if path.suffix in _ENDINGS:
        return [_source(path, path.stem, trusted=_is_shipped(path, root))]
    matching = [
        _source(found, name, trusted=True)
        for name, found in _walk(root, "")
        if name == wanted or name.startswith(wanted.rstrip("/") + "/")
    ]
    if not matching:
        names = ", ".join(name for name, _ in _walk(root, ""))
        raise PackError(wanted, 1, "there is no such pack", f"name a YAML file, or one of {names}")
    return matching


def _walk(folder: Any, prefix: str) -> list[tuple[str, Any]]:
    """Names and paths of the YAML files below a folder, in order; works inside a zip too."""
    found = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            found += _walk(path, f"{prefix}{path.name}/")
        elif path.name.endswith(_ENDINGS):
            found.append((prefix + path.name.rpartition(".")[0], path))
    return found


def _is_shipped(path: Path, root: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.resolve().is_relative_to(root.resolve())
    return False


def _source(path: Any, name: str, *, trusted: bool) -> _Source:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PackError(str(path), 1, f"can't be read: {error.strerror}", "check the path") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError(str(path), line, "not UTF-8", "save the file as UTF-8") from None
    return _Source(str(path), name, text, trusted)


def _hash(sources: Iterable[_Source]) -> str:
    from hashlib import blake2b

    from mtfix import __version__

    digest = blake2b(f"{FORMAT} {__version__}".encode(), digest_size=16)
    for source in sources:
        for part in (source.file, source.name, source.text, str(source.trusted)):
            data = part.encode()
            digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def cache_folder() -> Path | None:
    """Return the folder of the user's caches by the convention of the system, if there is one."""
    environ = os.environ
    try:
        if sys.platform == "win32":  # pragma: no cover
            return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "mtfix"
        if sys.platform == "darwin":  # pragma: no cover
            return Path.home() / "Library/Caches/mtfix"
        return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mtfix"
    except RuntimeError:  # no home folder
        return None


def _cache_file(key: str) -> Path | None:
    folder = cache_folder()
    return folder / f"packs-{key}.json" if folder else None


def _exists(path: Any) -> bool:
    return bool(path.is_file())


def _read(path: Any, key: str) -> PackSet | None:
    """The packs of a compiled form; None where it is missing, foreign or damaged."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode() != f"{FORMAT} {zlib.crc32(body):08x}":
            return None
        triggers, _, packs = body.partition(b"\n")
        return PackSet(packs, json.loads(triggers), key)
    except (OSError, AttributeError, ValueError):
        return None


def _pack(name: str, sort: str, about: str, trusted: bool, rules: list[list[Any]]) -> Pack:
    record = RECORDS[sort]
    return Pack(name, sort, about, trusted, tuple(_frozen(record(*fields)) for fields in rules))


def _frozen(rule: Any) -> Any:
    """A rule from JSON: its examples are examples again, its lists tuples."""
    values = [_tuples(value) if isinstance(value, list) else value for value in rule]
    *values, examples = values
    return type(rule)(*values, tuple(Example(*example) for example in examples))


def _tuples(value: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuples(v) if isinstance(v, list) else v for v in value)
