"""The folder of texts that are measured: written once, then read by all builds as they are."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import english
import material
from writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SEED = 20_261_128
SIZE = 300_000
"""Bytes of each text that is cleaned in one process."""
PAGES = 300
SIZES = tuple(
    step * 10**power for power in range(3, 8) for step in (1, 3) if step * 10**power <= 30_000_000
)
"""Bytes of the texts of growing size; each begins like the next."""
PIPE = "english.txt"
PIPED = 20_000_000
SHORT = {2: 12, 10: 6, 100: 2}
"""How many single pages there are of so many kilobytes."""
MANIFEST = "manifest.json"


def write(folder: Path, checkout: Path) -> None:
    """Write all texts, made of what `checkout` holds; the 20 MB of English only if not there."""
    known = material.read(checkout)
    writer = Writer(known, SEED)
    _write(folder, _files(texts(writer, known), writer))
    write_series(folder, writer, SIZES)
    if not (folder / PIPE).exists():
        english.write(folder / PIPE, PIPED)
    (folder / MANIFEST).write_text(f"{digest(folder)}\n", "utf-8")


def texts(writer: Writer, known: material.Material, size: int = SIZE) -> dict[str, list[str]]:
    """The documents of each text that is cleaned in one process."""
    sparse = writer.sparse(size)
    named = {
        "dense": writer.articles(size),
        "joined": ["\n\n".join(known.labelled) + "\n"],
        "sparse": ["\n".join(sparse) + "\n"],
        "sparse-lines": sparse,
        "scraped": known.pages,
        "clean": [writer.prose(size)],
    }
    for kilobytes, count in SHORT.items():
        named[f"page-{kilobytes}"] = [writer.article(kilobytes * 1_000) for _ in range(count)]
    return named


def _files(named: dict[str, list[str]], writer: Writer) -> dict[str, str]:
    """The texts to write, by their paths in the folder."""
    files = {f"{name}.jsonl": rows(documents) for name, documents in named.items()}
    files |= {f"damaged-{size}.txt": named[f"page-{size}"][0] for size in (2, 10)}
    files["clean-2.txt"] = writer.prose(1_800)
    return files | {f"tree/part-{n % 12}/page-{n}.md": writer.page(n) for n in range(PAGES)}


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def write_series(folder: Path, writer: Writer, sizes: Sequence[int]) -> None:
    """Write a text for each size, cut at the end of a line; the shorter ones begin the longer."""
    articles = writer.stream()
    whole = b""
    for size in sizes:
        parts, written = [whole], len(whole)
        while written <= size:
            parts.append(next(articles).encode())
            written += len(parts[-1])
        whole = b"".join(parts)
        text = whole[: whole.rindex(b"\n", 0, size) + 1].decode()
        (folder / f"size-{size}.jsonl").write_text(rows([text]), "utf-8")


def rows(documents: Iterable[str]) -> str:
    """Documents as JSON, one a line."""
    return "".join(json.dumps({"text": document}) + "\n" for document in documents)


def digest(folder: Path) -> str:
    """One short sum of all that stands in the folder, names and bytes; English is left out."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in {MANIFEST, PIPE}:
            total.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]
