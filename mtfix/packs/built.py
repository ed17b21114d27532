"""The shipped packs as a wheel carries them: in their compiled form, with the plan of the scan.

The files depend on nothing but the packs and the code, so that building twice gives the same.
"""

from __future__ import annotations

import os
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from mtfix.fs.cache_dir import read_file, with_checksum
from mtfix.fs.shipped import PACKAGE, PACKAGED, shipped_folder
from mtfix.matching.plan_file import plan_from_bytes, plan_to_bytes
from mtfix.packs.code_digest import BUILT, EVERYTHING, code_digest
from mtfix.packs.pack_set import StoredPack
from mtfix.text.weighted_words import FOLDERS, built_file, compiled_lists

if TYPE_CHECKING:
    from mtfix.matching.plan import Plan
    from mtfix.packs.pack_set import PackSet

_PACKS, _PLAN, _TABLES = (
    os.path.join(os.path.dirname(BUILT), name)
    for name in ("packs.jsonl", "plan.bin", "terms.tables")
)


def built_files(packs: PackSet, plan: Plan, tables: bytes = b"") -> dict[str, bytes]:
    """Return what a wheel is to carry of the shipped packs: content by path in the package.

    `tables` is what the stage of terms has compiled of them, for it alone to open.
    """
    folder = shipped_folder()
    content = b"".join(_head(one, folder) + one.data() for one in packs.stored)
    files = {_PACKS: content, _PLAN: plan_to_bytes(plan), BUILT: code_digest(EVERYTHING).encode()}
    files |= {built_file(name): compiled_lists(name).encode() for name in FOLDERS}
    if tables:
        files[_TABLES] = tables
    return {os.path.relpath(path, PACKAGE): with_checksum(data) for path, data in files.items()}


def _head(pack: StoredPack, folder: str) -> bytes:
    """The line in front of a pack: its sort, its size, and its file below the folder of packs."""
    file = os.path.relpath(pack.file, folder).replace(os.sep, "/")
    return f"{pack.sort} {len(pack.data())} {file}\n".encode()


def built_plan() -> Plan | None:
    """Return the plan of all shipped packs, if this is a wheel."""
    return plan_from_bytes(read_file(_PLAN))


def built_tables() -> bytes:
    """Return the tables of the terms of all shipped packs, if this is a wheel."""
    return read_file(_TABLES)


@lru_cache(1)
def built_packs() -> dict[str, StoredPack]:
    """Return the shipped packs by their names, if this is a wheel."""
    data = read_file(_PACKS)
    found = {}
    start = 0
    while start < len(data):
        end = data.index(b"\n", start)
        sort, size, file = data[start:end].decode().split(" ", 2)
        start, end = end + 1, end + 1 + int(size)
        path = os.path.join(PACKAGED, *file.split("/"))
        # Cut out when it is read: most packs have terms, of which cleaning has tables.
        load = partial(_part, data, start, end)
        found[os.path.splitext(file)[0]] = StoredPack(load, path, trusted=True, sort=sort)
        start = end
    return found


def _part(data: bytes, start: int, end: int) -> bytes:
    return data[start:end]
