"""Patterns that are translated once for all processes."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mtfix.fs import cache_dir
from mtfix.regexes import cache as compiled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATTERNS = [
    (r"(?P<year>\d{4})-(?P<month>\d\d)", 0),
    (r"(?i)straße|ÉTÉ|[à-ü]{2,}", 0),
    (r"^a.b$", re.MULTILINE | re.DOTALL | re.IGNORECASE),
    (r"(a)|(?P<b>b)(?P=b)?(?(1)c|d)", 0),
    (r"(?<=x)y(?!z)|(?>ab+)c*+", 0),
    ("", 0),
    (r"[^\W\d_]+", re.ASCII),
]
TEXT = "1999-12 Strasse STRASSE straße été Aüö\naxb\nac bb bbd xy xyz abbc A_1"


def forget_all() -> None:
    """Let this process know as little as a new one; to start one for each test takes longer than
    all of them."""
    compiled._store.cache_clear()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    forget_all()
    yield tmp_path / "mtfix" / "patterns"
    forget_all()


def found(pattern: re.Pattern[str]) -> list[tuple[object, ...]]:
    return [
        (match.span(), match.groups(), match.groupdict(), match.lastgroup)
        for match in pattern.finditer(TEXT)
    ]


def assert_all_alike() -> None:
    for source, flags in PATTERNS:
        own, usual = compiled.compile_pattern(source, flags), re.compile(source, flags)
        assert found(own) == found(usual)
        assert (own.pattern, own.flags, own.groups, dict(own.groupindex)) == (
            usual.pattern, usual.flags, usual.groups, dict(usual.groupindex),
        )  # fmt: skip


def file_of(cache: Path) -> Path:
    [file] = cache.iterdir()
    return file


def kept(cache: Path) -> Path:
    assert_all_alike()
    compiled.save()
    forget_all()
    return file_of(cache)


def let_translation_fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the one function that leads to the private ones of `re` fail: whether it is asked shows
    in no result."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(compiled, "_code", fail)


def nothing_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    let_translation_fail(monkeypatch, AssertionError("it is translated"))


def test_a_pattern_is_what_the_standard_library_makes(cache: Path) -> None:
    assert_all_alike()


def test_a_pattern_that_was_kept_is_not_translated_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(cache)
    nothing_is_translated(monkeypatch)
    assert_all_alike()


def test_what_was_kept_is_at_hand_for_who_kept_it(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_all_alike()
    compiled.save()
    nothing_is_translated(monkeypatch)
    assert_all_alike()


def test_of_a_store_only_what_is_asked_for_is_read(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(cache)
    read: list[int] = []
    part = cache_dir.Indexed.part
    monkeypatch.setattr(
        cache_dir.Indexed, "part", lambda *place: read.append(place[2]) or part(*place)
    )
    nothing_is_translated(monkeypatch)
    assert compiled.compile_pattern(*PATTERNS[0]).search("in 1999-12")
    assert len(read) == 1
    assert read[0] < file_of(cache).stat().st_size / 3


def test_what_another_process_has_kept_stays(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled.compile_pattern("mine")
    program = "from mtfix.regexes.cache import *; compile_pattern('theirs'); save()"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    compiled.save()
    forget_all()
    nothing_is_translated(monkeypatch)
    assert compiled.compile_pattern("mine").pattern == "mine"
    assert compiled.compile_pattern("theirs").pattern == "theirs"


def test_nothing_is_written_where_nothing_is_new(cache: Path) -> None:
    before = kept(cache).stat()
    assert_all_alike()
    compiled.save()
    after = file_of(cache).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("where", [0, 20, 200, -1])
def test_a_damaged_cache_is_made_anew(cache: Path, where: int) -> None:
    file = kept(cache)
    whole = file.read_bytes()
    file.write_bytes(whole[:where] + bytes([whole[where] ^ 1]) + whole[where:][1:])
    assert_all_alike()
    compiled.save()
    assert file.read_bytes() == whole


@pytest.mark.parametrize("data", [b"", b"\n", b"mtfix-patterns-0 0 0\n[]", b"\xff\xfe\n", b"1 2"])
def test_a_foreign_cache_is_made_anew(cache: Path, data: bytes) -> None:
    file = kept(cache)
    whole = file.read_bytes()
    file.write_bytes(data)
    assert_all_alike()
    compiled.save()
    assert file.read_bytes() == whole


def reversed_numbers(entry: bytes) -> bytes:
    head, _, numbers = entry.partition(b"\n")
    return head + b"\n" + numbers[::-1]


def test_numbers_that_are_no_pattern_are_not_run(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interpreter refuses them; a pickle it would have obeyed. Only with the parts that write
    the file can one be made that is whole and says something else."""
    file = kept(cache)
    name = f"patterns/{file.name}"
    entries = compiled._Stored(name).entries()
    assert len(entries) == len(PATTERNS)
    wrong = {key: reversed_numbers(entry) for key, entry in entries.items()}
    cache_dir.write(name, *compiled._joined(wrong))
    nothing_is_translated(monkeypatch)
    with pytest.raises(RuntimeError, match="invalid SRE code"):
        compiled._store().pattern(*PATTERNS[0])
    assert_all_alike()


def test_an_interpreter_without_the_function_compiles(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = AttributeError("module 're._compiler' has no attribute '_code'")
    let_translation_fail(monkeypatch, error)
    assert_all_alike()
    compiled.save()
    assert not cache.exists()


def test_an_error_is_that_of_the_standard_library(cache: Path) -> None:
    with pytest.raises(re.error, match="unterminated character set"):
        compiled.compile_pattern("[a")
