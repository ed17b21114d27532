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
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mtfix import caches
from mtfix.packs import PACKED
from mtfix.scan.packed import FORMAT as PLAN
from mtfix.scan.packed import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.packs.model import Pack
    from mtfix.packs.sources import Source
    from mtfix.scan.plan import Plan

FORMAT = f"mtfix-packs-12-{PLAN}"
"""Changes with the model: a compiled form of another one is not read."""

COMPILED = "compiled.json"


class PackSet:
    """Packs in the order in which they hold, and whether their examples are known to pass.

    `plan` is what the stages made of the packs ask the scan for, where it is known; then the
    packs themselves are read only when something is found, and only those of the sort that it
    concerns.
    """

    __slots__ = ("_body", "_packs", "key", "plan", "verified")

    def __init__(self, packs: Sequence[Pack] | bytes, plan: Plan | None, key: str) -> None:
        self._body = packs if isinstance(packs, bytes) else b""
        self._packs = {} if isinstance(packs, bytes) else dict(enumerate(packs))
        self.plan = plan
        self.verified = plan is not None
        self.key = key

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All packs, with their examples."""
        if self._body:
            lines = self._body.split(b"\n")
            pairs = zip(lines[::2], lines[1::2], strict=True)
            self._packs = {
                number: _pack(json.loads(rules), json.loads(examples))
                for number, (rules, examples) in enumerate(pairs)
            }
            self._body = b""
        return tuple(pack for _, pack in sorted(self._packs.items()))

    def of(self, sort: str) -> tuple[Pack, ...]:
        """The packs of one sort ("terms", "boilerplate", "surface"); what they are compiled to
        comes without examples."""
        begin = f'["{sort}"'.encode()
        for number, line in enumerate(self._body.split(b"\n")[::2]):
            if number not in self._packs and line.startswith(begin):
                self._packs[number] = _pack(json.loads(line), None)
        found = (pack for _, pack in sorted(self._packs.items()))
        return tuple(pack for pack in found if pack.sort == sort)


def load(wanted: Sequence[str | os.PathLike[str]] | None = None, *, strict: bool = True) -> PackSet:
    """Return the packs that `wanted` names, or all shipped ones.

    A name is that of a shipped pack (`zh-en/companies`), of a folder of them (`zh-en`),
    `shipped` for all of them, or the path of a YAML file or a folder of YAML files.
    A rule of a user's pack replaces those of the same id in the packs before it.
    Raises PackError where a pack breaks a rule of `glossaries/README.md`; with `strict` off,
    only where it can't be understood.
    """
    if wanted is None or list(wanted) == ["shipped"]:
        found = _read(os.path.join(PACKED, COMPILED), "shipped")
        if found is not None:
            return found
        wanted = ["shipped"]
    from mtfix.packs.sources import named

    sources = [source for name in wanted for source in named(os.fspath(name))]
    sources = list({source.file: source for source in sources}.values())
    key = _hash(sources)
    remembered = _read(caches.path(_cache_name(key)), key)
    if remembered is not None:
        return remembered
    from mtfix.packs.check import careful, check, overriding

    packs = overriding(_parsed_each(sources))
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
    from mtfix.packs.check import check, overriding
    from mtfix.packs.sources import named

    sources = (source for name in wanted for source in named(os.fspath(name)))
    packs = overriding(_parsed_each(list({source.file: source for source in sources}.values())))
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

    found = _read(os.path.join(PACKED, COMPILED), "shipped")
    if found is None:
        key = _hash(named("shipped"))
        found = _read(caches.path(_cache_name(key)), key)
    return {pack.name: pack for pack in found.packs} if found else {}


def are_known(packs: Iterable[Pack]) -> bool:
    """Return whether packs are shipped ones, as they are known to be sound together."""
    known = _shipped()
    return all(known.get(pack.name) == pack for pack in packs)


@lru_cache(128)
def _parsed(source: Source) -> Pack:
    """The pack of a file; verifying asks for the shipped ones several times."""
    from mtfix.packs.load import parse

    return parse(source.text, source.file, source.name, trusted=source.trusted)


def remember(packs: PackSet) -> None:
    """Keep packs whose examples have passed; where the folder can't be written, do nothing."""
    caches.write(_cache_name(packs.key), dump(packs))


def dump(packs: PackSet) -> bytes:
    """Return the compiled form of packs: a line with format, checksum and the size of the plan;
    the plan; and of each pack two lines, its rules and their examples."""
    plan = packed(packs.plan) if packs.plan else b""
    body = b"\n".join(_json(part) for pack in packs.packs for part in _parts(pack))
    return f"{FORMAT} {_checksum(plan, body)} {len(plan)}\n".encode() + plan + body


def _checksum(plan: bytes, packs: bytes) -> str:
    return f"{zlib.crc32(packs, zlib.crc32(plan)):08x}"


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


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
    package = os.path.dirname(PACKED)
    stamps = []
    for folder, _, names in os.walk(package):
        for path in (os.path.join(folder, name) for name in names if name.endswith(".py")):
            with contextlib.suppress(OSError):
                status = os.stat(path)
                stamps.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return " ".join(sorted(stamps))


def _cache_name(key: str) -> str:
    return f"packs-{key}.json"


def _read(path: str | None, key: str) -> PackSet | None:
    """The packs of a compiled form; None where it is missing, foreign or damaged."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            form, checksum, size = file.readline().decode().split()
            plan, packs = file.read(int(size)), file.read()
        if form != FORMAT or checksum != _checksum(plan, packs) or not plan:
            return None
        return PackSet(packs, unpacked(plan), key)
    except (OSError, ValueError):
        return None


def _parts(pack: Pack) -> tuple[Any, Any]:
    """The fields of a pack, its sort first, and the examples of its rules."""
    rules = [rule[:-1] for rule in pack.rules]
    examples = [rule.examples for rule in pack.rules]
    return (pack.sort, pack.name, pack.about, pack.trusted, rules), examples


def _pack(fields: list[Any], examples: list[Any] | None) -> Pack:
    from mtfix.packs.model import RECORDS, Example, Pack

    sort, name, about, trusted, rules = fields
    record: Any = RECORDS[sort]
    given = examples or [()] * len(rules)

    def rule(values: list[Any], examples: list[Any]) -> Any:
        made = (_tuple(value) if type(value) is list else value for value in values)
        return record(*made, tuple(Example(*example) for example in examples))

    return Pack(name, sort, about, trusted, tuple(map(rule, rules, given)))


def _tuple(value: list[Any]) -> tuple[Any, ...]:
    """A list from JSON as the tuple it was; its members are texts or pairs."""
    if not value or not isinstance(value[0], list):
        return tuple(value)
    return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in value)
