"""Packs by their names, from what is at hand.

A wheel carries the shipped packs compiled and their plan made. In a checkout, and for users'
packs, the user's cache folder has the compiled form of each YAML file and the plan of each set,
named by the content of the files and of the code that made them. The examples of shipped packs
are tried by the tests and when a wheel is built, not at every change of a module; those of a
user's pack before it is used, and again after any change.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.fs import cache_dir
from mtfix.matching.plan_file import plan_from_bytes, plan_to_bytes
from mtfix.packs.built import built_packs, built_plan, built_tables
from mtfix.packs.code_digest import EVERYTHING, PARSING, PLANNING, code_digest, digest
from mtfix.packs.pack_set import PackSet, StoredPack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.matching.plan import Plan
    from mtfix.packs.model import Pack
    from mtfix.packs.sources import PackSource

    Wanted = str | os.PathLike[str] | PackSource
    """A name of packs, or the content of a YAML file."""


def _plan_name(key: str) -> str:
    return os.path.join("plans", f"{key}.bin")


def _tables_name(key: str) -> str:
    return os.path.join("tables", f"{key}.tables")


def carried(wanted: Sequence[Wanted] | None) -> tuple[str | PackSource, ...] | None:
    """Return what `wanted` names so that it holds elsewhere: names of shipped packs and of folders
    of them stay, users' ones become their contents. Raises PackError where there is no such pack.
    """
    if wanted is None:
        return None
    from mtfix.packs.sources import PackSource, find_sources

    found: list[str | PackSource] = []
    for one in wanted:
        if isinstance(one, PackSource) or one == "shipped":
            found.append(one)
            continue
        name = os.fspath(one)
        sources = find_sources(name)
        if not sources[0].trusted:
            found += sources
        else:  # a single one may be named by its path
            found.append(sources[0].name if len(sources) == 1 else name)
    return tuple(found)


def sources_digest(wanted: Sequence[Wanted] | None) -> str:
    """Return a digest of the contents of the packs that `wanted` names, and of all code."""
    names = ["shipped"] if wanted is None else wanted
    parts = [code_digest(EVERYTHING).encode()]
    return digest([*parts, *(_digest(one) for one in _sources(names))])


def _sources(wanted: Sequence[Wanted]) -> list[PackSource]:
    """The YAML files that `wanted` names, each once."""
    from mtfix.packs.sources import PackSource, find_sources

    found: dict[str, PackSource] = {}
    for one in wanted:
        given = [one] if isinstance(one, PackSource) else find_sources(os.fspath(one))
        found |= {source.file: source for source in given}
    return list(found.values())


def load(wanted: Sequence[Wanted] | None = None, *, strict: bool = True) -> PackSet:
    """Return the packs that `wanted` names, or all shipped ones.

    A name is that of a shipped pack (`zh-en/companies`), of a folder of them (`zh-en`),
    `shipped` for all of them, or the path of a YAML file or a folder of YAML files.
    A rule of a user's pack replaces those of the same id in the packs before it.
    Raises PackError where a pack breaks a rule of `glossaries/README.md`; with `strict` off,
    only where it can't be understood.
    """
    names = ["shipped"] if wanted is None else list(wanted)
    if names == ["shipped"] and (plan := built_plan()):
        return PackSet.from_stored(built_packs().values(), plan, verified=True)
    sources = _sources(names)
    digests = list(map(_digest, sources))
    packs = list(map(_stored, sources, digests))
    trusted = all(source.trusted for source in sources)
    key = digest([code_digest(PLANNING if trusted else EVERYTHING).encode(), *digests])
    plan = plan_from_bytes(cache_dir.load(_plan_name(key)))
    found = PackSet.from_stored(packs, plan, verified=trusted or plan is not None, key=key)
    if plan is None:
        _check(found, strict=strict)
    return found


def load_unchanged(wanted: Sequence[str | os.PathLike[str]] | None) -> tuple[Pack, ...]:
    """Return the packs that `wanted` names as their files say; `load` gives entries that no
    example proves another status, which is no part of them.

    Raises PackError as `load` does.
    """
    from mtfix.packs.validation import check

    packs = load(wanted, strict=False).unchanged()
    check(packs)
    return packs


def keep_plan(packs: PackSet, plan: Plan) -> Plan:
    """Return the plan of some packs, which from now on have it; it is stored for later runs if
    their examples are known to hold."""
    packs.plan = plan
    if packs.verified and packs.key:
        cache_dir.write(_plan_name(packs.key), plan_to_bytes(plan))
    return plan


def stored_tables(packs: PackSet) -> bytes:
    """Return what the stage of terms has stored of some packs, or nothing."""
    if packs.verified and not packs.key:
        return built_tables()
    return cache_dir.load(_tables_name(packs.key)) if packs.verified else b""


def keep_tables(packs: PackSet, dump: Callable[[], bytes]) -> None:
    """Store what the stage of terms wants to know of some packs in later runs, if their examples
    are known to hold."""
    if packs.verified and packs.key:
        cache_dir.write(_tables_name(packs.key), dump())


def _check(packs: PackSet, *, strict: bool) -> None:
    """Raise PackError for a pack that can't be understood or, if `strict`, is not sound; warn of
    one with rules that nothing proves, or that replace shipped ones."""
    from mtfix.packs.validation import check, warn_of_overridden, warn_of_unproved

    if strict:
        check(packs.packs)
        warn_of_unproved(packs.packs)
        warn_of_overridden([one.read_pack(examples=False) for one in packs.stored])


def _digest(source: PackSource) -> bytes:
    """A digest of a YAML file and of the code that makes its compiled form."""
    parts = code_digest(PARSING), source.name, str(source.trusted), source.text
    return digest(part.encode() for part in parts).encode()


def _stored(source: PackSource, name: bytes) -> StoredPack:
    return StoredPack(lambda: _compiled_form(source, name), source.file, trusted=source.trusted)


@lru_cache(256)
def _compiled_form(source: PackSource, digest: bytes) -> bytes:
    """The compiled form of a YAML file, which is parsed if it is not at hand."""
    built = built_packs().get(source.name) if source.trusted else None
    if built:
        return built.data()
    name = os.path.join("packs", f"{digest.decode()}.jsonl")
    data = cache_dir.load(name)
    if not data:
        from mtfix.packs.compiled_form import dump_pack
        from mtfix.packs.parser import parse

        data = dump_pack(parse(source.text, source.file, source.name, trusted=source.trusted))
        cache_dir.write(name, data)
    return data
