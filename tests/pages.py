"""Documents of `cases/boilerplate` in which each line says whether it goes.

A file holds documents below lines `=== name`. In files of pages, a line that begins with `- `
goes, and `{--so--}` a piece of a line; `\\` before a line only says that it is one as it
stands. Files whose names contain `clean` hold documents that stay as they are. `held-` files
were written before the rules that they test, and are only run for figures.

Run as a script, prints what becomes of the files named, or of all but the held ones.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CASES = Path(__file__).parent / "cases" / "boilerplate"
_PIECE = re.compile(r"\s?\{--(.*?)--\}", re.DOTALL)
_BREAKS = re.compile(r"[ \t]*\n\s*\Z")


class Page(NamedTuple):
    """A document, what must be left of it, and its lines (and pieces) that go and that stay."""

    name: str
    before: str
    after: str
    goes: list[str]
    stays: list[str]


class Figures(NamedTuple):
    """The outcome for some pages: lines and pieces that should go, those that did, lines of
    content, those lost, documents, documents in which something else than asked for changed."""

    goes: int
    gone: int
    stays: int
    lost: int
    documents: int
    wrong: int

    @property
    def taken(self) -> float:
        return self.gone / self.goes if self.goes else 1.0


@cache
def articles() -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load((CASES / "articles.yaml").read_text("utf-8"))
    return read


def with_paragraphs(text: str) -> str:
    """Return a text with the paragraphs of `articles.yaml` that it names."""

    def paragraphs(place: re.Match[str]) -> str:
        chosen = articles()[place[1]]
        return chosen[int(place[2]) - 1] if place[2] else "\n\n".join(chosen)

    return re.sub(r"<<(\w+)(?: (\d))?>>", paragraphs, text)


def pages(pattern: str = "*.txt") -> list[Page]:
    """Return the documents of the files that fit a pattern."""
    return [page for file in sorted(CASES.glob(pattern)) for page in _of(file)]


def _of(file: Path) -> Iterator[Page]:
    clean = "clean" in file.name
    for part in re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, text = part.partition("\n")
        text = with_paragraphs(text)
        yield Page(name, text, text, [], _lines(text)) if clean else _page(name, text)


def _page(name: str, text: str) -> Page:
    before, goes, stays, kept = [], [], [], ""
    at_tail = len(text) - len(_without_tail(text))
    tail = text[len(text) - at_tail :].splitlines(keepends=True)
    body = text[: len(text) - at_tail].splitlines(keepends=True)
    swallow = False
    for line in body:
        if line.startswith("- "):
            goes.append(line[2:].strip())
            before.append(line[2:])
            swallow = True
            continue
        before.append(
            _PIECE.sub(lambda piece: piece[0].replace("{--", "").replace("--}", ""), line)
        )
        before[-1] = before[-1].removeprefix("\\")
        if not line.strip():  # what stood right below a line stays apart from what follows
            kept += "" if swallow and kept[-2:] in {"", "\n\n"} else line
            continue
        swallow = False
        goes += [piece.strip() for piece in _PIECE.findall(line)]
        stay = _PIECE.sub("", line).removeprefix("\\")
        stays.append(stay.strip())
        kept += stay
    for line in tail:
        if line.startswith("- "):
            goes.append(line[2:].strip())
        before.append(line[2:] if line.startswith("- ") else line)
    if tail:
        kept = _BREAKS.sub("", kept) + ("\n" if text.endswith("\n") else "")
    return Page(name, "".join(before), kept, goes, stays)


def _without_tail(text: str) -> str:
    """The text up to the last line of content."""
    lines = text.splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].startswith("- ")):
        lines.pop()
    return "".join(lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def left_and_lost(page: Page, cleaned: str) -> tuple[list[str], list[str]]:
    """Return the lines and pieces of a page that should have gone, and the lines of content
    that are not as they were."""
    left = _lines(cleaned)
    lost = []
    for line in page.stays:
        if line in left:
            left.remove(line)
        else:
            lost.append(line)
    return [line for line in page.goes if any(line in one for one in left)], lost


def figures(some: Iterable[Page], strip: Callable[[str], str]) -> Figures:
    """Return what `strip` makes of some pages. A piece that was left takes its line with it:
    that line counts as not taken, and not as lost."""
    total = [0] * 6
    for page in some:
        cleaned = strip(page.before)
        left, lost = left_and_lost(page, cleaned)
        lost = [line for line in lost if not any(line in one for one in _lines(cleaned))]
        total[0] += len(page.goes)
        total[1] += len(page.goes) - len(left)
        total[2] += len(page.stays)
        total[3] += len(lost)
        total[4] += 1
        total[5] += bool(lost) or (not page.goes and cleaned != page.before)
    return Figures(*total)


def main(names: list[str]) -> None:
    from mtfix.stages.boilerplate import strip

    files = names or sorted(
        file.name for file in CASES.glob("*.txt") if not file.name.startswith("held-")
    )
    for name in files:
        some = pages(name)
        if not name.startswith("held-"):
            for page in some:
                cleaned = strip(page.before)
                left, lost = left_and_lost(page, cleaned)
                for mark, lines in (("left", left), ("LOST", lost)):
                    for line in lines:
                        sys.stdout.write(f"{name}: {page.name}: {mark}: {line[:120]}\n")
        numbers = figures(some, strip)
        sys.stdout.write(
            f"{name}: {numbers.documents} documents, {numbers.wrong} of them wrong; "
            f"{numbers.gone} of {numbers.goes} lines taken ({numbers.taken:.1%}), "
            f"{numbers.lost} of {numbers.stays} lines of content lost\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
