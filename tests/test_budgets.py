"""What a user gives has a bound: patterns of packs and of file names, and rows of any shape."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtfix import Cleaner
from mtfix.config.ignore_files import Patterns
from mtfix.regexes import budget
from mtfix.regexes.bounded import Matcher, PatternTimeoutWarning
from mtfix.regexes.budget import Budget

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

STARS = "*".join("a" * 25) + "*b"
LONG = "a" * 60 + "b" + "a" * 60 + ".md"
"""A name in which the stars of `STARS` can be shared out in more ways than can be tried."""


# --- globs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        (STARS, LONG),
        ("*".join(["[a-b]"] * 25) + "*[c-d]", "a" * 150),
        ("?*" * 25 + "[b]", "a" * 150),
        ("**/".join(["[a-b]/"] * 25) + "**/[c-d]x", "a/" * 100 + "x"),
    ],
)
def test_a_glob_that_can_try_for_ever_is_answered(glob: str, path: str) -> None:
    begun = time.monotonic()
    patterns = Patterns([glob])
    for number in range(20):
        assert patterns.deciding(f"{number}{path}") is None
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("a*b*c*d*.md", "aXbXcXd.md", True),
        ("a*b*c*d*.md", "aXbXcX.md", False),
        ("**/a/**/b/**/*.md", "x/a/y/b/z/c.md", True),
        ("**/a/**/b/**/*.md", "x/a/y/z/c.md", False),
        ("*.*.*.*.md", "1.2.3.4.md", True),
        ("!*.*.*.*.md", "1.2.3.4.md", False),
    ],
)
def test_a_glob_with_many_stars_is_read_as_ever(glob: str, path: str, fits: bool) -> None:
    found = Patterns([glob]).deciding(path)
    assert (found is not None and found[1]) is fits


@pytest.mark.parametrize("name", [".mtfixignore", ".gitignore", ".mtfix.toml", "overrides"])
def test_a_glob_that_takes_too_long_is_told_with_its_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(budget, "SECONDS", 0.0)
    Path(".git").mkdir()
    Path(LONG).write_text("In 2020 tiktok grew.\n")
    file = ".mtfix.toml" if name == "overrides" else name
    shapes = {
        ".mtfix.toml": f'exclude = ["{STARS}"]\n',
        "overrides": f'[[overrides]]\nfiles = ["{STARS}"]\noff = ["term"]\n',
    }
    Path(file).write_text(shapes.get(name, f"{STARS}\n"))
    status, _, err = run("fix", ".")
    assert status == 2
    assert f"the pattern '{STARS}' takes longer than" in err
    assert file in err
    assert Path(LONG).read_text() == "In 2020 tiktok grew.\n"


# --- patterns of packs ------------------------------------------------------------------------------


def test_a_pattern_that_is_slow_on_many_short_texts_is_stopped() -> None:
    slow = Matcher(["(.*a){18}b"], trusted=False, owner="slow: ")
    begun = time.monotonic()

    def search() -> None:
        for number in range(50_000):
            slow.search(f"{'a' * 18}{number}")

    with pytest.warns(PatternTimeoutWarning, match="slow: the pattern"):
        search()
    assert time.monotonic() - begun < 30


def test_a_good_pattern_is_never_stopped() -> None:
    good = Matcher([r"\bqq\w+"], trusted=False)
    for _ in range(200):
        assert good.search("some words " * 2_000 + "qqed")


def test_a_pattern_that_had_its_time_is_not_run_again() -> None:
    own = Budget()

    def refuse(_: float) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        own.run(refuse)
    with pytest.raises(TimeoutError):
        own.run(lambda _: pytest.fail("it is run"), 1_000_000)


# --- rows -------------------------------------------------------------------------------------------


def seconds(cleaner: Cleaner, line: str) -> float:
    best = 60.0
    for _ in range(3):
        begun = time.thread_time()
        cleaner.clean(line, format="jsonl")
        best = min(best, time.thread_time() - begun)
    return best


def repeated_keys(count: int) -> str:
    pairs = [f'"k{number % (count // 2)}":1' for number in range(count)]
    return "{" + ",".join([*pairs, '"text":"In 2020 tiktok grew."']) + "}"


def changed_strings(count: int) -> str:
    return json.dumps({"text": [f"In {number} tiktok grew." for number in range(count)]})


@pytest.mark.parametrize(
    ("line", "few"), [(repeated_keys, 3_000), (changed_strings, 60)], ids=["keys", "strings"]
)
def test_a_row_eight_times_as_long_takes_eight_times_as_long(
    line: Callable[[int], str], few: int
) -> None:
    cleaner = Cleaner(texts=["text.*" if line is changed_strings else "text"], only=["term"])
    cleaner.clean(line(few), format="jsonl")
    assert seconds(cleaner, line(8 * few)) < 20 * seconds(cleaner, line(few))
