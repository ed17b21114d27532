"""Try the two round trips on real files of packages, format by format.

    python -m tests.round_trips fetch
    python -m tests.round_trips run [FORMAT…]

Files that are alike are tried once. Exits 1 where a file fails or a package can't be fetched.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mtfix.formats import SUFFIXES

from ..precision.packages import listed, unpack
from .trips import Outcome, outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = Path(__file__).parent / "packages.txt"
_FORMATS = (
    "html markdown mdx po json yaml toml rst properties subtitles asciidoc mediawiki notebook email"
).split()
_OTHER_NAMES = {
    re.compile(r"\.rst\.(?:txt|gz)$"): ".rst",
    re.compile(r"/source-git/.*/documentation/.*\.txt$"): ".adoc",
}
"""How packages write sources of their documentation: endings of paths, in small letters."""
_LARGEST = 300_000
_SHOWN = 20


def main(arguments: list[str] | None = None) -> int:
    """Carry out a command line; return its exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "fetch":
        options.cache.mkdir(parents=True, exist_ok=True)
        return _fetch(options.cache)
    return _run(options)


def _parser() -> argparse.ArgumentParser:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(prog="python -m tests.round_trips")
    parser.add_argument("--cache", type=Path, default=home / "mtfix-round-trips")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("fetch")
    run = commands.add_parser("run")
    run.add_argument("format", nargs="*", default=_FORMATS, metavar="FORMAT")
    run.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    run.add_argument("--most", type=int, default=3_000, help="files tried of each format")
    return parser


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fetch(cache: Path) -> int:
    failed = 0
    for package in listed(_LIST.read_text(encoding="utf-8")):
        target = cache / re.sub(r"[^a-z0-9.-]+", "-", package.name)
        if target.exists():
            continue
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            try:
                unpack(package.name, Path(folder))
            except (subprocess.SubprocessError, OSError) as error:
                failed = 1
                _tell(f"{package.name}: {error}")
                continue
            shutil.copytree(folder, target, symlinks=True)
    return failed


def _run(options: argparse.Namespace) -> int:
    failed = 0
    _tell(f"{'format':12}{'files':>8}{'places':>10}{'withheld':>10}{'refused':>9}{'failed':>8}")
    with ProcessPoolExecutor(options.jobs) as pool:
        for name in options.format:
            paths = list(_paths(options.cache, name, options.most))
            results = list(pool.map(_outcome, paths, [name] * len(paths), chunksize=8))
            failed += _report(name, paths, results)
    return 1 if failed else 0


def _report(name: str, paths: list[str], results: list[Outcome]) -> int:
    """Tell what came of the files of a format; return how many failed."""
    bad = [(path, one.failure) for path, one in zip(paths, results, strict=True) if one.failure]
    places, withheld = sum(one.places for one in results), sum(one.withheld for one in results)
    refused = sum(bool(one.refused) for one in results)
    _tell(f"{name:12}{len(paths):8}{places:10}{withheld:10}{refused:9}{len(bad):8}")
    for failure, count in Counter(failure for _, failure in bad).items():
        _tell(f"  {count} {failure}")
    for path, failure in bad[:_SHOWN]:
        _tell(f"    {path}: {failure}")
    return len(bad)


def _paths(cache: Path, name: str, most: int) -> Iterator[str]:
    """The files of a format, each text once."""
    seen: set[bytes] = set()
    suffixes = {suffix for suffix, format_ in SUFFIXES.items() if format_ == name}
    for path in sorted(cache.rglob("*")):
        if len(seen) >= most:
            return
        is_file = _suffix(path) in suffixes and path.is_file() and not path.is_symlink()
        if is_file and 0 < path.stat().st_size <= _LARGEST:
            key = sha256(path.read_bytes()).digest()
            if key not in seen:
                seen.add(key)
                yield str(path)


def _suffix(path: Path) -> str:
    lower = path.as_posix().lower()
    return next((new for old, new in _OTHER_NAMES.items() if old.search(lower)), path.suffix)


def _outcome(path: str, name: str) -> Outcome:
    data = Path(path).read_bytes()
    try:
        return outcome(gzip.decompress(data) if path.endswith(".gz") else data, name)
    except Exception as error:  # noqa: BLE001 - the other files are tried all the same
        return Outcome(failure=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    sys.exit(main())
