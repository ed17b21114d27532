"""Digests of the code by which caches are made, so that none is read that other code has made.

A wheel carries one that was made when it was built, and reads no code. In a checkout the code
changes while the version stays.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from mtfix.fs.cache_dir import read_file
from mtfix.fs.shipped import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEXICONS, *_WORDS = (
    os.path.join(os.pardir, "glossaries", name)
    for name in ("lexicons", "topics", "translationese", "frequencies")
)
"""Where a checkout has the words that stages share with packs; and those of topics, phrases of
translations, and how often variants stand in native English."""
PARSING = ("packs", "text", _LEXICONS)
"""The packages that make the compiled form of a pack from its YAML."""
PLANNING = ("edits", "fs", "matching", "packs", "regexes", "stages", "text", _LEXICONS)
"""Those that make the plan of a scan from packs: the stages, and what they are made of."""
EVERYTHING = ("", _LEXICONS, *_WORDS)
"""All, on which it depends whether the examples of a pack hold."""
BUILT = os.path.join(PACKAGE, "compiled", "code.txt")
"""Where a wheel has the digest of all its code."""
_ENDINGS = ".py", ".json", ".txt"


@cache
def code_digest(packages: tuple[str, ...]) -> str:
    """Return a digest of the modules and tables in some packages; in a wheel, that of its code."""
    built = read_file(BUILT)
    return built.decode() if built else digest(_files(packages))


def digest(parts: Iterable[bytes]) -> str:
    """Return a digest of some data; where one part ends and the next begins counts as well."""
    from hashlib import blake2b

    from mtfix.version import __version__

    found = blake2b(__version__.encode(), digest_size=16)
    for part in parts:
        found.update(b"\n%d:" % len(part) + part)
    return found.hexdigest()


def _files(packages: Iterable[str]) -> Iterator[bytes]:
    """Name and content of each file, in the order of names; of an mtfix in a zip, of none."""
    for package in packages:
        for folder, folders, names in os.walk(os.path.join(PACKAGE, package)):
            folders.sort()
            for name in sorted(one for one in names if one.endswith(_ENDINGS)):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, PACKAGE).replace(os.sep, "/").encode()
                with open(path, "rb") as file:
                    yield file.read()
