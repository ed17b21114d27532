"""Find, load and remember packs.

The wheel carries the compiled form of the shipped packs, verified when it was built;
everything else is kept in the user's cache folder under a hash of its content. A cache that
is missing, foreign or damaged is made anew, one that can't be written is done without.
"""

from __future__ import annotations

import contextlib
import os
from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.fs import cache_dir as caches
from mtfix.packs import PACKAGED
from mtfix.packs.compiled_form import FORMAT, PackSet, dump, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.packs.model import Pack
    from mtfix.packs.sources import Source

COMPILED = "compiled.json"


def load(wanted: Sequence[str | os.PathLike[str]] | None = None, *, strict: bool = True) -> PackSet:
    """Return the packs that `wanted` names, or all shipped ones.

    A name is that of a shipped pack (`zh-en/companies`), of a folder of them (`zh-en`),
    `shipped` for all of them, or the path of a YAML file or a folder of YAML files.
    A rule of a user's pack replaces those of the same id in the packs before it.
    Raises PackError where a pack breaks a rule of `glossaries/README.md`; with `strict` off,
    only where it can't be understood.
    """
    if wanted is None or list(wanted) == ["shipped"]:
        found = read(os.path.join(PACKAGED, COMPILED), "shipped")
        if found is not None:
            return found
        wanted = ["shipped"]
    from mtfix.packs.sources import named

    sources = [source for name in wanted for source in named(os.fspath(name))]
    sources = list({source.file: source for source in sources}.values())
    key = _hash(sources)
    remembered = read(caches.path(_cache_name(key)), key)
    if remembered is not None:
        return remembered
    from mtfix.packs.validation import careful, check, with_overrides

    packs = with_overrides(_parsed_each(sources))
    if strict:
        check(packs)
        packs = tuple(careful(pack) for pack in packs)
    return PackSet(packs, None, key)


def as_written(wanted: Sequence[str | os.PathLike[str]] | None) -> tuple[Pack, ...]:
    """Return the packs that `wanted` names as their files say; `load` gives entries that no
    example proves another status, which is no part of them.

    Raises PackError as `load` does.
    """
    if wanted is None:
        return load().packs
    from mtfix.packs.sources import named
    from mtfix.packs.validation import check, with_overrides

    sources = (source for name in wanted for source in named(os.fspath(name)))
    packs = with_overrides(_parsed_each(list({source.file: source for source in sources}.values())))
    check(packs)
    return packs


def _parsed_each(sources: Sequence[Source]) -> Iterator[Pack]:
    """The packs of some files. Beside a user's, the shipped ones are as they are known: to parse
    them takes seconds."""
    known = {} if all(source.trusted for source in sources) else _shipped()
    for source in sources:
        yield (source.trusted and known.get(source.name)) or _parsed(source)


@lru_cache(1)
def _shipped() -> dict[str, Pack]:
    """The shipped packs by their names, if their compiled form is at hand."""
    from mtfix.packs.sources import named

    found = read(os.path.join(PACKAGED, COMPILED), "shipped")
    if found is None:
        key = _hash(named("shipped"))
        found = read(caches.path(_cache_name(key)), key)
    return {pack.name: pack for pack in found.packs} if found else {}


def are_known(packs: Iterable[Pack]) -> bool:
    """Return whether packs are shipped ones, as they are known to be sound together."""
    known = _shipped()
    return all(known.get(pack.name) == pack for pack in packs)


@lru_cache(128)
def _parsed(source: Source) -> Pack:
    """The pack of a file; verifying asks for the shipped ones several times."""
    from mtfix.packs.parser import parse

    return parse(source.text, source.file, source.name, trusted=source.trusted)


def remember(packs: PackSet) -> None:
    """Keep packs whose examples have passed; where the folder can't be written, do nothing."""
    caches.write(_cache_name(packs.key), dump(packs))


def _hash(sources: Iterable[Source]) -> str:
    from hashlib import blake2b

    from mtfix.version import __version__

    digest = blake2b(f"{FORMAT} {__version__} {_code_stamp()}".encode(), digest_size=16)
    for source in sources:
        for part in (source.file, source.name, source.text, str(source.trusted)):
            data = part.encode()
            digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def _code_stamp() -> str:
    """Sizes and times of the code that makes triggers and verdicts: in a checkout it changes
    while the version stays."""
    package = os.path.dirname(PACKAGED)
    stamps = []
    for folder, _, names in os.walk(package):
        for path in (os.path.join(folder, name) for name in names if name.endswith(".py")):
            with contextlib.suppress(OSError):
                status = os.stat(path)
                stamps.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return " ".join(sorted(stamps))


def _cache_name(key: str) -> str:
    return f"packs-{key}.json"
